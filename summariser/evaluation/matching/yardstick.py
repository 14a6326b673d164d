"""How the evaluation compares values, bounds, units, roundings, shares and words; docs/reference/metrics.md says it in words.

Frozen: a change here moves figures of systems that did not change, so it comes only with a new version of the
table, docs/measurements/evaluation-table.md. Nothing here knows verification, which is judged by it.
"""

import re
from decimal import Decimal
from functools import lru_cache

from summariser.numbers import Bound, Kind, NumberMention, find_numbers

# The gold's notation: it writes shares to four places, a third as 0.3333.
_SHARE_STEP = Decimal("0.00005")
# A percentage of no decimals says a share to half a point, and no percentage says it more loosely.
_LOOSEST_SHARE = Decimal("0.005")
# No rounding moves a value by more than this part of it: 2 is none of 1.6. By judgement.
_FARTHEST = Decimal("0.2")
_LOWER = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_UPPER = frozenset({Bound.AT_MOST, Bound.LESS_THAN})

# For each bound of the gold, the bounds that say as much of the same value, or less.
_FITTING = {
    Bound.EXACTLY: {Bound.EXACTLY, Bound.ABOUT},
    Bound.ABOUT: {Bound.ABOUT},
    Bound.AT_LEAST: {Bound.AT_LEAST},
    Bound.MORE_THAN: {Bound.MORE_THAN, Bound.AT_LEAST},
    Bound.AT_MOST: {Bound.AT_MOST},
    Bound.LESS_THAN: {Bound.LESS_THAN, Bound.AT_MOST},
}
# For each bound of a rounding, the bounds of the gold's value that it may have come from.
_ROUNDED_FROM = {
    Bound.EXACTLY: {Bound.EXACTLY},
    Bound.ABOUT: {Bound.EXACTLY, Bound.ABOUT},
    **{bound: {Bound.EXACTLY, Bound.ABOUT, *_LOWER} for bound in _LOWER},
    **{bound: {Bound.EXACTLY, Bound.ABOUT, *_UPPER} for bound in _UPPER},
}

_MEASURED = frozenset({Kind.PERCENT, Kind.MONEY, Kind.MEASURE})
_PEOPLE = frozenset({"person", "people"})
_ENDINGS = ("ation", "ment", "ing", "ed", "ly")
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def same_value(value: Decimal | None, gold: Decimal | None) -> bool:
    """Whether two ends are equal; shares below 1 to the four places that the gold is written to."""
    if value is None or gold is None:
        return value is gold
    return value == gold or (abs(gold) < 1 and abs(value - gold) <= _SHARE_STEP)


def bound_fits(bound: Bound, gold: Bound) -> bool:
    """Whether a bound says of the same value what the gold's does, or less."""
    return bound in _FITTING[gold]


def rounds(said: NumberMention, value: Decimal, bound: Bound) -> bool:
    """Whether a number that is no range is the value rounded, to the places that it is written to.

    "16 thousand" is written to the thousand, "16,000" to one. With "about" or an open end, zeros at the end are not
    written; an open end must be less than one in its last place away, on its side.
    """
    off = abs(value - said.value)
    if not off or off > _FARTHEST * abs(value) or bound not in _ROUNDED_FROM[said.bound]:
        return False
    step = _written_step(said)
    if said.bound is Bound.EXACTLY or not step:
        return off <= step / 2
    step = max(step, _last_place(said.value))
    if said.bound is Bound.ABOUT:
        return off <= step / 2
    return off < step and (said.value < value) == (said.bound in _LOWER)


def same_share(said: NumberMention, value: Decimal, unit: str | None) -> bool:
    """Whether a percentage and a fraction, or two fractions, are one share, to the places that are written."""
    units = (canonical(said.unit), canonical(unit))
    mine = _share(said.value, units[0], said.kind)
    theirs = _share(value, units[1], kind_of(unit))
    if mine is None or theirs is None or units == ("percent", "percent"):
        return False
    step = _last_written(value) if units[1] == "percent" else _written_step(said)
    if "percent" in units:
        step /= 100
    return abs(mine - theirs) <= min(step / 2, _LOOSEST_SHARE)


