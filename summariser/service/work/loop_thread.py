"""Where articles are worked on: a thread with an event loop of its own, for verifying a long article takes seconds.

The service's own loop goes on meanwhile. What is told crosses over; both sides have connections of their own to the
run folders.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from summariser.errors import SummariserError
from summariser.extraction import Model, open_model
from summariser.jobs.engines.local import LocalEngine, Setup
from summariser.jobs.progress import Step
from summariser.jobs.settings import Flow
from summariser.jobs.storage.answers import Answers
from summariser.jobs.storage.leases import LeasedAnswers
from summariser.jobs.storage.outcome import Outcome
from summariser.jobs.storage.store import Store, Work
from summariser.jobs.throttle.budget import Budget
from summariser.jobs.throttle.gate import Gate
from summariser.service.work.queues import Queue

Value = TypeVar("Value")


class LoopThread:
    """The thread. It ends with `close`, or with the process."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="loop thread", daemon=True)
        self._thread.start()

    async def call(self, work: Coroutine[Any, Any, Value]) -> Value:
        """What becomes of `work`, which is done in the thread; cancelled, it is cancelled there."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    async def end_all(self, patience_s: float) -> bool:
        """Ends what still runs; False where it does not end in time, as a verification that takes long."""
        try:
            async with asyncio.timeout(patience_s):
                await self.call(_end_the_others())
        except TimeoutError:
            return False
        return True

    async def close(self, patience_s: float) -> None:
        """Ends the thread, which may still be loading a model: that ends with the process."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join, patience_s)

    def _run(self) -> None:
        try:
            self._loop.run_forever()
        finally:
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()


async def _end_the_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


class Listener(Protocol):
    """Is told, in the service's own loop, of each step of an article, of the model's start, of what people may want to know, and of what ends all work for now."""

    def asked(self, queue: Queue, key: str, step: Step) -> None: ...

    def opening(self, doing: str) -> None: ...

    def note(self, line: str) -> None: ...

    def fail(self, error: SummariserError) -> None: ...


@dataclass(frozen=True)
class Served:
    """A model as the operator named it, and how it may be asked."""

    name: str
    base_url: str | None
    flow: Flow


class Engines:
    """One model and an engine for each queue that asks it. It is made in the service's loop; its methods run on the loop thread."""

    def __init__(self, served: Served, listener: Listener) -> None:
        self._served, self._listener = served, listener
        self._home = asyncio.get_running_loop()
        self._stack, self._opening = AsyncExitStack(), asyncio.Lock()
        self._model: Model | None = None
        self._engines: dict[str, LocalEngine] = {}
        self.renew()

    def renew(self) -> None:
        """Requests pass a new gate from here on, which knows of no failure; those that wait at the old one are to be cancelled."""
        flow = self._served.flow
        self._gate = Gate(flow, Budget(flow), say=self._say, stop=self._fail)

    @property
    def is_paused(self) -> bool:
        """Whether requests wait since the server is down, or has asked for it."""
        return self._gate.is_paused

    async def model(self) -> Model:
        """The model, opened at the first call. Raises ConfigurationError."""
        async with self._opening:
            if self._model is None:
                opening = open_model(
                    self._served.name,
                    base_url=self._served.base_url,
                    progress=lambda doing, done, total: self._tell(self._listener.opening, doing),
                    on_response=self._gate.note_response,
                    slots=self._served.flow.concurrency,
                )
                self._model = await self._stack.enter_async_context(opening)
            return self._model

    async def outcome(self, queue: Queue, work: Work) -> Outcome:
        """What becomes of an article. Raises ConfigurationError where the model cannot be decompressed, and StorageError."""
        model = await self.model()
        engine = self._engines.get(queue.name) or self._engine(queue, model)
        return await engine.outcome(work)

    def _engine(self, queue: Queue, model: Model) -> LocalEngine:
        choice, served = queue.choice, self._served
        setup = Setup(served.name, served.base_url, choice.report_type, choice.policy, flow=served.flow)
        store = self._stack.enter_context(Store.open(queue.folder.store.folder))
        middleware = Answers(
            LeasedAnswers(store), lambda call, now: self._gate.send(call, now.deadline), self._fail
        )

        def asked(key: str, step: Step) -> None:
            self._tell(self._listener.asked, queue, key, step)

        made = self._engines[queue.name] = LocalEngine(setup, queue.kind, model, middleware, asked)
        return made

    async def close(self) -> None:
        """Closes the model, once nothing is asked of it any more."""
        await self._stack.aclose()

    def _say(self, line: str) -> None:
        self._tell(self._listener.note, line)

    def _fail(self, error: SummariserError) -> None:
        self._tell(self._listener.fail, error)

    def _tell(self, told: Callable[..., None], *what: object) -> None:
        with contextlib.suppress(RuntimeError):  # the service's loop has ended
            self._home.call_soon_threadsafe(told, *what)
