"""Tables as Parquet files, written in groups of rows. Needs the extra [parquet]."""

from collections.abc import Iterable
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from summariser.errors import ConfigurationError
from summariser.foreign import cell
from summariser.views.tables.columns import Row, Table, Type

# By judgement, so that memory stays small.
_ROWS_AT_ONCE = 5000
_TYPES = {
    Type.TEXT: "string",
    Type.COUNT: "int64",
    Type.NUMBER: "float64",
    Type.SHARE: "float64",
    Type.AMOUNT: "float64",
    Type.FLAG: "bool_",
    Type.DATE: "date32",
}


def check_parquet() -> None:
    """Raises ConfigurationError where pyarrow is not installed."""
    if find_spec("pyarrow") is None:
        raise ConfigurationError("Parquet needs pyarrow: pip install 'summariser[parquet]'")


class ParquetTable:
    """Writes the rows of a table to a Parquet file."""

    def __init__(self, path: Path, table: Table) -> None:
        self._arrow: Any = import_module("pyarrow")
        self._table = table
        types = [(column.name, getattr(self._arrow, _TYPES[column.type])()) for column in table.columns]
        self._schema = self._arrow.schema(types)
        self._writer = import_module("pyarrow.parquet").ParquetWriter(path, self._schema)
        self._rows: list[list[object]] = []

    def add(self, rows: Iterable[Row]) -> None:
        self._rows += [[_held(value) for value in self._table.cells(row)] for row in rows]
        if len(self._rows) >= _ROWS_AT_ONCE:
            self._write()

    def close(self) -> None:
        """Writes what is left, and the file's end."""
        self._write()
        self._writer.close()

    def _write(self) -> None:
        if self._rows:
            columns = zip(*self._rows, strict=True)
            arrays = [self._arrow.array(c, type=f.type) for c, f in zip(columns, self._schema, strict=True)]
            self._writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
            self._rows = []


def _held(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    return cell(value) if isinstance(value, str) else value
