"""The language model: one path for every server that speaks the OpenAI protocol, the embedded one included."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx2
import instructor
import openai
from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException
from instructor.core.hooks import Hooks
from openai.types.chat import ChatCompletion, ChatCompletionMessageParam
from pydantic import BaseModel, ValidationError

from summariser.errors import AnswerError, ModelError
from summariser.extraction.client import transport
from summariser.extraction.client.deadline import Deadline
from summariser.extraction.client.redaction import redact_key
from summariser.extraction.client.responses import (
    brief,
    completion_in,
    json_in_body,
    usage_in,
    usage_of,
)
from summariser.extraction.client.wire_schema import Dialect, answer_form
from summariser.extraction.records import Attempt, Usage

# instructor logs each failed call as an error; callers get it as an exception and in the provenance instead.
logging.getLogger("instructor").addHandler(logging.NullHandler())

LOCAL = "local"

Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True)
class Limits:
    """What one model is asked at a time.

    `writes` is whether it writes prose better than the article's own sentences are; `one_request` whether it answers all
    questions about an article in one request; `context_tokens` is its context window; `questions_at_once` how many requests may be under way together;
    `sentences_per_question` how many sentences one question on numbers may hold; `timeout_s` the longest that one
    question may take, in seconds: every try, every wait between them, and the second question after an answer of
    the wrong shape. The defaults are by judgement, for a server that many share.

    >>> Limits(context_tokens=8192, questions_at_once=1).timeout_s
    300.0
    """

    context_tokens: int = 100_000
    questions_at_once: int = 4
    sentences_per_question: int = 8
    writes: bool = True
    one_request: bool = False
    timeout_s: float = 300.0


@dataclass(frozen=True)
class Model:
    """A model behind a client. Make one with `open_model`; it may be shared by many articles.

    `name` is the name that it goes by at its server, `base_url` the server's address, None of the hosted API and the
    embedded model. `retry` overrides the policy by which a request is sent again (tenacity's own arguments). `around`, a middleware, decides how a
    request comes by its answer: it is given each Call, and by default just sends it.

    >>> import asyncio
    >>> async def name_and_limit():
    ...     async with open_model("stand-in", base_url=server) as model:
    ...         return model.name, model.limits.questions_at_once
    >>> asyncio.run(name_and_limit())
    ('stand-in', 4)
    """

    name: str
    base_url: str | None
    client: openai.AsyncOpenAI
    dialect: Dialect = Dialect.LENIENT
    limits: Limits = Limits()
    retry: dict[str, Any] = field(default_factory=dict)
    around: "Middleware | None" = None

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
            async with call.deadline.running():
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
            raise call.explained(error.__cause__ or error) from error
        except (ModelError, TimeoutError) as error:
            raise call.explained(error) from error
        return result

    def without_key(self, said: str, asked: str = "") -> str:
        """What a server said, in answer to what was `asked`, without the key that it was given."""
        return redact_key(said, self.client.api_key, asked)

    def explained(self, error: BaseException, stage: str, tries: int = 1) -> ModelError:
        """An error of the client, or of an answer's validation, as one of ours."""
        if isinstance(error, ModelError):
            return error
        if isinstance(error, openai.OpenAIError | TimeoutError):
            server = self.base_url or "the OpenAI API"
            return transport.explain(
                error,
                model=self.name,
                server=server,
                timeout_s=self.limits.timeout_s,
                key=self.client.api_key,
                tries=tries,
            )
        return AnswerError(f"the model's answer is not of the schema ({stage}): {validation_message(error)}")


def validation_message(error: BaseException) -> str:
    """The first thing that an answer fails in, with its field; brief."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        return brief(f"{where}: {first['msg']}" if where else first["msg"])
    return brief(str(error))


class Call:
    """One question on its way to the server: sends it, tries again where that may help, and records each attempt."""

    def __init__(
        self, model: Model, stage: str, attempts: list[Attempt], schema: dict[str, Any] | None
    ) -> None:
        self._model, self.stage, self._attempts, self._schema = model, stage, attempts, schema
        self._last: Attempt | None = None
        self._tries = 0
        self.deadline = Deadline(model.limits.timeout_s)
        self.request: dict[str, Any] = {}

    @property
    def usage(self) -> Usage | None:
        """What the last attempt cost, as far as the server says."""
        return self._last.usage if self._last else None

    async def create(self, **request: Any) -> ChatCompletion:
        """Stands in for the client's own `create`, below instructor, so that transport errors never reach a prompt."""
        form = request.pop("response_format")["json_schema"]
        schema = self._schema or form["schema"]
        self.request = request | answer_form(form["name"], schema, self._model.dialect)
        self._tries = 0
        retrying = transport.retrying(lambda: self.deadline.left_s, **self._model.retry)
        try:
            answer: ChatCompletion = await retrying(self._attempt)
        except (
            openai.OpenAIError
        ) as error:  # which instructor would write into its log with all that the server said
            raise self.explained(error) from error
        return transport.unwrap(answer)

    async def _attempt(self) -> ChatCompletion:
        self._tries += 1
        middleware = self._model.around
        return await (middleware(self) if middleware else self.send())

    async def send(self) -> ChatCompletion:
        """The server's answer to the request. Raises openai's errors, and AnswerError."""
        return await self.record(self._sent())

    async def _sent(self) -> ChatCompletion:
        # Not by `chat.completions.create`, which walks through the whole schema to rename what has other names in
        # Python than in the protocol: nothing here has, and it takes longer than the sending. And the question's own
        # deadline holds, where the client's would begin anew with every byte that arrives.
        try:
            response = await self._model.client.post(
                "/chat/completions", cast_to=httpx2.Response, body=self.request, options={"timeout": None}
            )
        except UnicodeEncodeError as error:
            half = error.object[error.start]
            raise AnswerError(
                f"{half!a} is no whole character: no request can hold it; leave it out"
            ) from error
        return self.answer_in(response.content)

    def answer_in(self, body: bytes | str) -> ChatCompletion:
        """The answer that a response's body holds, without the key. Raises AnswerError."""
        return completion_in(body, self._redact)

    def _redact(self, text: str) -> str:
        asked = "\n".join(str(message.get("content")) for message in self.request.get("messages", ()))
        return self._model.without_key(text, asked)

    async def record(self, answering: Awaitable[ChatCompletion]) -> ChatCompletion:
        """What `answering` comes to, on record as an attempt, whatever comes of it."""
        started = time.monotonic()
        self._last = Attempt(stage=self.stage, seconds=0.0)
        self._attempts.append(self._last)
        try:
            answer = await answering
        except openai.OpenAIError as error:
            said = transport.server_message(error, self._model.client.api_key)
            self.fail(f"{type(error).__name__}: {said}")
            if isinstance(error, openai.APIStatusError):
                self._last.usage = usage_in(json_in_body(error.response.content))
            raise
        except ModelError as error:
            self.fail(str(error))
            self._last.usage = error.usage if isinstance(error, AnswerError) else None
            raise
        except asyncio.CancelledError:  # another question of the article failed, or the user has had enough
            self.fail("no answer in time" if self.deadline.is_over else "given up before the answer came")
            raise
        finally:
            self._last.seconds = round(time.monotonic() - started, 3)
        self._last.usage = usage_of(answer)
        return answer

    def explained(self, error: BaseException) -> ModelError:
        """As the model's."""
        return self._model.explained(error, self.stage, self._tries)

    def note_parse_error(self, error: Exception, **_: Any) -> None:
        self.fail(f"not of the schema: {validation_message(error)}")

    def fail(self, reason: str) -> None:
        if self._last:
            self._last.error = reason


Middleware = Callable[[Call], Awaitable[ChatCompletion]]
