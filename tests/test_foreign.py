"""Nothing of an article, a file's name, a model or a server steers a terminal or a table; JSON keeps all of it."""

import csv
import json
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet
import pytest
from typer.testing import CliRunner

from summariser import Article, SummariserError
from summariser.cli.app import app
from summariser.errors import AnswerError, ArticleError
from summariser.evaluation import Check, junit_xml
from summariser.foreign import cell, csv_cell, json_text, plain
from summariser.jobs import batch
from tests.support.servers import Reply, obedient, serving

# name: a character, or several, that someone may put into a text to do more than be read
STEERING = {
    "null": "\0",
    "bell": "\a",
    "backspace": "\b",
    "escape": "\x1b[2J",
    "title of the window": "\x1b]0;owned\x07",
    "delete": "\x7f",
    "next line": "\x85",
    "C1 introducer": "\x9b31m",
    "C1 string": "\x90q\x9c",
    "carriage return": "good\rbad",
    "vertical tab": "\x0b",
    "form feed": "\x0c",
    "separator of records": "\x1e",
    "right-to-left override": "\u202eevil\u202c",
    "isolate": "\u2067evil\u2069",
    "embedding": "\u202bevil",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "annotation": "\ufff9a\ufffbb",
    "half of a character": "\ud83d",
    "byte of a file name": "\udcff",
}
# Letters, signs and joiners that look odd and are right.
HARMLESS = {
    "accents": "café Zürich",
    "emoji with joiners": "👩\u200d🚒 and 👍🏽",
    "Persian": "می\u200cخواهم",
    "Hindi": "क्\u200dष",
    "Hebrew": "שלום 12",
    "Chinese": "文件 9 个",
    "combining": "e\u0301",
    "no-break space": "9\u00a0m",
    "minus": "−1.3",
    "soft hyphen": "rail\u00adway",
    "lines and tabs": "one\n\ttwo",
}
CONTROL = {"Cc", "Cs", "Zl", "Zp"}
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}

each_steering = pytest.mark.parametrize("text", STEERING.values(), ids=STEERING.keys())
each_harmless = pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS.keys())


def steers(text: str, allowed: str = "\n\t") -> set[str]:
    """The characters of a text that do more than be read."""
    return {
        c
        for c in text
        if c not in allowed
        and (
            unicodedata.category(c) in CONTROL
            or unicodedata.bidirectional(c) in BIDI
            or c in "\u200e\u200f\u061c"
        )
    }


class TestOnePlace:
    @each_steering
    def test_nothing_steers(self, text: str) -> None:
        """In a line, a cell, a cell of CSV, JSON and the message of an error; what is around it stays."""
        given = f"Nine{text}bridges"
        for made in (
            plain(given),
            cell(given),
            csv_cell(given),
            json_text(json.dumps(given, ensure_ascii=False)),
        ):
            assert steers(made) == set()
            assert "Nine" in made
            assert made.rstrip('"').endswith("bridges")
            made.encode()

    @each_steering
    @pytest.mark.parametrize("error", [ArticleError, AnswerError, SummariserError])
    def test_a_message_is_one_printable_line(self, text: str, error: type[SummariserError]) -> None:
        assert str(error(f"a{text}.txt: no\n  such file")).isprintable()

    @each_steering
    def test_json_keeps_all_of_it(self, text: str) -> None:
        """As escapes, which say the same; also as the key of an object."""
        given = {f"k{text}": [text, f"Nine{text}bridges"]}
        made = json_text(json.dumps(given, ensure_ascii=False))
        assert json.loads(made) == given
        assert len(made.splitlines()) == 1

    @each_harmless
    def test_what_is_harmless_stays(self, text: str) -> None:
        assert cell(text) == text
        assert csv_cell(text) == text or text.startswith("−")
        quoted = json.dumps(text, ensure_ascii=False)
        assert json_text(quoted) == quoted

    @pytest.mark.parametrize(
        "text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\n=1", "\r=1", " =1", "\u00a0=1", "\ufeff=1", "＝1", "＠a", "\r\n-1"]
    )  # fmt: skip
    def test_a_formula_gets_an_apostrophe(self, text: str) -> None:
        assert csv_cell(text).startswith("'")
        assert not cell(text).startswith("'")

    @pytest.mark.parametrize("text", ["1-1", "a=b", "9 bridges", "", "'=1", "x\t=1", "(1)", "€-1"])
    def test_what_is_no_formula_stays(self, text: str) -> None:
        assert csv_cell(text) == text

    def test_line_ends_of_any_kind_are_one(self) -> None:
        assert cell("a\r\nb\rc\nd") == "a\nb\nc\nd"


