"""What is read out of a run folder: counts, failures, and everything that the outputs are made of, as a stream."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summariser.extraction import json_line
from summariser.jobs.storage.database import connect_reader, storage
from summariser.jobs.storage.outcome import decompressed, with_source
from summariser.verification import Level
from summariser.views.tables.rows import level_of

_STATE = """
CASE WHEN i.error IS NOT NULL OR c.error IS NOT NULL THEN 'failed'
     WHEN a.state IN ('done', 'failed') THEN a.state ELSE 'pending' END
"""
_JOINED = """
FROM items i LEFT JOIN contents c ON c.digest = i.content LEFT JOIN articles a ON a.key = c.key
"""
# The inputs were last read to their end in this run; what was not met since is in them no more.
_GONE = "i.run < coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'read'), 0)"
_COUNTS = f"""
SELECT count(*) total, total({_STATE} = 'done') done, total({_STATE} = 'failed') failed,
    total({_STATE} = 'failed' AND {_GONE}) gone, total({_STATE} = 'pending') pending, total({_STATE} = 'done' AND a.flagged > 0) flagged {_JOINED}
"""
_SPENT = """
SELECT total(prompt_tokens) prompt_tokens, total(completion_tokens) completion_tokens, total(requests) requests
FROM articles
"""
_ITEMS = f"""
SELECT {{more}} i.source, {_GONE} gone, {_STATE} state, coalesce(i.error, c.error) input_error, a.key, a.result, a.facts,
    a.error_kind, a.error, a.flagged, a.attempts, a.requests, a.prompt_tokens, a.completion_tokens, a.seconds
{{joined}} ORDER BY i.position
"""
# Inner joins, which go from the key to the items; the outer ones are read from the items on.
_OF_KEY = """
FROM articles a JOIN contents c ON c.key = a.key JOIN items i ON i.content = c.digest WHERE a.key = ? AND a.state = 'done'
"""
_DONE = (
    f"SELECT a.key, i.source {_JOINED} WHERE i.error IS NULL AND a.state = 'done' ORDER BY i.position LIMIT ?"
)


@dataclass(frozen=True)
class Counts:
    """How far a run folder is. `total` counts items; the others are items by what became of their article.

    `flagged` are those done that hold something unsupported, `gone` those failed that are in the inputs no more.
    Tokens and requests are those of all articles.

    >>> print(Counts(total=3, done=2, failed=1, flagged=1).in_words())
    2 of 3 articles done, 1 failed, 1 with unsupported numbers, 0 left
    """

    total: int = 0
    done: int = 0
    failed: int = 0
    gone: int = 0
    pending: int = 0
    flagged: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    requests: int = 0

    def in_words(self) -> str:
        """How far it is, on one line."""
        gone = f" ({self.gone:,} no longer in the inputs)" if self.gone else ""
        return (
            f"{self.done:,} of {self.total:,} articles done, {self.failed:,} failed{gone}, "
            f"{self.flagged:,} with unsupported numbers, {self.pending:,} left"
        )

    def cost_in_words(self) -> str:
        """What it has cost, on one line."""
        tokens = f"{self.prompt_tokens:,} prompt and {self.completion_tokens:,} completion tokens"
        return f"{self.requests:,} requests, {tokens}"


@dataclass(frozen=True)
class Item:
    """One article of the inputs and what became of it. `state` is "done", "failed" or "pending", `source` the
    article's file, row or address, and `row` what is stored of it.

    >>> from pathlib import Path
    >>> with View.open(Path("run")) as view:
    ...     print([(item.source, item.state) for item in view.items()])
    [('articles/bridges.txt', 'done')]
    """

    source: str
    state: str
    row: sqlite3.Row

    @property
    def gone(self) -> bool:
        """Whether it was not there when the inputs were last read to their end."""
        return bool(self.row["gone"])

    @property
    def error(self) -> tuple[str, str] | None:
        """Kind and message of what it failed with."""
        if self.row["input_error"]:
            return "ArticleError", self.row["input_error"]
        return (self.row["error_kind"], self.row["error"]) if self.state == "failed" else None

    @property
    def record(self) -> str:
        """Its object of results.jsonl."""
        if self.row["result"] is not None and not self.row["input_error"]:
            return with_source(decompressed(self.row["result"]), self.source)
        kind, message = self.error or ("", "")
        return json_line({"article": {"source": self.source}, "error": {"kind": kind, "message": message}})

    @property
    def facts(self) -> dict[str, Any]:
        """What the tables tell of its article and result, as JSON has it; empty where it has no result."""
        return json.loads(self.row["facts"]) if self.row["facts"] else {}

    @property
    def levels(self) -> list[tuple[str, Level]]:
        """The path of each verdict on its summary, and the level; none where it has no summary."""
        if self.state != "done":
            return []
        stored = json.loads(decompressed(self.row["result"]))
        return [(v["path"], level_of(v)) for v in stored["verification"]["verdicts"]]


class View:
    """The reading side of a run folder, one state of it at a time.

    Raises RunFolderError where there is no run, or one of another version, StorageError where it cannot be read.

    >>> from pathlib import Path
    >>> with View.open(Path("run")) as view:
    ...     print(view.counts().in_words())
    1 of 1 articles done, 0 failed, 0 with unsupported numbers, 0 left
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._db, self.folder = connection, folder

    @classmethod
    @contextmanager
    def open(cls, folder: Path) -> Iterator["View"]:
        """A view of the folder as it is now; what is written meanwhile does not show."""
        connection = connect_reader(folder)
        try:
            with storage(folder):
                connection.execute("BEGIN")
            yield cls(connection, folder)
        finally:
            connection.close()

    def counts(self) -> Counts:
        """How far the run folder is."""
        return counts(self._db, self.folder)

    def meta(self, name: str) -> Any:
        """A value that is kept for the whole folder; None if there is none."""
        with storage(self.folder):
            row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def under_way(self) -> int:
        """How many articles are with the model."""
        with storage(self.folder):
            return int(
                self._db.execute("SELECT count(*) FROM articles WHERE state = 'running'").fetchone()[0]
            )

    def answered(self) -> int:
        """How many requests of articles that are not finished are answered, and so need not be asked again."""
        with storage(self.folder):
            return int(self._db.execute("SELECT count(*) FROM answers").fetchone()[0])

    def items(self, *, articles: bool = False, start: int = 0, most: int = -1) -> Iterator[Item]:
        """Items in the order of the output, a few in memory at a time: all, or so many at `most` from `start`, counted from 0.

        If `articles`, each with its article in its row.
        """
        query = f"{_ITEMS.format(more='a.article,' if articles else '', joined=_JOINED)} LIMIT ? OFFSET ?"
        with storage(self.folder):
            for row in self._db.execute(query, (most, start)):
                yield Item(row["source"], row["state"], row)

    def item(self, key: str) -> Item | None:
        """The item whose article has a result of this key; the first, where several have the same article."""
        with storage(self.folder):
            row = self._db.execute(_ITEMS.format(more="", joined=_OF_KEY), (key,)).fetchone()
        return Item(row["source"], row["state"], row) if row else None

    def done(self, most: int) -> list[tuple[str, str]]:
        """Key and source of items that have a summary, in the order of the output."""
        with storage(self.folder):
            return [(row["key"], row["source"]) for row in self._db.execute(_DONE, (most,))]


def counts(db: sqlite3.Connection, folder: Path) -> Counts:
    """How far a run folder is, through a connection of the caller's."""
    with storage(folder):
        rows = [*db.execute(_COUNTS), *db.execute(_SPENT)]
        return Counts(**{name: int(row[name]) for row in rows for name in row.keys()})  # noqa: SIM118 (a Row)
