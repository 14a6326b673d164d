"""Where a batch's articles come from: files, folders, patterns, addresses and standard input, read as a stream."""

import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count, groupby
from pathlib import Path

from summariser.article import Article
from summariser.article.documents import HEAD, find_reader
from summariser.article.files import LARGEST, is_document, is_own_page, read_bytes, text_in
from summariser.article.opening import open_file, why_unreadable
from summariser.article.web import FetchOptions
from summariser.article.web.feeds import addresses_named
from summariser.article.web.fetch import Fetcher
from summariser.errors import ArticleError, ConfigurationError
from summariser.foreign import plain
from summariser.jobs.inputs.addresses import from_addresses
from summariser.jobs.inputs.rows import Columns, from_csv, from_jsonl, from_parquet, is_text
from summariser.jobs.storage.raw_article import RawArticle, kind_of, of_article, of_document

STANDARD_INPUT = "-"
Given = str | Path | Article

_ONE_ARTICLE = frozenset({".txt", ".md", ".html", ".htm", ".xhtml", ".eml"})
_ROWS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet"}
_READERS = {"jsonl": from_jsonl, "csv": from_csv, "parquet": from_parquet}
_PACKED = ("jsonl", "csv")
_PATTERN = "*?["
_BLANK = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True)
class Inputs:
    """What a batch is made of, in order; `left_out` is a folder in which nothing is looked for (the run's own).

    `aside` are the files and links of given folders that were passed over since they are no kind of file that is read.
    Iterating gives every article, and the reason where there is none, one at a time in memory.

    >>> [article.source for article in Inputs(["articles"])]
    ['articles/bridges.txt']
    """

    given: Sequence[Given]
    columns: Columns = field(default_factory=Columns)
    left_out: Path | None = None
    fetching: FetchOptions = field(default_factory=FetchOptions)
    aside: list[str] = field(default_factory=list, compare=False)

    def check(self) -> None:
        """Raises ConfigurationError where something named is not there, before any work is done."""
        if not self.given:
            raise ConfigurationError(
                "no input named: name files, folders or patterns, or - for standard input"
            )
        for one in self.given:
            if isinstance(one, Article) or str(one) == STANDARD_INPUT or _addresses(one) is not None:
                continue
            if not os.path.lexists(str(one)) and not (_is_pattern(str(one)) and any(_matching(str(one)))):
                raise ConfigurationError(f"{one}: no such file or folder, and no pattern that any matches")

    def __iter__(self) -> Iterator[RawArticle]:
        """Every article and every reason for none, in the order of the inputs, those of a folder by name."""
        self.aside.clear()
        fetcher, met, numbers = Fetcher(self.fetching), set[str](), count(1)
        tables: set[str] = set()  # a file of rows that two of the inputs name is read once
        for is_web, given in groupby(self.given, key=lambda one: _addresses(one) is not None):
            if is_web:
                addresses = (address for one in given for address in _addresses(one) or ())
                yield from from_addresses(addresses, fetcher, met)
            else:
                yield from self._local(given, tables, numbers)

    def _local(
        self, given: Iterable[Given], tables: set[str], numbers: Iterator[int]
    ) -> Iterator[RawArticle]:
        for one in given:
            if isinstance(one, Article):
                yield of_article(one, next(numbers))
            elif str(one) == STANDARD_INPUT:
                yield from from_standard_input(self.columns)
            else:
                unread: list[OSError] = []
                for path in self._files(str(one), unread):
                    if _form(path) is None:
                        yield from _from_file(path, self.columns)
                    elif (real := os.path.realpath(path)) not in tables:
                        tables.add(real)
                        yield from _from_file(path, self.columns)
                for error in unread:
                    folder = _shown(str(error.filename))
                    yield RawArticle(
                        folder, folder, None, error=f"the folder cannot be read ({error.strerror})"
                    )

    def _files(self, name: str, unread: list[OSError]) -> Iterator[Path]:
        if os.path.lexists(name):
            yield from self._below(Path(name), unread) if os.path.isdir(name) else [Path(name)]
            return
        for found in sorted(set(_matching(name))):
            if not os.path.isdir(found) and not self._is_left_out(Path(found)):
                yield Path(found)

    def _below(self, folder: Path, unread: list[OSError]) -> Iterator[Path]:
        """The files of a folder that may hold articles; hidden ones and the run's own are none."""
        for root, folders, files in os.walk(folder, onerror=unread.append):
            inner = [
                f for f in sorted(folders) if not f.startswith(".") and not self._is_left_out(Path(root, f))
            ]
            # Followed, links may lead in circles, or all through the machine.
            links = {f for f in inner if os.path.islink(os.path.join(root, f))}
            self.aside.extend(
                f"{_shown(os.path.join(root, f))} (a link: name its folder)" for f in sorted(links)
            )
            folders[:] = [f for f in inner if f not in links]
            for name in sorted(files):
                path = Path(root, name)
                if name.startswith(".") or self._is_left_out(path):
                    continue
                # A pipe of rows is not opened before its turn: what is read of it here would be gone.
                if _form(path) or _is_article(path):
                    yield path
                else:
                    self.aside.append(_shown(str(path)))

    def _is_left_out(self, path: Path) -> bool:
        if self.left_out is None:
            return False
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(self.left_out))


