"""The one object that HTTP and the page call: takes work, tells of it, and gives it back."""

import asyncio
import contextlib
import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from summariser.article import Article
from summariser.errors import ConfigurationError, RunFolderError, StorageError
from summariser.extraction import OnFail
from summariser.jobs.storage.claims import opened_article, opened_record, packed_article
from summariser.jobs.storage.database import locked, storage
from summariser.jobs.storage.outcome import opened, packed
from summariser.service.errors import (
    ClosingError,
    IdempotencyError,
    NoResultError,
    QueueFullError,
    UnknownJobError,
)
from summariser.service.events import Readers, Stream, event_of
from summariser.service.ledger import Entry, Ledger, Repeat, new_id, now
from summariser.service.line import Line
from summariser.service.options import ServiceOptions
from summariser.service.queues import Choice, Queue, Queues, Work
from summariser.service.records import Event, Job, JobPage, Kind, State

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


class Desk:
    """Takes work and tells of it. Make one with `opened`; it lives in one event loop.

    Whatever a method returns of is on disk. Methods raise StorageError where the disk fails.
    """

    def __init__(self, options: ServiceOptions) -> None:
        self._options = options
        self._ledger = Ledger(options.data)
        self._queues = Queues(options.data / "queues")
        self._readers = Readers(options.bounds.readers)
        self._lines = {
            name: Line(
                name, options.base_url, self, workers=options.workers, deadline_s=options.bounds.summary_s
            )
            for name in options.models
        }
        self._works: dict[tuple[str, str], Work] = {}
        self._of_job: dict[str, Work] = {}
        self._done = self._failed = self._from_store = 0
        self._closing = False

    @classmethod
    @asynccontextmanager
    async def opened(cls, options: ServiceOptions, *, grace_s: float = GRACE_S) -> AsyncIterator[Self]:
        """The desk of a data folder; work that was not finished goes on.

        Raises ConfigurationError where an option is of no use, RunFolderError where another service holds the folder.
        """
        with storage(options.data):
            options.data.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(locked(options.data))
            except RunFolderError as error:
                raise RunFolderError(
                    f"another service works on {options.data}: end it, or name another --data"
                ) from error
            desk = cls(options)
            stack.callback(desk._ledger.close)
            stack.callback(desk._queues.close)
            try:
                await desk._begin()
                yield desk
            finally:
                await desk.close(grace_s)

    async def _begin(self) -> None:
        for report_type in self._options.report_types:
            self._queues.kind(report_type)
        for line in self._lines.values():
            await line.check()
        for entry in self._ledger.going():
            self._remove(entry)
        for entry in self._ledger.unfinished():
            await self._resume(entry)

    async def close(self, grace_s: float = GRACE_S) -> None:
        """Takes nothing more, gives what is running so many seconds to end, and hands the rest back."""
        if self._closing:
            return
        self._closing = True
        await asyncio.gather(*(line.close(grace_s) for line in self._lines.values()))
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
        choice = self._choice(report_type, policy, model)
        if self._closing:
            raise ClosingError("the service is ending: try again when it is back")
        queue = await self._queue(choice)
        key, data = await queue.ready(article)
        print_ = fingerprint or _digest([key, title, source])
        repeat = Repeat(idempotency, print_) if idempotency else None
        if repeat and (job := self.known(client, repeat.key, repeat.fingerprint)):
            return job
        made = now()
        job = Job(new_id(), Kind.SUMMARY, State.QUEUED, title, source, made, 1, choice.request)
        return self._admit(Entry(job, 0, client, queue.name, key), queue, data, repeat)

    def _admit(self, entry: Entry, queue: Queue, data: bytes, repeat: Repeat | None) -> Job:
        """First into the queue's store, then into the ledger: what a client is told of is in both."""
        key, claims = entry.key or "", queue.folder.claims
        found, work = claims.found(key), self._works.get((queue.name, key))
        job = entry.job
        if found and found["state"] == "done":
            job = replace(
                job, state=State.DONE, started=job.created, ended=job.created, flagged=found["flagged"]
            )
        elif self.queued >= self._options.bounds.queued:
            raise QueueFullError(self._lines[queue.choice.model].retry_after_s)
        elif work and work.is_running:
            job = replace(job, state=State.RUNNING, started=job.created)
        claims.claim(job.id, job.source, key, data)
        try:
            self._ledger.add(replace(entry, job=job), repeat)
        except BaseException:
            with contextlib.suppress(StorageError):
                claims.release(job.id)
            raise
        if job.state.ended:
            self._from_store += 1
        else:
            self._enqueue(replace(entry, job=job), queue)
        return job

    def _enqueue(self, entry: Entry, queue: Queue) -> None:
        key = entry.key or ""
        work = self._works.setdefault((queue.name, key), Work(queue, key, {}))
        work.jobs[entry.job.id] = entry.client
        self._of_job[entry.job.id] = work
        self._lines[queue.choice.model].add(work, entry.client)

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
        started: datetime | None = None,
        idempotency: str | None = None,
        fingerprint: str | None = None,
    ) -> Job:
        """Keeps a verification or comparison that has been worked out, as a job that has ended: with its result, or an error.

        Raises IdempotencyError.
        """
        texts = await asyncio.to_thread(_packed, result, articles)
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
        if entry.queue is None:
            data = self._ledger.kept(entry.number)[0]
            text = opened if data else None
        else:
            folder = self._queues.folder(entry.queue)
            found = folder.claims.found(entry.key or "")
            fits = found and found["state"] == entry.job.state.value
            data = folder.claims.record(entry.key or "") if fits else None
            text = lambda data: opened_record(data, entry.job.source)
        if data is None or text is None:
            raise NoResultError(f"the job is {entry.job.state.value}, and has no result")
        found_: dict[str, Any] = await asyncio.to_thread(lambda: json.loads(text(data)))
        return found_

    async def article(self, job: Job) -> Article:
        """The first text that a job is about. Raises UnknownJobError where none is kept."""
        return (await self.articles(job))[0]

    async def articles(self, job: Job) -> list[Article]:
        """The texts that a job is about, with their sources. Raises UnknownJobError where none is kept."""
        entry = self._entry(job.id)
        if entry.queue is not None:
            article = await self._queues.folder(entry.queue).article(entry.key or "")
            found = [replace(article, source=entry.job.source)] if article else []
        else:
            data = self._ledger.kept(entry.number)[1]
            found = await asyncio.to_thread(_opened, data) if data else []
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
        entry, work = self._ledger.entry(job_id), self._of_job.get(job_id)
        if entry is None:
            return None
        job = entry.job
        return event_of(job.state, job.version, work.reach if work else None)

    @property
    def queued(self) -> int:
        """How many summaries wait."""
        return len(self._of_job) - self._running

    @property
    def _running(self) -> int:
        return sum(len(work.jobs) for line in self._lines.values() for work in line.running)

    def load(self) -> Load:
        """What there is to do now, for metrics and for whoever asks whether the service is ready."""
        lines = self._lines.values()
        return Load(
            queued=self.queued,
            running=self._running,
            readers=len(self._readers),
            done=self._done,
            failed=self._failed,
            from_store=self._from_store,
            seconds_an_article={line.name: line.seconds_an_article for line in lines if line.measured},
            problem=next((line.problem for line in lines if line.problem), None),
            closing=self._closing,
        )

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
        work = self._of_job.pop(job_id, None)
        if work:
            client = work.jobs.pop(job_id)
            if not work.jobs:
                del self._works[work.queue.name, work.key]
            self._lines[work.queue.choice.model].leave(work, client)
        self._readers.ring(job_id)
        self._remove(entry)

    def _remove(self, entry: Entry) -> None:
        if entry.queue is not None:
            with contextlib.suppress(RunFolderError):  # the folder is gone already
                self._queues.folder(entry.queue).claims.release(entry.job.id)
        self._ledger.remove(entry.job.id)

    # --- what the lines tell -------------------------------------------------------------------------------

    def begun(self, work: Work) -> None:
        self._set_state(work, State.RUNNING)

    def changed(self, work: Work) -> None:
        for job_id in work.jobs:
            self._readers.ring(job_id)

    def handed_back(self, work: Work) -> None:
        self._set_state(work, State.QUEUED)

    def ended(self, work: Work) -> None:
        found = work.queue.folder.claims.found(work.key)
        if found is None:
            error = ("The article is gone", "it is not in the store any more: give it once more")
            self._set_state(work, State.FAILED, error=error)
        elif found["state"] == "failed":
            error = (title_of(found["error_kind"]), found["error"])
            self._set_state(work, State.FAILED, error=error, flagged=found["flagged"])
        else:
            self._set_state(work, State.DONE, flagged=found["flagged"])
        failed = found is None or found["state"] == "failed"
        self._failed += failed
        self._done += not failed
        del self._works[work.queue.name, work.key]
        for job_id in work.jobs:
            del self._of_job[job_id]

    def _set_state(
        self, work: Work, state: State, *, error: tuple[str, str] | None = None, flagged: int | None = None
    ) -> None:
        self._ledger.set_state(work.jobs, state, error=error, flagged=flagged)
        self.changed(work)

    # --- queues --------------------------------------------------------------------------------------------

    def _choice(self, report_type: str | None, policy: OnFail | str | None, model: str | None) -> Choice:
        options = self._options
        chosen = (
            _one_of("model", model, options.models),
            _one_of("report type", report_type, options.report_types),
            OnFail(_one_of("policy", policy, options.policies)),
        )
        return Choice(*chosen)

    async def _queue(self, choice: Choice) -> Queue:
        line = self._lines[choice.model]
        await line.check()
        queue = self._queues.queue(choice, line.settings)
        return queue

    async def _resume(self, entry: Entry) -> None:
        """Lets a job of an earlier start go on."""
        request = entry.job.request
        choice = self._choice(request["report_type"], request["policy"], request["model"])
        queue = await self._queue(choice)
        if entry.job.state is State.RUNNING:
            self._ledger.set_state([entry.job.id], State.QUEUED)
        self._enqueue(entry, queue)


_TITLES = {
    "ServerError": "The model did not answer",
    "AnswerError": "The model's answer was of no use",
    "UnsupportedError": "The summary holds what the article does not support",
    "ArticleError": "The article cannot be summarised",
    "ConfigurationError": "The service is not set up for this",
    "WeightsError": "The service is not set up for this",
}


def title_of(error_kind: str) -> str:
    """A failure's title for people, from the name of its error's class."""
    return _TITLES.get(error_kind, "Something went wrong")


def _one_of(what: str, chosen: str | None, allowed: Sequence[str]) -> str:
    if chosen is None:
        return allowed[0]
    if chosen not in allowed:
        raise ConfigurationError(f"there is no {what} {chosen!r} here: choose from {', '.join(allowed)}")
    return chosen


def _digest(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _packed(result: dict[str, Any] | None, articles: Sequence[Article]) -> tuple[bytes | None, bytes]:
    texts = [[article.source, packed_article(article).hex()] for article in articles]
    return packed(json.dumps(result)) if result is not None else None, json.dumps(texts).encode()


def _opened(data: bytes) -> list[Article]:
    texts = json.loads(data)
    return [replace(opened_article(bytes.fromhex(text)), source=source) for source, text in texts]
