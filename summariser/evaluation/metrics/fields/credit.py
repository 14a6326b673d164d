"""How much of what the gold says a field says, from 0 to 1: of words, of a day, of a time."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from summariser.evaluation.matching.assignment import best_pairs
from summariser.numbers import find_numbers
from summariser.reading import Period, Relation, WrittenDate, find_dates
from summariser.reading.times.date_forms import exists

_SMALL = frozenset("a an and at by for in of on s the to".split())
# By judgement; docs/reference/metrics.md has the credit in words.
_MOST_AROUND = 4  # an office, a first name, "in its report": more is no name but a sentence
_LEAST_SHARED = 0.5  # names of bodies and titles have words such as "report" in common with any other
_OF_RELATION = {Relation.SAME: 1.0, Relation.WITHIN: 0.5, Relation.OPEN: 0.25, Relation.DISJOINT: 0.0}
# What kind of year "2025/26" is does not change which.
_KIND_OF_YEAR = re.compile(
    r"\b(?:FY\s?|(?:(?:fiscal|financial|tax)(?:\s?years?)?|spring|summer|autumn|fall|winter)\s(?:of\s)?)"
    r"(?=\d{4}[/–-]\d\d\b)",
    re.IGNORECASE,
)


def words_of(text: str) -> list[str]:
    """The words and numbers of a text in lower case, without articles and prepositions unless it has no others."""
    every: list[str] = re.findall(r"[^\W_]+", text.casefold())
    return [word for word in every if word not in _SMALL] or every


@lru_cache(maxsize=4096)
def by_words(said: str, gold: str) -> float:
    """1 where the gold's words stand there side by side among few others; else F1 of the words, from a half on."""
    mine, theirs = words_of(said), words_of(gold)
    if not mine or not theirs:
        return 0.0
    if len(mine) <= len(theirs) + _MOST_AROUND and _holds(mine, theirs):
        return 1.0
    left, shared = list(theirs), 0
    for word in mine:
        if word in left:
            left.remove(word)
            shared += 1
    f1 = 2 * shared / (len(mine) + len(theirs))
    return f1 if f1 >= _LEAST_SHARED else 0.0


def by_day(said: str, day: date, published: date) -> float:
    """1 for the same day, 0.5 for the same month, 0.25 for the same year; 0 for another or none.

    "today" and "on Tuesday" are counted from the day of publication. Of several dates the first counts that is
    written out.
    """
    dates = _dates(said, published)
    written = [d for d in dates if d.written or not d.relative] or dates
    return max((_of_day(period, day) for d in written[:1] for period in d.parts.readings), default=0.0)


@lru_cache(maxsize=4096)
def by_time(said: str, gold: str, published: date) -> float:
    """As far as the times of the two agree; where one of them tells none that can be read, as far as their words do.

    The same time is 1, one that holds the other 0.5, one that shares days with it 0.25. Of several times on either
    side each is taken once, and the sum is of as many as the side with more has.
    """
    mine, theirs = times_of(said, published), times_of(gold, published)
    if not mine or not theirs:
        return by_words(said, gold)
    table = [[_OF_RELATION[one.relation(other)] for other in theirs] for one in mine]
    return sum(table[row][column] for row, column in best_pairs(table)) / max(len(mine), len(theirs))


def times_of(text: str, published: date) -> list[Period]:
    """The times that a text tells, each once; of those without a year the last one up to publication."""
    return list(dict.fromkeys(_completed(d.parts, published) for d in _dates(text, published)))


def is_time(text: str, published: date) -> bool:
    """Whether a text tells times and nothing else."""
    plain, dates = _plain(text), _dates(text, published)
    for told in reversed(dates):
        plain = plain[: told.start] + plain[told.end :]
    return bool(dates) and not set(words_of(plain)) - _SMALL


def _dates(text: str, published: date) -> list[WrittenDate]:
    plain = _plain(text)
    return find_dates(plain, find_numbers(plain), published)


def _plain(text: str) -> str:
    """A field's text as a sentence would have it: by themselves "March" and "May" may be other words."""
    return f"in {_KIND_OF_YEAR.sub('', text)}"


def _holds(words: list[str], sought: list[str]) -> bool:
    return any(words[at : at + len(sought)] == sought for at in range(len(words) - len(sought) + 1))


def _of_day(said: Period, day: date) -> float:
    days = said.days
    if days is None:
        return 0.0
    if days == (day, day):
        return 1.0
    if all((end.year, end.month) == (day.year, day.month) for end in days):
        return 0.5
    return 0.25 if all(end.year == day.year for end in days) else 0.0


def _completed(parts: Period, published: date) -> Period:
    if parts.year is not None:
        return parts
    made = [p for year in (published.year, published.year - 1) if exists(p := _in_year(parts, year))]
    over = [p for p in made if p.days and p.days[1] <= published]
    return next(iter([*over, *made]), parts)


def _in_year(parts: Period, year: int) -> Period:
    """The period with its end in the year; "October to March" begins in the one before."""
    until = parts.until and replace(parts.until, year=year)
    turns = until is not None and (parts.month or 0, parts.day or 0) > (until.month or 0, until.day or 0)
    return replace(parts, year=year - turns, until=until)
