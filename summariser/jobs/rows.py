"""Files of many articles, read row by row: JSONL, CSV and Parquet. A bad row is named, and the others are read."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

from summariser.errors import ArticleError, ConfigurationError
from summariser.jobs.raw import Raw, kind_of

_ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Columns:
    """Which column (of JSONL: key) holds what. An id makes a row known again when its text has changed."""

    text: str = "text"
    title: str | None = None
    published: str | None = None
    id: str | None = None

    def named(self) -> list[str]:
        """All that must be there."""
        return [c for c in (self.text, self.title, self.published, self.id) if c]


def from_jsonl(stream: BinaryIO, file: str, columns: Columns) -> Iterator[Raw]:
    """The articles of JSON Lines; empty lines are skipped."""
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        source = f"{file}:{number}"
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError:
            yield _bad(file, source, f"line {number} is not UTF-8: save the file as UTF-8")
        except (ValueError, RecursionError) as error:
            reason = getattr(error, "msg", "too deep")
            yield _bad(file, source, f"line {number} is not JSON ({reason}): each line must be one object")
        else:
            yield _article(row, f"line {number}", file, source, columns)


def from_csv(stream: BinaryIO, file: str, columns: Columns) -> Iterator[Raw]:
    """The articles of a CSV file with a header, in UTF-8; tabs or semicolons may stand for the commas."""
    csv.field_size_limit(2**31 - 1)  # the module has no other way than for all
    lines = (line.decode("utf-8", "surrogateescape").replace("\0", "\ufffd") for line in stream)
    first = next(lines, "").removeprefix("\ufeff")
    if not first.strip():
        raise ArticleError("the file is empty: give a CSV file with a header")
    rows = csv.DictReader(_chain(first, lines), delimiter=max(",;\t", key=first.count))
    _check_columns(rows.fieldnames or (), columns)
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield _bad(file, f"{file}:{line}", f"line {line} is not CSV ({error}): quote what has commas")
            continue
        if row is None:
            return
        yield _article(row, f"line {line}", file, f"{file}:{line}", columns)


def _chain(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def from_parquet(path: Path, file: str, columns: Columns) -> Iterator[Raw]:
    """The articles of a Parquet file, a few hundred rows in memory at a time."""
    if find_spec("pyarrow") is None:
        raise ConfigurationError("Parquet needs pyarrow: pip install 'summariser[parquet]'")
    parquet: Any = import_module("pyarrow.parquet")
    pyarrow: Any = import_module("pyarrow")
    try:
        with parquet.ParquetFile(path) as table:
            _check_columns(table.schema_arrow.names, columns)
            number = 0
            for batch in table.iter_batches(_ROWS_AT_ONCE, columns=columns.named()):
                for row in batch.to_pylist():
                    number += 1
                    yield _article(row, f"row {number}", file, f"{file}:{number}", columns)
    except (pyarrow.ArrowException, OSError) as error:
        reason = str(error).splitlines()[0][:120]
        raise ArticleError(f"is not a Parquet file that can be read ({reason})") from error


def _check_columns(names: Iterable[str], columns: Columns) -> None:
    there = list(names)
    for column in columns.named():
        if column not in there:
            has = ", ".join(map(str, there[:20])) or "none"
            raise ArticleError(
                f"there is no column {column!r}, only {has}: name yours, as with --text-column"
            )


def _article(row: Any, place: str, file: str, source: str, columns: Columns) -> Raw:
    if not isinstance(row, dict):
        return _bad(
            file, source, f"{place} is {type(row).__name__}, not an object with a key {columns.text!r}"
        )
    try:
        get = _getter(row, place)
        text = get(columns.text)
        name = columns.id and get(columns.id)
        title = get(columns.title) if columns.title and row.get(columns.title) is not None else None
        published = get(columns.published) if columns.published and row.get(columns.published) else None
    except ArticleError as error:
        return _bad(file, source, str(error))
    if not text.strip():
        return _bad(file, source, f"{place} has no text in {columns.text!r}")
    source = f"{file}:{name}" if name else source
    return Raw(file, source, name or "", kind_of(text), text, title, published).checked()


def _getter(row: dict[str, Any], place: str) -> Callable[[str], str]:
    def get(column: str) -> str:
        value = row.get(column)
        if value is None:
            has = ", ".join(str(name) for name in list(row)[:20])
            raise ArticleError(
                f"{place} has no {column!r}, only {has or 'nothing'}: name yours, as with --text-column"
            )
        if not isinstance(value, str):
            value = str(value)
        if not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
            raise ArticleError(f"{place} is not UTF-8: save the file as UTF-8")
        return value

    return get


def _bad(file: str, source: str, reason: str) -> Raw:
    return Raw(file, source, "", error=reason)
