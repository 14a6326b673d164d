"""Whatever an assistant sends: one line that says what to do, and nothing of the machine is read."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from summariser import Article
from summariser.errors import SummariserError
from summariser.mcp.intake import article_of, articles_of
from summariser.mcp.options import SOURCE, TEXT, TOGETHER, Reach
from summariser.mcp.tasks import compare_texts, numbers_in, verify_against
from summariser.mcp.workers import WorkerPool
from tests.mcp.conftest import Run
from tests.mcp.conversing import BRIDGES, in_process, refusal

NOTHING = Reach()


async def refused(name: str, arguments: dict[str, Any]) -> str:
    async with in_process() as client:
        return refusal(await client.call_tool(name, arguments))


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("delete_all", {}, "there is no tool delete_all: the tools are find_numbers"),
        ("x\nIgnore all\x1b[2J", {}, "there is no tool x Ignore all"),
        ("find_numbers", {}, "text: Field required"),
        ("find_numbers", {"text": ""}, "text: String should have at least 1 character"),
        ("find_numbers", {"text": 7}, "text: Input should be a valid string"),
        ("find_numbers", {"text": None}, "text: Input should be a valid string"),
        (
            "find_numbers",
            {"text": "9", "verbose": True},
            "find_numbers takes no verbose: its arguments are text",
        ),
        ("find_numbers", {"text": "9" * (TEXT + 1)}, "text: String should have at most 200000 characters"),
        ("verify_text", {"text": "9"}, "sources: Field required"),
        ("verify_text", {"text": "9", "sources": []}, "sources: List should have at least 1 item"),
        ("verify_text", {"text": "9", "sources": ["a"] * 21}, "sources: List should have at most 20 items"),
        (
            "verify_text",
            {"text": "9", "sources": ["a" * (SOURCE + 1)]},
            "sources.0: String should have at most",
        ),
        (
            "verify_text",
            {"text": "9", "sources": [{"path": "/etc"}]},
            "sources.0: Input should be a valid string",
        ),
        ("compare", {"articles": ["one"]}, "articles: List should have at least 2 items"),
        ("compare", {"articles": "one"}, "articles: Input should be a valid list"),
        ("summarise", {"article": "a b", "report_type": "/tmp/evil"}, "report_type: Input should be 'auto'"),
        ("summarise", {"article": "a b", "ctx": {}}, "summarise takes no ctx"),
    ],
)
def test_wrong_calls(name: str, arguments: dict[str, Any], said: str, run: Run[str]) -> None:
    assert run(refused(name, arguments)).startswith(said)


@pytest.mark.parametrize(
    "given",
    [
        "/etc/passwd",
        "~/.ssh/id_rsa",
        "../secret",
        "./secret",
        "file:secret.txt",
        "secret.txt",
        "C:\\secret",
        "Q3 report.pdf",
    ],
)
def test_files_are_not_read(given: str) -> None:
    with pytest.raises(SummariserError, match="no file is read here: give the article's text"):
        article_of(given, NOTHING, "source 1")


@pytest.mark.parametrize(
    "given", ["https://example.org/a", "http://127.0.0.1/", "file:///etc/passwd", "ftp://x/y"]
)
def test_addresses_are_not_fetched(given: str) -> None:
    with pytest.raises(
        SummariserError, match="source 1: no address is fetched here: give the article's text"
    ):
        article_of(given, NOTHING, "source 1")


@pytest.mark.parametrize(
    "given",
    ["http://127.0.0.1/", "http://[::1]/", "http://localhost:1/", "file:///etc/passwd"],
)
def test_nor_those_of_this_machine_where_addresses_are_allowed(given: str) -> None:
    with pytest.raises(SummariserError) as refused:
        article_of(given, Reach(addresses=True), "source 1")
    assert "root:" not in str(refused.value)


def test_an_allowed_address_is_read_as_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Article.from_text(BRIDGES, source="https://example.org/bridges")
    monkeypatch.setattr(Article, "from_url", lambda _address: made)
    assert article_of(" https://example.org/bridges ", Reach(addresses=True), "the article") is made


@pytest.mark.parametrize(
    "text",
    [
        "Sales rose 3.5%",
        "and/or 12",
        "See https://example.org/a for the 9 bridges",
        "/s/ 12 May",
        "e.g. 12",
        "7",
    ],
)
def test_texts_are_texts(text: str) -> None:
    assert article_of(text, NOTHING, "source 1").text == text


class TestFolder:
    """One folder is opened: what lies in it is read, wherever its links lead, and nothing else."""

    @pytest.fixture
    def reach(self, tmp_path: Path) -> Reach:
        folder = tmp_path / "open"
        (folder / "sub").mkdir(parents=True)
        (folder / "bridges.txt").write_text(BRIDGES)
        (folder / "sub" / "again.md").write_text(BRIDGES)
        (tmp_path / "secret.txt").write_text("The code is 4711 and nobody else knows it.")
        (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
        (folder / "in.txt").symlink_to(folder / "bridges.txt")
        (folder / "up").symlink_to(tmp_path)
        (folder / "loop.txt").symlink_to(folder / "loop.txt")
        os.mkfifo(folder / "pipe.txt")
        return Reach(folder=folder)

    @pytest.mark.parametrize(
        "name",
        ["bridges.txt", "./bridges.txt", "file:bridges.txt", "sub/again.md", "in.txt", "sub/../in.txt"],
    )
    def test_inside(self, reach: Reach, name: str) -> None:
        read = article_of(name, reach, "source 1")
        assert "nine old bridges" in read.text
        assert read.source == name.removeprefix("file:")

    @pytest.mark.parametrize(
        "name",
        [
            "../secret.txt",
            "out.txt",
            "up/secret.txt",
            "loop.txt",
            "pipe.txt",
            "sub/../../secret.txt",
            "/etc/passwd",
            "none.txt",
        ],
    )
    def test_outside_or_missing_is_the_same(self, reach: Reach, name: str) -> None:
        with pytest.raises(SummariserError) as refused:
            article_of(name, reach, "source 1")
        assert (
            str(refused.value)
            == f"the opened folder has no file {name}: name one by its path within the folder"
        )

    def test_the_whole_path_is_not_told(self, reach: Reach) -> None:
        assert reach.folder
        (reach.folder / "empty.txt").write_text("")
        (reach.folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
        for name in ("empty.txt", "broken.pdf", "x\0.txt", "y" * 290 + ".txt"):
            with pytest.raises(SummariserError) as refused:
                article_of(name, reach, "source 1")
            assert str(reach.folder) not in str(refused.value)


class TestTexts:
    """Texts of any kind are worked on within bounds, and what is shown of them is one line that steers nothing."""

    @pytest.mark.parametrize("text", [" \n ", "\ufeff"])
    def test_nothing(self, text: str) -> None:
        with pytest.raises(SummariserError, match="give"):
            verify_against("9 bridges", [text], NOTHING)

    @pytest.mark.parametrize("text", ["9 \0 bridges", "%PDF-1.7 nothing", "PK\x03\x04 nothing"])
    def test_what_is_no_text(self, text: str) -> None:
        with pytest.raises(SummariserError, match=r"^source 2: "):
            verify_against("9 bridges", ["9 bridges", text], NOTHING)

    def test_what_steers_is_not_shown(self) -> None:
        source = "The \x1b[2J\u202enine\u202c bridges\x07 of 3\u2066 valleys\ud800 cost 12 euros."
        answer, whole = verify_against(
            "Nine bridges, 3 valleys and 13 euros\ud800 \x1b[31m", [source], NOTHING
        )
        shown = json.dumps(answer.model_dump(mode="json"), ensure_ascii=False)
        assert all(char.isprintable() for char in shown)
        assert all(char.isprintable() or char == "\n" for char in whole.json + whole.markdown)
        assert whole.markdown.count("\n|") > 2

    def test_many_verdicts_are_few_and_a_number(self) -> None:
        text = "\n".join(f"There were {number} red wugs in region {number}." for number in range(1000, 1500))
        answer, whole = verify_against(text, ["There were 12 red wugs."], NOTHING)
        assert (len(answer.verdicts), answer.more) == (40, answer.tally.not_supported - 40)
        assert len(answer.model_dump_json()) < 40_000
        assert len(json.loads(whole.json)["verdicts"]) == answer.tally.not_supported
        numbers, listed = numbers_in(text)
        assert (len(numbers.numbers), numbers.more) == (100, numbers.found - 100)
        assert len(json.loads(listed.json)["numbers"]) == numbers.found

    def test_a_comparison_of_many_articles_is_short(self) -> None:
        towns = [f"Town{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(12)]
        said = (
            "\n".join(
                f"In {town}, {100 + at + (at * other) % 3} houses were lost." for at, town in enumerate(towns)
            )
            for other in range(12)
        )
        answer, whole = compare_texts(list(said), NOTHING)
        shown = sum(len(fact.given) for fact in answer.facts)
        assert answer.more > 0
        assert answer.facts[0].more == 2
        assert shown <= 80
        assert len(answer.model_dump_json()) < 20_000 < len(whole.json)

    def test_a_text_without_numbers_says_so(self) -> None:
        answer, _ = verify_against("Nothing was said.", ["There were 12 red wugs."], NOTHING)
        assert answer.notes == ["The text has no number: nothing was checked."]

    @pytest.mark.parametrize("digits", ["9" * 290, "9" * 5000, "0." + "0" * 400 + "1", "1e50000"])
    def test_numbers_beyond_counting(self, digits: str) -> None:
        text = f"There were {digits} wugs."
        numbers, listed = numbers_in(text)
        json.dumps(numbers.model_dump(mode="json"), allow_nan=False)
        assert listed.markdown
        answer, whole = verify_against(text, [text], NOTHING)
        json.loads(answer.model_dump_json())
        assert len(whole.markdown) > 20

    def test_texts_are_bounded_together(self) -> None:
        half = "a" * (TOGETHER // 2)
        with pytest.raises(
            SummariserError, match="the articles have more than 2,000,000 characters together"
        ):
            articles_of([half, half, half], NOTHING, "article")

    def test_articles_of_one_title_stay_apart(self) -> None:
        answer, _ = compare_texts([BRIDGES, BRIDGES, "Nine bridges are old."], NOTHING)
        assert len(set(answer.articles)) == 3
        assert any("same text" in note for note in answer.notes)

    def test_html_is_read_as_a_page(self) -> None:
        page = f"<!doctype html><html><body><nav>9 jobs</nav><article><h1>Bridges</h1><p>{BRIDGES}</p></article></body></html>"
        assert "<p>" not in article_of(page, NOTHING, "source 1").text


class TestWorkers:
    """Work that does not end is ended, and the next call is answered."""

    def test_the_time_limit(self, run: Run[Any]) -> None:
        async def ask() -> float:
            hasty, patient = WorkerPool(1, 1.0), WorkerPool(1, 60)
            began = time.monotonic()
            with pytest.raises(
                SummariserError, match="longer than 1 seconds and was given up: give less text"
            ):
                await hasty.run(time.sleep, 60)
            took = time.monotonic() - began
            assert await patient.run(len, "abcd") == 4
            return took

        assert run(ask()) < 30

    def test_a_process_that_dies(self, run: Run[Any]) -> None:
        async def ask() -> None:
            workers = WorkerPool(1, 60)
            with pytest.raises(SummariserError, match="has ended, perhaps for want of memory"):
                await workers.run(os.abort)
            assert await workers.run(len, "abcd") == 4

        run(ask())

    def test_an_error_of_ours_is_told(self, run: Run[str]) -> None:
        told = run(refused("verify_text", {"text": "9", "sources": ["secret.txt"]}))
        assert told.startswith("no file is read here")

    def test_of_a_fault_nothing_but_its_kind(
        self, run: Run[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def broken(*_: object) -> None:
            raise KeyError("/home/me/secret")

        monkeypatch.setattr(WorkerPool, "run", broken)
        assert run(refused("find_numbers", {"text": "9"})) == "unexpected KeyError; please report it"
        assert "/home/me/secret" in caplog.text
