"""Hands out the articles that are to go through the model, in order, each once."""

import asyncio
from collections import deque

from summariser.article import Article
from summariser.errors import ArticleError, unexpected
from summariser.extraction import ReportType
from summariser.jobs.inputs.ingest import Ingest
from summariser.jobs.settings import Settings
from summariser.jobs.storage.raw_article import article_from_bytes
from summariser.jobs.storage.store import Content, Store, Work

# By judgement: articles that are read ahead of the requests, so that no place waits.
_AT_ONCE = 32
_LONG = 50_000  # bytes that take so long to read that other articles are not to wait for it


class WorkQueue:
    """First the articles that an earlier run has left, then what the inputs hold that is new."""

    def __init__(self, store: Store, ingest: Ingest, settings: Settings, report_type: ReportType) -> None:
        self._store, self._ingest, self._settings, self._type = store, ingest, settings, report_type
        self._left: deque[tuple[int, Work]] = deque()
        self._new: deque[Content] = deque()
        self._last_left, self._last_new = 0, 0
        self._end_of_left = store.last_article()
        self._lock = asyncio.Lock()

    async def next(self) -> Work | None:
        """The next article; None when there is none and none will come."""
        async with self._lock:
            return self._from_earlier() or await self._from_inputs()

    def _from_earlier(self) -> Work | None:
        if not self._left and self._last_left < self._end_of_left:
            self._left.extend(self._store.pending_after(self._last_left, _AT_ONCE))
            self._last_left = self._left[-1][0] if self._left else self._end_of_left
        while self._left:
            number, work = self._left.popleft()
            if number <= self._end_of_left:
                return work
        return None

    async def _from_inputs(self) -> Work | None:
        while True:
            ended, seen = self._ingest.finished, self._ingest.read
            if not self._new:
                self._new.extend(self._store.contents_after(self._last_new, _AT_ONCE))
            if not self._new:
                if ended:
                    return None
                await self._wait(seen)
                continue
            content = self._new.popleft()
            self._last_new = content.number
            if work := await self._admitted(content):
                return work

    async def _wait(self, seen: int) -> None:
        """Until more has been read than `seen`, or all."""
        async with self._ingest.more:
            await self._ingest.more.wait_for(lambda: self._ingest.finished or self._ingest.read != seen)

    async def _admitted(self, content: Content) -> Work | None:
        try:
            article = await _read(content.raw)
        except Exception as error:  # noqa: BLE001 (a fault of ours on one article must not end work on the others)
            why = error if isinstance(error, ArticleError) else unexpected(error)
            self._store.refuse(content, str(why))
            return None
        key = self._settings.key(article, self._type)
        return Work(key, article) if self._store.admit(content, key, article) else None


async def _read(raw: bytes) -> Article:
    return await asyncio.to_thread(article_from_bytes, raw) if len(raw) > _LONG else article_from_bytes(raw)
