"""The summaries: taken into the batch job's store and into the ledger, handed out by a dispatcher for each model, resumed after a restart, taken back."""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from summariser.article import Article
from summariser.errors import ConfigurationError, RunFolderError, StorageError
from summariser.jobs.settings import Flow
from summariser.jobs.storage.leases import load_record
from summariser.service.errors import QueueFullError
from summariser.service.options import ServiceOptions
from summariser.service.records import Event, Job, State
from summariser.service.storage.ledger import Entry, Ledger, Repeat
from summariser.service.work.dispatcher import Dispatcher, is_embedded
from summariser.service.work.events import Readers, ended_event, running_event, waiting_event
from summariser.service.work.loop_thread import LoopThread, Served
from summariser.service.work.queues import Choice, Folder, Queue, Queues, Work

OnEnd = Callable[[str, float, State], None]
# By judgement.
_TELL_WAITING_EVERY_S = 1.0
_PATIENCE_S = 5.0


@dataclass
class Tally:
    """Summaries since the start: worked out, failed, and answered from the store."""

    done: int = 0
    failed: int = 0
    from_store: int = 0


class Summaries:
    """All work on summaries, of which readers are told."""

    def __init__(self, options: ServiceOptions, ledger: Ledger, readers: Readers) -> None:
        self._options, self._ledger, self._readers = options, ledger, readers
        self._queues = Queues(options.data / "queues")
        self._loop_thread = LoopThread()
        self.dispatchers = {name: self._dispatcher(name) for name in options.models}
        self._works: dict[tuple[str, str], Work] = {}
        self._of_job: dict[str, Work] = {}
        self.tally = Tally()
        self.on_end: OnEnd | None = None
        self._told_waiting = 0.0

    def _dispatcher(self, name: str) -> Dispatcher:
        options, embedded = self._options, is_embedded(name)
        longest = options.bounds.summary_s
        flow = Flow(0 if embedded else options.workers, deadline_s=longest, max_pause_s=longest)
        base_url = None if embedded else options.base_url
        return Dispatcher(Served(name, base_url, flow.at(embedded=embedded)), self._loop_thread, self)

    async def begin(self) -> None:
        """Checks what the operator has chosen, and goes on with what an earlier start has left. Raises ConfigurationError."""
        for report_type in self._options.report_types:
            self._queues.kind(report_type)
        for dispatcher in self.dispatchers.values():
            await dispatcher.check()
        for entry in self._ledger.going():
            self.remove(entry)
        for folder in self._queues.there():
            self._sweep(folder)
        for entry in self._ledger.unfinished():
            await self._resume(entry)

    def _sweep(self, folder: Folder) -> None:
        """Lets go of articles whose job was never told of, or waits elsewhere."""
        for owner in folder.claims.owners_waiting():
            entry = self._ledger.entry(owner)
            if entry is None or entry.queue != folder.name:
                folder.claims.release(owner)

    async def close(self, grace_s: float) -> None:
        """Begins nothing more, gives what is running so many seconds to end, and hands the rest back."""
        await asyncio.gather(*(dispatcher.close(grace_s) for dispatcher in self.dispatchers.values()))
        if await self._loop_thread.end_all(_PATIENCE_S):  # else the thread is left to the end of the process
            for dispatcher in self.dispatchers.values():
                await dispatcher.release()
            await self._loop_thread.close(_PATIENCE_S)

    def release(self) -> None:
        """Lets go of the run folders."""
        self._queues.close()

    # --- taking in -----------------------------------------------------------------------------------------

    async def queue(self, choice: Choice) -> Queue:
        """The queue of a choice. Raises ConfigurationError where its model cannot be asked."""
        dispatcher = self.dispatchers[choice.model]
        await dispatcher.check()
        return self._queues.queue(choice, dispatcher.settings)

    def admit(self, entry: Entry, queue: Queue, article: bytes, repeat: Repeat | None) -> Job:
        """Takes a new job: first into the queue's store, then into the ledger, so that one that is known is in both.

        One whose result is in the store already has ended. Raises QueueFullError.
        """
        key, claims = entry.key or "", queue.folder.claims
        found, work = claims.found(key), self._works.get((queue.name, key))
        job = entry.job
        if found and found["state"] == State.DONE:
            job = replace(
                job, state=State.DONE, started=job.created, ended=job.created, flagged=found["flagged"]
            )
        elif not self._has_room(entry.client):
            raise QueueFullError(self.dispatchers[queue.choice.model].retry_after_s)
        elif work and work.is_running:
            job = replace(job, state=State.RUNNING, started=job.created)
        claims.claim(job.id, job.source, key, article)
        try:
            self._ledger.add(replace(entry, job=job), repeat)
        except BaseException:
            with contextlib.suppress(StorageError):
                claims.release(job.id)
            raise
        if job.state.ended:
            self.tally.from_store += 1
        else:
            self._enqueue(entry, queue)
        return job

    def _has_room(self, client: str) -> bool:
        """Whether one more may wait: the last tenth of the places is not for whoever has taken all the others."""
        queued, most = self.queued, self._options.bounds.queued
        for_one = most - most // 10
        if queued < for_one:
            return True
        own = sum(whose == client for work in self._works.values() for whose in work.jobs.values())
        return queued < most and own < for_one

    def _enqueue(self, entry: Entry, queue: Queue) -> None:
        key = entry.key or ""
        work = self._works.setdefault((queue.name, key), Work(queue, key, {}))
        work.jobs[entry.job.id] = entry.client
        self._of_job[entry.job.id] = work
        self.dispatchers[queue.choice.model].add(work, entry.client)

    async def _resume(self, entry: Entry) -> None:
        """Lets a job of an earlier start go on; in another queue where prompts or settings have changed since."""
        request = entry.job.request
        try:
            choice = Choice.of(self._options, request["model"], request["report_type"], request["policy"])
        except ConfigurationError as error:
            failed = (title_of(type(error).__name__), str(error))
            self._ledger.set_state([entry.job.id], State.FAILED, error=failed)
            return
        queue = await self.queue(choice)
        if entry.queue != queue.name:
            entry = await self._moved(entry, queue)
        self._ledger.set_state([entry.job.id], State.QUEUED)  # a new version: the numbers of its events go on
        self._enqueue(entry, queue)

    async def _moved(self, entry: Entry, queue: Queue) -> Entry:
        key = entry.key or ""
        with contextlib.suppress(RunFolderError):  # it is gone, and the article with it, as the job will tell
            old = self._queues.folder(entry.queue or "")
            if article := await old.article(key):
                key, data = await queue.ready(article)
                queue.folder.claims.claim(entry.job.id, entry.job.source, key, data)
        self._ledger.move(entry.job.id, queue.name, key)
        return replace(entry, queue=queue.name, key=key)

    # --- what is known -------------------------------------------------------------------------------------

    async def article(self, entry: Entry) -> Article | None:
        """The article of a job, with its source."""
        article = await self._queues.folder(entry.queue or "").article(entry.key or "")
        return replace(article, source=entry.job.source) if article else None

    async def result(self, entry: Entry) -> dict[str, Any] | None:
        """The object of results.jsonl; None where the job has none, as where the article was tried once more since."""
        claims, key = self._queues.folder(entry.queue or "").claims, entry.key or ""
        found = claims.found(key)
        data = claims.record(key) if found and found["state"] == entry.job.state else None
        if data is None:
            return None
        record: dict[str, Any] = await asyncio.to_thread(
            lambda: json.loads(load_record(data, entry.job.source))
        )
        return record

    def present(self, entry: Entry) -> Event:
        """A job as it is now, as readers are told."""
        job, work = entry.job, self._of_job.get(entry.job.id)
        if work is None or job.state.ended:
            return ended_event(job)
        if work.reach:
            return running_event(job, work.reach)
        dispatcher = self.dispatchers[work.queue.choice.model]
        before = dispatcher.before(work)
        left_s = (
            dispatcher.free_in_s + dispatcher.wait_s(before) + dispatcher.seconds_an_article
            if dispatcher.measured
            else None
        )
        return waiting_event(job, dispatcher.turns, before, left_s)

    @property
    def running(self) -> int:
        """How many jobs are with a model."""
        return sum(len(work.jobs) for dispatcher in self.dispatchers.values() for work in dispatcher.running)

    @property
    def queued(self) -> int:
        """How many jobs wait."""
        return len(self._of_job) - self.running

    # --- taking back ---------------------------------------------------------------------------------------

    def cancel(self, entry: Entry) -> None:
        """Ends the work on a job, unless another one wants the same."""
        work = self._of_job.pop(entry.job.id, None)
        if work:
            client = work.jobs.pop(entry.job.id)
            if not work.jobs:
                del self._works[work.queue.name, work.key]
            self.dispatchers[work.queue.choice.model].leave(work, client)

    def remove(self, entry: Entry) -> None:
        """Removes a job, and its article and result unless another one needs them."""
        if entry.queue is not None:
            with contextlib.suppress(RunFolderError):  # the folder is gone already
                self._queues.folder(entry.queue).claims.release(entry.job.id)
        self._ledger.remove(entry.job.id)

    # --- what the dispatchers tell -------------------------------------------------------------------------------

    def begun(self, work: Work) -> None:
        self._set_state(work, State.RUNNING)
        if (at := time.monotonic()) > self._told_waiting + _TELL_WAITING_EVERY_S:
            self._told_waiting = at
            self._readers.ring_all()

    def changed(self, work: Work) -> None:
        for job_id in work.jobs:
            self._readers.ring(job_id)

    def handed_back(self, work: Work) -> None:
        self._set_state(work, State.QUEUED)

    def ended(self, work: Work) -> None:
        found = work.queue.folder.claims.found(work.key)
        done = found is not None and found["state"] == State.DONE
        error = None
        if found is None:
            error = ("The article is gone", "it is not in the store any more: give it once more")
        elif not done:
            # What more could be allowed with is an option of the batch job, and not for users.
            error = (title_of(found["error_kind"]), found["error"].partition(": allow more with --")[0])
        flagged = found["flagged"] if found else None
        self._set_state(work, State.DONE if done else State.FAILED, error=error, flagged=flagged)
        self.tally.done += done
        self.tally.failed += not done
        if self.on_end and work.reach:
            self.on_end(work.queue.choice.model, work.reach.seconds, State.DONE if done else State.FAILED)
        del self._works[work.queue.name, work.key]
        for job_id in work.jobs:
            del self._of_job[job_id]
        work.jobs.clear()

    def _set_state(
        self, work: Work, state: State, *, error: tuple[str, str] | None = None, flagged: int | None = None
    ) -> None:
        self._ledger.set_state(work.jobs, state, error=error, flagged=flagged)
        self.changed(work)


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
