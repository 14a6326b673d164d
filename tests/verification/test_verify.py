"""`verify` walks any Pydantic model by the names of its fields."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel

from summariser import Bound, Status, verify
from summariser.verification import Check, Coverage, Verification
from tests.verification.models import ARTICLE, SOURCE, Quantity, Response, Summary, sentence_of

SOLDIERS: dict[str, Any] = {
    "what": "soldiers who crossed",
    "value": 11000,
    "bound": Bound.MORE_THAN,
    "unit": "soldier",
}


def _verdicts(model: BaseModel) -> list[tuple[str, str]]:
    """Paths and statuses of all but labels, which `test_labels` is about."""
    found = verify(model, ARTICLE).verdicts
    return [(v.path, v.status.value) for v in found if v.check is not Check.LABEL]


def _quantity(**fields: Any) -> Summary:
    return Summary(quantities=[Quantity(**fields)])


def test_a_right_quantity_has_one_verdict_at_its_value() -> None:
    assert _verdicts(_quantity(**SOLDIERS)) == [("quantities.0.value", "exact")]


@pytest.mark.parametrize(
    ("changed", "path", "status"),
    [
        ({"bound": Bound.EXACTLY}, "bound", "bound_changed"),
        ({"bound": Bound.AT_MOST}, "bound", "bound_changed"),
        ({"unit": "barrel"}, "unit", "unit_changed"),
        ({"unit": "container"}, "value", "misattributed"),
        ({"value": 11_000_000}, "value", "scale_changed"),
        ({"value": 12_500}, "value", "absent"),
        ({"period": "in October 2023"}, "value", "misattributed"),
    ],
)
def test_the_path_says_which_part_of_a_quantity_is_wrong(
    changed: dict[str, Any], path: str, status: str
) -> None:
    verdicts = _verdicts(_quantity(**{**SOLDIERS, **changed}))
    assert (f"quantities.0.{path}", status) in verdicts


@pytest.mark.parametrize("unit", ["€", "EUR", "euro", "euros"])
def test_a_unit_may_be_written_in_any_way(unit: str) -> None:
    assert _verdicts(_quantity(value=5_000_000_000, unit=unit)) == [("quantities.0.value", "exact")]


def test_a_quantity_without_the_currency_lacks_its_unit() -> None:
    assert _verdicts(_quantity(value=5_000_000_000)) == [("quantities.0.unit", "unit_changed")]


def test_both_ends_of_a_range_have_a_verdict() -> None:
    right = _quantity(value=30, upper=40, unit="instructor")
    assert _verdicts(right) == [("quantities.0.value", "exact"), ("quantities.0.upper", "exact")]


def test_an_end_given_for_the_range_lacks_the_other() -> None:
    assert _verdicts(_quantity(value=30, unit="instructor")) == [("quantities.0.upper", "bound_changed")]


def test_a_value_that_looks_like_a_year_is_none() -> None:
    wrong = Quantity(what="catch", value=Decimal(1900), unit="tonne", bound=Bound.LESS_THAN)
    (verdict,) = verify(wrong, "The catch was over 1,900 tonnes.").verdicts
    assert verdict.status is Status.BOUND_CHANGED


def test_a_model_without_a_bound_cannot_have_a_wrong_one() -> None:
    class Bare(BaseModel):
        value: int
        unit: str

    assert _verdicts(Bare(value=11000, unit="soldiers")) == [("value", "equivalent")]


def test_a_bare_number_is_checked_by_its_value() -> None:
    class Counts(BaseModel):
        soldiers: int = 11000
        tanks: float = 85.0
        known: bool = True

    assert _verdicts(Counts()) == [("soldiers", "equivalent"), ("tanks", "absent")]


@pytest.mark.parametrize(
    ("source", "value"), [("one in 48", 1 / 48), ("two thirds", 2 / 3), ("one in seven", 1 / 7)]
)
def test_a_fraction_read_back_from_json_is_the_same(source: str, value: float) -> None:
    summary = {"quantities": [{"what": "votes rejected", "value": value}]}
    verdict = verify(summary, f"Of the postal votes {source} were rejected.").verdicts[0]
    assert verdict.ok, verdict.message


def test_who_states_a_number_tells_it_from_no_other() -> None:
    source = (
        "The coastal guard of the northern wildlife desk seized 4.1 tonnes of live eels. It was a long winter. "
        "The legal catch, 58 tonnes, did not reach its quota."
    )
    quantity = {
        "what": "legal catch of live eels",
        "value": 58,
        "unit": "tonne",
        "attribution": "the northern wildlife desk",
    }
    assert [
        v.message
        for v in verify({"quantities": [quantity]}, source).verdicts
        if v.path.endswith("value") and not v.ok
    ] == []


def test_every_number_in_prose_has_a_verdict() -> None:
    summary = Summary(
        headline="Over 11,000 soldiers crossed the border",
        abstract="The group counted at least 20,000 containers, and 700 tanks.",
        responses=[Response(who="Tarn", text="It will answer within 12 days.")],
    )
    assert _verdicts(summary) == [
        ("headline", "exact"),
        ("abstract", "exact"),
        ("abstract", "absent"),
        ("responses.0.who", "exact"),
        ("responses.0.stance", "absent"),
        ("responses.0.text", "absent"),
    ]


def test_offsets_of_a_mention_are_into_the_field() -> None:
    summary = Summary(abstract="There were 700 tanks.", quantities=[Quantity(**SOLDIERS)])
    verdicts = [v for v in verify(summary, ARTICLE).verdicts if v.check is Check.NUMBER]
    for verdict, text in zip(verdicts, ["There were 700 tanks.", "11000"], strict=True):
        assert verdict.mention is not None
        assert text[verdict.mention.start : verdict.mention.end] == verdict.mention.text


def test_dates_dicts_and_tuples_are_walked() -> None:
    class Odd(BaseModel):
        day: date = date(2024, 10, 3)
        notes: dict[str, str] = {"a": "20,000 containers", "b": "nothing"}
        pair: tuple[str, str] = ("17 injured", "6 million rounds")

    assert _verdicts(Odd()) == [
        ("day", "absent"),
        ("day", "exact"),
        ("notes.a", "bound_changed"),
        ("pair.0", "exact"),
        ("pair.1", "bound_changed"),
    ]


def test_a_source_may_be_plain_text() -> None:
    assert verify(_quantity(**SOLDIERS), SOURCE).ok


class TestEvidence:
    """Sentence numbers are checked for themselves, after the fields beside them."""

    def test_the_right_sentence_is_confirmed(self) -> None:
        verdicts = _verdicts(_quantity(**SOLDIERS, evidence=[sentence_of("11,000")]))
        assert verdicts == [("quantities.0.value", "exact"), ("quantities.0.evidence", "exact")]

    def test_a_sentence_that_does_not_exist_is_absent(self) -> None:
        assert ("quantities.0.evidence", "absent") in _verdicts(_quantity(**SOLDIERS, evidence=[999]))

    def test_a_number_that_stands_elsewhere_names_the_place(self) -> None:
        wrong = sentence_of("Lena Orvik")
        verdicts = verify(_quantity(**SOLDIERS, evidence=[wrong]), ARTICLE).verdicts
        found = [v for v in verdicts if v.check is not Check.LABEL]
        assert [(v.check, v.status) for v in found] == [
            (Check.NUMBER, Status.EXACT),
            (Check.EVIDENCE, Status.MISATTRIBUTED),
        ]
        assert f"sentence {sentence_of('11,000')}, not in sentence {wrong}" in found[1].message

    def test_the_cited_sentence_is_looked_at_first(self) -> None:
        source = "Some 15 cases are open. In the north 15 cases were closed."
        quantity = Quantity(value=Decimal(15), unit="case", evidence=[2])
        verdict = verify(quantity, source).verdicts[0]
        assert verdict.source_span is not None
        assert verdict.source_span[0] == source.rindex("15")


def test_a_dataclass_is_checked_like_a_model() -> None:
    @dataclass
    class Count:
        value: int
        unit: str

    assert [(v.path, v.ok) for v in verify(Count(11000, "soldiers"), ARTICLE).verdicts] == [("value", True)]


def test_a_verification_may_be_made_without_what_is_unchecked() -> None:
    assert Verification(verdicts=(), coverage=Coverage(total=0, covered=0)).unchecked == ()


def test_nothing_to_check_is_no_verdict_and_no_error() -> None:
    assert verify(Summary(), ARTICLE).verdicts == ()
    assert verify(Summary(abstract="No figures here."), "").verdicts == ()
