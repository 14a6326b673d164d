"""Finds the day on which an article was published, in the lines around its headline."""

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = "january february march april may june july august september october november december".split()
_NUMBER_OF = {name: n for n, name in enumerate(_MONTHS, 1)} | {
    name[:3]: n for n, name in enumerate(_MONTHS, 1)
}
_NUMBER_OF["sept"] = 9
_MONTH = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))

_DATE = re.compile(
    rf"\b(?P<month_a>{_MONTH})\b\.? (?P<day_a>\d{{1,2}})(?:st|nd|rd|th)?,? ?(?P<year_a>(?:19|20)\d\d)\b"
    rf"|\b(?P<day_b>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?(?P<month_b>{_MONTH})\b\.?,?[ -](?P<year_b>(?:19|20)\d\d)\b"
    r"|\b(?P<year_c>(?:19|20)\d\d)[-/.](?P<month_c>\d{1,2})[-/.](?P<day_c>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_FIRST_PUBLICATION = re.compile(r"\b(?:publish\w*|posted|released?|issued|first|created)\b", re.IGNORECASE)
_LATER = re.compile(r"\b(?:updated?|modified|accessed|retrieved|archived)\b", re.IGNORECASE)


def find_date(text: str) -> date | None:
    """The first date with day, month and year in `text`; None where there is none, or none that exists.

    Dates in digits only are read as year-month-day; 03/04/2025 means two days to two readers and is left out.
    """
    for found in _DATE.finditer(text):
        named = {key[:-2]: value for key, value in found.groupdict().items() if value}
        month = _NUMBER_OF.get(named["month"].lower()) or int(named["month"])
        try:
            return date(int(named["year"]), month, int(named["day"]))
        except ValueError:
            continue
    return None


def find_publication_date(lines: Iterable[str]) -> date | None:
    """The date in the first line that says when the article was published, else in the first line with a date.

    A line that speaks of an update counts last.
    """
    dated = [(line, day) for line in lines if (day := find_date(line))]
    dated.sort(key=lambda pair: _rank(pair[0]))
    return dated[0][1] if dated else None


def _rank(line: str) -> int:
    if _FIRST_PUBLICATION.search(line):
        return 0
    return 2 if _LATER.search(line) else 1
