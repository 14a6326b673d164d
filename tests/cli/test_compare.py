"""`summariser compare`: tables, files, and bad input as one clear line with the right exit code."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from summariser.cli.app import app
from tests.servers import Reply, obedient, serving

EARLY = "Storm\n\nMarch 4, 2031\n\nThe storm sank 40 boats off Merrow. It cost the town about €3 million."
LATE = "Storm\n\nMarch 6, 2031\n\nThe storm sank 46 boats off Merrow. It cost the town €3.2 million."

Command = Callable[..., Result]


@pytest.fixture
def compare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`summariser compare ARGUMENTS` in a folder that holds early.txt and late.txt."""
    monkeypatch.chdir(tmp_path)
    Path("early.txt").write_text(EARLY, encoding="utf-8")
    Path("late.txt").write_text(LATE, encoding="utf-8")
    return lambda *arguments: CliRunner().invoke(app, ["compare", *arguments])


def test_a_row_for_each_fact_what_differs_first(compare: Command) -> None:
    shown = compare("early.txt", "late.txt")
    assert shown.exit_code == 0
    lines = [line for line in shown.stdout.splitlines() if line.startswith(("≠", "≈", "="))]
    assert [line[0] for line in lines[:2]] == ["≠", "≈"]
    assert "40" in lines[0] and "46" in lines[0] and "[as-of]" in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 80


def test_many_articles_are_folded_into_blocks(compare: Command) -> None:
    for n in range(5):
        Path(f"{n}.txt").write_text(EARLY.replace("March 4", f"March {n + 1}"), encoding="utf-8")
    shown = compare(*(f"{n}.txt" for n in range(5)))
    heads = [line.split() for line in shown.stdout.splitlines() if line.split()[:1] == ["fact"]]
    assert [letter for head in heads for letter in head[1:]] == list("ABCDE")
    assert len(heads) > 1 and max(map(len, shown.stdout.splitlines())) <= 80


def test_json_is_one_object_with_names_as_given(compare: Command) -> None:
    made = json.loads(compare("./early.txt", "late.txt", "--json").stdout)
    assert [article["name"] for article in made["articles"]] == ["./early.txt", "late.txt"]
    assert {cell["article"] for fact in made["facts"] for cell in fact["cells"]} == {
        "./early.txt",
        "late.txt",
    }


def test_a_folder_gets_all_files_and_keeps_what_a_person_wrote(compare: Command) -> None:
    assert compare("early.txt", "late.txt", "--out", "made").exit_code == 0
    with open("made/facts.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["written"] for row in rows[:2]] == ["40", "46"]
    assert json.loads(Path("made/comparison.json").read_text(encoding="utf-8"))["facts"]
    written = (
        f'[[rename]]\nfigure = "{rows[0]["key"]}"\nwhat = "boats lost"\n[[split]]\nfigures = ["x:1:2"]\n'
    )
    Path("made/grouping.toml").write_text(written, encoding="utf-8")
    again = compare("early.txt", "late.txt", "--out", "made")
    assert "boats lost" in again.stdout
    assert 'split names "x:1:2", which is no figure any more' in again.stderr
    assert Path("made/grouping.toml").read_text(encoding="utf-8") == written


def test_versions(compare: Command) -> None:
    shown = compare("early.txt", "late.txt", "--versions").stdout
    assert "changed" in shown and "40 → 46" in shown
    assert compare("early.txt", "early.txt", "--versions").stdout == "No figure changed.\n"
    assert json.loads(compare("early.txt", "late.txt", "--versions", "--json").stdout)["changes"]


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        ([], 2, None),
        (["early.txt"], 0, "note: early.txt is the only article: there is nothing to compare it with."),
        (["early.txt", "early.txt"], 0, "note: early.txt is given 2 times, and compared once"),
        (["early.txt", "none.txt"], 1, "none.txt: "),
        (["none.txt"], 1, "none.txt: "),
        (["early.txt", "--reference", "none.txt"], 2, "summariser: none.txt: "),
        (["early.txt", "late.txt", "--out", "early.txt"], 2, "summariser: cannot write to early.txt"),
        (
            ["early.txt", "late.txt", "--model", "local", "--no-model"],
            2,
            "summariser: --model and --no-model",
        ),
        (["early.txt", "empty.txt"], 0, "note: empty.txt tells no figure."),
    ],
)
def test_bad_input_is_one_clear_line(
    compare: Command, arguments: list[str], code: int, line: str | None
) -> None:
    Path("empty.txt").write_text(
        "Nothing was lost in the storm off Merrow, said the mayor.", encoding="utf-8"
    )
    shown = compare(*arguments)
    assert shown.exit_code == code
    assert "Traceback" not in shown.output
    if line:
        assert any(one.startswith(line) for one in shown.stderr.splitlines()), shown.stderr


def test_foreign_text_does_not_steer_the_terminal(compare: Command) -> None:
    Path("bad.txt").write_text("The \x1b[31mstorm\u202e sank 40 boats\x07 off Merrow.", encoding="utf-8")
    shown = compare("bad.txt", "late.txt")
    assert not {"\x1b", "\u202e", "\x07"} & set(shown.output)


def test_a_model_is_asked_where_one_is_named(compare: Command) -> None:
    with serving(obedient()) as server:
        shown = compare("early.txt", "late.txt", "--model", "scripted", "--base-url", server.base_url)
    assert shown.exit_code == 0
    assert "46" in shown.stdout
    assert server.requests


def test_a_model_that_does_not_answer_leaves_the_table(compare: Command) -> None:
    with serving(lambda _: Reply(status=400)) as server:
        shown = compare("early.txt", "late.txt", "--model", "scripted", "--base-url", server.base_url)
    assert shown.exit_code == 0
    assert "46" in shown.stdout
    assert "note: early.txt is compared by its text alone: " in shown.stderr
