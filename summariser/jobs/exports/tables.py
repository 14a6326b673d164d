"""The rows of an item of a run folder: those of its record, with what only the folder knows of it."""

from summariser.jobs.settings import Prices
from summariser.jobs.storage.views import Item
from summariser.outside import json_of
from summariser.views.tables.rows import Rows, rows_of


def item_rows(item: Item, record: str, prices: Prices, *, with_verdicts: bool) -> Rows:
    """The rows of an item with this record. Tokens, requests and seconds are those of every attempt."""
    row, made = item.row, rows_of(json_of(record), with_verdicts=with_verdicts)
    tokens = row["prompt_tokens"], row["completion_tokens"]
    spent = {
        name: row[name]
        for name in ("attempts", "requests", "prompt_tokens", "completion_tokens", "seconds", "key")
    }
    return made._replace(
        article=made.article | spent | {"cost": prices.cost(*tokens) if row["key"] else None}
    )
