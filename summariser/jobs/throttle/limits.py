"""Requests and tokens a minute: the user's limits, and what the server's own headers say of its limits."""

import re
import time
from collections.abc import Callable, Mapping

from aiolimiter import AsyncLimiter

_TIME = re.compile(r"(\d+(?:\.\d+)?)(ms|h|m|s)?")
# Units, not choices; of characters a token of English has about four; the length by judgement.
_UNIT_S = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "": 1.0}
_CHARACTERS_PER_TOKEN = 4
_LONGEST_TIME = 100  # characters of a header that tells a time


def seconds(written: str) -> float | None:
    """A time as rate-limit headers have it ("6m0s", "20ms", "1.5"), in seconds; None if it is none."""
    written = written.strip()[:_LONGEST_TIME]
    parts = _TIME.findall(written)
    if not parts or "".join(number + unit for number, unit in parts) != written:
        return None
    return sum(float(number) * _UNIT_S[unit] for number, unit in parts)


def pause_of(headers: Mapping[str, str], tokens_wanted: float) -> float:
    """How many seconds the headers of an answer ask to wait before the next request; 0 if they do not."""
    longest = 0.0
    for what, least in (("requests", 1.0), ("tokens", tokens_wanted)):
        left = _number(headers.get(f"x-ratelimit-remaining-{what}", ""))
        reset = seconds(headers.get(f"x-ratelimit-reset-{what}", ""))
        if left is not None and reset is not None and left < least:
            longest = max(longest, reset)
    return longest


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None


class Limits:
    """Requests and tokens a minute; None for no limit. Neither is used up in bursts longer than a second."""

    def __init__(self, rpm: float | None, tpm: float | None) -> None:
        self._requests = _evenly(rpm) if rpm else None
        self._tokens = AsyncLimiter(tpm, 60) if tpm else None
        self._owed = 0.0

    async def acquire(self, estimate: int) -> None:
        """Waits until one more request, of about `estimate` tokens, is within the limits."""
        if self._requests:
            await self._requests.acquire()
        if self._tokens:
            wanted, self._owed = estimate + self._owed, 0.0
            now = min(max(wanted, 0.0), self._tokens.max_rate)
            self._owed += wanted - now
            await self._tokens.acquire(now)

    def correct(self, estimate: int, actual: int) -> None:
        """Takes what a request really cost: the difference is added to what the next one has to wait for."""
        if self._tokens:
            self._owed += actual - estimate


def _evenly(per_minute: float) -> AsyncLimiter:
    at_once = max(1.0, per_minute / 60)
    return AsyncLimiter(at_once, 60 * at_once / per_minute)


def estimate_tokens(characters: int, max_tokens: int) -> tuple[int, int]:
    """About how many prompt and completion tokens a request costs; answers are mostly far shorter than they may be."""
    return characters // _CHARACTERS_PER_TOKEN, max_tokens // 4


class Pause:
    """Until when nothing is to be sent, since the server asked so."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = 0.0

    def ask(self, wait_s: float) -> None:
        """Nothing for so many seconds from now."""
        self._until = max(self._until, self._clock() + wait_s)

    @property
    def left_s(self) -> float:
        return max(0.0, self._until - self._clock())
