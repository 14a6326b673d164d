"""What the command prints and writes: plain text in the terminal, JSON for machines, whole files."""

import json
import unicodedata
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from summariser.cli.app import app
from summariser.cli.output.view import show_left_out
from summariser.verification import Coverage
from tests.support.servers import obedient, serving

# Terminal control (C0, C1), marks that reorder a line, and invisible ones.
STEERING = "\x1b[31m \x1b]0;title\x07 \x9b2J \x08 \r \u202e \u2066 \u200f \u200b \ufeff \u2028".split(" ")


def _summarise(
    *arguments: object,
    draft: dict[str, Any] | None = None,
    what: str = "old bridges",
    again: str = "nothing new",
) -> Result:
    with serving(obedient(draft, what=what, again=again)) as server:
        base = ["summarise", "--model", "m", "--base-url", server.base_url]
        return CliRunner().invoke(app, [*base, *map(str, arguments)])


KEPT = ("--on-fail", "reask")  # what stays unsupported is shown


def _steers(text: str) -> set[str]:
    return {c for c in text if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp", "Cs", "Co"}}


def test_the_version_is_that_of_the_package() -> None:
    """And `--version` needs nothing else."""
    shown = CliRunner().invoke(app, ["--version"])
    assert (shown.exit_code, shown.stdout) == (0, f"summariser {version('summariser')}\n")


def test_nothing_steers_the_terminal(tmp_path: Path) -> None:
    """Control characters and marks of an article, its name and the model's answer never reach the terminal view."""
    marks = "x".join(STEERING)
    path = tmp_path / "bridges\x1b[31m\u202e.txt"
    path.write_text(
        f"Bridges{marks} close\n\nInspectors closed nine old bridges{marks} of the valley on Monday, the board "
        f"said. “We have never {marks} seen such cracks before,” said Ann {marks} Bo. It spent £5 million{marks}.\n"
        + "The board did not say when they would open again, nor who was to pay for it.\n"
        * 30,
        encoding="utf-8",
        newline="",
    )
    said = {"headline": f"Nine bridges{marks} closed", "abstract": f"Some 77{marks} bridges {marks} went."}
    ended = _summarise(path, path, *KEPT, draft=said, what=f"old{marks}bridges", again=f"Some 77{marks}")

    assert ended.exit_code == 0
    assert "Not supported by the article" in ended.stdout
    assert _steers(ended.stdout) == set()
    assert _steers(ended.stderr) == set()


def test_markup_of_the_terminal_library_is_text(article_file: Path) -> None:
    """Square brackets in a model's words neither colour nor vanish."""
    ended = _summarise(article_file, draft={"headline": "[bold red]Bridges[/] [link=x]close"})
    assert "[bold red]Bridges[/] [link=x]close" in ended.stdout


def test_the_view_shows_summary_numbers_and_what_was_left_out(article_file: Path) -> None:
    """Each number stands with its verdict; unsupported ones are listed; so is what it cost."""
    ended = _summarise(
        article_file, *KEPT, draft={"abstract": "Inspectors closed 77 bridges."}, again="Some 77."
    )
    shown = " ".join(ended.stdout.split())

    assert "9 bridge old bridges of the valley closed by [2]" in shown.split("✓")[2]
    told = 'abstract: Inspectors closed [77] bridges. The source does not have "77"'
    assert f"Not supported by the article (1) ✗ absent {told}" in shown
    assert "Numbers of the article in the summary: 1 of 1" in shown
    assert "When: none" in shown
    assert "completion tokens" in shown


def test_only_failures_of_each_article(article_file: Path) -> None:
    """Below its name, with one legend for all; what is written to files stays whole."""
    draft = {"abstract": "Inspectors closed 77 bridges."}
    ended = _summarise(article_file, article_file, *KEPT, "--only", "failures", draft=draft, again="Some 77.")
    assert ended.stdout.count("Not supported by the article (1)") == 2
    assert ended.stdout.count("look again") == 1
    assert "Abstract" not in ended.stdout
    fine = _summarise(article_file, "--only", "doubts")
    assert "Look again, or not supported: none of " in fine.stdout
    assert _summarise(article_file, "--only", "doubts", "--json").exit_code == 2


@pytest.mark.parametrize(
    ("weighty", "told", "line"),
    [
        (5, 3, "told in prose: 3 of the 5 that matter most"),
        (1, 0, "told in prose: 0 of the 1 that matter most"),
        (0, 0, None),
    ],
)
def test_the_view_says_how_many_of_the_weightiest_the_prose_tells(
    weighty: int, told: int, line: str | None
) -> None:
    """On one line; nothing where the article has none."""
    console = Console(record=True, width=90)
    show_left_out(Coverage(total=9, covered=7, weighty=weighty, weighty_in_prose=told), console)
    lines = [shown.strip() for shown in console.export_text().splitlines()]
    assert lines[2:] == ([line] if line else [])


def test_what_to_know_of_the_article_is_said(tmp_path: Path) -> None:
    """A paywall among the notes; of an article in English and in full, nothing."""
    path = tmp_path / "stub.txt"
    path.write_text(
        "Inspectors closed nine old bridges on Monday, and the board said so.\n\nSubscribe to continue reading\n"
    )
    assert "Note: A paywall cuts the article off" in _summarise(path).stdout


def test_json_is_one_object_a_line_and_nothing_else(article_file: Path) -> None:
    """Failures too, in the order of the call; progress goes to standard error."""
    ended = _summarise(article_file, article_file.parent / "none.txt", article_file, "--json")
    records = [json.loads(line) for line in ended.stdout.splitlines()]

    assert ended.exit_code == 1
    assert ["error" in record for record in records] == [False, True, False]
    assert list(records[0]) == ["article", "summary", "verification", "provenance"]
    quantity = records[0]["summary"]["quantities"][0]
    assert list(quantity) == "what value upper bound unit period attribution evidence".split()
    assert records[0]["verification"]["verdicts"][0].keys() >= {"path", "status", "ok"}
    assert records[0]["provenance"]["usage"].keys() >= {"prompt_tokens", "completion_tokens"}
    assert "2/3" in ended.stderr


def test_a_name_that_is_no_text_is_kept_as_an_escape(tmp_path: Path) -> None:
    """File names are bytes; those that are not UTF-8 do not break the record."""
    path = tmp_path / "b\udcff.txt"
    try:
        path.write_text("Bridges close\n\nInspectors closed nine old bridges on Monday, the board said.\n")
    except OSError:
        pytest.skip("this file system takes no such name")
    ended = _summarise(path, "--json", "--out", tmp_path / "out")

    assert ended.exit_code == 0
    assert json.loads(ended.stdout)["article"]["source"].endswith("b\udcff.txt")
    (written,) = (tmp_path / "out").iterdir()
    assert json.loads(written.read_text(encoding="utf-8")) == json.loads(ended.stdout)


class TestOut:
    """`--out DIR` writes each result whole, under a safe name of its own."""

    def test_a_file_an_article(self, tmp_path: Path, article_file: Path) -> None:
        """The same file twice, and files of one name, do not overwrite each other; failures are written too."""
        other = tmp_path / "other" / article_file.name
        other.parent.mkdir()
        other.write_bytes(article_file.read_bytes())
        out = tmp_path / "new" / "out"
        ended = _summarise(article_file, other, article_file, tmp_path / "none.txt", "--out", out, "--json")

        names = sorted(path.name for path in out.iterdir())
        assert names == ["bridges.txt-2.json", "bridges.txt-3.json", "bridges.txt.json", "none.txt.json"]
        written = {
            json.loads(path.read_text(encoding="utf-8"))["article"]["source"] for path in out.iterdir()
        }
        assert written == {str(article_file), str(other), str(tmp_path / "none.txt")}
        assert ended.exit_code == 1

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("../../etc/passwd", "passwd.json"),
            ("..", "article.json"),
            (".hidden", "hidden.json"),
            ("a b;rm -rf *.txt", "a_b_rm_-rf_.txt.json"),
            ("con\x1b[31m\n\u202e.txt", "con_31m_.txt.json"),
            ("文" * 80, "文" * 60 + ".json"),
            ("x" * 250, "x" * 180 + ".json"),
        ],
        ids="parents parent hidden shell control wide long".split(),
    )
    def test_names_are_safe(self, tmp_path: Path, name: str, expected: str) -> None:
        """Only letters, digits, dots, dashes and underscores, and short enough for any file system."""
        out = tmp_path / "out"
        _summarise(tmp_path / "nowhere" / name, "--out", out, "--quiet")
        assert [path.name for path in out.iterdir()] == [expected]

    def test_a_second_run_replaces_the_first(self, tmp_path: Path, article_file: Path) -> None:
        """And nothing half-written is left behind."""
        for headline in ("First", "Second"):
            _summarise(article_file, "--out", tmp_path / "out", draft={"headline": headline})
        (written,) = (tmp_path / "out").iterdir()
        assert json.loads(written.read_text(encoding="utf-8"))["summary"]["headline"] == "Second"


