"""Many articles by a provider's batch endpoint, in rounds: all questions that are open, then all of their answers.

An article goes the very same way as ever. Where it asks what has no answer yet, the question is noted; when all that it
can ask is noted, it is put aside, and begun anew in the next round with the answers that are there by then. So nothing
but the database has to survive, and however many articles there are, few are in memory.
"""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import replace

from openai.types.chat import ChatCompletion

from summariser.errors import ServerError
from summariser.extraction import Model, ReportType
from summariser.extraction.client.model import Call
from summariser.jobs.engines.local import LocalEngine, Setup
from summariser.jobs.engines.provider import MAX_BYTES, MAX_REQUESTS, Provider
from summariser.jobs.engines.runner import Shutdown
from summariser.jobs.inputs.work_queue import WorkQueue
from summariser.jobs.storage.answers import CURRENT, at_once, request_hash
from summariser.jobs.storage.outcome import Outcome
from summariser.jobs.storage.provider_store import ProviderStore
from summariser.jobs.storage.store import Store, Work

# By judgement: articles and questions that are in memory together.
_AT_ONCE = 16
_QUESTIONS_AT_ONCE = 1000
# A question gets from the pipeline to here within a few turns of the event loop. Were it to take longer, it would only be
# asked a round later.
_QUIET_TURNS = 50


class Collector:
    """Stands around each request: gives the answer if it has been fetched, else notes the question and waits."""

    def __init__(self, store: ProviderStore) -> None:
        self._store = store
        self.asked = 0

    async def __call__(self, call: Call) -> ChatCompletion:
        self.asked += 1
        key = CURRENT.get().key
        request = hashlib.sha256(f"{key}{request_hash(call.request)}".encode()).hexdigest()
        if (body := self._store.answer(request)) is not None:
            return await call.record(at_once(call, body))
        if reason := self._store.error(request):
            return await call.record(_refused(reason))
        self._store.ask(request, key, call.request)
        await asyncio.Future()  # until the article is put aside
        raise AssertionError


async def _refused(reason: str) -> ChatCompletion:
    raise ServerError(reason)


class BatchRounds:
    """The work on all articles, round by round. `work_queue` gives all open articles anew for each; `finished` is called after each article that was finished and stored."""

    def __init__(
        self,
        store: Store,
        setup: Setup,
        kind: ReportType,
        model: Model,
        shutdown: Shutdown,
        work_queue: Callable[[], WorkQueue],
        finished: Callable[[Work, Outcome], None],
        *,
        poll_s: float,
    ) -> None:
        self._work_queue = work_queue
        self._store, self._shutdown, self._finished = store, shutdown, finished
        self._flow = setup.flow
        self._requests = ProviderStore(store)
        self._collector = Collector(self._requests)
        limits = replace(model.limits, questions_at_once=_QUESTIONS_AT_ONCE)
        self._engine = LocalEngine(setup, kind, replace(model, limits=limits), self._collector)
        self._provider = Provider(model, self._requests, store.folder, shutdown.note, poll_s)
        self.under_way = 0

    async def run(self) -> None:
        """Until all is done, or the budget is used up. Raises StorageError and ConfigurationError.

        What the provider refuses ends the run with its reason in the shutdown.
        """
        try:
            await self._answered()
            while True:
                await self._collect(self._work_queue())
                if not self._requests.waiting():
                    return
                if reason := self._flow.is_spent(*self._requests.spent()):
                    self._shutdown.stopped = reason
                    return
                await self._answered()
        except ServerError as error:
            self._shutdown.stop(error)

    async def _answered(self) -> None:
        """Sends what waits and fetches every batch that is on its way."""
        while self._requests.make(MAX_REQUESTS, MAX_BYTES):
            pass
        sent = [await self._provider.send(batch) for batch in self._requests.open_batches()]
        for batch in sent:
            await self._provider.finish(batch)

    async def _collect(self, work_queue: WorkQueue) -> None:
        async def worker() -> None:
            while work := await work_queue.next():
                await self._one(work)

        async with asyncio.TaskGroup() as group:
            for _ in range(_AT_ONCE):
                group.create_task(worker())

    async def _one(self, work: Work) -> None:
        self.under_way += 1
        article = asyncio.ensure_future(self._engine.outcome(work))
        try:
            await self._until_quiet(article)
            if article.done():
                outcome = article.result()
                self._store.start(work.key)
                self._store.finish(work.key, outcome)
                self._finished(work, outcome)
        finally:
            article.cancel()
            await asyncio.gather(article, return_exceptions=True)
            self.under_way -= 1

    async def _until_quiet(self, article: asyncio.Future[Outcome]) -> None:
        """Until the article is finished, or can do nothing more without an answer."""
        quiet, asked = 0, -1
        while not article.done() and quiet < _QUIET_TURNS:
            quiet = quiet + 1 if asked == self._collector.asked else 0
            asked = self._collector.asked
            await asyncio.sleep(0)
