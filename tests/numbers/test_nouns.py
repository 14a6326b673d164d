"""Singulars, plurals, and values that no context can round."""

from decimal import Context, Decimal, Inexact, localcontext

import pytest

from summariser.numbers import find_numbers, is_plural, singular


@pytest.mark.parametrize(
    ("noun", "one"),
    [
        ("troops", "troop"), ("countries", "country"), ("men", "man"), ("policewomen", "policewoman"),
        ("grandchildren", "grandchild"), ("boxes", "box"), ("classes", "class"), ("cases", "case"),
        ("houses", "house"), ("wolves", "wolf"), ("analyses", "analysis"), ("series", "series"),
        ("aircraft", "aircraft"), ("people", "people"), ("ex-soldiers", "ex-soldier"), ("buses", "bus"),
        ("heroes", "hero"), ("bridge", "bridge"), ("glass", "glass"), ("virus", "virus"), ("movies", "movie"),
        ("teeth", "tooth"), ("townspeople", "townspeople"), ("", ""),
    ],
)  # fmt: skip
def test_the_singular_of_a_noun(noun: str, one: str) -> None:
    """A plural becomes its singular, and a singular stays."""
    assert singular(noun) == one
    assert singular(one) == one


@pytest.mark.parametrize("noun", ["ships", "people", "women", "children", "sheep", "crises"])
def test_plurals_are_known(noun: str) -> None:
    """Regular and uneven plurals are plural."""
    assert is_plural(noun)


@pytest.mark.parametrize(
    "noun", ["ship", "is", "gas", "press", "virus", "famous", "as", "lens", "tennis", "boss’s", "it's"]
)
def test_what_only_ends_like_a_plural_is_none(noun: str) -> None:
    """Words in -s that are one thing, or no noun."""
    assert not is_plural(noun)


def test_values_are_exact_whatever_the_context() -> None:
    """A caller's decimal context with three digits and a trap rounds nothing and raises nothing."""
    text = "It cost -$123,456,789.12, 1.23456789 million, 2½ tonnes and 100 to 123,456 of 7,654,321 people, or a third of 9,999."
    with localcontext(Context(prec=3, traps=[Inexact])):
        tight = find_numbers(text)
    assert tight == find_numbers(text)
    assert tight[0].value == Decimal("-123456789.12")
