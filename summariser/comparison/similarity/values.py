"""How two numbers that are told of one thing stand to each other: the same, both possible, or not."""

from dataclasses import replace
from decimal import Decimal
from enum import Enum

from summariser.numbers import Bound, Kind, NumberMention
from summariser.verification.matching.compare import (
    LOWER,
    UPPER,
    UnitFit,
    is_rough_share,
    is_rounding,
    is_vague,
    same_share,
    share_of,
    unit_fit,
    written_step,
)
from summariser.verification.matching.conversions import base_value


class ValueRelation(Enum):
    """How the values and bounds of two numbers stand to each other."""

    SAME = 0  # value and bound
    ALIKE = 1  # one value under bounds that can both be true
    ROUNDED = 2  # one is the other in fewer figures, or in words
    POSSIBLE = 3  # both can be true
    BOUND = 4  # one value under bounds that exclude each other
    UNIT = 5  # one value of units that are none of each other
    APART = 6


# "At least 12" and "30" are both possible, and nobody would write the one for the other. By judgement, on
# evals/stories.
_FARTHEST = Decimal(2)
# What words such as "nearly" leave open to one side.
_THOUSAND = 3  # zeros
_SUBUNITS = frozenset({"cent", "penny", "pence"})
_NEARLY = frozenset("nearly almost approaching nearing".split())


def values(
    one: NumberMention, other: NumberMention, *, nearly: tuple[bool, bool] = (False, False)
) -> ValueRelation:
    """How two numbers stand to each other; `nearly` says which of them is told as not quite reached."""
    if _is_far(one, other):
        return ValueRelation.APART
    one, other = _in_one_unit(one, other)
    if one.value == other.value and one.upper == other.upper:
        fit = unit_fit(one, other)
        if fit is UnitFit.OTHER and one.unit != other.unit:
            return ValueRelation.UNIT
        return _bounds(one, other, nearly)
    if same_share(one, other) or same_share(other, one):
        return ValueRelation.SAME
    if unit_fit(one, other) is UnitFit.OTHER and None in (share_of(one), share_of(other)):
        return ValueRelation.APART
    if any(_rounds(*pair) for pair in ((one, other), (other, one))):
        return ValueRelation.ROUNDED
    return ValueRelation.POSSIBLE if _both_possible(one, other) else ValueRelation.APART


def _is_far(one: NumberMention, other: NumberMention) -> bool:
    """Whether two plain counts, or amounts of one unit, are so far apart that nothing else needs to be looked at."""
    if one.upper is not None or other.upper is not None or one.kind is not other.kind:
        return False
    if one.unit != other.unit and one.kind is not Kind.CARDINAL:
        return False
    small, large = sorted((abs(one.value), abs(other.value)))
    return small >= 1 and large > small * _FARTHEST


def _rounds(one: NumberMention, other: NumberMention) -> bool:
    """Whether the one gives the other in fewer figures: 11,000 for 11,300, "one in five" for 19.6%."""
    share = share_of(other)
    return is_rounding(one, other) or (share is not None and is_rough_share(one, share))


def is_nearly(text: str, start: int) -> bool:
    """Whether the number that begins at an offset is told as not quite reached: "nearly 11,000"."""
    before = text[max(0, start - 24) : start].lower().replace("(", " ").split()
    return not _NEARLY.isdisjoint(word.strip("“\"'‘—–,") for word in before[-2:])


def written(mention: NumberMention, text: str) -> str:
    """A number of a text with its bound before it: "over 11,000"."""
    nearly = mention.bound is Bound.ABOUT and is_nearly(text, mention.start)
    return f"{'nearly ' if nearly else mention.bound.words}{mention.text}"


def _in_one_unit(one: NumberMention, other: NumberMention) -> tuple[NumberMention, NumberMention]:
    """Both in the base unit of their dimension, where they have different units of one; cents as those of the other."""
    if one.unit is None or other.unit is None or one.unit == other.unit:
        return one, other
    (mine, _, rate), (theirs, _, other_rate) = one.unit.partition(" per "), other.unit.partition(" per ")
    if bool(rate) != bool(other_rate):  # "85 cents", and "€0.85 a share"
        return _in_one_unit(replace(one, unit=mine), replace(other, unit=theirs))
    if rate == other_rate and other.kind is Kind.MONEY and mine in _SUBUNITS:
        return replace(one, value=one.value / 100, unit=other.unit, kind=Kind.MONEY), other
    if rate == other_rate and one.kind is Kind.MONEY and theirs in _SUBUNITS:
        return one, replace(other, value=other.value / 100, unit=one.unit, kind=Kind.MONEY)
    left, right = base_value(one), base_value(other)
    if left is None or right is None or left[0] != right[0]:
        return one, other
    return replace(one, value=left[1], unit=left[0]), replace(other, value=right[1], unit=left[0])


def _bound(mention: NumberMention, nearly: bool) -> Bound:
    return Bound.LESS_THAN if nearly and mention.bound is Bound.ABOUT else mention.bound


def _bounds(one: NumberMention, other: NumberMention, nearly: tuple[bool, bool]) -> ValueRelation:
    """Of one value: "over" excludes "nearly", and the number itself unless that may be rounded; "about" nothing."""
    mine, theirs = _bound(one, nearly[0]), _bound(other, nearly[1])
    if mine is theirs:
        return ValueRelation.SAME
    both = {mine, theirs}
    if Bound.ABOUT in both or both <= LOWER or both <= UPPER:
        return ValueRelation.ALIKE
    if not both & {Bound.MORE_THAN, Bound.LESS_THAN}:
        return ValueRelation.ALIKE
    exact = one if mine is Bound.EXACTLY else other
    return ValueRelation.ALIKE if Bound.EXACTLY in both and _may_be_rounded(exact) else ValueRelation.BOUND


def _may_be_rounded(mention: NumberMention) -> bool:
    """Whether a number is written to the thousand, or with a word such as "million"."""
    exponent = mention.value.normalize().as_tuple().exponent
    return written_step(mention) > 1 or (isinstance(exponent, int) and exponent >= _THOUSAND)


def _both_possible(one: NumberMention, other: NumberMention) -> bool:
    (low, high), (lower, higher) = _ends(one), _ends(other)
    return low <= higher and lower <= high


def _ends(mention: NumberMention) -> tuple[Decimal, Decimal]:
    """The least and the most that a number can be, as somebody would write it."""
    value = mention.value
    if mention.upper is not None:
        return value, mention.upper * (10 if is_vague(mention) else 1)  # 11,000 are "thousands", too
    if mention.bound in LOWER:
        return value, value * _FARTHEST
    if mention.bound in UPPER:
        return value / _FARTHEST, value
    off = abs(value) / 10 if mention.bound is Bound.ABOUT else Decimal(0)
    return value - off, value + off


def informativeness(mention: NumberMention) -> float:
    """How little chance it is that two texts have a number in common, from 0 to 1: of "two" little, of "11,000" much."""
    digits = len(abs(mention.value).normalize().as_tuple().digits)
    if mention.kind is not Kind.CARDINAL:
        return min(1.0, 0.3 * digits)
    size = abs(mention.value)
    return 0.0 if size <= 2 else min(1.0, 0.1 + 0.1 * size.adjusted() + 0.15 * (digits - 1))