def same_units(one: str | None, other: str | None) -> bool:
    """Whether two units are one in the finder's form, for counted nouns by the noun that carries them.

    What they are per must agree: "EUR" is not "EUR per tonne".
    """
    mine, theirs = canonical(one), canonical(other)
    if mine is None or theirs is None:
        return mine is theirs
    return mine == theirs or (_per(mine) == _per(theirs) and head_of(mine) == head_of(theirs))


@lru_cache(maxsize=4096)
def canonical(unit: str | None) -> str | None:
    """A unit as anyone writes it ("€", "troops", "%") in the number finder's form; None for none."""
    if unit is None or not unit.strip():
        return None
    written = " ".join(unit.split())
    for phrase in (f"5 {written}", f"{written}5"):
        found = find_numbers(phrase)
        # Of counted nouns the finder may take the first of several; the one that carries the unit is the last.
        if len(found) == 1 and is_measured(found[0].kind) and found[0].unit:
            written = found[0].unit
            break
    return "people" if written.lower() in _PEOPLE else written.lower()


@lru_cache(maxsize=1024)
def kind_of(unit: str | None) -> Kind:
    """What a number with the unit is."""
    found = find_numbers(f"5 {unit}") if unit else []
    return found[0].kind if len(found) == 1 else Kind.CARDINAL


def is_measured(kind: Kind) -> bool:
    """Whether numbers of the kind carry their unit, rather than count what a noun names."""
    return kind in _MEASURED


def head_of(unit: str) -> str:
    """The stem of the word that carries a unit: "public housing property" -> that of "property"."""
    return stem(re.split(r" per | of |/", unit)[0].rsplit(" ", 1)[-1])


def stems(text: str, shortest: int = 1) -> frozenset[str]:
    """The stems of the words of a text that have so many letters."""
    return frozenset(stem(word) for word in re.findall(r"[^\W\d_]+", text) if len(word) >= shortest)


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """The word in lower case without its ending, three letters or more: "closed", "closes", "closing" -> "clos"."""
    low = word.lower()
    if len(low) > 3 and low[-1] == "s" and low[-2] not in "sui":
        low = low[:-3] + "y" if low.endswith("ies") else low[:-1]
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            low = low.removesuffix(ending)
            if low[-1] == low[-2] and low[-1] not in "ls":
                low = low[:-1]
            break
    return low[:-1] if len(low) > 3 and low[-1] == "e" else low


def _per(unit: str) -> str:
    return stem(unit.partition(" per ")[2])


def _share(value: Decimal, unit: str | None, kind: Kind) -> Decimal | None:
    if unit == "percent":
        return value / 100
    return value if kind is Kind.CARDINAL and 0 < value < 1 else None


def _written_step(said: NumberMention) -> Decimal:
    """One in the last place written: 0.1 million for "4.2 million", 1 for "4,000"; 0 for a fraction in words."""
    digits = re.search(r"\d[\d,]*(?:\.(\d+))?", said.text)
    if abs(said.value) < 1 and "." not in said.text:
        return Decimal(0)
    if digits and (figures := Decimal(digits[0].replace(",", ""))):
        scale = said.value / figures
        if scale.normalize().as_tuple().digits == (1,):  # else the text has two figures, as "3 ft 6" does
            return abs(scale).scaleb(-len(digits[1] or ""))
        return _last_written(said.value)
    named = [scale for name, scale in _SCALES.items() if name in said.text.lower()]
    return min(Decimal(min(named, default=1)), _last_place(said.value))


def _last_written(value: Decimal) -> Decimal:
    """One in the last place of a decimal as it is written; 1 for whole numbers."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent) if isinstance(exponent, int) else 0)


def _last_place(value: Decimal) -> Decimal:
    """One in the last place that is not zero: 100,000 for 300,000."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
