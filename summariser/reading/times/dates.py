"""Finds the dates of a text: one grammar for every form, in figures and in words, told or relative.

Only the neighbourhood of numbers and of words that can be of a date is read, so that the cost is linear. Bare years
are those that the number finder takes for years. Relative dates ("on Saturday", "last March") need the day of
publication and are left out without it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from summariser.numbers import Kind, NumberMention
from summariser.reading.times.date_forms import ATTACKS, DATE, exists, month_number, read_form, year_in_full
from summariser.reading.times.period import Period, WrittenDate
from summariser.reading.times.relative_dates import RELATIVE_WORDS, of_the_last_year, relative_dates
from summariser.reading.words import Words, split_words

_SHORT_DECADE = re.compile(r"['’‘](\d0)s\b")
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|of|since|until|by|from|to|last|this|next|early|late|during|and|for|before|after|than|between|through)\s|[,(]\s?|\bmid-)$",
    re.IGNORECASE,
)
_NAME_BEHIND = re.compile(r"\s[A-Z][a-z]+")
_OTHER_WORDS = ("March", "May", "August", "Mar", "Apr", "Aug")
_GIVEN_NAMES = ("March", "May", "April", "August", "June")
_PLAIN = frozenset(
    """fy january february march april may june july august september october november december jan feb mar apr jun jul aug sept
    sep oct nov dec spring summer autumn fall winter quarter half century fiscal financial twenties thirties forties fifties
    sixties seventies eighties nineties sixteen seventeen eighteen nineteen twenty""".split()
)
_MONTH_NAMES = frozenset(
    "January February March April May June July August September October November December Jan Feb Mar Apr Aug Sept Oct Nov Dec".split()
)
DATE_WORDS = _PLAIN | RELATIVE_WORDS
# In characters, by judgement: as far as a cue of a date may stand from it.
_BEFORE, _AFTER = 24, 40
_JOINING = ("/", "-", "–", "—", ".", "'", "’")
_APOSTROPHES = ("'", "’", "‘")
_PARTING = ("/", "-")
# "05.03.2024", "2023/24", "Q1", "1H", "FY23".
_PARTED = re.compile(r"[-/.]|\d[QqHh]|[QqHh]\d|[Ff][Yy]")
_ON = (
    " to ",
    " until ",
    " through ",
    " – ",
    " - ",
    " and ",
    " Q",
    " H",
    " first",
    " second",
    " third",
    " fourth",
)
# By judgement: years that news and reports name.
_FIRST_YEAR, _LAST_YEAR, _LAST_DAY = 1000, 2100, 31
_JOINT = re.compile(
    r",?\s?(?:[-–—,]|\bto\b|\band\b|\bor\b|\bthrough\b|\buntil\b)\s?(?:the\s|in\s|on\s|of\s)?", re.IGNORECASE
)
_LISTED = re.compile(r"\s?,\s(?:and\s|or\s)?|\s(?:and|or)\s")
# In characters, by judgement.
_LONGEST_JOINT, _SAME_SENTENCE = 12, 80
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")


def find_dates(
    text: str,
    mentions: Sequence[NumberMention],
    published: date | None = None,
    words: Words | None = None,
) -> list[WrittenDate]:
    """The dates of a text in order, not overlapping, given its numbers in order.

    >>> from summariser.numbers import find_numbers
    >>> text = "On 5 March 2024 and in the third quarter of 2023"
    >>> [date.parts.edtf for date in find_dates(text, find_numbers(text))]
    ['2024-03-05', '2023-35']
    """
    words = words or split_words(text)
    here = [
        (start, low.removesuffix("'s"))
        for start, low in zip(words.starts, words.lows, strict=True)
        if low in DATE_WORDS or low.removesuffix("'s") in DATE_WORDS
    ]
    # What has the form of a date and is none, as 31 February, is no date in part either.
    formed = _formed(text, mentions, [start for start, low in here if low in _PLAIN])
    dates = _without_overlap(
        [*formed, *_months_alone(text, here), *_bare_years(mentions, text), *_short_decades(text)]
    )
    dates = _joined(
        text, _completed(text, _with_days_beside(text, [d for d in dates if exists(d.parts)], mentions))
    )
    if published is not None:
        dates = [of_the_last_year(text, written, published) for written in dates]
        relative = relative_dates(text, published, [start for start, low in here if low in RELATIVE_WORDS])
        dates = _without_overlap([*dates, *relative], keep_longer=True)
    return dates


def _formed(text: str, mentions: Sequence[NumberMention], words: Sequence[int]) -> list[WrittenDate]:
    """What has the form of a date, but for months and years by themselves; with parts that cannot exist, too."""
    dates = []
    for low, high in _windows(text, mentions, words):
        for match in DATE.finditer(text, low, high):
            parts = read_form(match)
            if parts is not None:
                dates.append(WrittenDate(match.start(), match.end(), parts))
    return dates


def _windows(text: str, mentions: Sequence[NumberMention], words: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where dates can stand that are more than a bare year, in order and not overlapping."""
    places = [*words, *(m.start for m in mentions if _may_be_dated(text, m))]
    places.sort()
    low = high = -1
    for place in places:
        if place - _BEFORE > high:
            if high > 0:
                yield low, high
            low = max(0, place - _BEFORE)
        high = place + _AFTER
    if high > 0:
        yield low, high


