"""The tables that the commands write: workbooks beside what is shown, and Markdown in its place."""

import json
import resource
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pytest
from typer.testing import CliRunner, Result

from summariser import Article
from summariser.cli.app import app
from summariser.cli.output.tables import checked_rows
from summariser.cli.texts import article_named
from summariser.verification import Coverage, Verification, verify_text
from tests.support.processes import environment, run
from tests.support.servers import Answer, obedient, serving

_NONE = Coverage(total=2, covered=0)
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "11-brief-ports.txt"


def _run(command: str, *arguments: object, answer: Answer | None = None) -> Result:
    with serving(answer or obedient()) as server:
        base = [command, "--model", "m", "--base-url", server.base_url]
        return CliRunner().invoke(app, [*base, *map(str, arguments)])


def _verify(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["verify", *map(str, arguments), "--source", str(EXAMPLE)])


def _rows(path: Path, sheet: str) -> list[dict[str, Any]]:
    head, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


class TestSummarise:
    def test_a_workbook_of_all_articles_of_the_call(self, article_file: Path, tmp_path: Path) -> None:
        """Beside what is shown; one that failed has its reason in it."""
        book, missing = tmp_path / "a.xlsx", tmp_path / "missing.txt"
        ended = _run("summarise", article_file, missing, article_file, "--xlsx", book)
        assert ended.exit_code == 1
        assert "Numbers of the article in the summary" in ended.stdout
        articles = _rows(book, "articles")
        assert [a["state"] for a in articles] == ["done", "failed", "done"]
        assert "no such file" in articles[1]["error"]
        figures = _rows(book, "figures")
        assert [(f["value"], f["unit"], f["level"]) for f in figures] == [(9, "bridge", "supported")] * 2
        assert figures[0]["sentences"].startswith("Inspectors closed nine old bridges")
        assert openpyxl.load_workbook(book)["figures"]["A2"].hyperlink.target == "bridges.txt"

    def test_markdown_is_printed_for_pasting(self, article_file: Path, tmp_path: Path) -> None:
        ended = _run("summarise", article_file, tmp_path / "missing.txt", "--markdown")
        assert ended.stdout.startswith("## Bridges close\n")
        assert "| ✓ | 9 bridge | old bridges" in ended.stdout
        assert "No summary: " in ended.stdout

    def test_one_thing_is_printed(self, article_file: Path) -> None:
        ended = _run("summarise", article_file, "--markdown", "--json")
        assert (ended.exit_code, ended.stdout) == (2, "")
        assert "--json and --markdown both print to standard output: choose one" in ended.stderr

    def test_a_workbook_goes_with_json(self, article_file: Path, tmp_path: Path) -> None:
        ended = _run("summarise", article_file, "--json", "--xlsx", tmp_path / "a.xlsx")
        assert json.loads(ended.stdout)["summary"]["quantities"]
        assert len(_rows(tmp_path / "a.xlsx", "figures")) == 1

    @pytest.mark.parametrize("name", ["a.csv", "missing/a.xlsx"])
    def test_where_it_cannot_be_written_nothing_is_asked(
        self, article_file: Path, tmp_path: Path, name: str
    ) -> None:
        with serving(obedient()) as server:
            base = ["summarise", "--model", "m", "--base-url", server.base_url]
            ended = CliRunner().invoke(app, [*base, str(article_file), "--xlsx", str(tmp_path / name)])
        assert ended.exit_code == 2
        assert len(ended.stderr.splitlines()) == 1
        assert server.requests == []

    def test_what_is_done_is_in_it_when_the_call_is_stopped(
        self, article_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """By Ctrl-C, here on the second article."""
        second = tmp_path / "second.txt"
        second.write_text(article_file.read_text(encoding="utf-8"), encoding="utf-8")

        def named(name: str, *given: Any, **options: Any) -> Any:
            if name == str(second):
                raise KeyboardInterrupt
            return article_named(name, *given, **options)

        monkeypatch.setattr("summariser.cli.inputs.article_named", named)
        ended = _run("summarise", article_file, second, "--xlsx", tmp_path / "a.xlsx")
        assert ended.exit_code == 130
        assert [a["state"] for a in _rows(tmp_path / "a.xlsx", "articles")] == ["done"]

    def test_a_call_that_is_wrong_writes_none(self, article_file: Path, tmp_path: Path) -> None:
        """What was there before stays."""
        (tmp_path / "a.xlsx").write_text("before")
        ended = _run("summarise", article_file, "--xlsx", tmp_path / "a.xlsx", "--fail-on", "nonsense")
        assert ended.exit_code == 2
        assert (tmp_path / "a.xlsx").read_text() == "before"


class TestVerify:
    def test_of_a_text(self, tmp_path: Path) -> None:
        ended = _verify("Some 77 bridges closed.", "--xlsx", tmp_path / "a.xlsx")
        assert ended.exit_code == 1
        (verdict,) = _rows(tmp_path / "a.xlsx", "verdicts")
        assert (verdict["value"], verdict["level"], verdict["path"]) == (77, "unsupported", None)
        assert _rows(tmp_path / "a.xlsx", "figures") == []
        assert openpyxl.load_workbook(tmp_path / "a.xlsx").active.title == "verdicts"

    def test_of_an_object_with_quantities(self, tmp_path: Path) -> None:
        """Of any make."""
        given = json.dumps(
            {"table": {"rows": [{"what": "bridges", "value": 77, "unit": "bridge"}]}, "note": "9 ports"}
        )
        _verify(given, "--xlsx", tmp_path / "a.xlsx")
        (figure,) = _rows(tmp_path / "a.xlsx", "figures")
        assert (figure["path"], figure["value"], figure["level"]) == ("table.rows.0", 77, "unsupported")
        assert len(_rows(tmp_path / "a.xlsx", "verdicts")) >= 2

    def test_of_several_articles_each_has_a_row(self) -> None:
        """The verdicts are of all of them together; what was left out is not known."""
        articles = [Article.from_text(f"Nine of {n} bridges closed.", source=n) for n in ("a", "b")]
        found = Verification(verdicts=tuple(verify_text("77 bridges.", source=articles[0])), coverage=_NONE)
        first, second = checked_rows(articles, {"q": []}, found)
        assert [rows.article["source"] for rows in (first, second)] == ["a", "b"]
        assert (len(first.verdicts), second.verdicts, first.article["coverage"]) == (1, (), None)


@pytest.mark.skipif(sys.platform != "linux", reason="limits files as Linux does")
@pytest.mark.parametrize("size", [100, 3_000, 6_000])
def test_a_full_disk_is_one_line(tmp_path: Path, size: int) -> None:
    """Wherever it is met; what was there before stays, and nothing half done."""
    book = tmp_path / "a.xlsx"
    book.write_text("before")
    ended = run(
        "verify", "Some 77 bridges closed.", "--source", EXAMPLE, "--xlsx", book,
        env=environment(PYTHONDONTWRITEBYTECODE="1", COVERAGE_PROCESS_CONFIG=""),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )  # fmt: skip
    assert ended.returncode == 3
    assert ended.stderr.count("\n") == 1
    assert "make room and run again" in ended.stderr
    assert (book.read_text(), len(list(tmp_path.iterdir()))) == ("before", 1)


class TestBatch:
    def test_a_workbook_and_csv_with_a_mark(self, article_file: Path, tmp_path: Path) -> None:
        """From the run, and from an export of it; the tables say the same."""
        out, book = tmp_path / "out", tmp_path / "a.xlsx"
        ended = _run("batch", article_file, "--out", out, "--xlsx", book, "--bom")
        assert ended.exit_code == 0
        assert str(book) in ended.stdout.replace("\n", "")
        read = pandas.read_csv(out / "quantities.csv")
        assert (out / "quantities.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        assert (out / "articles.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        (figure,) = _rows(book, "figures")
        assert list(read.columns) == list(figure)
        assert read["sentences"][0] == figure["sentences"]
        (article,) = _rows(book, "articles")
        assert (article["state"], article["attempts"], article["requests"]) == (
            "done",
            1,
            article["requests"],
        )
        assert article["key"]
        assert len(_rows(book, "verdicts")) >= 1
        book.unlink()
        exported = CliRunner().invoke(app, ["batch", "export", str(out), "--xlsx", str(book)])
        assert exported.exit_code == 0
        assert _rows(book, "figures") == [figure]
        assert not (out / "quantities.csv").read_bytes().startswith(b"\xef\xbb\xbf")

    def test_it_may_stand_in_the_run_folder(self, article_file: Path, tmp_path: Path) -> None:
        """Which is not there yet."""
        book = tmp_path / "out" / "tables.xlsx"
        assert _run("batch", article_file, "--out", tmp_path / "out", "--xlsx", book).exit_code == 0
        assert len(_rows(book, "figures")) == 1

    def test_where_it_cannot_be_written_nothing_is_begun(self, article_file: Path, tmp_path: Path) -> None:
        ended = _run("batch", article_file, "--out", tmp_path / "out", "--xlsx", tmp_path / "a.ods")
        assert ended.exit_code == 2
        assert "name a file that ends in .xlsx" in ended.stderr
        assert not (tmp_path / "out").exists()