class TestVerify:
    """`summariser verify TEXT --source FILE` needs no model."""

    @staticmethod
    def _verify(*arguments: object, **options: Any) -> Result:
        return CliRunner().invoke(app, ["verify", *map(str, arguments)], **options)

    def test_supported(self, article_file: Path) -> None:
        ended = self._verify("Nine bridges were closed.", "--source", article_file)
        assert ended.exit_code == 0
        assert "✓" in ended.stdout

    def test_unsupported(self, article_file: Path) -> None:
        ended = self._verify("Some 12 bridges were closed.", "--source", article_file, "--json")
        assert ended.exit_code == 1
        (verdict,) = json.loads(ended.stdout)["verdicts"]
        assert not verdict["ok"]

    def test_no_number(self, article_file: Path) -> None:
        ended = self._verify("Bridges were closed.", "--source", article_file)
        assert (ended.exit_code, ended.stdout) == (0, "No number in the text.\n")

    @pytest.mark.parametrize("source", ["file", "-"])
    def test_the_whole_of_a_source_counts_if_said_so(self, tmp_path: Path, source: str) -> None:
        """What reads like a list of other stories is part of a report."""
        text = (
            "Bridges close\n\nInspectors closed nine old bridges of the valley on Monday, the board of roads said.\n\n"
            "The board did not say when they would open again, nor who was to pay for the work on them.\n\n"
            "Related stories\n\nMill sells 470 sacks of flour\n\nSchool wins prize for its choir\n"
        )
        (tmp_path / "report.txt").write_text(text, encoding="utf-8")
        where = str(tmp_path / "report.txt") if source == "file" else "-"
        claim = "The mill sold 470 sacks of flour."
        for option, code in ((), 1), (("--whole-source",), 0):
            ended = self._verify(claim, "--source", where, *option, input=text)
            assert ended.exit_code == code

    def test_what_to_know_of_the_source_is_said_in_one_line(self, tmp_path: Path) -> None:
        """On standard error, so that the JSON stays whole."""
        source = tmp_path / "schiffe.txt"
        source.write_text(
            "Die Behörde zählte 11.000 Schiffe, und das ist mehr als je zuvor.", encoding="utf-8"
        )
        ended = self._verify("11 ships", "--source", source, "--json")

        assert json.loads(ended.stdout)["verdicts"][0]["level"] == "doubt"
        assert "not in English (de)" in ended.stderr
        assert len(ended.stderr.splitlines()) == 1

    def test_text_from_a_file_or_standard_input(self, tmp_path: Path, article_file: Path) -> None:
        claim = tmp_path / "claim.txt"
        claim.write_text("Nine bridges were closed.")
        assert self._verify(claim, "--source", article_file).exit_code == 0
        assert self._verify("-", "--source", article_file, input="12 bridges closed.").exit_code == 1

    def test_json_of_any_tool_is_checked_field_by_field(self, article_file: Path, tmp_path: Path) -> None:
        """Quantities, prose and bare numbers of its own shape, with their paths, and what it leaves out."""
        made = {"closed": {"value": 12, "unit": "bridges"}, "notes": ["Nine bridges were closed."], "n": 9}
        path = tmp_path / "made.json"
        path.write_text(json.dumps(made), encoding="utf-8")
        ended = self._verify(path, "--source", article_file, "--json")

        assert ended.exit_code == 1
        said = json.loads(ended.stdout)
        assert [(v["path"], v["ok"]) for v in said["verdicts"]] == [
            ("closed.value", False),
            ("notes.0", True),
            ("n", True),
        ]
        assert said["coverage"]["recall"] == 1

    def test_what_summarise_printed_is_checked_again(self, article_file: Path) -> None:
        """The summary of it, and nothing of the rest."""
        printed = _summarise(article_file, "--json", draft={"headline": "Nine bridges closed"}).stdout
        ended = self._verify("-", "--source", article_file, "--json", input=printed)
        again = json.loads(ended.stdout)
        assert again["verdicts"] == json.loads(printed)["verification"]["verdicts"]

    def test_braces_that_are_no_json_are_text(self, article_file: Path) -> None:
        ended = self._verify("{Some 12 bridges}", "--source", article_file)
        assert "12" in ended.stdout
        assert ended.exit_code == 1

    @pytest.mark.parametrize("source", ["missing.txt", "."])
    def test_a_source_that_cannot_be_read_is_a_wrong_call(self, tmp_path: Path, source: str) -> None:
        ended = self._verify("Nine bridges.", "--source", tmp_path / source)
        assert ended.exit_code == 2
        assert len(ended.stderr.splitlines()) == 1

    def test_nothing_steers_the_terminal(self, tmp_path: Path) -> None:
        source = tmp_path / "a.txt"
        source.write_text(
            "The board closed 9 bridges\x1b[31m\u202e of the valley on Monday, it said in a report."
        )
        ended = self._verify("It closed 12 bridges\x1b[31m\u202e.", "--source", source)
        assert _steers(ended.stdout) == set()
