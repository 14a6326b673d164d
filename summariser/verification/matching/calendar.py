"""Dates and times as the rules compare them: those of a reading that have a number in them, by their parts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from summariser.numbers import NumberMention
from summariser.reading import Period, WrittenDate

_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?:[:.](\d\d))?\s*(a\.?m\b|p\.?m\b)?", re.IGNORECASE)
# The calendar's.
_DECADE = 10


def numbered(dates: Sequence[WrittenDate], mentions: Sequence[NumberMention]) -> list[WrittenDate]:
    """The dates that have one of the numbers in them, as they are written, in order; a span as its two ends.

    A season or a half of a year is taken for its year, and so is a fiscal year.
    """
    found: list[WrittenDate] = []
    at = 0
    for written in dates:
        while at < len(mentions) and mentions[at].start < written.start:
            at += 1
        inside = []
        while at < len(mentions) and mentions[at].start < written.end:
            inside.append(mentions[at])
            at += 1
        parts = written.written if written.relative else written.parts
        if inside and parts is not None and parts.years <= _DECADE:
            found += _ends(written, parts, inside)
    return found


def _ends(written: WrittenDate, parts: Period, inside: Sequence[NumberMention]) -> Iterator[WrittenDate]:
    first = _plain(replace(parts, until=None))
    if parts.until is None:
        yield WrittenDate(written.start, written.end, first)
        return
    # Of "September 8 to 10" each number has its own end; "2018-2020" may be one number.
    cut = inside[-1].start if len(inside) > 1 else None
    yield WrittenDate(written.start, cut or written.end, first)
    yield WrittenDate(cut or written.start, written.end, _plain(parts.until))


def _plain(parts: Period) -> Period:
    return replace(parts, season=None, half=None, fiscal=False, years=1)


def clock(text: str) -> tuple[int, int] | None:
    """Hour and minute of a written time of day, in 24 hours where it says am or pm: "3:30pm" -> (15, 30)."""
    found = _CLOCK.search(text)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()[:1]
    if half == "p" and hour < 12:
        hour += 12
    return (0 if half == "a" and hour == 12 else hour), minute
