"""What every request of a run passes: a slot, the budget, the limits, the server's own pauses, and the circuit breaker."""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import openai
from openai.types.chat import ChatCompletion

from summariser.errors import AnswerError, ServerError
from summariser.extraction.client.deadline import Deadline
from summariser.extraction.client.model import Call
from summariser.extraction.client.transport import in_words, retry_after_s
from summariser.jobs.settings import Flow
from summariser.jobs.throttle.breaker import Breaker
from summariser.jobs.throttle.budget import Budget
from summariser.jobs.throttle.limits import Limits, Pause, estimate_tokens, pause_of

# By judgement; tests/jobs/test_flow.py and benchmarks/jobs/server_zoo.py try them on failing servers.
_FEWEST_FAILURES = 4  # a request is tried so often, and is not to fail because the server is down
_MOST_FAILURES = 16
_MOST_WAITS = 20  # so often may a request be told to wait after others were answered
_LONGEST_BACKOFF_S = 60.0
_WORTH_SAYING_S = 2.0
_REFUSED = (openai.AuthenticationError, openai.PermissionDeniedError, openai.NotFoundError)
# By judgement: one refusal may be an article's own; tokens of a question until one was answered.
_REFUSALS = 3
_TYPICAL_TOKENS = 1000


@dataclass
class _Failures:
    """How often one question failed or was told to wait, from the time on that others were answered in between."""

    alone: int = 0
    answers: int | None = None

    def note(self, answers: int) -> None:
        """One more, when so many had been answered."""
        self.alone += self.alone > 0 or (self.answers is not None and answers > self.answers)
        self.answers = answers


