"""Figures of a table whose scale its heads or its caption tell: "Cost by item, million euros", a column "Exports ($m)"."""

import re
from dataclasses import replace

from summariser.article import Role
from summariser.numbers import Kind, NumberMention
from summariser.reading.statements.table_headers import HeaderPosition, headers_of, scale_in, unit_in
from summariser.verification.source.index import SourceIndex, SourceMention

# A head that says what its figures are, so that the table's scale is not theirs.
_OTHERWISE = re.compile(r"%|\bper ?cent\b|\b(?:number|share) of\b|\bno\.", re.IGNORECASE)


def scale_of(source: SourceIndex, found: SourceMention) -> NumberMention | None:
    """What 1 stands for in the cell that is a number of the source, as a number with its unit; None where none is told.

    The head of its column tells it, or of its row, or else what stands over the rows' heads, or the table's caption: the
    latter two only where the former tell no other unit. A cell with more than figures has its own.
    """
    part = source.reading.part_at(found.start)
    at = part.cell_at(found.start) if part is not None and part.role is Role.ROW else None
    if part is None or at is None:
        return None
    if found.mention.kind is not Kind.CARDINAL or found.mention.unit is not None:
        return None  # "31%" has its own
    cell = part.cells[at]
    if source.text[cell.start : cell.end].strip(" +-−–*") != found.mention.text.strip(" +-−–"):
        return None
    own: tuple[str, Kind] | None = None
    for (start, end), where in headers_of(source.text, part, at, source.reading.part_at):
        words = source.text[start:end]
        if one := scale_in(words):
            return one if own is None or own == (one.unit, Kind.MEASURE) else None
        if where in (HeaderPosition.COLUMN, HeaderPosition.ROW):
            if _OTHERWISE.search(words):
                return None
            own = own or unit_in(words)
    return None


def apply_scale(source: SourceIndex, mention: NumberMention) -> NumberMention:
    """A number as its table means it: 4.6 under "million euros" as 4,600,000 EUR, with the text that stands there."""
    taken = source.reading.with_unit(mention)
    found = source.by_start.get(mention.start)
    one = scale_of(source, found) if found is not None and mention.start == found.start else None
    if one is None or mention.upper is not None:
        return taken
    unit, kind = (one.unit, one.kind) if one.unit else (taken.unit, taken.kind)
    return replace(mention, value=mention.value * one.value, unit=unit, kind=kind)
