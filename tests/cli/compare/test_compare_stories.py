"""`compare --stories` makes a comparison of each story of a pile; agency copy is told; `eval stories` judges by gold."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from summariser.cli.app import app
from tests.support.processes import ROOT
from tests.support.web_server import http, web

pytestmark = pytest.mark.slow  # whole stories of the gold

STORIES = ROOT / "evals" / "stories"
SAND = sorted(str(path) for path in (STORIES / "articles" / "sand").glob("*"))
ALONE = str(ROOT / "examples" / "11-brief-ports.txt")


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)])


def test_each_story_of_a_folder_is_compared(tmp_path: Path) -> None:
    """A table each, its files in a folder of its own; an article alone has none."""
    named = ("clashes", "earthquake", "railways", "reservoirs", "sand")
    folders = [STORIES / "articles" / name for name in named]
    made = _run("compare", "--stories", *folders, ALONE, "--out", tmp_path)
    assert made.exit_code == 0
    assert made.stdout.count("Story ") == 5
    assert "21 articles: 5 stories of two articles or more, 1 article alone" in made.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"story-{number}" for number in range(1, 6)]
    assert (tmp_path / "story-5" / "facts.csv").is_file()


def test_what_it_wrote_is_no_article_of_the_pile(tmp_path: Path) -> None:
    for file in SAND:
        (tmp_path / Path(file).name).write_bytes(Path(file).read_bytes())
    for _ in range(2):
        made = _run("compare", "--stories", tmp_path, "--out", tmp_path)
        assert "4 articles: 1 story of two articles or more, 0 articles alone" in made.stderr


@pytest.mark.enable_socket
def test_a_pile_may_come_from_the_web(tmp_path: Path) -> None:
    """A list of addresses beside files; what cannot be fetched costs a line."""
    pages = {
        f"/{n}": http(Path(file).read_text(encoding="utf-8"), kind="text/plain")
        for n, file in enumerate(SAND[:2])
    }
    with web(pages) as server:
        (tmp_path / "urls.txt").write_text(
            "".join(f"{server(f'/{n}')}\n" for n in range(3)), encoding="utf-8"
        )
        options = ("--allow-private", "--ignore-robots", "--json")
        made = _run("compare", "--stories", f"@{tmp_path / 'urls.txt'}", *SAND[2:], ALONE, *options)
    assert made.exit_code == 1 and "there is no such page (404)" in made.stderr
    (story,) = map(json.loads, made.stdout.splitlines())
    assert {article["name"] for article in story["articles"]} == {server("/0"), server("/1"), *SAND[2:]}
    assert f"1 article alone: {ALONE}" in made.stderr


@pytest.mark.enable_socket
def test_pages_are_kept_beside_what_is_written(tmp_path: Path) -> None:
    """A rerun needs no network, and the kept pages are no articles of the folder."""
    (tmp_path / "b.txt").write_bytes(Path(SAND[1]).read_bytes())
    with web({"/a": http(Path(SAND[0]).read_text(encoding="utf-8"))}) as server:
        arguments = (
            "compare",
            tmp_path,
            server("/a"),
            "--allow-private",
            "--ignore-robots",
            "--out",
            tmp_path,
        )
        first = _run(*arguments, "--json")
    for _ in range(2):
        again = _run(*arguments, "--json")
        assert (again.exit_code, json.loads(again.stdout)) == (0, json.loads(first.stdout))


def test_rows_of_a_story_are_put_right_in_its_folder(tmp_path: Path) -> None:
    """And what to know of its articles is told."""
    assert _run("compare", "--stories", *SAND, SAND[0], "--out", tmp_path).exit_code == 0
    story = json.loads((tmp_path / "story-1" / "comparison.json").read_text(encoding="utf-8"))
    key = story["facts"][0]["cells"][0]["key"]
    (tmp_path / "story-1" / "grouping.toml").write_text(
        f'[[rename]]\nfigure = "{key}"\nwhat = "sand, as it were"\n[[split]]\nfigures = ["x:1:2"]\n',
        encoding="utf-8",
    )
    again = _run("compare", "--stories", *SAND, "--out", tmp_path)
    assert "sand, as it were" in " ".join(again.stdout.split())
    assert 'note: story 1: grouping.toml: split names "x:1:2"' in again.stderr


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
    known = sorted(path.stem for path in (STORIES / "gold").glob("*.json"))
    assert heads[: len(known) + 2] == ["story", *known, "all"]
    assert "missed: " in _run("eval", "stories", STORIES, "--pairs").stdout


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    """In one line."""
    made = _run("eval", "stories", tmp_path)
    assert made.exit_code != 0
    assert "gold/STORY.json" in made.stderr
