"""The committed tables and pages are what their makers write today, and measures compare by them."""

from decimal import Decimal

import pytest

from summariser.numbers import in_base_units
from tools import number_docs, unit_tables


def test_the_unit_table_is_what_the_libraries_give() -> None:
    """The table was not edited by hand and not left behind by a change of the choice."""
    assert unit_tables.TABLE.read_text(encoding="utf-8") == unit_tables.render()


def test_the_page_is_what_the_cases_give() -> None:
    """docs/reference/numbers.md is up to date with the table of cases."""
    assert number_docs.PAGE.read_text(encoding="utf-8") == number_docs.render()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("1.5", "kilometre"), ("1500", "metre")),
        (("1", "mile"), ("1609.344", "metre")),
        (("2", "tonne"), ("2000", "kilogram")),
        (("36", "kilometre per hour"), ("10", "metre per second")),
        (("1", "square kilometre"), ("100", "hectare")),
        (("1", "cubic metre"), ("1000", "litre")),
        (("0", "degree Celsius"), ("273.15", "kelvin")),
        (("2", "decade"), ("20", "year")),
        (("120", "kilometre per hour"), ("2", "kilometre per minute")),
    ],
)
def test_equal_measures_have_one_base_value(one: tuple[str, str], other: tuple[str, str]) -> None:
    """Units of one dimension meet in its base unit, but for rounding."""
    first, second = (in_base_units(Decimal(value), unit) for value, unit in (one, other))
    assert first and second
    assert first[0] == second[0]
    assert round(first[1], 9) == round(second[1], 9)


@pytest.mark.parametrize("unit", ["troop", "USD", "percent", "", "case per hour", "metre per troop"])
def test_what_is_no_measure_has_no_base_value(unit: str) -> None:
    """A counted noun, money and percent are not measures."""
    assert in_base_units(Decimal(1), unit) is None


def test_metres_and_kilograms_do_not_meet() -> None:
    """Different dimensions stay apart."""
    length, mass = in_base_units(Decimal(1), "metre"), in_base_units(Decimal(1), "kilogram")
    assert length and mass
    assert length[0] != mass[0]
