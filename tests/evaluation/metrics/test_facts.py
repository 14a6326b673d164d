"""The report's facts and the fields of other report types, by hand."""

from pathlib import Path
from typing import Any

import pytest

from summariser.errors import GoldError, RunError
from summariser.evaluation import Prices, Scores, compare, load_corpus, table
from summariser.evaluation.gold.annotations import Gold
from summariser.evaluation.metrics import BY_NAME, METRICS, field_metrics, metric_named
from summariser.evaluation.report import html
from summariser.evaluation.runs.run_folder import Settings
from summariser.evaluation.scoring.scores import known_metric
from tests.evaluation.making import GOLD, beside, case, summary, values, write_gold

# Published on Tuesday, 3 March 2026.
REPORT = {
    "title": "Still Waters",
    "issuer": "Canal Office",
    "date": "2026-03-03",
    "date_text": "today",
    "period": "2025",
}
NONE = dict.fromkeys(REPORT)
FACTS = (
    "report.title",
    "report.issuer",
    "report.date",
    "report.period",
    "report.facts",
    "report.false_facts",
)


def _facts(said: dict[str, Any], gold: dict[str, Any] = REPORT) -> list[object]:
    made = values(beside({"report": said}, report=gold))
    return [made[name] for name in FACTS]


@pytest.mark.parametrize(
    ("said", "worth"),
    [
        ({"title": "Still Waters", "issuer": "the Canal Office", "date": "Tuesday", "period": "last year"}, [1, 1, 1, 1, 1]),
        ({"title": "Still Ponds", "issuer": "Canal Board", "date": "2 March", "period": "2024-2025"}, [0.5] * 5),
        ({"title": "Canals silt up", "issuer": "Daily Post", "date": "2024", "period": "2019"}, [0, 0, 0, 0, 0]),
        ({"title": "Still Waters", "issuer": None, "date": "2026", "period": ""}, [1, 0, 0.25, 0, 1.25 / 4]),
        ({}, [0, 0, 0, 0, 0]),
        ({"title": 3, "issuer": ["Canal Office"], "date": {}, "period": True}, [0, 0, 0, 0, 0]),
    ],
)  # fmt: skip
def test_facts_that_the_gold_has(said: dict[str, Any], worth: list[float]) -> None:
    """Right, in part, wrong, or left out: 0 of each. None of them is a false one."""
    assert _facts(said) == [*worth, 0]


def test_facts_that_the_gold_has_not() -> None:
    """No data, and each that is filled in is false; white space fills nothing in."""
    silent = [None] * 5
    assert _facts({"title": "A", "issuer": "B", "date": "today", "period": "2025"}, NONE) == [*silent, 4]
    assert _facts({"title": None, "issuer": " "}, NONE) == [*silent, 0]
    assert _facts({"title": "A", "issuer": "Canal Office"}, NONE | {"issuer": "Canal Office"}) == [
        None, 1, None, None, 1, 1,
    ]  # fmt: skip


def test_a_date_that_the_gold_has_in_words_alone() -> None:
    """It is compared as a time."""
    gold = NONE | {"date_text": "on Monday"}
    assert _facts({"date": "2 March 2026"}, gold)[2] == 1
    assert _facts({"date": "March"}, gold)[2] == 0.5
    assert _facts({"date": "Tuesday"}, gold)[2] == 0


def test_gold_without_a_report() -> None:
    """`report` may be left out: there is nothing to find, and all that is told of one is false."""
    gold = {key: value for key, value in GOLD.items() if key != "report"}
    assert Gold.model_validate(gold).report.title is None


FIELDS: dict[str, Any] = {
    "court.name": "High Court of Vostria",
    "decided_on": {"text": "Monday", "date": "2026-03-02"},
    "judges": "Mary Lund",
    "outcome": "dismissed",
    "costs.value": "5000000",
    "fine": "some €5 million",
    "term": "third quarter of 2025",
    "paper": "Forest Survey 2025",
    "sum": "€5 million",
    "odd": "NaN",
    "appeal": "true",
    "dissent": None,
}


