"""The rows of CSV text. What is no row is named, and costs no other: a quote that is not closed ends where rows go on."""

import csv
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from summariser.jobs.inputs.lines import LONGEST, Line

# By judgement.
_MOST_LINES = 100_000  # of one row; so many strings take some memory


class Row(NamedTuple):
    """A row: the number of its first line and its cells, or why there are none."""

    number: int
    cells: list[str]
    problem: str | None = None


def read_rows(lines: Iterator[Line], delimiter: str) -> Iterator[Row]:
    """Every row, the head first; empty lines are none. Each line is in a row, or in one with a problem; linear.

    Where a quote is not closed as it should be, the lines from there on that are whole rows by themselves are read as
    such: they have as many cells as the head, and no quote within an unquoted one. The others make one problem.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))  # the module has no other way than for all
    return _Reader(lines, delimiter).rows()


class _Reader:
    def __init__(self, lines: Iterator[Line], delimiter: str) -> None:
        self._source, self._delimiter = _Source(lines), delimiter
        self._rows = self._csv(self._source, strict=True)
        self._broken = _Broken()
        self._width = 0
        self._mending = False  # whether what is read may be the rest of a broken row

    def rows(self) -> Iterator[Row]:
        while True:
            taken, cells, reason = self._record()
            if not taken:
                yield from self._broken.told()
                return
            first = taken[0]
            if first.problem:
                yield from self._next(Row(first.number, [], first.problem))
            elif reason:
                yield from self._mended(taken, reason)
            elif cells and self._is_broken(cells, taken):
                self._broken.add(first, reason, until=taken[-1])
                self._mending = True
            elif cells:
                yield from self._next(Row(first.number, cells))
                self._width, self._mending = self._width or len(cells), False

    def _record(self) -> tuple[list[Line], list[str], str]:
        """The lines of the next row, and its cells or what is wrong with it; no line at the end."""
        taken = self._source.begin_row()
        try:
            return taken, next(self._rows, []), ""
        except csv.Error as error:
            self._rows = self._csv(self._source, strict=True)
            return taken, [], str(error)

    def _csv(self, lines: Iterable[str], *, strict: bool) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._delimiter, strict=strict)

    def _next(self, row: Row) -> Iterator[Row]:
        yield from self._broken.told()
        yield row

    def _mended(self, taken: list[Line], reason: str) -> Iterator[Row]:
        """The rows that stand by themselves in the lines of one that cannot be read; the last is read anew."""
        first, *inner = taken
        if literal := [] if inner else self._literal(first):
            yield from self._next(Row(first.number, literal))
            return
        if inner and not self._source.ended:
            self._source.put_back(inner.pop())
        if self._looks_like_a_row(first):
            yield from self._broken.told()
        self._broken.add(first, reason)
        for line in inner:
            if cells := self._row_by_itself(line):
                yield from self._next(Row(line.number, cells))
            else:
                self._broken.add(line, reason)
        self._mending = True

    def _literal(self, line: Line) -> list[str]:
        """The cells of a line with tabs, quotes and all; none if they are not as many as the head's."""
        cells = line.text.rstrip("\r\n").split("\t")
        return cells if self._delimiter == "\t" and len(cells) == self._width else []

    def _row_by_itself(self, line: Line) -> list[str]:
        """The cells of a line that is a whole row; none where it is not."""
        try:
            cells = next(self._csv([line.text], strict=True), [])
        except csv.Error:
            return []
        return cells if self._is_whole(cells, [line]) else []

    def _looks_like_a_row(self, line: Line) -> bool:
        """Whether a line has the right number of cells, be its quotes as they may."""
        try:
            return len(next(self._csv([line.text], strict=False), [])) == self._width
        except csv.Error:
            return False

    def _is_broken(self, cells: list[str], taken: list[Line]) -> bool:
        """Whether a row that could be read is none, behind a broken one, or has lost the first quote of a cell.

        A cell that ends in a quote, and began with none, has; inches end so too, behind a figure.
        """
        if self._mending:
            return not self._is_whole(cells, taken)
        return any(
            cell.endswith('"') and cell.count('"') % 2 and not cell[-2:-1].isdigit()
            for cell in self._unquoted(cells, taken)
        )

    def _is_whole(self, cells: list[str], taken: list[Line]) -> bool:
        return len(cells) == self._width and not any(self._unquoted(cells, taken))

    def _unquoted(self, cells: list[str], taken: list[Line]) -> Iterator[str]:
        """The cells that have quotes in them, and stand in none; between tabs, quotes are characters like others."""
        quoted = [cell for cell in cells if '"' in cell and self._delimiter != "\t"]
        text = "".join(line.text for line in taken) if quoted else ""
        return (cell for cell in quoted if '"' + cell.replace('"', '""') + '"' not in text)


class _Broken:
    """Lines in a row that are no rows."""

    def __init__(self) -> None:
        self._first = self._last = 0
        self._reason = ""

    def add(self, line: Line, reason: str, until: Line | None = None) -> None:
        if not self._first:
            new_line = "new-line" in reason
            self._reason = "a line break in a cell" if new_line else "a quote is not closed, or not doubled"
            self._first = line.number
        self._last = (until or line).number

    def told(self) -> Iterator[Row]:
        """What is wrong with them; nothing if there are none."""
        if self._first:
            several = f"lines {self._first} to {self._last} are"
            which = several if self._last > self._first else f"line {self._first} is"
            remedy = "put cells in quotes, and double the quotes in them"
            yield Row(self._first, [], f"{which} not CSV ({self._reason}): {remedy}")
        self._first = 0


class _Source:
    """Lines as the csv module takes them, one of which can be put back.

    Iterating raises csv.Error where they are too many for one row.
    """

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines, self._back = lines, list[Line]()
        self._taken: list[Line] = []
        self._length = 0
        self.ended = False

    def begin_row(self) -> list[Line]:
        """A list into which each line is put that is taken from here on."""
        self._taken, self._length = [], 0
        return self._taken

    def put_back(self, line: Line) -> None:
        self._back.append(line)

    def __iter__(self) -> Iterator[str]:
        while line := self._back.pop() if self._back else next(self._lines, None):
            self._taken.append(line)
            self._length += len(line.text)
            if line.problem or self._length > LONGEST or len(self._taken) > _MOST_LINES:
                raise csv.Error("too long")
            yield line.text
        self.ended = True
