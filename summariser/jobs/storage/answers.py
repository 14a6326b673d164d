"""Answers to single requests, kept until their article is finished, so that a stopped run asks for none again."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

from openai.types.chat import ChatCompletion

from summariser.errors import StorageError
from summariser.extraction.client.deadline import Deadline
from summariser.extraction.client.model import Call


@dataclass(frozen=True)
class Current:
    """The article that the running task is about."""

    key: str
    deadline: Deadline


CURRENT: ContextVar[Current] = ContextVar("CURRENT")


class AnswerStore(Protocol):
    """Keeps answers by the hash of their request."""

    def answer(self, request: str) -> str | None: ...

    def keep_answer(self, request: str, key: str, body: str) -> None: ...


Send = Callable[[Call, Current], Awaitable[ChatCompletion]]


def request_hash(request: dict[str, Any]) -> str:
    """64 hexadecimal digits that stand for a request's body."""
    return hashlib.sha256(json.dumps(request, sort_keys=True).encode("ascii")).hexdigest()


class Answers:
    """Stands around each request: an answer that is stored is not asked for, and a new one is stored at once.

    `failed` is told of a store that cannot be written, which ends the run.
    """

    def __init__(self, store: AnswerStore, send: Send, failed: Callable[[StorageError], None]) -> None:
        self._store, self._send, self._failed = store, send, failed

    async def __call__(self, call: Call) -> ChatCompletion:
        current = CURRENT.get()
        request = request_hash(call.request)
        try:
            if (stored := self._store.answer(request)) is not None:
                return await call.record(at_once(call, stored))
            answer = await self._send(call, current)
            self._store.keep_answer(request, current.key, answer.model_dump_json(warnings=False))
        except StorageError as error:
            self._failed(error)
            await asyncio.Future()  # until the run's end cancels it: this is no failure of the article
            raise
        return answer


async def at_once(call: Call, stored: str) -> ChatCompletion:
    """The answer in a body that was stored. Raises AnswerError."""
    return call.answer_in(stored)
