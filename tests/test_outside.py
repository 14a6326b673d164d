"""What comes from outside as a hostile or merely odd world sends it: nothing crashes, hangs, or costs another article."""

import json
from collections.abc import Iterator
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from typer.testing import CliRunner

from summariser import Article, Result, find_numbers, verify, verify_text
from summariser.cli.app import app
from summariser.errors import AnswerError
from summariser.extraction import ReportType, load_report_type
from summariser.fields import Fields, Line, Number, OptionalName
from summariser.jobs import batch
from summariser.numbers import Kind
from summariser.outside import MOST_DIGITS
from summariser.verification import Status
from tests.jobs.folders import records
from tests.support.servers import Reply, completion, obedient, serving, summarised

SOURCE = (
    "Wugs counted\n\nThe harbour office counted 40 wugs in 2019 and 50 in 2020. Costs rose 5% to $3 billion."
)
SEVENS = "7" * 40


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (f"1-{SEVENS}", [1, int(SEVENS)]),
        (f"20-{'7' * 37}000 wugs", [20_000, int("7" * 37 + "000")]),
        (f"from 5 to {SEVENS} wugs", [5, int(SEVENS)]),
        (f"between 1 and {SEVENS} wugs", [1, int(SEVENS)]),
        (f"{SEVENS}-{SEVENS}", [int(SEVENS)]),
        (f"in 1914 to {SEVENS}-19", None),
        (f"one in {SEVENS}", None),
        (f"rose by {SEVENS} to {SEVENS}0", [int(SEVENS), int(SEVENS + "0")]),
        (f"{SEVENS}½ km", [Decimal(SEVENS + ".5")]),
        (f"$1.{SEVENS}", [Decimal("1." + SEVENS)]),
        ("20-25,000 people", [20_000, 25_000]),
        ("10^99 atoms", [10**99]),
    ],
)
def test_a_number_of_many_digits_is_found_as_it_is_written(text: str, values: list[Any] | None) -> None:
    """No arithmetic of the finder's depends on how many digits a number has."""
    found = find_numbers(text)

    ends = [end for m in found for end in (m.value, m.upper) if end is not None]
    assert values is None or ends == values


@pytest.mark.parametrize(
    "written",
    ["2e999", "2e-999", "5×10^999", "10⁹⁹⁹", "7" * 5000, "." + "7" * 5000, "0." + "0" * 5000 + "1", "1:23." + "7" * 400]
    + ["$1e999 billion", "2e999%", "7" * 299 + " million", "1,000e999"],
    ids=lambda written: written[:12],
)  # fmt: skip
@pytest.mark.parametrize(
    "around", ["{}", "1-{}", "{}-1", "from 5 to {} wugs", "one in {}", "in {}, 2, 3 wugs", "{} of 5 km"]
)
def test_what_no_quantity_can_be_is_a_name(written: str, around: str) -> None:
    """It is found whole, keeps its place, and can be written out; a source that has it supports it."""
    text = around.format(written)
    found = find_numbers(text)

    hostile = next(m for m in found if len(m.text) >= 5 or m.kind is Kind.IDENTIFIER)
    assert hostile.kind is Kind.IDENTIFIER
    assert all(len(str(m.value)) <= MOST_DIGITS + 2 for m in found)
    verdicts = verify_text(text, source=f"{SOURCE} It is {text}.")
    assert all(json.loads(v.model_dump_json()) for v in verdicts)
    assert hostile.text in [v.text for v in verdicts if v.ok]


def test_a_callers_decimals_change_nothing() -> None:
    """A context of three digits that traps what is rounded gives the same mentions and verdicts."""
    text = (
        "Costs rose from 1,234,567.25 to 2,345,678.5 euros, up 90.000% on 20-25,000 people, 1/3 of 7½ miles."
    )
    plain = find_numbers(text), verify_text(text, source=text), verify({"n": 0.125, "unit": "bn EUR"}, text)
    with localcontext() as context:
        context.prec = 3
        for signal in context.traps:
            context.traps[signal] = True
        assert (
            find_numbers(text),
            verify_text(text, source=text),
            verify({"n": 0.125, "unit": "bn EUR"}, text),
        ) == plain


MARKS = [
    '"',
    "'",
    "“",
    "”",
    "’",
    "«»",
    "-",
    "—",
    ".",
    "()",
    "…",
    "?",
    "\u0301",
    "🎈",
    "\u200b",
    "\ud800",
    "*",
]


@pytest.mark.parametrize("name", MARKS, ids=ascii)
@pytest.mark.parametrize("field", ["who", "speaker", "place"])
def test_a_name_of_marks_alone_names_nothing(name: str, field: str) -> None:
    """It is said to be absent, also where the article has such a mark."""
    found = verify({field: name}, f"{SOURCE} “Wugs” - “the best” * (so?) — she… said. 🎈")
    assert [v.status for v in found.verdicts] == [Status.ABSENT]
    assert json.loads(found.model_dump_json())


