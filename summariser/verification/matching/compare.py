"""Whether two numbers can be the same quantity: by unit, by bound, by kind, and within the precision written."""

import re
from decimal import Decimal
from enum import Enum

from summariser.numbers import Bound, Kind, NumberMention
from summariser.reading.vocabulary.nouns import NounClass, classes_of, disjoint
from summariser.reading.words import head_of, head_word
from summariser.verification.matching.lexicon import LIKE_UNITS, LOOSE_NOUNS, NOUN_GROUPS


class UnitFit(Enum):
    """How the unit of the summary's number stands to the source's, best first."""

    SAME = 0
    ALIKE = 1  # nouns that stand for one another
    OPEN = 2  # one of the two names none
    NOUN = 3  # another noun, which may be another word for the same
    APART = 4  # a noun for what the other cannot be: people and trees
    OTHER = 5  # another measure, currency or kind


# Between a part and its whole: "6,000 of 20,000 jobs".
PART_OF = re.compile(r"\s(?:out )?of (?:the |its |all |their )?(?:[\w-]{1,30}['’]s? )?\W?")
_NAMING = frozenset({Kind.ORDINAL, Kind.IDENTIFIER})
# Words that mostly put things in order and name no number of theirs.
_ORDER_WORDS = frozenset({"first", "second", "third"})
MEASURED = frozenset({Kind.PERCENT, Kind.MONEY, Kind.MEASURE})


def unit_fit(claim: NumberMention, source: NumberMention) -> UnitFit:
    """How the claim's unit stands to the source's."""
    if claim.kind is Kind.PERCENT and source.kind is Kind.CARDINAL and source.unit is None:
        return UnitFit.OPEN
    if claim.kind is not source.kind and not _kinds_meet(claim, source):
        return UnitFit.OTHER
    if claim.unit == source.unit:
        return UnitFit.SAME if claim.unit else UnitFit.OPEN
    if claim.unit is None or source.unit is None:
        return UnitFit.OPEN
    if _rate_dropped(claim.unit, source.unit):
        return UnitFit.ALIKE
    if {claim.unit, source.unit} in LIKE_UNITS:
        return UnitFit.ALIKE
    if claim.kind in MEASURED or source.kind in MEASURED:
        return UnitFit.OTHER
    return _noun_fit(claim.unit, source.unit)


def _kinds_meet(claim: NumberMention, source: NumberMention) -> bool:
    """Whether two different kinds may name one thing: "wife No. 4" and "his fourth wife", "3 weeks" and "3"."""
    kinds = {claim.kind, source.kind}
    if kinds == {Kind.CARDINAL, Kind.DATE}:
        return _is_year(claim) and _is_year(source)  # "1874" alone, "in 1874"
    if kinds == {Kind.CARDINAL, Kind.ORDINAL}:
        if claim.kind is Kind.CARDINAL and claim.unit:
            return False  # six divers are no sixth one
        return (claim if claim.kind is Kind.ORDINAL else source).text.lower() not in _ORDER_WORDS
    if kinds & _NAMING:
        return kinds <= _NAMING | {Kind.CARDINAL}
    if claim.unit and claim.unit == source.unit:
        return True
    if kinds == {Kind.CARDINAL, Kind.MULTIPLE}:
        return (claim if claim.kind is Kind.CARDINAL else source).unit in (None, "time")
    if kinds <= {Kind.CARDINAL, Kind.MEASURE, Kind.MONEY}:
        return claim.unit is None or source.unit is None or Kind.MEASURE in kinds
    return False


def _is_year(mention: NumberMention) -> bool:
    """Whether a number may be a year: four figures, of nothing."""
    return mention.unit is None and len(mention.text) == len("1874") and mention.text.isdigit()


def _rate_dropped(one: str, other: str) -> bool:
    """Whether two units differ only in that one says per what: "USD per gallon" and "USD"."""
    (base, per, _), (other_base, other_per, _) = one.partition(" per "), other.partition(" per ")
    return base == other_base and bool(per) != bool(other_per)


