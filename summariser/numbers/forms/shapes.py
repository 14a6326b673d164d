"""What the signs around digits make of them: a time, a date, a version, a telephone number, a fraction."""

import re
from decimal import Decimal

from summariser.numbers.context.bounds import bound_before
from summariser.numbers.context.complete import read_context
from summariser.numbers.draft import LeftContext, NumberDraft
from summariser.numbers.forms import digits
from summariser.numbers.mention import Kind
from summariser.numbers.vocabulary.lexicon import LABELS, MONTHS

_LETTERS_OF_TIME = {"h": "hour", "m": "minute", "s": "second"}
_PART = re.compile(r"(?:h|min|m|s)(?![a-z])")
_PART_BEFORE = re.compile(r"(?<=[0-9])(h|m|min)\Z")
_NO_GAP = frozenset(("", " "))
_DATE_LIKE = re.compile(r"[-.](?:[A-Za-z]{3,9}|[0-9]{1,4})[-.]")
# The calendar's.
_LAST_DAY, _LAST_MONTH = 31, 12


def by_shape(
    text: str, low: str, start: int, end: int, run: re.Match[str], plain: bool
) -> NumberDraft | None:
    """What the signs after the digits make of them: a time, a version, a telephone number, a fraction, a date."""
    after = text[end : end + 1]
    if after in "'’′":
        h = digits.HEIGHT.match(text, start)
        if h is None:
            return None
        inches = Decimal(h[1]) * 12 + Decimal(h[2])
        return NumberDraft(
            start,
            h.end(),
            inches,
            Kind.MEASURE,
            unit="inch",
            bound=bound_before(LeftContext(low, start).words),
        )
    if after == ":":
        m = digits.TIME.match(text, start)
        return _time(low, start, m.end(), m[1], m[2]) if m and plain else None
    if after in ".-" and _DATE_LIKE.match(text, run.end()) and (date := _date(low, start)):
        return date
    if after == "." and not plain:
        m = digits.VERSION.match(text, start)
        return NumberDraft(start, m.end(), Decimal(run[0]), Kind.IDENTIFIER) if m and m.end() > end else None
    if after == "-":
        if text[end + 1 : end + 2].isalpha() and (n := digits.NAMED_PAIR.match(low, start)):  # "1-on-1"
            return NumberDraft(start, n.end(), Decimal(run[0]), Kind.IDENTIFIER)
        if not (m := digits.HYPHENS.match(text, start)):
            return None
        return NumberDraft(start, m.end(), Decimal(run[0]), Kind.IDENTIFIER)
    if after in "/⁄":
        return _slashed(text, low, start) if plain else None
    if digits.HALF_DAY.match(low, end):
        hour, _, minutes = text[start:end].partition(".")
        if len(hour) <= 2 and hour.isdigit():
            return _time(low, start, end, hour, minutes or "00")
    return None


def _date(low: str, start: int) -> NumberDraft | None:
    """A date in figures, or with its month's name between hyphens: "12.05.2019", "2019-05-12", "3-Jan-2021"."""
    if m := digits.NAMED_DATE.match(low, start):
        valid, year = m[2] in MONTHS and int(m[1]) <= _LAST_DAY, m[3]
    elif m := digits.FIGURE_DATE.match(low, start):
        day, month, year = (m[1], m[3], m[4]) if m[4] else (m[8], m[7], m[5])
        valid = max(int(day), int(month)) <= _LAST_DAY and min(int(day), int(month)) <= _LAST_MONTH
    else:
        return None
    labelled = LeftContext(low, start).last.rstrip(".") in LABELS  # "version 12.5.2019"
    return NumberDraft(start, m.end(), Decimal(year), Kind.DATE) if valid and not labelled else None


def _time(low: str, start: int, end: int, hour: str, rest: str) -> NumberDraft:
    """A time of day or a running time; its value is hour.minutes on the 24-hour clock."""
    half = digits.HALF_DAY.match(low, end)
    afternoon = 12 if half and half[1] == "p" and int(hour) < 12 else 0
    value = Decimal(f"{int(hour) + afternoon}.{rest.replace(':', '').replace('.', '')}")
    return NumberDraft(start, half.end() if half else end, value, Kind.TIME)


def _slashed(text: str, low: str, start: int) -> NumberDraft | None:
    m = digits.SLASHES.match(text, start)
    if m is None:
        return None
    part = None if m[3] else digits.fraction(m[1], m[2])
    if part is not None:
        return read_context(
            text, low, NumberDraft(start, m.end(), part), LeftContext(low, start), plain=False
        )
    if not m[3] and _are_years(m[1], m[2]):  # the second is read by itself, as behind a hyphen
        return NumberDraft(start, m.end(1), Decimal(m[1]), Kind.DATE)
    if m[3]:
        return NumberDraft(start, m.end(), Decimal(m[1] if len(m[1]) == 4 else m[3]), Kind.DATE)
    return NumberDraft(start, m.end(), Decimal(m[1]), Kind.IDENTIFIER)


def _are_years(first: str, second: str) -> bool:
    """Whether the second year is the one after the first: "2021/22", "2021/2022"."""
    following = str(int(first) + 1)
    return len(first) == len("2021") and second in (following, following[2:])


def running_time(low: str, draft: NumberDraft, done: int) -> NumberDraft | None:
    """One part of "2h15m" or "5m30s", each a measure of its own; the last of "3h20" lacks its letter."""
    above = (
        _PART_BEFORE.search(low, max(0, done - 4), done)
        if done and low[done : draft.start] in _NO_GAP
        else None
    )
    if not above and not digits.RUNNING_TIME.match(low, draft.start):
        return None
    below = (
        ("minute", "second") if above and above[1] == "h" else ("second",) if above else ("hour", "minute")
    )
    if m := _PART.match(low, draft.end):
        unit, end = _LETTERS_OF_TIME[m[0][0]], m.end()
    elif done == draft.start:
        unit, end = below[0], draft.end
    else:
        return None
    if unit not in below:
        return None
    draft.kind, draft.unit, draft.end = Kind.MEASURE, unit, end
    draft.bound = bound_before(LeftContext(low, draft.start).words)
    return draft
