"""Files of many articles, read row by row: JSONL, CSV and Parquet. A bad row is named, and the others are read."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import chain, islice
from typing import Any, BinaryIO

from summariser.arguments import check_fields
from summariser.errors import ArticleError, ConfigurationError
from summariser.jobs.inputs.csv_rows import read_rows
from summariser.jobs.inputs.lines import read_lines
from summariser.jobs.storage.raw_article import RawArticle, kind_of

# By judgement, so that memory stays small.
_ROWS_AT_ONCE = 500
# Of ids, titles and dates, and of what messages say of them. By judgement, in characters.
_LONGEST_LABEL = 10_000
_SHORT = 60


@dataclass(frozen=True)
class Columns:
    """Which column (of JSONL: key) holds what. An id makes a row known again when its text has changed.

    Raises ArgumentError for a name that is no string.

    >>> Columns(text="body", published="date").named()
    ['body', 'date']
    """

    text: str = "text"
    title: str | None = None
    published: str | None = None
    id: str | None = None

    def __post_init__(self) -> None:
        check_fields(self)

    def named(self) -> list[str]:
        """All that must be there."""
        return [c for c in (self.text, self.title, self.published, self.id) if c]


def from_jsonl(stream: BinaryIO, file: str, columns: Columns) -> Iterator[RawArticle]:
    """The articles of JSON Lines; empty lines are skipped."""
    for number, text, problem in read_lines(stream):
        source, place = f"{file}:{number}", f"line {number}"
        if problem:
            yield _bad(file, source, problem)
        elif not is_text(text):
            yield _bad(file, source, f"{place} is not UTF-8: save the file as UTF-8")
        elif text.strip():
            yield _from_json(text, place, file, source, columns)


def _from_json(text: str, place: str, file: str, source: str, columns: Columns) -> RawArticle:
    try:
        # Files that have been joined have marks at their beginnings.
        row = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_Object)
    except RecursionError:
        return _bad(file, source, f"{place} is not JSON that can be read (too deep)")
    except ValueError as error:
        reason = getattr(error, "msg", str(error))
        return _bad(file, source, f"{place} is not JSON ({reason}): each line must be one object")
    return _article(row, place, file, source, columns)


class _Object(dict[str, Any]):
    """A JSON object that knows the keys which it was given twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated = (
            {key for key, count in Counter(key for key, _ in pairs).items() if count > 1}
            if len(self) < len(pairs)
            else set()
        )


def from_csv(stream: BinaryIO, file: str, columns: Columns) -> Iterator[RawArticle]:
    """The articles of a CSV file with a head; tabs or semicolons may stand for the commas."""
    lines = read_lines(stream, guess=True)
    first = next((line for line in lines if line.problem or line.text.strip()), None)
    if first is None:
        raise ArticleError("the file is empty: give a CSV file with a header")
    rows = read_rows(chain([first], lines), max(",;\t", key=first.text.count))
    head = next(rows)
    if head.problem:
        raise ArticleError(f"the head cannot be read: {head.problem}")
    _check_columns(head.cells, columns)
    for number, cells, problem in rows:
        source, place = f"{file}:{number}", f"line {number}"
        more = any(cell.strip() for cell in cells[len(head.cells) :])
        if more:
            problem = f"{place} has {len(cells)} cells and the head {len(head.cells)}: quote what has commas"
        if problem:
            yield _bad(file, source, problem)
        else:
            yield _article(dict(zip(head.cells, cells, strict=False)), place, file, source, columns)


def from_parquet(stream: BinaryIO, file: str, columns: Columns) -> Iterator[RawArticle]:
    """The articles of a Parquet file, a few hundred rows in memory at a time."""
    if find_spec("pyarrow") is None:
        raise ConfigurationError("Parquet needs pyarrow: pip install 'summariser[parquet]'")
    parquet: Any = import_module("pyarrow.parquet")
    pyarrow: Any = import_module("pyarrow")
    try:
        with parquet.ParquetFile(stream) as table:
            _check_columns(table.schema_arrow.names, columns)
            number = 0
            for batch in table.iter_batches(_ROWS_AT_ONCE, columns=columns.named()):
                for row in batch.to_pylist():
                    number += 1
                    yield _article(row, f"row {number}", file, f"{file}:{number}", columns)
    except (pyarrow.ArrowException, OSError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0][:120]
        raise ArticleError(f"is not a Parquet file that can be read ({reason})") from error


def _check_columns(names: Sequence[str], columns: Columns) -> None:
    for column in columns.named():
        if column not in names:
            raise ArticleError(
                f"there is no column {column!r}, only {_listed(names)}: name yours, as with --text-column"
            )
        if names.count(column) > 1:
            raise ArticleError(f"there are {names.count(column)} columns {column!r}: give each its own name")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(str(name)[:_SHORT] for name in islice(names, 20)) or "nothing"


def _article(row: Any, place: str, file: str, source: str, columns: Columns) -> RawArticle:
    if not isinstance(row, dict):
        return _bad(
            file, source, f"{place} is {type(row).__name__}, not an object with a key {columns.text!r}"
        )
    try:
        text = _text_in(row, columns.text, place)
        name = _label_in(row, columns.id, place) if columns.id else ""
        title, published = (
            _label_in(row, column, place) if column and row.get(column) is not None else None
            for column in (columns.title, columns.published)
        )
    except ArticleError as error:
        return _bad(file, source, str(error))
    source = f"{file}:{name}" if name else source
    return RawArticle(file, source, name, kind_of(text), text, title, published or None).checked()


def _text_in(row: dict[str, Any], column: str, place: str) -> str:
    """The text of an article. Raises ArticleError where there is none, or something else."""
    value = _value_in(row, column, place)
    if isinstance(value, bytes):
        value = value.decode("utf-8", "surrogateescape")
    if not isinstance(value, str):
        raise ArticleError(f"{place} has {_type(value)} in {column!r}, not text")
    if not is_text(value):
        raise ArticleError(f"{place} is not UTF-8: save the file as UTF-8")
    if not value.strip():
        raise ArticleError(f"{place} has no text in {column!r}")
    return value


def _label_in(row: dict[str, Any], column: str, place: str) -> str:
    """An id, a title or a date, as text. Raises ArticleError where there is none, or what can be none."""
    value = _value_in(row, column, place)
    if isinstance(value, dict | list | bytes):
        raise ArticleError(f"{place} has {_type(value)} in {column!r}, not text or a number")
    label = str(value)
    if not is_text(label):
        raise ArticleError(f"{place} is not UTF-8: save the file as UTF-8")
    if "\0" in label or len(label) > _LONGEST_LABEL:
        raise ArticleError(
            f"{place} has {label[:_SHORT]!r} and more in {column!r}: give a short line of text"
        )
    return label


def _value_in(row: dict[str, Any], column: str, place: str) -> Any:
    value = row.get(column)
    if value is None:
        raise ArticleError(
            f"{place} has no {column!r}, only {_listed(row)}: name yours, as with --text-column"
        )
    if isinstance(row, _Object) and column in row.repeated:
        raise ArticleError(f"{place} has {column!r} more than once: give each key once")
    return value


def _type(value: object) -> str:
    return "object" if isinstance(value, dict) else type(value).__name__


def is_text(text: str) -> bool:
    """Whether a text can be written as UTF-8: it holds no lone surrogates, which stand for bytes that are no text."""
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def _bad(file: str, source: str, reason: str) -> RawArticle:
    return RawArticle(file, source, "", error=reason)
