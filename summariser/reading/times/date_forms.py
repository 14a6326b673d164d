"""The forms of a date in English, in figures and in words: one pattern, and what each of its forms says."""

import re
from dataclasses import replace
from datetime import date

from summariser.reading.times.period import Period

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = (
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
# "In the second quarter, 40 mills": two figures behind words are a year with an apostrophe only.
_PLAIN_YEAR = rf"(?:{_YEAR}|['’‘]\d\d\b)"
_TO = r"\s?(?:[-–—]|\bto\b|\bthrough\b|\buntil\b|\btill\b)\s?"
_ORDER = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_FISCAL = r"(?:fiscal|financial|tax)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
ATTACKS = "9/11"
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
DATE = re.compile(
    rf"""\b(?:
      (?P<y1>{_YEAR})(?P<s1>[-/.])(?P<m1>\d\d?)(?P=s1)(?P<d1>\d\d?)(?=T\d|(?![\d./-]\d|\d))
    | (?P<a2>\d\d?)(?P<s2>[-/.])(?P<b2>\d\d?)(?P=s2)(?P<y2>{_YEAR}|\d\d(?![\d./-]\d|\d))
    | (?P<d3>{_DAY}|(?={_BEFORE_A_MONTH}){_DAY_WORD})(?:{_TO}(?P<e3>{_DAY}))?(?:\s|-)(?:of\s)?(?P<m3>{MONTH})
        (?:(?:,?\s|-)(?P<y3>{_YEAR}|(?<=-)\d\d\b))?
    | (?P<m4>{MONTH})\s(?:the\s)?(?P<d4>{_DAY}|{_DAY_WORD})(?:{_TO}(?P<e4>{_DAY}))?(?:,?\s(?P<y4>{_YEAR}))?
    | (?P<m5>{MONTH})(?:{_TO}(?P<n5>{MONTH}))?(?:,?\s(?:of\s)?|[-/])(?P<y5>{_YEAR}|['’‘]\d\d\b)
    | (?:FY\s?|{_FISCAL}(?:\s?-?years?)?\s(?:of\s)?)(?P<y6>{_ANY_YEAR})(?:[/–-](?P<z6>\d\d(?:\d\d)?\b))?
    | (?:Q\s?(?P<q7>[1-4])|(?P<r7>[1-4])Q|(?P<o7>{_ORDER})[\s-]quarter(?!\sof\s(?!the\s(?:{_FISCAL}|{_YEAR}|year)|{_FISCAL}|FY|{_YEAR}))|H\s?(?P<h7>[12])|(?P<i7>[12])H
        |(?P<k7>first|second|1st|2nd)[\s-]half(?=\sof\s(?:the\s)?(?:{_FISCAL}|{_YEAR})))
        (?:\b|(?=\d\d\b))(?:(?:,?\s|\sof\s|-|/)?(?:the\s)?(?P<f7>FY\s?|{_FISCAL}\s(?:year\s)?|year\s)?(?P<y7>(?(o7){_PLAIN_YEAR}|{_ANY_YEAR})))?
    | (?P<y8>{_YEAR})(?:\s|-)(?:Q(?P<q8>[1-4])\b|H(?P<h8>[12])\b|(?P<o8>{_ORDER})[\s-]quarter\b)
    | (?P<p9>{SEASON})\s(?:of\s)?(?P<y9>{_YEAR})
    | (?P<y10>1\d\d0|20\d0)s\b | (?P<w10>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b
    | (?=[\w-]{{4,14}}[\s-]century)(?P<c11>(?:1\d|20|21)(?:th|st)|{_DAY_WORD})[\s-]century\b(?!\s(?:BC|B\.C|BCE))
    | (?P<y12>{_YEAR})(?P<t12>\s?[-–—]\s?|/|\sto\s|\suntil\s|\sthrough\s)(?P<z12>{_YEAR}|(?<=[-–/])\d\d\b(?![,.:]\d))
    | (?<=\bbetween\s)(?P<y13>{_YEAR})\sand\s(?P<z13>{_YEAR})
    | (?P<x14>{ATTACKS})\b
    | (?P<h15>sixteen|seventeen|eighteen|nineteen|twenty)[\s-](?P<u15>{_TWO_DIGITS})\b(?![\s-](?:hundred|thousand|million))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_DECADES = dict(
    zip(
        "twenties thirties forties fifties sixties seventies eighties nineties".split(),
        range(1920, 2000, 10),
        strict=True,
    )
)
# A year of two digits below it is of this century: by judgement.
_TURN_OF_CENTURY = 50


def read_form(match: re.Match[str]) -> Period | None:
    """The period that a match of one of the forms says, or None where the calendar has none such."""
    said = {key: value for key, value in match.groupdict().items() if value}
    form = next((int("".join(filter(str.isdigit, key))) for key in said), 0)
    part = {key.rstrip("0123456789"): value for key, value in said.items()}
    return _READERS[form](part)


def _iso(part: dict[str, str]) -> Period | None:
    return Period(int(part["y"]), int(part["m"]), int(part["d"]))


def _in_figures(part: dict[str, str]) -> Period | None:
    """05/03/2024: with dots the day is first; else both readings stand, if both exist."""
    one, other, year = int(part["a"]), int(part["b"]), year_in_full(part["y"])
    readings = [Period(year, other, one)]
    if part["s"] != "." and one != other:
        readings.append(Period(year, one, other))
    readings = [reading for reading in readings if exists(reading)]
    if len(readings) == 2:
        return replace(readings[1], alternative=readings[0])
    return readings[0] if readings else None


def _day_and_month(part: dict[str, str]) -> Period | None:
    if part["m"] in ("may", "march", "mar") and "y" not in part:
        return None  # "they may 3 times"
    year = year_in_full(part["y"]) if "y" in part else None
    month = month_number(part["m"])
    until = Period(year, month, _day(part["e"])) if "e" in part else None
    return Period(year, month, _day(part["d"]), until=until)


def _month_and_year(part: dict[str, str]) -> Period | None:
    year = year_in_full(part["y"])
    if "n" in part:
        return Period(year, month_number(part["m"]), until=Period(year, month_number(part["n"])))
    return Period(year, month_number(part["m"]))


def _fiscal_year(part: dict[str, str]) -> Period | None:
    year = year_in_full(part["y"])
    if "z" in part:
        year = year // 100 * 100 + int(part["z"][-2:])
    return Period(year, fiscal=True)


def _part_of_year(part: dict[str, str]) -> Period | None:
    quarter = part.get("q") or part.get("r") or part.get("o")
    half = part.get("h") or part.get("i") or part.get("k")
    year = year_in_full(part["y"]) if "y" in part else None
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
    return Period(int(part["y"]), season=season_number(part["p"]))


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


def year_in_full(digits: str) -> int:
    """ "'09" is 2009, "'98" is 1998."""
    year = int(digits.lstrip("'’‘"))
    if year >= 100:
        return year
    return year + (2000 if year < _TURN_OF_CENTURY else 1900)


def month_number(name: str) -> int:
    """1 to 12, of a month's name or its first three letters."""
    return _MONTHS.index(name[:3].lower()) + 1


def _day(written: str) -> int:
    return _NUMBER_OF.get(written.lower()) or int(re.sub(r"\D", "", written))


def season_number(name: str) -> int:
    """1 to 4, from spring on."""
    return {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}[name.lower()]


def exists(parts: Period) -> bool:
    """Whether the calendar has such a day; 29 February where no year is told."""
    try:
        if parts.day is not None:
            month = 1 if parts.month is None else parts.month  # 0 is no month: "version 3.0.21"
            date(parts.year or 2000, month, parts.day)
        elif parts.month is not None:
            date(2000, parts.month, 1)
    except ValueError:
        return False
    return parts.until is None or exists(parts.until)
