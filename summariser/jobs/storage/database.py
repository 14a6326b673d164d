"""The SQLite file of a run folder: opened, checked, locked, and its errors as ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from summariser.errors import RunFolderError, StorageError

FILE = "state.sqlite"
LOCK = "lock"
# Signs of a format, not choices.
APPLICATION = 0x53554D4D  # "SUMM": tells our files from other SQLite files
VERSION = 1

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row an article of the inputs, in the order in which they were first seen: the order of the output.
CREATE TABLE items (
    position INTEGER PRIMARY KEY, slot TEXT NOT NULL UNIQUE, file TEXT NOT NULL, source TEXT NOT NULL,
    content TEXT, error TEXT, run INTEGER NOT NULL
);
CREATE INDEX items_of_content ON items (content);
CREATE INDEX bad_items ON items (file) WHERE error IS NOT NULL;

-- One row a distinct content: as read from an input, until it has been made an article, and then its key.
CREATE TABLE contents (number INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, raw BLOB, key TEXT, error TEXT);
CREATE INDEX contents_of_article ON contents (key);

-- One row a result, under summariser.extraction.result_key.
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, state TEXT NOT NULL DEFAULT 'pending',
    attempts INTEGER NOT NULL DEFAULT 0, article BLOB NOT NULL, result BLOB, facts TEXT,
    error_kind TEXT, error TEXT, flagged INTEGER NOT NULL DEFAULT 0,
    prompt_tokens INTEGER NOT NULL DEFAULT 0, completion_tokens INTEGER NOT NULL DEFAULT 0,
    requests INTEGER NOT NULL DEFAULT 0, seconds REAL NOT NULL DEFAULT 0
);
CREATE INDEX open_articles ON articles (number) WHERE state IN ('pending', 'running');

-- Answers to requests of articles that are not finished, so that they need not be asked for again.
CREATE TABLE answers (request TEXT PRIMARY KEY, key TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX answers_of_article ON answers (key);

-- Requests for a provider's batch endpoint: `batch` is the one that they were sent with, if any.
CREATE TABLE provider_requests (
    id TEXT PRIMARY KEY, key TEXT NOT NULL, body BLOB NOT NULL, batch INTEGER, tries INTEGER NOT NULL DEFAULT 0,
    error TEXT
) WITHOUT ROWID;
CREATE INDEX provider_requests_of_article ON provider_requests (key);
CREATE INDEX provider_requests_of_batch ON provider_requests (batch);
CREATE TABLE provider_batches (
    number INTEGER PRIMARY KEY, state TEXT NOT NULL, file TEXT, batch TEXT, requests INTEGER NOT NULL
);
"""


@contextmanager
def storage(folder: Path) -> Iterator[None]:
    """Errors of the disk and of SQLite as StorageError, naming the folder and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise StorageError(f"{folder}: {_reason(error)}; {_remedy(error)}") from error
    except OSError as error:
        raise StorageError(f"{folder}: {error.strerror or error}; make it writable, with room") from error


@contextmanager
def transaction(connection: sqlite3.Connection, folder: Path) -> Iterator[sqlite3.Connection]:
    """Writes all that is done in the block, or nothing of it. Raises StorageError where the disk fails."""
    with storage(folder):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _reason(error: sqlite3.Error) -> str:
    return " ".join(str(error).split())


def _remedy(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return "the disk may be full: make room and run again, what was finished is kept"
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return f"{FILE} is broken or no state of a run: name another folder"
    return "make the folder readable and writable, or name another one"


def connect(folder: Path) -> sqlite3.Connection:
    """The run folder's database for its one writer, made if it is not there.

    Raises RunFolderError where it is of another version, StorageError where it cannot be used.
    """
    with storage(folder):
        connection = sqlite3.connect(folder / FILE, isolation_level=None, timeout=10, cached_statements=64)
        try:
            _prepare(connection, folder)
        except BaseException:
            connection.close()
            raise
        return connection


def _prepare(connection: sqlite3.Connection, folder: Path) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA wal_autocheckpoint = 2000")
    if _version(connection) == (0, 0) and not _names(connection):
        connection.execute("BEGIN IMMEDIATE")
        for statement in _TABLES.split(";\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    _check(connection, folder)


def check_is_run_folder(folder: Path) -> None:
    """Raises RunFolderError where no batch has been run into the folder."""
    if not (folder / FILE).is_file():
        raise RunFolderError(f"{folder} is no run folder: it has no {FILE}; name the --out of a batch")


def connect_reader(folder: Path) -> sqlite3.Connection:
    """The run folder's database for reading, also while another process writes. Raises as `connect`."""
    path = folder / FILE
    check_is_run_folder(folder)
    with storage(folder):
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=10)
        try:
            connection.row_factory = sqlite3.Row
            _check(connection, folder)
        except BaseException:
            connection.close()
            raise
        return connection


def _version(connection: sqlite3.Connection) -> tuple[int, int]:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return application, connection.execute("PRAGMA user_version").fetchone()[0]


def _names(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]


def _check(connection: sqlite3.Connection, folder: Path) -> None:
    application, version = _version(connection)
    if application != APPLICATION:
        raise RunFolderError(f"{folder / FILE} is not the state of a run: name another folder with --out")
    if version != VERSION:
        raise RunFolderError(
            f"{folder} is of another version: its state has version {version}, this summariser reads {VERSION}; "
            "use the summariser that made it, or another --out"
        )


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the run folder for this process. Raises RunFolderError where another one does; ends with the process."""
    with storage(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK, timeout=0, fallback_to_soft=False)
        try:
            lock.acquire()
        except Timeout as error:
            raise RunFolderError(
                f"another process is working on {folder}: wait for its end, or look at it with "
                f"`summariser batch status {folder}`"
            ) from error
    try:
        yield
    finally:
        lock.release()


def is_locked(folder: Path) -> bool:
    """Whether a process is working on the run folder now."""
    lock = FileLock(folder / LOCK, timeout=0, fallback_to_soft=False)
    try:
        if not (folder / LOCK).exists():
            return False
        with lock:
            return False
    except Timeout:
        return True
    except OSError:  # of a folder that may only be read, nobody is the writer
        return False
