"""Finds the tables of a column of rows and reads their cells.

A table is a run of rows that leave the same gaps free. Its columns stand between the gaps that the rows with figures
leave, and the lines of a wrapped cell go back into one row: never two that have figures in one column.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from statistics import median

from summariser.article.documents.pdf_columns import Line, Row
from summariser.article.documents.pdf_words import Word
from summariser.article.layout.tables import FIGURE, PERIOD

# In parts of the size of the font: rows further apart are of two tables, lines closer may be of one cell or row, and
# the narrowest gap between two columns. By judgement, on the PDF files of tests/data/documents.
_FARTHEST, _CLOSE, _LEVEL, _GUTTER = 3.0, 1.5, 0.75, 0.4
# Of the rows with figures, how many may run across a gap between columns.
_ASTRAY = 0.06
_BOLDER = 100
_MARKER = re.compile(r"[•‣◦▪●■►▶·*–—\u2010-]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z]|[ivx]{1,4})[.)]?")

Gap = tuple[float, float]


@dataclass
class TableRow:
    """The cells of a row by their columns; `is_head` says that the row heads the table."""

    cells: dict[int, str]
    base: float
    size: float
    is_bold: bool = False
    is_head: bool = False
    ends: dict[int, float] = field(default_factory=dict)
    starts: dict[int, float] = field(default_factory=dict)

    def figures(self) -> set[int]:
        """The columns but the first in which a figure stands."""
        return {column for column, cell in self.cells.items() if column and FIGURE.match(cell)}


@dataclass(frozen=True)
class Table:
    """Rows under each other; `gutters` are the gaps between its columns."""

    rows: list[TableRow]
    gutters: tuple[Gap, ...]


def with_tables(rows: Sequence[Row]) -> Iterator[Row | Table]:
    """The rows, those of each table as one."""
    at = done = 0
    while at < len(rows):
        end = _end_of_table(rows, at)
        start = _with_lines_above(rows, done, at) if end > at else at
        if end > at and (table := _read(rows[start:end])):
            yield from rows[done:start]
            yield table
            at = done = end
        else:
            at += 1
    yield from rows[done:]


def _gaps(row: Row) -> list[Gap]:
    return [(one.x1, other.x0) for one, other in pairwise(row)]


def _shared(ones: Sequence[Gap], others: Sequence[Gap]) -> list[Gap]:
    both = ((max(a, c), min(b, d)) for a, b in ones for c, d in others)
    return [(low, high) for low, high in both if high - low > 1]


def _end_of_table(rows: Sequence[Row], start: int) -> int:
    """The number of the row behind the table that begins with a row; `start` where none does."""
    if len(rows[start]) < 2:
        return start
    gaps, last = _gaps(rows[start]), start
    at = start + 1
    while at < len(rows):
        row = rows[at]
        if row[0].base - rows[at - 1][0].base > _FARTHEST * row[0].size:
            break
        shared = _shared(gaps, _gaps(row))
        if shared:
            gaps, last = shared, at
        elif any(row[0].x0 < low and row[-1].x1 > high for low, high in gaps):
            # A line across is of the table where the table goes on below it.
            following = rows[at + 1] if at + 1 < len(rows) else ()
            if len(following) < 2 or not _shared(gaps, _gaps(following)):
                break
        at += 1
    while last + 1 < at and _hangs(rows[last], rows[last + 1]):
        last += 1
    return last + 1 if _is_table(rows[start : last + 1]) else start


def _with_lines_above(rows: Sequence[Row], first: int, start: int) -> int:
    """Where a table begins whose head has more lines than those that leave its gaps free."""
    while start > first:
        row, below = rows[start - 1], rows[start]
        close = below[0].base - row[0].base < _CLOSE * row[0].size
        if not close or len(row) < 2 and row[0].x0 < below[0].x1:
            break
        start -= 1
    return start


def _hangs(row: Row, below: Row) -> bool:
    """Whether a line goes on with a cell of the row above it."""
    close = below[0].base - row[-1].base < _CLOSE * below[0].size
    return close and (below[0].x0 > row[0].x1 or len(below) == 1 and below[0].text[:1].islower())


def _is_table(rows: Sequence[Row]) -> bool:
    """Rather than a list with its bullets set apart, or lines of prose that gaps divide by chance."""
    parted = [row for row in rows if len(row) > 1]
    if len(parted) < 2 or sum(bool(_MARKER.fullmatch(row[0].text)) for row in parted) * 2 > len(parted):
        return False
    figures = sum(any(FIGURE.match(line.text) for line in row[1:]) for row in parted)
    return figures >= 2 or len(parted) >= 3


def _read(rows: Sequence[Row]) -> Table | None:
    parted = [row for row in rows if len(row) > 1]
    telling = [
        row
        for row in parted
        if any(FIGURE.match(line.text) and not PERIOD.match(line.text) for line in row[1:])
    ]
    gutters = _of_columns(_gutters(telling if len(telling) > 1 else parted), rows)
    if not gutters:
        return None
    read = [_cells(row, gutters) for row in rows]
    return Table(list(_with_heads(_merged(read))), gutters)


def _gutters(rows: Sequence[Row]) -> tuple[Gap, ...]:
    """The gaps that next to no row runs across."""
    edges: list[tuple[float, int]] = []
    for row in rows:
        for word in (word for line in row for word in line.words):
            edges += [(word.x0, 1), (word.x1, -1)]
    narrowest = _GUTTER * median(line.size for row in rows for line in row)
    allowed = int(len(rows) * _ASTRAY)
    gutters, depth, opened = [], 0, None
    for x, step in sorted(edges):
        before, depth = depth, depth + step
        if before > allowed >= depth:
            opened = x
        elif before <= allowed < depth and opened is not None and x - opened >= narrowest:
            gutters.append((opened, x))
    return tuple(gutters)


def _of_columns(gutters: tuple[Gap, ...], rows: Sequence[Row]) -> tuple[Gap, ...]:
    """The gutters but those before a column that one row alone fills: these are wide spaces in one of its cells."""
    lows = [low for low, _ in gutters]
    filled = Counter(
        column
        for row in rows
        for column in {bisect_right(lows, word.x0 + 1) for line in row for word in line.words}
    )
    return tuple(gutter for column, gutter in enumerate(gutters, 1) if filled[column] > 1)


def _cells(row: Row, gutters: Sequence[Gap]) -> TableRow:
    """The words of a row in cells: its lines, cut where the space between two words spans a gutter."""
    found = TableRow({}, row[0].base, row[0].size, all(line.weight > 600 for line in row))
    for cell in (Line(cell) for line in row for cell in _cut(line.words, gutters)):
        if cell.text:
            column = _column(cell, gutters)
            found.cells[column] = _together(found.cells.get(column, ""), cell.text)
            found.ends[column] = cell.x1
            found.starts.setdefault(column, cell.words[0].x1 - cell.x0)
    return found


def _cut(words: tuple[Word, ...], gutters: Sequence[Gap]) -> Iterator[tuple[Word, ...]]:
    start = 0
    for n in range(1, len(words) + 1):
        if n == len(words) or any(
            words[n - 1].x1 <= low + 2 and words[n].x0 >= high - 2 for low, high in gutters
        ):
            yield words[start:n]
            start = n


def _column(cell: Line, gutters: Sequence[Gap]) -> int:
    """The column that shares most of a cell's width, or the nearest; of one that spans several, the first."""
    edges = [(high, low) for (_, high), (low, _) in pairwise([(0.0, 0.0), *gutters, (inf, inf)])]
    shares = [min(cell.x1, high) - max(cell.x0, low) for low, high in edges]
    spanned = [n for n, share in enumerate(shares) if share > cell.size]
    return spanned[0] if len(spanned) > 1 else max(range(len(shares)), key=shares.__getitem__)


