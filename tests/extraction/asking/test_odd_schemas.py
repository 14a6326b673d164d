"""Schemas and articles that are unlike ours: the pipeline takes them as they are, or says in one line why not."""

import json
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, model_validator

from summariser import Result
from summariser.errors import AnswerError
from summariser.extraction import ReportType, load_report_type
from summariser.extraction.paths import get_at, remove_items, set_at
from summariser.fields import Fields, Line, Quantity
from tests.support.servers import Reply, completion, obedient, said_to_model, serving, summarised

TEXT = "Bridges close\n\nInspectors closed over 40 bridges last year, the Board said. The repairs cost £31 million."


def _run(schema: type[Fields], draft: dict[str, Any], text: str = TEXT, **options: Any) -> Result[Any]:
    def answer(request: dict[str, Any]) -> Reply:
        is_draft = request["response_format"]["json_schema"]["name"] == schema.__name__
        return completion(json.dumps(draft)) if is_draft else obedient(again="over 40 bridges")(request)

    with serving(answer) as server:
        kind = ReportType("odd", schema, load_report_type().folders)
        return summarised(server, text, report_type=kind, **options)


class Strings(Fields):
    notes: list[Line] = Field(description="what was closed")


def test_an_item_of_a_list_of_strings_is_asked_for_alone() -> None:
    """And put back in its place."""
    result = _run(Strings, {"notes": ["The Board spoke.", "Some 99 bridges were closed."]})
    assert result.summary.notes == ["The Board spoke.", "over 40 bridges"]
    assert [change.path for change in result.provenance.changes] == ["notes.1"]


class Mapping(Fields):
    notes: dict[str, Line]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("noop", "They closed 99 bridges. The Board spoke."), ("filter", "The Board spoke.")],
)
def test_keys_may_hold_full_stops_and_digits(policy: str, expected: str) -> None:
    """A mapping's values are checked and changed under the keys that they have."""
    result = _run(
        Mapping, {"notes": {"a.b": "They closed 99 bridges. The Board spoke.", "2": "x"}}, on_fail=policy
    )
    assert result.summary.notes == {"a.b": expected, "2": "x"}


class Fixed(Fields):
    pair: tuple[int, int]
    words: tuple[Line, Line]
    kind: Literal["a", "b"]
    rows: list[list[Line]]


@pytest.mark.parametrize("policy", ["noop", "fix", "filter"])
def test_what_has_a_fixed_shape_is_flagged_and_left(policy: str) -> None:
    """No policy takes an element out of a tuple."""
    draft = {"pair": [40, 77], "words": ["Some 40 bridges", "99 boats"], "kind": "a", "rows": [["Some 98"]]}
    result = _run(Fixed, draft, on_fail=policy)
    assert result.summary.pair == (40, 77)
    assert "pair.1" in {v.path for v in result.verification.unsupported}


class AtLeastOne(Fields):
    note: Line
    figures: list[Quantity] = Field(min_length=1)


class Never(Fields):
    note: Line

    @model_validator(mode="after")
    def _refuse(self) -> "Never":
        raise ValueError("not on a Sunday")


@pytest.mark.parametrize(
    ("schema", "draft", "said"),
    [
        (AtLeastOne, {"note": "x"}, "figures: List should have at least 1 item"),
        (Never, {"note": "x"}, "not on a Sunday"),
    ],
)
def test_a_summary_that_breaks_the_schemas_own_rules_is_an_answer_error(
    schema: type[Fields], draft: dict[str, Any], said: str
) -> None:
    """In one line, with what it cost."""
    text = "Bridges close\n\nInspectors closed the old bridges of the valley, the Board said."
    with pytest.raises(AnswerError, match=said) as caught:
        _run(schema, draft, text)
    assert "\n" not in str(caught.value)
    assert caught.value.provenance.attempts


class Long(Fields):
    note: Annotated[str, Field(min_length=20)]


def test_a_new_answer_that_breaks_the_schema_is_not_taken() -> None:
    """The first one stays, flagged."""
    result = _run(Long, {"note": "Inspectors closed 99 bridges."})
    assert result.summary.note == "Inspectors closed 99 bridges."
    assert result.provenance.notes


ODD_ARTICLES = {
    "a number out of all measure": "The mill made 1"
    + "0" * 40
    + " tonnes of flour last year, its owner said.",
    "a number of many words": "It made five" + " million" * 7 + " tonnes of bran last year, its owner said.",
    "a word without end": "The mill made 5 " + "x" * 5000 + " of flour last year, its owner said.",
    "the same figure again": "They counted 5 mills, 5 mills, 5 mills and 5 mills last year, its owner said.",
    "marks of JSON": 'They counted 5 "mills" \\ and 6 {mills}, [7] and 8 said_by last year, its owner said.',
    "marks of templates": "They counted 5 {{ mills }} and 6 {% mills %} last year, its owner said.",
}


@pytest.mark.parametrize("text", ODD_ARTICLES.values(), ids=ODD_ARTICLES.keys())
def test_odd_articles_are_summarised(text: str) -> None:
    """Whatever the finder reads in them, the result is of the schema and can be written out."""
    with serving(obedient()) as server:
        result = summarised(server, text)
    assert json.loads(result.model_dump_json())["summary"]["headline"]
    assert said_to_model(server.requests[0]).count("END OF THE ARTICLE") == 1


def test_a_model_is_asked_about_so_many_numbers_and_no_more() -> None:
    """A list of a hundred figures costs forty answers; what the others count is told in the source's words."""
    text = " ".join(f"The towns asked for {n} mills." for n in range(100, 200))
    with serving(obedient(what="mills of the model")) as server:
        result = summarised(server, text)
    what = [q.what for q in result.summary.quantities]
    assert (what.count("mills of the model"), what.count("mills that the towns asked for")) == (
        40,
        60,
    )
    assert result.verification.coverage.uncovered == ()


def test_paths_lead_to_what_they_name() -> None:
    """A path is read with the data that it leads through."""
    data: dict[str, Any] = {"a": {"b.c": [1, {"2": "two"}], "b": "bee"}, "n": [[1, 2], [3]]}
    assert get_at(data, "a.b.c.1.2") == "two"
    assert get_at(data, "a.b") == "bee"
    assert get_at(data, "n.1.0") == 3
    set_at(data, "a.b.c.0", 7)
    remove_items(data, ["n.0.0", "n.1", "a.b.c.1"])
    assert data == {"a": {"b.c": [7], "b": "bee"}, "n": [[2]]}
    for missing in ("x", "a.x", "n.5", "a.b.c.1.2.3"):
        with pytest.raises((LookupError, TypeError, ValueError)):
            get_at(data, missing)
