"""The words that a text gives a number, for a label: its clause without it, or the heads over its cell."""

import re
from bisect import bisect_right

from summariser.article import Role
from summariser.numbers import NumberMention
from summariser.reading.reading import Reading
from summariser.reading.stopwords import STOPWORDS

_BEFORE, _BEHIND = 6, 8  # words
_NEAR = 12  # dates on either side
_GAP = "…"
_STOP = re.compile(r"[,:](?!\d)|[;()\[\]\"“”—|\n]|–(?!\d)")


def phrase_of(reading: Reading, mention: NumberMention) -> str:
    """What a number counts in the text's own words, with "…" in its place; its unit where nothing stands around it.

    >>> from summariser.reading import read
    >>> reading = read("The town will keep 40 old ferries in service, at a cost of £3m.")
    >>> [phrase_of(reading, m) for m in reading.numbers]
    ['town will keep … old ferries in service', 'cost of …']
    """
    said = reading.by_start.get(mention.start)
    unit = reading.with_unit(mention).unit or ""
    if said is None or said.subject.phrase is None:
        return unit
    if heads := _heads(reading, mention):
        return heads
    low, high = said.subject.phrase
    pieces = [piece.split() for piece in _STOP.split(reading.text[low : mention.start])]
    behind = _STOP.split(reading.text[mention.end : max(high, mention.end)])[0].split()[:_BEHIND]
    while behind and behind[-1].lower() in STOPWORDS:
        behind.pop()
    # "Ferries (40)": where nothing else stands with the number, what stands before the bracket.
    before = (pieces[-1] or next((p for p in reversed(pieces) if p and not behind), []))[-_BEFORE:]
    words = " ".join([*before, _GAP, *behind] if before else behind).strip(" -")
    return words if words.strip(_GAP) else unit


def period_of(reading: Reading, mention: NumberMention) -> str | None:
    """The time that a number is told of, as the text writes it nearest to the number; None where it tells none.

    >>> from summariser.reading import read
    >>> reading = read("It sold 40 boats in the first half of 2019 and 55 in 2020.")
    >>> [period_of(reading, m) for m in reading.numbers if m.is_quantity]
    ['first half of 2019', '2020']
    """
    said = reading.by_start.get(mention.start)
    if said is None or said.period is None:
        return None
    at = bisect_right(reading.dates, mention.start, key=lambda written: written.start)
    near = reading.dates[max(0, at - _NEAR) : at + _NEAR]
    same = [written for written in near if written.parts == said.period]
    if not same:
        return None
    nearest = min(same, key=lambda written: abs(written.start - mention.start))
    return " ".join(reading.text[nearest.start : nearest.end].split())


def _heads(reading: Reading, mention: NumberMention) -> str:
    """The heads of a number's row and column; nothing outside tables."""
    at = bisect_right(reading.parts, mention.start, key=lambda part: part.start) - 1
    part = reading.parts[at] if at >= 0 else None
    if part is None or part.role is not Role.ROW:
        return ""
    cell = part.cell_at(mention.start)
    if not cell:  # none, or the row's head itself
        return ""
    spans = [(part.cells[0].start, part.cells[0].end), *part.cells[cell].heads]
    return ", ".join(" ".join(reading.text[start:end].strip("*_ ").split()) for start, end in spans)
