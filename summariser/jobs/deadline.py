"""How long one article may take, not counting the time in which the run as a whole was paused."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager


class Deadline:
    """A time limit that stands still while any of its requests waits for something that is not its own fault."""

    def __init__(self, limit_s: float | None) -> None:
        self._left_s, self._timeout = limit_s, asyncio.timeout(None)
        self._paused = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Raises TimeoutError when the time is up."""
        async with self._timeout:
            self._resume()
            yield

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Time in this block does not count."""
        if self._left_s is None:
            yield
            return
        self._paused += 1
        if self._paused == 1 and (ends := self._timeout.when()) is not None:
            self._left_s = max(0.0, ends - asyncio.get_running_loop().time())
            self._timeout.reschedule(None)
        try:
            yield
        finally:
            self._paused -= 1
            if not self._paused and not self._timeout.expired():
                self._resume()

    def _resume(self) -> None:
        if self._left_s is not None:
            self._timeout.reschedule(asyncio.get_running_loop().time() + self._left_s)
