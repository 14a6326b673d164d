"""Workbooks, as openpyxl reads them: typed cells, links that lead somewhere, no formula, no cell that breaks the file."""

import sys
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from summariser.errors import ConfigurationError
from summariser.views.tables import check_xlsx, record_of, rows_of, workbook
from summariser.views.tables.cells import LONGEST, cell_text
from summariser.views.tables.columns import ARTICLES, FIGURES, VERDICTS, Row, Table
from summariser.views.tables.numerals import format_number, is_held, is_part
from tests.test_foreign import STEERING, steers
from tests.views.tables.making import hostile, result

SHEETS = (FIGURES, VERDICTS, ARTICLES)
# What a spreadsheet, a library or XML may take for more than text.
HOSTILE = STEERING | {
    "formula": "=1+1",
    "call of another program": "=cmd|' /C calc'!A0",
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1,1)",
    "array formula": "{=SUM(A1:A2)}",
    "tab": "\t=1+1",
    "line": "\n=1+1",
    "full width": "＝1+1",
    "link": '=HYPERLINK("http://example.org","x")',
    "address": "http://example.org/x",
    "inner address": "internal:figures!A1",
    "markup of xlsxwriter": "<r><t>rich</t></r>",
    "broken markup of xlsxwriter": "<r><boom></r>",
    "XML": "]]></t><c r='A1'><f>1+1</f></c>",
    "entity": "&amp; &#x3D; &boom;",
    "escape of Excel": "_x003D_1+1",
    "no character of XML": "a\ufffeb\uffffc",
    "true": "TRUE",
    "number": "0012",
    "error": "#REF!",
    "spaces": "  spaced  ",
    "long": "x" * 40_000,
    "long and wide": "😀 " * 20_000,
}  # fmt: skip
each_hostile = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())


def _written(path: Path, *results: Any, **more: Any) -> Any:
    """A workbook of results, as it is read again."""
    with workbook(path, SHEETS, **more) as book:
        for one in results:
            book.add_all(rows_of(one if isinstance(one, dict) else record_of(one)))
    return openpyxl.load_workbook(path)


def _cell(sheet: Any, table: Table, name: str, row: int = 2) -> Any:
    return sheet.cell(row, 1 + [column.name for column in table.columns].index(name))


def _one_cell(path: Path, name: str, value: object, table: Table = FIGURES, **more: object) -> Any:
    with workbook(path, [table]) as book:
        book.add(table, [{name: value, **more}])
    return _cell(openpyxl.load_workbook(path)[table.name], table, name)


class TestSheets:
    def test_there_is_one_a_table_and_one_that_explains(self, tmp_path: Path) -> None:
        """Heads are frozen and can be filtered by; the sheet of what columns mean has each of them."""
        book = _written(tmp_path / "a.xlsx", result())
        assert book.sheetnames == ["figures", "verdicts", "articles", "columns"]
        for table in SHEETS:
            sheet = book[table.name]
            assert [cell.value for cell in sheet[1]] == [column.name for column in table.columns]
            assert sheet.freeze_panes == "A2"
            assert sheet.auto_filter.ref == sheet.dimensions
            assert sheet["A1"].font.bold
            assert sheet.column_dimensions["A"].width > 20
        explained = {(row[0].value, row[1].value) for row in book["columns"]}
        assert explained >= {(table.name, column.name) for table in SHEETS for column in table.columns}
        assert book.active.title == "figures"

    def test_the_first_with_rows_is_open(self, tmp_path: Path) -> None:
        """As with a text that was verified: it has verdicts and no figures."""
        book = _written(tmp_path / "a.xlsx", result([]))
        assert book.active.title == "verdicts"
        assert _written(tmp_path / "b.xlsx").active.title == "columns"

    def test_what_is_too_much_for_a_sheet_is_in_further_ones(self, tmp_path: Path) -> None:
        """And the sheet of columns says so; no row is lost, and each sheet has its head."""
        book = _written(tmp_path / "a.xlsx", *[result(source=f"{n}") for n in range(3)], most_rows=6)
        figures = [name for name in book.sheetnames if name.startswith("figures")]
        assert figures == ["figures", "figures 2", "figures 3"]
        rows = [row for name in figures for row in book[name].iter_rows(min_row=2, values_only=True)]
        assert [row[0] for row in rows] == [str(n) for n in range(3) for _ in range(4)]
        assert all(book[name]["A1"].value == "source" for name in figures)
        assert book["figures 2"].auto_filter.ref.startswith("A1:")
        notes = [row[3] for row in book["columns"].iter_rows(values_only=True) if row[0] is None]
        assert "A sheet holds 6 rows: figures go on in the sheet 'figures 2'." in notes


