"""Puts the words of a page into lines, and these into reading order: one column after the other.

A column begins where many lines begin, none runs across, and lines of prose stand on both sides. What runs across
(a headline, a table as wide as the page) divides the columns above it from those below.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from statistics import median

from summariser.article.documents.pdf_words import Word

# In parts of the size of the font: words on one line, words that stand apart, and lines that do. By judgement, on the
# PDF files of tests/data/documents.
_LEVEL, _APART, _BLANK = 0.3, 0.8, 1.3
# Points by which lines that begin together may differ.
_TOLERANCE = 3
# A column has so many lines of so many words, which fill so much of its width.
_FEWEST_LINES, _FEWEST_WORDS, _FILLED = 4, 3, 0.6
# Beside a column of so many lines one of so few is one: the text has run out there.
_LONG, _REST = 12, 2
_MOST_CANDIDATES = 12
_DEEPEST = 3


@dataclass(frozen=True)
class Line:
    """Words on one line with no wide gap between them."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def _plainest(self) -> Word:
        """The longest word, which is no superscript if any is none."""
        return max(self.words, key=lambda word: (not word.is_raised, len(word.text)))

    @property
    def base(self) -> float:
        return self._plainest.base

    @property
    def size(self) -> float:
        return self._plainest.size

    @cached_property
    def weight(self) -> int:
        """That of its lightest word."""
        return min((word.weight for word in self.words if word.text.isalnum()), default=self._plainest.weight)

    @property
    def top(self) -> float:
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.2 * self.size

    @cached_property
    def text(self) -> str:
        """As it is read, a hyphen at its end as HYPHEN; without the marks of notes."""
        written = ""
        for word in self.words:
            if not word.is_raised:
                written += word.text if word.is_joined or not written else f" {word.text}"
            elif _is_power(written, word.text):
                written += f"^{word.text}"
        return written.strip()


# The lines of a row stand beside each other.
Row = tuple[Line, ...]


def _is_power(before: str, raised: str) -> bool:
    """Whether a superscript is an exponent rather than the mark of a note: "10^6", "km^2"."""
    stem = before.rpartition(" ")[2]
    if raised in ("2", "3") and stem.lower() in ("m", "km", "cm", "mm", "ft", "mi"):
        return True
    return stem in ("10", "×10", "x10") and raised.lstrip("-−–+").isdigit()


