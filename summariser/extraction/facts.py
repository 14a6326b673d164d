"""The report's facts, in the article's own words: the model only chooses among what the article has.

What the article tells clearly goes first; then the model's answer, where the article has it; then what is likely. A name
or a date that the article does not have is no answer.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from enum import Enum
from typing import Any, get_args

from pydantic import BaseModel, WithJsonSchema
from pydantic.fields import FieldInfo

from summariser.article import Article
from summariser.article.sentences import split_sentences
from summariser.candidates import (
    Candidate,
    TimeCandidate,
    issuers_of,
    report_dates_of,
    report_periods_of,
    stances_of,
    titles_of,
)
from summariser.fields import ByVerb, Fact, InArticle, Told
from summariser.reading import read
from summariser.reading.words import flattened, words_of

# Scores of candidates: from the first on one goes before the model's answer, from the second on it stands without one.
_CLEAR, _LIKELY = 0.5, 0.3
_ALMOST = 8  # a model that is held to a length ends a little before it, at the end of a token
_ENDS = (".", "!", "?", "…", '."', '!"', '?"', ".”", "!”", "?”", ".)")
_FINDERS: Mapping[Fact, Callable[[Article], Sequence[Candidate]]] = {
    Fact.TITLE: titles_of,
    Fact.ISSUER: issuers_of,
    Fact.DATE: report_dates_of,
    Fact.PERIOD: report_periods_of,
}


def with_facts(data: dict[str, Any], schema: type[BaseModel], article: Article) -> dict[str, Any]:
    """`data`, a draft of type `schema`, with the report's facts as the article tells them and no name that it lacks.

    A field that may be empty is then None; an item of a list whose name the article lacks is left out.
    """
    settled: dict[str, Any] = {}
    for name, value in data.items():
        field = schema.model_fields[name]
        inner = _model_of(field.annotation)
        told = next((marker for marker in field.metadata if isinstance(marker, Told | ByVerb)), None)
        if isinstance(told, ByVerb):
            settled[name] = _stance(told, field, data.get(told.party), article)
        elif told is not None:
            settled[name] = _settled(value, _FINDERS[told.fact](article), article)
        elif _is_name(field) and isinstance(value, str) and not _is_named(value, article):
            if field.is_required():
                raise _NotInArticleError
            settled[name] = None
        elif inner is not None and isinstance(value, dict):
            settled[name] = with_facts(value, inner, article)
        elif inner is not None and isinstance(value, list):
            settled[name] = list(_items(value, inner, article))
        elif isinstance(value, str):
            settled[name] = _whole(value, _longest(field))
        else:
            settled[name] = value
    return settled


class _NotInArticleError(Exception):
    """A name that a record must have is not the article's."""


def _items(values: Sequence[Any], schema: type[BaseModel], article: Article) -> Iterator[Any]:
    for value in values:
        with suppress(_NotInArticleError):
            yield with_facts(value, schema, article) if isinstance(value, dict) else value


def _longest(field: FieldInfo) -> int | None:
    """How many characters a model that is held to the schema may write in a field."""
    schemas = (m.json_schema for m in field.metadata if isinstance(m, WithJsonSchema))
    return next((schema["maxLength"] for schema in schemas if schema and "maxLength" in schema), None)


def _whole(text: str, longest: int | None) -> str:
    """`text` without the beginning of a sentence at its end, where the limit cut it; a single sentence stays."""
    if longest is None or len(text) < longest - _ALMOST or text.rstrip().endswith(_ENDS):
        return text
    *whole, (start, _) = split_sentences(text, 0, len(text))
    return text[:start].rstrip() if whole else text


def _stance(told: ByVerb, field: FieldInfo, party: object, article: Article) -> str:
    """The stance that the article's verb gives a party, if the field has it."""
    who = flattened(party)[0].strip() if isinstance(party, str) else ""
    kinds = field.annotation
    known = {kind.value for kind in kinds} if isinstance(kinds, type) and issubclass(kinds, Enum) else set()
    for stance in stances_of(article):
        theirs = flattened(stance.party)[0]
        if who and (who in theirs or theirs in who) and stance.kind.value in known:
            return stance.kind.value
    return told.otherwise


def _is_name(field: FieldInfo) -> bool:
    return any(isinstance(marker, InArticle) for marker in field.metadata)


def _is_named(name: str, article: Article) -> bool:
    """Whether the article has every word of a name."""
    return {word.stem for word in words_of(name)} <= read(article).stems


def _settled(said: object, candidates: Sequence[Candidate], article: Article) -> str | None:
    first = candidates[0] if candidates else None
    if first is not None and first.score >= _CLEAR:
        return _line(first.text)
    if isinstance(said, str) and said.strip():
        chosen = next((c for c in candidates if _agree(said, c, article)), None)
        if flattened(said)[0].strip() in flattened(article.text)[0]:
            return said
        if chosen is not None:
            return _line(chosen.text)
    return _line(first.text) if first is not None and first.score >= _LIKELY else None


def _agree(said: str, candidate: Candidate, article: Article) -> bool:
    """Whether one holds the other's words, or both are the same time."""
    mine, theirs = flattened(said)[0].strip(), flattened(candidate.text)[0]
    if mine in theirs or theirs in mine:
        return True
    if not isinstance(candidate, TimeCandidate) or candidate.parts is None:
        return False
    return any(written.parts == candidate.parts for written in read(said, article.published).dates)


def _line(text: str) -> str:
    return " ".join(text.split())


def _model_of(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for a in get_args(annotation) if isinstance(a, type) and (m := _model_of(a))), None)
