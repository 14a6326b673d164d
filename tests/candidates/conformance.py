"""Reads the articles beside this file: a text, and below it what is to be found in it.

Behind "-- names": kind | the name in full | other forms of its mentions | descriptions, or pieces of these.
Behind "-- sayings": the party | what the words said begin with, or hold.
Behind "-- stances": kind | the party | the verb.
A row with "! " says what may not be found, one with "~ " what is known to be missed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "names"


@dataclass(frozen=True)
class Row:
    """A row below an article: its section, its cells; `sign` is "", "!" or "~"."""

    article: str
    line: int
    section: str
    sign: str
    cells: tuple[str, ...]


def texts() -> dict[str, str]:
    """The texts of the articles by their files' names."""
    return {
        path.stem: path.read_text(encoding="utf-8").split("\n-- names\n")[0]
        for path in sorted(FOLDER.glob("*.txt"))
    }


def rows() -> Iterator[Row]:
    """The rows of all articles."""
    for path in sorted(FOLDER.glob("*.txt")):
        section = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("-- "):
                section = line[3:]
            elif section and line:
                sign = line[0] if line[:2] in ("! ", "~ ") else ""
                cells = tuple(cell.strip() for cell in line[2 if sign else 0 :].split("|"))
                yield Row(path.stem, number, section, sign, cells)
