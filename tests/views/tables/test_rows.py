"""Rows of the tables: what a record comes to, whichever way it was kept."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from summariser.errors import AnswerError, UnsupportedError
from summariser.extraction import failure_record
from summariser.outside import json_of
from summariser.views.tables import record_of, rows_of
from summariser.views.tables.columns import ARTICLES, BATCH_ARTICLES, FIGURES, TABLES, VERDICTS
from tests.views.tables.making import result
from tools import table_docs


def _record(**more: Any) -> dict[str, Any]:
    return {"article": {"source": "a.txt"}, "summary": {}, "verification": {"verdicts": []}} | more


def _verdict(path: str, **more: Any) -> dict[str, Any]:
    return {"path": path, "text": "9", "status": "exact", "ok": True, "message": "m", **more}


def test_the_page_is_what_the_definition_gives() -> None:
    """docs/reference/tables.md is up to date with the columns."""
    assert table_docs.PAGE.read_text(encoding="utf-8") == table_docs.render()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_column_is_there_once_and_explained(table: Any) -> None:
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert all(column.meaning for column in table.columns)


def test_rows_have_values_of_known_columns_only() -> None:
    """And a row of every article has a value for most of them."""
    rows = rows_of(record_of(result()))
    for table, given in ((FIGURES, rows.figures), (VERDICTS, rows.verdicts), (ARTICLES, [rows.article])):
        assert given
        for row in given:
            assert row.keys() <= {column.name for column in table.columns}
    assert set(ARTICLES.columns) < set(BATCH_ARTICLES.columns)


def test_a_figure_has_its_worst_verdict_and_its_sentences() -> None:
    figures = rows_of(record_of(result())).figures
    assert [(f["number"], f["what"], f["written"], f["level"]) for f in figures] == [
        (1, "rise of fares", "12.5 percent", "supported"),
        (2, "cars carried", "1,300 car", "unsupported"),
        (3, "pilots who left", "15 to 20 pilot", "supported"),
        (4, "shells", "12,345,678,901,234,567,890 shell", "supported"),
    ]
    assert (figures[1]["status"], figures[1]["ok"]) == ("bound_changed", False)
    assert figures[2]["attribution"] == "the board"
    assert (figures[3]["evidence"], figures[3]["sentences"]) == (
        "6 2",
        "The sea bed holds 12345678901234567890 shells, one pupil wrote. | The Harbour Board raised fares by 12.5 percent on Monday.",
    )


def test_an_article_is_counted_by_level() -> None:
    article = rows_of(record_of(result())).article
    assert article["published"] == date(2026, 3, 12)
    assert (article["quantities"], article["flagged"], article["doubted"]) == (4, 1, 0)
    assert str(article["flags"]).startswith('quantities.1.bound: The summary gives "1300" as exact')
    assert (article["model"], article["requests"], article["prompt_tokens"], article["seconds"]) == (
        "scripted", 1, 1200, 2.25,
    )  # fmt: skip
    assert article["coverage"] == article["covered"] / article["numbers"]  # type: ignore[operator]


def test_a_verdict_has_the_sentence_in_which_the_source_says_so() -> None:
    verdicts = rows_of(record_of(result())).verdicts
    (bound,) = (v for v in verdicts if v["path"] == "quantities.1.bound")
    assert bound["sentence"] == "It carried over 1,300 cars a day last year, the board said."
    assert (bound["value"], bound["unit"], bound["kind"], bound["reason"]) == (
        1300,
        "car",
        "cardinal",
        "bound",
    )
    text = result().article.text
    assert all(text[v["start"] : v["end"]] for v in verdicts if v["start"] is not None)  # type: ignore[index]


def test_what_json_kept_gives_the_same_rows() -> None:
    """But for digits that JSON's numbers do not hold."""
    made = result()
    assert rows_of(json_of(made.model_dump_json())) == rows_of(record_of(made))


@pytest.mark.parametrize(
    ("given", "value"),
    [(5, "5"), (12.5, "12.5"), (0.1, "0.1"), (Decimal("1E+22"), "1" + "0" * 22), (Decimal("2.500"), "2.5"),
     (Decimal("-0.00"), "-0"), (1e22, "1" + "0" * 22), (Decimal(1) / 3, "0." + "3" * 28)],
)  # fmt: skip
def test_a_number_has_all_its_digits(given: Any, value: str) -> None:
    record = _record(summary={"quantities": [{"what": "w", "value": given}]})
    (figure,) = rows_of(record).figures
    assert f"{figure['value']:f}" == value


