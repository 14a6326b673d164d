"""Joins two numbers into a range where the words between them say so, and shares units along a list."""

import re
from decimal import Decimal
from fractions import Fraction

from summariser.numbers.draft import Draft
from summariser.numbers.mention import Kind
from summariser.numbers.words import exact, scaled

_HYPHENS = frozenset(("-", "–", "—", " - ", " – ", " — ", "–\u2009", "\u2009–\u2009"))
_TYPED = frozenset(("--", " -- "))
_TIGHT = frozenset(("-", "–", "—"))
_TO = _HYPHENS | {" to ", " to-", "-to-", " up to ", "- to ", "- to-", " through ", "–to–", " and up to "}
_LISTED = frozenset(
    (" or ", " and ", "-, ", "- and ", "- or ", "-and ", "-or ", "- and/or ", ", ", ", and ", ", or ")
)
_NO_RANGE = frozenset((Kind.ORDINAL, Kind.IDENTIFIER, Kind.TIME, Kind.MULTIPLE))
# Numbers with a hyphen before these words are the score of two sides.
_SCORES = re.compile(
    r" (lead|win|victory|defeat|loss|draw|record|vote|majority|decision|tie|margin|triumph)\b"
)
_SURELY_LISTED = frozenset((" or ", "- and ", "- or ", "-and ", "-or ", "- and/or "))
_OF_AGES = ("aged ", "ages ", "ages of ")
_BY = re.compile(r"\bby (?:about |around |some |nearly |almost |over |more than |a further |another )?$")
_FROM_NEAR = 18  # how many characters before a range its "from" may begin
_OF_SO_MANY = frozenset((" in ", "-in-", " in every ", " out of every "))
# "one ferry in nine", "7 cases out of 10"
_NOUN_OF_SO_MANY = re.compile(r" [a-z]+(?:[ -][a-z]+){0,2} (?:in|out of) (?:every )?")
_ROUND_WHOLES = frozenset((*range(3, 11), 12, 20, 50, 100, 1000))
_FAR, _FAR_FOR_A_CHANGE = 100, 5  # how many times its lower end a range's upper end may be
_CHANGED = tuple(
    f" {verb} "
    for verb in "fell rose gained lost added shed slipped dropped jumped climbed sank slid plunged surged tumbled eased".split()
)
_WEIGHTS = frozenset(("kilogram", "tonne", "gram"))
_YEAR = Decimal(1000)
_LAST_YEAR = Decimal(2199)
_LAST_DAY = 31


def join(text: str, low: str, left: Draft, right: Draft) -> bool:
    """Widen `left` to the range that ends with `right`, and say so; otherwise share what a list shares."""
    gap = low[left.end : right.start]
    if "\n" in gap and gap.strip().isalpha() and "\n\n" not in gap:  # a wrapped line
        gap = gap.replace("\n", " ")
    if _ends_in_short_year(low, left, right, gap):
        _complete_year(left, right)
        return False
    if gap in _TO:
        return not _is_change(low, left, right, gap) and _range(low, left, right, gap)
    if gap == " and " and low[max(0, left.start - 8) : left.start] == "between ":
        return _range(low, left, right, gap)
    if gap in _OF_SO_MANY or (left.unit and right.unit is None and _NOUN_OF_SO_MANY.fullmatch(gap)):
        return _ratio(left, right)
    if gap == " (":
        _weigh_pounds(low, left, right)
    if gap == " and " and low[max(0, left.start - 24) : left.start].endswith("between the ages of "):
        return _range(low, left, right, gap)
    if gap in _LISTED:
        _share(left, right, gap)
    if left.noun_end > right.end and right.kind is Kind.CARDINAL and _is_capital(text, right.end):
        right.kind, right.unit, right.rate, right.bound = Kind.IDENTIFIER, None, "", None
    return False


