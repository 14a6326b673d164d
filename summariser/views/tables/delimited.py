"""Tables as CSV that no spreadsheet takes for formulas."""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TextIO

from summariser.foreign import csv_cell
from summariser.views.tables.columns import Row, Table

_MARK = "\ufeff"  # by which Excel knows UTF-8


class CsvTable:
    """Writes rows as CSV; `bom` puts the mark before them without which Excel takes the file for another encoding."""

    def __init__(self, file: TextIO, table: Table, *, bom: bool = False) -> None:
        self._table, self._writer = table, csv.writer(file)
        file.write(_MARK if bom else "")
        self._writer.writerow([column.name for column in table.columns])

    def add(self, rows: Iterable[Row]) -> None:
        self._writer.writerows([_written(value) for value in self._table.cells(row)] for row in rows)


def _written(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return csv_cell(value) if isinstance(value, str) else value
