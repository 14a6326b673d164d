"""What a quantity counts, when and by whom is held against the number that the source states, apart from the number."""

from decimal import Decimal

import pytest

from summariser import Article, verify, verify_text
from summariser.verification import Check, Level, Verdict
from tests.verification.models import Quantity, Summary

ROADS = Article.from_text(
    "Road deaths\n\n1,640 people were killed on the roads in 2025, 7% fewer than the 1,763 of the year before, the Road Safety "
    "Observatory says. The government set a goal of 1,200.\n\nRain was heavy that year. Many roads were closed.\n\n"
    "Among cyclists 231 died, after 204 in 2024, said Jon Pell of the cycling union."
)


def _labels(**fields: object) -> dict[str, Verdict]:
    summary = Summary(quantities=[Quantity.model_validate(fields)])
    return {v.path: v for v in verify(summary, ROADS).verdicts if v.check is Check.LABEL}


def test_a_label_of_its_own_number_is_confirmed() -> None:
    labels = _labels(what="people killed on the roads", value=1640, unit="people", period="2025")
    assert {path: v.level for path, v in labels.items()} == {
        "quantities.0.what": Level.SUPPORTED,
        "quantities.0.period": Level.SUPPORTED,
    }


def test_a_right_number_under_anothers_label_is_no_tick() -> None:
    """All road deaths of the year before are no deaths among cyclists."""
    summary = Summary(quantities=[Quantity(what="deaths among cyclists", value=Decimal(1763))])
    verification = verify(summary, ROADS)
    levels = {v.path: v.level for v in verification.verdicts}
    assert levels["quantities.0.what"] is Level.DOUBT
    assert verification.ok
    assert "1,763" in {u.mention.text for u in verification.coverage.uncovered}


@pytest.mark.parametrize(
    ("speaker", "level"), [("Road Safety Observatory", Level.SUPPORTED), ("cycling union", Level.DOUBT)]
)
def test_who_is_said_to_state_a_number_stands_near_it(speaker: str, level: Level) -> None:
    labels = _labels(what="people killed", value=1640, unit="people", attribution=speaker)
    assert labels["quantities.0.attribution"].level is level


def test_words_that_the_article_does_not_have_are_silent() -> None:
    labels = _labels(what="fatalities", value=1640, unit="people")
    assert labels["quantities.0.what"].level is Level.SUPPORTED


PLANTS = Article.from_text(
    "Two plants\n\nAldry has 312 jobs and makes 2,900 tonnes of paper. Brome has 118 jobs and makes 1,310 tonnes of paper.\n\n"
    "Both belong to the Norden group, which has its seat in Tarn."
)


def test_a_number_in_the_cited_sentence_is_not_accused_for_its_label() -> None:
    """The sentence tells which number is meant: what fits another one better is the label."""
    fields = {"what": "jobs in Aldry", "value": 118, "unit": "jobs"}
    cited = verify(Summary(quantities=[Quantity.model_validate(fields | {"evidence": [3]})]), PLANTS)
    levels = {v.path: v.level for v in cited.verdicts}
    assert levels["quantities.0.value"] is Level.SUPPORTED
    assert levels["quantities.0.what"] is Level.DOUBT
    alone = verify(Summary(quantities=[Quantity.model_validate(fields)]), PLANTS)
    assert {v.path: v.level for v in alone.verdicts}["quantities.0.value"] is not Level.SUPPORTED


def test_a_label_of_words_that_stand_elsewhere_is_in_doubt() -> None:
    """Words of the article, but not of this number; the number is as the article has it."""
    fields = {"what": "seat of the group", "value": 312, "unit": "jobs", "evidence": [2]}
    levels = {
        v.path: v.level
        for v in verify(Summary(quantities=[Quantity.model_validate(fields)]), PLANTS).verdicts
    }
    assert levels["quantities.0.value"] is Level.SUPPORTED
    assert levels["quantities.0.what"] is Level.DOUBT


@pytest.mark.parametrize(
    ("value", "what", "level"),
    [
        (
            31,
            "days lost between April and November 2025",
            Level.SUPPORTED,
        ),  # a date is no word that must stand there
        (31, "days lost", Level.SUPPORTED),
        (9, "days lost between April and November 2025", Level.DOUBT),  # the time of the other number
    ],
)
def test_a_date_in_a_label_is_compared_as_a_time(value: int, what: str, level: Level) -> None:
    ports = "Ports\n\nIts report counts 31 days lost between April and November 2025, against nine in 2024."
    summary = Summary(quantities=[Quantity(what=what, value=Decimal(value), unit="day")])
    found = {v.path: v for v in verify(summary, ports).verdicts if v.check is Check.LABEL}
    assert found["quantities.0.what"].level is level


def test_a_year_of_which_nothing_is_said_by_itself_has_no_rival() -> None:
    text = "The strikes cost exporters 31 days in 2025, compared to nine in 2024."
    source = "HALLAM, 12 March 2026 - Strikes cost exporters millions. It counts 31 days lost in 2025, against nine in 2024."
    assert all(v.ok for v in verify_text(text, source=source))
