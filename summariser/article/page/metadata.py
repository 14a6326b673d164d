"""Reads from a page's metadata the day on which its article was published: published before updated, its own before the site's."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml.html import HtmlElement

# Properties and names of <meta>, and itemprop: "article:published_time", "datePublished", "DC.date.issued", "pubdate".
_PUBLISHED = re.compile(r"publi(?:sh|cat)|pub-?_?date|issued|release-?_?date", re.IGNORECASE)
_UPDATED = re.compile(r"modif|updat|expir|publisher|edit", re.IGNORECASE)
_ISO = re.compile(r"\s*((?:19|20)\d\d-?\d\d-?\d\d)(?!\d)")
_ARTICLE = re.compile(r"Article|Posting|Report$")
# Boxes of other stories state days of their own.
_ELSEWHERE = ("aside", "nav", "footer", "li")
# Linked data longer than this is a page's whole content. By judgement, against hostile pages.
_LONGEST = 1_000_000
_MOST_NODES = 5_000


def published_day(root: HtmlElement) -> date | None:
    """The first day of publication that exists, in this order: linked data of an article, <meta>, marked elements, other linked data."""
    linked = sorted(_linked(root), key=lambda node: not _is_article(node))
    own = [node.get("datePublished") for node in linked if _is_article(node)]
    others = [node.get("datePublished") for node in linked if not _is_article(node)]
    meta = [
        content for names, content in _meta(root) if _PUBLISHED.search(names) and not _UPDATED.search(names)
    ]
    return next(filter(None, map(_day, [*own, *meta, *_marked(root), *others])), None)


def updated_days(root: HtmlElement) -> set[date]:
    """The days on which the metadata say that the article was changed."""
    stated: list[Any] = [node.get("dateModified") for node in _linked(root)]
    stated += [content for names, content in _meta(root) if _UPDATED.search(names)]
    return set(filter(None, map(_day, stated)))


def _day(stated: Any) -> date | None:
    found = _ISO.match(stated) if isinstance(stated, str) else None
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _linked(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of the page's linked data, outer before inner; lists of other stories left out."""
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(text) > _LONGEST:
            continue
        try:
            todo: list[Any] = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
        for node in todo:  # grows as it is read
            if isinstance(node, list):
                todo += node[: max(0, _MOST_NODES - len(todo))]
            elif isinstance(node, dict):
                yield node
                inner = [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]
                todo += inner[: max(0, _MOST_NODES - len(todo))]


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE.search(kind)
        for kind in (types if isinstance(types, list) else [types])
    )


def _meta(root: HtmlElement) -> Iterator[tuple[str, str | None]]:
    """The names and the content of each <meta>."""
    for element in root.iter("meta"):
        names = " ".join(filter(None, map(element.get, ("property", "name", "itemprop"))))
        yield names, element.get("content")


def _marked(root: HtmlElement) -> Iterator[str | None]:
    """The times that a page marks as its article's."""
    for element in root.iter("time", "span", "div", "p", "abbr"):
        marked = element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        if marked and next(element.iterancestors(*_ELSEWHERE), None) is None:
            yield element.get("datetime") or element.get("content") or element.text
