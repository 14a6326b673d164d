"""Calls to an OpenAI-compatible server: what is tried again, how long to wait, and what an error means.

Errors of the transport end here. They are never shown to the model.
"""

import email.utils
import time
from collections.abc import Awaitable, Callable
from typing import Any

import openai
from openai.types.chat import ChatCompletion
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_exponential_jitter,
)

from summariser.errors import AnswerError, ServerError

MAX_ATTEMPTS = 4
LONGEST_WAIT_S = 60.0

_backoff = wait_exponential_jitter(initial=0.5, max=LONGEST_WAIT_S)


def is_transient(error: BaseException) -> bool:
    """Whether the same request may succeed a little later."""
    if isinstance(error, openai.RateLimitError):
        # An exhausted quota also answers 429, but waiting does not bring it back.
        return error.code != "insufficient_quota" and (retry_after_s(error) or 0) <= LONGEST_WAIT_S
    return isinstance(
        error, (openai.APIConnectionError, openai.InternalServerError, openai.ConflictError)
    ) or (isinstance(error, openai.APIStatusError) and error.status_code == 408)


def retry_after_s(error: BaseException, now: Callable[[], float] = time.time) -> float | None:
    """The wait in seconds that the answer's Retry-After header asks for, as seconds or as an HTTP date (RFC 9110)."""
    if not isinstance(error, openai.APIStatusError):
        return None
    header = error.response.headers.get("retry-after", "").strip()
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(header).timestamp() - now())
    except (ValueError, TypeError, OverflowError):
        return None


def _wait_s(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = retry_after_s(error) if error else None
    return min(asked, LONGEST_WAIT_S) if asked is not None else _backoff(state)


def retrying(**overrides: Any) -> AsyncRetrying:
    """The retry policy of one request; `overrides` go to tenacity (tests pass a `sleep` that does not)."""
    policy: dict[str, Any] = {
        "retry": retry_if_exception(is_transient),
        "wait": _wait_s,
        "stop": stop_after_attempt(MAX_ATTEMPTS),
        "reraise": True,
    }
    return AsyncRetrying(**(policy | overrides))


async def checked(call: Awaitable[Any]) -> ChatCompletion:
    """The completion of one call, or AnswerError where the server answered with something else."""
    answer = await call
    choices = getattr(answer, "choices", None)
    if not isinstance(answer, ChatCompletion) or not isinstance(choices, list) or not choices:
        raise AnswerError(
            "the server's answer is not a chat completion: check --base-url (it usually ends in /v1)"
        )
    message = getattr(choices[0], "message", None)
    if message is None or not isinstance(getattr(message, "content", None) or "", str):
        raise AnswerError("the server's answer holds no message")
    if getattr(message, "refusal", None):
        raise AnswerError(f"the model refused: {brief(message.refusal)}")
    if choices[0].finish_reason == "content_filter":
        raise AnswerError("the server's content filter withheld the answer")
    return answer


def explain(
    error: openai.OpenAIError, *, model: str, server: str, timeout_s: float
) -> ServerError | AnswerError:
    """An error of the client library as one line that says what to do."""
    said = brief(getattr(error, "message", "") or str(error))
    match error:
        case openai.APITimeoutError():
            return ServerError(
                f"no answer from {server} within {timeout_s:g} s: try again, or allow a longer --timeout"
            )
        case openai.APIResponseValidationError():
            return AnswerError(f"{server} answered with something that is not of the OpenAI protocol: {said}")
        case openai.APIConnectionError():
            return ServerError(f"cannot reach {server}: is the server running, and is --base-url right?")
        case openai.AuthenticationError():
            return ServerError(f"{server} refused the key (401): set OPENAI_API_KEY to a key that it accepts")
        case openai.PermissionDeniedError():
            return ServerError(f"{server} does not allow this key to use model {model!r} (403): {said}")
        case openai.NotFoundError():
            return ServerError(f"{server} knows no model {model!r} (404): check --model and --base-url")
        case openai.RateLimitError():
            wait = retry_after_s(error)
            hint = f"it asks to wait {wait:.0f} s" if wait else "wait a while, or ask for a higher limit"
            return ServerError(f"{server} is limiting requests (429): {hint}")
        case openai.APIStatusError() if error.status_code >= 500:
            return ServerError(f"{server} failed ({error.status_code}) {MAX_ATTEMPTS} times: try again later")
        case openai.APIStatusError():
            return ServerError(f"{server} did not accept the request ({error.status_code}): {said}")
        case _:
            return ServerError(f"{server}: {said}")


def brief(text: str, limit: int = 160) -> str:
    """What a server or model said, fit for one line of a terminal: printable, and at most `limit` characters."""
    line = "".join(c if c.isprintable() else " " for c in " ".join(str(text).split()))
    return line if len(line) <= limit else line[: limit - 1] + "…"
