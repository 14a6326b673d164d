"""Which amounts come to the same in other units, and which amounts side by side make one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from summariser.numbers import NumberMention, in_base_units
from summariser.verification.matching.lexicon import CONVERSIONS, LEFT_OUT

Key = tuple[str, Decimal]  # a dimension, and a value in its base unit
# By judgement.
_JOINED = 6  # characters between two amounts that make one


def conversion(unit: str) -> tuple[str, Decimal] | None:
    """The dimension of a unit and its factor to the base unit; None where it does not convert by a factor alone."""
    if unit in CONVERSIONS:
        return CONVERSIONS[unit]
    zero, one = in_base_units(Decimal(0), unit), in_base_units(Decimal(1), unit)
    return one if zero and one and not zero[1] else None


def base_value(mention: NumberMention) -> Key | None:
    """The dimension and the value in its base unit, for a unit that converts exactly: 2 weeks -> ("day", 14)."""
    known = None if mention.unit is None or mention.upper is not None else conversion(mention.unit)
    return known and (known[0], (mention.value * known[1]).normalize())


def compounds(
    text: str, mentions: Sequence[NumberMention]
) -> Iterator[tuple[tuple[NumberMention, ...], Key]]:
    """The numbers that make one together, and what, as `base_value`: "six years and six months" -> ("month", 78)."""
    run: tuple[NumberMention, ...] = ()
    key: Key | None = None
    for mention in mentions:
        if run and key and (more := _joined(text, run[-1], mention)):
            run, key = (*run, mention), (key[0], (key[1] + more).normalize())
            continue
        if key and len(run) > 1:
            yield run, key
        run, key = (mention,), base_value(mention)
    if key and len(run) > 1:
        yield run, key


def _joined(text: str, one: NumberMention, other: NumberMention) -> Decimal | None:
    """What a number adds to the one before, in base units: less than one of that one's unit; None where it is apart."""
    if other.start - one.end > _JOINED or text[one.end : other.start].strip(" ,-") not in ("", "and"):
        return None
    if other.unit is None and one.unit in LEFT_OUT and text[one.end : other.start] in (" ", "-"):
        other = replace(other, unit=LEFT_OUT[one.unit])
    first, second = base_value(replace(one, value=Decimal(1))), base_value(other)
    if first is None or second is None or first[0] != second[0] or one.unit == other.unit:
        return None
    return second[1] if second[1] < first[1] else None
