"""What is kept of a verification or a comparison: its result and its texts, packed by whoever has made them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from summariser.article import Article
from summariser.jobs.storage.outcome import opened, packed
from summariser.jobs.storage.raw import article_data, article_from

Packed = tuple[bytes | None, bytes]
"""A result, None where there is none, and texts with their sources."""


def packed_texts(result: dict[str, Any] | str | None, articles: Sequence[Article]) -> Packed:
    """A result, which may be JSON already, and texts; of long ones this takes a while."""
    said = result if isinstance(result, str | None) else json.dumps(result)
    texts = [[article.source, article_data(article)] for article in articles]
    return None if said is None else packed(said), packed(json.dumps(texts))


def opened_result(data: bytes) -> dict[str, Any]:
    """The result that `packed_texts` took."""
    result: dict[str, Any] = json.loads(opened(data))
    return result


def opened_articles(data: bytes) -> list[Article]:
    """The texts that `packed_texts` took."""
    return [replace(article_from(text), source=source) for source, text in json.loads(opened(data))]
