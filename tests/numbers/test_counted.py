"""The head of what is counted is the unit; the whole phrase stands beside it."""

import pytest

from summariser import find_numbers


@pytest.mark.parametrize(
    ("text", "unit", "counted"),
    [
        ("over 11,000 North Korean troops marched", "troop", "North Korean troops"),
        ("three first-team players left", "player", "first-team players"),
        ("dozens of red and green kites", "kite", "red and green kites"),
        ("it lost two of its old river ferries", "ferry", "old river ferries"),
        ("some 40 shipping\ncontainers fell", "container", "shipping containers"),
        ("a 12 page letter", "page", "page"),
        ("9 million barrels of oil", "barrel", None),  # a measure has no noun
        ("12 tests per day", "test per day", None),
        ("the number of deaths rose to 40", "death", None),  # it stands before
        ("it rose to 40", None, None),
    ],
)
def test_head_and_phrase_are_kept_apart(text: str, unit: str | None, counted: str | None) -> None:
    mention = find_numbers(text)[0]
    assert (mention.unit, mention.counted) == (unit, counted)
