"""Calls to an OpenAI-compatible server: what is tried again, how long to wait, and what an error means.

Errors of the transport end here. They are never shown to the model.
"""

import asyncio
import email.utils
import json
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any, cast
from urllib.parse import urlsplit

import openai
from openai.types.chat import ChatCompletion, ChatCompletionMessage
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_exponential_jitter,
)

from summariser.errors import AnswerError, ConfigurationError, ServerError

MAX_ATTEMPTS = 4
LONGEST_WAIT_S = 60.0
_SHORT_KEY = 6  # "none" and the like: a word that a message may use
_HOST = re.compile(r"[a-z0-9._:%-]+")

_backoff = wait_exponential_jitter(multiplier=0.5, max=LONGEST_WAIT_S)


def checked_url(base_url: str) -> str:
    """`base_url`, if a request can be sent there; else raises ConfigurationError."""
    try:
        parts = urlsplit(base_url)
        host = parts.hostname if parts.port != 0 else ""
    except ValueError:  # a port or numeric address that cannot be
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host or ""):
        raise ConfigurationError(
            f"{brief(base_url)!r} is no address of a server: --base-url is like http://localhost:8000/v1"
        )
    if parts.username or parts.password:
        # It would stand in every result and error.
        raise ConfigurationError(
            "the base URL holds a password: leave it out, and set OPENAI_API_KEY instead"
        )
    return base_url


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


_NO_COMPLETION = "the server's answer is not a chat completion: check --base-url (it usually ends in /v1)"


async def checked(call: Awaitable[Any], timeout_s: float) -> ChatCompletion:
    """The completion of one call, or AnswerError where the server answered with something else.

    `timeout_s` limits the whole call; the client's own timeout begins anew with every byte that arrives.
    """
    try:
        async with asyncio.timeout(timeout_s):
            answer = await call
    except TimeoutError as error:
        raise openai.APITimeoutError(request=cast(Any, None)) from error
    except ValueError as error:  # not JSON, though its headers say so
        raise AnswerError(_NO_COMPLETION) from error
    if failure := getattr(answer, "error", None):  # some gateways send errors with status 200
        raise AnswerError(f"the server answered with an error: {brief(_message_of(failure))}")
    choices = getattr(answer, "choices", None)
    if not isinstance(answer, ChatCompletion) or not isinstance(choices, list) or not choices:
        raise AnswerError(_NO_COMPLETION)
    message = getattr(choices[0], "message", None)
    if not isinstance(message, ChatCompletionMessage) or not isinstance(message.content or "", str):
        raise AnswerError("the server's answer holds no message")
    if message.refusal:
        raise AnswerError(f"the model refused: {brief(message.refusal)}")
    if choices[0].finish_reason == "content_filter":
        raise AnswerError("the server's content filter withheld the answer")
    return answer


_BRACES = re.compile(r'[{}"\\]')


def json_in(text: str) -> str:
    """The JSON object in an answer that has fences, thoughts or other words around it; the answer itself where none is whole.

    Of several the last, as the ones before may be quoted from the article. An object that is cut off is none, and
    nor is one before it.
    """
    behind_thoughts = text.rpartition("</think>")[2]
    return _last_object(behind_thoughts) or _last_object(text) or text


def unwrapped(answer: ChatCompletion) -> ChatCompletion:
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
    error: openai.OpenAIError, *, model: str, server: str, timeout_s: float, key: str
) -> ServerError | AnswerError:
    """An error of the client library as one line that says what to do."""
    said = what_it_said(error, key)
    match error:
        case openai.APITimeoutError():
            return ServerError(
                f"no answer from {server} within {timeout_s:g} s: try again, or allow a longer --timeout"
            )
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
            hint = f"it asks to wait {wait:.0f} s" if wait else "wait a while, or ask for a higher limit"
            return ServerError(f"{server} is limiting requests (429): {hint}")
        case openai.APIStatusError() if error.status_code >= 500:
            times = f" {MAX_ATTEMPTS} times" if is_transient(error) else ""
            return ServerError(f"{server} failed ({error.status_code}){times}: try again later")
        case openai.APIStatusError():
            return ServerError(f"{server} did not accept the request ({error.status_code}): {said}")
        case _:
            return ServerError(f"{server}: {said}")


def what_it_said(error: openai.OpenAIError, key: str) -> str:
    """The server's own words on an error, or the network's; brief, and without the key, which some servers repeat."""
    if isinstance(error, openai.APITimeoutError):
        return "no answer in time"
    if isinstance(error, openai.APIConnectionError) and error.__cause__:
        said = str(error.__cause__) or type(error.__cause__).__name__
    else:
        said = _message_of(getattr(error, "body", None)) or str(error)
    return brief(said.replace(key, "(the key)") if len(key) > _SHORT_KEY else said)


def _message_of(body: Any) -> str:
    message = body.get("message") if isinstance(body, dict) else body
    return message if isinstance(message, str) else ""


def brief(text: str, limit: int = 160) -> str:
    """What a server or model said, fit for one line of a terminal: printable, and at most `limit` characters."""
    line = "".join(c if c.isprintable() else " " for c in " ".join(str(text).split()))
    return line if len(line) <= limit else line[: limit - 1] + "…"
