"""Articles that come one at a time, each of them claimed by one or more owners, of whom any may let go of it."""

import json
import sqlite3

from summariser.article import Article
from summariser.jobs.storage.outcome import compressed, decompressed, with_source
from summariser.jobs.storage.raw_article import article_data, article_from, storable
from summariser.jobs.storage.store import Store, count_change

_FILE = "(service)"


def dump_article(article: Article) -> bytes:
    """An article for the store, without its source."""
    return compressed(json.dumps(article_data(article)))


def load_article(data: bytes) -> Article:
    """The article that `dump_article` took."""
    return article_from(json.loads(decompressed(data)))


def _there(db: sqlite3.Connection, rows: str, values: tuple[str]) -> bool:
    return db.execute(f"SELECT 1 FROM {rows} LIMIT 1", values).fetchone() is not None


class Leases:
    """The side of a store for single articles: each claim is an item, whose slot is the owner's name.

    Exports of the folder have a record for each claim. What nobody claims any more is removed.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        store.rows("PRAGMA secure_delete = ON")  # who takes an article back wants it gone

    def claim(self, owner: str, source: str, key: str, article: bytes) -> str:
        """Takes a packed article for an owner, and tells its state: "done", or "pending" or "running".

        One that failed before is pending again. All of it is written, or nothing.
        """
        with self._store.transaction() as db:
            db.execute("INSERT INTO contents (digest, key) VALUES (?, ?) ON CONFLICT DO NOTHING", (key, key))
            db.execute(
                "INSERT INTO items (slot, file, source, content, run) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (owner, _FILE, storable(source), key, self._store.run),
            )
            db.execute(
                "INSERT INTO articles (key, article) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET "
                "state = 'pending', result = NULL, facts = NULL, error_kind = NULL, error = NULL, flagged = 0 "
                "WHERE state = 'failed'",
                (key, article),
            )
            count_change(db)
            state: str = db.execute("SELECT state FROM articles WHERE key = ?", (key,)).fetchone()[0]
        return state

    def release(self, owner: str) -> None:
        """Lets an owner go, and with the last one the article, its answers and its result."""
        with self._store.transaction() as db:
            row = db.execute("SELECT content FROM items WHERE slot = ?", (owner,)).fetchone()
            if row is None:
                return
            found = (row["content"],)
            db.execute("DELETE FROM items WHERE slot = ?", (owner,))
            if not _there(db, "items WHERE content = ?", found):
                db.execute("DELETE FROM contents WHERE digest = ?", found)
            if not _there(db, "contents WHERE key = ?", found):  # a batch into this folder may want it too
                db.execute("DELETE FROM articles WHERE key = ?", found)
                db.execute("DELETE FROM answers WHERE key = ?", found)
            count_change(db)

    def owners_waiting(self) -> list[str]:
        """Whoever claims an article that has no result yet."""
        rows = self._store.rows(
            "SELECT i.slot FROM articles a JOIN items i ON i.content = a.key "
            "WHERE a.state IN ('pending', 'running') AND i.file = ? ORDER BY i.position",
            _FILE,
        )
        return [row["slot"] for row in rows]

    def found(self, key: str) -> sqlite3.Row | None:
        """State, flags and error of an article; None if it is not there."""
        rows = self._store.rows("SELECT state, flagged, error_kind, error FROM articles WHERE key = ?", key)
        return rows[0] if rows else None

    def article(self, key: str) -> bytes | None:
        """An article as it was packed."""
        rows = self._store.rows("SELECT article FROM articles WHERE key = ?", key)
        return rows[0][0] if rows else None

    def record(self, key: str) -> bytes | None:
        """What became of an article, as it was compressed, without its source; see `load_record`."""
        rows = self._store.rows("SELECT result FROM articles WHERE key = ?", key)
        return rows[0][0] if rows else None


def load_record(data: bytes, source: str) -> str:
    """A packed record as the object of results.jsonl."""
    return with_source(decompressed(data), source)


class LeasedAnswers:
    """The answers of a store, for articles that may be gone while they are with the model."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def answer(self, request: str) -> str | None:
        """As that of the store."""
        return self._store.answer(request)

    def keep_answer(self, request: str, key: str, body: str) -> None:
        """As that of the store, but where nobody claims the article any more nothing is kept."""
        with self._store.transaction() as db:
            db.execute(
                "INSERT INTO answers (request, key, body) SELECT ?, key, ? FROM articles WHERE key = ? "
                "ON CONFLICT DO NOTHING",
                (request, compressed(body), key),
            )
