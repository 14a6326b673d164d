"""What a server sent, as far as it is an answer: bounded in size, of the shape that the rest counts on, without the key.

Whatever arrives goes through here, from the network and from a provider's batch file alike. Nothing of it is trusted:
not its size, its nesting, its numbers, or what its fields hold.
"""

import json
from collections.abc import Callable
from typing import Any

import httpx2
import openai
from openai.types import CompletionUsage
from openai.types.chat import ChatCompletion, ChatCompletionMessage
from openai.types.chat.chat_completion import Choice
from openai.types.completion_usage import PromptTokensDetails

from summariser.errors import AnswerError
from summariser.extraction.records import Usage
from summariser.foreign import plain

# By judgement, against hostile servers.
LARGEST_BODY = 4_000_000  # bytes; the longest answers that are asked for take a hundredth of it
MOST_TOKENS = 10**9  # of one request; a larger number counts as none, and sums of many fit into a database
_NOT_A_COMPLETION = "the server's answer is not a chat completion: check --base-url (it usually ends in /v1)"

Hide = Callable[[str], str]  # takes out of a server's words what must not be kept or shown


class TooLarge(openai.OpenAIError):
    """A response's body is larger than LARGEST_BODY. (Of this class, the client hands it on as it is.)"""

    def __init__(self) -> None:
        super().__init__(f"an answer of more than {LARGEST_BODY // 1_000_000} MB")


class BoundedClient(httpx2.AsyncClient):
    """The HTTP client of every model: it reads a body to LARGEST_BODY, unpacked, and no further. Raises TooLarge."""

    async def send(self, request: httpx2.Request, *, stream: bool = False, **options: Any) -> httpx2.Response:
        response = await super().send(request, stream=True, **options)
        if stream and not response.is_error:  # a file of a provider, which is taken line by line
            return response
        body = bytearray()
        try:
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > LARGEST_BODY:
                    raise TooLarge
        finally:
            await response.aclose()
        headers = [(n, v) for n, v in response.headers.multi_items() if n.lower() not in _OF_THE_BODY]
        return httpx2.Response(
            response.status_code, headers=headers, content=bytes(body), request=response.request
        )


_OF_THE_BODY = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def completion_in(body: bytes | str, hide: Hide) -> ChatCompletion:
    """The chat completion that a response's body holds, with one choice, its text, and counts that can be true.

    Raises AnswerError where it holds none, or a refusal; what the server says that it cost is the error's `usage`.
    """
    data = json_in_body(body)
    if not isinstance(data, dict):
        raise AnswerError(_NOT_A_COMPLETION)
    usage = usage_in(data)
    try:
        choice = _choice_in(data, hide)
    except AnswerError as error:
        error.usage = usage
        raise
    return ChatCompletion(
        id="", created=0, model="", object="chat.completion", choices=[choice], usage=_as_counted(usage)
    )


def json_in_body(body: bytes | str) -> Any:
    """What a body says; None where it is no JSON, or nested deeper than the parser goes."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _choice_in(data: dict[str, Any], hide: Hide) -> Choice:
    if failure := data.get("error"):  # some gateways send errors with status 200
        raise AnswerError(f"the server answered with an error: {brief(hide(message_of(failure)))}")
    choices = data.get("choices")
    if not isinstance(choices, list) or not choices:
        raise AnswerError(_NOT_A_COMPLETION)
    message = choices[0].get("message") if isinstance(choices[0], dict) else None
    content = message.get("content") if isinstance(message, dict) else None
    if not isinstance(message, dict) or not isinstance(content, str | None):
        raise AnswerError("the server's answer holds no message")
    if refusal := message.get("refusal"):
        raise AnswerError(f"the model refused: {brief(hide(str(refusal)))}")
    ended = choices[0].get("finish_reason")
    if ended == "content_filter":
        raise AnswerError("the server's content filter withheld the answer")
    return Choice(
        index=0,
        finish_reason="length" if ended == "length" else "stop",
        message=ChatCompletionMessage(role="assistant", content=content and hide(_whole_characters(content))),
    )


def _whole_characters(text: str) -> str:
    """`text` with halves of surrogate pairs, which no file and no database takes, as replacement characters."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def brief(text: str, limit: int = 160) -> str:
    """What a server or model said, fit for one line of a terminal: printable, and at most `limit` characters."""
    line = plain(text[: 8 * limit])
    return line if len(line) <= limit else line[: limit - 1] + "…"


def message_of(error: Any) -> str:
    """The words of an error as servers send it: a string, or an object with a message."""
    message = error.get("message") if isinstance(error, dict) else error
    return message if isinstance(message, str) else ""


def usage_in(data: Any) -> Usage | None:
    """What a server says in a body that the request cost; None where it does not say."""
    told = data.get("usage") if isinstance(data, dict) else None
    if not isinstance(told, dict):
        return None
    return Usage(
        prompt_tokens=_count(told, "prompt_tokens"),
        cached_tokens=_count(told.get("prompt_tokens_details"), "cached_tokens"),
        completion_tokens=_count(told, "completion_tokens"),
    )


def _count(counts: Any, name: str) -> int:
    number = counts.get(name) if isinstance(counts, dict) else None
    whole = isinstance(number, float) and number.is_integer() or type(number) is int
    return int(number) if whole and 0 < number <= MOST_TOKENS else 0  # type: ignore[operator, arg-type]


def usage_of(answer: ChatCompletion) -> Usage | None:
    """What an answer of `completion_in` cost."""
    if answer.usage is None:
        return None
    cached = answer.usage.prompt_tokens_details
    return Usage(
        prompt_tokens=answer.usage.prompt_tokens,
        cached_tokens=(cached and cached.cached_tokens) or 0,
        completion_tokens=answer.usage.completion_tokens,
    )


def _as_counted(usage: Usage | None) -> CompletionUsage | None:
    if usage is None:
        return None
    return CompletionUsage(
        prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens,
        total_tokens=usage.prompt_tokens + usage.completion_tokens,
        prompt_tokens_details=PromptTokensDetails(cached_tokens=usage.cached_tokens),
    )
