"""Gold that is malformed or untrue is named by file, line and field; gold that holds is read."""

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summariser.errors import GoldError
from summariser.evaluation import check_corpus, load_corpus
from summariser.evaluation.gold.json_lines import lines_of
from tests.evaluation.making import GOLD, TEXT, gold_text, write_gold

FIRST = (
    8  # the line of the first quantity: a brace, file, headline, published, report, and the list's own line
)


def _quantity(index: int, **changes: Any) -> list[dict[str, Any]]:
    return [q | changes if i == index else q for i, q in enumerate(GOLD["quantities"])]


def _without(index: int, key: str) -> list[dict[str, Any]]:
    return [{k: v for k, v in q.items() if (i, k) != (index, key)} for i, q in enumerate(GOLD["quantities"])]


WRONG: dict[str, tuple[dict[str, Any], int, str, str]] = {
    "a value in quotation marks": (
        {"quantities": _quantity(1, value="5 million")}, FIRST, "quantities.1.value", "must be a number"),
    "true for a value": ({"quantities": _quantity(0, value=True)}, FIRST - 1, "quantities.0.value", "must be a number"),
    "a bound of no such name": (
        {"quantities": _quantity(2, bound="over")}, FIRST + 1, "quantities.2.bound", "Input should be"),
    "a key missing": ({"quantities": _without(2, "unit")}, FIRST + 1, "quantities.2.unit", "Field required"),
    "a key too many": ({"quantities": _quantity(2, cores=1)}, FIRST + 1, "quantities.2.cores", "not permitted"),
    "a range turned round": ({"quantities": _quantity(3, upper=10)}, FIRST + 2, "quantities.3", "upper must be more"),
    "core as a word": ({"quantities": _quantity(0, core="yes")}, FIRST - 1, "quantities.0.core", "boolean"),
    "a piece that is not there": (
        {"quantities": _quantity(1, text="€6 million", value=6000000)}, FIRST, "quantities.1.text", "does not stand"),
    "a piece that cuts through a number": (
        {"quantities": _quantity(2, text="7 million", value=7000000)}, FIRST + 1, "quantities.2.text", "does not stand"),
    "a value that the digits do not say": (
        {"quantities": _quantity(0, value=41)}, FIRST - 1, "quantities.0.value", "41 is not what"),
    "a piece listed twice": (
        {"quantities": [*GOLD["quantities"], GOLD["quantities"][0]]}, FIRST + 5, "quantities.6.text", "listed twice"),
    "no core": ({"quantities": [q | {"core": False} for q in GOLD["quantities"]]}, 6, "quantities", "no quantity is core"),
    "a figure left out": ({"quantities": GOLD["quantities"][1:]}, 6, "quantities", "no entry speaks of '40'"),
    "furniture that is not on the page": (
        {"furniture_numbers": ["18 sailors"]}, 15, "furniture_numbers.0", "does not stand"),
    "furniture that is a quantity too": (
        {"furniture_numbers": ["17 sailors", "60 years"]}, 16, "furniture_numbers.1", "60 is a number of a quantity"),
    "a quotation in other words": (
        {"quotations": [{"speaker": "Ann Bo", "text": "We never saw such cracks"}]}, 24, "quotations.0.text", "does not"),
    "a date that is none": ({"published": "2026-02-30"}, 4, "published", "valid date"),
    "a report after its article": (
        {"report": GOLD["report"] | {"date": "2026-03-09"}}, 5, "report.date", "after the article's own date"),
    "a weekday that the date is not": (
        {"report": GOLD["report"] | {"date": "2026-03-03"}}, 5, "report.date", "is a Tuesday, not a Monday"),
    "another article's name": ({"file": "roads.txt"}, 2, "file", "must be the article's file name"),
    "a path for a name": ({"file": "../bridges.txt"}, 2, "file", "must be the article's file name"),
}  # fmt: skip


def test_gold_that_holds_has_no_problem(tmp_path: Path) -> None:
    """And is read with its fractions exact."""
    assert check_corpus(write_gold(tmp_path)) == (1, [])
    (item,) = load_corpus(tmp_path)
    assert item.gold.quantities[4].value == Decimal("0.3333")
    assert item.digest == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_named_by_line_and_field(wrong: str, tmp_path: Path) -> None:
    changes, line, field, message = WRONG[wrong]
    write_gold(tmp_path, **changes)
    if "file" in changes:
        (tmp_path / "gold" / "bridges.json").write_text(gold_text(GOLD | changes), encoding="utf-8")
    _, problems = check_corpus(tmp_path)
    found = [(p.line, p.field) for p in problems if message in p.message]
    assert (line, field) in found, [str(p) for p in problems]
    assert str(problems[0]).startswith(f"{tmp_path / 'gold' / 'bridges.json'}:")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('{\n  "file": "bridges.txt",\n  "headline" "x"\n}', 3, "is not JSON"),
        ("[1]", 1, "valid dictionary"),
        ('{"file": "a", "file": "b"}', 1, "'file' stands twice"),
        ("[" * 100_000, 1, "cannot be read"),
        ("", 1, "is not JSON"),
    ],
)
def test_what_is_no_gold_at_all(text: str, line: int, message: str, tmp_path: Path) -> None:
    """One line each, and no traceback."""
    write_gold(tmp_path)
    (tmp_path / "gold" / "bridges.json").write_text(text, encoding="utf-8")
    _, (problem,) = check_corpus(tmp_path)
    assert problem.line == line
    assert message in str(problem)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    write_gold(tmp_path)
    (tmp_path / "gold" / "bridges.json").write_bytes(b"\xff\xfe{")
    _, (problem,) = check_corpus(tmp_path)
    assert "cannot be read" in problem.message


