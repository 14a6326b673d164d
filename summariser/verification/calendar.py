"""Dates and times by their parts, so that "Sept. 30, 2010" and "30 September" can be compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b\.?", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(1[0-9]\d\d|2[01]\d\d)(?:\s*[-–/]\s*(\d\d)(?!\d))?(?!\d)")
_DAY = re.compile(r"(?<![\d:.])(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:.]\d|\d)", re.IGNORECASE)
_NUMERIC = re.compile(r"(?<!\d)(?:(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)/(\d\d?)/(\d{4}))(?!\d)")
_QUARTER = re.compile(
    r"\bQ\s?([1-4])\b|\b([1-4])Q\b|\b(first|second|third|fourth|1st|2nd|3rd|4th)[- ]quarter\b", re.IGNORECASE
)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?:[:.](\d\d))?\s*(a\.?m\b|p\.?m\b|o'clock)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateParts:
    """What a written date says; None for what it leaves open."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None

    def contradicts(self, other: "DateParts") -> bool:
        """Whether some part is given by both and differs."""
        return any(a is not None and b is not None and a != b for a, b in self._pairs(other))

    def covers(self, other: "DateParts") -> bool:
        """Whether every part that `other` gives is given here and is the same."""
        return all(b is None or a == b for a, b in self._pairs(other))

    def _pairs(self, other: "DateParts") -> Iterator[tuple[int | None, int | None]]:
        return ((getattr(self, f.name), getattr(other, f.name)) for f in fields(self))

    def completed(self, published: date | None) -> "DateParts":
        """The same with the year of publication where no year is written."""
        if published is None or self.year is not None:
            return self
        return DateParts(published.year, self.month, self.day, self.quarter)


def read_dates(text: str) -> tuple[DateParts, ...]:
    """The dates in the text of one mention: one, or several for a span ("1708-1765", "2007-08")."""
    numeric = _NUMERIC.search(text)
    if numeric:
        year, month, day = (int(x) for x in numeric.groups() if x and len(x))
        return (DateParts(year, month, day),) if year > 31 else (DateParts(day, year, month),)
    months = [_MONTHS.index(m[1].lower()) + 1 for m in _MONTH.finditer(text)]
    quarters = [int(m[1] or m[2] or _QUARTERS[m[3].lower()]) for m in _QUARTER.finditer(text)]
    years = list(_years(text))
    days = [int(m[1]) for m in _DAY.finditer(_YEAR.sub(" ", _QUARTER.sub(" ", text)))] if months else []
    count = max(len(months), len(quarters), len(years), len(days))
    return tuple(
        DateParts(_at(years, i), _at(months, i), _at(days, i), _at(quarters, i)) for i in range(count)
    )


def _years(text: str) -> Iterator[int]:
    for found in _YEAR.finditer(text):
        yield int(found[1])
        if found[2]:
            yield int(found[1][:2] + found[2])


def _at(parts: list[int], place: int) -> int | None:
    """The part at a place of a span; one part written once holds for all places."""
    return parts[place] if place < len(parts) else parts[-1] if parts else None


def clock(text: str) -> tuple[int, int] | None:
    """Hour and minute of a written time of day, in 24 hours where it says am or pm: "3:30pm" -> (15, 30)."""
    found = _CLOCK.search(text)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()[:1]
    if half == "p" and hour < 12:
        hour += 12
    return (0 if half == "a" and hour == 12 else hour), minute
