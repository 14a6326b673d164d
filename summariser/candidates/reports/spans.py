"""The times that an article writes, with the spans that words make of dates: "the fiscal year to 31 March".

Beyond the dates of the reading, and by them: a count of years or months up to a date, two dates as the ends of a span,
the first months of a year, and spans that no calendar gives ("the last school year").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from summariser.article import Article
from summariser.reading import Period, WrittenDate, read
from summariser.reading.times.relative_dates import RELATIVE_WORDS, relative_dates

_COUNTS = {
    word: n
    for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(_COUNTS)})"
_KIND = r"(?:fiscal|financial|school|academic|calendar|tax|marketing|crop)"
_UP_TO = re.compile(
    rf"""\b(?:(?P<count>{_COUNT})[\s-])?(?:{_KIND}\s)?(?P<unit>half-year|year|month|quarter)s?\s(?:(?:that|which)\s)?
    (?:to|through|until|up\sto|end(?:ed|ing|s)?)(?:\s(?:on|in|with))?(?:\sthe)?(?:\send\sof)?\s$""",
    re.IGNORECASE | re.VERBOSE,
)
_FIRST_MONTHS = re.compile(rf"\bfirst\s(?P<count>{_COUNT})\smonths\sof\s$", re.IGNORECASE)
_PLURAL = re.compile(
    r"\b(?:seasons|years|winters|summers|months|quarters)\s(?:from\s|of\s|between\s)?$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$", re.IGNORECASE)
_JOINT = re.compile(r"\s(?:to|until|till|through)\s(?:the\s)?", re.IGNORECASE)
_UNDATED = re.compile(
    rf"""\b(?:last|past|previous|this|current)\s{_KIND}\s(?:year|term)\b | \b(?:last|past|previous)\s(?:season|decade)\b
    | \b(?:last|past)\s{_COUNT}\s(?:years|months|quarters|decades|seasons)\b
    | \b(?:first|second)\shalf\sof\s(?:the|this|last)\s(?:{_KIND}\s)?year\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "Wednesday's report", "this morning": days that the reading does not take for times of what is told.