class TestCells:
    def test_values_are_typed(self, tmp_path: Path) -> None:
        book = _written(tmp_path / "a.xlsx", result())
        value = _cell(book["figures"], FIGURES, "value")
        assert (value.value, value.data_type, value.number_format) == (12.5, "n", "#,##0.0")
        assert _cell(book["figures"], FIGURES, "unit").value == "percent"
        assert _cell(book["figures"], FIGURES, "value", 3).number_format == "#,##0"
        assert _cell(book["figures"], FIGURES, "ok", 3).value is False
        assert _cell(book["figures"], FIGURES, "upper", 4).value == 20
        published = _cell(book["articles"], ARTICLES, "published")
        assert (published.value, published.number_format) == (datetime(2026, 3, 12), "yyyy-mm-dd")
        share = _cell(book["articles"], ARTICLES, "coverage")
        assert (share.value, share.number_format) == (0.5, "0%")
        assert _cell(book["figures"], FIGURES, "level", 3).font.color.rgb == "FFB42318"

    @pytest.mark.parametrize(
        ("value", "held"),
        [("0", True), ("-1.3", True), ("0.1", True), ("999999999999999", True), ("1" + "0" * 25, True),
         ("1234567890123456", False), ("0.1234567890123456", False), ("12345678901234567890", False),
         ("0." + "0" * 40 + "12", True), ("1" + "0" * 299, True)],
    )  # fmt: skip
    def test_a_number_is_one_where_a_spreadsheet_holds_all_its_digits(
        self, tmp_path: Path, value: str, held: bool
    ) -> None:
        """Else it is text with every digit, and a note says why."""
        cell = _one_cell(tmp_path / "a.xlsx", "value", Decimal(value))
        assert is_held(Decimal(value)) is held
        assert cell.data_type == ("n" if held else "s")
        assert Decimal(str(cell.value)) == Decimal(value)
        assert (cell.comment is None) is held

    @pytest.mark.parametrize("part", ["1/3", "2/3", "5/7", "4/3", "1/99"])
    def test_parts_of_a_whole_are_numbers(self, tmp_path: Path, part: str) -> None:
        """With as many digits as pay, also as JSON has kept them; what looks like one and is none is text."""
        over, under = map(Decimal, part.split("/"))
        for value in (over / under, Decimal(str(float(over / under)))):
            cell = _one_cell(tmp_path / "a.xlsx", "value", value)
            assert (cell.value, cell.number_format) == (pytest.approx(float(value)), "#,##0.0000")
            assert format_number(value) == f"{value:.4f}"
            assert not is_part(value + Decimal("1e-12"))

    def test_the_digits_of_years_and_names_are_not_grouped(self, tmp_path: Path) -> None:
        cell = _one_cell(tmp_path / "a.xlsx", "value", Decimal(2024), VERDICTS, kind="date")
        assert cell.number_format == "0"

    @each_hostile
    def test_text_stays_text(self, tmp_path: Path, text: str) -> None:
        """Wherever it stands: no formula, no link, nothing that steers, no cell that breaks the file; what is harmless stays."""
        made = hostile(text)
        book = _written(tmp_path / "a.xlsx", made)
        rows = rows_of(made)
        for table, given in ((FIGURES, rows.figures), (VERDICTS, rows.verdicts), (ARTICLES, [rows.article])):
            sheet = book[table.name]
            assert sheet.max_row == len(given) + 1
            for at, row in enumerate(given, 2):
                _check_row(sheet, table, at, row)

    def test_what_begins_like_a_formula_stays_text_when_it_is_edited(self, tmp_path: Path) -> None:
        for text in ("=1+1", " =1+1", "@a", "-2"):
            cell = _one_cell(tmp_path / "a.xlsx", "what", text)
            assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)

    def test_no_formula_and_no_macro_is_in_the_file(self, tmp_path: Path) -> None:
        with workbook(tmp_path / "a.xlsx", SHEETS) as book:
            for text in HOSTILE.values():
                book.add_all(rows_of(hostile(text)))
        with ZipFile(tmp_path / "a.xlsx") as parts:
            sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
            assert sheets
            assert not any(b"<f>" in parts.read(name) for name in sheets)
            assert not [name for name in parts.namelist() if "vba" in name.lower() or "externalLink" in name]


def _check_row(sheet: Any, table: Table, at: int, row: Row) -> None:
    for column in table.columns:
        cell, given = _cell(sheet, table, column.name, at), row.get(column.name)
        assert cell.data_type != "f"
        if not isinstance(given, str):
            continue
        assert cell.data_type == "s" or not given
        text = unescape(str(cell.value or ""))
        assert steers(text) == set()
        assert len(text.encode("utf-16-le")) // 2 <= LONGEST
        if len(given) < LONGEST // 2 and given.isascii() and given.isprintable():
            assert text.strip() == given.strip()
        assert column.name == "source" or cell.hyperlink is None


