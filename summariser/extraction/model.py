"""The language model: one path for every server that speaks the OpenAI protocol, the embedded one included."""

import asyncio
import logging
import os
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

import instructor
import openai
from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException
from instructor.core.hooks import Hooks
from openai.types import CompletionUsage
from openai.types.chat import ChatCompletion, ChatCompletionMessageParam
from pydantic import BaseModel, ValidationError

from summariser.errors import AnswerError, ConfigurationError, ModelError
from summariser.extraction import transport
from summariser.extraction.embedded import CONTEXT_TOKENS, embedded_server
from summariser.extraction.records import Attempt, Usage
from summariser.extraction.weights import MODEL_NAME, Progress, no_progress
from summariser.extraction.wire_schema import Dialect, answer_form

if TYPE_CHECKING:
    import httpx2  # which openai brings along

# instructor logs each failed call as an error; callers get it as an exception and in the provenance instead.
logging.getLogger("instructor").addHandler(logging.NullHandler())

LOCAL = "local"

Answer = TypeVar("Answer", bound=BaseModel)
# Is called with the headers' side of each HTTP response, whatever its status.
OnResponse = Callable[["httpx2.Response"], Awaitable[None]]


@dataclass(frozen=True)
class Limits:
    """What one model is asked at a time.

    `context_tokens` is its context window; `questions_at_once` how many requests may be under way together;
    `sentences_per_question` how many sentences one question on numbers may hold; `timeout_s` the longest wait
    for one answer, in seconds.
    """

    context_tokens: int = 100_000
    questions_at_once: int = 4
    sentences_per_question: int = 8
    timeout_s: float = 300.0


# Measured with the embedded model: asked about several sentences at once it starts to copy its own answers.
EMBEDDED_LIMITS = Limits(
    context_tokens=CONTEXT_TOKENS, questions_at_once=1, sentences_per_question=1, timeout_s=600.0
)


@dataclass(frozen=True)
class Model:
    """A model behind a client. Make one with `open_model`; it may be shared by many articles.

    `retry` overrides the policy by which a request is sent again (tenacity's own arguments). `around` decides how a
    request comes by its answer: it is given each Call, and by default just sends it.
    """

    name: str
    base_url: str | None
    client: openai.AsyncOpenAI
    dialect: Dialect = Dialect.LENIENT
    limits: Limits = Limits()
    retry: dict[str, Any] = field(default_factory=dict)
    around: "Around | None" = None

    async def ask(
        self,
        messages: list[ChatCompletionMessageParam],
        answer: type[Answer],
        *,
        stage: str,
        attempts: list[Attempt],
        max_tokens: int,
        schema: dict[str, Any] | None = None,
    ) -> Answer:
        """The model's answer, valid against `answer`; every request is added to `attempts`, failed ones too.

        The server is held to `schema`, in JSON Schema, where that says more than `answer` does. An answer of the wrong shape is asked for once more, with what was wrong with it. Raises ServerError
        where no answer came, and AnswerError where none was of the schema.
        """
        call = Call(self, stage, attempts, schema)
        hooks = Hooks()
        hooks.on("parse:error", call.note_parse_error)
        create: Any = instructor.patch(create=call.create, mode=instructor.Mode.JSON_SCHEMA)
        try:
            result: Answer = await create(
                response_model=answer,
                messages=messages,
                model=self.name,
                max_retries=1,
                hooks=hooks,
                temperature=0,
                seed=1,
                max_tokens=max_tokens,
            )
        except IncompleteOutputException as error:
            call.fail(f"the answer was cut off at {max_tokens} tokens")
            raise AnswerError(f"the model's answer was cut off at {max_tokens} tokens ({stage})") from error
        except InstructorRetryException as error:
            raise self.explained(error.__cause__ or error, stage) from error
        except (openai.OpenAIError, ModelError) as error:
            raise self.explained(error, stage) from error
        return result

    def explained(self, error: BaseException, stage: str) -> ModelError:
        """An error of the client, or of an answer's validation, as one of ours."""
        if isinstance(error, ModelError):
            return error
        if isinstance(error, openai.OpenAIError):
            server = self.base_url or "the OpenAI API"
            return transport.explain(
                error,
                model=self.name,
                server=server,
                timeout_s=self.limits.timeout_s,
                key=self.client.api_key,
            )
        return AnswerError(f"the model's answer is not of the schema ({stage}): {what_is_wrong(error)}")


