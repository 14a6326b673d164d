"""`summariser compare`: tables, files, and bad input as one clear line with the right exit code."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from summariser.cli.app import app
from summariser.jobs import batch
from tests.support.servers import Reply, obedient, serving

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


def test_a_block_has_the_rows_that_one_of_its_articles_tells(compare: Command) -> None:
    for n in range(5):
        text = EARLY if n < 2 else "The mill lost 70 sacks of flour in the fire."
        Path(f"{n}.txt").write_text(text, encoding="utf-8")
    blocks = compare(*(f"{n}.txt" for n in range(5))).stdout.split("   fact ")[1:]
    assert ["boats" in block for block in blocks] == [True, False]
    assert all("flour" in block for block in blocks)


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


def test_the_csv_has_the_mark_that_excel_needs_where_it_is_asked_for(compare: Command) -> None:
    for options in ((), ("--bom",), ("--bom", "--stories")):
        assert compare("early.txt", "late.txt", "--out", "made", *options).exit_code == 0
        file = Path("made", "story-1" if "--stories" in options else "", "facts.csv")
        assert file.read_bytes().startswith(b"\xef\xbb\xbf") == bool(options)


def test_versions(compare: Command) -> None:
    shown = compare("early.txt", "late.txt", "--versions").stdout
    assert "changed" in shown and "40 → 46" in shown
    assert compare("early.txt", "early.txt", "--versions").stdout == "No figure changed.\n"
    assert json.loads(compare("early.txt", "late.txt", "--versions", "--json").stdout)["changes"]


def test_all_outputs_of_versions_tell_what_changed(compare: Command) -> None:
    outputs = ("--out", "made", "--html", "a.html", "--xlsx", "a.xlsx")
    assert compare("early.txt", "late.txt", "--versions", *outputs).exit_code == 0
    assert json.loads(Path("made/comparison.json").read_text(encoding="utf-8"))["changes"]
    for page in ("a.html", "made/facts.html"):
        assert "2 versions" in Path(page).read_text(encoding="utf-8")
    for book in ("a.xlsx", "made/facts.xlsx"):
        assert "changes" in load_workbook(book).sheetnames


def test_versions_stand_in_the_order_of_their_days(compare: Command) -> None:
    """However they are given; where one has no day, as given, and that is told."""
    shown = compare("late.txt", "early.txt", "--versions")
    assert "40 → 46" in shown.stdout
    assert "note: versions are put into the order of their days of publication" in shown.stderr
    assert "order" not in compare("early.txt", "late.txt", "--versions").stderr
    Path("undated.txt").write_text("The storm sank 40 boats off Merrow.", encoding="utf-8")
    shown = compare("late.txt", "undated.txt", "--versions")
    assert "46 → 40" in shown.stdout
    assert "note: versions are in the order given: undated.txt has no day of publication" in shown.stderr


def test_versions_have_no_reference(compare: Command) -> None:
    shown = compare("late.txt", "--reference", "early.txt", "--versions")
    assert shown.exit_code == 2 and "--versions and --reference exclude each other" in shown.stderr


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


def test_what_is_to_be_known_of_an_article_is_told(compare: Command) -> None:
    text = "Die Hafenbehörde zählte in diesem Jahr 11.000 Schiffe, und das sind mehr als je zuvor.\n\n"
    Path("de.txt").write_text(text * 2, encoding="utf-8")
    assert "note: de.txt: The article is not in English (de)" in compare("de.txt", "late.txt").stderr


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


def test_a_page_and_a_workbook(compare: Command) -> None:
    """By themselves, and in the folder."""
    assert (
        compare("early.txt", "late.txt", "--html", "a.html", "--xlsx", "a.xlsx", "--out", "made").exit_code
        == 0
    )
    assert Path("a.html").read_text(encoding="utf-8") == Path("made/facts.html").read_text(encoding="utf-8")
    assert Path("a.xlsx").read_bytes()[:2] == Path("made/facts.xlsx").read_bytes()[:2] == b"PK"


def test_a_page_and_a_workbook_may_go_into_the_folder_that_is_made(compare: Command) -> None:
    outputs = ("--out", "new", "--html", "new/a.html", "--xlsx", "new/a.xlsx")
    assert compare("early.txt", "late.txt", *outputs).exit_code == 0
    assert {"a.html", "a.xlsx", "facts.csv"} <= {path.name for path in Path("new").iterdir()}


@pytest.mark.parametrize(
    "options",
    [
        ("--html", "."),
        ("--html", "a.txt"),
        ("--html", "no/a.html"),
        ("--xlsx", "a.csv"),
        ("--xlsx", "no/a.xlsx"),
    ],
)
def test_a_place_that_does_not_suit_is_told_first(compare: Command, options: tuple[str, str]) -> None:
    shown = compare("early.txt", "late.txt", *options)
    assert shown.exit_code == 2 and not shown.stdout
    assert options[1] in shown.stderr and len(shown.stderr.splitlines()) == 1
    assert "No such file" not in shown.stderr


def test_a_page_of_many_stories_needs_a_folder(compare: Command) -> None:
    assert compare("early.txt", "late.txt", "--stories", "--html", "a.html").exit_code == 2
    assert compare("early.txt", "late.txt", "--stories", "--out", "made").exit_code == 0
    assert Path("made/story-1/facts.html").is_file()


def test_a_folder_stands_for_the_articles_in_it(compare: Command) -> None:
    """Those below it, too; other files, hidden ones, and what an earlier call wrote for spreadsheets are none."""
    Path("pile/deep").mkdir(parents=True)
    for source, target in (
        ("early.txt", "pile/a.txt"),
        ("late.txt", "pile/deep/b.md"),
        ("late.txt", "pile/.c.txt"),
    ):
        Path(target).write_text(Path(source).read_text(encoding="utf-8"), encoding="utf-8")
    Path("pile/facts.csv").write_text("1,2", encoding="utf-8")
    made = json.loads(compare("pile", "--json").stdout)
    assert [article["name"] for article in made["articles"]] == ["pile/a.txt", "pile/deep/b.md"]


def test_what_a_comparison_wrote_into_its_folder_is_no_article_of_it(compare: Command) -> None:
    """And what else is there is named."""
    Path("pile").mkdir()
    for name in ("early.txt", "late.txt"):
        Path(name).rename(Path("pile", name))
    outputs = ("--out", "pile", "--html", "pile/page.html")
    assert "left aside" not in compare("pile", *outputs).stderr
    again = compare("pile", *outputs)
    assert len(json.loads(Path("pile/comparison.json").read_text(encoding="utf-8"))["articles"]) == 2
    assert (
        "note: left aside, not taken for articles (6): pile/comparison.json, pile/facts.csv" in again.stderr
    )


def test_an_empty_folder_is_a_line_and_the_others_are_compared(compare: Command) -> None:
    Path("empty").mkdir()
    shown = compare("empty", "early.txt", "late.txt")
    assert shown.exit_code == 1 and "empty: has no article" in shown.stderr and "46" in shown.stdout


def test_what_a_list_names_and_cannot_be_fetched_is_a_line(compare: Command) -> None:
    """And the files are compared."""
    Path("urls.txt").write_text("http://127.0.0.1:9/a\n", encoding="utf-8")
    shown = compare("@urls.txt", "early.txt", "late.txt")
    assert shown.exit_code == 1 and "127.0.0.1" in shown.stderr and "46" in shown.stdout


@pytest.mark.enable_socket
def test_a_run_folder_stands_for_the_articles_that_it_keeps(compare: Command) -> None:
    """Also those whose summary failed."""
    lines = (json.dumps({"text": text}) + "\n" for text in (EARLY, LATE))
    Path("in.jsonl").write_text("".join(lines), encoding="utf-8")
    with serving(obedient()) as server:
        batch("in.jsonl", "run", model="m", base_url=server.base_url)
    made = json.loads(compare("run", "--json").stdout)
    assert [article["name"] for article in made["articles"]] == ["in.jsonl:1", "in.jsonl:2"]
    assert made["facts"][0]["relation"] == "differ"