@pytest.mark.parametrize("name", ["O’Neil", "“Ann” Lee", "ANN LEE", "Lee"])
def test_a_name_with_marks_is_still_found(name: str) -> None:
    """Quotation marks and case do not count."""
    assert verify({"who": name}, "Ann Lee and Bo O'Neil spoke.").ok


class Nested(BaseModel):
    """A model that holds another."""

    inner: Any = None


def _nested(depth: int, kind: str) -> Any:
    value: Any = 40
    for _ in range(depth):
        value = {"dict": {"a": value}, "list": [value], "tuple": (value,), "model": Nested(inner=value)}[kind]
    return value


def _round() -> dict[str, Any]:
    held: dict[str, Any] = {"n": 40}
    held["self"], held["list"] = held, [held]
    return held


VALUES: dict[str, Any] = {
    "a number of 50,000 digits": Decimal("1e50000"),
    "one as small": Decimal("1e-50000"),
    "an integer beyond writing": 10**5000,
    "a float beyond JSON": 1e308 * 10,
    "a small float": 5e-324,
    "not a number": float("nan"),
    "a decimal that is none": Decimal("NaN"),
    "one that signals": Decimal("sNaN"),
    "endless": Decimal("-Infinity"),
    "900 objects": _nested(900, "dict"),
    "10,000 lists": _nested(10_000, "list"),
    "10,000 tuples": _nested(10_000, "tuple"),
    "400 models": _nested(400, "model"),
    "what holds itself": _round(),
    "half a pair": "40 \udcff wugs",
    "a string of digits": "7" * 5000,
    "an exponent in words": "2e999 wugs",
    "nulls": "\0" * 40 + "40",
    "bytes": b"40",
    "complex": 3 + 4j,
}
RECORDS: dict[str, Any] = {
    "a field": lambda value: {"n": value},
    "a list": lambda value: [value, 40],
    "a value": lambda value: {"value": value, "unit": "million euros", "bound": "about"},
    "an end": lambda value: {"value": 40, "upper": value, "what": "wugs"},
    "a unit": lambda value: {"value": 40, "unit": value, "bound": value},
    "labels": lambda value: {
        "value": 40,
        "what": value,
        "period": value,
        "attribution": value,
        "evidence": [1],
    },
    "a quotation": lambda value: {"text": value, "speaker": value},
    "evidence": lambda value: {"value": 40, "evidence": [value, 1, -1]},
    "only evidence": lambda value: {"value": 40, "evidence": value},
    "a name": lambda value: {"who": value, "url": value, "id": value},
    "a key": lambda value: {str(value)[:200] if isinstance(value, (str, bytes, complex)) else "k": value},
    "a model": lambda value: Nested(inner=value),
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
@pytest.mark.parametrize("made", RECORDS.values(), ids=RECORDS.keys())
def test_any_value_in_any_field_is_checked_or_named(made: Any, value: Any) -> None:
    """Never a traceback; what has no verdict is listed; the whole comes back from JSON as it was."""
    found = verify(made(value), SOURCE)

    assert found.verdicts or found.unchecked
    written = found.model_dump_json()
    assert type(found).model_validate_json(written).model_dump_json() == written
    json.dumps(found.model_dump(mode="json"), ensure_ascii=False).encode()


HALVES = ["\ud800", "\udfff", "\udc80", "\ude00\ud83d", "a\ud800b"]


@pytest.mark.parametrize("half", HALVES, ids=ascii)
def test_halves_of_pairs_cost_no_offset(half: str) -> None:
    """Each becomes the replacement character, in articles, pages and in what is checked."""
    text = f"{half} Wugs\n\nThe office counted 40 wugs{half} in 2019, “a {half} record,” said Ann {half} Lee."
    article = Article.from_text(text)
    page = Article.from_html(
        f"<html><body><article><h1>Wugs</h1><p>{text}</p><p>{text}</p></article></body></html>"
    )

    assert len(article.text) == len(text)
    for made in (article, page):
        found = verify({"a": f"40 {half} wugs", "who": f"Ann {half} Lee", f"7{half}": [f"9{half}"]}, made)
        assert "40" in [v.text for v in found.verdicts]
        found.model_dump_json().encode()
        for verdict in verify_text(f"{half}40 wugs, http://a{half}/9{half}9", source=made):
            verdict.model_dump_json().encode()


class Story(Fields):
    """What a model is asked for."""

    who: OptionalName
    note: Line
    size: Number | None = None


def _story(draft: str, text: str = SOURCE) -> Result[Any]:
    def answer(request: dict[str, Any]) -> Reply:
        is_draft = request["response_format"]["json_schema"]["name"] == "Story"
        return completion(draft) if is_draft else obedient(again="40 wugs")(request)

    with serving(answer) as server:
        return summarised(server, text, report_type=ReportType("odd", Story, load_report_type().folders))


@pytest.mark.parametrize(
    "draft",
    ['{"who": "\\"", "note": "40 wugs"}', '{"who": "”", "note": "“”"}', '{"who": "x", "note": "\\ud800 40 wugs"}']
    + [f'{{"who": "x", "note": "1-{SEVENS}"}}', '{"who": "x", "note": "1-2e999 wugs", "size": 4e1}']
    + ['{"who": "\\udcff", "note": "40 wugs"}', '{"who": "x", "note": "' + "7" * 1900 + '"}'],
    ids=lambda draft: draft[:40],
)  # fmt: skip
def test_a_model_may_answer_anything(draft: str) -> None:
    """The article has a result that can be written out, or an error of the answer."""
    try:
        result = _story(draft)
    except AnswerError:
        return
    result.model_dump_json().encode()


@pytest.mark.parametrize(
    "draft",
    ['{"who": "x", "note": "a", "size": 1e50000}', '{"who": "x", "note": "a", "size": NaN}']
    + ['{"who": "x", "note": "a", "size": -Infinity}', '{"who": "x", "note": ' + '{"a":' * 900 + "1" + "}" * 901]
    + ['{"who": "x", "note": ' + "[" * 100_000 + "]" * 100_000 + "}", '{"size": ' + "7" * 5000 + "}"],
    ids=lambda draft: draft[:40],
)  # fmt: skip
def test_an_answer_beyond_all_bounds_is_an_error_of_the_answer(draft: str) -> None:
    """Nor does it take minutes."""
    with pytest.raises(AnswerError):
        _story(draft)


@pytest.mark.parametrize(
    "value",
    ["1e50000", "NaN", "Infinity", "-Infinity", "1e-50000", "1e5000000000000000000000", "[" * 200 + "]" * 200]
    + ['{"a":' * 900 + "5" + "}" * 900],
    ids=lambda value: value[:24],
)  # fmt: skip
def test_the_command_says_what_of_an_object_is_not_checked(value: str, article_file: Path) -> None:
    """Nothing passes as if it were no number at all."""
    ended = CliRunner().invoke(app, ["verify", f'{{"n": {value}}}', "--source", str(article_file)])

    assert (ended.exit_code, ended.stderr) == (0, "")
    assert "No number is checked." in ended.stdout
    said = " ".join(ended.stdout.split())
    assert "no number, or one of more than" in said or "nested more than 100 levels" in said


def test_what_is_not_checked_is_said_beside_what_is(article_file: Path) -> None:
    ended = CliRunner().invoke(app, ["verify", '{"n": NaN, "bridges": 9}', "--source", str(article_file)])

    assert "bridges: [9] The source says" in " ".join(ended.stdout.split())
    assert "Not checked (1)" in ended.stdout


FAULTY = """
from pydantic import field_validator
from summariser.fields import Fields, Line

class Story(Fields):
    note: Line

    @field_validator("note")
    @classmethod
    def divided(cls, note: str) -> str:
        return f"{note} {1 // (0 if 'zero' in note else 1)}"

SUMMARY = Story
"""


@pytest.fixture
def faulty(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server, and a report type whose own code fails on an article that tells of zero."""
    folder = tmp_path / "faulty"
    folder.mkdir()
    (folder / "schema.py").write_text(FAULTY)

    def answer(request: dict[str, Any]) -> Reply:
        return completion(
            json.dumps({"note": "zero" if "zero" in json.dumps(request["messages"]) else "Wugs."})
        )

    with serving(answer) as server:
        yield server.base_url, folder


def _articles(folder: Path) -> list[Path]:
    paths = [folder / f"{name}.txt" for name in ("a", "zero", "c")]
    for path in paths:
        path.write_text(
            f"Wugs of {path.stem}\n\nThe office counted the wugs of {path.stem} twice, it said.\n"
        )
    return paths


def test_a_fault_costs_only_its_article(faulty: tuple[str, Path], tmp_path: Path) -> None:
    """One line and a record; those before and after it are done; exit code 1."""
    call = [
        "summarise",
        "--model",
        "m",
        "--base-url",
        faulty[0],
        "--report-type",
        str(faulty[1]),
        "--json",
        "--quiet",
    ]
    ended = CliRunner().invoke(app, [*call, *map(str, _articles(tmp_path))])

    assert (ended.exit_code, len(ended.stderr.splitlines())) == (1, 1)
    assert "zero.txt: unexpected ZeroDivisionError" in ended.stderr
    before, failed, after = map(json.loads, ended.stdout.splitlines())
    assert before["summary"] and after["summary"]
    assert failed["error"]["message"].startswith("unexpected ZeroDivisionError")


def test_a_fault_costs_a_batch_only_its_article(faulty: tuple[str, Path], tmp_path: Path) -> None:
    """The rest is done."""
    report = batch(
        _articles(tmp_path), tmp_path / "out", model="m", base_url=faulty[0], report_type=str(faulty[1])
    )
    assert (report.counts.done, report.counts.failed) == (2, 1)
    assert ["summary" in record for record in records(tmp_path / "out")] == [True, False, True]
