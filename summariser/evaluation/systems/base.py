"""What is compared: a system takes an article and answers with a summary or a failure, and knows its own key."""

import asyncio
import hashlib
import json
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel

from summariser.article import Article
from summariser.errors import SummariserError
from summariser.evaluation.records.record import Answer, Failure, judged
from summariser.extraction import Model, Provenance, open_model
from summariser.extraction.client.model import LOCAL
from summariser.extraction.client.redaction import check_address
from summariser.extraction.client.weights import MODEL_NAME
from summariser.verification import verify


class System(Protocol):
    """One column of the comparison.

    `name` is unique in a run and the same in the next, so that runs can be compared. `key` is equal for two
    answers exactly where the second would only ask the same again; None where asking costs nothing.
    """

    @property
    def name(self) -> str: ...

    def key(self, article: Article, repeat: int) -> str | None: ...

    async def answer(self, article: Article) -> Answer:
        """The answer; a failure of the model is one too. Raises InputError where no answer can come at all."""
        ...


@dataclass(frozen=True)
class Target:
    """A model as the user names it, and the server to ask; "local" is the embedded one, whatever the server.

    Raises ConfigurationError for a server that no request can be sent to, or whose address holds a secret.
    """

    model: str
    base_url: str | None = None

    def __post_init__(self) -> None:
        if self.server is not None:
            check_address(self.server)

    @property
    def name(self) -> str:
        """The name that the model goes by at its server."""
        return MODEL_NAME if self.model == LOCAL else self.model

    @property
    def server(self) -> str | None:
        """The server's URL as a result would name it; None for the embedded model and the hosted API."""
        return None if self.model == LOCAL else self.base_url or os.environ.get("OPENAI_BASE_URL")


Opener = Callable[[Target], AbstractAsyncContextManager[Model]]


def open_target(target: Target) -> AbstractAsyncContextManager[Model]:
    """The model, opened as every other command opens it."""
    return open_model(target.model, base_url=None if target.model == LOCAL else target.base_url)


@dataclass
class Models:
    """The models of a run, each opened when it is first asked; make one with `open_models`."""

    _open: Opener
    _stack: AsyncExitStack
    _models: dict[Target, Model] = field(default_factory=dict)
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def of(self, target: Target) -> Model:
        """The model, opened. Raises ConfigurationError where it cannot be."""
        async with self._opening:
            if target not in self._models:
                self._models[target] = await self._stack.enter_async_context(self._open(target))
        return self._models[target]


@asynccontextmanager
async def open_models(opener: Opener = open_target) -> AsyncIterator[Models]:
    """Models that are closed at the end of the block."""
    async with AsyncExitStack() as stack:
        yield Models(opener, stack)


def key_of(**parts: Any) -> str:
    """64 hexadecimal digits for what an answer depends on."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def verify_answer(summary: BaseModel, article: Article, provenance: Provenance) -> Answer:
    """An answer whose summary no pipeline has verified, with the verdicts that verification gives on it."""
    verification = verify(summary, article)
    return Answer(
        summary=summary.model_dump(mode="json"), verdicts=judged(verification), provenance=provenance
    )


def failure_answer(error: SummariserError, provenance: Provenance) -> Answer:
    """The answer of an article that has no summary."""
    return Answer(failure=Failure(kind=type(error).__name__, message=str(error)), provenance=provenance)


HERE = Path(__file__).parent
