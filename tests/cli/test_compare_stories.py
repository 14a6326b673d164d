"""`compare --stories` makes a comparison of each story of a pile; agency copy is told; `eval stories` judges by gold."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from summariser.cli.app import app
from tests.processes import ROOT

STORIES = ROOT / "evals" / "stories"
SAND = sorted(str(path) for path in (STORIES / "articles" / "sand").glob("*"))
ALONE = str(ROOT / "examples" / "11-brief-ports.txt")


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)])


def test_each_story_of_a_folder_is_compared(tmp_path: Path) -> None:
    """A table each, its files in a folder of its own; an article alone has none."""
    made = _run("compare", "--stories", STORIES / "articles", ALONE, "--out", tmp_path)
    assert made.exit_code == 0
    assert made.stdout.count("Story ") == 5
    assert "21 articles: 5 stories of two articles or more, 1 articles alone" in made.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"story-{number}" for number in range(1, 6)]
    assert (tmp_path / "story-5" / "facts.csv").is_file()


def test_json_is_a_story_a_line() -> None:
    """Each as `compare --json` prints it."""
    lines = [json.loads(line) for line in _run("compare", "--stories", STORIES, "--json").stdout.splitlines()]
    assert len(lines) >= 5
    assert all({"articles", "facts", "voices"} <= line.keys() for line in lines)


def test_a_file_that_cannot_be_read_costs_a_line(tmp_path: Path) -> None:
    """And the exit code says so; the stories are told all the same."""
    made = _run("compare", "--stories", *SAND, tmp_path / "gone.txt")
    assert made.exit_code == 1
    assert "gone.txt: " in made.stderr
    assert "Story 1" in made.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--stories", "."], "no file in the folders given"),
        (["--stories", "a.txt", "--versions"], "goes with none of"),
    ],
)
def test_what_cannot_be_grouped_is_told(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one line, with the code of a wrong call."""
    monkeypatch.chdir(tmp_path)
    made = _run("compare", *arguments)
    assert (made.exit_code, said in made.stderr) == (2, True)


def test_agency_copy_is_told_beside_articles() -> None:
    """Three outlets that print one text are one voice, and a row says how many voices it has."""
    assert "A, B, C share text: one voice" in _run("compare", *SAND).stdout
    made = json.loads(_run("compare", *SAND, "--json").stdout)
    assert made["voices"] == [SAND[:3], SAND[3:]]
    licensed = next(fact for fact in made["facts"] if {cell["value"] for cell in fact["cells"]} == {212})
    assert (len({cell["article"] for cell in licensed["cells"]}), licensed["voices"]) == (4, 2)


def test_a_comparison_is_judged_by_gold() -> None:
    """A line a story and one for all; the pairs on demand."""
    made = _run("eval", "stories", STORIES)
    assert made.exit_code == 0
    heads = [line.split()[0] for line in made.stdout.splitlines() if line]
    assert heads[:7] == ["story", "clashes", "earthquake", "railways", "reservoirs", "sand", "all"]
    assert "missed: " in _run("eval", "stories", STORIES, "--pairs").stdout


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    """In one line."""
    made = _run("eval", "stories", tmp_path)
    assert made.exit_code != 0
    assert "gold/STORY.json" in made.stderr
