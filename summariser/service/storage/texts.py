"""What is kept of a verification or a comparison: its result and its texts, packed by whoever has made them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from summariser.article import Article
from summariser.jobs.storage.outcome import compressed, decompressed
from summariser.jobs.storage.raw_article import article_data, article_from

Packed = tuple[bytes | None, bytes]
"""A result, None where there is none, and texts with their sources."""


def dump_texts(result: dict[str, Any] | str | None, articles: Sequence[Article]) -> Packed:
    """A result, which may be JSON already, and texts; of long ones this takes a while."""
    said = result if isinstance(result, str | None) else json.dumps(result)
    texts = [[article.source, article_data(article)] for article in articles]
    return None if said is None else compressed(said), compressed(json.dumps(texts))


def load_result(data: bytes) -> dict[str, Any]:
    """The result that `dump_texts` took."""
    result: dict[str, Any] = json.loads(decompressed(data))
    return result


def load_articles(data: bytes) -> list[Article]:
    """The texts that `dump_texts` took."""
    return [replace(article_from(text), source=source) for source, text in json.loads(decompressed(data))]
