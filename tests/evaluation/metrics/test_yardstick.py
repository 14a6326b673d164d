"""The yardstick by hand: what is the same, what says less, and what only looks like it."""

from decimal import Decimal
from itertools import product

import pytest

from summariser.evaluation.matching.yardstick import (
    bound_fits,
    rounds,
    same_share,
    same_units,
    same_value,
    stem,
)
from summariser.numbers import Bound, NumberMention, find_numbers


def _said(text: str) -> NumberMention:
    (found,) = find_numbers(text)
    return found


@pytest.mark.parametrize(
    ("value", "gold", "same"),
    [
        ("25", "25", True),
        ("25", "5", False),
        ("5", "25", False),
        ("1234567", "1234568", False),
        ("40", "40.0", True),
        ("0.33333333", "0.3333", True),
        ("0.33", "0.3333", False),
        ("1.33333", "1.3333", False),  # only shares are written to four places
        ("-3", "3", False),
    ],
)
def test_values(value: str, gold: str, same: bool) -> None:
    assert same_value(Decimal(value), Decimal(gold)) is same


def test_one_end_is_no_range() -> None:
    assert same_value(None, None)
    assert not same_value(None, Decimal(20))
    assert not same_value(Decimal(20), None)


# What is said of the same value, and of which bound of the gold it says as much or less; all other pairs are wrong.
SAYS_NO_MORE = {
    ("exactly", "exactly"), ("about", "exactly"), ("about", "about"), ("at_least", "at_least"),
    ("at_least", "more_than"), ("more_than", "more_than"), ("at_most", "at_most"), ("at_most", "less_than"),
    ("less_than", "less_than"),
}  # fmt: skip


@pytest.mark.parametrize(("said", "gold"), list(product(Bound, Bound)))
def test_bounds(said: Bound, gold: Bound) -> None:
    """A bound that is lost, added, turned, or made stronger is another one."""
    assert bound_fits(said, gold) is ((said, gold) in SAYS_NO_MORE)


@pytest.mark.parametrize(
    ("text", "value", "bound", "rounded"),
    [
        ("$6 million", 5_700_000, "exactly", True),
        ("$6 million", 5_400_000, "exactly", False),  # that is 5 million
        ("4.2 million", 4_249_000, "exactly", True),
        ("4.2 million", 4_251_000, "exactly", False),
        ("16 thousand", 15_820, "exactly", True),
        ("sixteen thousand", 15_820, "exactly", True),
        ("16,000", 15_820, "exactly", False),  # written to one
        ("about 16,000", 15_820, "exactly", True),
        ("about 16,000", 15_400, "exactly", False),
        ("1,234,567", 1_234_568, "exactly", False),
        ("about 1,234,567", 1_234_568, "exactly", False),
        ("a hundred", 97, "exactly", False),
        ("two and a half", "2.6", "exactly", False),
        ("2 million", 1_600_000, "exactly", False),  # a quarter more
        ("1 percent", "0.6", "exactly", False),
        ("25", 5, "exactly", False),
        ("5", 5, "exactly", False),  # the same, and no rounding
        ("more than 5,000", 5_120, "exactly", True),
        ("more than 5,000", 4_980, "exactly", False),  # on the other side
        ("more than 5,100", 5_210, "exactly", False),  # it is more than 5,200 too
        ("under 16,000", 15_820, "exactly", True),
        ("under 16,000", 16_100, "exactly", False),
        ("more than 5,000", 5_120, "more_than", True),
        ("more than 5,000", 5_120, "less_than", False),
        ("under 16,000", 15_820, "more_than", False),
        ("5 thousand", 5_120, "more_than", False),  # "more than" is lost
        ("5 thousand", 5_120, "about", False),
        ("about 5 thousand", 5_120, "about", True),
        ("a third of it", "0.3", "exactly", False),
        ("1 in 10", "0.12", "exactly", False),
        ("2½ tonnes", "2.8", "exactly", False),
    ],
)
def test_roundings(text: str, value: object, bound: str, rounded: bool) -> None:
    """To the places written, zeros included unless "about" or an open end says otherwise; never by a fifth."""
    assert rounds(_said(text), Decimal(str(value)), Bound(bound)) is rounded


@pytest.mark.parametrize(
    ("text", "value", "unit", "same"),
    [
        ("33%", "0.3333", None, True),
        ("33.3%", "0.3333", None, True),
        ("33.0%", "0.3333", None, False),
        ("34%", "0.3333", None, False),
        ("90%", "0.9", "drawing", True),
        ("a third of it", "33", "percent", True),
        ("a third of it", "32", "percent", False),
        ("a quarter of it", "25", "percent", True),
        ("90%", "0.9", "litre", False),  # no share
        ("33.4%", "33", "percent", False),  # two percentages are compared as numbers
        ("3", "0.03", None, False),
    ],
)
def test_shares(text: str, value: str, unit: str | None, same: bool) -> None:
    assert same_share(_said(text), Decimal(value), unit) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("€", "EUR", True),
        ("bridges", "bridge", True),
        ("road bridge", "bridge", True),
        ("bridge road", "bridge", False),
        ("persons", "people", False),  # only the words themselves
        ("person", "people", True),
        ("EUR", "EUR per tonne", False),
        ("EUR per tonnes", "EUR per tonne", True),
        ("kilometre", "mile", False),
        ("%", "percentage point", False),
        (None, "bridge", False),
        (None, " ", True),
    ],
)
def test_units(one: str | None, other: str | None, same: bool) -> None:
    assert same_units(one, other) is same


@pytest.mark.parametrize(
    ("words", "stems"),
    [
        ("closed closes closing close", {"clos"}),
        ("properties property", {"property"}),
        ("planned plans", {"plan"}),
        ("glass gas bus", {"glass", "gas", "bus"}),
        ("", set()),
    ],
)
def test_stems(words: str, stems: set[str]) -> None:
    """Frozen: another stem would move the overlap of words for systems that did not change."""
    assert {stem(word) for word in words.split()} == stems
    assert stem("") == ""
