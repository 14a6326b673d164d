"""All that a run knows, in its SQLite file. One process writes it; what is reported as finished is committed."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Self

from summariser.article import Article
from summariser.jobs.settings import Settings
from summariser.jobs.storage.database import connect, storage, transaction
from summariser.jobs.storage.outcome import Outcome, compressed, decompressed
from summariser.jobs.storage.raw_article import RawArticle, article_data, article_from, storable
from summariser.jobs.storage.views import Counts, counts

# By judgement.
_MOST_BYTES = 8 * 2**20  # of contents in memory, or else one


@dataclass(frozen=True)
class Content:
    """Something read from an input that has not been made an article yet."""

    number: int
    digest: str
    raw: bytes


@dataclass(frozen=True)
class Work:
    """An article that is to go through the model."""

    key: str
    article: Article


class Store:
    """The writing side of a run folder. Raises StorageError from every method where the disk fails."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._db, self.folder = connection, folder
        self.run = 0
        self._again: dict[str, int] = {}  # how often what is repeated within a file has come in this run

    @classmethod
    @contextmanager
    def open(cls, folder: Path) -> Iterator[Self]:
        """The store of a folder that is locked by this process."""
        connection = connect(folder)
        try:
            yield cls(connection, folder)
        finally:
            connection.close()

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """Writes all that is done in the block, or nothing of it."""
        return transaction(self._db, self.folder)

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """What a query finds."""
        with storage(self.folder):
            return self._db.execute(query, values).fetchall()

    # --- the run -------------------------------------------------------------------------------------------

    def begin(self, settings: Settings, *, retry_failed: bool = False) -> None:
        """Begins a run under `settings`; what another process left half done is pending again.

        Raises RunFolderError where the folder was made with other settings.
        """
        recorded = self.meta("settings")
        if recorded is not None:
            settings.check(recorded, self.folder)
        self.run = (self.meta("run") or 0) + 1
        with self.transaction() as db:
            _set_meta(db, "settings", asdict(settings))
            _set_meta(db, "run", self.run)
            db.execute("UPDATE articles SET state = 'pending' WHERE state = 'running'")
            if retry_failed:
                db.execute("UPDATE articles SET state = 'pending' WHERE state = 'failed'")
                db.execute("UPDATE contents SET error = NULL WHERE key IS NULL")

    def meta(self, name: str) -> Any:
        """A value that is kept for the whole folder; None if there is none."""
        rows = self.rows("SELECT value FROM meta WHERE name = ?", name)
        return json.loads(rows[0][0]) if rows else None

    # --- what the inputs hold ------------------------------------------------------------------------------

    def add(self, raws: Iterable[RawArticle]) -> None:
        """Takes what was read from the inputs; what is known already costs a look-up."""
        with self.transaction() as db:
            changed = False
            for raw in raws:
                changed |= self._add(db, raw)
            if changed:
                count_change(db)

    def _add(self, db: sqlite3.Connection, raw: RawArticle) -> bool:
        digest, error = (None, storable(raw.error)) if raw.error else (raw.digest, None)
        first_slot, known = storable(raw.slot), None
        again = self._again.get(first_slot, 1)
        slot = first_slot if again == 1 else f"{first_slot}\0{again}"
        while known := db.execute("SELECT run, content, error FROM items WHERE slot = ?", (slot,)).fetchone():
            if known["run"] != self.run:
                break
            if raw.identity is None:  # a file that two of the inputs name
                return False
            again += 1  # the same article, or the same id, once more in this file
            slot = f"{first_slot}\0{again}"
            self._again[first_slot] = again
        if digest and (known is None or known["content"] != digest):
            db.execute(
                "INSERT INTO contents (digest, raw) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (digest, raw.to_bytes()),
            )
        db.execute(
            "INSERT INTO items (slot, file, source, content, error, run) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (slot) DO UPDATE SET source = excluded.source, content = excluded.content, "
            "error = excluded.error, run = excluded.run",
            (slot, storable(raw.file), storable(raw.source), digest, error, self.run),
        )
        return known is None or (known["content"], known["error"]) != (digest, error)

    def end_reading(self) -> None:
        """Once all inputs are read: bad rows of files of this run that are there no more leave no record."""
        with self.transaction() as db:
            gone = db.execute(
                "DELETE FROM items WHERE run <> ? AND file IN (SELECT DISTINCT file FROM items WHERE run = ?) AND "
                "(error IS NOT NULL OR content IN (SELECT digest FROM contents WHERE error IS NOT NULL))",
                (self.run, self.run),
            )
            if gone.rowcount:
                count_change(db)
            _set_meta(db, "read", self.run)

    def contents_after(self, number: int, limit: int) -> list[Content]:
        """Contents that are no articles yet, in the order in which they came; fewer where they are large."""
        query = "SELECT number, {} FROM contents WHERE number > ? AND key IS NULL AND error IS NULL ORDER BY number"
        sizes = self.rows(f"{query.format('length(raw)')} LIMIT ?", number, limit)
        before = accumulate((size for _, size in sizes), initial=0)
        few = sum(size < _MOST_BYTES for _, size in zip(sizes, before, strict=False))
        rows = self.rows(f"{query.format('digest, raw')} LIMIT ?", number, few)
        return [Content(row["number"], row["digest"], row["raw"]) for row in rows]

    def admit(self, content: Content, key: str, article: Article) -> bool:
        """Makes a content an article; False where the same article is there already."""
        data = compressed(json.dumps(article_data(article)))
        with self.transaction() as db:
            db.execute("UPDATE contents SET key = ?, raw = NULL WHERE number = ?", (key, content.number))
            made = db.execute(
                "INSERT INTO articles (key, article) VALUES (?, ?) ON CONFLICT DO NOTHING", (key, data)
            )
            count_change(db)
        return made.rowcount > 0

    def refuse(self, content: Content, reason: str) -> None:
        """Notes why a content is no article."""
        with self.transaction() as db:
            db.execute("UPDATE contents SET error = ? WHERE number = ?", (reason, content.number))
            count_change(db)

    # --- articles ------------------------------------------------------------------------------------------

    def pending_after(self, number: int, limit: int) -> list[tuple[int, Work]]:
        """Articles that wait to go through the model, with their numbers, in order."""
        rows = self.rows(
            "SELECT number, key, article FROM articles WHERE state = 'pending' AND number > ? "
            "ORDER BY number LIMIT ?",
            number,
            limit,
        )
        return [
            (r["number"], Work(r["key"], article_from(json.loads(decompressed(r["article"]))))) for r in rows
        ]

    def last_article(self) -> int:
        """The number of the newest article, 0 if there is none."""
        return self.rows("SELECT max(number) FROM articles")[0][0] or 0

    def start(self, key: str) -> None:
        """Notes that an article is under way."""
        with self.transaction() as db:
            db.execute("UPDATE articles SET state = 'running', attempts = attempts + 1 WHERE key = ?", (key,))

    def give_back(self, key: str) -> None:
        """Notes that an article is not under way any more, and not finished either."""
        with self.transaction() as db:
            db.execute("UPDATE articles SET state = 'pending' WHERE key = ?", (key,))

    def finish(self, key: str, outcome: Outcome) -> None:
        """Keeps what became of an article. Tokens of earlier attempts stay counted: they were paid for."""
        with self.transaction() as db:
            db.execute(
                "UPDATE articles SET state = ?, result = ?, facts = ?, error_kind = ?, error = ?, "
                "flagged = ?, prompt_tokens = prompt_tokens + ?, completion_tokens = completion_tokens + ?, "
                "requests = requests + ?, seconds = seconds + ? WHERE key = ?",
                (
                    outcome.state,
                    compressed(outcome.record),
                    json.dumps(outcome.facts),
                    outcome.error_kind,
                    outcome.error,
                    outcome.flagged,
                    outcome.usage.prompt_tokens,
                    outcome.usage.completion_tokens,
                    outcome.requests,
                    outcome.seconds,
                    key,
                ),
            )
            db.execute("DELETE FROM answers WHERE key = ?", (key,))
            db.execute("DELETE FROM provider_requests WHERE key = ?", (key,))
            count_change(db)

    def finished_articles(self) -> Iterator[sqlite3.Row]:
        """Key, article, record and flags of every article with a result, a few in memory at a time."""
        last = 0
        while rows := self.rows(
            "SELECT number, key, article, result, flagged FROM articles WHERE state = 'done' AND number > ? "
            "ORDER BY number LIMIT 50",
            last,
        ):
            yield from rows
            last = rows[-1]["number"]

    def replace_record(self, key: str, outcome: Outcome) -> None:
        """Keeps a new verification of a finished article; what it cost stays as it is."""
        with self.transaction() as db:
            db.execute(
                "UPDATE articles SET result = ?, facts = ?, flagged = ? WHERE key = ?",
                (
                    compressed(outcome.record),
                    json.dumps(outcome.facts),
                    outcome.flagged,
                    key,
                ),
            )
            count_change(db)

    # --- answers -------------------------------------------------------------------------------------------

    def answer(self, request: str) -> str | None:
        """The stored answer to a request, by its hash."""
        rows = self.rows("SELECT body FROM answers WHERE request = ?", request)
        return decompressed(rows[0][0]) if rows else None

    def answers_of(self, key: str) -> dict[str, str]:
        """All stored answers of an article, by the hash of their request."""
        rows = self.rows("SELECT request, body FROM answers WHERE key = ?", key)
        return {row["request"]: decompressed(row["body"]) for row in rows}

    def keep_answer(self, request: str, key: str, body: str) -> None:
        """Keeps an answer until its article is finished."""
        with self.transaction() as db:
            db.execute(
                "INSERT INTO answers (request, key, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (request, key, compressed(body)),
            )

    def counts(self) -> Counts:
        """How far the folder is."""
        return counts(self._db, self.folder)

    def spent(self) -> tuple[int, int]:
        """Prompt and completion tokens of all finished articles."""
        row = self.rows("SELECT total(prompt_tokens), total(completion_tokens) FROM articles")[0]
        return int(row[0]), int(row[1])


def _set_meta(db: sqlite3.Connection, name: str, value: Any) -> None:
    db.execute(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        (name, json.dumps(value)),
    )


def count_change(db: sqlite3.Connection) -> None:
    """Outputs are written anew only where this has moved since."""
    db.execute(
        "INSERT INTO meta (name, value) VALUES ('changes', '1') "
        "ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )
