"""`--html` and `--marks` on the command line: a file, a folder with an index, a batch's pages; and what is told of bad places."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from summariser.cli.app import app
from summariser.jobs import write_pages
from tests.jobs import folders
from tests.support.servers import obedient, serving


def _invoke(*arguments: object) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)))


def _summarise(*arguments: object) -> Result:
    with serving(obedient()) as server:
        return _invoke("summarise", "--model", "m", "--base-url", server.base_url, "--quiet", *arguments)


def test_summarise_writes_the_page_of_one_article(article_file: Path, tmp_path: Path) -> None:
    """Beside what it prints."""
    ended = _summarise(article_file, "--json", "--html", tmp_path / "page.html")
    assert ended.exit_code == 0
    assert json.loads(ended.stdout)["summary"]
    page = (tmp_path / "page.html").read_text()
    assert "Bridges close" in page
    assert "How it was made" in page


def test_several_articles_are_a_folder_with_an_index(article_file: Path, tmp_path: Path) -> None:
    """Names are safe and differ, also where two files have one name; a failed article is in the index with its reason."""
    (tmp_path / "other").mkdir()
    odd = tmp_path / "other" / "Bridges <b>&.TXT"
    for path in (tmp_path / "other" / "bridges.txt", odd):
        path.write_text(article_file.read_text())
    ended = _summarise(
        article_file,
        tmp_path / "other" / "bridges.txt",
        odd,
        tmp_path / "none.txt",
        "--html",
        tmp_path / "view",
    )
    assert ended.exit_code == 1
    names = sorted(path.name for path in (tmp_path / "view").iterdir())
    assert names == ["Bridges_b_.TXT.html", "bridges.txt-2.html", "bridges.txt.html", "index.html"]
    index = (tmp_path / "view" / "index.html").read_text()
    assert [name for name in names if f'href="./{name}"' not in index] == ["index.html"]
    assert "Bridges &lt;b&gt;&amp;.TXT" in index
    assert re.search("none.txt.*no such file", index, re.DOTALL)
    assert index.count("<script") == 1


def test_verify_writes_a_page_of_a_text_and_of_json(article_file: Path, tmp_path: Path) -> None:
    """The exit code stays what the verdicts make of it; a copy with marks is read."""
    (tmp_path / "made.json").write_text('{"abstract": "Inspectors closed 9 bridges."}')
    for text, code in (("It closed 10 bridges.", 1), (tmp_path / "made.json", 0)):
        target = tmp_path / "page.html"
        assert _invoke("verify", text, "--source", article_file, "--html", target).exit_code == code
        assert "Inspectors closed" in target.read_text()
    (tmp_path / "marks.json").write_text('{"marks": {"abstract:18:9": {"checked": true, "note": "seen"}}}')
    _invoke(
        "verify",
        tmp_path / "made.json",
        "--source",
        article_file,
        "--html",
        target,
        "--marks",
        tmp_path / "marks.json",
    )
    assert "<q>seen</q>" in target.read_text()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--html", "none/page.html"], "there is no folder none"),
        (["--html", "page.html", "--marks", "none.json"], "cannot read the marks in none.json"),
        (["--html", "page.html", "--marks", "a.txt"], "a.txt: holds no marks"),
        (["--marks", "a.txt"], "--marks is for the page of --html"),
        (["--html", "a.txt/view"], "cannot make the folder a.txt/view"),
    ],
)
def test_a_place_that_does_not_suit_is_one_line(
    options: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And exit code 2, before anything is done."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Inspectors closed 9 bridges.")
    ended = _invoke("verify", "It closed 9.", "--source", "a.txt", *options)
    assert ended.exit_code == 2
    assert told in " ".join(ended.stderr.split())
    assert ended.stderr.count("\n") <= 3


def test_several_articles_do_not_go_into_one_file(article_file: Path, tmp_path: Path) -> None:
    ended = _summarise(article_file, article_file, "--html", tmp_path / "page.html")
    assert ended.exit_code == 2
    assert "several articles need a folder" in " ".join(ended.stderr.split())


def test_what_is_to_be_known_of_an_article_is_told_once(tmp_path: Path) -> None:
    """Though its summary has it, too."""
    german = "Die Hafenbehörde zählte in diesem Jahr 11.000 Schiffe, und das sind mehr als je zuvor.\n\n"
    (tmp_path / "de.txt").write_text(german * 2, encoding="utf-8")
    assert _summarise(tmp_path / "de.txt", "--html", tmp_path / "page.html").exit_code == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8").count(">The article is not in English") == 1


def test_a_batch_has_pages_after_a_run_and_after_the_event(tmp_path: Path) -> None:
    """From what is stored, no model asked; a failed article is in the index."""
    inputs: Any = folders.write_jsonl(tmp_path / "a.jsonl", range(3))
    inputs.write_text(inputs.read_text() + '{"text": ""}\n')
    with serving(obedient()) as server:
        arguments = [
            "batch",
            inputs,
            "--out",
            tmp_path / "run",
            "--model",
            "m",
            "--base-url",
            server.base_url,
            "--quiet",
        ]
        ended = _invoke(*arguments, "--html", tmp_path / "view")
        asked = len(server.requests)
        _invoke(*arguments, "--html", tmp_path / "again")
        assert len(server.requests) == asked
    assert ended.exit_code == 1
    assert f"Written: {tmp_path / 'view' / 'index.html'}" in ended.stdout
    names = {path.name for path in (tmp_path / "view").iterdir()}
    assert names == {"index.html", "a.jsonl_1.html", "a.jsonl_2.html", "a.jsonl_3.html"}
    assert "has no text" in (tmp_path / "view" / "index.html").read_text()
    assert "is from the valley" in (tmp_path / "view" / "a.jsonl_2.html").read_text()
    assert {path.name for path in (tmp_path / "again").iterdir()} == names
    exported = _invoke("batch", "export", tmp_path / "run", "--html", tmp_path / "third")
    assert str(tmp_path / "third" / "index.html") in exported.stdout
    assert write_pages(tmp_path / "run", tmp_path / "fourth").name == "index.html"
    assert (tmp_path / "fourth" / "a.jsonl_1.html").read_text() == (
        tmp_path / "view" / "a.jsonl_1.html"
    ).read_text()


def test_a_summary_that_fails_by_its_policy_has_a_page_and_its_reason_in_the_index(
    article_file: Path, tmp_path: Path
) -> None:
    """What does not stand is there to be seen."""
    with serving(obedient({"abstract": "Some 77 bridges went."}, again="Some 77 bridges went.")) as server:
        ended = _invoke(
            *("summarise", article_file, "--model", "m", "--base-url", server.base_url, "--quiet"),
            *("--on-fail", "exception", "--html", tmp_path / "view"),
        )
    assert ended.exit_code == 1
    assert "77" in (tmp_path / "view" / "bridges.txt.html").read_text()
    assert "UnsupportedError" in (tmp_path / "view" / "index.html").read_text()
