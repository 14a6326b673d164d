"""`--html` and `--marks`: results as pages for a browser."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from summariser.errors import ConfigurationError
from summariser.extraction import Result
from summariser.verification import Verification
from summariser.views.html import PageFolder, ReaderMark, load_marks, reading_page, write_page

_ENDINGS = (".html", ".htm", ".xhtml")

Html = Annotated[
    Path | None,
    typer.Option(
        "--html",
        metavar="FILE",
        help="Also write a page for reading, the article beside what was made of it, every number marked. "
        "A name that does not end in .html is a folder, with a page an article and an index.",
    ),
]
Marks = Annotated[
    Path | None,
    typer.Option(
        "--marks", metavar="FILE", help="A reader's marks for the page: a copy saved from one, or JSON."
    ),
]


class Pages:
    """Takes results as they come, into one file or a folder with an index.

    Raises ConfigurationError where the place does not suit the call, before anything is paid for.
    """

    def __init__(self, target: Path, *, several: bool = False, marks: Path | None = None) -> None:
        is_file = target.suffix.lower() in _ENDINGS or target.exists()
        self._file = target if is_file and not target.is_dir() else None
        if self._file and several:
            raise ConfigurationError(
                f"--html {target}: several articles need a folder, with a page each; name one"
            )
        if self._file and not target.parent.is_dir():
            raise ConfigurationError(f"--html {target}: there is no folder {target.parent}; make it first")
        self._is_written = False
        self._marks: Mapping[str, ReaderMark] = load_marks(marks) if marks else {}
        self._folder = None if self._file else PageFolder(target)

    def result(self, source: str, result: Result[Any], error: str = "") -> None:
        """Writes the page of a summary, which may be one that failed by the rules. Raises as `write_page`."""
        page = reading_page(
            result.article,
            result.summary,
            result.verification,
            provenance=result.provenance,
            marks=self._marks,
        )
        self.page(source, result.article.title, page, result.verification, error)

    def page(
        self, source: str, title: str | None, page: str, verification: Verification, error: str = ""
    ) -> None:
        """Writes a page that is made already."""
        if self._file and self._is_written:
            raise ConfigurationError(
                f"--html {self._file}: there are several articles; name a folder, without .html"
            )
        if self._file:
            write_page(self._file, page)
            self._is_written = True
        elif self._folder:
            self._folder.add(source, title, page, verification, error)

    @property
    def marks(self) -> Mapping[str, ReaderMark]:
        return self._marks

    def failure(self, source: str, error: str) -> None:
        """Takes an article without a summary."""
        if self._folder:
            self._folder.add_failure(source, error)

    def close(self) -> None:
        """Writes the index, where there is a folder."""
        if self._folder:
            self._folder.close()


def pages_of(target: Path | None, marks: Path | None, *, several: bool = False) -> Pages | None:
    """Where the options say that pages go; None where they do not. Raises ConfigurationError."""
    if marks and not target:
        raise ConfigurationError("--marks is for the page of --html: name that, too")
    return Pages(target, several=several, marks=marks) if target else None
