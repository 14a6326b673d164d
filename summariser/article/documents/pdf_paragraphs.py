"""Joins the lines of a column into paragraphs, headings, list items, captions and notes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from summariser.article.documents.pdf_columns import Line, Row
from summariser.article.documents.pdf_tables import Table
from summariser.article.documents.pdf_words import HYPHEN
from summariser.article.text.blocks import BULLET

# In parts of the size: how much further apart lines of two paragraphs stand, and how far in one begins. By judgement,
# on the PDF files of tests/data/documents; so are those below.
_SPACED, _INDENT = 1.2, 0.7
# Sizes that differ by no more are one; notes are so much smaller than the body, headings so much larger or bolder.
_SAME, _SMALLER, _LARGER, _BOLDER = 0.06, 0.93, 1.1, 150
_MOST_WORDS = 25  # of a heading
_CAPTION = re.compile(
    r"(?:table|figure|fig\.|chart|box|map|exhibit)\s+(?-i:[\dA-Z][\d.A-Z-]{0,6})(?:[.:–—]|\s[^.]{0,150}$|$)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?:;…][\"”’')\]]*$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENS = (HYPHEN, "-", "\u2010")
_NOTE = re.compile(r"[*†‡§]|\[?\d{1,3}[.)\]]?\s")


@dataclass(frozen=True)
class Type:
    """How the body of a document is set."""

    size: float
    weight: int
    leading: float  # from line to line, in parts of the size


@dataclass
class Piece:
    """A paragraph, heading ("h1", "h2"), list item ("li"), caption, note ("note") or row ("tr"), with the pages of its text.

    `is_open` says that it may go on in the next column, `is_marked` that it begins with the raised mark of a note;
    `cells` are those of a row by their columns.
    """

    kind: str
    texts: list[tuple[int, str]]
    size: float = 0
    is_open: bool = False
    is_marked: bool = False
    cells: dict[int, str] = field(default_factory=dict)
    table: int = 0
    is_head: bool = False

    @property
    def text(self) -> str:
        """All of its text."""
        return "".join(text for _, text in self.texts)


def body_type(columns: Iterable[Sequence[Row]]) -> Type:
    """The type in which most of the words are set. From line to line is told within a column: the lines of two that stand
    beside each other need not be level."""
    told = list(columns)
    lines = (line for rows in told for row in rows for line in row)
    words = Counter((round(line.size, 1), line.weight) for line in lines for _ in line.words)
    if not words:
        return Type(10, 400, 1.2)
    size, weight = words.most_common(1)[0][0]
    steps = [
        (below[0].base - row[0].base) / size
        for rows in told
        for row, below in pairwise(rows)
        if abs(row[0].size - size) < 0.1 and abs(below[0].size - size) < 0.1
    ]
    return Type(size, weight, median([step for step in steps if 0.9 < step < 2.2] or [1.2]))


def vocabulary(rows: Iterable[Row]) -> frozenset[str]:
    """The words of a document in lower case, compounds whole; not those at the ends of lines, which may be halves."""
    lines = (_WORD.findall(line.text)[1:-1] for row in rows for line in row)
    return frozenset(word.lower() for words in lines for word in words)


class Joiner:
    """Makes the pieces of columns, in one document."""

    def __init__(self, body: Type, words: frozenset[str]) -> None:
        self._body, self._words = body, words

    def pieces(self, column: Sequence[Row | Table], page: int, tables: int) -> list[Piece]:
        """The pieces of a column; its tables are numbered from `tables` on."""
        lines: list[Line] = []
        rows = [item for item in column if not isinstance(item, Table)]
        right = max((row[-1].x1 for row in rows), default=0)
        pieces: list[Piece] = []
        for item in column:
            if isinstance(item, Table):
                pieces += self._paragraphs(lines, right, page)
                lines = []
                pieces += [_row(row.cells, row.is_head, page, tables) for row in item.rows]
                tables += 1
            else:
                lines.append(_whole(item))
        pieces += self._paragraphs(lines, right, page)
        self._mark_notes(pieces)
        for kinds in (("p", "li"), ("note",)):
            last = next((piece for piece in reversed(pieces) if piece.kind in (*kinds, "h2")), None)
            if last:
                last.is_open = last.kind != "h2" and not _ENDS.search(last.text)
        return pieces

    def _mark_notes(self, pieces: list[Piece]) -> None:
        """Finds the notes at the foot of a column: set smaller than the body, the first of them with a mark."""
        at = len(pieces)
        while at and pieces[at - 1].kind in ("p", "li") and pieces[at - 1].size < self._body.size * _SMALLER:
            at -= 1
        small = pieces[at:]
        marked = (n for n, piece in enumerate(small) if piece.is_marked or _NOTE.match(piece.text))
        for piece in small[next(marked, len(small)) :]:
            piece.kind = "note"

    def _paragraphs(self, lines: Sequence[Line], right: float, page: int) -> Iterator[Piece]:
        left = Counter(round(line.x0) for line in lines).most_common(1)[0][0] if lines else 0
        run: list[Line] = []
        for line in lines:
            if run and self._begins(run, line, left, right):
                yield self._piece(run, page)
                run = []
            run.append(line)
        if run:
            yield self._piece(run, page)

    def _begins(self, run: Sequence[Line], line: Line, left: float, right: float) -> bool:
        """Whether a paragraph begins with a line below those of another."""
        above, size = run[-1], line.size
        leading = max(self._body.leading, 1.0)
        if len(run) > 1:
            leading = max(leading * 0.8, (above.base - run[-2].base) / size)
        if line.base - above.base > leading * size * _SPACED or line.base < above.base:
            return True
        if abs(above.size - size) > _SAME * size or self._is_bold(above) != self._is_bold(line):
            return True
        if line.words[0].is_raised and size < self._body.size * _SMALLER:
            return True
        if above.text.endswith(_HYPHENS):
            return False
        is_item = bool(BULLET.match(line.text)) and not line.text[:1].islower()
        fits = above.x1 + 0.3 * size + line.words[0].x1 - line.x0 < right - 0.2 * size
        ended = bool(_ENDS.search(above.text))
        if is_item and (ended or fits or not line.text[:1].isdigit()):
            return True
        hangs = bool(BULLET.match(run[0].text)) or run[0].words[0].is_raised
        large = size > self._body.size * _LARGER
        if large or not ended and line.text[:1].islower():
            return False
        if line.x0 - above.x0 > _INDENT * size and not (len(run) == 1 and hangs):
            return abs(above.x0 - left) < size or ended
        if hangs and above.x0 - line.x0 > _INDENT * size and len(run) > 1:
            return True
        return fits and ended

    def _is_bold(self, line: Line) -> bool:
        return line.weight >= self._body.weight + _BOLDER

    def _piece(self, run: Sequence[Line], page: int) -> Piece:
        text = ""
        for line in run:
            text = self.joined(text, line.text)
        text = text.replace(HYPHEN, "-")
        size = run[0].size
        words = len(text.split())
        large = size > self._body.size * _LARGER or self._is_bold(run[0])
        kind = "p"
        if _CAPTION.match(text) and words <= 3 * _MOST_WORDS:
            kind = "caption"
        elif (
            large
            and words <= _MOST_WORDS
            and len(run) <= 4
            and any(map(str.isalpha, text))
            and not text.endswith(".")
        ):
            kind = "h2"
        elif BULLET.match(text):
            kind = "li"
        return Piece(kind, [(page, text)], size, is_marked=run[0].words[0].is_raised)

    def joined(self, above: str, below: str) -> str:
        """A line and the next one; a hyphen between them goes where it only divided a word."""
        if not above or not below:
            return above + below
        stem = above[:-1]
        if not above.endswith(_HYPHENS) or not stem[-1:].isalnum():
            return f"{above} {below}"
        if not stem[-1:].isalpha() or not below[:1].islower():
            return f"{stem}-{below}"
        left = (_WORD.findall(stem) or [""])[-1].lower()
        right = (_WORD.match(below) or [""])[0].lower()
        if (
            f"{left}-{right}" in self._words
            or left + right not in self._words
            and {left, right} <= self._words
        ):
            return f"{stem}-{below}"
        return stem + below


def _whole(row: Row) -> Line:
    return row[0] if len(row) == 1 else Line(tuple(word for line in row for word in line.words))


def _row(cells: dict[int, str], is_head: bool, page: int, table: int) -> Piece:
    cells = {column: cells[column].replace(HYPHEN, "-") for column in sorted(cells)}
    return Piece("tr", [(page, " | ".join(cells.values()))], cells=cells, table=table, is_head=is_head)
