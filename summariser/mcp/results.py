"""Results that can be read again: those of this session, and those of a run folder or of the service."""

import json
import logging
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from sys import getsizeof

from summariser.errors import RunFolderError, SummariserError
from summariser.jobs import View, is_run_folder
from summariser.mcp.options import AssistantOptions
from summariser.mcp.tasks import FullResult
from summariser.mcp.truncation import truncate
from summariser.views.tables import markdown_of, rows_of

# By judgement.
LISTED = 100
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """A result as it is listed."""

    key: str
    title: str
    kind: str


def uri(key: str) -> str:
    """The address of a result's resource."""
    return f"summariser://result/{key}"


class Results:
    """Keeps the newest of this session, within bounds, and reads what is stored elsewhere."""

    def __init__(self, options: AssistantOptions) -> None:
        self._options = options
        self._own: dict[str, FullResult] = {}  # the oldest first
        self._bytes = 0
        if options.runs is not None and not is_offered(options.runs):
            raise RunFolderError(
                f"{options.runs} holds no results: name the --out of a batch, or the service's --data, with --runs"
            )

    def keep(self, whole: FullResult) -> str:
        """Keeps a result; its key is not to be guessed. The oldest go where there are too many."""
        key = secrets.token_hex(16)
        self._own[key] = whole
        self._bytes += _size(whole)
        while len(self._own) > 1 and (
            len(self._own) > self._options.kept or self._bytes > self._options.kept_bytes
        ):
            self._bytes -= _size(self._own.pop(next(iter(self._own))))
        return key

    def entries(self) -> list[Entry]:
        """The newest of this session, and the first of what is stored."""
        own = [Entry(key, whole.title, whole.kind) for key, whole in reversed(list(self._own.items()))]
        return (own if self._options.lists_own else []) + self._stored()

    def read(self, key: str, *, markdown: bool = False) -> str | None:
        """A result as JSON, or as Markdown; None where there is none of this key. Raises SummariserError where a folder cannot be read."""
        if own := self._own.get(key):
            return own.markdown if markdown else own.json
        record = self._record(key)
        if record is None or not markdown:
            return record
        return markdown_of(rows_of(json.loads(record)))

    def _stored(self) -> list[Entry]:
        found: list[Entry] = []
        for folder in self._folders():
            try:
                with View.open(folder) as view:
                    names = view.done(LISTED - len(found))
            except (
                SummariserError
            ) as error:  # the others are listed, and who reads one of its results is told
                _LOG.warning("%s", error)
                continue
            found += [Entry(key, truncate(source or key[:8], 200), "summary") for key, source in names]
        return found

    def _record(self, key: str) -> str | None:
        broken: SummariserError | None = None
        for folder in self._folders():
            try:
                with View.open(folder) as view:
                    if item := view.item(key):
                        return item.record
            except SummariserError as error:
                broken = error
        if broken:
            raise broken
        return None

    def _folders(self) -> Iterator[Path]:
        return folders_in(self._options.runs) if self._options.runs else iter(())


def is_offered(folder: Path) -> bool:
    """Whether it is a run folder, or the service's data, which may have no results yet."""
    return is_run_folder(folder) or (folder / "service.sqlite").is_file() or any(folders_in(folder))


def folders_in(folder: Path) -> Iterator[Path]:
    """The run folders that are meant: the folder itself, or those of the service's queues."""
    if is_run_folder(folder):
        yield folder
    yield from (path for path in sorted(folder.glob("queues/*")) if is_run_folder(path))


def _size(whole: FullResult) -> int:
    return getsizeof(whole.json) + getsizeof(whole.markdown)
