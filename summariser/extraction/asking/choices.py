"""What a model may choose among: an article's own names, speakers and times, as enums in the schema that it is held to."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from summariser.article import Article
from summariser.candidates import (
    Candidate,
    NameKind,
    issuers_of,
    names_of,
    report_dates_of,
    report_periods_of,
    speakers_of,
    times_of,
    titles_of,
)
from summariser.candidates.reports.instructions import instructions_of
from summariser.fields import FROM_ARTICLE, Fact, Kind

# By judgement.
_MOST = 60  # of a kind; a longer list costs a server more than it helps a model
_LONGEST = 200  # characters


def with_choices(schema: Mapping[str, Any], article: Article) -> dict[str, Any]:
    """A JSON Schema in which each text of a kind that the article has is one of the article's; null where it has none.

    A text that must be there, and of which the article has none, stays free.
    """
    changed = _node(schema, article)
    return changed if isinstance(changed, dict) else dict(schema)


def _node(node: Any, article: Article) -> Any:
    if isinstance(node, list):
        return [_node(item, article) for item in node]
    if not isinstance(node, dict):
        return node
    if FROM_ARTICLE in node:
        chosen = choices_of(article, node[FROM_ARTICLE])
        free = {key: value for key, value in node.items() if key != FROM_ARTICLE}
        return {"type": "string", "enum": list(chosen)} if chosen else free
    if isinstance(node.get("anyOf"), list):  # a field may be called so, too
        others = [one for one in node["anyOf"] if not _is_empty(one, article)]
        node = node | {"anyOf": others}
    return {key: _node(value, article) for key, value in node.items()}


def _is_empty(node: Mapping[str, Any], article: Article) -> bool:
    return FROM_ARTICLE in node and not choices_of(article, node[FROM_ARTICLE])


def choices_of(article: Article, kind: str) -> tuple[str, ...]:
    """The article's words of a kind, each once, names and times in order of appearance; worked out once for an article."""
    kept = f"choices {kind}"
    found = article.kept.get(kept)
    if not isinstance(found, tuple):
        planted, own = _planted(article)
        texts = (" ".join(text.split()) for text in _texts(article, kind))
        written = dict.fromkeys(t for t in texts if 0 < len(t) <= _LONGEST and (t not in planted or t in own))
        found = article.kept[kept] = tuple(written)[:_MOST]
    return found


def _planted(article: Article) -> tuple[str, str]:
    """The sentences that tell a reader or a model what to do, on a line, and if there are any, all the others.

    What only the former have is no choice.
    """
    numbers = {s.number for s in instructions_of(article)}
    texts: tuple[list[str], list[str]] = ([], [])
    for sentence in article.sentences if numbers else ():
        texts[sentence.number not in numbers].append(" ".join(sentence.text.split()))
    return " ".join(texts[0]), " ".join(texts[1])


def _texts(article: Article, kind: str) -> Iterable[str]:
    if kind in FACTS:
        return (candidate.text for candidate in FACTS[kind](article))
    return _FINDERS[kind](article)


def _of_kinds(*kinds: NameKind) -> Callable[[Article], Iterable[str]]:
    return lambda article: (name.text for name in names_of(article) if name.kind in kinds)


def _speakers(article: Article) -> Iterator[str]:
    yield from (saying.party for saying in speakers_of(article) if saying.party)
    yield from _ACTORS(article)


def _times(article: Article) -> Iterable[str]:
    return (article.text[time.start : time.end] for time in times_of(article))


_ACTORS = _of_kinds(NameKind.PERSON, NameKind.BODY)
# What the article offers for each fact of its report, the likeliest first.
FACTS: Mapping[str, Callable[[Article], Sequence[Candidate]]] = {
    Fact.TITLE: titles_of,
    Fact.ISSUER: issuers_of,
    Fact.DATE: report_dates_of,
    Fact.PERIOD: report_periods_of,
}
_FINDERS: Mapping[str, Callable[[Article], Iterable[str]]] = {
    Kind.NAME: _of_kinds(*NameKind),
    Kind.ACTOR: _ACTORS,
    Kind.PLACE: _of_kinds(NameKind.PLACE),
    Kind.SPEAKER: _speakers,
    Kind.TIME: _times,
}
