"""Several processes for one run: where the server is quick, one processor core cannot do all the verifying.

The run keeps the inputs, the store and the order. Each worker has its own connections and an equal share of the limits.
"""

import asyncio
import contextlib
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

from summariser.errors import ConfigurationError, ServerError, StorageError, SummariserError
from summariser.extraction import ReportType, Usage
from summariser.extraction.client.model import LOCAL
from summariser.jobs.engines.channel import Channel
from summariser.jobs.engines.local import Listener, Setup
from summariser.jobs.progress import Step
from summariser.jobs.settings import Flow
from summariser.jobs.storage.outcome import Outcome
from summariser.jobs.storage.store import Store, Work


def share(flow: Flow, of: int) -> Flow:
    """An equal share of the limits, for one of so many workers."""
    return replace(
        flow,
        concurrency=max(1, -(-flow.concurrency // of)),
        rpm=flow.rpm and flow.rpm / of,
        tpm=flow.tpm and flow.tpm / of,
    )


class _WorkerProcess:
    """One worker and what it is working on."""

    def __init__(self, channel: Channel, store: Store, listener: Listener) -> None:
        self._channel, self._store, self._listener = channel, store, listener
        self.waiting: dict[str, asyncio.Future[Outcome]] = {}

    async def outcome(self, work: Work) -> Outcome:
        self.waiting[work.key] = asyncio.get_running_loop().create_future()
        self._channel.send((work, self._store.answers_of(work.key)))
        try:
            return await self.waiting[work.key]
        finally:
            del self.waiting[work.key]

    async def listen(self) -> None:
        """Takes what the worker sends, until it ends, which ends the run if there was work left."""
        try:
            while True:
                self._take(*await self._channel.receive())
        except EOFError:
            self._listener.fail(SummariserError("a worker process has ended by itself: run again to go on"))
        except StorageError as error:
            self._listener.fail(error)

    def _take(self, kind: str, *what: object) -> None:
        match kind, what:
            case "answer", (str(request), str(key), str(body)):
                self._store.keep_answer(request, key, body)
            case "asked", (str(key), Step() as step):
                self._listener.asked(key, step)
            case "spent", (Usage() as usage,):
                self._listener.budget.add(usage)
            case "note", (str(line),):
                self._listener.note(line)
            case "stop", (str(reason),):
                self._listener.stop(ServerError(reason))
            case "fail", (str(reason),):
                self._listener.fail(SummariserError(reason))
            case "outcome", (str(key), result):
                self._finished(key, result)

    def _finished(self, key: str, result: object) -> None:
        waiting = self.waiting.get(key)
        if waiting is None or waiting.done():
            return
        if isinstance(result, Outcome):
            waiting.set_result(result)
        elif isinstance(result, Exception):
            waiting.set_exception(result)


class ProcessEngine:
    """Hands each article to the worker with the least to do."""

    def __init__(self, workers: list[_WorkerProcess]) -> None:
        self._workers = workers

    async def outcome(self, work: Work) -> Outcome:
        """What becomes of an article."""
        return await min(self._workers, key=lambda worker: len(worker.waiting)).outcome(work)


def check_can_be_shared(setup: Setup, engine: str) -> None:
    """Raises ConfigurationError for what only one process can have: the embedded model, a report type in memory."""
    if setup.model == LOCAL and setup.base_url is None:
        raise ConfigurationError("the embedded model runs in one process: leave --processes and --engine out")
    if isinstance(setup.report_type, ReportType) and engine != "openai-batch":
        raise ConfigurationError("other processes load the report type anew: give its name, folder or module")


@asynccontextmanager
async def process_engine(
    setup: Setup, processes: int, store: Store, listener: Listener
) -> AsyncIterator[ProcessEngine]:
    """An engine of so many processes."""
    own = replace(setup, flow=share(setup.flow, processes))
    async with AsyncExitStack() as stack:
        workers = [await stack.enter_async_context(_worker(own, store, listener)) for _ in range(processes)]
        yield ProcessEngine(workers)


@asynccontextmanager
async def _worker(setup: Setup, store: Store, listener: Listener) -> AsyncIterator[_WorkerProcess]:
    ours, theirs = socket.socketpair()
    with theirs:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "summariser.jobs.engines.worker",
            str(theirs.fileno()),
            pass_fds=[theirs.fileno()],
            stdin=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the run, which ends its workers
        )
    try:
        channel = await Channel.over(ours)
        channel.send(setup)
        worker = _WorkerProcess(channel, store, listener)
        listening = asyncio.ensure_future(worker.listen())
        try:
            yield worker
        finally:
            listening.cancel()
            await channel.close()
    finally:
        with contextlib.suppress(ProcessLookupError):  # it has ended by itself
            process.terminate()
        await process.wait()
