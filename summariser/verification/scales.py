"""Scales that a table tells apart from its cells: "Cost by item, million euros", a column "Exports ($m)"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from summariser.article import Part, Role
from summariser.numbers import Kind, NumberMention, find_numbers
from summariser.verification.index import SourceIndex, SourceMention

_LONGEST = 200  # characters of a caption or a head
_TOLD = re.compile(
    r"(?:(?P<currency>[€$£¥]|\b[A-Z]{3} )?(?<!\d )(?<!\b[Aa] )(?P<scale>\b(?i:thousand|million|billion|trillion)s?\b)"
    r"|(?P<sign>[€$£¥])(?P<letter>mn|bn|m|k)\b)(?: of)?(?P<unit>(?: [A-Za-z]+){0,2})"
)
# A head that says what its figures are, so that the table's scale is not theirs.
_OTHERWISE = re.compile(r"%|\bper ?cent\b|\b(?:number|share) of\b|\bno\.", re.IGNORECASE)


def scale_of(source: SourceIndex, found: SourceMention) -> NumberMention | None:
    """What 1 stands for in the cell that is a number of the source, as a number with its unit; None where none is told.

    The head of its column tells it, or of its row, or else the table's caption. A cell with more than figures has its own.
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
    for words, is_head in _told(source.text, part, at):
        if said := _TOLD.search(words):
            one = _one(said)
            return one if is_head or one is None or not _has_own_unit(source, found, one) else None
        if is_head and _OTHERWISE.search(words):
            return None
    return None


def scaled(source: SourceIndex, mention: NumberMention) -> NumberMention:
    """A number as its table means it: 4.6 under "million euros" as 4,600,000 EUR, with the text that stands there."""
    taken = source.reading.with_unit(mention)
    found = source.by_start.get(mention.start)
    one = scale_of(source, found) if found is not None and mention.start == found.start else None
    if one is None or mention.upper is not None:
        return taken
    unit, kind = (one.unit, one.kind) if one.unit else (taken.unit, taken.kind)
    return replace(mention, value=mention.value * one.value, unit=unit, kind=kind)


def _has_own_unit(source: SourceIndex, found: SourceMention, one: NumberMention) -> bool:
    """Whether the column's head gives another unit than the caption, or money without a scale: "Per head, euros"."""
    taken = source.reading.with_unit(found.mention)
    return taken.kind is Kind.MONEY or taken.kind is Kind.MEASURE and taken.unit != one.unit


def _told(text: str, part: Part, at: int) -> Iterator[tuple[str, bool]]:
    """What may tell a cell's scale, the nearest first, and whether that is a head."""
    for start, end in part.cells[at].heads:
        yield text[start : min(end, start + _LONGEST)], True
    head = part.row_head(text, at)
    if head is not None:
        yield text[head.start : min(head.end, head.start + _LONGEST)], True
    if part.lead_in is not None:
        start, end = part.lead_in
        yield text[max(start, end - _LONGEST) : end], False


def _one(said: re.Match[str]) -> NumberMention | None:
    """A scale with its unit as the number finder reads it of 1: "million euros" as 1,000,000 EUR."""
    scale = (said["letter"] or said["scale"].removesuffix("s")).lower()
    joint = "" if said["letter"] else " "
    found = find_numbers(f"{said['currency'] or said['sign'] or ''}1{joint}{scale}{said['unit']}")
    return found[0] if found else None