@pytest.mark.parametrize(
    ("path", "made", "worth"),
    [
        ("court.name", {"court": {"name": "the High Court of Vostria"}}, 1),
        ("court.name", {"court": {"name": "High Court"}}, 4 / 5),
        ("court.name", {"court": {"name": "Daily Post"}}, 0),
        ("court.name", {"court": "High Court of Vostria"}, 0),
        ("court.name", {}, 0),
        ("decided_on", {"decided_on": "on Monday"}, 1),
        ("decided_on", {"decided_on": "2026-03-02"}, 1),
        ("decided_on", {"decided_on": "Tuesday"}, 0.5),
        ("decided_on", {"decided_on": 2026}, 0),
        ("decided_on", {"decided_on": None}, 0),
        ("judges", {"judges": ["Bo Ek", "Judge Mary Lund"]}, 1),
        ("judges", {"judges": [{"name": "Mary Lund"}]}, 1),
        ("judges", {"judges": []}, 0),
        ("outcome", {"outcome": "dismissed"}, 1),
        ("outcome", {"outcome": "upheld"}, 0),
        ("costs.value", {"costs": {"value": 5000000}}, 1),
        ("costs.value", {"costs": {"value": 5000000.0}}, 1),
        ("costs.value", {"costs": {"value": 500000}}, 0),
        ("fine", {"fine": 5000000}, 1),
        ("fine", {"fine": {"value": 5000000, "unit": "EUR"}}, 1),
        ("fine", {"fine": 6}, 0),
        ("term", {"term": "Q3 2025"}, 1),
        ("term", {"term": "2025"}, 0.5),
        ("term", {"term": "Q2 2025"}, 0),
        ("paper", {"paper": "Harvest 2025"}, 0),  # the same year, and another thing: 2 of 5
        ("sum", {"sum": "5,000,000 euros"}, 1),
        ("sum", {"sum": "a fine of 5 million"}, 1),
        ("sum", {"sum": 5000000}, 1),
        ("sum", {"sum": "$5 million"}, 0),
        ("sum", {"sum": "€15 million"}, 0),
        ("sum", {"sum": "€5 million to €6 million"}, 0),
        ("odd", {"odd": 5}, 0),
        ("odd", {"odd": float("inf")}, 0),
        ("appeal", {"appeal": True}, 1),
        ("appeal", {"appeal": False}, 0),
        ("dissent", {"dissent": None}, 1),
        ("dissent", {"dissent": []}, 1),
        ("dissent", {}, 1),
        ("dissent", {"dissent": "Bo Ek"}, 0),
    ],
)
def test_fields_of_another_report_type(path: str, made: dict[str, Any], worth: float) -> None:
    """By words, by day, by value, by time; of a list or an object the best entry."""
    measure = metric_named(f"fields.{path}").measure(beside(made, fields=FIELDS))
    assert measure is not None
    assert measure.value == worth


def test_a_field_of_which_the_gold_is_silent_has_no_data() -> None:
    assert metric_named("fields.court").measure(beside({"court": "X"}, fields=FIELDS)) is None


def test_each_field_has_its_metric() -> None:
    """In the order of their names, over all gold files; a report type without any adds none."""
    golds = [
        Gold.model_validate(GOLD | {"fields": fields}) for fields in ({"b": "x"}, {"a.b": None, "b": "y"}, {})
    ]
    assert [metric.name for metric in field_metrics(golds)] == ["fields.a.b", "fields.b"]
    assert field_metrics([case().item.gold]) == ()


def test_names_of_metrics() -> None:
    """A gate may name any field; what has no such form is named as unknown."""
    assert known_metric("fields.court.name") == "fields.court.name"
    assert metric_named("core.recall") is BY_NAME["core.recall"]
    for wrong in ("fields.", "fields", "field.x", "report.titles"):
        with pytest.raises(RunError, match="there is no metric"):
            known_metric(wrong)


def test_a_schema_without_any_of_these_keys_is_scored() -> None:
    """Every metric answers."""
    made = values(
        beside({"court": {"name": "High Court"}, "votes": [1, None, {"value": "x"}]}, fields=FIELDS)
    )
    assert set(made) == {metric.name for metric in METRICS}


def test_tables_and_comparisons_have_the_fields_of_the_gold() -> None:
    """A row for each; a run whose gold has no such field has no data on it."""
    made = beside({"court": {"name": "High Court"}}, fields={"court.name": "High Court of Vostria"})
    settings = Settings(version="0", gold="g", repeats=1, systems=["s"], digests={}, cells=[])
    new, old = (
        Scores(Path("run"), settings, Prices(), (one.item,), {"s": {one.item.name: [one]}}, 0)
        for one in (made, beside({}))
    )
    assert "| Field court.name | 0.800 |" in table(new)
    assert "Field court.name" in html(new)
    assert "Field" not in table(old)
    assert old.estimate("s", "fields.court.name") is None
    assert old.row("s", "fields.court.name") == [None]
    assert "fields.court.name" not in {found.metric.name for found in compare(new, old)}
    assert "fields.court.name" in {found.metric.name for found in compare(new, new)}


def test_a_day_of_the_gold_stands_in_the_article(tmp_path: Path) -> None:
    write_gold(
        tmp_path, fields={"decided_on": {"text": "Monday", "date": "2026-03-02"}, "outcome": "dismissed"}
    )
    assert load_corpus(tmp_path)[0].gold.fields["outcome"] == "dismissed"
    write_gold(tmp_path, fields={"decided_on": {"text": "Sunday", "date": "2026-03-01"}})
    with pytest.raises(GoldError, match=r"fields\.decided_on\.text: 'Sunday' does not stand"):
        load_corpus(tmp_path)


def test_a_field_of_another_shape_is_refused(tmp_path: Path) -> None:
    write_gold(tmp_path, fields={"fine": 5})
    with pytest.raises(GoldError, match=r"fields\.fine"):
        load_corpus(tmp_path)


def test_the_summary_of_the_built_in_type() -> None:
    assert values(case(summary()))["report.facts"] == 1
