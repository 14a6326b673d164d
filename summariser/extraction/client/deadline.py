"""How long one article or one question may take, all its waits included, but not a pause of the whole run."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from math import inf

from summariser.errors import ConfigurationError


class Deadline:
    """A time limit that stands still while any of its requests waits for something that is not its own fault.

    None is no limit. Raises ConfigurationError where the limit is no time.
    """

    def __init__(self, limit_s: float | None = None) -> None:
        if limit_s is not None and not limit_s > 0:
            raise ConfigurationError(f"a time limit of {limit_s} s: give a number of seconds above 0")
        self.limit_s = self._left_s = limit_s
        self._timeout = asyncio.timeout(None)
        self._paused = 0

    @property
    def left_s(self) -> float:
        """Seconds until the time is up, while it is running."""
        ends = self._timeout.when()
        return inf if ends is None else ends - asyncio.get_running_loop().time()

    @property
    def is_over(self) -> bool:
        return self._timeout.expired()

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
