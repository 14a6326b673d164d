"""CSV of the tables, read again by the csv module and by pandas."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas
import pytest

from summariser.foreign import csv_cell
from summariser.views.tables import record_of, rows_of
from summariser.views.tables.columns import ARTICLES, FIGURES
from summariser.views.tables.delimited import CsvTable
from tests.test_foreign import STEERING, steers
from tests.views.tables.making import hostile, result

FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝")


def _written(rows: list[dict[str, object]], **options: bool) -> str:
    file = io.StringIO(newline="")
    CsvTable(file, FIGURES, **options).add(rows)
    return file.getvalue()


def test_each_value_is_written_out() -> None:
    """Numbers with all their digits, flags and days as anyone reads them, nothing for what is not there."""
    file = io.StringIO(newline="")
    CsvTable(file, FIGURES).add(
        [{"value": Decimal("12345678901234567890.5"), "upper": Decimal(-1), "ok": True}]
    )
    CsvTable(file, ARTICLES).add([{"published": date(2026, 3, 12), "coverage": 0.5, "seconds": 2.25}])
    lines = file.getvalue().splitlines()
    assert lines[1] == ",,,,12345678901234567890.5,-1,,,,,,,,true,,,,,,,"
    assert lines[3].startswith(",,2026-03-12,")
    assert ",0.5," in lines[3]


def test_figures_are_read_by_pandas_as_they_are() -> None:
    figures = rows_of(record_of(result())).figures
    read = pandas.read_csv(io.StringIO(_written(list(figures))))
    assert list(read["value"]) == [12.5, 1300, 15, 12345678901234567890.0]
    assert list(read["ok"]) == [True, False, True, True]
    assert read["sentences"][0] == "The Harbour Board raised fares by 12.5 percent on Monday."


def test_a_mark_stands_before_it_on_request(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(_written([{"what": "Fähre"}], bom=True), encoding="utf-8")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfsource,")
    assert list(pandas.read_csv(path)["what"]) == ["Fähre"]
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["what"] == "Fähre"
    assert _written([]).startswith("source,")


@pytest.mark.parametrize(
    "text",
    [
        *STEERING.values(),
        "=1+1",
        "a;=1+1",
        "a\n=1+1",
        'a;"=1+1',
        "a; \t@SUM(1)",
        ";-2+3",
        "=1;=2\n+3",
        "＝1",
        "a;;=1",
    ],
)
@pytest.mark.parametrize("ends", [",", ";"])
def test_no_cell_is_a_formula_wherever_cells_end(text: str, ends: str) -> None:
    """Also in a spreadsheet that takes semicolons for the ends of cells."""
    made = rows_of(hostile(text))
    written = _written(list(made.figures))
    rows = list(csv.reader(io.StringIO(written), delimiter=ends, strict=False))
    cells = [cell.lstrip(' \u00a0\ufeff"') for row in rows for cell in row]
    numbers = {"12.5", "1300", "15", "20", "12345678901234567890"}
    assert not [cell for cell in cells if cell.startswith(FORMULA) and cell not in numbers]
    assert steers(written, "\n\t\r") == set()


@pytest.mark.parametrize("text", ["a; b", "a - b = c", "one\n\ttwo", "a;b\nc", "12; 13", "“-2”; no"])
def test_what_is_harmless_stays(text: str) -> None:
    assert csv_cell(text) == text


def test_a_long_row_of_marks_takes_no_longer_than_its_length() -> None:
    """No quadratic search for what begins a cell."""
    assert csv_cell(";" * 200_000 + " " * 200_000 + "=").count("'") == 1