def what_is_wrong(error: BaseException) -> str:
    """The first thing that an answer fails in, with its field; brief."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        return transport.brief(f"{where}: {first['msg']}" if where else first["msg"])
    return transport.brief(str(error))


class Call:
    """One question on its way to the server: sends it, tries again where that may help, and records each attempt."""

    def __init__(
        self, model: Model, stage: str, attempts: list[Attempt], schema: dict[str, Any] | None
    ) -> None:
        self._model, self.stage, self._attempts, self._schema = model, stage, attempts, schema
        self._last: Attempt | None = None
        self.request: dict[str, Any] = {}

    async def create(self, **request: Any) -> ChatCompletion:
        """Stands in for the client's own `create`, below instructor, so that transport errors never reach a prompt."""
        form = request.pop("response_format")["json_schema"]
        schema = self._schema or form["schema"]
        self.request = request | answer_form(form["name"], schema, self._model.dialect)
        return transport.unwrapped(await transport.retrying(**self._model.retry)(self._attempt))

    async def _attempt(self) -> ChatCompletion:
        around = self._model.around
        return await (around(self) if around else self.send())

    async def send(self) -> ChatCompletion:
        """The server's answer to the request. Raises openai's errors, and AnswerError."""
        # Not by `chat.completions.create`, which walks through the whole schema to rename what has other names in
        # Python than in the protocol: nothing here has, and it takes longer than the sending.
        sending = self._model.client.post("/chat/completions", cast_to=ChatCompletion, body=self.request)
        return await self.record(transport.checked(sending, self._model.limits.timeout_s))

    async def record(self, answering: Awaitable[ChatCompletion]) -> ChatCompletion:
        """What `answering` comes to, on record as an attempt, whatever comes of it."""
        started = time.monotonic()
        self._last = Attempt(stage=self.stage, seconds=0.0)
        self._attempts.append(self._last)
        try:
            answer = await answering
        except openai.OpenAIError as error:
            said = transport.what_it_said(error, self._model.client.api_key)
            self.fail(f"{type(error).__name__}: {said}")
            raise
        except ModelError as error:
            self.fail(str(error))
            raise
        except asyncio.CancelledError:  # another question of the article failed, or the user has had enough
            self.fail("given up before the answer came")
            raise
        finally:
            self._last.seconds = round(time.monotonic() - started, 3)
        self._last.usage = usage_of(answer)
        return answer

    def explained(self, error: BaseException) -> ModelError:
        """As the model's."""
        return self._model.explained(error, self.stage)

    def note_parse_error(self, error: Exception, **_: Any) -> None:
        self.fail(f"not of the schema: {what_is_wrong(error)}")

    def fail(self, reason: str) -> None:
        if self._last:
            self._last.error = reason


Around = Callable[[Call], Awaitable[ChatCompletion]]


def usage_of(answer: ChatCompletion) -> Usage | None:
    """What the server says that the answer cost; the client takes whatever it says, so it may be of any shape."""
    if not isinstance(answer.usage, CompletionUsage):
        return None
    return Usage(
        prompt_tokens=_count(answer.usage, "prompt_tokens"),
        cached_tokens=_count(answer.usage.prompt_tokens_details, "cached_tokens"),
        completion_tokens=_count(answer.usage, "completion_tokens"),
    )


def _count(counts: object, name: str) -> int:
    number = getattr(counts, name, None)
    return number if isinstance(number, int) and number > 0 else 0


@asynccontextmanager
async def open_model(
    name: str = LOCAL,
    *,
    base_url: str | None = None,
    timeout_s: float | None = None,
    progress: Progress = no_progress,
    on_response: OnResponse | None = None,
    slots: int = 1,
) -> AsyncIterator[Model]:
    """A model ready to be asked; its connections are closed at the end of the block.

    "local" is the embedded model, whatever keys are set. Any other name is sent to `base_url`, without one to what
    the environment variable OPENAI_BASE_URL names, or else to the hosted OpenAI API; the key is taken from the environment variable OPENAI_API_KEY.
    `on_response` is awaited with each HTTP response, its body unread; `slots` is how many requests the embedded
    model works on together. Raises
    ConfigurationError where the key is missing, and WeightsError where the embedded model cannot be started.
    """
    target = (
        await _embedded(progress, slots) if name == LOCAL and base_url is None else _served(name, base_url)
    )
    limits = target.limits if timeout_s is None else replace(target.limits, timeout_s=timeout_s)
    # A proxy that the environment names is for the network, never for this process's own server. An article goes
    # to the server that the user named, and not to where that one would send it on.
    http = openai.DefaultAsyncHttpx2Client(
        trust_env=target.dialect is not Dialect.EMBEDDED,
        follow_redirects=False,
        event_hooks={"response": [on_response] if on_response else []},
    )
    async with openai.AsyncOpenAI(
        api_key=target.key, base_url=target.url, max_retries=0, timeout=limits.timeout_s, http_client=http
    ) as client:
        yield Model(target.name, target.named_url, client, target.dialect, limits)


@dataclass(frozen=True)
class _Target:
    """Where a model is found."""

    name: str
    url: str | None
    key: str
    dialect: Dialect
    limits: Limits

    @property
    def named_url(self) -> str | None:
        """The URL that the user named; the embedded server's own is of no use to anyone."""
        return None if self.dialect is Dialect.EMBEDDED else self.url


async def _embedded(progress: Progress, slots: int) -> _Target:
    """The embedded model's server, started in a thread; cancelled, it ends at its next sign of progress."""
    cancelled = threading.Event()

    def watched(doing: str, done: int, total: int) -> None:
        if cancelled.is_set():
            raise asyncio.CancelledError
        progress(doing, done, total)

    try:
        server = await asyncio.to_thread(embedded_server, watched, slots)
    except asyncio.CancelledError:
        cancelled.set()
        raise
    return _Target(MODEL_NAME, server.base_url, server.api_key, Dialect.EMBEDDED, EMBEDDED_LIMITS)


def _served(name: str, base_url: str | None) -> _Target:
    key = os.environ.get("OPENAI_API_KEY", "").strip()
    if not key.isascii() or not key.isprintable():
        raise ConfigurationError("OPENAI_API_KEY holds characters that no key has: set it to the key alone")
    if base_url is None:
        base_url = os.environ.get("OPENAI_BASE_URL")
    if base_url is not None:
        return _Target(name, transport.checked_url(base_url), key or "none", Dialect.LENIENT, Limits())
    if not key:
        raise ConfigurationError(
            f"no key for model {name!r}: set OPENAI_API_KEY, or name a server of your own with --base-url, "
            "or leave --model out for the embedded model"
        )
    return _Target(name, None, key, Dialect.STRICT, Limits())