def _is_change(low: str, left: Draft, right: Draft, gap: str) -> bool:
    """Whether the first is by how much something changed, and the second what it came to.

    "Rose by €35 million to €186 million"; but "by 3 to 5 percent" is a range.
    """
    scaled_apart = left.scale and right.scale and left.scale != right.scale
    measured = left.unit is not None and left.kind is not Kind.CARDINAL and right.unit is not None
    if gap != " to " or not (measured or scaled_apart):
        return False
    return bool(_BY.search(low, max(0, left.start - _FROM_NEAR), left.start))


def _is_capital(text: str, end: int) -> bool:
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def _share(left: Draft, right: Draft, gap: str) -> None:
    """ "four-, five- and six-cylinder", "two or three men": the last of a list names the unit of all."""
    if left.kind is Kind.DATE:
        if (
            left.value >= _YEAR
            and _YEAR <= right.value <= _LAST_YEAR
            and _is_bare(right)
            and _is_ungrouped(right)
        ):
            right.kind = Kind.DATE
    elif not _is_bare(left):
        return
    elif right.kind is Kind.DATE:
        if left.value <= _LAST_DAY and right.value <= _LAST_DAY:
            left.kind = Kind.DATE
    elif _is_bare(right):
        right.listed = left if gap in (", ", "-, ") else None
    elif gap[0] != "," and (right.kind is Kind.CARDINAL or (right.unit and gap in _SURELY_LISTED)):
        one: Draft | None = left
        while one and one.unit is None:
            _take_unit(one, right)
            one = one.listed


def _is_ungrouped(draft: Draft) -> bool:
    """Whether it is written as years are: "1998", not "1,998"."""
    return draft.value < _YEAR or draft.end - draft.start == len("1998")


def _is_bare(draft: Draft) -> bool:
    """Whether it is a plain count of nothing yet."""
    return draft.kind is Kind.CARDINAL and draft.unit is None


def _take_unit(draft: Draft, other: Draft) -> None:
    draft.unit, draft.kind, draft.rate = other.unit, other.kind, other.rate


def _range(low: str, left: Draft, right: Draft, gap: str) -> bool:
    if right.kind is Kind.IDENTIFIER and _is_bare(left) and gap in _HYPHENS:
        left.kind = Kind.IDENTIFIER
    if left.kind is Kind.IDENTIFIER and _is_bare(right) and gap in ("-", "–"):  # "pages 3-5"
        right.kind = Kind.IDENTIFIER
    if right.kind is Kind.MULTIPLE and right.unit and _is_bare(left):  # "three to four times"
        left.kind = Kind.MULTIPLE
    elif left.kind in _NO_RANGE or right.kind in _NO_RANGE:
        return False
    if right.upper:
        return False
    if left.upper is not None:
        if left.unit and _is_bare(right) and gap == " to ":
            _take_unit(right, left)
        return False
    if not left.firm and right.kind is not Kind.DATE and right.unit and right.value > left.value:
        left.kind, left.firm = Kind.CARDINAL, True
    if left.kind is Kind.DATE or right.kind is Kind.DATE:
        _dates(left, right, gap)
        return False
    return _same_unit(low, left, right, gap) and _widen(low, left, right, gap)


def _same_unit(low: str, left: Draft, right: Draft, gap: str) -> bool:
    """Whether the two can be the ends of one range, by their units and sizes."""
    ahead = low[max(0, left.start - _FROM_NEAR) : left.start]
    after_from = "from " in ahead or ahead.endswith(_OF_AGES)
    if left.unit and _is_bare(right) and after_from:
        _take_unit(right, left)
    if left.unit and left.unit != right.unit:
        return left.kind is Kind.MONEY and right.unit is None and gap != " through "
    if after_from or gap != " to " or not _is_bare(right):
        return True
    # "the index fell 85 to 9,310" has a change and a level.
    far = _FAR_FOR_A_CHANGE if ahead.endswith(_CHANGED) else _FAR
    return right.value <= left.value * far


