"""Inputs: files, folders, patterns and rows, each article once, each bad record named and the others read."""

import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from summariser import Article
from summariser.errors import ArticleError, ConfigurationError
from summariser.jobs import Columns, Inputs
from summariser.jobs.inputs.discovery import from_standard_input
from summariser.jobs.storage.raw_article import RawArticle, article_data, article_from, article_from_bytes
from tests.support.processes import ROOT

TEXT = "Bridges close\n\nInspectors closed nine old bridges on Monday.\n"
PAGE = "<!DOCTYPE html><html><body><article><h1>Bridges close</h1>" + (
    "<p>Inspectors closed nine old bridges of the valley on Monday, the board of structures said.</p>" * 3
)


def _read(*given: object, columns: Columns | None = None, left_out: Path | None = None) -> list[RawArticle]:
    return list(Inputs([str(one) for one in given], columns or Columns(), left_out))


def _places(raws: list[RawArticle]) -> list[str]:
    return [Path(raw.source).name for raw in raws]


def test_a_folder_is_read_by_name_with_what_is_below_it(tmp_path: Path) -> None:
    """Text, pages and rows; hidden files, other files and the run's own folder are left aside."""
    (tmp_path / "run").mkdir()
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "a.html", "deep/c.md", ".hidden.txt", "notes.docx", "run/results.jsonl"):
        (tmp_path / name).write_text(PAGE if name.endswith("html") else TEXT)
    (tmp_path / "d.jsonl").write_text(json.dumps({"text": TEXT}) + "\n")
    raws = _read(tmp_path, left_out=tmp_path / "run")
    assert _places(raws) == ["a.html", "b.txt", "d.jsonl:1", "c.md"]
    assert [raw.kind for raw in raws] == ["html", "text", "text", "text"]


def test_documents_are_taken_as_their_bytes_and_read_later(tmp_path: Path) -> None:
    """What is kept tells them apart by content alone, and the article that is kept has its remarks."""
    documents = Path(__file__).parents[2] / "data" / "documents"
    for name in ("bulletin.eml", "harbours.docx"):
        shutil.copy(documents / name, tmp_path / name)
    raws = _read(tmp_path)
    assert [raw.kind for raw in raws] == ["document", "document"]
    for raw in raws:
        article = article_from_bytes(raw.to_bytes())
        whole = Article.from_file(documents / Path(raw.source).name)
        assert (article.text, article.body, article.remarks) == (whole.text, whole.body, whole.remarks)
        assert article.source is None
        assert article_from(article_data(article)) == article
    (tmp_path / "harbours.docx").write_bytes((documents / "broken.docx").read_bytes())
    with pytest.raises(ArticleError, match="^is a broken zip archive"):
        article_from_bytes(_read(tmp_path)[1].to_bytes())


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Here since it is gone by the time that it is its turn; the rest is read."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(TEXT)
    reading = iter(Inputs([str(tmp_path)]))
    first = next(reading)
    shutil.rmtree(tmp_path / "b")
    (gone,) = reading
    assert first.source == str(tmp_path / "a" / "a.txt")
    assert (gone.source, gone.error) == (
        str(tmp_path / "b"),
        "the folder cannot be read (No such file or directory)",
    )


def test_a_pattern_names_files_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / name).write_text(TEXT)
    assert _places(_read(tmp_path / "*.txt")) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("missing", ["none.txt", "*.none", "a\0b"])
def test_what_is_not_there_is_a_wrong_call(tmp_path: Path, missing: str) -> None:
    """Before any work is done; so is naming nothing."""
    with pytest.raises(ConfigurationError, match="no such file"):
        Inputs([str(tmp_path / missing)]).check()
    with pytest.raises(ConfigurationError, match="no input named"):
        Inputs([]).check()


BAD_LINES = [
    ("{broken", r"line 2 is not JSON \(Expecting property name"),
    ("7", "line 2 is int, not an object with a key 'text'"),
    ('{"body": "x"}', "line 2 has no 'text', only body: name yours, as with --text-column"),
    ('{"text": "  "}', "line 2 has no text in 'text'"),
    ('{"text": "\\ud800"}', "line 2 is not UTF-8"),
    ("[" * 100_000, "line 2 is not JSON"),
]


@pytest.mark.parametrize(("line", "said"), BAD_LINES, ids=[str(n) for n in range(len(BAD_LINES))])
def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": TEXT})
    path.write_text(f"{good}\n{line}\n\n{good}\n")
    first, bad, last = _read(path)
    assert (first.text, last.text) == (TEXT, TEXT)
    assert _places([first, bad, last]) == ["a.jsonl:1", "a.jsonl:2", "a.jsonl:4"]
    assert bad.error
    assert re.match(said, bad.error)


def test_bytes_that_are_no_text_cost_only_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}\n' + json.dumps({"text": TEXT}).encode() + b"\n")
    bad, good = _read(path)
    assert bad.error == "line 1 is not UTF-8: save the file as UTF-8"
    assert good.text == TEXT


