"""What let a wrong number through, by hand."""

from dataclasses import asdict
from typing import Any

import pytest

from summariser.evaluation.metrics.verdicts.causes import Cause, cause_of
from summariser.evaluation.records.record import Answer, Failure, Judged, Said
from summariser.numbers import find_numbers
from summariser.verification import Check, Status
from tests.evaluation.making import GOLD, TEXT, beside, case, provenance, quantity, summary, values

# The finder reads "the 12 Apostles" as 12, and the gold knows no such figure; it forbids 48 and 17.
ARTICLE = TEXT + "\nOne quarter of it was like the 12 Apostles, 350 feet long.\n"


def _claim(text: str) -> Judged:
    (m,) = find_numbers(text)
    said = Said.model_validate(asdict(m))
    made = {"check": Check.NUMBER, "path": "abstract", "text": m.text, "said": said, "status": Status.EXACT}
    return Judged.model_validate(made | {"ok": True, "source_span": None, "message": ""})


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("48 bridges", Cause.FURNITURE),  # taken back
        ("17 sailors", Cause.FURNITURE),
        ("over 48 bridges", Cause.FURNITURE),
        ("over 40 roads", Cause.LABEL),
        ("at least 40 roads", Cause.LABEL),
        ("£5 million", Cause.LABEL),
        ("15 to 20 doctors", Cause.LABEL),
        ("12 saints", Cause.FINDER),
        ("350 feet", Cause.FINDER),
        ("a quarter of it", Cause.FINDER),
        ("41 bridges", Cause.VERIFIER),
        ("40 bridges", Cause.VERIFIER),  # the article has "over 40"
        ("under 40 bridges", Cause.VERIFIER),
        ("over 12 saints", Cause.VERIFIER),
        ("15 engineers", Cause.VERIFIER),  # half a range
        ("6 million", Cause.VERIFIER),
    ],
)
def test_causes(text: str, cause: Cause) -> None:
    assert cause_of(beside({}, ARTICLE), _claim(text)) is cause


def test_a_bound_that_the_finder_misread() -> None:
    """The value is the gold's; the article's number is read with the bound that the summary gives it."""
    gold: list[dict[str, Any]] = [
        q | {"bound": "about"} if q["value"] == 40 else q for q in GOLD["quantities"]
    ]
    assert cause_of(beside({}, quantities=gold), _claim("over 40 bridges")) is Cause.FINDER


def test_what_the_gold_has_is_not_forbidden() -> None:
    """A value that the page has too: the unit is what is wrong."""
    assert cause_of(beside({}, furniture_numbers=["5 million"]), _claim("£5 million")) is Cause.LABEL


def test_the_causes_add_up() -> None:
    """Each wrong number without an alarm has one; what has an alarm has none."""
    made = case(summary([quantity(48, "bridge"), quantity(41, "bridge")], abstract="17 sailors, 48 bridges."))
    scores = values(made)
    parts = [scores[f"unsupported.after.{cause}"] for cause in Cause]
    assert sum(parts) == scores["unsupported.after"]  # type: ignore[arg-type]
    silenced = made.record.answer.model_copy(
        update={"verdicts": tuple(v.model_copy(update={"ok": True}) for v in made.record.answer.verdicts)}
    )
    scores = values(case(silenced))
    assert [scores[f"unsupported.after.{cause}"] for cause in Cause] == [0, 3, 0, 1]
    assert scores["unsupported.after"] == 4


def test_a_failure_has_no_causes() -> None:
    made = values(
        case(Answer(failure=Failure(kind="AnswerError", message="cut off"), provenance=provenance()))
    )
    assert [made[f"unsupported.after.{cause}"] for cause in Cause] == [None] * 4