def test_an_article_whose_text_changed_is_noticed(tmp_path: Path) -> None:
    """By its digest in SHA256SUMS, though everything that the gold says still stands."""
    write_gold(tmp_path)
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    (tmp_path / "SHA256SUMS").write_text(f"{digest}  articles/bridges.txt\n", encoding="utf-8")
    assert check_corpus(tmp_path)[1] == []
    (tmp_path / "articles" / "bridges.txt").write_text(TEXT + "\nMore was said.\n", encoding="utf-8")
    _, (problem,) = check_corpus(tmp_path)
    assert (problem.line, problem.field) == (2, "file")
    assert "is not the one that SHA256SUMS has" in problem.message


def test_gold_of_a_web_page(tmp_path: Path) -> None:
    """Pieces stand in what a reader sees, through entities and no-break spaces, and not in scripts."""
    write_gold(tmp_path, names=["Structures Board", "Ann Bo"])
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.splitlines() if line)
    page = paragraphs.replace("€5 million", "&euro;5&nbsp;million").replace("40 bridges", "40&#160;bridges")
    (tmp_path / "articles" / "bridges.txt").unlink()
    (tmp_path / "articles" / "bridges.html").write_text(
        f"<html><head><title>t</title></head><body>{page}<script>Nobody</script></body></html>",
        encoding="utf-8",
    )
    path = tmp_path / "gold" / "bridges.json"
    path.write_text(gold_text(GOLD | {"file": "bridges.html"}), encoding="utf-8")
    assert [str(p) for p in check_corpus(tmp_path)[1]] == []
    path.write_text(gold_text(GOLD | {"file": "bridges.html", "names": ["Nobody"]}), encoding="utf-8")
    assert ["names.0"] == [p.field for p in check_corpus(tmp_path)[1]]


def test_articles_without_gold_and_gold_without_articles(tmp_path: Path) -> None:
    write_gold(tmp_path)
    (tmp_path / "articles" / "roads.txt").write_text("Roads.", encoding="utf-8")
    assert [str(p) for p in check_corpus(tmp_path)[1]] == [
        f"{tmp_path / 'articles' / 'roads.txt'}:1: has no gold file"
    ]
    (tmp_path / "articles" / "bridges.txt").unlink()
    assert "no such file" in str(check_corpus(tmp_path)[1][0]).lower()


def test_a_folder_without_gold_says_what_it_must_hold(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="holds no gold: it must have files gold/NAME.json"):
        load_corpus(tmp_path)


def test_a_run_refuses_what_is_untrue_but_not_what_is_only_careless(tmp_path: Path) -> None:
    """A figure left out can still be scored; a piece that does not stand cannot."""
    write_gold(tmp_path, quantities=GOLD["quantities"][1:])
    assert len(load_corpus(tmp_path)) == 1
    write_gold(tmp_path, names=["Nobody"])
    with pytest.raises(GoldError, match=r"bridges.json:28: names.0: 'Nobody' does not stand"):
        load_corpus(tmp_path)


def test_an_unknown_article_is_answered_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no article 'roads': it has bridges"):
        load_corpus(write_gold(tmp_path), ["roads"])


def test_lines_of_values() -> None:
    """Through strings with brackets, escapes and colons, in objects and arrays within one another."""
    text = '{\n "a": [1,\n  {"b\\"": "x]}:,"},\n [2, 3]],\n "c": {},\n "d": "y"}'
    assert json.loads(text)
    lines = lines_of(text)
    assert lines[()] == 1
    assert lines[("a", 0)] == 2
    assert lines[("a", 1, 'b\\"')] == 3
    assert lines[("a", 2, 1)] == 4
    assert (lines[("c",)], lines[("d",)]) == (5, 6)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    at=st.floats(0, 1),
    length=st.integers(0, 12),
    put=st.text(max_size=6) | st.sampled_from(['"', "{", "1e999", "NaN", "\\ud800"]),
)
def test_whatever_is_written_there_is_answered_with_problems(
    tmp_path: Path, at: float, length: int, put: str
) -> None:
    """A piece of a gold file replaced by any text: problems with lines within the file, or none; never a traceback."""
    write_gold(tmp_path)
    path = tmp_path / "gold" / "bridges.json"
    text = path.read_text(encoding="utf-8")
    start = int(at * len(text))
    changed = text[:start] + put + text[start + length :]
    path.write_bytes(changed.encode("utf-8", "surrogatepass"))
    for problem in check_corpus(tmp_path)[1]:
        assert 1 <= problem.line <= changed.count("\n") + 1
        assert str(problem)
