"""The policy where the model itself wrote a quantity: as one field of a user's schema, or in a list of its own."""

import json
from typing import Any

import pytest

from summariser import Article, Result, verify
from summariser.extraction import ReportType, load_report_type
from summariser.extraction.policy import OnFail, apply
from summariser.fields import Evidence, Fields, Line, Quantity
from summariser.verification import Check
from tests.support.servers import Reply, completion, serving, summarised

TEXT = """Bridges close

Inspectors closed over 40 bridges in the two years to June, the Structures Board said. The repairs cost £31 million.
"""


class Town(Fields):
    name: Line
    bridges: Quantity


class Note(Fields):
    text: Line
    evidence: Evidence


class Closures(Fields):
    """What was closed."""

    total: Quantity
    towns: list[Town]
    note: Line


def _quantity(
    value: float, bound: str = "exactly", unit: str | None = "bridge", **more: Any
) -> dict[str, Any]:
    said = {"what": "bridges closed", "value": value, "upper": None, "bound": bound, "unit": unit}
    return said | {"period": None, "attribution": None} | more


def _run(on_fail: str, **draft: Any) -> Result[Any]:
    written = {"total": _quantity(40, "more_than"), "towns": [], "note": "Bridges were closed."} | draft

    def answer(request: dict[str, Any]) -> Reply:
        again = request["response_format"]["json_schema"]["name"] == "Again"
        return completion("{}" if again else json.dumps(written))

    kind = ReportType("closures", Closures, load_report_type().folders)
    with serving(answer) as server:
        return summarised(server, TEXT, report_type=kind, on_fail=on_fail)


@pytest.mark.parametrize("policy", ["noop", "fix", "filter", "exception"])
def test_what_is_supported_stays(policy: str) -> None:
    """No policy touches a supported quantity."""
    result = _run(policy)
    assert result.verification.ok
    assert (result.summary.total.value, result.summary.total.bound) == (40, "more_than")
    assert result.provenance.changes == []


def test_fix_sets_a_lost_bound() -> None:
    """From the source, with before and after on record."""
    result = _run("fix", total=_quantity(40))
    assert result.summary.total.bound == "more_than"
    assert result.verification.ok
    (change,) = result.provenance.changes
    assert (change.path, change.before, change.after) == ("total.bound", "exactly", "more_than")
    assert change.by == "policy"


def test_fix_sets_a_wrong_magnitude() -> None:
    result = _run("fix", total=_quantity(31, unit="GBP", what="cost of the repairs"))
    assert result.summary.total.value == 31_000_000
    assert [change.path for change in result.provenance.changes] == ["total.value"]


@pytest.mark.parametrize(
    ("text", "cited", "fixed"),
    [
        pytest.param("Over 40 bridges were closed.", [1], [2], id="the sentence that has the number"),
        pytest.param(
            "Repairs of over 40 bridges cost £31 million.", [1], [2, 3], id="those that have the numbers"
        ),
        pytest.param("Over 40 bridges were closed.", [2, 9], [2], id="no sentence that does not exist"),
        pytest.param("Over 40 bridges cost £31 million.", [2], [2], id="flagged where it has one of two"),
        pytest.param("Bridges were closed.", [9], [], id="nothing in place of what does not exist"),
    ],
)
def test_fix_sets_wrong_evidence(text: str, cited: list[int], fixed: list[int]) -> None:
    """Which the pipeline looks up itself, and other writers of summaries may get wrong."""
    article = Article.from_text(TEXT)
    note = Note(text=text, evidence=cited)
    verdicts = verify(note, article).verdicts
    assert any(not v.ok and v.check is Check.EVIDENCE for v in verdicts)
    data, changes = apply(OnFail.FIX, note.model_dump(), verdicts, article.sentences)
    assert data == {"text": text, "evidence": fixed}
    assert [(c.path, c.before, c.after) for c in changes] == [("evidence", cited, fixed)] * (cited != fixed)


def test_fix_does_not_guess() -> None:
    """What the source does not have stays as it is, flagged."""
    result = _run("fix", total=_quantity(77))
    assert result.summary.total.value == 77
    assert not result.verification.ok
    assert result.provenance.changes == []


def test_fix_leaves_the_value_alone_where_another_part_failed() -> None:
    """A number in the words of a quantity is corrected there, if at all, and never put in the value's place."""
    result = _run("fix", total=_quantity(40, "more_than", what="bridges, for £31, closed"))
    assert result.summary.total.value == 40


def test_filter_takes_out_the_item_and_keeps_its_neighbours() -> None:
    """Of a list of towns only the one whose number is unsupported goes; what went is logged whole."""
    towns = [
        {"name": "Corran", "bridges": _quantity(91)},
        {"name": "Dunmere", "bridges": _quantity(40, "more_than")},
        {"name": "Hallam", "bridges": _quantity(92)},
    ]
    result = _run("filter", towns=towns)
    assert [town.name for town in result.summary.towns] == ["Dunmere"]
    assert not [v for v in result.verification.unsupported if "bridges" in v.path]
    gone = {change.path: change.before["name"] for change in result.provenance.changes}
    assert gone == {"towns.0": "Corran", "towns.2": "Hallam"}


def test_filter_flags_what_the_schema_cannot_do_without() -> None:
    """A quantity that is no list's item cannot be taken out; it stays, and its verdict says why it should not."""
    result = _run("filter", total=_quantity(77))
    assert result.summary.total.value == 77
    assert [v.path for v in result.verification.unsupported] == ["total.value"]
