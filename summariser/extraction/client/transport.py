"""Calls to an OpenAI-compatible server: what is tried again, how long to wait, and what an error means.

Errors of the transport end here. They are never shown to the model.
"""

import email.utils
import json
import re
import time
from collections.abc import Callable
from math import inf
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
from summariser.extraction.client.redaction import redact_key
from summariser.extraction.client.responses import TooLarge, brief, message_of

# By judgement: what passes has passed within four tries and a minute; the openai client has two retries.
MAX_ATTEMPTS = 4
LONGEST_WAIT_S = 60.0
_AS_GOOD_AS_FOR_EVER_S = 1e9
_LONGEST_TIME = 100  # characters of a header that tells a time

_enough = stop_after_attempt(MAX_ATTEMPTS)
_backoff = wait_exponential_jitter(multiplier=0.5, max=LONGEST_WAIT_S)


def is_transient(error: BaseException) -> bool:
    """Whether the same request may succeed a little later."""
    if isinstance(error, openai.APIConnectionError):
        return True
    if not isinstance(error, openai.APIStatusError):
        return False
    # An exhausted quota also answers 429, but waiting does not bring it back.
    if error.code == "insufficient_quota" or (retry_after_s(error) or 0) > LONGEST_WAIT_S:
        return False
    return error.status_code in (408, 409, 429) or error.status_code >= 500


def retry_after_s(error: BaseException, now: Callable[[], float] = time.time) -> float | None:
    """The wait in seconds that the answer's Retry-After header asks for, as seconds or as an HTTP date (RFC 9110).

    None where it asks for none, which a time in the past and what is no time do; infinite where it is said to be.
    """
    if not isinstance(error, openai.APIStatusError):
        return None
    header = error.response.headers.get("retry-after", "").strip()[:_LONGEST_TIME]
    try:
        asked = float(header)
    except ValueError:
        try:
            asked = email.utils.parsedate_to_datetime(header).timestamp() - now()
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
    return asked if asked > 0 else None  # nor does nan, which is not larger than anything


def in_words(seconds: float) -> str:
    """A wait for people: "90 s", "27 h", "for ever"."""
    if seconds > _AS_GOOD_AS_FOR_EVER_S:
        return "for ever"
    return f"{seconds:.0f} s" if seconds < 7200 else f"{seconds / 3600:,.0f} h"


def _wait_s(state: RetryCallState) -> float:
    """What the server asks for, and no less than a growing, random wait: "Retry-After: 0" is no leave to hammer it."""
    error = state.outcome.exception() if state.outcome else None
    asked = retry_after_s(error) if error else None
    return max(min(asked or 0.0, LONGEST_WAIT_S), _backoff(state))


def retrying(left_s: Callable[[], float] = lambda: inf, **overrides: Any) -> AsyncRetrying:
    """The retry policy of one request; `overrides` go to tenacity (tests pass a `sleep` that does not).

    What could only be sent again when there are no more `left_s` seconds is not.
    """
    policy: dict[str, Any] = {
        "retry": retry_if_exception(is_transient),
        "wait": _wait_s,
        "stop": lambda state: _enough(state) or state.upcoming_sleep >= left_s(),
        "reraise": True,
    }
    return AsyncRetrying(**(policy | overrides))


_BRACES = re.compile(r'[{}"\\]')


def json_in(text: str) -> str:
    """The JSON object in an answer that has fences, thoughts or other words around it; the answer itself where none is whole.

    Of several the last, as the ones before may be quoted from the article. An object that is cut off is none, and
    nor is one before it.
    """
    behind_thoughts = text.rpartition("</think>")[2]
    return _last_object(behind_thoughts) or _last_object(text) or text


def unwrap(answer: ChatCompletion) -> ChatCompletion:
    """A completion whose content is bare JSON, where it holds any."""
    for choice in answer.choices:
        if isinstance(choice.message.content, str):
            choice.message.content = json_in(choice.message.content)
    return answer


def _last_object(text: str) -> str | None:
    found, start, depth, in_string, skipped = None, 0, 0, False, -1
    for mark in _BRACES.finditer(text):
        at, sign = mark.start(), mark[0]
        if not depth and sign == "{":
            start, depth, in_string = at, 1, False
        elif not depth or at == skipped:
            continue
        elif in_string and sign == "\\":
            skipped = at + 1
        elif sign == '"':
            in_string = not in_string
        elif not in_string and sign in "{}":
            depth += 1 if sign == "{" else -1
            if not depth and _is_json(text[start : at + 1]):
                found = text[start : at + 1]
    return None if depth else found


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def explain(
    error: openai.OpenAIError | TimeoutError,
    *,
    model: str,
    server: str,
    timeout_s: float,
    key: str,
    tries: int = 1,
) -> ServerError | AnswerError:
    """An error of the client library, or the end of a question's time, as one line that says what to do.

    `tries` is how often it was asked.
    """
    said = server_message(error, key)
    match error:
        case openai.APITimeoutError() | TimeoutError():
            return ServerError(
                f"no answer from {server} within {timeout_s:g} s: try again, or allow a longer --timeout"
            )
        case TooLarge():
            return AnswerError(f"{server} sent {said}: check --base-url (it usually ends in /v1)")
        case openai.APIResponseValidationError():
            return AnswerError(f"{server} answered with something that is not of the OpenAI protocol: {said}")
        case openai.APIConnectionError():
            return ServerError(
                f"cannot reach {server} ({said}): is the server running, and is --base-url right?"
            )
        case openai.AuthenticationError():
            return ServerError(f"{server} refused the key (401): set OPENAI_API_KEY to a key that it accepts")
        case openai.PermissionDeniedError():
            return ServerError(f"{server} does not allow this key to use model {model!r} (403): {said}")
        case openai.NotFoundError():
            return ServerError(f"{server} knows no model {model!r} (404): check --model and --base-url")
        case openai.RateLimitError() if error.code == "insufficient_quota":
            return ServerError(f"{server} has no quota left for this key (429): check its plan and billing")
        case openai.RateLimitError():
            wait = retry_after_s(error)
            hint = f"it asks to wait {in_words(wait)}" if wait else "wait a while, or ask for a higher limit"
            return ServerError(f"{server} is limiting requests (429): {hint}")
        case openai.APIStatusError() if error.status_code >= 500:
            times = f" {tries} times" if tries > 1 else ""
            return ServerError(f"{server} failed ({error.status_code}){times}: try again later")
        case openai.APIStatusError():
            return ServerError(f"{server} did not accept the request ({error.status_code}): {said}")
        case _:
            return ServerError(f"{server}: {said}")


def server_message(error: openai.OpenAIError | TimeoutError, key: str) -> str:
    """The server's own words on an error, or the network's; brief, and without the key, which some servers repeat."""
    if isinstance(error, openai.APITimeoutError | TimeoutError):
        return "no answer in time"
    if isinstance(error, openai.APIConnectionError) and error.__cause__:
        said = str(error.__cause__) or type(error.__cause__).__name__
    else:
        said = message_of(getattr(error, "body", None)) or str(error)
    return brief(redact_key(said, key))
