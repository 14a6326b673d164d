"""Figures told in prose, and what is invented, by hand."""

from typing import Any

import pytest

from summariser.evaluation.metrics import BY_NAME
from summariser.evaluation.metrics.fields.invented import inventions
from summariser.evaluation.records.output import Output
from summariser.evaluation.records.record import Answer, Failure
from summariser.fields import Quotation
from summariser.schemas.report_summary import Finding, Response, Stance
from tests.evaluation.making import PERFECT, beside, case, provenance, quantity, summary, values


def _told(**prose: Any) -> object:
    """Of the four core figures: over 40 bridges, €5 million, 15 to 20 engineers, about a third."""
    return values(beside(prose))["core.in_prose"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Over 40 bridges and between 15 and 20 engineers; €5 million; about a third.", 4),
        ("At least 40 bridges were closed at a cost of about €5 million.", 2),  # this says less
        ("About 33% of them are old.", 1),
        ("Over 40 bridges. Over 40 bridges.", 1),
        ("40 bridges were closed for $5 million.", 0),  # a bound lost, another money
        ("More than 60 years old, $5.7 million.", 0),  # not core
        ("15 engineers left.", 0),
        ("It was in 2025.", 0),
        ("", 0),
    ],
)
def test_core_figures_told(text: str, told: int) -> None:
    """By the yardstick, each once."""
    assert _told(abstract=text) == told / 4


def test_all_prose_counts_and_nothing_else() -> None:
    """Headline, abstract, findings and what parties say; no figure, quotation, name or title."""
    assert _told(headline="40 Bridges Closed") == 1 / 4  # a headline may leave the bound out
    assert (
        _told(
            key_findings=[{"text": "Over 40 bridges."}],
            responses=[{"who": "A", "text": "It cost €5 million."}],
        )
        == 2 / 4
    )
    assert _told(notes=["Over 40 bridges.", "€5 million"]) == 2 / 4
    assert _told(quantities=[{"value": 40, "what": "over 40 bridges"}]) == 0
    assert _told(quotations=[{"speaker": "A", "text": "over 40 bridges"}]) == 0
    assert (
        _told(report={"title": "Over 40 bridges", "issuer": "Over 40 bridges", "period": "over 40 bridges"})
        == 0
    )


def test_a_field_of_the_gold_is_no_prose() -> None:
    """It is scored by itself."""
    made = beside(
        {"case_name": "Over 40 bridges", "orders": [{"text": "€5 million"}]}, fields={"case_name": "A v B"}
    )
    assert values(made)["core.in_prose"] == 1 / 4


def test_prose_by_its_paths() -> None:
    """The same paths as verdicts have."""
    made = summary(
        responses=[Response(who="Ann Bo", stance=Stance.DENIED, text="She denied it.", evidence=[])],
        key_findings=[Finding(text="One.", evidence=[]), Finding(text="Two.", evidence=[])],
    )
    assert dict(Output(case(made).record.answer).told) == {
        "headline": "Bridge closures rise",
        "abstract": "Over 40 bridges were closed.",
        "key_findings.0.text": "One.",
        "key_findings.1.text": "Two.",
        "responses.0.text": "She denied it.",
    }


def test_a_failure_tells_nothing() -> None:
    made = values(
        case(Answer(failure=Failure(kind="AnswerError", message="cut off"), provenance=provenance()))
    )
    assert made["core.in_prose"] == 0
    assert [
        made[name]
        for name in ("prose.wrong_numbers", "invented", "report.false_facts", "labels.false_periods")
    ] == [None] * 4


def test_wrong_numbers_of_the_prose_alone() -> None:
    """Two in prose; one in a quotation and one among the figures are no prose."""
    made = summary(
        [*PERFECT, quantity(77, "bridge", "more_than")],
        abstract="Over 41 bridges.",
        key_findings=[Finding(text="Repairs cost €6 million or €5 million.", evidence=[])],
        quotations=[Quotation(text="We saw 300 cracks", speaker="Ann Bo", evidence=[])],
    )
    scores = values(case(made))
    assert scores["prose.wrong_numbers"] == 2
    assert scores["unsupported.before"] == 4


# The article names the Structures Board and Ann Bo, "Monday" and 2025, and was published on 3 March 2026.
@pytest.mark.parametrize(
    ("made", "found"),
    [
        ({"report": {"issuer": "the Structures Board", "date": "Monday", "period": "2025"}}, []),
        ({"report": {"issuer": "STRUCTURES BOARD", "date": "on Monday", "period": "last year"}}, []),
        ({"report": {"date": "2026-03-02"}}, []),  # that Monday
        ({"report": {"date": "3 March 2026"}}, []),  # the article's own day
        ({"quantities": [{"value": 1, "attribution": "Bo’s board", "period": "the first twelve months"}]}, []),
        ({"quotations": [{"text": "x", "speaker": "Ann"}], "responses": [{"who": "board"}]}, []),
        ({"abstract": "Karl Quist of the Road Office, 1 May 1999", "what": "Karl"}, []),  # prose is no field
        ({"report": {"issuer": "Structure Board"}}, ["Structure Board"]),
        ({"report": {"title": "Bridges at Risk"}}, ["Bridges at Risk"]),
        ({"report": {"date": "12 March 2026"}}, ["12 March 2026"]),
        ({"report": {"period": "2024-2025"}}, ["2024-2025"]),
        ({"report": {"period": "spring of 2025, Monday"}}, []),  # all its words are the article's, "spring" is no name
        ({"quotations": [{"text": "x", "speaker": "Mr Ann Bo"}]}, ["Mr Ann Bo"]),
        ({"responses": [{"who": "the coastguard", "stance": "denied"}] * 2}, ["the coastguard"]),
        ({"quantities": [{"value": 1, "attribution": "Reuters", "period": "1 May 2024"}]}, ["Reuters", "1 May 2024"]),
        ({"victims": [{"name": "Karl Quist"}]}, ["Karl Quist"]),
    ],
)  # fmt: skip
def test_invented(made: dict[str, Any], found: list[str]) -> None:
    """A word of a name, a figure or a capitalised word of a date that the article lacks, each field text once."""
    assert inventions(beside(made)) == found
    assert values(beside(made))["invented"] == len(found)


def test_invented_in_fields_of_another_type() -> None:
    """Where the gold's words are the article's, or a day; a choice or a number is none."""
    fields = {
        "board": "Structures Board",
        "day": {"text": "Monday", "date": "2026-03-02"},
        "outcome": "adopted",
        "none": None,
    }
    made = {"board": "Road Board", "day": "9 May 2026", "outcome": "rejected", "none": "Karl"}
    assert inventions(beside(made, fields=fields)) == ["Road Board", "9 May 2026"]
    assert inventions(beside({"board": "board", "day": "Monday"}, fields=fields)) == []
    assert inventions(beside({"board": None, "day": 4}, fields=fields)) == []
    assert inventions(beside({"outcome": "partly closed"}, fields={"outcome": "closed"})) == []  # a choice


def test_titles_stand_apart() -> None:
    assert len({metric.title for metric in BY_NAME.values()}) == len(BY_NAME)
