"""Dates, quarters and times by their parts, so that "Sept. 30, 2010", "30 September" and "4Q 2010" compare."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from summariser.numbers import Kind, NumberMention

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
# Everyone writes this day with the month first.
_ATTACKS = "9/11"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?![,.]\d)"
_YEAR = r"(?:1\d\d\d|20\d\d)(?!\d|,\d|\.\d)"
_DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\s(?:of\s)?(?:(?P<day>{_DAY}),?)?(?:\s?(?P<year>{_YEAR}))?"
    rf"|(?P<day2>{_DAY})(?:\sof)?\s(?P<month2>{_MONTH})(?:,?\s(?P<year2>{_YEAR}))?"
    rf"|(?P<attacks>{_ATTACKS})\b"
    rf"|(?P<year3>{_YEAR})-(?P<month3>\d\d)-(?P<day3>\d\d)"
    rf"|(?:Q\s?(?P<q>[1-4])|(?P<q2>[1-4])Q|(?P<q3>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]quarter)\b"
    rf"(?:(?:\sof)?\s(?P<year4>{_YEAR}))?"
    rf"|(?P<year5>{_YEAR})\s(?P<q4>first|second|third|fourth)[\s-]quarter\b)",
    re.IGNORECASE,
)
# The numbers that may stand in a date, and how far before and after them a date may reach.
_KINDS = frozenset({Kind.DATE, Kind.ORDINAL, Kind.IDENTIFIER})
_BEFORE, _AFTER = 14, 24
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_LAST_DAY = 31
_APOSTROPHES = ("'", "’", "‘")
_TURN = 50
_DAYS_JOINT = re.compile(r"\s?(?:[-–—,]|to|and|or|through|until)\s?", re.IGNORECASE)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?:[:.](\d\d))?\s*(a\.?m\b|p\.?m\b)?", re.IGNORECASE)


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

    def _pairs(self, other: "DateParts") -> tuple[tuple[int | None, int | None], ...]:
        return (
            (self.year, other.year),
            (self.month, other.month),
            (self.day, other.day),
            (self.quarter, other.quarter),
        )

    def completed(self, published: date | None) -> "DateParts":
        """The same with the year of publication where no year is written."""
        if published is None or self.year is not None:
            return self
        return DateParts(published.year, self.month, self.day, self.quarter)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text: half-open offsets, and what it says."""

    start: int
    end: int
    parts: DateParts


def dates_of(text: str, mentions: Sequence[NumberMention]) -> list[WrittenDate]:
    """The dates of a text that have a number in them, in order: those with a month or quarter, and years."""
    dates: list[WrittenDate] = []
    end = 0
    for mention in mentions:
        if mention.start < end:
            continue
        may_be_date = mention.kind in _KINDS or mention.text == _ATTACKS
        written = _date_at(text, mention, end) if may_be_date else None
        if written is not None:
            dates.append(written)
            end = written.end
        elif text[max(0, mention.start - 1) : mention.start] in _APOSTROPHES and mention.kind is Kind.DATE:
            dates.append(
                WrittenDate(mention.start, mention.end, DateParts(year=_in_full(int(mention.value))))
            )
        elif _is_years(mention):
            years = (mention.value, mention.upper) if mention.upper is not None else (mention.value,)
            dates += [WrittenDate(mention.start, mention.end, DateParts(year=int(year))) for year in years]
    return _with_days_beside(text, dates, mentions)


def _with_days_beside(
    text: str, dates: list[WrittenDate], mentions: Sequence[NumberMention]
) -> list[WrittenDate]:
    """The dates, and the days that share the month of one beside them: "September 8-10", "8 and 10 September"."""
    found = list(dates)
    starts = [date.start for date in dates]
    for day in mentions:
        if day.kind is not Kind.DATE or day.value > _LAST_DAY:
            continue
        at = bisect_right(starts, day.start)
        before, behind = dates[at - 1 : at] if at else [], dates[at : at + 1]
        if before and day.start < before[0].end:
            continue
        for beside, gap in [
            *((d, (d.end, day.start)) for d in before),
            *((d, (day.end, d.start)) for d in behind),
        ]:
            if beside.parts.day and _DAYS_JOINT.fullmatch(text, *gap):
                parts = DateParts(beside.parts.year, beside.parts.month, int(day.value))
                found.append(WrittenDate(day.start, day.end, parts))
                break
    return sorted(found, key=lambda date: date.start) if len(found) > len(dates) else dates


def _in_full(year: int) -> int:
    """ "'09" is 2009, "'98" is 1998."""
    return year + (2000 if year < _TURN else 1900)


def _is_years(mention: NumberMention) -> bool:
    """Whether a mention is a year or a span of years, said to be one or looking like one ("1708-1765")."""
    if mention.kind is Kind.DATE:
        return mention.value >= _FIRST_YEAR
    span = mention.kind is Kind.CARDINAL and mention.unit is None and mention.upper is not None
    return span and _FIRST_YEAR <= mention.value <= (mention.upper or 0) <= _LAST_YEAR


def _date_at(text: str, mention: NumberMention, start: int) -> WrittenDate | None:
    """The date with a month or a quarter that the number is a part of."""
    for found in _DATE.finditer(text, max(start, mention.start - _BEFORE), mention.end + _AFTER):
        if found.start() <= mention.start < found.end():
            return _read(found)
    return None


def _read(found: re.Match[str]) -> WrittenDate:
    group = found.groupdict()
    if group["attacks"]:
        return WrittenDate(found.start(), found.end(), DateParts(month=9, day=11))
    month = group["month"] or group["month2"]
    day = group["day"] or group["day2"] or group["day3"]
    year = next((group[name] for name in ("year", "year2", "year3", "year4", "year5") if group[name]), None)
    quarter = next((group[name] for name in ("q", "q2", "q3", "q4") if group[name]), None)
    parts = DateParts(
        year=int(year) if year else None,
        month=_MONTHS.index(month[:3].lower()) + 1 if month else _number(group["month3"]),
        day=_number(day),
        quarter=_ORDINALS.get(quarter.lower()) or int(quarter) if quarter else None,
    )
    return WrittenDate(found.start(), found.end(), parts)


def _number(digits: str | None) -> int | None:
    return int(re.sub(r"\D", "", digits)) if digits else None


def clock(text: str) -> tuple[int, int] | None:
    """Hour and minute of a written time of day, in 24 hours where it says am or pm: "3:30pm" -> (15, 30)."""
    found = _CLOCK.search(text)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()[:1]
    if half == "p" and hour < 12:
        hour += 12
    return (0 if half == "a" and hour == 12 else hour), minute
