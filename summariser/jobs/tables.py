"""The tables of a run: which columns they have, and CSV that no spreadsheet takes for a formula."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from summariser.foreign import csv_cell
from summariser.jobs.outcome import QUANTITY_COLUMNS
from summariser.jobs.settings import Prices
from summariser.jobs.views import Item

# Of each column its type, as the Parquet files have it.
ARTICLES: dict[str, str] = {
    "source": "string", "state": "string", "title": "string", "published": "string", "characters": "int64",
    "quantities": "int64", "numbers": "int64", "covered": "int64", "flagged": "int64", "flags": "string",
    "doubted": "int64", "doubts": "string",
    "attempts": "int64", "requests": "int64", "prompt_tokens": "int64", "completion_tokens": "int64",
    "cost": "float64", "seconds": "float64", "error_kind": "string", "error": "string", "key": "string",
}  # fmt: skip
_NUMBERS = {"value": "float64", "upper": "float64", "ok": "bool"}
QUANTITIES: dict[str, str] = {
    "source": "string", "title": "string", "number": "int64",
    **{name: _NUMBERS.get(name, "string") for name in QUANTITY_COLUMNS},
}  # fmt: skip


def article_row(item: Item, prices: Prices) -> list[Any]:
    """An item's row of ARTICLES."""
    row, facts = item.row, item.facts
    kind, message = item.error or (None, None)
    tokens = [row["prompt_tokens"], row["completion_tokens"]]
    cost = prices.cost(*tokens) if row["key"] else None
    known = [
        facts.get(name) for name in ("title", "published", "characters", "quantities", "numbers", "covered")
    ]
    flags = " | ".join(facts.get("flags", ())) or None
    doubts = facts.get("doubts", ())
    doubted = [len(doubts), " | ".join(doubts) or None]
    return [
        item.source, item.state, *known, row["flagged"], flags, *doubted, row["attempts"], row["requests"], *tokens,
        cost, row["seconds"], kind, message, row["key"],
    ]  # fmt: skip


def quantity_rows(item: Item) -> Iterator[list[Any]]:
    """An item's rows of QUANTITIES; `number` counts from 1 in each article. What an older version left out is empty."""
    title = item.facts.get("title") if item.row["facts"] else None
    for number, row in enumerate(item.quantities if item.state == "done" else (), 1):
        yield [item.source, title, number, *row, *[None] * (len(QUANTITY_COLUMNS) - len(row))]


def _csv(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return csv_cell(value) if isinstance(value, str) else value


class CsvTable:
    """Writes rows as CSV."""

    def __init__(self, file: TextIO, columns: Iterable[str]) -> None:
        self._writer = csv.writer(file)
        self._writer.writerow(columns)

    def add(self, row: list[Any]) -> None:
        self._writer.writerow([_csv(value) for value in row])