def _noun_fit(claim: str, source: str) -> UnitFit:
    """How one counted noun stands to another, judged by the word that carries each."""
    one, other = head_of(claim), head_of(source)
    if one == other:
        return UnitFit.SAME
    if one in LOOSE_NOUNS or other in LOOSE_NOUNS:
        return UnitFit.ALIKE
    if any(one in group and other in group for group in NOUN_GROUPS):
        return UnitFit.ALIKE
    if counts_people(claim) and counts_people(source):
        return UnitFit.ALIKE
    return UnitFit.APART if disjoint(head_word(claim), head_word(source)) else UnitFit.NOUN


# "Visits" are acts, "companies" places too: neither stands for people in them.
_VISITS = {NounClass.GROUP, NounClass.EVENT}


def counts_people(unit: str | None) -> bool:
    """Whether a noun may be one for people: "troop", "commuter", "family"."""
    classes = classes_of(head_word(unit)) if unit else frozenset()
    return NounClass.PERSON in classes and NounClass.PLACE not in classes and not classes >= _VISITS


class BoundFit(Enum):
    """How the bound of the summary's number stands to the source's."""

    SAME = 0
    ALIKE = 1  # says no more than the source does
    CHANGED = 2


LOWER = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
UPPER = frozenset({Bound.AT_MOST, Bound.LESS_THAN})
# Below this, "more than 5 people" and "at least 5 people" differ by a noticeable share. By judgement.
_FEW = 20


def bound_fit(claim: NumberMention, source: NumberMention) -> BoundFit:
    """How the claim's bound stands to the source's, for numbers of the same value."""
    if claim.bound is source.bound:
        return BoundFit.SAME
    if any(claim.bound in side and source.bound in side for side in (LOWER, UPPER)):
        return BoundFit.CHANGED if claim.value == int(claim.value) and claim.value < _FEW else BoundFit.ALIKE
    if claim.bound is Bound.ABOUT and source.bound is Bound.EXACTLY:
        return BoundFit.ALIKE
    return BoundFit.CHANGED


def share_of(mention: NumberMention) -> Decimal | None:
    """The part of a whole that a number gives, where it gives one: 0.25 for "25%" and for "a quarter"."""
    if mention.upper is not None:
        return None
    if mention.unit == "percent":
        return mention.value / 100
    is_part = mention.kind is Kind.CARDINAL and 0 < mention.value < 1
    return mention.value if is_part else None


def same_share(claim: NumberMention, source: NumberMention) -> bool:
    """Whether a fraction and a percentage, or two fractions, say the same as far as the percentage is written out."""
    mine, theirs = share_of(claim), share_of(source)
    if mine is None or theirs is None or claim.unit == source.unit == "percent":
        return False
    percent = next((m for m in (claim, source) if m.unit == "percent"), None)
    step = written_step(percent) / 100 if percent else written_step(claim)
    return abs(mine - theirs) <= min(step / 2, SHARE_STEP)


# How far a part of a whole may be from the fraction that stands for it in words. By judgement.
_AS_WRITTEN, _NEARLY, FARTHEST_SHARE = Decimal("0.01"), Decimal("0.04"), Decimal("0.07")


def is_rough_share(claim: NumberMention, share: Decimal) -> bool:
    """Whether a fraction in words stands for a share: "almost two thirds" for 0.64, "more than half" for 0.52."""
    mine = share_of(claim)
    if mine is None or claim.unit == "percent":
        return False
    past = share - mine
    if claim.bound in LOWER:
        return 0 < past <= FARTHEST_SHARE
    if claim.bound in UPPER:
        return 0 < -past <= FARTHEST_SHARE
    near = _NEARLY if claim.bound is Bound.ABOUT else _AS_WRITTEN
    return abs(past) <= min(near, mine / 8)


def same_value(claim: NumberMention, source: NumberMention) -> bool:
    """Whether value and, for ranges, both ends agree."""
    return claim.value == source.value and claim.upper == source.upper


