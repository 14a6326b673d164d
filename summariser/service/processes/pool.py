"""Processes for what takes a processor: each does one thing at a time, and is ended where that takes too long.

What users give is read and checked there, so that nothing of it can hold up or end the service.
"""

import asyncio
import contextlib
import multiprocessing
import os
import pickle
import signal
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, TypeVar

from summariser.errors import SummariserError

Made = TypeVar("Made")

# By judgement; so are those below.
_START_S = 60.0  # until a new process is ready, on a busy machine
_MOST_WAITING = 256
_LARGE = 200_000  # characters or bytes; what has more never takes all processes


class WorkError(SummariserError):
    """Something could not be worked out."""


class TooLongError(WorkError):
    """It took longer than it may, and was ended."""


class LostError(WorkError):
    """The process ended while it worked, as where memory runs out."""


class BusyError(WorkError):
    """Too much waits to be worked out."""


class FaultError(WorkError):
    """A fault of ours; the message is its traceback."""


class WorkerPool:
    """`processes` of them (0: one a core); one call in each may take `time_s` seconds."""

    def __init__(self, processes: int, time_s: float, prepare: Callable[[], object] | None = None) -> None:
        count = processes or os.cpu_count() or 1
        self._threads = ThreadPoolExecutor(count, "worker")
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._all = [_Worker(prepare) for _ in range(count)]
        self._large = asyncio.Semaphore(max(1, count - 1))
        self._time_s = time_s
        self.waiting = 0

    def start(self) -> None:
        """Starts the processes, which get ready by themselves."""
        for worker in self._all:
            self._threads.submit(self._started, worker)

    def _started(self, worker: "_Worker") -> None:
        try:
            worker.start()
            worker.wait(_START_S)
        finally:
            self._idle.put(worker)

    @property
    def are_ready(self) -> bool:
        """Whether one of them takes work."""
        return any(worker.is_ready for worker in self._all)

    async def run(self, work: Callable[..., Made], *arguments: Any, size: int = 0) -> Made:
        """What `work`, a function of a module, makes of its arguments, `size` characters or bytes in all.

        Raises what it raises of the errors of this package, TooLongError, LostError, BusyError, and FaultError for the rest.
        """
        if self.waiting >= _MOST_WAITING:
            raise BusyError("too much waits to be checked: try again in a few seconds")
        self.waiting += 1
        try:
            async with self._large if size > _LARGE else contextlib.nullcontext():
                loop = asyncio.get_running_loop()
                made: Made = await loop.run_in_executor(self._threads, self._run, work, arguments)
                return made
        finally:
            self.waiting -= 1

    def _run(self, work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        worker = self._idle.get()
        try:
            return worker.ask(work, arguments, self._time_s)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """Ends all processes, whatever they do."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.is_over = True
            worker.end()


class _Worker:
    """One process; a new one takes its place when it has ended."""

    def __init__(self, prepare: Callable[[], object] | None) -> None:
        self._prepare = prepare
        self._process: Any = None
        self._there: Connection | None = None
        self.is_ready = self.is_over = False

    def start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._there, here = context.Pipe()
        self._process = context.Process(target=_work, args=(here, self._prepare), daemon=True)
        self._process.start()
        here.close()

    def wait(self, seconds: float) -> None:
        """Waits until it takes work, but not longer."""
        there = self._there
        if not self.is_ready and there is not None:
            with contextlib.suppress(EOFError, OSError):
                self.is_ready = there.poll(seconds) and there.recv_bytes() == b"ready"

    def ask(self, work: Callable[..., Any], arguments: tuple[Any, ...], time_s: float) -> Any:
        answer = self._asked(pickle.dumps((work, arguments)), time_s)
        done, made = pickle.loads(answer)
        if done:
            return made
        raise made

    def _asked(self, question: bytes, time_s: float) -> bytes:
        there = self._running()
        try:
            there.send_bytes(question)
            if there.poll(time_s):
                return there.recv_bytes()
        except (EOFError, OSError) as error:
            self.end()
            raise LostError("the process that worked on it has ended; give less at once") from error
        self.end()
        raise TooLongError(f"it takes longer than {time_s:g} s; give less at once")

    def _running(self) -> Connection:
        """Where a process listens. What has ended since it last answered is replaced."""
        if self.is_over:
            raise LostError("the service is ending")
        if self._process is None or not self._process.is_alive():
            self.end()
            self.start()
        self.wait(_START_S)
        if not self.is_ready:
            self.end()
            raise LostError("no process could be started for it; try again later")
        assert self._there is not None
        return self._there

    def end(self) -> None:
        """Ends the process at once."""
        self.is_ready = False
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None
        if self._there is not None:
            self._there.close()
            self._there = None


def _work(there: Connection, prepare: Callable[[], object] | None) -> None:
    """What a process does until the service ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if prepare:
        prepare()
    there.send_bytes(b"ready")
    with contextlib.suppress(EOFError, OSError):
        while True:
            there.send_bytes(_answer(there.recv_bytes()))


def _answer(question: bytes) -> bytes:
    try:
        work, arguments = pickle.loads(question)
        return pickle.dumps((True, work(*arguments)))
    except SummariserError as error:
        return pickle.dumps((False, error))
    except Exception:  # noqa: BLE001 (told and logged where it was asked for)
        return pickle.dumps((False, FaultError(traceback.format_exc(limit=-12))))