@pytest.mark.parametrize("value", [True, None, "nine", float("nan"), float("inf"), [9], Decimal("1e999")])
def test_what_is_no_number_is_no_figure(value: Any) -> None:
    assert rows_of(_record(summary={"quantities": [{"what": "w", "value": value}]})).figures == []


def test_quantities_are_found_wherever_they_stand() -> None:
    """In a summary of any shape; a text has none."""
    quantity = {"what": "boats", "value": 9, "unit": "boat"}
    summary = {
        "costs": {"first": quantity, "others": [{"what": "mills", "value": 2, "upper": 3}]},
        "note": "x",
    }
    verdicts = [
        _verdict("costs.first.value", doubt="Why?"),
        _verdict("costs.others.0.value"),
        _verdict("note"),
    ]
    made = rows_of(_record(summary=summary, verification={"verdicts": verdicts}))
    assert [(f["path"], f["what"], f["level"]) for f in made.figures] == [
        ("costs.first", "boats", "doubt"),
        ("costs.others.0", "mills", "supported"),
    ]
    assert rows_of(_record(summary=None)).figures == []


def test_verdicts_on_the_tenth_are_not_on_the_first() -> None:
    """Paths are compared part by part."""
    quantities = [{"what": str(n), "value": n} for n in range(11)]
    verdicts = [_verdict("quantities.10.value", ok=False, status="absent"), _verdict("quantities.1.value")]
    made = rows_of(_record(summary={"quantities": quantities}, verification={"verdicts": verdicts}))
    assert [f.get("level") for f in made.figures[1:]] == ["supported", *[None] * 8, "unsupported"]


def test_the_place_is_that_of_the_worst_verdict_or_else_of_any() -> None:
    place = {"page": 14, "heading": "Deliveries"}
    verdicts = [
        _verdict("q.0.value"),
        _verdict("q.0.what", place=place),
        _verdict("q.1.value", place={"page": None}),
    ]
    summary = {"q": [{"what": "a", "value": 1}, {"what": "b", "value": 2}]}
    made = rows_of(_record(summary=summary, verification={"verdicts": verdicts}))
    assert [(f.get("page"), f.get("heading")) for f in made.figures] == [(14, "Deliveries"), (None, None)]
    assert [(v.get("page"), v.get("heading")) for v in made.verdicts] == [
        (None, None), (14, "Deliveries"), (None, None),
    ]  # fmt: skip


def test_of_several_articles_each_verdict_has_its_own() -> None:
    """With its sentence; an article counts the verdicts that are of it."""
    sources = [
        {
            "source": name,
            "title": f"T{name}",
            "sentences": [{"number": 1, "start": 0, "end": 9, "text": f"In {name}."}],
        }
        for name in "ab"
    ]
    verdicts = [
        _verdict("q.0.value", source="b", source_span=(2, 4)),
        _verdict("x", source="a", source_span=(0, 1)),
    ]
    summary = {"q": [{"what": "boats", "value": 9, "evidence": [1]}]}
    record = _record(
        article=sources[0], sources=sources, summary=summary, verification={"verdicts": verdicts}
    )
    made = rows_of(record)
    assert [(v["source"], v["sentence"]) for v in made.verdicts] == [("b", "In b."), ("a", "In a.")]
    assert [(f["source"], f["title"], f["sentences"]) for f in made.figures] == [("b", "Tb", "In b.")]
    assert made.article["supported"] == 1


def test_an_article_that_failed_has_its_error_and_no_figures() -> None:
    """Its verdicts stay where they are why it failed."""
    made = rows_of(failure_record("a.txt", None, AnswerError("no answer")))
    assert (made.article["state"], made.article["error_kind"]) == ("failed", "AnswerError")
    assert (made.figures, made.verdicts) == ((), [])
    refused = rows_of(failure_record("a.txt", None, UnsupportedError("not supported", result())))
    assert refused.figures == ()
    assert refused.article["flagged"] == 1
    assert any(v["level"] == "unsupported" for v in refused.verdicts)


def test_what_an_older_version_left_out_is_empty() -> None:
    """The level of a verdict follows from what is stored of it."""
    made = rows_of(_record(verification={"verdicts": [_verdict("x", ok=False)]}))
    assert made.verdicts[0]["level"] == "unsupported"
    assert made.article["coverage"] is None


@pytest.mark.parametrize("published", ["no day", "2026-13-40", 7])
def test_what_is_no_date_is_no_day(published: Any) -> None:
    assert rows_of(_record(article={"source": "a", "published": published})).article["published"] is None


def test_a_summary_that_is_too_deep_ends() -> None:
    deep: Any = {"what": "w", "value": 1}
    for _ in range(900):
        deep = [deep]
    assert rows_of(_record(summary=deep)).figures == []
