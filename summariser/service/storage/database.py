"""The service's SQLite file: made, checked and opened."""

import sqlite3
from pathlib import Path

from summariser.errors import RunFolderError
from summariser.jobs.storage.database import storage

FILE = "service.sqlite"
# Signs of a format, not choices.
_APPLICATION = 0x53554D53  # "SUMS"
_VERSION = 1

_TABLES = """
CREATE TABLE jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, state TEXT NOT NULL,
    title TEXT NOT NULL, source TEXT NOT NULL, words TEXT NOT NULL, client TEXT NOT NULL, request TEXT NOT NULL,
    created TEXT NOT NULL, started TEXT, ended TEXT, version INTEGER NOT NULL DEFAULT 1,
    error_title TEXT, error_detail TEXT, flagged INTEGER,
    queue TEXT, key TEXT, going INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX open_jobs ON jobs (number) WHERE state IN ('queued', 'running');
CREATE INDEX going_jobs ON jobs (number) WHERE going;

-- Of jobs that are no summaries: what they came to, and the texts that it is about.
CREATE TABLE kept (
    job INTEGER PRIMARY KEY REFERENCES jobs (number) ON DELETE CASCADE, result BLOB, articles BLOB
);
CREATE TABLE corrections (
    job INTEGER NOT NULL REFERENCES jobs (number) ON DELETE CASCADE, path TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (job, path)
) WITHOUT ROWID;
CREATE TABLE repeats (
    client TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, kept TEXT NOT NULL,
    job INTEGER NOT NULL REFERENCES jobs (number) ON DELETE CASCADE, PRIMARY KEY (client, key)
) WITHOUT ROWID;
CREATE INDEX repeats_by_age ON repeats (kept);
CREATE INDEX repeats_of_job ON repeats (job);
"""


def connected(folder: Path, *, any_thread: bool = False) -> sqlite3.Connection:
    """A connection to the file in a folder; its thread's own, unless `any_thread` and the caller locks it.

    Raises RunFolderError where it is no such file or of another version, StorageError where it cannot be used.
    """
    with storage(folder):
        db = sqlite3.connect(
            folder / FILE, isolation_level=None, timeout=10, check_same_thread=not any_thread
        )
        try:
            _prepare(db, folder)
        except BaseException:
            db.close()
            raise
    return db


def _prepare(db: sqlite3.Connection, folder: Path) -> None:
    db.row_factory = sqlite3.Row
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON"):
        db.execute(f"PRAGMA {pragma}")
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if (application, version) == (0, 0) and not db.execute("SELECT 1 FROM sqlite_master").fetchone():
        db.execute("BEGIN IMMEDIATE")
        for statement in _TABLES.split(";\n"):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {_APPLICATION}")
        db.execute(f"PRAGMA user_version = {_VERSION}")
        db.execute("COMMIT")
    elif application != _APPLICATION:
        raise RunFolderError(f"{folder / FILE} is not of the service: name another folder with --data")
    elif version != _VERSION:
        raise RunFolderError(
            f"{folder} is of another version: its jobs have version {version}, this summariser reads {_VERSION}"
        )