class TestCut:
    def test_behind_a_sentence(self) -> None:
        text = "The board counted nine boats. " * 2000
        cut = cell_text(text)
        assert len(cut) <= LONGEST
        assert cut.endswith("nine boats. [... cut here: a cell holds no more]")
        assert len(cut) > LONGEST - 100

    @pytest.mark.parametrize("text", ["boats and mills " * 4000, "x" * 40_000, "😀" * 30_000, "\n" * 40_000])
    def test_where_no_sentence_ends(self, text: str) -> None:
        """After a word, else within one; never within a character."""
        cut = cell_text(text)
        assert LONGEST // 2 < len(cut.encode("utf-16-le")) // 2 <= LONGEST
        assert cut.endswith("cut here: a cell holds no more]")
        assert "\ufffd" not in cut

    @pytest.mark.parametrize("text", ["x" * LONGEST, "", "two. Sentences."])
    def test_what_fits_stays(self, text: str) -> None:
        assert cell_text(text) == text


class TestLinks:
    def _link(self, folder: Path, source: str) -> Any:
        cell = _written(folder / "a.xlsx", result(source=source))["articles"]["A2"]
        assert cell.value == source
        return cell.hyperlink

    @pytest.mark.parametrize(
        "source",
        ["https://example.org/a?b=c&d=%20e", "http://example.org/a#b", "HTTPS://EXAMPLE.ORG/x(1)[2]"],
    )
    def test_an_address(self, tmp_path: Path, source: str) -> None:
        link = self._link(tmp_path, source)
        made = f"{link.target}#{link.location}" if link.location else link.target
        assert unquote(made) == unquote(source)

    @pytest.mark.parametrize(
        "source",
        ["standard input", "table.csv:7", "/nowhere/a.txt", "javascript:alert(1)", "file:///etc/passwd", "internal:a!A1",
         "external:a.txt", "mailto:a@example.org", "http://example.org/" + "x" * 3000, "http://example.org/a b",
         "http://exämple.org/", "x" * 5000, "ftp://example.org/a"],
    )  # fmt: skip
    def test_what_is_neither_an_address_nor_a_file_has_none(self, tmp_path: Path, source: str) -> None:
        assert self._link(tmp_path, source) is None

    @pytest.mark.parametrize("name", ["a.txt", "sub folder/ä #1 100%.txt", "a%20b.txt", "[x]^`{}.txt"])
    def test_a_file_below_the_workbooks_folder_is_found_from_there(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
        target = self._link(tmp_path, str(path)).target
        assert not Path(target).is_absolute()
        assert (tmp_path / unquote(target).replace("\\", "/")).samefile(path)

    def test_a_file_elsewhere_by_its_whole_path(self, tmp_path: Path) -> None:
        path = tmp_path / "articles" / "ä 1.txt"
        path.parent.mkdir()
        path.touch()
        (tmp_path / "out").mkdir()
        target = urlparse(self._link(tmp_path / "out", str(path)).target)
        assert target.scheme == "file"
        assert Path(unquote(target.path)).samefile(path)

    def test_a_row_of_a_file_leads_to_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "in.csv").touch()
        assert self._link(tmp_path, f"{tmp_path / 'in.csv'}:12").target == "in.csv"

    def test_no_more_than_a_sheet_takes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What comes after has none; every article has its row."""
        monkeypatch.setattr("summariser.views.tables.xlsx._MOST_LINKS", 3)
        made = [result(source=f"http://example.org/{n}") for n in range(5)]
        sheet = _written(tmp_path / "a.xlsx", *made)["articles"]
        assert [cell.hyperlink is not None for cell in sheet["A"][1:]] == [True] * 3 + [False] * 2


class TestFile:
    def test_it_appears_whole_or_not_at_all(self, tmp_path: Path) -> None:
        """What was there before stays where writing ends in an error; nothing half done is left."""
        path = tmp_path / "a.xlsx"
        path.write_text("before")
        with pytest.raises(RuntimeError), workbook(path, SHEETS) as book:
            book.add_all(rows_of(record_of(result())))
            raise RuntimeError
        assert path.read_text() == "before"
        assert list(tmp_path.iterdir()) == [path]

    @pytest.mark.parametrize("name", ["a.csv", "a", ".", "missing/a.xlsx", "folder.xlsx"])
    def test_where_none_can_be_written_is_told_before_any_work(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "folder.xlsx").mkdir()
        with pytest.raises(ConfigurationError, match=r"name a file that ends in \.xlsx|make it first"):
            check_xlsx(tmp_path / name)
        assert _names(tmp_path) == ["folder.xlsx"]

    def test_without_the_package_it_says_what_to_install(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "xlsxwriter", None)  # as if it were not installed
        with pytest.raises(ConfigurationError, match=r"pip install 'summariser\[tables\]'"):
            check_xlsx(tmp_path / "a.xlsx")

    def test_what_was_there_stays_when_it_is_only_checked(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        path.write_text("before")
        check_xlsx(path)
        assert (path.read_text(), _names(tmp_path)) == ("before", ["a.xlsx"])


def _names(folder: Path) -> Sequence[str]:
    return sorted(path.name for path in folder.iterdir())
