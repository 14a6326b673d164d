"""The one object that HTTP and the page call: takes work, tells of it, and gives it back."""

import asyncio
import contextlib
import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from summariser.article import Article
from summariser.errors import RunFolderError
from summariser.extraction import OnFail
from summariser.jobs.storage.database import locked, storage
from summariser.service.errors import (
    ClosingError,
    IdempotencyError,
    NoResultError,
    UnknownJobError,
)
from summariser.service.options import ServiceOptions
from summariser.service.records import Event, Job, JobPage, Kind, State
from summariser.service.storage.ledger import Entry, Ledger, Repeat, new_id, now
from summariser.service.storage.texts import Packed, dump_texts, load_articles, load_result
from summariser.service.work.events import Readers, Stream
from summariser.service.work.queues import Choice
from summariser.service.work.summaries import OnEnd, Summaries

# By judgement.
GRACE_S = 5.0
_WORDS = 10  # of a search


@dataclass(frozen=True)
class Load:
    """What there is to do now. `problem` is why work rests, in words; the counts are since the start.

    `seconds_an_article` is what was measured, by model.
    """

    queued: int
    running: int
    readers: int
    done: int
    failed: int
    from_store: int
    seconds_an_article: dict[str, float]
    problem: str | None
    closing: bool


class JobService:
    """Takes work and tells of it. Make one with `open`; it lives in one event loop.

    Whatever a method returns of is on disk. Methods raise StorageError where the disk fails.
    """

    def __init__(self, options: ServiceOptions) -> None:
        self._options = options
        self._ledger = Ledger(options.data)
        self._readers = Readers(options.bounds.readers)
        self._summaries = Summaries(options, self._ledger, self._readers)
        self._closing = False

    @classmethod
    @asynccontextmanager
    async def open(cls, options: ServiceOptions, *, grace_s: float = GRACE_S) -> AsyncIterator[Self]:
        """The job service of a data folder; work that was not finished goes on.

        Raises ConfigurationError where an option is of no use, RunFolderError where another service holds the folder.
        """
        with storage(options.data):
            options.data.mkdir(0o700, parents=True, exist_ok=True)  # it is to hold what users gave
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(locked(options.data))
            except RunFolderError as error:
                raise RunFolderError(
                    f"another service works on {options.data}: end it, or name another --data"
                ) from error
            job_service = cls(options)
            stack.callback(job_service._ledger.close)
            stack.callback(job_service._summaries.release)
            try:
                await job_service._summaries.begin()
                yield job_service
            finally:
                await job_service.close(grace_s)

    async def close(self, grace_s: float = GRACE_S) -> None:
        """Takes nothing more, gives what is running so many seconds to end, and hands the rest back."""
        if self._closing:
            return
        self._closing = True
        await self._summaries.close(grace_s)
        self._readers.end()

    # --- new work ------------------------------------------------------------------------------------------

    async def summarise(
        self,
        article: Article,
        *,
        title: str,
        source: str,
        client: str,
        report_type: str | None = None,
        policy: OnFail | str | None = None,
        model: str | None = None,
        idempotency: str | None = None,
        fingerprint: str | None = None,
    ) -> Job:
        """A new job for the summary of an article: done at once where the store has the result already.

        Without a choice it is the usual one. An idempotency key stands for the request, of which `fingerprint` is the
        digest (without one, of the article and the choice): with it, the same request is the same job.
        Raises ConfigurationError for what the operator does not allow, QueueFullError, IdempotencyError, ClosingError.
        """
        choice = Choice.of(self._options, model, report_type, policy)
        if self._closing:
            raise ClosingError("the service is ending: try again when it is back")
        if idempotency and fingerprint and (job := self.known(client, idempotency, fingerprint)):
            return job
        queue = await self._summaries.queue(choice)
        key, data = await queue.ready(article)
        print_ = fingerprint or _digest([key, title, source])
        repeat = Repeat(idempotency, print_) if idempotency else None
        if repeat and (job := self.known(client, repeat.key, repeat.fingerprint)):
            return job
        made = now()
        job = Job(new_id(), Kind.SUMMARY, State.QUEUED, title, source, made, 1, choice.request)
        return self._summaries.admit(Entry(job, 0, client, queue.name, key), queue, data, repeat)

    async def keep(
        self,
        kind: Kind,
        *,
        title: str,
        source: str,
        request: dict[str, Any],
        client: str,
        result: dict[str, Any] | None = None,
        error: tuple[str, str] | None = None,
        flagged: int | None = None,
        articles: Sequence[Article] = (),
        texts: Packed | None = None,
        started: datetime | None = None,
        idempotency: str | None = None,
        fingerprint: str | None = None,
    ) -> Job:
        """Keeps a verification or comparison that has been worked out, as a job that has ended: with its result, or an error.

        `texts` is what `dump_texts` makes of result and articles, where that is done already. Raises IdempotencyError.
        """
        if texts is None:
            texts = await asyncio.to_thread(dump_texts, result, articles)
        print_ = fingerprint or _digest([kind, title, source, request, hashlib.sha256(texts[1]).hexdigest()])
        repeat = Repeat(idempotency, print_) if idempotency else None
        if repeat and (job := self.known(client, repeat.key, repeat.fingerprint)):
            return job
        made = now()
        state = State.FAILED if error else State.DONE
        job = Job(
            new_id(),
            kind,
            state,
            title,
            source,
            started or made,
            1,
            request,
            started or made,
            made,
            error,
            flagged,
        )
        self._ledger.add(Entry(job, 0, client, None, None), repeat, texts)
        return job

    def known(self, client: str, idempotency: str, fingerprint: str) -> Job | None:
        """The job that an idempotency key stands for. Raises IdempotencyError where it came with another request."""
        found = self._ledger.repeated(client, idempotency)
        if found is None:
            return None
        if found[0] != fingerprint:
            raise IdempotencyError("this idempotency key was used for another request: take a new one")
        return self.job(found[1])

    # --- what is known of it -------------------------------------------------------------------------------

    def job(self, job_id: str) -> Job:
        """A job as it is now. Raises UnknownJobError."""
        return self._entry(job_id).job

    async def jobs(
        self, kind: Kind | None = None, query: str = "", after: str | None = None, limit: int = 50
    ) -> JobPage:
        """Jobs whose title or source hold every word of `query`, newest first, from the page that `after` begins."""
        if after is not None and not (after.isascii() and after.isdecimal() and len(after) < 19):
            raise UnknownJobError("no such page: take `after` from the page before")
        before = int(after) if after else None
        return await asyncio.to_thread(self._ledger.page, kind, query.split()[:_WORDS], before, limit)

    async def result(self, job: Job) -> dict[str, Any]:
        """What a job came to: of a summary the object of results.jsonl. Raises NoResultError."""
        entry = self._entry(job.id)
        if entry.queue is not None:
            found = await self._summaries.result(entry)
        else:
            data = self._ledger.kept(entry.number)[0]
            found = await asyncio.to_thread(load_result, data) if data else None
        if found is None:
            raise NoResultError(f"the job is {entry.job.state.value}, and has no result")
        return found

    async def article(self, job: Job) -> Article:
        """The first text that a job is about. Raises UnknownJobError where none is kept."""
        return (await self.articles(job))[0]

    async def articles(self, job: Job) -> list[Article]:
        """The texts that a job is about, with their sources. Raises UnknownJobError where none is kept."""
        entry = self._entry(job.id)
        if entry.queue is not None:
            article = await self._summaries.article(entry)
            found = [article] if article else []
        else:
            data = self._ledger.kept(entry.number)[1]
            found = await asyncio.to_thread(load_articles, data) if data else []
        if not found:
            raise UnknownJobError("no text is kept of this job")
        return found

    def correct(self, job_id: str, path: str, value: Any) -> None:
        """Keeps what a user says instead of the machine's answer at `path`; None takes that back."""
        self._ledger.correct(self._entry(job_id).number, path, value)

    def corrections(self, job_id: str) -> dict[str, Any]:
        """Users' corrections by path."""
        return self._ledger.corrections(self._entry(job_id).number)

    def events(self, job_id: str, after: int = 0) -> Stream:
        """What happens to a job, as an async iterator that is to be closed; see Stream.

        Raises UnknownJobError and TooManyReadersError.
        """
        self._entry(job_id)
        return self._readers.follow(job_id, lambda: self._present(job_id), after)

    def _present(self, job_id: str) -> Event | None:
        entry = self._ledger.entry(job_id)
        return self._summaries.present(entry) if entry else None

    def load(self) -> Load:
        """What there is to do now, for metrics and for whoever asks whether the service is ready."""
        work, dispatchers = self._summaries, self._summaries.dispatchers.values()
        return Load(
            queued=work.queued,
            running=work.running,
            readers=len(self._readers),
            done=work.tally.done,
            failed=work.tally.failed,
            from_store=work.tally.from_store,
            seconds_an_article={
                dispatcher.name: dispatcher.seconds_an_article
                for dispatcher in dispatchers
                if dispatcher.measured
            },
            problem=next((dispatcher.problem for dispatcher in dispatchers if dispatcher.problem), None),
            closing=self._closing,
        )

    def on_end(self, told: OnEnd) -> None:
        """`told` hears of each summary that was worked out: its model, the seconds that it took, and whether it is done or failed."""
        self._summaries.on_end = told

    def _entry(self, job_id: str) -> Entry:
        entry = self._ledger.entry(job_id)
        if entry is None:
            raise UnknownJobError("there is no such job: it may have been deleted")
        return entry

    # --- taking back ---------------------------------------------------------------------------------------

    async def delete(self, job_id: str) -> None:
        """Removes a job, whatever its state, and what only it needs: its article, its result, the work on it."""
        entry = self._entry(job_id)
        self._ledger.mark_going(job_id)
        self._summaries.cancel(entry)
        self._readers.ring(job_id)
        self._summaries.remove(entry)


def _digest(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
