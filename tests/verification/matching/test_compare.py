"""When two numbers can be the same quantity: near misses beside what is accepted."""

import pytest

from summariser import Bound, find_numbers, verify_text
from summariser.numbers import NumberMention
from summariser.verification.claims.headline import is_headline
from summariser.verification.matching.compare import BoundFit, UnitFit, bound_fit, is_rounding, unit_fit


def _number(text: str) -> NumberMention:
    (mention,) = find_numbers(text)
    return mention


@pytest.mark.parametrize(
    ("claim", "source", "fit"),
    [
        ("12 soldiers", "12 soldiers", UnitFit.SAME),
        ("12 soldiers", "12 troops", UnitFit.ALIKE),
        ("12 people", "12 migrants", UnitFit.ALIKE),
        ("$12", "$12 a barrel", UnitFit.ALIKE),
        ("12 soldiers", "the 12", UnitFit.OPEN),
        ("12 ships", "12 lorries", UnitFit.NOUN),
        ("12 tonnes", "12 lorries", UnitFit.OTHER),
        ("$12", "€12", UnitFit.OTHER),
        ("12%", "12 percentage points", UnitFit.OTHER),
    ],
)
def test_units(claim: str, source: str, fit: UnitFit) -> None:
    assert unit_fit(_number(claim), _number(source)) is fit


@pytest.mark.parametrize(
    ("claim", "source", "fit"),
    [
        ("over 900 men", "over 900 men", BoundFit.SAME),
        ("at least 900 men", "over 900 men", BoundFit.ALIKE),
        ("at least 3 men", "more than 3 men", BoundFit.CHANGED),
        ("about 900 men", "900 men", BoundFit.ALIKE),
        ("900 men", "about 900 men", BoundFit.CHANGED),
        ("under 900 men", "over 900 men", BoundFit.CHANGED),
        ("over 900 men", "900 men", BoundFit.CHANGED),
    ],
)
def test_bounds(claim: str, source: str, fit: BoundFit) -> None:
    assert bound_fit(_number(claim), _number(source)) is fit


@pytest.mark.parametrize(
    ("claim", "source", "rounds"),
    [
        ("$160 million", "$159.7 million", True),
        ("$3 million", "$3.1 million", True),
        ("16,000 men", "15,820 men", True),
        ("about 12,500 men", "12,480 men", True),
        ("over 5,000 men", "5,120 men", True),
        ("under 16,000 men", "15,820 men", True),
        ("1.62%", "1.6%", False),
        ("$29 million", "$29.9 million", False),
        ("13%", "13.8%", False),
        ("32,500 men", "32,000 men", False),
        ("470,000 men", "466,000 men", False),
        ("over 5,000 men", "4,990 men", False),
        ("under 12,000 men", "12,100 men", False),
        ("500 men", "500 men", False),
    ],
)
def test_rounding(claim: str, source: str, *, rounds: bool) -> None:
    assert is_rounding(_number(claim), _number(source)) is rounds


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Quake Kills 20 in Northern Province", True),
        ("Humans Capable of 40mph Run", True),
        ("The report says 11,000 soldiers crossed.", False),
        ("Monitors say Karelda moved 14,000 tonnes", False),
        ("Korea", False),
        ("125K Want an Answer", True),
    ],
)
def test_a_headline_is_known_by_its_capitals(text: str, *, headline: bool) -> None:
    assert is_headline(text) is headline


def test_only_a_headline_may_drop_a_bound() -> None:
    source = "At least 20 people were killed in the northern province."
    (in_headline,) = verify_text("Quake Kills 20 in Northern Province", source=source)
    (in_sentence,) = verify_text("The quake killed 20 people.", source=source)
    assert in_headline.ok
    assert not in_sentence.ok
    assert in_sentence.candidates[0].bound is Bound.AT_LEAST


@pytest.mark.parametrize(
    "source", ["The fine was double the sum of 2019.", "Lamps may double a street's murders."]
)
def test_a_multiple_is_no_number_of_things(source: str) -> None:
    (found,) = verify_text("The report counts 2 murders.", source=source)
    assert not found.ok
