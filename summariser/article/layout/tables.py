"""Reads the rows of a table: their cells, and the heads of the columns that the cells stand in.

Bars, tabs or wide gaps divide the cells, as they do for `Block.is_row`. What is empty between two bars or tabs
keeps its column; between wide gaps, columns are told by where in the line the words stand.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from summariser.article.text.blocks import BLANK, Block

Span = tuple[int, int]
_Placed = tuple[int, int, int]  # column, start, end

_BAR = re.compile(r"(?<!\\)\|")
_TAB = re.compile(r"\t")
_GAP = re.compile(r" {3,}")
# What the line below a head row is made of: "|---|:--:|", "+----+----+", "=====   ====".
_RULE = frozenset("|+-=:_ \t─━")
# No indentation is looked at further than this. By judgement: lines of plain text are seldom longer.
_FARTHEST = 120
# Time that heads a column and begins with a digit: "2024", "2023/24", "(2024-05)", "1Q24", "1st half", "5 May".
PERIOD = re.compile(
    r"\(?(?:(?:(?:19|20)\d\d|2100)(?:[/–—-]\d{1,4}){0,2}(?![\d.,]*\d)|[1-4][QH]\b|[1-4][QH]\d\d"
    r"|[1-4](?:st|nd|rd|th) (?:half|quarter)|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
FIGURE = re.compile(r"[(~≈<>±+−–\s-]{0,4}(?:[A-Z]{0,3}[$€£¥]|(?:USD|EUR|GBP|CHF) )?\s?[+−-]?\.?\d")


@dataclass(frozen=True, slots=True)
class Cell:
    r"""The half-open offsets of a cell, and of the heads of its column from the top down; a head has none.

    >>> text = "| Port | Ships |\n|---|---|\n| Hull | 421 |\n"
    >>> cell = parts_of_text(text)[-1].cells[1]
    >>> text[cell.start : cell.end], [text[start:end] for start, end in cell.heads]
    ('421', ['Ships'])
    """

    start: int
    end: int
    heads: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row to read; of a web page's, the columns of its cells where not 0, 1, 2..., and whether the page heads the table with it."""

    block: Block
    columns: tuple[int, ...] = ()
    is_head: bool = False


def is_row(block: Block) -> bool:
    """A row of a table, also one of Markdown with its cells padded to one width."""
    raw = block.raw
    return block.is_row or raw[0] == raw[-1] == "|" and raw.count("|") > 2


def is_rule(block: Block) -> bool:
    """A line that divides the rows of a table."""
    return len(block.raw) > 2 and _RULE.issuperset(block.raw)


def indent(text: str, start: int) -> int:
    """How far in from the start of its line a block begins."""
    before = text[max(0, start - _FARTHEST) : start]
    return len(before[len(before.rstrip(" \t\xa0")) :].expandtabs(4))


def is_below(text: str, above: Block, block: Block) -> bool:
    """Whether no blank line stands between two blocks."""
    return max(text.count("\n", above.end, block.start), text.count("\r", above.end, block.start)) <= 1


def read_table(text: str, rows: Sequence[Row]) -> list[tuple[Cell, ...]]:
    """The cells of each row of a table, those that are empty left out; rules have none."""
    is_fenced = all(row.block.raw[0] == "|" for row in rows if not is_rule(row.block))
    placed = [[] if is_rule(row.block) else _split(text, row, is_fenced) for row in rows]
    if not any("|" in row.block.raw or "\t" in row.block.raw for row in rows):
        placed = _aligned(text, rows, placed)
    lead = min((cells[0][0] for cells in placed if cells), default=0)
    heads = _find_heads(rows, placed, lead)
    over: dict[int, tuple[Span, ...]] = {}
    table = []
    for n, cells in enumerate(placed):
        if n in heads:
            over = _headed(over if n - 1 in heads else {}, cells, lead)
        known = {} if n in heads else over
        table.append(
            tuple(Cell(low, high, known.get(at, ()) if at > lead else ()) for at, low, high in cells)
        )
    return table