def _ratio(left: Draft, right: Draft) -> bool:
    """ "one in five" as 0.2 of what the second number counts; "12 in 40 countries" are two numbers."""
    one, all_ = left.value, right.value
    measured = (
        one == 1 and right.unit is None and left.kind in (Kind.MEASURE, Kind.MONEY)
    )  # "one litre in four"
    kinds = {right.kind} if measured else {left.kind, right.kind}
    if kinds != {Kind.CARDINAL} or left.upper or right.upper or right.bound or left.rate:
        return False
    if not 0 < one < all_ or one != int(one) or all_ != int(all_) or (one > 1 and all_ not in _ROUND_WHOLES):
        return False
    left.value, left.kind = exact(Fraction(int(one), int(all_))), Kind.CARDINAL
    left.unit, left.end, left.noun_end = right.unit or left.unit, right.end, right.noun_end
    return True


def _weigh_pounds(low: str, left: Draft, right: Draft) -> None:
    """Millions of pounds are a weight beside another weight: "48 million kilograms (106 million pounds)"."""
    for pounds, other in ((left, right), (right, left)):
        by_name = pounds.unit == "GBP" and low.endswith("pounds", pounds.start, pounds.end)
        if by_name and other.kind is Kind.MEASURE and other.unit in _WEIGHTS:
            pounds.kind, pounds.unit = Kind.MEASURE, "pound"


def _widen(low: str, left: Draft, right: Draft, gap: str) -> bool:
    """Make `left` the range, with the magnitude and the unit that its upper end gives to both."""
    first = left.value
    if right.scale and not left.scale and first < scaled(right.value, -right.scale):
        first = scaled(first, right.scale)
    elif (
        gap in _HYPHENS
        and not (right.scale or (left.unit and right.unit))
        and left.value < _YEAR <= right.value
        and right.value % _YEAR == 0
    ):
        first = scaled(first, 3) if scaled(first, 3) < right.value else first  # "20-25,000 people"
    second = right.value.copy_abs() if gap in _HYPHENS else right.value
    if first == second and gap in _HYPHENS:  # two sides are level
        left.end, left.kind, left.unit, left.bound = right.end, Kind.IDENTIFIER, None, None
        return True
    left.value, left.upper = min(first, second), max(first, second)
    left.end, left.scale, left.noun_end, left.rate = right.end, right.scale, right.noun_end, right.rate
    left.kind = right.kind if right.kind is not Kind.CARDINAL else left.kind
    left.unit = left.unit or right.unit
    if left.unit is None and gap in _HYPHENS and (score := _SCORES.match(low, left.end)):
        left.unit = score[1]
    left.bound = left.bound or (right.bound if "up" not in gap else None)
    return True


def _ends_in_short_year(low: str, left: Draft, right: Draft, gap: str) -> bool:
    """Whether two figures end a span of years: "2018-19"; apart from its dash only "2007 -- 08", which is no count."""
    written = low[right.start : right.end]
    if left.kind is not Kind.DATE or left.value < _YEAR or len(written) != 2 or not written.isdigit():
        return False
    return gap in _TIGHT or (written[0] == "0" and (gap in _HYPHENS or gap in _TYPED))


def _complete_year(first: Draft, last: Draft) -> None:
    """ "2018-19" and "1999-00" end in 2019 and in 2000."""
    last.value += first.value - first.value % 100
    last.value += 100 if last.value < first.value else 0
    last.kind, last.unit, last.rate, last.bound = Kind.DATE, None, "", None


def _dates(left: Draft, right: Draft, gap: str) -> None:
    """ "September 8-10", "2018-19", "1914 to 1918": each end is a date of its own."""
    for one, other in ((left, right), (right, left)):
        if one.kind is not Kind.CARDINAL or one.value != int(one.value):
            continue
        short_year = one is right and gap in _TIGHT and other.value >= _YEAR
        alike = one.unit is None and (one.value >= _YEAR) == (other.value >= _YEAR) and _is_ungrouped(one)
        if short_year or alike:
            one.kind, one.unit, one.rate = Kind.DATE, None, ""
