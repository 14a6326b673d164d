"""Dates that a text gives by its own day: "on Saturday", "last March", "two days ago", "on 5 March" without a year."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from summariser.reading.times.date_forms import MONTH, SEASON, exists, month_number, season_number
from summariser.reading.times.period import Period, WrittenDate, day_of

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_RELATIVE = re.compile(
    rf"""\b(?:
      (?P<day>the\sday\sbefore\syesterday|today|yesterday|tomorrow|tonight)
    | (?:(?P<turn>last|this|next|previous|coming)\s)?(?P<weekday>{"|".join(_WEEKDAYS)})\b(?!['’]s\b)
    | (?P<turn2>last|this|next|previous|coming|current)\s(?P<span>year|month|week|quarter|decade|century)
    | (?P<turn3>last|this|next)\s(?P<month>{MONTH}|{SEASON})(?!\s\d)
    | (?P<count>an?|\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s(?P<unit>year|month|week|day|decade)s?\sago
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_COUNTS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_COUNTS |= {"a": 1, "an": 1, "twelve": 12}
_TURNS = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_COMING = re.compile(
    r"\b(?:will|shall|next|coming|due|plans?|planned|set to|scheduled|to be)\b", re.IGNORECASE
)
# Words that a date can begin with or hold, beside numbers, in lower case.
RELATIVE_WORDS = frozenset(
    "today yesterday tomorrow tonight last this next previous coming current ago".split() + _WEEKDAYS
)
# In characters, by judgement.
_COMING_REACH = 60
_BEFORE, _AFTER = 24, 40


def of_the_last_year(text: str, written: WrittenDate, published: date) -> WrittenDate:
    """A day or month without a year as the last one up to the day of publication, or the next one where that is told."""
    parts = written.parts
    if parts.year is not None or parts.month is None or parts.until is not None:
        return written
    before = text[max(0, written.start - _COMING_REACH) : written.start].rsplit(". ", 1)[-1]
    later = (parts.month, parts.day or 1) > (published.month, published.day)
    year = published.year + (0 if later == bool(_COMING.search(before)) else 1 if not later else -1)
    parts = replace(parts, year=year)
    if not exists(parts):
        return written
    return replace(written, parts=parts, relative=True, written=written.parts)


def relative_dates(text: str, published: date, words: Iterable[int]) -> Iterator[WrittenDate]:
    """The dates told from the day of publication on ("last Tuesday"), near the places of words that may tell one."""
    done = 0
    for place in words:
        for match in _RELATIVE.finditer(text, max(done, place - _BEFORE), place + _AFTER):
            done = match.end()
            parts = _resolved(match, published, text)
            if parts is not None:
                yield WrittenDate(match.start(), match.end(), parts, relative=True)


def _resolved(match: re.Match[str], published: date, text: str) -> Period | None:
    if match["day"]:
        off = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2}.get(match["day"].lower(), 0)
        return day_of(published + timedelta(days=off))
    if match["weekday"]:
        return _weekday(match, published, text)
    if match["turn2"]:
        return shift(published, _TURNS[match["turn2"].lower()], match["span"].lower())
    if match["turn3"]:
        return _named_turn(match["turn3"].lower(), match["month"].lower(), published)
    count = match["count"].lower()
    return _ago(_COUNTS.get(count) or int(count), match["unit"].lower(), published)


def _weekday(match: re.Match[str], published: date, text: str) -> Period:
    """A weekday is the last one up to that day, or the next one where the words around say so."""
    back = (published.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
    turn = (match["turn"] or "").lower()
    before = text[max(0, match.start() - _COMING_REACH) : match.start()].rsplit(". ", 1)[-1]
    if turn in ("next", "coming") or (not turn and _COMING.search(before)):
        return day_of(published + timedelta(days=7 - back))
    return day_of(published - timedelta(days=back or (7 if turn in ("last", "previous") else 0)))


def shift(published: date, step: int, span: str) -> Period | None:
    """The year, month, week or quarter so many before or after that of a day."""
    if span == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        return replace(day_of(monday), until=day_of(monday + timedelta(days=6)))
    if span == "quarter":
        quarters = published.year * 4 + (published.month - 1) // 3 + step
        return Period(quarters // 4, quarter=quarters % 4 + 1)
    if span == "month":
        months = published.year * 12 + published.month - 1 + step
        return Period(months // 12, months % 12 + 1)
    years = {"year": 1, "decade": 10, "century": 100}[span]
    return Period((published.year // years + step) * years, years=years)


def _named_turn(turn: str, name: str, published: date) -> Period:
    """ "last March": the latest one that is over or under way; "this" is of the year, "next" the first to come."""
    season = name in ("spring", "summer", "autumn", "fall", "winter")
    month = 3 * season_number(name) + 1 if season else month_number(name)
    year = published.year
    if turn == "last" and (month, 1) >= (published.month, 0):
        year -= 1
    elif turn == "next" and month <= published.month:
        year += 1
    return Period(year, season=season_number(name)) if season else Period(year, month)


def _ago(count: int, unit: str, published: date) -> Period | None:
    if unit in ("day", "week"):
        return day_of(published - timedelta(days=count * (7 if unit == "week" else 1)))
    return shift(published, -count, unit)
