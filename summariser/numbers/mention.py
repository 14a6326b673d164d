"""What a number in a text is: a span, a value, a bound, a kind and a unit."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Bound(StrEnum):
    """What the words around a number make of it: "over 11,000" is MORE_THAN, "as many as 9 million" AT_MOST."""

    EXACTLY = "exactly"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"

    @property
    def words(self) -> str:
        """How the bound is written before a number, followed by a space: "over "; nothing for EXACTLY.

        >>> find_numbers("more than 11,000 troops")[0].bound.words
        'over '
        """
        return _WORDS[self]


_WORDS = {
    Bound.EXACTLY: "",
    Bound.ABOUT: "about ",
    Bound.AT_LEAST: "at least ",
    Bound.MORE_THAN: "over ",
    Bound.AT_MOST: "up to ",
    Bound.LESS_THAN: "under ",
}


class Kind(StrEnum):
    """What a number stands for: the first five are quantities, the rest are numbers in writing only.

    MEASURE has a unit of measurement, MULTIPLE is "twice" or "three times", CARDINAL counts things or nothing at all.
    IDENTIFIER is part of a name: "Boeing 737".

    >>> [str(mention.kind) for mention in find_numbers("On 3 May it sold 40 boats for €5m, 20% less.")]
    ['date', 'cardinal', 'money', 'percent']
    """

    CARDINAL = "cardinal"
    PERCENT = "percent"
    MONEY = "money"
    MEASURE = "measure"
    MULTIPLE = "multiple"
    ORDINAL = "ordinal"
    DATE = "date"
    TIME = "time"
    IDENTIFIER = "identifier"


QUANTITY_KINDS = frozenset({Kind.CARDINAL, Kind.PERCENT, Kind.MONEY, Kind.MEASURE, Kind.MULTIPLE})
"""The kinds that say how much or how many, as a frozenset; the others say which, when or what name."""


@dataclass(frozen=True, slots=True)
class NumberMention:
    """One number of a text.

    `bound` is what the words around it make of it, and `kind` what it stands for.
    `start` and `end` are half-open character offsets: `text == source[start:end]`. `value` is in full
    ("9 million" is 9000000); for a range it is the lower end and `upper` the upper end. A sign is there
    only where one is written: "fell 3%" is 3. `unit` is canonical and singular: "USD", "percent",
    "millimetre", "barrel", or the noun counted ("troop"); None if there is none. `counted` is that noun with its
    adjectives as the text has them behind the number: "North Korean troops"; None where it stands elsewhere.

    >>> (found,) = find_numbers("between 9 and 12 million barrels")
    >>> int(found.value), int(found.upper), found.unit
    (9000000, 12000000, 'barrel')
    """

    start: int
    end: int
    text: str
    value: Decimal
    upper: Decimal | None = None
    bound: Bound = Bound.EXACTLY
    kind: Kind = Kind.CARDINAL
    unit: str | None = None
    counted: str | None = None

    @property
    def is_quantity(self) -> bool:
        """Whether the number says how much or how many, rather than which, when or what name."""
        return self.kind in QUANTITY_KINDS
