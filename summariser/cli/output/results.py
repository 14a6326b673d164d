"""Where results go: standard output, and files that appear whole or not at all."""

import tempfile
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any

from rich.console import Console

from summariser.article import Article
from summariser.cli.output.pages import Pages
from summariser.cli.output.streams import OutputClosed
from summariser.cli.output.view import Only, show_legend, show_result
from summariser.errors import ConfigurationError, StorageError, SummariserError
from summariser.extraction import Result, failure_record, json_line
from summariser.views.tables import Rows, Workbook, markdown_of, record_of, rows_of
from summariser.writing import SafeNames, write_whole, written_to

_OTHERWISE = "name another folder with --out"


class OutputFormat(Enum):
    """What standard output has of each article."""

    VIEW = "for reading"
    JSON = "an object a line"
    MARKDOWN = "a table of its figures"


def output_format(*, as_json: bool, as_markdown: bool) -> OutputFormat:
    """What the options ask for. Raises ConfigurationError where they ask for two things."""
    if as_json and as_markdown:
        raise ConfigurationError("--json and --markdown both print to standard output: choose one")
    return OutputFormat.JSON if as_json else OutputFormat.MARKDOWN if as_markdown else OutputFormat.VIEW


class Sink:
    """Shows each article's result or failure, and writes it to a folder if there is one.

    An output that fails ends the call, but not while the other still takes whole results; `close` tells of it then.
    """

    def __init__(
        self,
        console: Console,
        *,
        shown: OutputFormat,
        folder: Path | None,
        book: Workbook | None = None,
        pages: Pages | None = None,
        only: Only = Only.ALL,
    ) -> None:
        self._console, self._shown, self._folder, self._book = console, shown, folder, book
        self._pages, self._only = pages, only
        self._names = SafeNames()
        self._shows = True
        self._problem: Exception | None = None
        self.done = self.failed = 0
        if folder:
            _make(folder)

    def result(self, source: str, result: Result[Any]) -> None:
        """Take an article's result. Raises ConfigurationError, StorageError or ReaderGone where it cannot be kept."""
        record = result.model_dump(mode="json") if self._shown is OutputFormat.JSON or self._folder else {}
        self.done += 1
        rows = rows_of(record_of(result)) if self._shown is OutputFormat.MARKDOWN or self._book else None
        self._page(lambda pages: pages.result(source, result))
        self._take(source, record, rows, lambda: self._show(result))

    def failure(self, source: str, article: Article | None, error: SummariserError) -> None:
        """Take the reason why an article has no result, as its record."""
        self.failed += 1
        record = failure_record(source, article, error)
        made = getattr(error, "result", None)
        told = f"{type(error).__name__}: {error}"
        self._page(lambda p: p.result(source, made, told) if made else p.failure(source, told))
        self._take(source, record, rows_of(record), lambda: None)

    def _show(self, result: Result[Any]) -> None:
        if self.done == 1:
            show_legend(self._console)
        show_result(result, self._console, self._only)

    def close(self) -> None:
        """Ends the outputs that have an end. Raises what kept one from taking all."""
        self._page(lambda pages: pages.close())
        if self._problem:
            raise self._problem

    def _page(self, take: Callable[[Pages], None]) -> None:
        try:
            if self._pages:
                take(self._pages)
        except (ConfigurationError, StorageError) as error:
            self._pages = None
            self._failed(error)

    def _take(self, source: str, record: dict[str, Any], rows: Rows | None, view: Callable[[], None]) -> None:
        line = json_line(record) + "\n"
        if self._book and rows:
            self._book.add_all(rows)
        try:
            if self._folder:
                write_whole(self._folder / f"{self._names.of(source)}.json", line, otherwise=_OTHERWISE)
        except (ConfigurationError, StorageError) as error:
            self._folder = None
            self._failed(error)
        try:
            if self._shows:
                if self._shown is OutputFormat.JSON:
                    self._console.file.write(line)
                elif self._shown is OutputFormat.MARKDOWN and rows:
                    self._console.file.write(markdown_of(rows) + "\n")
                else:
                    view()
                self._console.file.flush()
        except (OutputClosed, StorageError) as error:
            self._shows = False
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self._problem = self._problem or error
        if not (self._folder or self._pages or self._shows and self._shown is not OutputFormat.VIEW):
            raise error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"cannot make the folder {folder}: {error.strerror or error}") from error
    with written_to(folder, otherwise=_OTHERWISE), tempfile.TemporaryFile(dir=folder):
        pass  # told before anything is paid for