def test_columns_are_named_by_options(tmp_path: Path) -> None:
    """The title comes before the text, the date is the article's, and the id names it."""
    columns = Columns("body", "head", "day", "nr")
    path = tmp_path / "a.csv"
    path.write_text('nr;head;day;body\n17;Bridges close;2026-03-31;"Inspectors; closed\nnine bridges."\n')
    (raw,) = _read(path, columns=columns)
    article = article_from_bytes(raw.to_bytes())
    assert raw.source == f"{path}:17"
    assert article.title == "Bridges close"
    assert "closed\nnine bridges" in article.text
    assert str(article.published) == "2026-03-31"


def test_a_missing_column_is_the_files_error(tmp_path: Path) -> None:
    """It says which there are."""
    path = tmp_path / "a.csv"
    path.write_text("id,body\n1,x\n")
    (raw,) = _read(path)
    assert raw.error == "there is no column 'text', only id, body: name yours, as with --text-column"


def test_a_row_of_csv_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    """Where others are: see test_rows.py."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"text\ncaf\xe9 sales\nfine caf\xc3\xa9s\n")
    bad, good = _read(path)
    assert bad.error == "line 2 is not UTF-8: save the file as UTF-8"
    assert good.text == "fine cafés"


def test_parquet_is_read_in_groups_of_rows(tmp_path: Path) -> None:
    """A null is a bad row; a file that is none is named."""
    path, broken = tmp_path / "a.parquet", tmp_path / "b.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"text": [TEXT, None, PAGE], "id": [1, 2, 3]}), path)
    broken.write_text("no table")
    first, bad, page, none = _read(path, broken)
    assert (first.kind, page.kind) == ("text", "html")
    assert bad.error == "row 2 has no 'text', only text: name yours, as with --text-column"
    assert none.error
    assert none.error.startswith("is not a Parquet file that can be read")


def test_a_pdf_in_a_folder_is_an_article_with_its_pages(tmp_path: Path) -> None:
    """Equal on the next reading, so that it is known again; one without text is named."""
    documents = ROOT / "tests" / "data" / "documents"
    for name in ("harbour.pdf", "scan.pdf"):
        shutil.copy(documents / name, tmp_path / name)
    report, scan = _read(tmp_path)
    again, _ = _read(tmp_path)

    assert report.digest == again.digest
    article = article_from_bytes(report.to_bytes())
    assert article.sections == Article.from_pdf(documents / "harbour.pdf").sections
    assert (place := article.place(article.text.index("€4,620"))) and place.page == 4
    with pytest.raises(ArticleError, match="the PDF has no text"):
        article_from_bytes(scan.to_bytes())


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "is empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "mixed.txt": ("Prices rose".encode("utf-16") + b"\xff", "broken at byte"),
    "huge.txt": (b"meal and flour " * 350_000, "5,250,000 characters, more than 1,000,000"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_an_article_is_named(tmp_path: Path, name: str) -> None:
    """One of 5 MB among them."""
    content, said = UNREADABLE[name]
    (tmp_path / name).write_bytes(content)
    (raw,) = _read(tmp_path / name)
    assert raw.error
    assert said in raw.error
    assert raw.text == ""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (TEXT.encode(), [("standard input", "text")]),
        (PAGE.encode(), [("standard input", "html")]),
        (
            b"\xef\xbb\xbf\n" + (json.dumps({"text": TEXT}) + "\n").encode() * 2,
            [("standard input:1", "text"), ("standard input:2", "text")],
        ),
    ],
)
def test_standard_input_is_an_article_or_lines_of_json(given: bytes, expected: list[tuple[str, str]]) -> None:
    raws = list(from_standard_input(Columns(), io.BytesIO(given)))
    assert [(raw.source, raw.kind) for raw in raws] == expected
    assert not any(raw.error for raw in raws)


@pytest.mark.parametrize(
    ("given", "said"), [(b" \n", "is empty"), (b"caf\xe9", "not UTF-8"), (b"a\0b", "binary")]
)
def test_standard_input_that_is_no_article_says_why(given: bytes, said: str) -> None:
    (raw,) = from_standard_input(Columns(), io.BytesIO(given))
    assert raw.error
    assert said in raw.error


@pytest.mark.parametrize("make", [Article.from_text, Article.from_html])
def test_an_article_comes_back_from_the_store_as_it_was(make: Callable[[str], Article]) -> None:
    """Spans, sentences, title, date and parts; also with what no file could hold."""
    table = "It counted:\n\nPort\t2025\nBray\t310\n\n"
    article = make(PAGE if make == Article.from_html else table + TEXT + "Published 3 March 2026\n\ud800")
    assert article_from(json.loads(json.dumps(article_data(article)))) == article


def test_a_date_that_is_none_is_the_articles_error() -> None:
    raw = RawArticle("f", "f", text=TEXT, published="yesterday")
    with pytest.raises(ArticleError, match="'yesterday' is no date"):
        article_from_bytes(raw.to_bytes())
