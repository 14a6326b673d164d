"""Opens a model: finds its server and key, and holds its connections."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import httpx2
import openai

from summariser.arguments import AtLeastOne, Positive, with_checked_arguments
from summariser.errors import ConfigurationError
from summariser.extraction.client.embedded import CONTEXT_TOKENS, embedded_server
from summariser.extraction.client.model import LOCAL, Limits, Model
from summariser.extraction.client.redaction import check_address
from summariser.extraction.client.responses import BoundedClient
from summariser.extraction.client.weights import MODEL_NAME, Progress, no_progress
from summariser.extraction.client.wire_schema import Dialect

# Is called with the headers' side of each HTTP response, whatever its status.
OnResponse = Callable[[httpx2.Response], Awaitable[None]]

# Measured with the embedded model: asked about several sentences at once it starts to copy its own answers; of what the
# article's sentences are against its own, see docs/measurements/figures.md. The time limit is by judgement, for two slow cores.
EMBEDDED_LIMITS = Limits(
    context_tokens=CONTEXT_TOKENS,
    questions_at_once=1,
    sentences_per_question=1,
    writes=False,
    timeout_s=600.0,
)
# A larger model reads an article once and answers all about it: the article's tokens are most of what it costs.
SERVED_LIMITS = Limits(one_request=True)


@with_checked_arguments
@asynccontextmanager
async def open_model(
    name: str = LOCAL,
    *,
    base_url: str | None = None,
    timeout_s: Positive | None = None,
    progress: Progress = no_progress,
    on_response: OnResponse | None = None,
    slots: AtLeastOne = 1,
) -> AsyncIterator[Model]:
    """A model ready to be asked; its connections are closed at the end of the block.

    "local" is the embedded model, whatever keys are set. Any other name is sent to `base_url`, without one to what
    the environment variable OPENAI_BASE_URL names, or else to the hosted OpenAI API; the key is taken from the environment variable OPENAI_API_KEY.
    `on_response` is awaited with each HTTP response, its body unread; `slots` is how many requests the embedded
    model works on together. Raises
    ConfigurationError where the key is missing or no request can be sent to the server's address, WeightsError where the
    embedded model cannot be started, and ArgumentError where the call is wrong.

    >>> import asyncio
    >>> async def headlines(articles):
    ...     async with open_model("stand-in", base_url=server) as model:
    ...         results = await asyncio.gather(*(asummarise(article, model) for article in articles))
    ...     return [result.summary.headline for result in results]
    >>> asyncio.run(headlines(["Two ports closed on Monday.", "Rain fell in Hull."]))
    ['A report', 'A report']
    """
    target = (
        await _embedded(progress, slots) if name == LOCAL and base_url is None else _served(name, base_url)
    )
    limits = target.limits if timeout_s is None else replace(target.limits, timeout_s=timeout_s)
    # A proxy that the environment names is for the network, never for this process's own server. An article goes
    # to the server that the user named, and not to where that one would send it on.
    http = BoundedClient(
        trust_env=target.dialect is not Dialect.EMBEDDED,
        follow_redirects=False,
        limits=openai.DEFAULT_CONNECTION_LIMITS,
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


# What the client takes from the environment and sends along.
_IN_HEADERS = ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID")


def _served(model: str, base_url: str | None) -> _Target:
    key = os.environ.get("OPENAI_API_KEY", "").strip()
    for name in _IN_HEADERS:
        value = os.environ.get(name, "").strip()
        if not value.isascii() or not value.isprintable():
            raise ConfigurationError(f"{name} holds characters that no key has: set it to the key alone")
    if base_url is None:
        base_url = os.environ.get("OPENAI_BASE_URL")
    if base_url is not None:
        return _Target(model, check_address(base_url), key or "none", Dialect.LENIENT, SERVED_LIMITS)
    if not key:
        raise ConfigurationError(
            f"no key for model {model!r}: set OPENAI_API_KEY, or name a server of your own with --base-url, "
            "or leave --model out for the embedded model"
        )
    return _Target(model, None, key, Dialect.STRICT, SERVED_LIMITS)
