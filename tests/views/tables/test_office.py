"""Workbooks and CSV as LibreOffice opens them: cells typed, links that lead somewhere, and no formula that ran."""

import csv
import subprocess
from pathlib import Path
from shutil import which
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

from summariser.views.tables import record_of, rows_of, workbook
from summariser.views.tables.columns import ARTICLES, FIGURES, VERDICTS
from summariser.views.tables.delimited import CsvTable
from tests.test_foreign import steers
from tests.views.tables.making import hostile, result

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed"),
]
FORMULAS = {
    "sum": "=1+1",
    "call of another program": "=cmd|' /C calc'!A0",
    "link": '=HYPERLINK("http://example.org","x")',
    "web": '=WEBSERVICE("http://example.org")',
    "plus": "+1+1",
    "at": "@SUM(1;1)",
    "tab": "\t=1+1",
    "full width": "＝1+1",
    "inner": 'a;=1+1;"=1+1\n=1+1',
    "array": "{=1+1}",
    "markup": "<r><t>=1+1</t></r>",
    "escape": "_x003D_1+1",
    "true": "TRUE",
    "number": "0012",
}
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _OFFICE, _LINK = _ODF % "table", _ODF % "office", "{http://www.w3.org/1999/xlink}href"
_ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile of LibreOffice's own, so that no running one and no setting of anyone's is in the way."""
    return tmp_path_factory.mktemp("profile")


def _converted(profile: Path, path: Path, to: str, *options: str) -> None:
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", *options]
    command += ["--convert-to", to, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def _sheets(path: Path) -> dict[str, list[list[Any]]]:
    """The cells of each sheet of a flat ODS file, by rows; what repeats an empty cell is empty too."""
    tables = ElementTree.parse(path).getroot().iter(f"{_TABLE}table")
    return {
        str(table.get(f"{_TABLE}name")): [
            [
                cell
                for cell in row
                for _ in range(min(int(cell.get(f"{_TABLE}number-columns-repeated", 1)), 50))
            ]
            for row in table.iter(f"{_TABLE}table-row")
        ]
        for table in tables
    }


def _text(cell: Any) -> str:
    return "\n".join("".join(part.itertext()) for part in cell.iter(f"{_ODF % 'text'}p"))


@pytest.fixture(scope="module")
def opened(
    tmp_path_factory: pytest.TempPathFactory, profile: Path
) -> tuple[Path, dict[str, list[list[Any]]]]:
    """A workbook as LibreOffice reads it: an article in a file below it, one elsewhere, one on the net, and hostile ones."""
    folder = tmp_path_factory.mktemp("book") / "out"
    near, far = folder / "in put" / "a #1.txt", folder.parent / "ä 50%25.txt"
    for path in (near, far):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    records: list[Any] = [
        record_of(result(source=str(s))) for s in (near, far, "https://example.org/a?b=1&c#d")
    ]
    with workbook(folder / "a.xlsx", (FIGURES, VERDICTS, ARTICLES)) as book:
        for record in [*records, *map(hostile, FORMULAS.values())]:
            book.add_all(rows_of(record))
    _converted(profile, folder / "a.xlsx", "fods")
    _converted(profile, folder / "a.xlsx", _ALL_SHEETS)
    return folder, _sheets(folder / "a.fods")


def _column(sheet: list[list[Any]], name: str) -> list[Any]:
    at = [_text(cell) for cell in sheet[0]].index(name)
    return [row[at] for row in sheet[1:] if len(row) > at and _text(row[0])]


def test_cells_are_typed(opened: tuple[Path, dict[str, list[list[Any]]]]) -> None:
    _, sheets = opened
    values = _column(sheets["figures"], "value")[:4]
    assert [cell.get(f"{_OFFICE}value-type") for cell in values] == ["float", "float", "float", "string"]
    assert [_text(cell) for cell in values[:3]] == ["12.5", "1,300", "15"]
    assert _text(values[3]).endswith("12345678901234567890")
    (published, *_) = _column(sheets["articles"], "published")
    assert published.get(f"{_OFFICE}date-value") == "2026-03-12"
    assert _text(published) == "2026-03-12"
    assert _text(_column(sheets["articles"], "coverage")[0]) == "50%"
    assert [cell.get(f"{_OFFICE}value-type") for cell in _column(sheets["figures"], "ok")[:2]] == [
        "float"
    ] * 2
    assert [_text(cell) for cell in _column(sheets["figures"], "ok")[:2]] == ["TRUE", "FALSE"]


def test_no_formula_is_in_it(opened: tuple[Path, dict[str, list[list[Any]]]]) -> None:
    """And what would be one is there as text."""
    _, sheets = opened
    cells = [cell for sheet in sheets.values() for row in sheet for cell in row]
    # This is how it holds what is true or false.
    assert {cell.get(f"{_TABLE}formula") for cell in cells} == {None, "of:=TRUE()", "of:=FALSE()"}
    whats = [_text(cell).strip() for cell in _column(sheets["figures"], "what")]
    assert set(whats) >= {text for text in FORMULAS.values() if "\n" not in text and "\t" not in text}
    strings = {cell.get(f"{_OFFICE}value-type") for cell in _column(sheets["figures"], "what")}
    assert strings == {"string"}


def test_links_lead_to_files_and_addresses(opened: tuple[Path, dict[str, list[list[Any]]]]) -> None:
    folder, sheets = opened
    cells = _column(sheets["articles"], "source")[:3]
    near, far, address = (next(cell.iter(f"{_ODF % 'text'}a")).get(_LINK) for cell in cells)
    # A flat file tells of what is beside it as from within a folder of its own.
    assert (folder / unquote(near).removeprefix("../")).samefile(folder / "in put" / "a #1.txt")
    assert Path(unquote(urlsplit(far).path)).samefile(folder.parent / "ä 50%25.txt")
    assert address == "https://example.org/a?b=1&c#d"


def test_every_sheet_becomes_csv(opened: tuple[Path, dict[str, list[list[Any]]]]) -> None:
    """With its rows and columns."""
    folder, _ = opened
    for table in (FIGURES, VERDICTS, ARTICLES):
        with (folder / f"a-{table.name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert list(rows[0]) == [column.name for column in table.columns]
        assert steers("".join(value for row in rows for value in row.values())) == set()


@pytest.mark.parametrize("ends", [44, 59], ids=["comma", "semicolon"])
def test_no_cell_of_csv_is_a_formula(tmp_path: Path, profile: Path, ends: int) -> None:
    """Also where LibreOffice is told to look for formulas, and where semicolons end cells."""
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = CsvTable(file, FIGURES, bom=True)
        for text in FORMULAS.values():
            table.add(rows_of(hostile(text)).figures)
    read = f"--infilter=Text - txt - csv (StarCalc):{ends},34,76,1,,0,false,true,false,false,false,0,true"
    _converted(profile, path, "fods", read)
    cells = [cell for row in _sheets(tmp_path / "a.fods")["a"] for cell in row]
    assert len(cells) > 100
    assert not [cell.get(f"{_TABLE}formula") for cell in cells if cell.get(f"{_TABLE}formula")]


def test_the_measure_would_see_a_formula(tmp_path: Path, profile: Path) -> None:
    """In a CSV file that nobody guards."""
    (tmp_path / "a.csv").write_text("=1+1,b\n", encoding="utf-8")
    read = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,0,true"
    _converted(profile, tmp_path / "a.csv", "fods", read)
    cells = [cell for row in _sheets(tmp_path / "a.fods")["a"] for cell in row]
    assert cells[0].get(f"{_TABLE}formula")
