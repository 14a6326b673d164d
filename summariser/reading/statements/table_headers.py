"""What stands over and beside the cell of a table, and the unit and scale that it tells: "EUR million", "Wait (days)"."""

import re
from collections.abc import Callable, Iterator
from enum import Enum, auto

from summariser.article import Part, Role
from summariser.numbers import Kind, NumberMention, find_numbers, is_plural

Span = tuple[int, int]
# By judgement.
_LONGEST = 200  # characters of a caption or a head
_SCALE = r"thousands?|millions?|billions?|trillions?|bn|mn|mln"
_TOLD = re.compile(
    rf"(?:(?P<currency>[€$£¥]|\b[A-Z]{{3}} )?(?<!\d )(?<!\b[Aa] )\b(?P<scale>(?i:{_SCALE}))\b"
    r"|(?P<sign>[€$£¥]|\b[A-Z]{3} ?)(?P<letter>mn|bn|m|k)\b)(?: of)?(?P<unit>(?: [A-Za-z]+){0,2})"
)
# "(crowns, bn)", "(EUR m)", "($000)": in brackets the scale may stand behind the unit, and a letter will do.
_BRACKETED = re.compile(rf"\((?P<unit>[^()\d]*?[^\W\d_]|[€$£¥]),? ?(?P<scale>(?i:{_SCALE})|m|k|000)\)")
_MEASURED = (Kind.MEASURE, Kind.MONEY, Kind.PERCENT)
_PIECES = re.compile(r"[(),\[\]]|\bin\b")
_WORDS = {
    "bn": "billion",
    "mn": "million",
    "mln": "million",
    "m": "million",
    "k": "thousand",
    "000": "thousand",
}


class HeaderPosition(Enum):
    """How a stretch of text stands to a cell; `CORNER` is over the heads of the rows: "EUR million"."""

    COLUMN = auto()
    ROW = auto()
    CORNER = auto()
    CAPTION = auto()


def headers_of(
    text: str, part: Part, at: int, part_at: Callable[[int], Part | None]
) -> Iterator[tuple[Span, HeaderPosition]]:
    """What may tell the unit of a row's cell, the nearest first, as half-open offsets; long ones are cut."""
    heads = part.cells[at].heads
    for start, end in heads:
        yield (start, min(end, start + _LONGEST)), HeaderPosition.COLUMN
    named = part.row_head(text, at)
    if named is not None:
        yield (named.start, min(named.end, named.start + _LONGEST)), HeaderPosition.ROW
    over = part_at(heads[0][0]) if heads else None
    if over is not None and over.role is Role.ROW and over.cells and over.cells[0].start < heads[0][0]:
        corner = over.cells[0]
        yield (corner.start, min(corner.end, corner.start + _LONGEST)), HeaderPosition.CORNER
    if part.lead_in is not None:
        start, end = part.lead_in
        yield (max(start, end - _LONGEST), end), HeaderPosition.CAPTION


def unit_in(words: str) -> tuple[str, Kind] | None:
    """The measure, currency or percentage that a head names: "Output (tonnes)", "Area in km²"; "(points)"."""
    pieces = _PIECES.split(words)
    for place in range(len(pieces) - 1, -1, -1):
        piece = pieces[place].strip()
        kinds = (*_MEASURED, Kind.CARDINAL) if place and is_plural(piece.lower()) else _MEASURED
        mentions = find_numbers(f"5 {piece}")
        if len(mentions) == 1 and mentions[0].unit and mentions[0].kind in kinds:
            return mentions[0].unit, mentions[0].kind
    return None


def scale_in(words: str) -> NumberMention | None:
    """What 1 stands for under a head, as the number finder reads it: "million euros" as 1,000,000 EUR; None without a scale.

    >>> [(one.value, one.unit) for one in map(scale_in, ("Budget (crowns, bn)", "EUR million", "Income in €m")) if one]
    [(Decimal('1000000000'), 'crown'), (Decimal('1000000'), 'EUR'), (Decimal('1000000'), 'EUR')]
    """
    if said := _BRACKETED.search(words):
        unit = said["unit"].rpartition(" in ")[2].strip(" ,")
        one = _one(said["scale"], unit)
        if one is not None and (one.kind is Kind.MONEY or said["scale"] not in ("m", "k")):
            return one
    said = _TOLD.search(words)
    if said is None:
        return None
    currency = (said["currency"] or said["sign"] or "").strip()
    return _one(said["scale"] or said["letter"], currency or said["unit"])


def _one(scale: str, unit: str) -> NumberMention | None:
    low = scale.lower()
    word = _WORDS.get(low, low.removesuffix("s"))
    found = find_numbers(f"{unit}1 {word}" if unit in ("€", "$", "£", "¥") else f"1 {word} {unit.strip()}")
    return found[0] if found else None
