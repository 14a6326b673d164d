"""Finds the dates of a text: one grammar for every form, in figures and in words, told or relative.

Only the neighbourhood of numbers and of words that can be of a date is read, so that the cost is linear. Bare years
are those that the number finder takes for years. Relative dates ("on Saturday", "last March") need the day of
publication and are left out without it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from summariser.numbers import Kind, NumberMention
from summariser.reading.period import Period, day_of
from summariser.reading.words import Words, split_words

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_DAY_WORDS = _UNITS + (
    """tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
    twentieth""".split()
    + [f"twenty-{unit}" for unit in _UNITS]
    + ["thirtieth", "thirty-first"]
)
_NUMBER_OF = {word: n for n, word in enumerate(_DAY_WORDS, 1)}
_NUMBER_OF |= {f"{n}{end}": n for n, end in ((1, "st"), (2, "nd"), (3, "rd"), (4, "th"))}
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?![,.]\d|:\d)"
_DAY_WORD = rf"(?:{'|'.join(sorted(_DAY_WORDS, key=len, reverse=True))})\b"
# The words of days are many: tried only where a month follows, and those of centuries where "century" does.
_BEFORE_A_MONTH = r"[a-z-]{4,14}\s(?:of\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_YEAR = r"(?:1\d\d\d|20\d\d)(?!\d|,\d|\.\d)"
_ANY_YEAR = rf"(?:{_YEAR}|['’‘]?\d\d\b(?![,.]\d))"
_TO = r"\s?(?:[-–—]|\bto\b|\bthrough\b|\buntil\b|\btill\b)\s?"
_ORDER = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_FISCAL = r"(?:fiscal|financial|tax)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_ATTACKS = "9/11"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ONES = "one two three four five six seven eight nine".split()
_TWO_DIGIT_WORDS = {ten: 10 * n for n, ten in enumerate(_TENS, 2)}
_TWO_DIGIT_WORDS |= {
    f"{ten}-{one}": 10 * n + m for n, ten in enumerate(_TENS, 2) for m, one in enumerate(_ONES, 1)
}
_TWO_DIGIT_WORDS |= {
    word: n
    for n, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10
    )
}
_TWO_DIGITS = "|".join(sorted(_TWO_DIGIT_WORDS, key=len, reverse=True))
_IN_WORDS = {"sixteen": 1600, "seventeen": 1700, "eighteen": 1800, "nineteen": 1900, "twenty": 2000}

# "5 March 2024", "the 5th of March", "March 5-8, 2024", "from March to May 2021", and the forms in figures.
_DATE = re.compile(
    rf"""\b(?:
      (?P<y1>{_YEAR})(?P<s1>[-/.])(?P<m1>\d\d?)(?P=s1)(?P<d1>\d\d?)(?=T\d|(?![\d./-]\d|\d))
    | (?P<a2>\d\d?)(?P<s2>[-/.])(?P<b2>\d\d?)(?P=s2)(?P<y2>{_YEAR}|\d\d(?![\d./-]\d|\d))
    | (?P<d3>{_DAY}|(?={_BEFORE_A_MONTH}){_DAY_WORD})(?:{_TO}(?P<e3>{_DAY}))?(?:\s|-)(?:of\s)?(?P<m3>{_MONTH})
        (?:(?:,?\s|-)(?P<y3>{_YEAR}|(?<=-)\d\d\b))?
    | (?P<m4>{_MONTH})\s(?:the\s)?(?P<d4>{_DAY}|{_DAY_WORD})(?:{_TO}(?P<e4>{_DAY}))?(?:,?\s(?P<y4>{_YEAR}))?
    | (?P<m5>{_MONTH})(?:{_TO}(?P<n5>{_MONTH}))?(?:,?\s(?:of\s)?|[-/])(?P<y5>{_YEAR}|['’‘]\d\d\b)
    | (?:FY\s?|{_FISCAL}(?:\s?-?years?)?\s(?:of\s)?)(?P<y6>{_ANY_YEAR})(?:[/–-](?P<z6>\d\d(?:\d\d)?\b))?
    | (?:Q\s?(?P<q7>[1-4])|(?P<r7>[1-4])Q|(?P<o7>{_ORDER})[\s-]quarter(?!\sof\s(?!the\s(?:{_FISCAL}|{_YEAR}|year)|{_FISCAL}|FY|{_YEAR}))|H\s?(?P<h7>[12])|(?P<i7>[12])H
        |(?P<k7>first|second|1st|2nd)[\s-]half(?=\sof\s(?:the\s)?(?:{_FISCAL}|{_YEAR})))
        (?:\b|(?=\d\d\b))(?:(?:,?\s|\sof\s|-|/)?(?:the\s)?(?P<f7>FY\s?|{_FISCAL}\s(?:year\s)?|year\s)?(?P<y7>{_ANY_YEAR}))?
    | (?P<y8>{_YEAR})(?:\s|-)(?:Q(?P<q8>[1-4])\b|H(?P<h8>[12])\b|(?P<o8>{_ORDER})[\s-]quarter\b)
    | (?P<p9>{_SEASON})\s(?:of\s)?(?P<y9>{_YEAR})
    | (?P<y10>1\d\d0|20\d0)s\b | (?P<w10>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b
    | (?=[\w-]{{4,14}}[\s-]century)(?P<c11>(?:1\d|20|21)(?:th|st)|{_DAY_WORD})[\s-]century\b(?!\s(?:BC|B\.C|BCE))
    | (?P<y12>{_YEAR})(?P<t12>\s?[-–—]\s?|/|\sto\s|\suntil\s|\sthrough\s)(?P<z12>{_YEAR}|(?<=[-–/])\d\d\b(?![,.:]\d))
    | (?<=\bbetween\s)(?P<y13>{_YEAR})\sand\s(?P<z13>{_YEAR})
    | (?P<x14>{_ATTACKS})\b
    | (?P<h15>sixteen|seventeen|eighteen|nineteen|twenty)[\s-](?P<u15>{_TWO_DIGITS})\b(?![\s-](?:hundred|thousand|million))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SHORT_DECADE = re.compile(r"['’‘](\d0)s\b")
_DECADES = dict(
    zip(
        "twenties thirties forties fifties sixties seventies eighties nineties".split(),
        range(1920, 2000, 10),
        strict=True,
    )
)
# "May", "march" and "August" are other words too: by themselves they need one of these before them.
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|of|since|until|by|from|to|last|this|next|early|late|during|and|for|before|after|than|between|through)\s|[,(]\s?|\bmid-)$",
    re.IGNORECASE,
)
_NAME_BEHIND = re.compile(r"\s[A-Z][a-z]+")
_OTHER_WORDS = ("March", "May", "August", "Mar", "Apr", "Aug")
_GIVEN_NAMES = ("March", "May", "April", "August", "June")
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_RELATIVE = re.compile(
    rf"""\b(?:
      (?P<day>the\sday\sbefore\syesterday|today|yesterday|tomorrow|tonight)
    | (?:(?P<turn>last|this|next|previous|coming)\s)?(?P<weekday>{"|".join(_WEEKDAYS)})\b(?!['’]s\b)
    | (?P<turn2>last|this|next|previous|coming|current)\s(?P<span>year|month|week|quarter|decade|century)
    | (?P<turn3>last|this|next)\s(?P<month>{_MONTH}|{_SEASON})(?!\s\d)
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
_DATE_WORDS = frozenset(
    """fy january february march april may june july august september october november december jan feb mar apr jun jul aug sept
    sep oct nov dec spring summer autumn fall winter quarter half century fiscal financial twenties thirties forties fifties
    sixties seventies eighties nineties sixteen seventeen eighteen nineteen twenty""".split()
)
_MONTH_NAMES = frozenset(
    "January February March April May June July August September October November December Jan Feb Mar Apr Aug Sept Oct Nov Dec".split()
)
_RELATIVE_WORDS = frozenset(
    "today yesterday tomorrow tonight last this next previous coming current ago".split() + _WEEKDAYS
)
_WORDS = _DATE_WORDS | _RELATIVE_WORDS
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
_FIRST_YEAR, _LAST_YEAR, _LAST_DAY = 1000, 2100, 31
_TURN_OF_CENTURY = 50
_JOINT = re.compile(
    r",?\s?(?:[-–—,]|\bto\b|\band\b|\bor\b|\bthrough\b|\buntil\b)\s?(?:the\s|in\s|on\s|of\s)?", re.IGNORECASE
)
_LISTED = re.compile(r"\s?,\s(?:and\s|or\s)?|\s(?:and|or)\s")
_COMING_REACH = 60
_LONGEST_JOINT, _SAME_SENTENCE = 12, 80
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text: half-open offsets, and what it says.

    `relative` where that follows in part from the day of publication; `written` is then what is written of it, None
    where that is no date of its own ("on Saturday").
    """

    start: int
    end: int
    parts: Period
    relative: bool = False
    written: Period | None = None


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
    here = [(start, low) for start, low in zip(words.starts, words.lows, strict=True) if low in _WORDS]
    # What has the form of a date and is none, as 31 February, is no date in part either.
    formed = _formed(text, mentions, [start for start, low in here if low in _DATE_WORDS])
    dates = _without_overlap(
        [*formed, *_months_alone(text, here), *_bare_years(mentions, text), *_short_decades(text)]
    )
    dates = _joined(
        text, _completed(text, _with_days_beside(text, [d for d in dates if _exists(d.parts)], mentions))
    )
    if published is not None:
        dates = [_of_the_last_year(text, written, published) for written in dates]
        relative = _relative(text, published, [start for start, low in here if low in _RELATIVE_WORDS])
        dates = _without_overlap([*dates, *relative], keep_longer=True)
    return dates


def _formed(text: str, mentions: Sequence[NumberMention], words: Sequence[int]) -> list[WrittenDate]:
    """What has the form of a date, but for months and years by themselves; with parts that cannot exist, too."""
    dates = []
    for low, high in _windows(text, mentions, words):
        for match in _DATE.finditer(text, low, high):
            parts = _read(match)
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
    if mention.kind is Kind.DATE or mention.text == _ATTACKS:
        return len(mention.text) > 2
    if mention.kind is Kind.IDENTIFIER:
        return bool(_PARTED.search(mention.text))
    return mention.kind is Kind.CARDINAL and text[mention.end : mention.end + 1] in _PARTING


def _read(match: re.Match[str]) -> Period | None:
    said = {key: value for key, value in match.groupdict().items() if value}
    form = next((int("".join(filter(str.isdigit, key))) for key in said), 0)
    part = {key.rstrip("0123456789"): value for key, value in said.items()}
    return _READERS[form](part)


def _iso(part: dict[str, str]) -> Period | None:
    return Period(int(part["y"]), int(part["m"]), int(part["d"]))


def _in_figures(part: dict[str, str]) -> Period | None:
    """05/03/2024: with dots the day is first; else both readings stand, if both exist."""
    one, other, year = int(part["a"]), int(part["b"]), _year(part["y"])
    readings = [Period(year, other, one)]
    if part["s"] != "." and one != other:
        readings.append(Period(year, one, other))
    readings = [reading for reading in readings if _exists(reading)]
    if len(readings) == 2:
        return replace(readings[1], alternative=readings[0])
    return readings[0] if readings else None


def _day_and_month(part: dict[str, str]) -> Period | None:
    if part["m"] in ("may", "march", "mar") and "y" not in part:
        return None  # "they may 3 times"
    year = _year(part["y"]) if "y" in part else None
    month = _month(part["m"])
    until = Period(year, month, _day(part["e"])) if "e" in part else None
    return Period(year, month, _day(part["d"]), until=until)


def _month_and_year(part: dict[str, str]) -> Period | None:
    year = _year(part["y"])
    if "n" in part:
        return Period(year, _month(part["m"]), until=Period(year, _month(part["n"])))
    return Period(year, _month(part["m"]))


def _fiscal_year(part: dict[str, str]) -> Period | None:
    year = _year(part["y"])
    if "z" in part:
        year = year // 100 * 100 + int(part["z"][-2:])
    return Period(year, fiscal=True)


def _part_of_year(part: dict[str, str]) -> Period | None:
    quarter = part.get("q") or part.get("r") or part.get("o")
    half = part.get("h") or part.get("i") or part.get("k")
    year = _year(part["y"]) if "y" in part else None
    if half and year is None:
        return None
    fiscal = part.get("f", "").strip().lower().startswith(("fy", "fiscal", "financial", "tax"))
    return Period(
        year,
        quarter=_NUMBER_OF.get(quarter.lower()) or int(quarter) if quarter else None,
        half=_NUMBER_OF.get(half.lower()) or int(half) if half else None,
        fiscal=fiscal,
    )


def _season(part: dict[str, str]) -> Period | None:
    return Period(int(part["y"]), season=_season_number(part["p"]))


def _decade(part: dict[str, str]) -> Period | None:
    year = int(part["y"]) if "y" in part else _DECADES[part["w"].lower()]
    return Period(year, years=100 if year % 100 == 0 and year < 2000 else 10)


def _century(part: dict[str, str]) -> Period | None:
    number = part["c"].lower()
    count = _NUMBER_OF.get(number) or int(re.sub(r"\D", "", number))
    return Period((count - 1) * 100, years=100) if count > 1 else None


def _span_of_years(part: dict[str, str]) -> Period | None:
    year, end = int(part["y"]), part["z"]
    last = int(end) if len(end) == 4 else year // 100 * 100 + int(end)
    if len(end) == 2:
        if last <= year and (year + 1) % 100 == int(end):
            last = year + 1  # 1999/00
        is_month = "-" in part.get("t", "") and 1 <= int(end) <= 12
        if last <= year:
            return Period(year, int(end)) if is_month else None
        if last > year + 1 and is_month:
            return Period(year, int(end))
    return Period(year, until=Period(last)) if last > year else None


def _year_in_words(part: dict[str, str]) -> Period | None:
    return Period(_IN_WORDS[part["h"].lower()] + _TWO_DIGIT_WORDS[part["u"].lower()])


def _attacks(part: dict[str, str]) -> Period | None:
    return Period(month=9, day=11)


_READERS = {
    1: _iso, 2: _in_figures, 3: _day_and_month, 4: _day_and_month, 5: _month_and_year, 6: _fiscal_year, 7: _part_of_year,
    8: _part_of_year, 9: _season, 10: _decade, 11: _century, 12: _span_of_years, 13: _span_of_years, 14: _attacks,
    15: _year_in_words,
}  # fmt: skip


def _year(digits: str) -> int:
    """ "'09" is 2009, "'98" is 1998."""
    year = int(digits.lstrip("'’‘"))
    if year >= 100:
        return year
    return year + (2000 if year < _TURN_OF_CENTURY else 1900)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _day(written: str) -> int:
    return _NUMBER_OF.get(written.lower()) or int(re.sub(r"\D", "", written))


def _season_number(name: str) -> int:
    return {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}[name.lower()]


def _exists(parts: Period) -> bool:
    """Whether the calendar has such a day; 29 February where no year is told."""
    try:
        if parts.day is not None:
            date(parts.year or 2000, parts.month or 1, parts.day)
        elif parts.month is not None:
            date(2000, parts.month, 1)
    except ValueError:
        return False
    return parts.until is None or _exists(parts.until)


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
        yield WrittenDate(start, end, Period(month=_month(written)))


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
            yield WrittenDate(mention.start, mention.end, Period(_year(mention.text)))


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
                if _exists(parts):
                    found.append(WrittenDate(mention.start, mention.end, parts))
                break
    return sorted(found, key=lambda written: written.start) if len(found) > len(dates) else dates


def _of_the_last_year(text: str, written: WrittenDate, published: date) -> WrittenDate:
    """A day or month without a year as the last one up to the day of publication, or the next one where that is told."""
    parts = written.parts
    if parts.year is not None or parts.month is None or parts.until is not None:
        return written
    before = text[max(0, written.start - _COMING_REACH) : written.start].rsplit(". ", 1)[-1]
    later = (parts.month, parts.day or 1) > (published.month, published.day)
    year = published.year + (0 if later == bool(_COMING.search(before)) else 1 if not later else -1)
    parts = replace(parts, year=year)
    if not _exists(parts):
        return written
    return replace(written, parts=parts, relative=True, written=written.parts)


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
                parts = replace(parts, year=following.parts.year)
                written = replace(written, parts=parts)
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
                dates[at] = replace(dates[at], parts=replace(parts, year=last.parts.year))
    return dates


def _with_days_of_years(text: str, dates: list[WrittenDate]) -> list[WrittenDate]:
    """ "December 31, 2020 and 2019": the second is a day as well."""
    for at in range(1, len(dates)):
        last, written = dates[at - 1], dates[at]
        bare = written.parts == Period(written.parts.year)
        if bare and last.parts.day and last.parts.year and _LISTED.fullmatch(text, last.end, written.start):
            parts = replace(last.parts, year=written.parts.year)
            dates[at] = replace(written, parts=parts if _exists(parts) else written.parts)
    return dates


def _relative(text: str, published: date, words: Iterable[int]) -> Iterator[WrittenDate]:
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
        return turned(published, _TURNS[match["turn2"].lower()], match["span"].lower())
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


def turned(published: date, step: int, span: str) -> Period | None:
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
    month = 3 * _season_number(name) + 1 if season else _month(name)
    year = published.year
    if turn == "last" and (month, 1) >= (published.month, 0):
        year -= 1
    elif turn == "next" and month <= published.month:
        year += 1
    return Period(year, season=_season_number(name)) if season else Period(year, month)


def _ago(count: int, unit: str, published: date) -> Period | None:
    if unit in ("day", "week"):
        return day_of(published - timedelta(days=count * (7 if unit == "week" else 1)))
    return turned(published, -count, unit)
