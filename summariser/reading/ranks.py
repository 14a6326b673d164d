"""Numbers that only count a table's rows: its places, ranks and line numbers."""

from bisect import bisect_right

from summariser.article import Role
from summariser.article.layout.parts import Part
from summariser.numbers import NumberMention
from summariser.reading.reading import Reading

# By judgement: no table has a million rows.
_LONGEST = 6  # digits


def counts_a_row(reading: Reading, mention: NumberMention) -> bool:
    r"""Whether a number stands alone before the cell that names its row, one more than that of the row above or one less
    than that of the row below.

    >>> reading = read("| 1 | Hull | 421 |\n| 2 | Leith | 380 |\n")
    >>> [(number.text, counts_a_row(reading, number)) for number in reading.numbers]
    [('1', True), ('421', False), ('2', True), ('380', False)]
    """
    at = bisect_right(reading.parts, mention.start, key=lambda part: part.start) - 1
    part = reading.parts[at] if at >= 0 else None
    place = part.cell_at(mention.start) if part is not None and part.role is Role.ROW else None
    if part is None or place is None or (head := part.row_head(reading.text, len(part.cells))) is None:
        return False
    own = _value(reading, part, place)
    if own is None or head.start < mention.start:
        return False
    above, below = (
        _value(reading, reading.parts[n], place) if 0 <= n < len(reading.parts) else None
        for n in (at - 1, at + 1)
    )
    return above == own - 1 or below == own + 1


def _value(reading: Reading, part: Part, place: int) -> int | None:
    """The whole number that is all a cell holds."""
    if part.role is not Role.ROW or place >= len(part.cells):
        return None
    text = reading.text[part.cells[place].start : part.cells[place].end].strip(" .*_")
    return int(text) if text.isdecimal() and len(text) < _LONGEST else None
