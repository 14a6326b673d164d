"""Takes the articles through an engine, many at a time; each ends as a result or as an error with its reason."""

import asyncio
import contextlib
from collections.abc import Callable

from summariser.errors import ServerError, StorageError, SummariserError
from summariser.jobs.engines.local import Engine
from summariser.jobs.inputs.work_queue import WorkQueue
from summariser.jobs.progress import Step
from summariser.jobs.settings import Flow
from summariser.jobs.storage.outcome import Outcome
from summariser.jobs.storage.store import Store, Work
from summariser.jobs.throttle.budget import Budget, BudgetError


class Shutdown:
    """What ends a run before its end: `stopped` tells why the rest is left for another run; `error` is raised."""

    def __init__(
        self, note: Callable[[str], None], asked: Callable[[str, Step], None], budget: Budget
    ) -> None:
        self.note, self.asked, self.budget = note, asked, budget
        self.over = asyncio.Event()
        self.stopped: str | None = None
        self.error: SummariserError | None = None

    def stop(self, error: ServerError) -> None:
        """No request of this run can succeed any more."""
        self.stopped = self.stopped or str(error)
        self.over.set()

    def fail(self, error: SummariserError) -> None:
        """The run cannot go on, as with a full disk."""
        self.error = self.error or error
        self.over.set()


class Runner:
    """The work on all articles of a work_queue. `finished` is called after each that was finished and stored."""

    def __init__(
        self,
        store: Store,
        work_queue: WorkQueue,
        engine: Engine,
        flow: Flow,
        shutdown: Shutdown,
        finished: Callable[[Work, Outcome], None],
    ) -> None:
        self._store, self._work_queue, self._engine = store, work_queue, engine
        self._flow, self._finished = flow, finished
        self._shutdown = shutdown
        self.under_way = 0

    async def run(self) -> None:
        """Until all is done, or the shutdown has come. Raises StorageError and ConfigurationError, which end it."""
        workers = [asyncio.ensure_future(self._work()) for _ in range(self._flow.concurrency)]
        over = asyncio.ensure_future(self._shutdown.over.wait())
        everything = asyncio.ensure_future(asyncio.wait(workers, return_when=asyncio.FIRST_EXCEPTION))
        try:
            await asyncio.wait({over, everything}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (over, everything, *workers):
                task.cancel()
            ended = await asyncio.gather(*workers, return_exceptions=True)
        errors = [e for e in (self._shutdown.error, *ended) if isinstance(e, Exception)]
        if errors:
            raise errors[0]

    async def _work(self) -> None:
        """One article after the other; nothing is begun with a budget that is used up, nor left out without saying so."""
        while work := await self._work_queue.next():
            if spent := self._shutdown.budget.used_up():
                self._shutdown.stopped = self._shutdown.stopped or spent
                return
            self._store.start(work.key)
            self.under_way += 1
            try:
                outcome = await self._engine.outcome(work)
                self._store.finish(work.key, outcome)
            except BaseException as error:
                with contextlib.suppress(StorageError):
                    self._store.give_back(work.key)
                if not isinstance(error, BudgetError):
                    raise
                self._shutdown.stopped = self._shutdown.stopped or str(error)
                return
            finally:
                self.under_way -= 1
            self._finished(work, outcome)