def rows_of(words: Sequence[Word]) -> list[Row]:
    """The words in rows from the top down, each cut into lines where they stand apart."""
    level = [_levelled(words, n) if word.is_raised else word for n, word in enumerate(words)]
    rows: list[list[Word]] = []
    for word in sorted(level, key=lambda word: word.base):
        if rows and word.base - rows[-1][0].base <= _LEVEL * max(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [tuple(_lines(sorted(row, key=lambda word: word.x0))) for row in rows]


def _levelled(words: Sequence[Word], at: int) -> Word:
    """A superscript, as if it stood on the line of the word that it goes with."""
    word = words[at]
    beside = [
        words[n] for n in ((at - 1, at + 1) if word.is_joined else (at + 1, at - 1)) if 0 <= n < len(words)
    ]
    near = (one for one in beside if not one.is_raised and abs(one.base - word.base) < one.size)
    return replace(word, base=next(near, word).base)


def _lines(row: Sequence[Word]) -> Iterator[Line]:
    start = 0
    for n in range(1, len(row) + 1):
        if n == len(row) or row[n].x0 - row[n - 1].x1 > _APART * max(row[n].size, row[n - 1].size):
            yield Line(tuple(row[start:n]))
            start = n


def in_columns(rows: Sequence[Row], depth: int = 0) -> list[list[Row]]:
    """The rows of each column, in the order in which they are read; a page that has none is one."""
    lines = [line for row in rows for line in row]
    gutter = _find_gutter(rows, lines) if depth < _DEEPEST else None
    if gutter is None:
        return [list(rows)]
    columns: list[list[Row]] = []
    for beside, group in groupby(_bands(rows, gutter), key=lambda band: band.is_beside):
        merged = [row for band in group for row in band.rows]
        if not beside:
            columns.append(merged)
            continue
        for side in _sides(merged, gutter):
            columns += in_columns(side, depth + 1) if side else []
    return columns


@dataclass(frozen=True)
class _Band:
    """Rows that stand together; `is_beside` says that they are those of two columns beside each other."""

    rows: list[Row]
    gutter: float

    @property
    def is_beside(self) -> bool:
        if any(_crosses(line, self.gutter) for row in self.rows for line in row):
            return False
        left, right = _sides(self.rows, self.gutter)
        return sum(len(row) > 2 for row in self.rows) < 2 or _is_prose(left) or _is_prose(right)


def _bands(rows: Sequence[Row], gutter: float) -> Iterator[_Band]:
    """The rows, cut above and below those that run across, and where nothing stands from margin to margin."""
    band: list[Row] = []
    was_across = False
    for row in rows:
        is_across = any(_crosses(line, gutter) for line in row)
        if band:
            blank = min(line.top for line in row) - max(line.bottom for line in band[-1])
            ends = _ends(band[-1], row, blank)
            if was_across != is_across and not ends or blank > _BLANK * row[0].size:
                yield _Band(band, gutter)
                band = []
            # What stands below the short last line of what runs across is cut from it, too.
            is_across = is_across or bool(band) and was_across and ends
        band.append(row)
        was_across = is_across
    if band:
        yield _Band(band, gutter)


def _ends(above: Row, row: Row, blank: float) -> bool:
    """Whether a row is the short last line of a paragraph that runs across."""
    return (
        len(row) == 1
        and row[0].x1 < above[-1].x1
        and abs(row[0].x0 - above[0].x0) < _TOLERANCE
        and blank < row[0].size / 2
    )


def _crosses(line: Line, gutter: float) -> bool:
    return line.x0 < gutter - _TOLERANCE and line.x1 > gutter


def _sides(rows: Iterable[Row], gutter: float) -> tuple[list[Row], list[Row]]:
    parted = [
        (
            tuple(line for line in row if line.x0 < gutter - _TOLERANCE),
            tuple(line for line in row if line.x0 >= gutter - _TOLERANCE),
        )
        for row in rows
    ]
    return [left for left, _ in parted if left], [right for _, right in parted if right]


def _is_prose(rows: Sequence[Row]) -> bool:
    """Whether most rows are of some words and about as wide as the widest."""
    if not rows:
        return False
    widths = [row[-1].x1 - row[0].x0 for row in rows]
    words = [sum(any(map(str.isalpha, word.text)) for line in row for word in line.words) for row in rows]
    return median(words) >= _FEWEST_WORDS and median(widths) >= _FILLED * max(widths)


def _are_columns(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether the rows of both sides are prose, or, as further columns may stand in them, their lines are."""
    fewest = _REST if max(len(left), len(right)) >= _LONG else _FEWEST_LINES
    return all(
        len(rows) >= fewest and (_is_prose(rows) or _is_prose([(line,) for row in rows for line in row]))
        for rows in (left, right)
    )


def _find_gutter(rows: Sequence[Row], lines: Sequence[Line]) -> float | None:
    """Where the second of two columns begins: of the places where lines begin, the one with most prose on both sides."""
    starts = Counter(round(line.x0) for line in lines)
    if not starts:
        return None
    outermost = min(line.x0 for line in lines) + 8 * median(line.size for line in lines)
    best, most = None, 2 * _FEWEST_LINES
    for start, count in starts.most_common(_MOST_CANDIDATES):
        if start < outermost or count < _REST:
            continue
        beside = 0
        for band, group in groupby(_bands(rows, start), key=lambda band: band.is_beside):
            left, right = _sides([row for one in group for row in one.rows], start)
            if band and _are_columns(left, right):
                beside += len(left) + len(right)
        if beside > most:
            best, most = float(start), beside
    return best
