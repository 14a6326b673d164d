"""Rows of any encoding and shape: what can be read is, what cannot is named with its place, and costs no other."""

import csv
import gzip
import io
import json
import re
import time
from pathlib import Path
from random import Random
from typing import Literal

import pyarrow
import pyarrow.parquet
import pytest

from summariser.jobs import Columns, Inputs
from summariser.jobs.inputs.csv_rows import read_rows
from summariser.jobs.inputs.discovery import from_standard_input
from summariser.jobs.inputs.lines import LONGEST, read_lines
from summariser.jobs.storage.raw_article import RawArticle, article_from_bytes

_ID = Columns(id="id")
_GRAIN = "Café mills ground 4,100 tonnes of grain – “a record” – for €61 million, the guild said."
_WOOL = "Shearers packed 870 bales of wool in the hills, 31 more than in the spring before."


def _read(path: Path, columns: Columns = _ID) -> list[RawArticle]:
    return list(Inputs([str(path)], columns))


def _said(path: Path, columns: Columns = _ID) -> list[tuple[str, str]]:
    """What became of each: its id or line, and its text or error."""
    return [
        (raw.source.removeprefix(str(path)).removeprefix(":"), raw.error or raw.text)
        for raw in _read(path, columns)
    ]


class TestEncodings:
    """However a file is encoded and packed, its rows are read."""

    TABLE = f'id,text\na,"{_GRAIN}"\nb,"{_WOOL}"\n'

    @pytest.mark.parametrize(
        "encoding",
        ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
    )
    @pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("packed", [False, True])
    def test_csv(self, tmp_path: Path, encoding: str, ends: str, packed: bool) -> None:
        path = tmp_path / "a.csv"
        data = self.TABLE.replace("\n", ends).encode(encoding)
        path.write_bytes(gzip.compress(data) if packed else data)
        assert _said(path) == [("a", _GRAIN), ("b", _WOOL)]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
    @pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
    def test_json_lines(self, tmp_path: Path, encoding: str, ends: str) -> None:
        path = tmp_path / "a.jsonl.gz"
        rows = [{"id": "a", "text": _GRAIN}, {"id": "b", "text": _WOOL}]
        text = ends.join(json.dumps(row, ensure_ascii=False) for row in rows)
        path.write_bytes(gzip.compress(text.encode(encoding)))
        assert _said(path) == [("a", _GRAIN), ("b", _WOOL)]

    @pytest.mark.parametrize("encoding", ["cp1251", "cp1252", "latin-1"])
    def test_an_old_encoding_by_its_characters(self, tmp_path: Path, encoding: str) -> None:
        """As of the text of an article; in the head as well."""
        text = "Урожай пшеницы в долине составил 21 тысячу тонн, сообщили мельники в понедельник." * 5
        text = text if encoding == "cp1251" else "Der Bürgermeister eröffnete 7 Bäckereien in der Straße." * 5
        path = tmp_path / "a.csv"
        path.write_bytes(f"id;größe;text\nä;1;{text}\n".replace("größe", "n").encode(encoding, "replace"))
        ((_, read),) = _said(path)
        assert read == text

    def test_a_head_in_an_old_encoding(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_bytes(f"größe;text\n1;{_WOOL}\n".encode("latin-1"))
        assert _said(path, Columns()) == [("2", _WOOL)]
        (none,) = _said(path, Columns(text="inhalt"))
        assert none[1] == "there is no column 'inhalt', only größe, text: name yours, as with --text-column"

    def test_bytes_that_are_damaged_cost_only_their_row(self, tmp_path: Path) -> None:
        """Where other characters beyond ASCII are UTF-8, the file is."""
        path = tmp_path / "a.csv"
        path.write_bytes(
            f'id,text\na,Caf\xe9\nb,"{_GRAIN}"\n'.encode().replace(b"Caf\xc3\xa9\n", b"Caf\xe9\n")
        )
        assert _said(path) == [("2", "line 2 is not UTF-8: save the file as UTF-8"), ("b", _GRAIN)]

    def test_damage_far_below_is_named_with_its_line(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        rows = "".join(f'{n},"{_WOOL}"\n' for n in range(5_000))
        path.write_bytes(f"id,text\n{rows}".encode() + b"x,caf\xe9 sales\nlast,fine\n")
        said = _said(path)
        assert said[-2:] == [("5002", "line 5002 is not UTF-8: save the file as UTF-8"), ("last", "fine")]

    def test_a_file_that_breaks_off(self, tmp_path: Path) -> None:
        """What comes before is read, and the file is named."""
        packed, utf16 = tmp_path / "a.csv.gz", tmp_path / "b.csv"
        data = "".join(f'{n},"{_GRAIN}",{n * n}\n' for n in range(9_000))
        packed.write_bytes(gzip.compress(f"id,text,n\n{data}".encode())[:-3000])
        utf16.write_bytes(f'id,text\na,"{_WOOL}"\nb,'.encode("utf-16") + b"\x41")
        *_, last = _said(packed)
        assert last == ("", "the gzip archive is broken: pack it again, or give what is in it")
        assert len(_said(packed)) > 1000
        assert _said(utf16)[0] == ("a", _WOOL)
        assert _said(utf16)[-1][1].startswith("begins as utf-16 but is broken")


NO_ROWS: dict[str, tuple[bytes, str]] = {
    "nothing.csv": (b"", "the file is empty"),
    "white.csv": (b"\n \r\n\t\n", "the file is empty"),
    "mark.csv": (b"\xef\xbb\xbf", "the file is empty"),
    "head.csv": (b"id,text\n", "there is no article in the file"),
    "nothing.jsonl": (b"", "there is no article in the file"),
    "white.jsonl": (b"\n\n \n", "there is no article in the file"),
    "book.csv": (b"PK\x03\x04" + bytes(3000), "is a zip archive or office document, not text"),
    "report.csv": (b"%PDF-1.7\n" + bytes(range(256)), "is a PDF file, not text"),
    "photo.jsonl": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is an image, not text"),
    "zeros.csv": (bytes(9000), "is a binary file"),
    "code.jsonl": (b"\x7fELF\x02\x01\x01" + bytes(range(32)) * 64, "is a binary file"),
    "twice.csv": (b"id,text,text\na,x,y\n", "there are 2 columns 'text': give each its own name"),
    "other.csv": (b"a,b\n1,2\n", "there is no column 'text', only a, b"),
    "heads.csv": (b"c" * 3_000_000 + b"\nx\n", "there is no column 'text', only " + "c" * 60 + ":"),
    "open.csv": (b'id,"text\na,x\n', "the head cannot be read: lines 1 to 2 are not CSV"),
    "nothing.parquet": (b"", "is not a Parquet file that can be read"),
    "cut.parquet": (b"PAR1" + bytes(400) + b"PAR1", "is not a Parquet file that can be read"),
}


@pytest.mark.parametrize("name", NO_ROWS)
def test_a_file_without_rows_is_named(tmp_path: Path, name: str) -> None:
    """One line, and no longer than a line is."""
    content, said = NO_ROWS[name]
    (tmp_path / name).write_bytes(content)
    ((_, error),) = _said(tmp_path / name)
    assert said in error
    assert len(error) < 400
    assert "\n" not in error


_QUOTES = "line 3 is not CSV (a quote is not closed, or not doubled): put cells in quotes, and double the quotes in them"
_LINES = "lines 3 to 4" + _QUOTES.removeprefix("line 3").replace(" is not CSV", " are not CSV", 1)

BAD_CSV: dict[str, tuple[str, dict[str, str]]] = {
    "more cells than heads": (
        "b,It cost 3,200 euros.\n",
        {"3": "line 3 has 3 cells and the head 2: quote what has commas"},
    ),
    "many more": ("b,a,b,c,d\n", {"3": "line 3 has 5 cells and the head 2: quote what has commas"}),
    "no text": ("b\n", {"3": "line 3 has no 'text', only id: name yours, as with --text-column"}),
    "a quote that is not closed": (
        'b,"It cost 3 euros.\nc,It cost 4 euros.\n',
        {"3": _QUOTES, "c": "It cost 4 euros."},
    ),
    "a quote that is not closed before one that is": (
        'b,"It cost 3 euros.\nc,"It cost 4, or more."\n',
        {"3": _QUOTES, "c": "It cost 4, or more."},
    ),
    "a quote that is not closed before empty ones": (
        'b,"It cost 3 euros.\nc,""\nd,It cost 5 euros.\n',
        {"3": _QUOTES, "4": "line 4 has no text in 'text'", "d": "It cost 5 euros."},
    ),
    "a quote that is not closed before a text of several lines": (
        'b,"It cost 3 euros.\nc,"It cost 4,\nor more."\n',
        {"3": _QUOTES, "c": "It cost 4,\nor more."},
    ),
    "quotes that are not doubled": ('b,"Its "new" mill"\nc,fine\n', {"3": _QUOTES, "c": "fine"}),
    "two such rows": (
        'b,"Its "new" mill"\nc,"Its "old" one"\n',
        {"3": _QUOTES, "4": _QUOTES.replace("line 3", "line 4")},
    ),
    "quotes that are not doubled in a text of lines": (
        'b,"The mill\nand "new", it said,\nbarn"\nc,fine\n',
        {"3": _LINES.replace("to 4", "to 5"), "c": "fine"},
    ),
    "a quote that is not opened": ('b,It cost 3 euros."\nc,fine\n', {"3": _QUOTES, "c": "fine"}),
    "a quote that is not opened before several lines": (
        'b,It cost 3\nor "four" euros."\nc,fine\n',
        {"b": "It cost 3", "4": _QUOTES.replace("line 3", "line 4"), "c": "fine"},
    ),
    "a line break without quotes": (
        "b,It cost\r3 euros.\nc,fine\n",
        {
            "3": _QUOTES.replace("a quote is not closed, or not doubled", "a line break in a cell"),
            "c": "fine",
        },
    ),
}


@pytest.mark.parametrize("rows", BAD_CSV)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_bad_row_of_csv_is_named_and_the_others_are_read(tmp_path: Path, rows: str, ends: str) -> None:
    """Before it and behind it."""
    text, said = BAD_CSV[rows]
    path = tmp_path / "a.csv"
    table = f'id,text\na,{_WOOL.replace(",", "")}\n{text}z,"{_GRAIN}"\n'
    path.write_bytes(table.replace("\n", ends).encode())
    expected = {"a": _WOOL.replace(",", "")} | said | {"z": _GRAIN}
    assert {place: text.replace("\r\n", "\n") for place, text in _said(path)} == expected


GOOD_CSV: dict[str, tuple[str, list[str]]] = {
    "a text of several lines": ('a,"One, two.\n\nThree."\nb,x\n', ["One, two.\n\nThree.", "x"]),
    "doubled quotes": ('a,"The ""new"" mill, ""it"""\n', ['The "new" mill, "it"']),
    "a quote within a cell without quotes": ('a,The 5" pipe\nb,6"\n', ['The 5" pipe', '6"']),
    "words in quotes at the end of a cell without quotes": ('a,It is "new"\nb,x\n', ['It is "new"', "x"]),
    "empty cells behind the last head": ("a,x,,\nb,y, ,\n", ["x", "y"]),
    "no line end at the end": ("a,x\nb,y", ["x", "y"]),
    "empty lines": ("\na,x\n\n\nb,y\n\n", ["x", "y"]),
    "a return within quotes": ('a,"x\ry"\n', ["x\ry"]),
    "separators that are no line ends": ("a,x\u2028y\x0bz\x85\n", ["x\u2028y\x0bz\x85"]),
    "a long cell": (f"a,{'x ' * 100_000}\n", ["x " * 100_000]),
}


@pytest.mark.parametrize("rows", GOOD_CSV)
def test_ordinary_csv_is_read_as_it_stands(tmp_path: Path, rows: str) -> None:
    """Also a cell beyond the usual limit of the csv module, and last cells that are left out."""
    text, expected = GOOD_CSV[rows]
    (tmp_path / "a.csv").write_bytes(f"id,text\n{text}".encode())
    assert [raw.text for raw in _read(tmp_path / "a.csv")] == expected
    (tmp_path / "b.csv").write_bytes(f"id,text,more\n{text}".encode())
    assert [raw.text for raw in _read(tmp_path / "b.csv")] == expected


def test_quotes_between_tabs_are_characters_like_others(tmp_path: Path) -> None:
    """Unless a cell stands in them as in CSV; one that is not closed is named there too."""
    path = tmp_path / "a.tsv"
    path.write_text('id\ttext\na\t"Nine" mills, it said\nb\t"Two\tmills"\nc\t"One mill\nd\tA "new" mill\n')
    assert _said(path) == [
        ("a", '"Nine" mills, it said'),
        ("b", "Two\tmills"),
        ("4", _QUOTES.replace("line 3", "line 4")),
        ("d", 'A "new" mill'),
    ]


@pytest.mark.parametrize(
    "line", ['a","b\n', '"\n', '"a\n', '"""\n', ',"\n', 'x,"y\n', '"""a\n', 'x,"y\n\n"\n']
)
def test_quotes_of_all_kinds_take_linear_time_and_lose_no_line(line: str) -> None:
    """Each line is in a row or in a problem, by the numbers of both."""
    lines = 300_000 // len(line)
    started = time.process_time()
    rows = list(read_rows(read_lines(io.BytesIO(b"id,text\n" + line.encode() * lines)), ","))
    assert time.process_time() - started < 3
    assert [row.number for row in rows] == sorted({row.number for row in rows})


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_no_row_is_lost_by_a_quote_that_another_lacks(quoting: Literal[0, 1]) -> None:
    """Of files of eight rows, some of several lines, in each of which one quote is taken out."""
    random = Random(7)
    words = 'the mill ground flour and sold it, in May; "new" barns\nstood by 12 lanes 5" wide'.split(" ")
    for _ in range(300):
        rows = [[f"r{n}", " ".join(random.choices(words, k=random.randint(3, 25)))] for n in range(8)]
        written: list[str] = []
        for row in [["id", "text"], *rows]:
            line = io.StringIO()
            csv.writer(line, quoting=quoting).writerow(row)
            written.append(line.getvalue())
        damaged = random.randint(1, 8)
        quotes = [at for at, character in enumerate(written[damaged]) if character == '"']
        if quotes:
            at = random.choice(quotes)
            written[damaged] = written[damaged][:at] + written[damaged][at + 1 :]
        lines = read_lines(io.BytesIO("".join(written).encode()))
        found = [row.cells for row in read_rows(lines, ",")]
        assert [row for n, row in enumerate(rows, 1) if n != damaged and row not in found] == []


BAD_JSON = [
    ('{"text": "a", "text": "b"}', "line 2 has 'text' more than once"),
    ('{"text": ["a", "b"]}', "line 2 has list in 'text', not text"),
    ('{"text": {"a": 1}}', "line 2 has object in 'text', not text"),
    ('{"text": 7}', "line 2 has int in 'text', not text"),
    ('{"text": null}', "line 2 has no 'text'"),
    ('{"\\ud800": 1}', "line 2 has no 'text', only  :"),
    ('{"text": "a", "id": [1]}', "line 2 has list in 'id', not text or a number"),
    ('{"text": "a", "id": "a\\u0000b"}', "line 2 has 'a\\x00b' and more in 'id'"),
    ('{"text": "a", "id": "' + "b" * 20_000 + '"}', "line 2 has 'bbbbb"),
    ('{"text": ' + "1" * 5000 + "}", "line 2 is not JSON (Exceeds the limit"),
    ("\0" * 40, "line 2 is not JSON"),
]


@pytest.mark.parametrize(("line", "said"), BAD_JSON)
def test_a_bad_line_of_json_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": _WOOL, "id": "a", "more": {"x": 1, "y": 2}})
    path.write_text(f"{good}\n{line}\n{good}\n")
    _, bad, last = _read(path)
    assert bad.error
    assert bad.error.startswith(said)
    assert len(bad.error) < 300
    assert last.text == _WOOL


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "b.csv", "a.jsonl.gz"])
def test_a_line_without_an_end_is_named(tmp_path: Path, name: str) -> None:
    """The articles before and behind it are read; in a cell, and below a quote that is not closed."""
    rows = {"a": _WOOL, "b": "x" * (LONGEST + 9), "c": _WOOL}
    path = tmp_path / name
    if "jsonl" in name:
        text = "".join(json.dumps({"id": key, "text": value}) + "\n" for key, value in rows.items())
    else:
        cells = [f'{key},"{value}"\n' for key, value in rows.items()]
        text = "id,text\n" + 'q,"open\n' * (name == "b.csv") + "".join(cells)
    path.write_bytes(gzip.compress(text.encode(), 1) if name.endswith("gz") else text.encode())
    first, *_, bad, last = _read(path)
    assert bad.error
    assert re.match(r"line \d has more than 25,165,824 characters", bad.error)
    assert last.text == _WOOL
    assert bool(first.error) == (name == "b.csv")


