"""What numbers beside each other share: the unit of a list or of two sides, the bound of a conversion."""

from decimal import Decimal

from summariser.numbers.draft import NumberDraft
from summariser.numbers.mention import Kind
from summariser.numbers.units.measures import in_base_units
from summariser.numbers.vocabulary.number_words import scaled

_LENGTH = "[length]"
_SURELY_LISTED = frozenset((" or ", "- and ", "- or ", "-and ", "-or ", "- and/or "))
_WEIGHTS = frozenset(("kilogram", "tonne", "gram"))
# By judgement: between these a bare number of four digits may be a year.
YEAR = Decimal(1000)
_LAST_YEAR = Decimal(2199)
_LAST_DAY = 31


def share(left: NumberDraft, right: NumberDraft, gap: str) -> None:
    """ "four-, five- and six-cylinder", "two or three men": the last of a list names the unit of all."""
    if left.kind is Kind.DATE:
        if (
            left.value >= YEAR
            and YEAR <= right.value <= _LAST_YEAR
            and is_bare(right)
            and is_ungrouped(right)
        ):
            right.kind = Kind.DATE
    elif not is_bare(left):
        return
    elif right.kind is Kind.DATE:
        if left.value <= _LAST_DAY and right.value <= _LAST_DAY:
            left.kind = Kind.DATE
    elif is_bare(right):
        right.listed = left if gap in (", ", "-, ") else None
    elif gap[0] != "," and (right.kind is Kind.CARDINAL or (right.unit and gap in _SURELY_LISTED)):
        share_unit(left, right)


def share_course(left: NumberDraft, right: NumberDraft) -> None:
    """ "From 14 to 9 square kilometres", "from 9 to 12 million", "from 20 mpg to 14": one names unit and scale of both."""
    if right.scale and not left.scale and left.value < YEAR:
        left.value, left.scale = scaled(left.value, right.scale), right.scale
    if is_bare(left) and right.unit and not left.listed:
        take_unit(left, right)
    elif is_bare(right) and left.unit:
        take_unit(right, left)


def share_side(left: NumberDraft, right: NumberDraft, gap: str) -> None:
    """ "40 x 60 cm", "5 by 4 metres": the last side has the unit of all; "by" joins lengths only."""
    if is_bare(right):
        right.listed = left
    elif right.kind is Kind.MEASURE and not right.rate and (gap != " by " or _is_length(right.unit)):
        share_unit(left, right)


def share_unit(last: NumberDraft, right: NumberDraft) -> None:
    """Give the unit of `right` to the number before it and to those of its list."""
    one: NumberDraft | None = last
    while one and one.unit is None:
        take_unit(one, right)
        one = one.listed


def _is_length(unit: str | None) -> bool:
    base = in_base_units(Decimal(1), unit) if unit else None
    return base is not None and base[0] == _LENGTH


def is_ungrouped(draft: NumberDraft) -> bool:
    """Whether it is written as years are: "1998", not "1,998"."""
    return draft.value < YEAR or draft.end - draft.start == len("1998")


def is_bare(draft: NumberDraft) -> bool:
    """Whether it is a plain count of nothing yet."""
    return draft.kind is Kind.CARDINAL and draft.unit is None


def take_unit(draft: NumberDraft, other: NumberDraft) -> None:
    """Gives `draft` the unit of `other`, with its kind and what it is per."""
    draft.unit, draft.kind, draft.rate = other.unit, other.kind, other.rate


def converts(left: NumberDraft, right: NumberDraft) -> bool:
    """Whether the second is the first in another unit: "more than 100 km (60 miles)", "over €5m ($5.7m)"."""
    if left.unit is None or right.unit is None or left.unit == right.unit or left.kind is not right.kind:
        return False
    if left.kind is Kind.MONEY:
        return True
    first, second = in_base_units(left.value, left.unit), in_base_units(right.value, right.unit)
    return first is not None and second is not None and first[0] == second[0]


def read_pounds_as_weight(low: str, left: NumberDraft, right: NumberDraft) -> None:
    """Millions of pounds are a weight beside another weight: "48 million kilograms (106 million pounds)"."""
    for pounds, other in ((left, right), (right, left)):
        by_name = pounds.unit == "GBP" and low.endswith("pounds", pounds.start, pounds.end)
        if by_name and other.kind is Kind.MEASURE and other.unit in _WEIGHTS:
            pounds.kind, pounds.unit = Kind.MEASURE, "pound"
