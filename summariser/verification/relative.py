"""Dates that a text gives by its own day: "Thursday", "yesterday", "last year". They follow from the publication date."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from summariser.verification.calendar import DateParts, WrittenDate

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:(?P<day>today|yesterday|tomorrow)|(?P<turn>last|this|next|previous|coming) (?P<span>year|month))\b",
    re.IGNORECASE,
)
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_TURNS = {"last": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}


def weekdays_in(text: str) -> Iterator[re.Match[str]]:
    """The names of weekdays in a text, in order."""
    return _WEEKDAY.finditer(text)


def relative_dates(text: str, published: date) -> Iterator[WrittenDate]:
    """The dates that follow from the day of publication. A weekday is the last one up to that day."""
    for found in weekdays_in(text):
        back = (published.weekday() - _WEEKDAYS.index(found[0].lower())) % 7
        yield _written(found, published - timedelta(days=back))
    for found in _RELATIVE.finditer(text):
        if found["day"]:
            yield _written(found, published + timedelta(days=_DAYS[found["day"].lower()]))
        else:
            yield WrittenDate(found.start(), found.end(), _turned(published, found["turn"], found["span"]))


def _turned(published: date, turn: str, span: str) -> DateParts:
    """The year or month before or after, or the same: "last month" of 3 January 2025 is December 2024."""
    step = _TURNS[turn.lower()]
    if span.lower() == "year":
        return DateParts(year=published.year + step)
    months = published.year * 12 + published.month - 1 + step
    return DateParts(year=months // 12, month=months % 12 + 1)


def _written(found: re.Match[str], day: date) -> WrittenDate:
    return WrittenDate(found.start(), found.end(), DateParts(day.year, day.month, day.day))