def _merged(rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows, those that are lines of one row as one."""
    edges: dict[int, float] = {}
    for row in rows:
        for column, end in row.ends.items():
            edges[column] = max(edges.get(column, 0), end)
    merged: list[TableRow] = []
    figured = False
    for row in rows:
        above = merged[-1] if merged else None
        figured = figured or above is not None and _has_amounts(above)
        if above and (_is_one(above, row, edges) or not figured and _are_heads(above, row)):
            for column, cell in row.cells.items():
                above.cells[column] = _together(above.cells.get(column, ""), cell)
                above.ends[column] = row.ends[column]
            above.base = row.base
        else:
            merged.append(row)
    return merged


def _together(above: str, below: str) -> str:
    return f"{above.removesuffix(chr(0xAD))}{below}" if above.endswith("\xad") else f"{above} {below}".strip()


def _has_amounts(row: TableRow) -> bool:
    """Whether figures stand in it that are no years or the like."""
    return any(not PERIOD.match(row.cells[column]) for column in row.figures())


def _are_heads(above: TableRow, row: TableRow) -> bool:
    """Two lines of one head: both name columns, and none has a figure that is no year."""
    close = row.base - above.base < _CLOSE * row.size
    named = [{column for column in one.cells if column} for one in (above, row)]
    overlapping = row.base - above.base < _LEVEL * row.size
    return (
        close
        and not _has_amounts(row)
        and not (above.figures() & row.figures())
        and (all(named) or overlapping)
    )


def _is_one(above: TableRow, row: TableRow, edges: dict[int, float]) -> bool:
    """Whether a line goes on with the row above it."""
    step = row.base - above.base
    if above.figures() & row.figures() or step > _CLOSE * row.size:
        return False
    if step < _LEVEL * row.size:
        return True
    if _has_amounts(row) and (0 not in row.cells or set(above.cells) != {0}):
        return False
    if 0 not in row.cells:
        return True
    if set(row.cells) != {0} and set(above.cells) != {0}:
        return set(row.cells) < set(above.cells) and row.cells[0][:1].islower()
    would_reach = above.ends.get(0, 0) + 0.25 * row.size + row.starts[0]
    return 0 in above.cells and (row.cells[0][:1].islower() or would_reach > edges[0])


def _with_heads(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    """The rows, those above the first figures marked as heads."""
    told = list(rows)
    first = next((n for n, row in enumerate(told) if _has_amounts(row)), None)
    if first is None:  # a table of words: a head is set apart by its type
        first = int(len(told) > 1 and told[0].is_bold and not told[1].is_bold)
    for n, row in enumerate(told):
        row.is_head = n < first and any(column for column in row.cells)
        yield row
