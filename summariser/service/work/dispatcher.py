"""All that waits for one model, and the workers that hand it out: one article after the other, or several together."""

import asyncio
import contextlib
import logging
import math
import time
from typing import Protocol, cast

import openai

from summariser.errors import ServerError, StorageError, SummariserError, unexpected
from summariser.extraction import Model, OnFail, ReportType
from summariser.extraction.client.connect import EMBEDDED_LIMITS
from summariser.extraction.client.model import LOCAL
from summariser.extraction.client.weights import MODEL_NAME
from summariser.extraction.client.wire_schema import Dialect
from summariser.jobs.progress import Step
from summariser.jobs.settings import Settings
from summariser.jobs.storage.outcome import Outcome, of_error
from summariser.jobs.storage.store import Work as StoredWork
from summariser.service.work.events import Reach
from summariser.service.work.fair_queue import FairQueue
from summariser.service.work.loop_thread import Engines, LoopThread, Served
from summariser.service.work.queues import Queue, Work

_LOG = logging.getLogger(__name__)
# By judgement; so are those below.
_FIRST_PAUSE_S = 2.0
_LONGEST_PAUSE_S = 60.0
_GUESS_S = {True: 60.0, False: 10.0}  # an article, before one was measured: of the embedded model, of another
_WEIGHT = 0.2  # of the newest article in the mean


class Listener(Protocol):
    """Is told what becomes of work. Each may raise StorageError; then the work waits for another turn."""

    def begun(self, work: Work) -> None: ...

    def changed(self, work: Work) -> None: ...

    def ended(self, work: Work) -> None:
        """What came of it is in the store."""

    def handed_back(self, work: Work) -> None:
        """It waits again."""


