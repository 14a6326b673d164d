"""Tables as Parquet files, written in groups of rows. Needs the extra [parquet]."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from summariser.errors import ConfigurationError
from summariser.foreign import cell

_ROWS_AT_ONCE = 5000


def check_parquet() -> None:
    """Raises ConfigurationError where pyarrow is not installed."""
    if find_spec("pyarrow") is None:
        raise ConfigurationError("Parquet needs pyarrow: pip install 'summariser[parquet]'")


class ParquetTable:
    """Writes rows to a Parquet file; `columns` gives each its type."""

    def __init__(self, path: Path, columns: dict[str, str]) -> None:
        self._arrow: Any = import_module("pyarrow")
        types = {"string": self._arrow.string(), "int64": self._arrow.int64()}
        types |= {"float64": self._arrow.float64(), "bool": self._arrow.bool_()}
        self._schema = self._arrow.schema([(name, types[kind]) for name, kind in columns.items()])
        self._writer = import_module("pyarrow.parquet").ParquetWriter(path, self._schema)
        self._rows: list[list[Any]] = []

    def add(self, row: list[Any]) -> None:
        self._rows.append([cell(value) if isinstance(value, str) else value for value in row])
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