def _split(text: str, row: Row, is_fenced: bool) -> list[_Placed]:
    """The cells of a row with their columns; `is_fenced` says that a bar before the first cell is its fence."""
    block, raw = row.block, row.block.raw
    divider = _BAR if "|" in raw else _TAB if "\t" in raw else _GAP
    column = 0
    if divider is _BAR and is_fenced:
        column = -1
    elif divider is _TAB:
        before = text[max(0, block.start - _FARTHEST) : block.start]
        column = before.count("\t", len(before.rstrip(" \t")))
    cells, at = [], 0
    for end in [*(found.span() for found in divider.finditer(raw)), (len(raw), len(raw))]:
        piece = raw[at : end[0]]
        words = piece.strip(BLANK)
        if words:
            low = block.start + at + len(piece) - len(piece.lstrip(BLANK))
            cells.append((column, low, low + len(words)))
        column, at = column + 1, end[1]
    if len(row.columns) == len(cells):
        return [(at, low, high) for at, (_, low, high) in zip(row.columns, cells, strict=True)]
    return cells


def _aligned(text: str, rows: Sequence[Row], placed: list[list[_Placed]]) -> list[list[_Placed]]:
    """The cells of rows that differ in length, in the columns that no gap of any other row runs through.

    In lines that are not set to columns two cells of one row would share one; these are left as they are.
    """
    if len({len(cells) for cells in placed if cells}) < 2:
        return placed
    shifts = [indent(text, row.block.start) - row.block.start for row in rows]
    spans = [
        (low + by, high + by) for cells, by in zip(placed, shifts, strict=True) for _, low, high in cells
    ]
    starts: list[int] = []
    reach = -1
    for low, high in sorted(spans):
        if low >= reach:
            starts.append(low)
        reach = max(reach, high)
    aligned = [
        [(bisect_right(starts, low + by) - 1, low, high) for _, low, high in cells]
        for cells, by in zip(placed, shifts, strict=True)
    ]
    shared = any(one[0] == other[0] for cells in aligned for one, other in pairwise(cells))
    return placed if shared else aligned


def _find_heads(rows: Sequence[Row], placed: list[list[_Placed]], lead: int) -> set[int]:
    """Which rows are head rows: those that the page says, those above a rule, or the first row if it reads as one."""
    marked = {n for n, row in enumerate(rows) if row.is_head and placed[n]}
    return _with_second_head(marked or _heads_by_form(rows, placed, lead), rows, placed, lead)


def _with_second_head(
    heads: set[int], rows: Sequence[Row], placed: list[list[_Placed]], lead: int
) -> set[int]:
    """And the row below the first, where it has nothing over the row heads and no figures but years and the like."""
    below = min(heads, default=len(rows)) + 1
    if (
        below < len(rows)
        and placed[below]
        and placed[below][0][0] > lead
        and not _has_figures(rows[below], placed[below])
    ):
        return heads | {below}
    return heads


def _heads_by_form(rows: Sequence[Row], placed: list[list[_Placed]], lead: int) -> set[int]:
    first = next((n for n, cells in enumerate(placed) if len(cells) > 1), -1)
    ruled = {n for n in range(len(rows) - 1) if placed[n] and not placed[n + 1]}
    # A rule below any other row may set off a total, and grids have one below every row.
    heads = {
        n
        for n in ruled
        if n == first or n > first and placed[n - 1] and _reads_as_head(rows[n], placed[n], lead)
    }
    if not heads and first >= 0 and _reads_as_head(rows[first], placed[first], lead):
        heads.add(first)
    return heads


def _reads_as_head(row: Row, cells: list[_Placed], lead: int) -> bool:
    """Nothing over the row heads, or no figures beside them but years and the like."""
    if len(cells) < 2 or cells[0][0] > lead:
        return bool(cells) and cells[0][0] > lead
    return not _has_figures(row, cells[1:])


def _has_figures(row: Row, cells: list[_Placed]) -> bool:
    raw, start = row.block.raw, row.block.start
    words = (raw[low - start : high - start] for _, low, high in cells)
    return any(FIGURE.match(word) and not PERIOD.match(word) for word in words)


def _headed(
    above: dict[int, tuple[Span, ...]], cells: list[_Placed], lead: int
) -> dict[int, tuple[Span, ...]]:
    """The heads of each column below one more head row; a head of the rows above reaches as far as the next."""
    columns = sorted(column for column in above if column > lead)
    heads = dict(above)
    for column, low, high in cells:
        n = bisect_right(columns, column)
        heads[column] = (*(above[columns[n - 1]] if n else ()), (low, high))
    return heads
