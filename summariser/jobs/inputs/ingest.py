"""Reads the inputs in a thread of its own, while the articles that have been read are on their way already."""

import asyncio
import queue
import threading
import time
from collections.abc import Iterable

from summariser.jobs.storage.raw_article import RawArticle
from summariser.jobs.storage.store import Store

# By judgement: rows in memory together.
_AHEAD = 256
_AT_ONCE = 256
_LONG = 100_000  # characters of an article that others do not wait beside in memory


class Ingest:
    """The reading of the inputs into the store. `read` tells how far it is; `finished` that nothing is to come."""

    def __init__(self, inputs: Iterable[RawArticle], store: Store) -> None:
        self._inputs, self._store = inputs, store
        self._queue: queue.Queue[RawArticle | Exception | None] = queue.Queue(_AHEAD)
        self._filled = asyncio.Event()
        self._stopped = threading.Event()
        self.more = asyncio.Condition()
        self.finished = False
        self.read = 0

    async def run(self) -> None:
        """Puts everything that the inputs hold into the store. Raises what the reading raises."""
        loop = asyncio.get_running_loop()
        # A daemon: one that waits for standard input must not keep the process from its end.
        threading.Thread(target=self._read, args=(loop,), daemon=True, name="inputs").start()
        try:
            while not self.finished:
                await self._filled.wait()
                self._filled.clear()
                while batch := self._batch():
                    self._store.add(batch)
                    self.read += len(batch)
                    await self._tell()
                    await asyncio.sleep(0)
            self._store.end_reading()
        finally:
            self._stopped.set()
            self.finished = True
            await self._tell()

    async def _tell(self) -> None:
        async with self.more:
            self.more.notify_all()

    def _batch(self) -> list[RawArticle]:
        batch: list[RawArticle] = []
        while len(batch) < _AT_ONCE:
            try:
                one = self._queue.get_nowait()
            except queue.Empty:
                break
            if isinstance(one, Exception):
                raise one
            if one is None:
                self.finished = True
                break
            batch.append(one)
        return batch

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            for raw in self._inputs:
                self._put(raw, loop)
                if self._stopped.is_set():
                    return
            self._put(None, loop)
        except Exception as error:  # noqa: BLE001 (it is raised again where the run can see it)
            self._put(error, loop)

    def _put(self, one: RawArticle | Exception | None, loop: asyncio.AbstractEventLoop) -> None:
        is_long = isinstance(one, RawArticle) and len(one.text) > _LONG
        while not self._stopped.is_set():
            if is_long and not self._queue.empty():
                self._tell_filled(loop)
                time.sleep(0.001)
                continue
            try:
                self._queue.put(one, timeout=0.2)
                break
            except queue.Full:
                continue
        self._tell_filled(loop)

    def _tell_filled(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self._filled.is_set() and not loop.is_closed():
            try:
                loop.call_soon_threadsafe(self._filled.set)
            except RuntimeError:  # the loop has been closed meanwhile
                self._stopped.set()