class Gate:
    """Decides when a request may be sent. `stop` is called where no request of this run can succeed any more."""

    def __init__(
        self, flow: Flow, budget: Budget, *, say: Callable[[str], None], stop: Callable[[ServerError], None]
    ) -> None:
        self._flow, self._budget, self._stop = flow, budget, stop
        self._slots = asyncio.Semaphore(flow.concurrency)
        threshold = min(max(flow.concurrency, _FEWEST_FAILURES), _MOST_FAILURES)
        self._breaker = Breaker(threshold, say)
        self._limits = Limits(flow.rpm, flow.tpm)
        self._pause = Pause()
        self._refusals = self._limited = self._answers = 0
        self._limited_since = self._limited_last = 0.0
        self._failures: WeakKeyDictionary[Call, _Failures] = WeakKeyDictionary()
        self._tokens = float(_TYPICAL_TOKENS)
        self._say = say

    @property
    def is_paused(self) -> bool:
        return self._breaker.is_open or self._pause.left_s > 1

    async def note_response(self, response: Any) -> None:
        """Takes the rate-limit headers of a response.

        A wait of more than the longest pause is not taken from an answer: if it is meant, a refusal follows.
        """
        wait = pause_of(response.headers, self._tokens)
        if not response.is_error and 0 < wait <= self._flow.max_pause_s:
            self._wait(wait)

    async def send(self, call: Call, deadline: Deadline) -> ChatCompletion:
        """Sends a request when it may be sent. Raises what it fails with, but not because the server is down."""
        failures = self._failures.setdefault(call, _Failures())
        estimate = estimate_tokens(_characters(call.request), call.request.get("max_tokens") or 0)
        while True:
            try:
                sent = time.monotonic()
                with call.deadline.paused():
                    await self._slots.acquire()
                try:
                    with call.deadline.paused(), deadline.paused():
                        await self._passed(estimate)
                    sent = time.monotonic()
                    answer = await self._paid(call, estimate)
                finally:
                    self._slots.release()
            except openai.OpenAIError as error:
                if await self._is_sent_again(error, call, failures, sent):
                    continue
                raise
            except AnswerError:
                self._answered()
                raise
            except asyncio.CancelledError:
                if call.deadline.is_over:
                    self._late(call)
                raise
            self._answered()
            # What waits for the slot is sent before this answer is worked on, or the server would have to wait for us.
            await asyncio.sleep(0)
            return answer

    async def _paid(self, call: Call, estimate: tuple[int, int]) -> ChatCompletion:
        try:
            return await call.send()
        finally:
            self._budget.release(estimate, call.usage)
            if usage := call.usage:
                actual = usage.prompt_tokens + usage.completion_tokens
                self._limits.correct(sum(estimate), actual)
                self._tokens += 0.1 * (actual - self._tokens)

    async def _passed(self, estimate: tuple[int, int]) -> None:
        await self._limits.acquire(sum(estimate))
        while True:
            await self._breaker.wait_closed()
            if not (wait := self._pause.left_s):
                break
            await asyncio.sleep(wait)
        await self._budget.reserve(estimate)

    def _answered(self) -> None:
        self._answers += 1
        self._refusals = self._limited = 0
        self._breaker.succeeded()

    async def _is_sent_again(
        self, error: openai.OpenAIError, call: Call, failures: _Failures, sent: float
    ) -> bool:
        """Notes a failure; whether the request is to wait with all others, rather than to fail or to be retried."""
        if _is_refusal(error):
            await self._refused(error, call)
            return False
        down = isinstance(error, openai.APIConnectionError | openai.InternalServerError)
        failures.note(self._answers)
        if not down:  # a server that says no is there
            self._breaker.succeeded()
        if isinstance(error, openai.RateLimitError) or down and retry_after_s(error):
            await self._told_to_wait(error, call, failures, sent)
            return True
        if down:
            if not failures.alone:  # else it is no sign that the server is down
                self._breaker.failed(_brief(error))
            if self._breaker.is_open:
                await self._end_if_too_long(error, call)
            return self._breaker.is_open
        return False

    async def _told_to_wait(
        self, error: openai.OpenAIError, call: Call, failures: _Failures, sent: float
    ) -> None:
        """All wait as long as the server asks for, and longer with each time that it comes to nothing.

        Where that is more than the longest pause, the run ends; not at the first word, since that may be meant for
        one request alone: one that is told so while others are answered fails, with a ServerError.
        """
        now, most = time.monotonic(), self._flow.max_pause_s
        asked = max(retry_after_s(error) or 0.0, self._reset_s(error))
        if not self._limited:
            self._limited_since = now
        wait = 0.0 if asked > most else asked
        if (
            not self._limited or sent > self._limited_last
        ):  # else it went out together with one that was told so
            self._limited, self._limited_last = self._limited + 1, now
            wait = max(wait, self._backoff_s())
        too_long = asked > most and (failures.alone or self._limited >= _REFUSALS)
        if too_long or failures.alone > _MOST_WAITS or now - self._limited_since + wait > most:
            if not failures.alone:
                await self._ended(error, call, "; that is longer than --max-pause")
            raise call.explained(error) from error
        self._wait(wait)

    def _reset_s(self, error: openai.OpenAIError) -> float:
        if not isinstance(error, openai.APIStatusError):
            return 0.0
        return pause_of(error.response.headers, self._tokens)

    def _wait(self, wait_s: float) -> None:
        before = self._pause.left_s
        self._pause.ask(wait_s)
        if before <= _WORTH_SAYING_S < self._pause.left_s:
            self._say(f"the server is limiting requests: waiting {in_words(self._pause.left_s)}")

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

    def _late(self, call: Call) -> None:
        """A request has had no answer in its time: its article's error, and a sign that the server is down."""
        self._breaker.failed("no answer in time")
        if self._breaker.open_for_s > self._flow.max_pause_s:
            self._stop(ServerError(str(call.explained(TimeoutError()))))

    async def _ended(self, error: openai.OpenAIError, call: Call, why: str = "") -> None:
        """Ends the run; its requests wait here until they are cancelled, so that their articles stay unfinished."""
        self._stop(ServerError(f"{call.explained(error)}{why}"))
        with call.deadline.paused():
            await asyncio.Future()


def _characters(request: dict[str, Any]) -> int:
    return sum(len(str(message.get("content", ""))) for message in request.get("messages", ()))


def _is_refusal(error: openai.OpenAIError) -> bool:
    return isinstance(error, _REFUSED) or getattr(error, "code", None) == "insufficient_quota"


def _brief(error: openai.OpenAIError) -> str:
    if isinstance(error, openai.APIStatusError):
        return f"status {error.status_code}"
    return "no answer in time" if isinstance(error, openai.APITimeoutError) else "cannot be reached"
