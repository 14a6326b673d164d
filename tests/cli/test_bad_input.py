"""Bad input to the command: one clear line, the right exit code, no traceback, and the other articles still done."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from summariser.cli.app import app
from tests.support.servers import Reply, Server, obedient, serving

Command = Callable[..., Result]


@pytest.fixture
def server() -> Iterator[Server]:
    """A server whose model does as it is asked."""
    with serving(obedient()) as running:
        yield running


@pytest.fixture
def summarise(server: Server) -> Command:
    """`summariser summarise ARGUMENTS` against the server."""

    def call(*arguments: object, **options: Any) -> Result:
        base = ["summarise", "--model", "scripted", "--base-url", server.base_url]
        return CliRunner().invoke(app, [*base, *map(str, arguments)], **options)

    return call


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def _link(path: Path, target: str) -> Path:
    path.symlink_to(target)
    return path


# name: how to make it in a folder, and words of the line that tells of it
BAD_FILES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda folder: folder / "missing.txt", "no such file"),
    "empty folder": (lambda folder: folder, "has no article in it"),
    "empty": (lambda folder: _write(folder / "a.txt", b""), "is empty"),
    "white space": (lambda folder: _write(folder / "a.txt", b" \n\t\n"), "empty"),
    "binary": (lambda folder: _write(folder / "a.txt", bytes(range(256)) * 40), "binary"),
    "PDF": (lambda folder: _write(folder / "a.pdf", b"%PDF-1.7\n" + bytes(2000)), "PDF"),
    "broken encoding": (lambda folder: _write(folder / "a.txt", b"\xff\xfeabc"), "broken at byte"),
    "page without an article": (
        lambda folder: _write(folder / "a.html", b"<html><body><nav>Home</nav></body></html>"),
        "no article",
    ),
    "name with a null": (lambda folder: folder / "a\0.txt", "cannot be read"),
    "name out of all measure": (lambda folder: folder / ("x" * 5000), "cannot be read"),
    "a pipe that nothing is written to": (lambda folder: _pipe(folder / "a.txt"), "is a pipe"),
    "a device": (lambda folder: _link(folder / "a.txt", "/dev/zero"), "is a device"),
    "a link to nothing": (
        lambda folder: _link(folder / "a.txt", "b.txt"),
        "a link to a file that is not there",
    ),
    "a link to itself": (lambda folder: _link(folder / "a.txt", "a.txt"), "a link that leads back to itself"),
    "below a file": (
        lambda folder: _write(folder / "file", b"x") / "a.txt",
        "cannot be read",
    ),
}


@pytest.mark.parametrize(("make", "said"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_bad_file_costs_only_itself(
    summarise: Command, tmp_path: Path, article_file: Path, make: Callable[[Path], Path], said: str
) -> None:
    """Exit code 1; one line names the file; the articles before and after it are done, and each has its record."""
    folder = tmp_path / "given"
    folder.mkdir()
    bad = make(folder)

    ended = summarise(article_file, bad, article_file, "--json", "--quiet")

    assert ended.exit_code == 1
    (line,) = _lines(ended.stderr)
    assert said in line
    assert line.count("given") == 1
    before, failed, after = map(json.loads, ended.stdout.splitlines())
    assert before["summary"] == after["summary"]
    assert failed["error"]["kind"] == "ArticleError"
    assert failed["error"]["message"].isprintable() or "\0" in str(bad)
    assert "summary" not in failed


def test_several_bad_files_have_a_line_each(summarise: Command, tmp_path: Path) -> None:
    """Nothing is asked of the model where no article can be read."""
    ended = summarise(tmp_path / "one", tmp_path / "two", tmp_path, "--quiet")

    assert ended.exit_code == 1
    assert len(_lines(ended.stderr)) == 3
    assert ended.stdout == ""


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_file_in_an_old_encoding_is_read_as_what_it_is(
    summarise: Command, tmp_path: Path, encoding: str
) -> None:
    """Its numbers and currency come through."""
    text = "Café sales\n\nSales of the cafés rose by £5 million last year, the café owners’ club said on Monday.\n"
    path = _write(tmp_path / "a.txt", text.encode(encoding))

    ended = summarise(path, "--json")

    assert ended.exit_code == 0
    (quantity,) = json.loads(ended.stdout)["summary"]["quantities"]
    assert (quantity["value"], quantity["unit"]) == (5_000_000, "GBP")


def test_ten_megabytes_of_text_are_refused(summarise: Command, server: Server, tmp_path: Path) -> None:
    """Nothing of it is sent anywhere, and its record stays small."""
    path = tmp_path / "big.txt"
    path.write_text("meal and flour and bran " * 450_000, encoding="utf-8")

    ended = summarise(path, "--json", "--quiet")

    assert ended.exit_code == 1
    (line,) = _lines(ended.stderr)
    assert "10,800,000 characters, more than 1,000,000" in line
    assert server.requests == []
    assert len(ended.stdout) < 2000


def test_an_article_longer_than_the_context_is_read_in_parts(summarise: Command, tmp_path: Path) -> None:
    """It is summarised, and both views say that it was read in parts."""
    sentence = "The mills of the valley made more flour than the year before, their owners said on Monday. "
    paragraphs = [sentence * 8] * 480
    paragraphs[240] = "The mill by the church made 700 tonnes of it."
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")

    ended = summarise(path, "--out", tmp_path / "out")

    assert ended.exit_code == 0
    assert "read in 2 parts" in " ".join(ended.stdout.split())
    record = json.loads((tmp_path / "out" / "long.txt.json").read_text(encoding="utf-8"))
    assert "read in 2 parts" in record["provenance"]["notes"][0]
    assert [quantity["value"] for quantity in record["summary"]["quantities"]] == [700]


class TestStandardInput:
    """`-` reads an article from standard input."""

    TEXT = "Bridges close\n\nInspectors closed nine old bridges of the valley on Monday, the board said.\n"

    def test_text(self, summarise: Command) -> None:
        ended = summarise("-", "--json", input=self.TEXT)
        record = json.loads(ended.stdout)
        assert ended.exit_code == 0
        assert record["article"]["source"] == "standard input"
        assert record["summary"]["quantities"][0]["value"] == 9

    def test_a_page(self, summarise: Command) -> None:
        """A page is read as one, its menu left aside."""
        page = "<!DOCTYPE html><html><body><nav>Home 24</nav><article><h1>Bridges close</h1>" + (
            "<p>Inspectors closed nine old bridges of the valley on Monday, the board of structures said.</p>"
            * 3
        )
        record = json.loads(summarise("-", "--json", input=page + "</article></body></html>").stdout)
        assert {q["value"] for q in record["summary"]["quantities"]} == {9}

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            (b"", "is empty"),
            (b" \n", "is empty"),
            (b"Caf\xe9 sales rose by \xa35 million", "not UTF-8"),
            (b"\0\1\2", "binary"),
        ],
    )
    def test_what_is_no_text_is_refused(self, summarise: Command, given: bytes, said: str) -> None:
        ended = summarise("-", "--quiet", input=given)
        assert ended.exit_code == 1
        (line,) = _lines(ended.stderr)
        assert line.startswith("standard input: ")
        assert said in line


class TestWrongCall:
    """What is wrong with the call itself ends it with exit code 2, before any article is read."""

    @staticmethod
    def _refused(*arguments: object, file: Path) -> str:
        ended = CliRunner().invoke(app, ["summarise", str(file), *map(str, arguments)])
        assert ended.exit_code == 2
        assert ended.stdout == ""
        return _lines(ended.stderr)[-1]

    def test_unknown_report_type(self, article_file: Path) -> None:
        line = self._refused("--report-type", "weather", file=article_file)
        assert "no report type 'weather': name one of ours (auto, news_summary, report_summary)" in line

    def test_no_key(self, article_file: Path) -> None:
        line = self._refused("--model", "gpt-x", file=article_file)
        assert "no key for model 'gpt-x': set OPENAI_API_KEY" in line

    def test_no_address(self, article_file: Path) -> None:
        line = self._refused("--model", "m", "--base-url", "localhost:8000", file=article_file)
        assert "is no address of a server" in line

    def test_unknown_policy(self, article_file: Path) -> None:
        assert "'fix', 'reask', 'noop', 'filter', 'exception'" in self._refused(
            "--on-fail", "hope", file=article_file
        )

    def test_no_file_named(self) -> None:
        ended = CliRunner().invoke(app, ["summarise"])
        assert ended.exit_code == 2
        assert "FILE" in ended.stderr

    @pytest.mark.parametrize("below", ["", "deeper"])
    def test_out_that_is_a_file(self, tmp_path: Path, article_file: Path, below: str) -> None:
        occupied = _write(tmp_path / "occupied", b"mine")
        assert "cannot make the folder" in self._refused("--out", occupied / below, file=article_file)
        assert occupied.read_bytes() == b"mine"


def test_a_folder_for_results_that_vanishes_ends_the_call(article_file: Path, tmp_path: Path) -> None:
    """A result that cannot be written is said at once, not after all the others."""
    out = tmp_path / "out"

    def answer(request: dict[str, Any]) -> Reply:
        if out.is_dir():
            out.rmdir()
        return obedient()(request)

    with serving(answer) as server:
        base = ["summarise", "--model", "m", "--base-url", server.base_url, "--quiet", "--out", str(out)]
        ended = CliRunner().invoke(app, [*base, str(article_file)] + [str(article_file)])

    assert ended.exit_code == 2
    (line,) = _lines(ended.stderr)
    assert f"cannot write to {out}: No such file" in line


def test_a_server_that_is_down_fails_each_article(article_file: Path) -> None:
    """Exit code 1 and one line an article."""
    fault = Reply(401, '{"error": {"message": "no"}}')
    with serving(lambda _: fault) as server:
        base = ["summarise", "--model", "m", "--base-url", server.base_url, "--quiet", "--json"]
        ended = CliRunner().invoke(app, [*base, str(article_file), str(article_file)])

    assert ended.exit_code == 1
    assert [line.split(": ", 1)[0] for line in _lines(ended.stderr)] == [str(article_file)] * 2
    record = json.loads(ended.stdout.splitlines()[0])
    assert record["error"]["kind"] == "ServerError"
    # Several questions are under way at once; the first to fail ends the others.
    assert "AuthenticationError: no" in [attempt["error"] for attempt in record["provenance"]["attempts"]]
    assert "sentences" not in record["article"]


def test_the_policy_exception_fails_the_article_and_keeps_its_result(article_file: Path) -> None:
    """The record holds the error beside the summary and its verdicts."""
    with serving(
        obedient({"abstract": "Inspectors closed 77 bridges."}, again="Still 77 bridges.")
    ) as server:
        base = ["summarise", "--model", "m", "--base-url", server.base_url, "--quiet", "--json"]
        ended = CliRunner().invoke(app, [*base, "--on-fail", "exception", str(article_file)])

    assert ended.exit_code == 1
    record = json.loads(ended.stdout)
    assert record["error"]["kind"] == "UnsupportedError"
    assert "77" in record["summary"]["abstract"]
    assert not all(verdict["ok"] for verdict in record["verification"]["verdicts"])
