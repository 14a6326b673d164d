"""Pages in files: one by itself, or a folder of them with an index."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from summariser.errors import ConfigurationError
from summariser.verification import Verification
from summariser.views.html.rendering import render
from summariser.views.html.states import State
from summariser.writing import SafeNames, write_whole, written_to

INDEX = "index.html"
_OTHERWISE = "name another place with --html"


@dataclass(frozen=True, slots=True)
class Row:
    """An article of the index: the file of its page, or why it has none."""

    source: str
    title: str
    file: str = ""
    counts: dict[State, int] = field(default_factory=dict)
    error: str = ""


class PageFolder:
    """A folder that pages are written into as they are made; `close` writes the index. Needs little memory.

    Names are safe and unlike each other. Every method raises ConfigurationError, or StorageError where the disk is full.

    >>> from pathlib import Path
    >>> pages = PageFolder(Path("pages"))
    >>> pages.add_failure("ports.txt", "the server gave no answer")
    >>> pages.close().as_posix()
    'pages/index.html'
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._rows, self._names = folder, list[Row](), SafeNames("index")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigurationError(f"cannot make the folder {folder}: {error.strerror or error}") from error

    def add(
        self, source: str, title: str | None, page: str, verification: Verification, error: str = ""
    ) -> Path:
        """Writes an article's page; returns its file. `error` is what its summary failed by, if it did."""
        file = self._folder / f"{self._names.of(source)}.html"
        write_page(file, page)
        counts = Counter(State.of(v.level) for v in verification.verdicts if v.mention)
        counts[State.LEFT_OUT] = len(verification.coverage.uncovered)
        self._rows.append(Row(source, title or "", file.name, dict(counts), error))
        return file

    def add_failure(self, source: str, error: str) -> None:
        """Takes an article that has no page, which the index tells of."""
        self._rows.append(Row(source, "", error=error))

    def close(self) -> Path:
        """Writes the index; returns its file."""
        shown = [State.UNSUPPORTED, State.DOUBT, State.SUPPORTED, State.LEFT_OUT]
        page = render("index.html.j2", scripted=True, title="Articles", rows=self._rows, states=shown)
        write_page(self._folder / INDEX, page)
        return self._folder / INDEX


def write_page(file: Path, page: str) -> None:
    """Writes a page whole or not at all; its folder must be there.

    Raises ConfigurationError where it cannot be written, StorageError where the disk is full.

    >>> from pathlib import Path
    >>> made = verify({"abstract": "Two ports closed."}, "Two ports closed.")
    >>> write_page(Path("ports.html"), reading_page("Two ports closed.", {"abstract": "Two ports closed."}, made))
    """
    with written_to(file.parent, otherwise=_OTHERWISE):
        write_whole(file, page, what="the page", otherwise=_OTHERWISE)
