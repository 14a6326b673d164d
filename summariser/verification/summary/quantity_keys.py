"""A quantity whose number, unit and bound stand in fields of their own, in whatever words: read as the finder reads text.

No list of words is kept here: "million euros", "EUR m" and "per cent" are units, "approximately" and "minimum" bounds,
because the number finder reads a number beside them so.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, TypeGuard
from unicodedata import category

from summariser.numbers import Bound, Kind, NumberMention, find_numbers
from summariser.verification.summary.records import is_number

# By judgement.
_LONGEST = 40  # characters of a unit, a bound or a number in figures; longer strings are prose
_NAME_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
# What a key is called that holds the unit, or a part of it.
_UNIT_NAMES = frozenset({"unit", "units", "currency", "scale", "magnitude", "multiplier", "uom"})
# Keys that say of what or when a quantity is, or refer to something: never how much of it.
_LABELS = frozenset({"what", "period", "text", "year", "month", "day", "upper"})
_UNIT_WORDS = re.compile(r"[^\s(),\[\]]+")
_BETWEEN = frozenset({"in", "of"})  # "in millions of euros"
_MOST_ITEMS = 1000
_FIVE = Decimal(5)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit's words come to: the unit, the kind of number that it makes, and what its number is to be taken times."""

    name: str | None
    kind: Kind
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class QuantityKeys:
    """What of a record makes quantities together: its numbers, each with where it stands, and the keys of unit and bound."""

    numbers: tuple[tuple[str, Any], ...]
    units: tuple[str, ...]
    bound: str | None

    @property
    def taken(self) -> tuple[str, ...]:
        """The keys of the numbers, the unit and the bound."""
        numbers = (path.partition(".")[0] for path, _ in self.numbers)
        return (*numbers, *self.units, *([self.bound] if self.bound else []))

    def names(self, number: str) -> dict[str, str]:
        """Where one of the numbers, its unit and its bound stand in the record, by what they are."""
        unit = {"unit": self.units[0]} if self.units else {}
        return {"value": number} | unit | ({"bound": self.bound} if self.bound else {})

    def quantity(self, record: Mapping[str, Any], number: Any) -> dict[str, Any]:
        """The record, with one of the numbers as its `value` beside `unit` and `bound`."""
        written = {"value": number}
        if self.units and "unit" not in self.units or len(self.units) > 1:
            written["unit"] = " ".join(record[name] for name in self.units)
        if self.bound and self.bound != "bound":
            written["bound"] = record[self.bound]
        return {**record, **written}


def find_quantity_keys(record: Mapping[str, Any], passed_over: frozenset[str]) -> QuantityKeys | None:
    """Which keys of a record make quantities together; None where no unit or bound stands beside a number.

    A number named `value` is one with or without them, and then other numbers stand for themselves. `passed_over` are
    keys that are never of a quantity.
    """
    left = {name: value for name, value in record.items() if name not in passed_over | _LABELS}
    units = tuple(name for name, value in left.items() if _is_short(value) and _names_a_unit(name))
    words = {n: v for n, v in left.items() if n not in units and _is_short(v) and not _has_digit(v)}
    bound = next((name for name in words if name == "bound" or read_bound(words[name])), None)
    if is_number(left.get("value")) or (_is_number(left.get("value")) and (units or bound)):
        return QuantityKeys((("value", left["value"]),), units, bound)
    if not (units or bound):
        return None
    numbers = [n for name in left if name not in units for n in _numbers(name, left[name])]
    return QuantityKeys(tuple(numbers), units, bound)


def read_number(written: object) -> NumberMention | None:
    """The number that a string gives and nothing else: "3.4", "€3.4", "about 220"."""
    if not _is_short(written):
        return None
    mentions = find_numbers(written)
    if len(mentions) != 1 or not mentions[0].is_quantity:
        return None
    around = (written[: mentions[0].start] + written[mentions[0].end :]).strip()
    return mentions[0] if not around or read_bound(around) is mentions[0].bound else None


def read_bound(written: object) -> Bound | None:
    """The bound that a string names in any words: "at_least", "approximately", "≥", "a minimum of"."""
    if not _is_short(written):
        return None
    words = written.strip().lower()
    if words in set(Bound):
        return Bound(words)
    words = words.replace("_", " ").replace("-", " ")
    for phrase in (f"{words} 5 units", f"{words}5", f"5 {words}", f"a {words} of 5 units"):
        mentions = find_numbers(phrase)
        if len(mentions) == 1 and mentions[0].value == _FIVE and mentions[0].bound is not Bound.EXACTLY:
            return mentions[0].bound
    return None


def read_unit(written: object) -> Unit:
    """A unit as people write it ("€", "troops", "bn USD", "million euros") as the finder would give it."""
    if not isinstance(written, str) or not written.strip():
        return Unit(None, Kind.CARDINAL)
    best = Unit(written.strip(), Kind.CARDINAL)
    if len(written) > _LONGEST or any(word[0].isdigit() for word in _UNIT_WORDS.findall(written)):
        return best  # figures before which a number would be read as one with them
    least_left = len(written) + 3
    for phrase, is_plain in _with_five(written.strip()):
        mentions = [mention for mention in find_numbers(phrase) if mention.is_quantity]  # no "CO2"
        if len(mentions) != 1 or mentions[0].upper is not None:
            continue
        found, factor = mentions[0], mentions[0].value / _FIVE
        # The fewer characters are left unread the better: of "€ million" both words count.
        left = len(phrase) - len(found.text)
        if left < least_left and (found.unit if is_plain else factor != 1):
            best, least_left = Unit(found.unit, found.kind, factor), left
    return best


def _with_five(unit: str) -> Iterator[tuple[str, bool]]:
    """A number of a unit, and whether as it stands, or with its words in the orders that they may have around it."""
    yield from ((phrase, True) for phrase in (f"5 {unit}", f"{unit} 5", f"{unit}5"))
    apart = "".join(f" {sign} " if category(sign) == "Sc" else sign for sign in unit)  # "US$bn", "€m"
    words = [word for word in _UNIT_WORDS.findall(apart) if word.lower() not in _BETWEEN]
    singular = [word.removesuffix("s") for word in words]
    for order in (words, words[::-1], singular, singular[::-1]):
        yield f"5 {' '.join(order)}", False
        yield f"{' '.join(order[:-1])} 5{''.join(order[-1:])}", False  # "EUR 5m"


def _names_a_unit(name: str) -> bool:
    return not _UNIT_NAMES.isdisjoint(word.lower() for word in _NAME_WORDS.findall(name))


def _is_short(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and not isinstance(value, Enum) and 0 < len(value.strip()) <= _LONGEST


def _numbers(name: str, value: object) -> Iterator[tuple[str, Any]]:
    """The number that a key has, or those of its list, each with where it stands."""
    if _is_number(value):
        yield name, value
    elif isinstance(value, list | tuple) and len(value) <= _MOST_ITEMS and all(map(_is_number, value)):
        yield from ((f"{name}.{place}", item) for place, item in enumerate(value))


def _is_number(value: object) -> bool:
    return is_number(value) or read_number(value) is not None


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