def _addresses(given: Given) -> list[str] | None:
    """The addresses that an input stands for; None for any other. Raises ConfigurationError for a list of none."""
    if isinstance(given, Article):
        return None
    try:
        return addresses_named(str(given))
    except ArticleError as error:
        raise ConfigurationError(str(error)) from error


def _is_pattern(name: str) -> bool:
    return any(c in name for c in _PATTERN)


def _matching(pattern: str) -> Iterator[str]:
    """What a pattern matches. "**" stands for folders at any depth, not for links, which may lead in circles."""
    parts = Path(pattern).parts
    if "**" not in parts:
        with suppress(ValueError):  # a null character, which no name has
            yield from glob.iglob(pattern)
        return
    at = parts.index("**")
    for top in glob.iglob(str(Path(*parts[:at]))) if at else ["."]:
        for root, folders, _ in os.walk(top):
            folders[:] = [folder for folder in folders if not folder.startswith(".")]
            yield from _matching(str(Path(glob.escape(root), *parts[at + 1 :] or "*")))


def _form(path: Path) -> str | None:
    """What kind of rows a file holds, by its name, which may say that it is packed; None if it is one article."""
    form = _ROWS.get(path.suffix.lower())
    if path.suffix.lower() == ".gz" and _ROWS.get(Path(path.stem).suffix.lower()) in _PACKED:
        form = _ROWS[Path(path.stem).suffix.lower()]
    return form


def _from_file(path: Path, columns: Columns) -> Iterator[RawArticle]:
    file = _shown(str(path))
    form = _form(path)
    try:
        if form is None:
            data, suffix = read_bytes(path), path.suffix.lower()
            if find_reader(data[:HEAD], suffix):
                yield of_document(file, data, suffix).checked()
                return
            text, is_html = text_in(data, str(path), suffix)
            yield RawArticle(file, file, None, "html" if is_html else "text", text).checked()
            return
        is_empty = True
        with open_file(path) as stream:
            for raw in _READERS[form](stream, file, columns):
                is_empty = False
                yield raw
        if is_empty:
            raise ArticleError("there is no article in the file")
    except (ArticleError, OSError) as error:
        reason = why_unreadable(error, path) if isinstance(error, OSError) else str(error)
        yield RawArticle(file, file, None, error=reason.removeprefix(f"{plain(path)}: "))


def _shown(name: str) -> str:
    """A path as text; bytes of it that are none become escapes, behind a "./" that no other path has."""
    if is_text(name):
        return name
    anchor = Path(name).anchor
    escaped = name[len(anchor) :].replace("\\", "\\\\").encode("utf-8", "backslashreplace").decode()
    return f"{anchor}./{escaped}"


def from_standard_input(columns: Columns, stream: io.BytesIO | None = None) -> Iterator[RawArticle]:
    """JSON Lines, known by the brace that they begin with, each as soon as it comes; or else one article."""
    file = "standard input"
    with io.BufferedReader(stream or _standard_input()) as own:
        while first := own.peek(1):
            blank = len(first) - len(first.lstrip(_BLANK))
            own.read(blank)
            if blank < len(first):
                break
        if first.lstrip(_BLANK).startswith(b"{"):
            yield from from_jsonl(own, file, columns)
        else:
            yield _one_article(own.read(LARGEST + 1), file)


def _standard_input() -> io.RawIOBase | io.BytesIO:
    """A stream of its own on the same descriptor: a thread that waits in sys.stdin cannot be left alone at exit."""
    try:
        return io.FileIO(os.dup(sys.stdin.fileno()), "rb")
    except OSError:  # something else stands in for it, as in a notebook
        return io.BytesIO(sys.stdin.buffer.read())


def _one_article(data: bytes, file: str) -> RawArticle:
    if len(data) > LARGEST:
        return RawArticle(file, file, "", error=f"has more than {LARGEST:,} bytes: is this one article?")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return RawArticle(file, file, "", error="is not UTF-8 text; name the file instead, or convert it")
    if not text.strip():
        return RawArticle(file, file, "", error="is empty; give the text of articles")
    if "\0" in text:
        return RawArticle(
            file, file, "", error="is binary, not text; give articles as text, HTML or JSON Lines"
        )
    return RawArticle(file, file, "", kind_of(text), text).checked()


def _is_article(path: Path) -> bool:
    return (path.suffix.lower() in _ONE_ARTICLE or is_document(path)) and not is_own_page(path)
