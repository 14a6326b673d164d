"""The jobs, in service.sqlite: what clients asked for and what became of it, users' corrections, and idempotency keys.

What a call returns from is committed. Jobs are in the order of their numbers, which only rise, whatever the clock does.
"""

import json
import secrets
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from summariser.jobs.storage.database import storage, transaction
from summariser.jobs.storage.raw_article import storable
from summariser.service.records import Job, JobPage, Kind, State
from summariser.service.storage.database import connected

_REMEMBERED = timedelta(hours=24)


@dataclass(frozen=True)
class Entry:
    """A job and what only the service knows of it: its number, its client, and where its result is."""

    job: Job
    number: int
    client: str
    queue: str | None
    key: str | None


@dataclass(frozen=True)
class Repeat:
    """An idempotency key, and the digest of the request that it came with."""

    key: str
    fingerprint: str


def now() -> datetime:
    """The time as jobs note it; nothing is decided by it but when an idempotency key is forgotten."""
    return datetime.now(UTC).replace(microsecond=0)


class Ledger:
    """The one writer of service.sqlite, in one thread; pages are read by any. Raises StorageError where the disk fails."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._db = connected(folder)
        self._reading = threading.Lock()
        self._reader = connected(folder, any_thread=True)

    def close(self) -> None:
        self._db.close()
        self._reader.close()

    def _transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        return transaction(self._db, self._folder)

    def _rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        with storage(self._folder):
            return self._db.execute(query, values).fetchall()

    # --- jobs ----------------------------------------------------------------------------------------------

    def add(
        self,
        entry: Entry,
        repeat: Repeat | None = None,
        kept: tuple[bytes | None, bytes] | None = None,
    ) -> Entry:
        """Notes a new job, with its idempotency key and what is kept of it; the entry with its number."""
        job = entry.job
        title, detail = job.error or (None, None)
        values = {
            "id": job.id,
            "kind": job.kind,
            "state": job.state,
            "title": storable(job.title),
            "source": storable(job.source),
            "words": storable(f"{job.title}\n{job.source}".casefold()),
            "client": storable(entry.client),
            "request": json.dumps(job.request),
            "created": job.created.isoformat(),
            "started": job.started and job.started.isoformat(),
            "ended": job.ended and job.ended.isoformat(),
            "version": job.version,
            "error_title": title and storable(title),
            "error_detail": detail and storable(detail),
            "flagged": job.flagged,
            "queue": entry.queue,
            "key": entry.key,
        }
        columns, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
        with self._transaction() as db:
            number = db.execute(f"INSERT INTO jobs ({columns}) VALUES ({marks})", values).lastrowid
            assert number is not None
            if kept:
                db.execute("INSERT INTO kept (job, result, articles) VALUES (?, ?, ?)", (number, *kept))
            if repeat:
                at = now()
                db.execute("DELETE FROM repeats WHERE kept < ?", ((at - _REMEMBERED).isoformat(),))
                db.execute(
                    "INSERT OR REPLACE INTO repeats (client, key, fingerprint, kept, job) VALUES (?, ?, ?, ?, ?)",
                    (
                        storable(entry.client),
                        storable(repeat.key),
                        repeat.fingerprint,
                        at.isoformat(),
                        number,
                    ),
                )
        return Entry(job, number, entry.client, entry.queue, entry.key)

    def entry(self, job_id: str) -> Entry | None:
        """The job of an id."""
        rows = self._rows("SELECT * FROM jobs WHERE id = ? AND NOT going", storable(job_id))
        return _entry(rows[0]) if rows else None

    def repeated(self, client: str, key: str) -> tuple[str, str] | None:
        """The fingerprint and the job's id that an idempotency key of a client stands for."""
        oldest = (now() - _REMEMBERED).isoformat()
        rows = self._rows(
            "SELECT r.fingerprint, j.id FROM repeats r JOIN jobs j ON j.number = r.job "
            "WHERE r.client = ? AND r.key = ? AND r.kept >= ? AND NOT j.going",
            storable(client),
            storable(key),
            oldest,
        )
        return (rows[0]["fingerprint"], rows[0]["id"]) if rows else None

    def set_state(
        self,
        ids: Iterable[str],
        state: State,
        *,
        error: tuple[str, str] | None = None,
        flagged: int | None = None,
    ) -> None:
        """Notes that jobs are in a new state from now on."""
        at = now().isoformat()
        title, detail = error or (None, None)
        with self._transaction() as db:
            db.executemany(
                "UPDATE jobs SET state = :state, version = version + 1, error_title = :title, error_detail = :detail, "
                "flagged = :flagged, started = CASE :state WHEN 'queued' THEN NULL WHEN 'running' THEN :at ELSE started END, "
                "ended = CASE WHEN :ended THEN :at END WHERE id = :id",
                [
                    {
                        "id": job_id,
                        "state": state,
                        "title": title and storable(title),
                        "detail": detail and storable(detail),
                        "flagged": flagged,
                        "at": at,
                        "ended": state.ended,
                    }
                    for job_id in ids
                ],
            )

    def move(self, job_id: str, queue: str, key: str) -> None:
        """Notes that a job waits in another queue."""
        with self._transaction() as db:
            db.execute("UPDATE jobs SET queue = ?, key = ? WHERE id = ?", (queue, key, job_id))

    def unfinished(self) -> list[Entry]:
        """The jobs that have not ended, in order."""
        rows = self._rows(
            "SELECT * FROM jobs WHERE state IN ('queued', 'running') AND NOT going ORDER BY number"
        )
        return [_entry(row) for row in rows]

    # --- taking back ---------------------------------------------------------------------------------------

    def mark_going(self, job_id: str) -> None:
        """From here on there is no such job, and what is left of it is removed even after a crash."""
        with self._transaction() as db:
            db.execute("UPDATE jobs SET going = 1 WHERE id = ?", (job_id,))

    def going(self) -> list[Entry]:
        """Jobs that were to be removed when the service ended."""
        return [_entry(row) for row in self._rows("SELECT * FROM jobs WHERE going")]

    def remove(self, job_id: str) -> None:
        """Removes a job with all that is kept of it here."""
        with self._transaction() as db:
            db.execute("DELETE FROM jobs WHERE id = ?", (job_id,))

    # --- what is kept of a job -----------------------------------------------------------------------------

    def kept(self, number: int) -> tuple[bytes | None, bytes | None]:
        """The result and the articles of a job, as they were given."""
        rows = self._rows("SELECT result, articles FROM kept WHERE job = ?", number)
        return (rows[0]["result"], rows[0]["articles"]) if rows else (None, None)

    def correct(self, number: int, path: str, value: Any) -> None:
        """Keeps a user's correction; None takes it back."""
        with self._transaction() as db:
            if value is None:
                db.execute("DELETE FROM corrections WHERE job = ? AND path = ?", (number, storable(path)))
            else:
                db.execute(
                    "INSERT OR REPLACE INTO corrections (job, path, value) VALUES (?, ?, ?)",
                    (number, storable(path), json.dumps(value)),
                )
            db.execute("UPDATE jobs SET version = version + 1 WHERE number = ?", (number,))

    def corrections(self, number: int) -> dict[str, Any]:
        """The corrections of a job by path."""
        rows = self._rows("SELECT path, value FROM corrections WHERE job = ? ORDER BY path", number)
        return {row["path"]: json.loads(row["value"]) for row in rows}

    # --- lists ---------------------------------------------------------------------------------------------

    def page(self, kind: Kind | None, words: Sequence[str], after: int | None, limit: int) -> JobPage:
        """Jobs whose title or source hold all the words, newest first. It may take a while: call it in a thread."""
        where = ["NOT going", *(["kind = ?"] if kind else []), *["instr(words, ?)" for _ in words]]
        values: list[object] = [*([kind] if kind else []), *(storable(word.casefold()) for word in words)]
        chosen = f"FROM jobs WHERE {' AND '.join(where)}"
        with self._reading, storage(self._folder):
            total = self._reader.execute(f"SELECT count(*) {chosen}", values).fetchone()[0]
            rows = self._reader.execute(
                f"SELECT * {chosen} AND number < ? ORDER BY number DESC LIMIT ?",
                [*values, 2**63 - 1 if after is None else after, limit + 1],
            ).fetchall()
        more = str(rows[limit - 1]["number"]) if len(rows) > limit else None
        return JobPage(tuple(_entry(row).job for row in rows[:limit]), more, total)


def new_id() -> str:
    """An id that nobody can guess."""
    return secrets.token_hex(16)


def _entry(row: sqlite3.Row) -> Entry:
    job = Job(
        id=row["id"],
        kind=Kind(row["kind"]),
        state=State(row["state"]),
        title=row["title"],
        source=row["source"],
        created=datetime.fromisoformat(row["created"]),
        version=row["version"],
        request=json.loads(row["request"]),
        started=_time(row["started"]),
        ended=_time(row["ended"]),
        error=(row["error_title"], row["error_detail"]) if row["error_title"] else None,
        flagged=row["flagged"],
    )
    return Entry(job, row["number"], row["client"], row["queue"], row["key"])


def _time(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
