"""The files and batches endpoints of an OpenAI-compatible provider: half the price, and an answer within a day."""

import asyncio
import json
import re
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import openai
from openai.types import Batch

from summariser.errors import ServerError
from summariser.extraction import Model
from summariser.extraction.client.responses import LARGEST_BODY, Hide, TooLarge, brief
from summariser.extraction.client.transport import explain, retrying
from summariser.jobs.storage.database import storage
from summariser.jobs.storage.provider_store import Line, ProviderBatch, ProviderStore

# Of one file, as OpenAI's batch endpoint allows them.
MAX_REQUESTS = 50_000
MAX_BYTES = 200_000_000
_ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
_ON_ITS_WAY = frozenset({"validating", "in_progress", "finalizing", "cancelling"})
# By judgement.
_LONGEST_TRANSFER_S = 3600.0  # of a file; all else has the time of one answer
_MOST_LISTED = 10_000
_NAME = re.compile(r"[!-~]{1,200}")
_NOT_OF_IT = "the server's answer is none of a batch endpoint: check --base-url, or leave --engine out"
# By judgement; statuses from 500 on are the server's own faults (RFC 9110).
_LINES_AT_ONCE = 500
_PASSING_STATUS = 500

Answer = TypeVar("Answer")


class Provider:
    """Takes a batch from one state to the next, from whichever it was left in. Raises ServerError."""

    def __init__(
        self, model: Model, store: ProviderStore, folder: Path, note: Callable[[str], None], poll_s: float
    ) -> None:
        self._model, self._store, self._folder = model, store, folder
        self._note, self._poll_s = note, poll_s

    async def send(self, batch: ProviderBatch) -> ProviderBatch:
        """Uploads and sends, as far as that has not been done."""
        if batch.state == "made":
            return await self._created(await self._uploaded(batch))
        if batch.state == "uploaded":  # by a run that was killed, perhaps after it had created the batch
            known = await self._asked(lambda: self._found(batch))
            return self._sent(batch, known) if known else await self._created(batch)
        return batch

    async def finish(self, batch: ProviderBatch) -> None:
        """Waits for a batch that was sent, and fetches its answers."""
        await self._fetch(batch, await self._ended(batch))

    async def _uploaded(self, batch: ProviderBatch) -> ProviderBatch:
        with (
            storage(self._folder),
            tempfile.TemporaryFile(dir=self._folder, prefix=".requests-") as file,
        ):
            for line in self._store.lines_of(batch):
                file.write(line)

            async def upload() -> Any:
                file.seek(0)
                name = f"summariser-{batch.number}.jsonl"
                return await self._model.client.files.create(file=(name, file), purpose="batch")

            made = await self._asked(upload, _LONGEST_TRANSFER_S)
        self._check_name(getattr(made, "id", None))
        return self._store.moved(batch, "uploaded", file=made.id, sent=None)

    async def _created(self, batch: ProviderBatch) -> ProviderBatch:
        file = batch.file or ""
        made = await self._asked(
            lambda: self._model.client.batches.create(
                input_file_id=file, endpoint="/v1/chat/completions", completion_window="24h"
            )
        )
        return self._sent(batch, made)

    def _sent(self, batch: ProviderBatch, made: Batch) -> ProviderBatch:
        self._check_name(getattr(made, "id", None))
        self._note(f"batch {batch.number}: {batch.requests:,} requests sent as {made.id}")
        return self._store.moved(batch, "sent", file=batch.file, sent=made.id)

    async def _found(self, batch: ProviderBatch) -> Batch | None:
        """The batch that was created from a file, so that it is not paid for twice."""
        seen = 0
        async for one in self._model.client.batches.list(limit=100):
            seen += 1
            if one.input_file_id == batch.file:
                return one
            if seen >= _MOST_LISTED:
                break
        return None

    async def _ended(self, batch: ProviderBatch) -> Batch:
        told = ""
        while True:
            now = await self._asked(lambda: self._model.client.batches.retrieve(batch.batch or ""))
            if not isinstance(now, Batch) or str(now.status) not in _ENDED | _ON_ITS_WAY:
                raise ServerError(_NOT_OF_IT)
            done = _done(now.request_counts)
            if (line := f"batch {batch.number}: {now.status}{done}") != told:
                self._note(line)
                told = line
            if now.status in _ENDED:
                return now
            await asyncio.sleep(self._poll_s)

    async def _fetch(self, batch: ProviderBatch, ended: Batch) -> None:
        for file in filter(None, (ended.output_file_id, ended.error_file_id)):
            self._check_name(file)
            most = batch.requests * LARGEST_BODY
            await self._asked(partial(self._taken, file, most), _LONGEST_TRANSFER_S)
        left = self._store.fetched(batch, f"the batch has {ended.status} without an answer")
        if ended.status == "failed":
            told = getattr(ended.errors, "data", None)
            reasons = [str(getattr(e, "message", "")) for e in told] if isinstance(told, list) else []
            said = brief(self._model.without_key("; ".join(reasons))) or "no reason given"
            raise ServerError(f"the server did not accept batch {batch.batch}: {said}")
        if left:
            self._note(f"batch {batch.number}: {left:,} requests have no answer ({ended.status})")

    async def _taken(self, file: str, most: int) -> None:
        """Keeps what a file says, a part in memory at a time; done again from its beginning after a fault."""
        lines: list[Line] = []
        async with self._model.client.files.with_streaming_response.content(file) as content:
            async for written in _lines_of(content.iter_bytes(), most):
                lines += filter(None, [_line(written, self._model.without_key)])
                if len(lines) >= _LINES_AT_ONCE:
                    self._store.take(lines)
                    lines = []
        self._store.take(lines)

    async def _asked(self, ask: Callable[[], Awaitable[Answer]], limit_s: float | None = None) -> Answer:
        limit_s = limit_s or self._model.limits.timeout_s

        async def once() -> Answer:
            return await ask()

        try:
            async with asyncio.timeout(limit_s):
                answer: Answer = await retrying(**self._model.retry)(once)
        except (openai.OpenAIError, TimeoutError) as error:
            raise ServerError(str(self._explained(error))) from error
        except (
            ValueError,
            TypeError,
            AttributeError,
            RecursionError,
        ) as error:  # of another shape altogether
            raise ServerError(_NOT_OF_IT) from error
        return answer

    def _check_name(self, name: object) -> None:
        """Raises ServerError unless a server's name for a file or batch can be stored, shown and sent back."""
        if not (isinstance(name, str) and _NAME.fullmatch(name)) or self._model.without_key(name) != name:
            raise ServerError(_NOT_OF_IT)

    def _explained(self, error: openai.OpenAIError | TimeoutError) -> Exception:
        model = self._model
        return explain(
            error,
            model=model.name,
            server=model.base_url or "the OpenAI API",
            timeout_s=model.limits.timeout_s,
            key=model.client.api_key,
        )


