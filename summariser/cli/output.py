"""Where results go: standard output, and files that appear whole or not at all."""

import os
import re
from pathlib import Path
from typing import Any

from rich.console import Console

from summariser.article import Article
from summariser.cli.view import show_result
from summariser.errors import ConfigurationError, SummariserError
from summariser.extraction import Result, failure_record, json_line

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 180  # in bytes; file systems allow 255, and an ending and a number are still to come


class Sink:
    """Shows each article's result or failure, and writes it to a folder if there is one."""

    def __init__(self, console: Console, *, as_json: bool, folder: Path | None) -> None:
        self._console, self._as_json, self._folder = console, as_json, folder
        self._taken: set[str] = set()
        self.done = self.failed = 0
        if folder:
            _make(folder)

    def result(self, source: str, result: Result[Any]) -> None:
        """Take an article's result. Raises ConfigurationError where the folder cannot be written."""
        self.done += 1
        if not self._as_json:
            show_result(result, self._console)
        if self._as_json or self._folder:
            self._emit(source, json_line(result.model_dump(mode="json")))

    def failure(self, source: str, article: Article | None, error: SummariserError) -> None:
        """Take the reason why an article has no result, as its record."""
        self.failed += 1
        if self._as_json or self._folder:
            self._emit(source, json_line(failure_record(source, article, error)))

    def _emit(self, source: str, line: str) -> None:
        if self._as_json:
            self._console.file.write(line + "\n")
            self._console.file.flush()
        if self._folder:
            try:
                _write_whole(self._folder / self._name(source), line + "\n")
            except OSError as error:
                raise ConfigurationError(
                    f"cannot write to {self._folder}: {error.strerror or error}"
                ) from error

    def _name(self, source: str) -> str:
        """A file name of safe characters, unlike any before it in this call."""
        name = _UNSAFE.sub("_", Path(source).name).strip("._")
        name = name.encode()[:_LONGEST_NAME].decode(errors="ignore") or "article"
        unique, number = name, 2
        while unique in self._taken:
            unique, number = f"{name}-{number}", number + 1
        self._taken.add(unique)
        return f"{unique}.json"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"cannot make the folder {folder}: {error.strerror or error}") from error
    if not os.access(folder, os.W_OK):
        raise ConfigurationError(f"cannot write to {folder}: name another folder with --out")


def _write_whole(target: Path, text: str) -> None:
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
