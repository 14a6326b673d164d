"""What every request of a run passes: a slot, the limits, the server's own pauses, and the circuit breaker."""

import asyncio
import random
from collections.abc import Callable
from typing import Any

import openai
from openai.types.chat import ChatCompletion

from summariser.errors import AnswerError, ServerError
from summariser.extraction.model import Call, usage_of
from summariser.extraction.transport import retry_after_s
from summariser.jobs.breaker import Breaker
from summariser.jobs.deadline import Deadline
from summariser.jobs.limits import Limits, Pause, estimate_tokens, pause_of
from summariser.jobs.settings import Flow

_FEWEST_FAILURES = 4  # a request is tried so often, and is not to fail because the server is down
_MOST_FAILURES = 16
_MOST_WAITS = 20  # after so many answers of 429 in a row a request fails
_LONGEST_BACKOFF_S = 60.0
_WORTH_SAYING_S = 2.0
_REFUSED = (openai.AuthenticationError, openai.PermissionDeniedError, openai.NotFoundError)
_REFUSALS = 3
_TYPICAL_TOKENS = 1000


class Gate:
    """Decides when a request may be sent. `stop` is called where no request of this run can succeed any more."""

    def __init__(
        self, flow: Flow, *, say: Callable[[str], None], stop: Callable[[ServerError], None]
    ) -> None:
        self._flow, self._stop = flow, stop
        self._slots = asyncio.Semaphore(flow.concurrency)
        threshold = min(max(flow.concurrency, _FEWEST_FAILURES), _MOST_FAILURES)
        self._breaker = Breaker(threshold, say)
        self._limits = Limits(flow.rpm, flow.tpm)
        self._pause = Pause()
        self._refusals = self._limited = self._answers = 0
        self._tokens = float(_TYPICAL_TOKENS)
        self._say = say

    @property
    def is_paused(self) -> bool:
        return self._breaker.is_open or self._pause.left_s > 1

    async def note_response(self, response: Any) -> None:
        """Takes the rate-limit headers of a response."""
        wait = pause_of(response.headers, self._tokens)
        if wait > 0:
            self._pause.ask(wait)

    async def send(self, call: Call, deadline: Deadline) -> ChatCompletion:
        """Sends a request when it may be sent. Raises what it fails with, but not because the server is down."""
        waits = 0
        estimate = estimate_tokens(_characters(call.request), call.request.get("max_tokens") or 0)
        while True:
            try:
                async with self._slots:
                    with deadline.paused():
                        await self._passed(estimate)
                    answer = await call.send()
            except openai.OpenAIError as error:
                if await self._is_sent_again(error, call, waits):
                    waits += isinstance(error, openai.RateLimitError)
                    continue
                raise
            except AnswerError:
                self._answered()
                raise
            self._answered()
            self._spent(estimate, answer)
            # What waits for the slot is sent before this answer is worked on, or the server would have to wait for us.
            await asyncio.sleep(0)
            return answer

    async def _passed(self, estimate: int) -> None:
        await self._limits.passed(estimate)
        while True:
            await self._breaker.passed()
            if not (wait := self._pause.left_s):
                return
            await asyncio.sleep(wait)

    def _answered(self) -> None:
        self._answers += 1
        self._refusals = self._limited = 0
        self._breaker.succeeded()

    def _spent(self, estimate: int, answer: ChatCompletion) -> None:
        if usage := usage_of(answer):
            actual = usage.prompt_tokens + usage.completion_tokens
            self._limits.correct(estimate, actual)
            self._tokens += 0.1 * (actual - self._tokens)

    async def _is_sent_again(self, error: openai.OpenAIError, call: Call, waits: int) -> bool:
        """Notes a failure; whether the request is to wait with all others, rather than to fail or to be retried."""
        if _is_refusal(error):
            await self._refused(error, call)
            return False
        if isinstance(error, openai.RateLimitError):
            self._limited += 1
            asked, before = retry_after_s(error), self._pause.left_s
            self._pause.ask(self._backoff_s() if asked is None else asked)
            if before <= _WORTH_SAYING_S < self._pause.left_s:
                self._say(f"the server is limiting requests: waiting {self._pause.left_s:.0f} s")
            return waits < _MOST_WAITS
        if isinstance(error, openai.APIConnectionError | openai.InternalServerError):
            self._breaker.failed(_brief(error))
            if self._breaker.is_open:
                await self._end_if_too_long(error, call)
            return self._breaker.is_open
        return False

    def _backoff_s(self) -> float:
        longest = min(2.0 ** min(self._limited - 1, 10), _LONGEST_BACKOFF_S)
        return random.uniform(longest / 2, longest)

    async def _refused(self, error: openai.OpenAIError, call: Call) -> None:
        """A key or model that the server does not take fails every article alike: better the run ends at once."""
        self._refusals += 1
        if not self._answers or self._refusals >= _REFUSALS:
            await self._ended(error, call)

    async def _end_if_too_long(self, error: openai.OpenAIError, call: Call) -> None:
        if self._breaker.open_for_s > self._flow.max_pause_s:
            await self._ended(error, call)

    async def _ended(self, error: openai.OpenAIError, call: Call) -> None:
        """Ends the run; its requests wait here until they are cancelled, so that their articles stay unfinished."""
        explained = call.explained(error)
        self._stop(explained if isinstance(explained, ServerError) else ServerError(str(explained)))
        await asyncio.Future()


def _characters(request: dict[str, Any]) -> int:
    return sum(len(str(message.get("content", ""))) for message in request.get("messages", ()))


def _is_refusal(error: openai.OpenAIError) -> bool:
    return isinstance(error, _REFUSED) or getattr(error, "code", None) == "insufficient_quota"


def _brief(error: openai.OpenAIError) -> str:
    if isinstance(error, openai.APIStatusError):
        return f"status {error.status_code}"
    return "no answer in time" if isinstance(error, openai.APITimeoutError) else "cannot be reached"