def _done(counts: object) -> str:
    """How many requests are done, in words; nothing where the counts are none."""
    told: list[Any] = [getattr(counts, name, None) for name in ("completed", "failed", "total")]
    if not all(type(number) is int and 0 <= number <= MAX_REQUESTS for number in told):
        return ""
    return f", {told[0] + told[1]:,} of {told[2]:,} requests"


async def _lines_of(pieces: AsyncIterator[bytes], most: int) -> AsyncIterator[bytes]:
    """The lines of a file that comes in pieces. Raises TooLarge behind so many bytes, as one without an end has."""
    line = b""
    async for piece in pieces:
        most -= len(piece)
        if most < 0 or len(line) > LARGEST_BODY:
            raise TooLarge
        *whole, line = (line + piece).split(b"\n")
        for one in whole:
            yield one
    yield line


def _line(written: bytes, hide: Hide) -> Line | None:
    """A line of an output or error file; None where it cannot be read, and its request counts as not answered."""
    try:
        told = json.loads(written)
        request, response, error = str(told["custom_id"]), told.get("response"), told.get("error")
        if response is None:
            return Line(request, error=_said(error, hide), passing=True)
        if response["status_code"] == 200:
            return Line(request, hide(json.dumps(response["body"])))
        status = int(response["status_code"])
        said = (
            f"the server did not accept the request ({status}): {_said(response['body'].get('error'), hide)}"
        )
        return Line(request, error=said, passing=status >= _PASSING_STATUS or status in (408, 409, 429))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def _said(error: Any, hide: Hide) -> str:
    return brief(hide(str(error.get("message", error)) if isinstance(error, dict) else str(error)))