def _article(folder: Path, marks: str) -> Path:
    """An article with the marks in its name, title and text, and enough beside them not to be taken for binary."""
    path = folder / f"bridges{marks}.txt"
    text = (
        f"Bridges{marks} close\n\nInspectors closed nine old bridges{marks} of the valley on Monday, the "
        f"board{marks} said. It spent £5 million{marks} on the work.\n\n"
    )
    more = "The board did not say when they would open again, nor who was to pay for it. " * 80
    path.write_bytes((text + more).encode())
    return path


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """All that a batch of hostile articles and answers writes and shows, by where it stands."""
    marks = "x".join(one for one in STEERING.values() if one not in "\0\ud83d\udcff")
    folder = tmp_path_factory.mktemp("hostile")
    files = [_article(folder, marks), folder / f"none{marks}.txt"]
    files[1].write_text("")
    draft = {"headline": f"=Nine{marks}", "abstract": f"Some 77{marks} bridges went."}
    answer = obedient(draft, what=f"\r=old{marks}", again=f"Some 77{marks}")
    with serving(answer) as server:
        out = folder / f"out{marks}"
        report = batch(files, out, model="m", base_url=server.base_url, parquet=True)
        base = ["--model", f"m{marks}", "--base-url", server.base_url]
        single = CliRunner().invoke(app, ["summarise", *map(str, files), "--json", *base])
        viewed = CliRunner().invoke(app, ["summarise", *map(str, files), *base])
    shown = [
        CliRunner().invoke(app, ["batch", name, str(out)])
        for name in ("status", "errors", "export", "reverify")
    ]
    report_again = CliRunner().invoke(app, ["batch", *map(str, files), "--out", str(out), "--model", "m",
                                            "--base-url", server.base_url])  # fmt: skip
    assert report.counts.done == 1
    assert report.counts.failed == 1
    tables = {}
    for name in ("articles", "quantities"):
        with (out / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            tables[f"{name}.csv"] = "\n".join(value for row in csv.reader(file) for value in row)
        rows = pyarrow.parquet.read_table(out / f"{name}.parquet").to_pylist()
        tables[f"{name}.parquet"] = "\n".join(str(value) for row in rows for value in row.values())
    yield {
        **tables,
        "results.jsonl": (out / "results.jsonl").read_text(encoding="utf-8"),
        "summarise --json": single.stdout,
        "summarise": viewed.stdout,
        "messages": "".join(one.stderr for one in (single, viewed, report_again, *shown)),
        "batch": report_again.stdout,
        **{f"batch {i}": one.stdout for i, one in enumerate(shown)},
    }


def test_no_output_steers(outputs: dict[str, str]) -> None:
    """Tables, JSON, what is shown, and messages."""
    assert {name: found for name, text in outputs.items() if (found := steers(text))} == {}
    assert all("ridges" in outputs[name] for name in ("articles.csv", "quantities.parquet", "summarise"))


def test_json_lines_are_lines_for_whoever_splits_them(outputs: dict[str, str]) -> None:
    """Also where a line ends at U+2028 and U+0085; and the article's text is all there."""
    for name in ("results.jsonl", "summarise --json"):
        records = [json.loads(line) for line in outputs[name].splitlines()]
        assert len(records) == 2
        sentences = " ".join(sentence["text"] for sentence in records[0]["article"]["sentences"])
        assert "\x1b[2J" in sentences


@each_steering
def test_of_verify(text: str) -> None:
    """In the view and in JSON, of a claim that holds it."""
    claim = f"It closed 77{text} bridges."
    path = Path(__file__).parent.parent / "examples" / "11-brief-ports.txt"
    for option in ((), ("--json",)):
        ended = CliRunner().invoke(app, ["verify", claim, "--source", str(path), *option])
        assert ended.exit_code == 1
        assert steers(ended.stdout) == set()


@each_steering
def test_of_a_server_that_refuses(text: str, article_file: Path) -> None:
    """What it says of itself is in the message and in the record."""
    fault = Reply(400, json.dumps({"error": {"message": f"no{text}model"}}))
    with serving(lambda _: fault) as server:
        base = ["--model", "m", "--base-url", server.base_url, "--json"]
        ended = CliRunner().invoke(app, ["summarise", str(article_file), *base])
    assert ended.exit_code == 1
    assert steers(ended.stdout) == steers(ended.stderr) == set()


@each_steering
def test_of_a_gates_answer(text: str) -> None:
    made = junit_xml([Check(f"c{text}", f"s{text}", False, f"m{text}")])
    (case,) = ElementTree.fromstring(made.split("\n", 1)[1]).iter("testcase")
    assert steers(made) == set()
    assert (case.get("name") or "").startswith("c")


READS: dict[str, Callable[[Any], Any]] = {
    "file": Article.from_file,
    "page": lambda name: Article.from_html("<nav>Home</nav>", source=str(name)),
}


@each_steering
@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_of_a_name_in_an_error(text: str, read: Callable[[Any], Any]) -> None:
    with pytest.raises(ArticleError) as raised:
        read(Path(f"none{text}.txt"))
    assert str(raised.value).isprintable()
