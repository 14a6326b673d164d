"""The tables as data frames of pandas. Needs the extra [pandas]."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from summariser.errors import ArgumentError, ConfigurationError
from summariser.extraction import Result
from summariser.outside import well_formed
from summariser.views.tables.columns import ARTICLES, FIGURES, VERDICTS, Row, Table, Type
from summariser.views.tables.rows import Rows, record_of, rows_of

# Each of them has a value for what is missing.
_DTYPES = {
    Type.TEXT: "string",
    Type.COUNT: "Int64",
    Type.NUMBER: "float64",
    Type.SHARE: "float64",
    Type.AMOUNT: "float64",
    Type.FLAG: "boolean",
    Type.DATE: "datetime64[s]",
}


class Frames(NamedTuple):
    """Three data frames of pandas, with the columns that docs/reference/tables.md explains.

    >>> made = frames(summarise("Inspectors closed nine bridges.", "stand-in", base_url=server))
    >>> made.articles["state"].tolist()
    ['done']
    """

    figures: Any
    verdicts: Any
    articles: Any


def frames(
    results: Iterable[Result[Any] | Mapping[str, Any]] | Result[Any] | Mapping[str, Any],
    *,
    decimals: bool = False,
) -> Frames:
    """The figures, verdicts and articles of results, or of the objects that `--json` prints and results.jsonl holds.

    Numbers are float64, which pandas counts and plots with, and which holds 15 digits of any number; the column
    `written` of figures has all. With `decimals`, `value` and `upper` are the exact `Decimal` in columns of objects. Raises
    ConfigurationError where pandas is not installed, ArgumentError where something is no result.

    >>> result = summarise("Inspectors closed nine bridges.", "stand-in", base_url=server)
    >>> frames([result]).figures[["value", "unit"]].values.tolist()
    [[9.0, 'bridge']]
    """
    if find_spec("pandas") is None:
        raise ConfigurationError("data frames need pandas: pip install 'summariser[pandas]'")
    given = [results] if isinstance(results, Result | Mapping) else results
    made = [_rows(result) for result in given]
    return Frames(
        _frame(FIGURES, [row for rows in made for row in rows.figures], decimals),
        _frame(VERDICTS, [row for rows in made for row in rows.verdicts], decimals),
        _frame(ARTICLES, [rows.article for rows in made], decimals),
    )


def _rows(result: Any) -> Rows:
    if isinstance(result, Result):
        return rows_of(record_of(result))
    if isinstance(result, Mapping) and isinstance(result.get("article"), Mapping):
        return rows_of(result)
    raise ArgumentError(
        f"frames: {type(result).__name__} is no result: give what summarise returns, or an object that --json prints"
    )


def _frame(table: Table, rows: Sequence[Row], decimals: bool) -> Any:
    pandas: Any = import_module("pandas")
    columns = {}
    for column in table.columns:
        values = [row.get(column.name) for row in rows]
        exact = decimals and column.type is Type.NUMBER
        if column.type is Type.NUMBER and not exact:
            values = [float(v) if isinstance(v, Decimal) else None for v in values]
        if column.type is Type.TEXT:
            values = [None if v is None else well_formed(str(v)) for v in values]
        columns[column.name] = pandas.Series(values, dtype="object" if exact else _DTYPES[column.type])
    return pandas.DataFrame(columns)