# "A third" is 33%, "an eighth" 12.5% or 12%: at most this far apart. By judgement.
SHARE_STEP = Decimal("0.005")
_SCALE_WORDS = (*(Decimal(10) ** power for power in (12, 9, 6, 3, 2)), Decimal(1), Decimal(0))
_DIGITS = re.compile(r"\d[\d,  ]*(?:\.(\d+))?")


def written_step(mention: NumberMention) -> Decimal:
    """The value of one in the last place that is written: 0.1 million for "4.2 million", 1 for "4,210".

    Trailing zeros before the point count as written: 1 for "500". Number words are written to their last
    word: "five million" is written to the million, "twenty" to the one.
    """
    found = _DIGITS.search(mention.text)
    value = abs(mention.value)
    if value < 1 and "." not in mention.text:  # a fraction or a ratio in figures
        return _last_place(value)
    if found is None:
        return next(scale for scale in _SCALE_WORDS if value >= scale)
    digits = Decimal(re.sub(r"[^\d.]", "", found[0]).rstrip("."))
    scale = value / digits if digits else Decimal(1)
    return scale * Decimal(1).scaleb(-len(found[1] or ""))


def _last_place(value: Decimal) -> Decimal:
    """The value of one in the last place that is not zero: 100,000 for 300,000; 1 for 7."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


_VAGUE = tuple("tens dozens scores hundreds thousands millions billions trillions hundred dozen".split())


def is_vague(mention: NumberMention) -> bool:
    """Whether a number only says "hundreds" or "dozens", a range without ends to speak of."""
    words = mention.text.lower().rstrip(".")
    return mention.upper is not None and words.endswith(_VAGUE) and not any(map(str.isdigit, words))


# Announced by "about", "over" and the like, rounding may lose this share; cutting decimals off, the second;
# rounding to whole thousands in plain figures ("16,000" for 15,820), the third. By judgement, so that few round by
# chance (benchmarks/accuracy/chance.py measures it); so are those below.
_ANNOUNCED = Decimal("0.2")
# No rounding loses more: 1% is none of 0.5%.
_COARSEST = Decimal("0.3")
# In words, less: "a million" is none of 800,000; but "about a dozen" may be 11.
_COARSEST_IN_WORDS = Decimal("0.1")
_CUT = Decimal("0.02")
_THOUSANDS = Decimal("0.05")
# And so what is rounded to 1 is at most 1.5 times that.
FARTHEST_ROUNDING = Decimal("1.5")


def is_rounding(claim: NumberMention, source: NumberMention, *, in_headline: bool = False) -> bool:
    """Whether the claim gives the source's value in fewer figures, on the side that its bound says.

    A headline's zeros are not taken as written: "470K" for 473,000.
    """
    if claim.upper is not None or source.upper is not None or not source.value or not claim.value:
        return False
    value, exact = claim.value, source.value
    place = _last_place(value)
    if claim.bound in LOWER:
        return value < exact < value + place and exact <= value * (1 + _ANNOUNCED)
    if claim.bound in UPPER:
        return value - place < exact < value and exact >= value * (1 - _ANNOUNCED)
    off, step = abs(value - exact), written_step(claim)
    if not off:
        return False
    if not any(map(str.isdigit, claim.text)):
        near = off <= abs(exact) * _COARSEST_IN_WORDS
        return near and (off <= step / 2 or claim.bound is Bound.ABOUT)
    if claim.bound is Bound.ABOUT and off <= place / 2 and off <= abs(exact) * _ANNOUNCED:
        return True
    if off > abs(exact) * _COARSEST:
        return False
    if off < step / 2 or (off == step / 2 and abs(value) > abs(exact)):
        return True
    if abs(value) < abs(exact) < abs(value) + step and off <= abs(exact) * _CUT:
        return True
    if in_headline and off <= place / 2 and off <= abs(exact) * _CUT:
        return True
    return place >= 1000 and off <= 500 and off <= abs(exact) * _THOUSANDS
