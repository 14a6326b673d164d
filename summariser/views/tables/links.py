"""Where the link on an article's name leads: to its address, or to its file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

_ADDRESSES = ("http://", "https://")
# As xlsxwriter has it for Excel.
LONGEST = 2079  # characters of a link, in a spreadsheet


class Links:
    """Links out of a document in `folder`. To a file in or below that folder they are relative, so that they still lead
    there when all of the folder is passed on. `made` is given the link and its source, and makes what `to` returns."""

    def __init__(self, folder: Path, made: Callable[[str, str], Any]) -> None:
        self._folder, self._made = folder.resolve(), made
        self._last: tuple[str, Any] = ("", None)

    def target_of(self, source: object) -> Any:
        """The link to an article by its source; None where it is neither an address nor a file that is there.

        One object for all the rows of an article, as a workbook keeps every link until its end.
        """
        if not isinstance(source, str):
            return None
        if source != self._last[0]:
            link = self._link(source)
            self._last = source, self._made(link, source) if link else None
        return self._last[1]

    def _link(self, source: str) -> str | None:
        if source.lower().startswith(_ADDRESSES):
            link = source if source.isascii() and source.isprintable() and " " not in source else None
        else:
            link = self._to_file(source)
        return link if link and len(link) <= LONGEST else None

    def _to_file(self, source: str) -> str | None:
        path = _file_of(source)
        if path is None:
            return None
        if path.is_relative_to(self._folder):
            return f"external:{quote(path.relative_to(self._folder).as_posix())}"
        # xlsxwriter takes the root off "file:///srv/a.txt", and leaves the scheme alone in capitals.
        return f"FILE{path.as_uri().removeprefix('file')}"


def _file_of(source: str) -> Path | None:
    """The file that a source names, or that it names a row of: "table.csv:12"."""
    for name in (source, source.rpartition(":")[0]):
        try:
            if name and Path(name).is_file():
                return Path(name).resolve()
        except (OSError, ValueError):  # a name that is too long, or holds what no name can
            continue
    return None