def _may_be_dated(text: str, mention: NumberMention) -> bool:
    """Whether more than a bare year may begin with, or be, a number: by what it is, or by what stands behind it."""
    if mention.kind is Kind.DATE and mention.text.isdigit():
        return text[mention.end : mention.end + 1] in _JOINING or text.startswith(_ON, mention.end)
    if mention.kind is Kind.DATE or mention.text == ATTACKS:
        return len(mention.text) > 2
    if mention.kind is Kind.IDENTIFIER:
        return bool(_PARTED.search(mention.text))
    return mention.kind is Kind.CARDINAL and text[mention.end : mention.end + 1] in _PARTING


def _months_alone(text: str, words: Iterable[tuple[int, str]]) -> Iterator[WrittenDate]:
    for start, low in words:
        end = start + len(low)
        written = text[start:end]
        if written not in _MONTH_NAMES:
            continue
        labels = text[end : end + 1] in (":", "|", "\t")  # "May: 12"
        if (
            written in _OTHER_WORDS
            and not labels
            and not _BEFORE_MONTH.search(text, max(0, start - 8), start)
        ):
            continue
        # "April Jones", "in May Lee's office".
        if written in _GIVEN_NAMES and _NAME_BEHIND.match(text, end):
            continue
        yield WrittenDate(start, end, Period(month=month_number(written)))


def _bare_years(mentions: Iterable[NumberMention], text: str) -> Iterator[WrittenDate]:
    """The numbers that are years, by the finder or as a span of years ("1708-1765")."""
    for mention in mentions:
        span = mention.kind is Kind.CARDINAL and mention.unit is None and mention.upper is not None
        years = mention.value, mention.upper
        if mention.kind is Kind.DATE and mention.text.isdigit() and mention.value >= _FIRST_YEAR:
            yield WrittenDate(mention.start, mention.end, Period(int(mention.value)))
        elif span and years[1] is not None and _FIRST_YEAR <= years[0] < years[1] <= _LAST_YEAR:
            parts = Period(int(years[0]), until=Period(int(years[1])))
            yield WrittenDate(mention.start, mention.end, parts)
        elif mention.kind is Kind.DATE and len(mention.text) == 2 and text[mention.start - 1] in _APOSTROPHES:
            yield WrittenDate(mention.start, mention.end, Period(year_in_full(mention.text)))


def _short_decades(text: str) -> Iterator[WrittenDate]:
    if "0s" in text:
        for match in _SHORT_DECADE.finditer(text):
            yield WrittenDate(match.start(), match.end(), Period(1900 + int(match[1]), years=10))


def _without_overlap(dates: Iterable[WrittenDate], *, keep_longer: bool = False) -> list[WrittenDate]:
    """The dates in order; of two that overlap the one that begins first, or with `keep_longer` the longer one."""
    kept: list[WrittenDate] = []
    for written in sorted(dates, key=lambda d: (d.start, -d.end)):
        if not kept or written.start >= kept[-1].end:
            kept.append(written)
        elif keep_longer and written.end - written.start > kept[-1].end - kept[-1].start:
            kept[-1] = written
    return kept


