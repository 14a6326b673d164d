"""What results of a model call the figures of their articles, as far as a verdict bears it out."""

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from summariser.article import Article
from summariser.errors import ArgumentError
from summariser.verification import Level
from summariser.verification.verdict import Check, Verification


@runtime_checkable
class HasArticle(Protocol):
    """A result of `summarise`, or anything else that is made of an article.

    >>> isinstance(summarise("Two ports closed.", "m", base_url=server), HasArticle)
    True
    """

    @property
    def article(self) -> Article:
        """What it was made of."""
        ...


Given = Article | HasArticle | str
"""What a comparison takes: an article, a result of `summarise`, or an article's text."""
Labels = Mapping[int, str]  # by where the number begins in its article


def article_of(given: Given) -> Article:
    """The article that is given, as it is, as its text or with a result. Raises ArgumentError where there is none.

    >>> article_of("Two ports closed.").body
    'Two ports closed.'
    """
    if isinstance(given, str):
        return Article.from_text(given)
    article = given if isinstance(given, Article) else getattr(given, "article", None)
    if not isinstance(article, Article):
        kind = type(given).__name__
        raise ArgumentError(
            f"compare: an item of type {kind} is no Article, result or text; give one of these"
        )
    return article


def labels_in(made: Given) -> Labels:
    """What each quantity of a result is said to count, of those whose number and label have a plain tick."""
    verification = getattr(made, "verification", None)
    if isinstance(made, Article | str) or not isinstance(verification, Verification):
        return {}
    doubted = {v.path.rpartition(".")[0] for v in verification.verdicts if v.level is not Level.SUPPORTED}
    found: dict[int, str] = {}
    for verdict in verification.verdicts:
        home, _, field = verdict.path.rpartition(".")
        if verdict.check is Check.NUMBER and field == "value" and home not in doubted and verdict.source_span:
            what = _at(getattr(made, "summary", None), home.split("."), "what")
            if isinstance(what, str) and what.strip():
                found[verdict.source_span[0]] = " ".join(what.split())
    return found


def _at(record: Any, path: list[str], field: str) -> Any:
    """The value at a path such as "quantities.2" of models, mappings and lists; None where there is none."""
    for name in (*path, field):
        if isinstance(record, list | tuple):
            record = record[int(name)] if name.isdecimal() and int(name) < len(record) else None
        elif isinstance(record, Mapping):
            record = record.get(name)
        else:
            record = getattr(record, name, None)
    return record
