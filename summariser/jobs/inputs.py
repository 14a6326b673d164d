"""Where a batch's articles come from: files, folders, patterns and standard input, read as a stream."""

import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from summariser.article import Article
from summariser.article.files import read_file
from summariser.errors import ArticleError, ConfigurationError
from summariser.jobs.raw import Raw, kind_of, of_article
from summariser.jobs.rows import Columns, from_csv, from_jsonl, from_parquet

STANDARD_INPUT = "-"
Given = str | Path | Article

_ONE_ARTICLE = frozenset({".txt", ".md", ".html", ".htm", ".xhtml"})
_ROWS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet"}
_PATTERN = "*?["
_LARGEST_FILE = 64 * 2**20


@dataclass(frozen=True)
class Inputs:
    """What a batch is made of, in order; `left_out` is a folder in which nothing is looked for (the run's own)."""

    given: Sequence[Given]
    columns: Columns = field(default_factory=Columns)
    left_out: Path | None = None

    def check(self) -> None:
        """Raises ConfigurationError where something named is not there, before any work is done."""
        if not self.given:
            raise ConfigurationError(
                "no input named: name files, folders or patterns, or - for standard input"
            )
        for one in self.given:
            if isinstance(one, Article) or str(one) == STANDARD_INPUT:
                continue
            if not _exists(str(one)) and not (
                _is_pattern(str(one)) and any(glob.iglob(str(one), recursive=True))
            ):
                raise ConfigurationError(f"{one}: no such file or folder, and no pattern that any matches")

    def __iter__(self) -> Iterator[Raw]:
        """Every article and every reason for none, in the order of the inputs, those of a folder by name."""
        number = 0
        tables: set[Path] = set()  # a file of rows that two of the inputs name is read once
        for one in self.given:
            if isinstance(one, Article):
                number += 1
                yield of_article(one, number)
            elif str(one) == STANDARD_INPUT:
                yield from from_standard_input(self.columns)
            else:
                unread: list[OSError] = []
                for path in self._files(str(one), unread):
                    if path.suffix.lower() not in _ROWS:
                        yield from _from_file(path, self.columns)
                    elif path.resolve() not in tables:
                        tables.add(path.resolve())
                        yield from _from_file(path, self.columns)
                for error in unread:
                    folder = _shown(str(error.filename))
                    yield Raw(folder, folder, None, error=f"the folder cannot be read ({error.strerror})")

    def _files(self, name: str, unread: list[OSError]) -> Iterator[Path]:
        if _exists(name):
            yield from self._below(Path(name), unread) if os.path.isdir(name) else [Path(name)]
            return
        for found in sorted(glob.glob(name, recursive=True)):
            if not os.path.isdir(found) and not self._is_left_out(Path(found)):
                yield Path(found)

    def _below(self, folder: Path, unread: list[OSError]) -> Iterator[Path]:
        """The files of a folder that may hold articles; hidden ones and the run's own are none."""
        for root, folders, files in os.walk(folder, onerror=unread.append):
            folders[:] = sorted(
                f for f in folders if not f.startswith(".") and not self._is_left_out(Path(root, f))
            )
            for name in sorted(files):
                path = Path(root, name)
                readable = path.suffix.lower() in _ONE_ARTICLE | _ROWS.keys()
                if readable and not name.startswith(".") and not self._is_left_out(path):
                    yield path

    def _is_left_out(self, path: Path) -> bool:
        if self.left_out is None:
            return False
        return path.resolve().is_relative_to(self.left_out.resolve())


def _exists(name: str) -> bool:
    try:
        return os.path.lexists(name)
    except ValueError:
        return False


def _is_pattern(name: str) -> bool:
    return any(c in name for c in _PATTERN)


def _from_file(path: Path, columns: Columns) -> Iterator[Raw]:
    file = _shown(str(path))
    form = _ROWS.get(path.suffix.lower())
    try:
        if form == "parquet":
            yield from from_parquet(path, file, columns)
        elif form:
            with path.open("rb") as stream:
                yield from (from_jsonl if form == "jsonl" else from_csv)(stream, file, columns)
        else:
            size = path.stat().st_size
            if size > _LARGEST_FILE:
                raise ArticleError(f"the file has {size:,} bytes: is this one article?")
            text, is_html = read_file(path)
            yield Raw(file, file, None, "html" if is_html else "text", text).checked()
    except (ArticleError, OSError) as error:
        reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        yield Raw(file, file, None, error=reason.removeprefix(f"{path}: "))


def _shown(name: str) -> str:
    """A path as text; bytes of it that are none become escapes."""
    return name.encode("utf-8", "backslashreplace").decode()


def from_standard_input(columns: Columns, stream: BinaryIO | None = None) -> Iterator[Raw]:
    """JSON Lines, known by the brace that they begin with, each as soon as it comes; or else one article."""
    file = "standard input"
    with stream or _standard_input() as own:
        first = own.readline()
        while first and not first.strip(b"\xef\xbb\xbf \t\r\n"):
            first = own.readline()
        if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
            yield from from_jsonl(_Again(first, own), file, columns)  # type: ignore[arg-type]
            return
        yield _one_article(first + own.read(), file)


def _standard_input() -> BinaryIO:
    """A stream of its own on the same descriptor: a thread that waits in sys.stdin cannot be left alone at exit."""
    try:
        return open(os.dup(sys.stdin.fileno()), "rb")
    except OSError:  # something else stands in for it, as in a notebook
        return io.BytesIO(sys.stdin.buffer.read())


class _Again:
    """A stream's lines with one put back."""

    def __init__(self, first: bytes, rest: Iterable[bytes]) -> None:
        self._first, self._rest = first, rest

    def __iter__(self) -> Iterator[bytes]:
        yield self._first
        yield from self._rest


def _one_article(data: bytes, file: str) -> Raw:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Raw(file, file, "", error="is not UTF-8 text; name the file instead, or convert it")
    if not text.strip():
        return Raw(file, file, "", error="is empty; give the text of articles")
    if "\0" in text:
        return Raw(file, file, "", error="is binary, not text; give articles as text, HTML or JSON Lines")
    return Raw(file, file, "", kind_of(text), text).checked()
