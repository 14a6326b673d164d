"""A run on a Ray cluster: the same work on each article, on whichever node has room. Needs the extra [ray].

Inputs, state and order stay with the run, which is the driver. An article whose worker dies is given to another one; if
the driver dies, the run folder is as after any other kill.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from summariser.errors import ConfigurationError, ServerError, SummariserError
from summariser.jobs.engines.local import Engine, Listener, Setup, local_engine
from summariser.jobs.engines.processes import share
from summariser.jobs.progress import Step
from summariser.jobs.storage.outcome import Outcome
from summariser.jobs.storage.store import Work
from summariser.jobs.throttle.budget import Budget

# By judgement.
_MOST_DEATHS = 5  # of workers, under one article
_WAIT_S = 0.5


def check_ray() -> None:
    """Raises ConfigurationError where Ray is not installed."""
    if find_spec("ray") is None:
        raise ConfigurationError("the engine ray needs Ray: pip install 'summariser[ray]'")


class Worker:
    """Works on articles on one node; a Ray actor, of which many calls run together."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._stack = AsyncExitStack()
        self._engine: Engine | None = None
        self._opening = asyncio.Lock()
        self._listener = _NodeListener()

    async def run(self, work: Work) -> tuple[Outcome | SummariserError | None, list[str], str | None]:
        """What becomes of an article, notes for people, and why the run is to end, if it is."""
        article = asyncio.ensure_future((await self._opened()).outcome(work))
        over = asyncio.ensure_future(self._listener.over.wait())
        await asyncio.wait({article, over}, return_when=asyncio.FIRST_COMPLETED)
        over.cancel()
        outcome: Outcome | SummariserError | None = None
        if article.done():
            try:
                outcome = article.result()
            except SummariserError as error:
                outcome = error
        article.cancel()
        return outcome, self._listener.taken(), self._listener.stopped

    async def _opened(self) -> Engine:
        async with self._opening:
            if self._engine is None:
                opening = local_engine(self._setup, self._setup.kind(), _Nothing(), self._listener)
                engine, _ = await self._stack.enter_async_context(opening)
                self._engine = engine
            return self._engine


class _Nothing:
    """Keeps no answers: they would be lost with their node."""

    def answer(self, request: str) -> str | None:
        return None

    def keep_answer(self, request: str, key: str, body: str) -> None:
        pass


class _NodeListener:
    """What has happened on a node, until the driver is told."""

    def __init__(self) -> None:
        self._notes: list[str] = []
        self.budget = Budget()  # what is spent, the driver learns with each article
        self.over = asyncio.Event()
        self.stopped: str | None = None

    def asked(self, key: str, step: Step) -> None:
        """Nobody is told: what a node has done is known with its article's end."""

    def note(self, line: str) -> None:
        self._notes.append(line)

    def stop(self, error: ServerError) -> None:
        self.stopped = self.stopped or str(error)
        self.over.set()

    def fail(self, error: SummariserError) -> None:
        self.stop(ServerError(str(error)))

    def taken(self) -> list[str]:
        notes, self._notes = self._notes, []
        return notes


class RayEngine:
    """Hands each article to the worker with the least to do."""

    def __init__(self, ray: Any, workers: list[Any], listener: Listener) -> None:
        self._ray, self._listener = ray, listener
        self._busy = dict.fromkeys(workers, 0)
        self._dead_until: dict[Any, float] = {}

    async def outcome(self, work: Work) -> Outcome:
        """What becomes of an article; given to another worker when its own dies."""
        for death in range(_MOST_DEATHS):
            worker = self._idlest()
            self._busy[worker] += 1
            try:
                outcome, notes, stopped = await worker.run.remote(work)
            except self._ray.exceptions.RayActorError:
                now = asyncio.get_running_loop().time()
                self._dead_until[worker] = now + 10 * _WAIT_S  # Ray starts it again where there is room
                self._listener.note("a worker has died: its articles go to another one")
                await asyncio.sleep(_WAIT_S * 2**death)
                continue
            finally:
                self._busy[worker] -= 1
            return await self._report(outcome, notes, stopped)
        raise SummariserError(
            f"{_MOST_DEATHS} workers have died in a row: is the cluster up? Run again to go on"
        )

    async def _report(
        self, outcome: Outcome | SummariserError | None, notes: list[str], stopped: str | None
    ) -> Outcome:
        for note in notes:
            self._listener.note(note)
        if stopped:
            self._listener.stop(ServerError(stopped))
        if isinstance(outcome, Outcome):
            self._listener.budget.add(outcome.usage)
            return outcome
        if isinstance(outcome, SummariserError):
            raise outcome
        return await asyncio.Future()  # the run is at its end, and cancels this

    def _idlest(self) -> Any:
        now = asyncio.get_running_loop().time()
        alive = [w for w in self._busy if self._dead_until.get(w, 0.0) <= now]
        return min(alive or list(self._busy), key=lambda worker: self._busy[worker])


@asynccontextmanager
async def ray_engine(setup: Setup, address: str | None, listener: Listener) -> AsyncIterator[RayEngine]:
    """An engine with a worker on each processor core of a cluster; without an address, of this machine alone."""
    ray: Any = import_module("ray")
    try:
        ray.init(
            address=address,
            ignore_reinit_error=True,
            logging_level="ERROR",
            log_to_driver=False,
            **({} if address else {"include_dashboard": False}),
        )
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise ConfigurationError(
            f"no Ray cluster at {address!r}: {error}; name one with --ray-address"
        ) from error
    try:
        cores = max(1, int(ray.cluster_resources().get("CPU", 1)))
        each = share(setup.flow, cores)
        actor = ray.remote(num_cpus=1, max_restarts=-1, max_concurrency=2 * each.concurrency)(Worker)
        workers = [actor.remote(replace(setup, flow=each)) for _ in range(cores)]
        yield RayEngine(ray, workers, listener)
        for worker in workers:
            with contextlib.suppress(ray.exceptions.RayError):
                ray.kill(worker)
    finally:
        ray.shutdown()