def test_standard_input_without_an_end_is_refused() -> None:
    """It is read no further than an article may go."""
    (raw,) = from_standard_input(Columns(), io.BytesIO(b"meal " * 14_000_000))
    assert raw.error == "has more than 67,108,864 bytes: is this one article?"


class TestParquet:
    """Cells of other types are text, or are named."""

    @staticmethod
    def _write(path: Path, **columns: list[object]) -> Path:
        pyarrow.parquet.write_table(pyarrow.table(columns), path)
        return path

    def test_bytes_are_read_as_text(self, tmp_path: Path) -> None:
        path = self._write(tmp_path / "a.parquet", text=[_GRAIN.encode(), b"caf\xe9"], id=["a", "b"])
        assert _said(path) == [("a", _GRAIN), ("2", "row 2 is not UTF-8: save the file as UTF-8")]

    def test_lists_are_named(self, tmp_path: Path) -> None:
        path = self._write(tmp_path / "a.parquet", text=[["a", "b"]], id=["a"])
        assert _said(path) == [("1", "row 1 has list in 'text', not text")]

    def test_no_rows(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        pyarrow.parquet.write_table(pyarrow.table({"text": pyarrow.array([], pyarrow.string())}), path)
        assert _said(path, Columns()) == [("", "there is no article in the file")]

    def test_a_column_that_is_there_twice(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        table = pyarrow.Table.from_arrays([pyarrow.array(["a"]), pyarrow.array(["b"])], ["text", "text"])
        pyarrow.parquet.write_table(table, path)
        assert _said(path, Columns()) == [("", "there are 2 columns 'text': give each its own name")]


def test_labels_of_other_types_are_written_out(tmp_path: Path) -> None:
    """A number as id, a day as a date."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": _WOOL, "id": 17, "day": "2026-03-31", "head": 2026}) + "\n")
    (raw,) = _read(path, Columns("text", "head", "day", "id"))
    assert (raw.source, raw.title, str(article_from_bytes(raw.to_bytes()).published)) == (
        f"{path}:17",
        "2026",
        "2026-03-31",
    )
