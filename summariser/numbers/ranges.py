"""Joins two numbers into a range where the words between them say so, and shares units along a list."""

import re
from decimal import Decimal

from summariser.numbers.draft import Draft
from summariser.numbers.mention import Kind
from summariser.numbers.words import scaled

_HYPHENS = frozenset(("-", "–", "—", " - ", " – ", " — ", "–\u2009", "\u2009–\u2009"))
_TO = _HYPHENS | {" to ", " to-", "-to-", " up to ", "- to ", "- to-", " through ", "–to–", " and up to "}
_LISTED = frozenset(
    (" or ", " and ", "-, ", "- and ", "- or ", "-and ", "-or ", "- and/or ", ", ", ", and ", ", or ")
)
_NO_RANGE = frozenset((Kind.ORDINAL, Kind.IDENTIFIER, Kind.TIME, Kind.MULTIPLE))
# Numbers with a hyphen before these words are the score of two sides.
_SCORES = re.compile(
    r" (lead|win|victory|defeat|loss|draw|record|vote|majority|decision|tie|margin|triumph)\b"
)
_YEAR = Decimal(1000)
_LAST_DAY = 31


def join(text: str, low: str, left: Draft, right: Draft) -> bool:
    """Widen `left` to the range that ends with `right`, and say so; otherwise share what a list shares."""
    gap = low[left.end : right.start]
    if gap in _TO:
        return _range(low, left, right, gap)
    if gap == " and " and low[max(0, left.start - 8) : left.start] == "between ":
        return _range(low, left, right, gap)
    if gap in _LISTED:
        _share(left, right, gap)
    if left.noun_end > right.end and right.kind is Kind.CARDINAL and _is_capital(text, right.end):
        right.kind, right.unit, right.rate, right.bound = Kind.IDENTIFIER, None, "", None
    return False


def _is_capital(text: str, end: int) -> bool:
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def _share(left: Draft, right: Draft, gap: str) -> None:
    """ "four-, five- and six-cylinder", "two or three men": the last of a list names the unit of all."""
    if left.kind is Kind.DATE and left.value >= _YEAR:
        if right.kind is Kind.CARDINAL and right.unit is None and right.value >= _YEAR:
            right.kind = Kind.DATE
    elif right.kind is Kind.DATE and left.kind is Kind.CARDINAL and left.unit is None:
        if left.value <= _LAST_DAY and right.value <= _LAST_DAY:
            left.kind = Kind.DATE
    elif left.unit is None and left.kind is Kind.CARDINAL is right.kind and right.unit is None:
        right.listed = left if gap in (", ", "-, ") else None
    elif left.unit is None and left.kind is Kind.CARDINAL and right.unit and gap[0] != ",":
        if right.kind is Kind.CARDINAL or gap[0] == "-" or gap == " or ":
            one: Draft | None = left
            while one and one.unit is None:
                one.unit, one.rate, one.kind = right.unit, right.rate, right.kind
                one = one.listed


def _range(low: str, left: Draft, right: Draft, gap: str) -> bool:
    if right.kind is Kind.IDENTIFIER and left.kind is Kind.CARDINAL and left.unit is None and gap in _HYPHENS:
        left.kind = Kind.IDENTIFIER
    if left.kind in _NO_RANGE or right.kind in _NO_RANGE or right.upper:
        return False
    if left.upper is not None:
        if left.unit and right.unit is None and right.kind is Kind.CARDINAL and gap == " to ":
            right.unit, right.kind, right.rate = left.unit, left.kind, left.rate
        return False
    if (
        left.kind is Kind.DATE
        and not left.firm
        and right.kind is not Kind.DATE
        and right.unit
        and right.value > left.value
    ):
        left.kind = Kind.CARDINAL
    if left.kind is Kind.DATE or right.kind is Kind.DATE:
        _dates(left, right, gap)
        return False
    if left.unit and right.unit is None and right.kind is Kind.CARDINAL and _is_after_from(low, left.start):
        right.unit, right.kind, right.rate = left.unit, left.kind, left.rate
    if left.unit and left.unit != right.unit:
        if left.kind is not Kind.MONEY or right.unit or gap in (" through ",):
            return False
    first = left.value
    if right.scale and not left.scale and first < scaled(right.value, -right.scale):
        first = scaled(first, right.scale)
    second = right.value.copy_abs() if gap in _HYPHENS else right.value
    left.value, left.upper = min(first, second), max(first, second)
    left.end, left.scale, left.noun_end, left.rate = right.end, right.scale, right.noun_end, right.rate
    if right.kind is not Kind.CARDINAL:
        left.kind = right.kind
    left.unit = left.unit or right.unit
    if left.unit is None and gap in _HYPHENS and (score := _SCORES.match(low, left.end)):
        left.unit = score[1]
    left.bound = left.bound or (right.bound if "up" not in gap else None)
    return True


def _is_after_from(low: str, start: int) -> bool:
    """Whether "from" stands before the lower end: "from 14 mpg to 24" is mpg at both ends."""
    return "from " in low[max(0, start - 18) : start]


def _dates(left: Draft, right: Draft, gap: str) -> None:
    """ "September 8-10", "2018-19", "1914 to 1918": each end is a date of its own."""
    for one, other in ((left, right), (right, left)):
        plain = one.kind is Kind.CARDINAL and one.value == int(one.value)
        if plain and (
            gap in _HYPHENS or (one.unit is None and (one.value >= _YEAR) == (other.value >= _YEAR))
        ):
            one.kind, one.unit, one.rate = Kind.DATE, None, ""
