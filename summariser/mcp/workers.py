"""Deterministic work in processes of its own, which are ended at the time limit or when nobody waits any more."""

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

import anyio
from anyio import BrokenWorkerProcess, CapacityLimiter, to_process

from summariser.errors import SummariserError

Made = TypeVar("Made")
Arguments = TypeVarTuple("Arguments")


class WorkerPool:
    """A few processes; each call has one to itself, and `seconds` of it."""

    def __init__(self, processes: int, seconds: float) -> None:
        self._limiter, self._seconds = CapacityLimiter(processes), seconds

    async def run(self, work: Callable[[*Arguments], Made], *arguments: *Arguments) -> Made:
        """What `work`, a function of a module, makes of the arguments. Raises its errors, SummariserError at the limit."""
        async with self._limiter:
            try:
                with anyio.fail_after(self._seconds):
                    return await to_process.run_sync(work, *arguments, cancellable=True)
            except TimeoutError as error:
                raise SummariserError(
                    f"it took longer than {self._seconds:g} seconds and was given up: give less text at a time"
                ) from error
            except BrokenWorkerProcess as error:
                raise SummariserError(
                    "the process that worked on it has ended, perhaps for want of memory: give less text, or try again"
                ) from error
