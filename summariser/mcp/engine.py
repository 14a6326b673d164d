"""Summaries: one model for all, opened when the first article asks for it, one article at a time.

It lives in a thread with an event loop of its own, so that reading, prompts and verdicts never keep the protocol waiting.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import Any, Self

import anyio
from anyio.from_thread import BlockingPortal, start_blocking_portal

from summariser.article import Article
from summariser.errors import SummariserError
from summariser.extraction import Model, ReportType, Result, asummarise, open_model
from summariser.jobs.progress import BEGIN
from summariser.mcp.answers import Summary
from summariser.mcp.options import AssistantOptions
from summariser.mcp.tasks import FullResult, summary_of

Told = Callable[[float, str], None]
"""Called in the engine's thread with how much is done, from 0 to 1, and what is done now."""

# By judgement.
_OPENING = 0.05  # of the whole, for the weights of the embedded model, the first time


class Engine:
    """Answers `summarise`; `open` holds its thread."""

    def __init__(self, options: AssistantOptions, portal: BlockingPortal) -> None:
        self._options, self._portal = options, portal
        self._turn = anyio.Lock()
        self._asking = 0
        self._model: Model | None = None
        self._stack = AsyncExitStack()

    @classmethod
    @contextmanager
    def open(cls, options: AssistantOptions) -> Iterator[Self]:
        """An engine, until the end of the block, which ends what it does."""
        with start_blocking_portal() as portal:
            engine = cls(options, portal)
            try:
                yield engine
            finally:
                portal.call(engine._stack.aclose)

    async def summarise(
        self, article: Article, report_type: ReportType, told: Told
    ) -> tuple[Summary, FullResult]:
        """The article's summary; given up where the caller is cancelled. Raises SummariserError."""
        if self._asking > self._options.waiting:
            raise SummariserError(
                f"{self._asking} summaries are under way or waiting: ask again in a few minutes"
            )
        self._asking += 1
        try:
            return await asyncio.wrap_future(
                self._portal.start_task_soon(self._summarised, article, report_type, told)
            )
        finally:
            self._asking -= 1

    async def _summarised(
        self, article: Article, report_type: ReportType, told: Told
    ) -> tuple[Summary, FullResult]:
        if self._turn.locked():
            told(0.0, "waiting for its turn")
        async with self._turn:
            step = BEGIN

            def asked(stage: str, answered: int, requests: int) -> None:
                nonlocal step
                step = step.next(stage, answered, requests)
                share = _OPENING + (1 - _OPENING) * step.share
                told(share, f"{stage}, {answered} of {requests} questions answered")

            result: Result[Any] = await asummarise(
                article,
                await self._opened_model(told),
                report_type=report_type,
                deadline_s=self._options.summary_s,
                progress=asked,
            )
            return summary_of(result)

    async def _opened_model(self, told: Told) -> Model:
        if self._model is None:

            def doing(what: str, done: int, total: int) -> None:
                told(_OPENING * done / total if total else 0.0, what)

            opening = open_model(self._options.model, base_url=self._options.base_url, progress=doing)
            self._model = await self._stack.enter_async_context(opening)
        return self._model