_OTHER_DAY = re.compile(
    r"\b(?:(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?=['’]s\b)|this\s(?:morning|afternoon|evening)\b)",
    re.IGNORECASE,
)
# In characters, by judgement.
_REACH = 60
# The day that relative dates are read by where the article's own is not known, and then forgotten again.
SOME_DAY = date(2001, 1, 3)


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a text writes, as half-open offsets. `parts` is what it says, or would say on some day; `is_told` if it does.

    `is_span` where it goes from one time to another, `is_relative` where it counts from the day of publication.

    >>> (time,) = times_of(Article.from_text("The audit covers the two years to March 2024."))
    >>> time.parts.edtf, time.is_span
    ('2022-04/2024-03', True)
    """

    start: int
    end: int
    parts: Period | None
    is_told: bool = True
    is_span: bool = False
    is_relative: bool = False


def times_of(article: Article) -> list[Time]:
    """The times that an article writes, in order, not overlapping.

    >>> text = "The audit covers 2019 to 2021 and came out on 5 March 2022."
    >>> [text[time.start : time.end] for time in times_of(Article.from_text(text))]
    ['2019 to 2021', '5 March 2022']
    """
    text, reading = article.text, read(article)
    times = [
        Time(d.start, d.end - (text[d.end - 1] == "."), d.parts, is_relative=d.relative)
        for d in reading.dates
    ]
    if article.published is None:
        words = zip(reading.words.starts, reading.words.lows, strict=True)
        relative = relative_dates(text, SOME_DAY, [start for start, low in words if low in RELATIVE_WORDS])
        times += [
            Time(d.start, d.end, d.parts, is_told=False, is_relative=True)
            for d in relative
            if not _is_taken(d, reading.dates)
        ]
    times += _other_days(text, article.published)
    times += [Time(m.start(), m.end(), None, is_span=True) for m in _UNDATED.finditer(text)]
    return list(_apart(_joined(text, [_extended(text, time) for time in sorted(times, key=_place)])))


def _other_days(text: str, published: date | None) -> Iterator[Time]:
    for match in _OTHER_DAY.finditer(text):
        for written in relative_dates(match["day"] or "today", published or SOME_DAY, [0]):
            yield Time(match.start(), match.end(), written.parts, published is not None, is_relative=True)


def _place(time: Time) -> tuple[int, int]:
    return time.start, -time.end


def _is_taken(written: WrittenDate, dates: Sequence[WrittenDate]) -> bool:
    return any(d.start < written.end and written.start < d.end for d in dates)


def _extended(text: str, time: Time) -> Time:
    """A date with the words before it that make a span of it."""
    before = text[max(0, time.start - _REACH) : time.start]
    parts, start = time.parts, time.start - len(before)
    if parts is None:
        return time
    if parts.until is not None:
        longer = _PLURAL.search(before) or _BETWEEN.search(before)
        return replace(time, start=start + longer.start() if longer else time.start, is_span=True)
    if found := _UP_TO.search(before):
        return replace(time, start=start + found.start(), parts=_up_to(parts, found), is_span=True)
    if (found := _FIRST_MONTHS.search(before)) and parts == Period(parts.year):
        count = _count(found["count"])
        if 1 < count <= 12 and parts.year is not None:
            months = Period(parts.year, 1, until=Period(parts.year, count))
            return replace(time, start=start + found.start(), parts=months, is_span=True)
    is_part = parts.quarter or parts.half or parts.season or parts.fiscal or parts.years > 1
    return replace(time, is_span=bool(is_part))


def _count(written: str) -> int:
    return _COUNTS.get(written.lower()) or int(written)


def _up_to(parts: Period, found: re.Match[str]) -> Period | None:
    """So many years, quarters or months that end with a date, as a span; None where the calendar has none."""
    months = (
        _count(found["count"] or "one")
        * {"year": 12, "half-year": 6, "quarter": 3, "month": 1}[found["unit"].lower()]
    )
    if parts.year is None or not months or parts.alternative:
        return None
    if parts.month is None:
        return Period(parts.year - months // 12 + 1, until=parts) if months > 12 else parts
    whole = parts.day is None or (_day_after(parts) or parts).day == 1
    first = parts.year * 12 + parts.month - 1 - months + whole
    year, month = divmod(first, 12)
    if parts.day is None:
        return Period(year, month + 1, until=parts)
    after = (
        _day_after(Period(year, month + 1, min(parts.day, 28))) if not whole else Period(year, month + 1, 1)
    )
    return replace(after, until=parts) if after else None


def _day_after(parts: Period) -> Period | None:
    days = parts.days
    if days is None:
        return None
    day = days[1] + timedelta(days=1)
    return Period(day.year, day.month, day.day)


def _joined(text: str, times: Sequence[Time]) -> Iterator[Time]:
    """Two dates as the ends of a span: "from the spring of 2023 to the autumn of 2025"."""
    at = 0
    while at < len(times):
        time, behind = times[at], times[at + 1] if at + 1 < len(times) else None
        at += 1
        if (
            behind is not None
            and time.parts
            and behind.parts
            and not time.parts.until
            and not behind.parts.until
        ):
            between = text[time.end : behind.start] if behind.start - time.end < _REACH else ""
            if _JOINT.fullmatch(between) and time.is_told and behind.is_told:
                time = Time(time.start, behind.end, replace(time.parts, until=behind.parts), is_span=True)
                at += 1
        yield time


def _apart(times: Iterator[Time]) -> Iterator[Time]:
    """Of overlapping times the first, which is the longer one."""
    done = 0
    for time in sorted(times, key=_place):
        if time.start >= done:
            done = time.end
            yield time