def _with_days_beside(
    text: str, dates: list[WrittenDate], mentions: Sequence[NumberMention]
) -> list[WrittenDate]:
    """The dates, and the days that share the month of one beside them: "8 and 10 September"."""
    found = list(dates)
    starts = [written.start for written in dates]
    for mention in mentions:
        if mention.kind is not Kind.DATE or mention.value > _LAST_DAY:
            continue
        at = bisect_right(starts, mention.start)
        before, behind = (dates[at - 1] if at else None), (dates[at] if at < len(dates) else None)
        if before and mention.start < before.end:
            continue
        for beside, gap in ((before, (before.end, mention.start) if before else (0, 0)),
                            (behind, (mention.end, behind.start) if behind else (0, 0))):  # fmt: skip
            if beside and beside.parts.day and _JOINT.fullmatch(text, *gap):
                parts = Period(beside.parts.year, beside.parts.month, int(mention.value))
                if exists(parts):
                    found.append(WrittenDate(mention.start, mention.end, parts))
                break
    return sorted(found, key=lambda written: written.start) if len(found) > len(dates) else dates


def _joined(text: str, dates: list[WrittenDate]) -> list[WrittenDate]:
    """The dates, two that are the ends of a span as one: "from 28 May to 3 June 2019"."""
    done: list[WrittenDate] = []
    for written in dates:
        last = done[-1] if done else None
        if last and last.parts.until is None and _is_span(text, last, written):
            day = written.parts.days, last.parts.days
            if not day[0] or not day[1] or day[1][0] < day[0][1]:
                done[-1] = WrittenDate(last.start, written.end, replace(last.parts, until=written.parts))
                continue
        done.append(written)
    return done


def _is_span(text: str, one: WrittenDate, other: WrittenDate) -> bool:
    same_sort = (one.parts.day is None, one.parts.month is None) == (
        other.parts.day is None,
        other.parts.month is None,
    )
    if not same_sort or one.parts.month is None or other.start - one.end > _LONGEST_JOINT:
        return False
    between = text[one.end : other.start].strip().lower()
    if between == "and":
        return text[max(0, one.start - 8) : one.start].lower().rstrip().endswith("between")
    return between in ("to", "until", "till", "through", "-", "–", "—")


def _completed(text: str, dates: list[WrittenDate]) -> list[WrittenDate]:
    """The dates, those without a year with the year of the one that they are joined to: "March and April 2021"."""
    done: list[WrittenDate] = []
    following: WrittenDate | None = None
    for written in reversed(dates):
        parts = written.parts
        if following and parts.year is None and following.parts.year and not written.relative:
            same_sort = (parts.day is None) == (following.parts.day is None)
            if same_sort and _JOINT.fullmatch(text, written.end, following.start):
                written = _of_year(written, following.parts.year)
        done.append(written)
        following = written
    return _with_days_of_years(text, _with_year_before(text, done[::-1]))


def _with_year_before(text: str, dates: list[WrittenDate]) -> list[WrittenDate]:
    """ "12 days in January 2014 and 9 in February": a month has the year that its sentence named before."""
    for at in range(1, len(dates)):
        last, parts = dates[at - 1], dates[at].parts
        if parts.year is None and parts.month and last.parts.year and not last.parts.fiscal:
            gap = text[last.end : dates[at].start]
            later = last.parts.month is None or parts.month > last.parts.month
            if (
                later
                and last.parts.years == 1
                and len(gap) < _SAME_SENTENCE
                and not _SENTENCE_END.search(gap)
            ):
                dates[at] = _of_year(dates[at], last.parts.year)
    return dates


def _of_year(written: WrittenDate, year: int) -> WrittenDate:
    """A date with the year that it takes over; without one where that year has no such day, as 29 February 2023."""
    parts = replace(written.parts, year=year)
    return replace(written, parts=parts) if exists(parts) else written


def _with_days_of_years(text: str, dates: list[WrittenDate]) -> list[WrittenDate]:
    """ "December 31, 2020 and 2019": the second is a day as well."""
    for at in range(1, len(dates)):
        last, written = dates[at - 1], dates[at]
        bare = written.parts == Period(written.parts.year)
        if bare and last.parts.day and last.parts.year and _LISTED.fullmatch(text, last.end, written.start):
            parts = replace(last.parts, year=written.parts.year)
            dates[at] = replace(written, parts=parts if exists(parts) else written.parts)
    return dates
