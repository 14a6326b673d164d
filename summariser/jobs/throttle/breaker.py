"""A circuit breaker: while a server is down nothing is sent to it but a probe now and then."""

import asyncio
import random
import time
from collections.abc import Callable

# By judgement; as the waits of a single request (`LONGEST_WAIT_S`).
_FIRST_WAIT_S = 1.0
_LONGEST_WAIT_S = 60.0


class Breaker:
    """Opens after `threshold` failures in a row and closes with the first success.

    `say` is told, in one line, when it opens and when it closes.
    """

    def __init__(
        self, threshold: int, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._threshold, self._say, self._clock = threshold, say, clock
        self._streak = 0
        self._opened_at: float | None = None
        self._next_probe = 0.0
        self._wait_s = _FIRST_WAIT_S
        self._closed = asyncio.Event()
        self._closed.set()

    @property
    def is_open(self) -> bool:
        return self._opened_at is not None

    @property
    def open_for_s(self) -> float:
        """Seconds since it opened; 0 while it is closed."""
        return 0.0 if self._opened_at is None else self._clock() - self._opened_at

    def succeeded(self) -> None:
        """The server has answered."""
        self._streak = 0
        if self._opened_at is not None:
            self._say(f"the server answers again after {self.open_for_s:.0f} s: going on")
            self._opened_at = None
            self._closed.set()

    def failed(self, reason: str) -> None:
        """The server has not answered, or that it cannot."""
        self._streak += 1
        if self._opened_at is None and self._streak >= self._threshold:
            self._opened_at = self._clock()
            self._wait_s = _FIRST_WAIT_S
            self._put_off()
            self._closed.clear()
            self._say(f"the server is down ({reason}): paused, trying again by itself; Ctrl-C stops")

    async def wait_closed(self) -> None:
        """Returns at once while it is closed, else when it closes or when it is this caller's turn to try."""
        while self._opened_at is not None:
            wait = self._next_probe - self._clock()
            if wait <= 0:
                self._wait_s = min(self._wait_s * 2, _LONGEST_WAIT_S)
                self._put_off()
                return
            try:
                async with asyncio.timeout(wait):
                    await self._closed.wait()
            except TimeoutError:
                continue

    def _put_off(self) -> None:
        self._next_probe = self._clock() + self._wait_s * random.uniform(0.8, 1.2)