class Dispatcher:
    """Dispatches the work of one model to its engines, client by client."""

    def __init__(self, served: Served, loop_thread: LoopThread, listener: Listener) -> None:
        self.name, self._flow, self._loop_thread, self._listener = (
            served.name,
            served.flow,
            loop_thread,
            listener,
        )
        self._is_embedded = is_embedded(served.name)
        self._engines = Engines(served, self)
        self._model: Model | None = None
        self._waiting = FairQueue[Work]()
        self.running: set[Work] = set()
        self.turns = 0
        self._workers: list[asyncio.Task[None]] = []
        self._some, self._closing = asyncio.Event(), asyncio.Event()
        self._pause_s, self._paused_until = _FIRST_PAUSE_S, 0.0
        self.seconds_an_article, self.measured = _GUESS_S[self._is_embedded], 0
        self._problem: str | None = None
        self._noted = ""

    async def check(self) -> None:
        """Raises ConfigurationError where the model cannot be asked; the embedded one is started only for an article."""
        if self._model is None and not self._is_embedded:
            self._model = await self._loop_thread.call(self._engines.model())

    def settings(self, kind: ReportType, policy: OnFail) -> Settings:
        """What results depend on. Of the embedded model it is known before it is started; others are to be checked before."""
        nobody = cast(openai.AsyncOpenAI, None)
        embedded = Model(MODEL_NAME, None, nobody, Dialect.EMBEDDED, EMBEDDED_LIMITS)
        return Settings.of(self._model or embedded, kind, policy)

    # --- what waits ----------------------------------------------------------------------------------------

    def add(self, work: Work, client: str) -> None:
        """Lets an article wait for a client too; one that is running already does not."""
        if work in self.running:
            return
        self._waiting.add(work, client)
        self._some.set()
        if not self._workers:
            self._workers = [asyncio.ensure_future(self._work()) for _ in range(self._flow.concurrency)]

    def leave(self, work: Work, client: str) -> None:
        """A job of a client, which has been taken out of the work's jobs, wants the article no more."""
        if client not in work.jobs.values():
            self._waiting.leave(work, client)
        if not work.jobs and work.task:
            work.task.cancel()

    def before(self, work: Work) -> int:
        """About how many articles have their turn before one that waits."""
        return self._waiting.before(work)

    @property
    def retry_after_s(self) -> int:
        """When one more article should have had its turn."""
        return max(1, math.ceil(self.wait_s(1)))

    def wait_s(self, before: int) -> float:
        """About how long it takes until so many articles have had their turn."""
        return before * self.seconds_an_article / self._flow.concurrency

    @property
    def free_in_s(self) -> float:
        """About when the next article has its turn, by what those that run have left."""
        reaches = [work.reach for work in self.running if work.reach]
        if len(reaches) < self._flow.concurrency:
            return 0.0
        told = ((reach.seconds_left, self.seconds_an_article - reach.seconds) for reach in reaches)
        return max(0.0, min(left if left is not None else usual for left, usual in told))

    # --- the work ------------------------------------------------------------------------------------------

    async def _work(self) -> None:
        while not self._closing.is_set():
            await self._until_on()
            if self._closing.is_set():
                return
            if (work := self._waiting.take()) is None:
                self._some.clear()
                await self._some.wait()
                continue
            self.running.add(work)
            self.turns += 1
            work.task = asyncio.ensure_future(self._one(work))
            await asyncio.wait({work.task})
            self.running.discard(work)
            if work.jobs:
                self._settle(work, work.task)

    async def _one(self, work: Work) -> None:
        """Takes an article through the model; what came of it is in the store."""
        folder = work.queue.folder
        found = folder.claims.found(work.key)
        if found is None or found["state"] in ("done", "failed"):
            self._listener.ended(work)  # the service ended, or the disk was full, before the ledger knew
            return
        work.reach = Reach()
        self._listener.begun(work)
        folder.store.start(work.key)
        article = await folder.article(work.key)
        assert article is not None
        try:
            outcome = await self._loop_thread.call(
                self._engines.outcome(work.queue, StoredWork(work.key, article))
            )
        except StorageError:
            raise
        except asyncio.CancelledError:
            if not isinstance(work.ended_by, ServerError):
                raise
            outcome = of_error(article, work.ended_by)
        except SummariserError as error:  # the model cannot be decompressed
            self._problem = str(error)
            outcome = of_error(article, error)
        except Exception as error:  # noqa: BLE001 (a fault of ours on one article must not come back for ever)
            outcome = of_error(article, unexpected(error))
        else:
            self._measure(outcome, work.reach.seconds)
        # In one go: one who asks again in between would find a failure that may be tried once more.
        folder.store.finish(work.key, outcome)
        self._listener.ended(work)

    def _settle(self, work: Work, task: "asyncio.Task[None]") -> None:
        """Lets an article that has not ended wait for another turn."""
        error = work.ended_by if task.cancelled() else task.exception()
        if isinstance(error, Exception):
            self._hold(error)
        if error or task.cancelled():
            self._hand_back(work)

    def _hand_back(self, work: Work) -> None:
        work.reach = work.task = work.ended_by = None
        with contextlib.suppress(StorageError):
            work.queue.folder.store.give_back(work.key)
        with contextlib.suppress(StorageError):
            self._listener.handed_back(work)
        for client in set(work.jobs.values()):
            self._waiting.add(work, client, first=True)
        self._some.set()

    def asked(self, queue: Queue, key: str, step: Step) -> None:
        for work in self.running:
            if work.key == key and work.queue is queue and work.reach:
                work.reach.comes_to(step)
                self._listener.changed(work)

    def _measure(self, outcome: Outcome, seconds: float) -> None:
        weight = _WEIGHT if self.measured else 1.0
        self.seconds_an_article += weight * (seconds - self.seconds_an_article)
        self.measured += 1
        if outcome.state == "done":
            self._pause_s, self._problem = _FIRST_PAUSE_S, None

    def opening(self, doing: str) -> None:
        """The model is being started, which what is running waits for."""
        for work in self.running:
            if work.reach:
                work.reach.comes_to(Step(doing, 0, 0))
                self._listener.changed(work)

    # --- pauses and the end --------------------------------------------------------------------------------

    @property
    def problem(self) -> str | None:
        """Why its work rests, in words; None if it does not."""
        return self._problem or (self._noted if self._engines.is_paused else None)

    def note(self, line: str) -> None:
        self._noted = line
        _LOG.info("%s: %s", self.name, line)

    def fail(self, error: SummariserError) -> None:
        """Nothing can go on for now: the server refuses us or is down for long, or the disk is full."""
        for work in self.running:
            if work.task and not work.ended_by:
                work.ended_by = error
                work.task.cancel()
        self._engines.renew()
        self._hold(error)

    def _hold(self, error: Exception) -> None:
        """Begins nothing for a while, and for longer each time that it comes to nothing."""
        self._problem = str(error)
        if time.monotonic() < self._paused_until:  # another article has met the same
            return
        _LOG.warning("%s: %s; trying again in %.0f s", self.name, error, self._pause_s)
        self._paused_until = time.monotonic() + self._pause_s
        self._pause_s = min(2 * self._pause_s, _LONGEST_PAUSE_S)

    async def _until_on(self) -> None:
        while (left := self._paused_until - time.monotonic()) > 0 and not self._closing.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), left)

    async def close(self, grace_s: float) -> None:
        """Begins nothing more, gives what is running so long to end, and hands the rest back."""
        self._closing.set()
        self._some.set()
        tasks = {work.task for work in self.running if work.task}
        if tasks:
            await asyncio.wait(tasks, timeout=grace_s)
        for task in tasks:
            task.cancel()
        for worker in self._workers:
            await worker

    async def release(self) -> None:
        """Closes the model, once all that asks it has ended."""
        await self._loop_thread.call(self._engines.close())


def is_embedded(model: str) -> bool:
    """Whether a model's name is that of the embedded one, wherever other models are served."""
    return model == LOCAL
