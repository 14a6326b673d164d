"""The report's facts, in the article's own words: the model only chooses among what the article has.

What the article tells clearly goes first; then the model's answer, where the article has it; then what is likely. A name
or a date that the article does not have is no answer.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from summariser.article import Article
from summariser.article.text.sentences import split_sentences
from summariser.candidates import (
    Candidate,
    Stance,
    TimeCandidate,
    is_about_report,
    stances_of,
)
from summariser.extraction.asking.choices import FACTS, choices_of
from summariser.extraction.asking.wire_model import longest, may_be_empty, models_in
from summariser.fields import ByVerb, InArticle, Kind, OfReport, Told
from summariser.reading import read
from summariser.reading.words import normalise
from summariser.verification.source.index import SourceIndex
from summariser.verification.summary.names import check_name, find_words

# Scores of candidates: from the first on one goes before the model's answer, from the second on it stands without one.
# By judgement, on evals (benchmarks/accuracy/report_facts.py has the candidates that are right).
_CLEAR, _LIKELY = 0.5, 0.3
_LONGEST = 300  # characters of a fact
_ALMOST = 8  # a model that is held to a length ends a little before it, at the end of a token
_ENDS = (".", "!", "?", "…", '."', '!"', '?"', ".”", "!”", "?”", ".)")


def with_facts(data: dict[str, Any], schema: type[BaseModel], article: Article) -> dict[str, Any]:
    """`data`, a draft of type `schema`, with the report's facts as the article tells them and no name that it lacks.

    A field that may be empty is then None; an item of a list whose name the article lacks is left out. A name that
    must be there stays, and verification says of it that the article does not have it.
    """
    facts = (n for n, f in schema.model_fields.items() if any(isinstance(m, Told) for m in f.metadata))
    data = dict.fromkeys(facts) | data  # those that nobody was asked about are settled too
    return {name: _field(value, schema.model_fields.get(name), data, article) for name, value in data.items()}


def _field(value: Any, field: FieldInfo | None, record: Mapping[str, Any], article: Article) -> Any:
    """What becomes of a field of a record; one that the schema does not have, in a union of models, stays as it is."""
    if field is None:
        return value
    for marker in field.metadata:
        if isinstance(marker, OfReport) and not is_about_report(article):
            return None
        if isinstance(marker, Told):
            return _settled(value, FACTS[marker.fact](article), article)
        if isinstance(marker, ByVerb):
            return _stance(marker, field, record.get(marker.party), article)
        if (
            isinstance(marker, InArticle)
            and may_be_empty(field)
            and not _is_there(value, marker.kind, article)
        ):
            return None
    inner = next(models_in(field.annotation), None)
    if inner is not None and isinstance(value, dict):
        return with_facts(value, inner, article)
    if inner is not None and isinstance(value, list):
        return [
            with_facts(item, inner, article) if isinstance(item, dict) else item
            for item in value
            if not isinstance(item, dict) or _has_its_names(item, inner, article)
        ]
    return _whole(value, longest(field)) if isinstance(value, str) else value


def _has_its_names(item: Mapping[str, Any], schema: type[BaseModel], article: Article) -> bool:
    """Whether the article has every name without which an item of a list says nothing."""
    return all(
        may_be_empty(field) or name not in item or _is_there(item[name], marker.kind, article)
        for name, field in schema.model_fields.items()
        for marker in field.metadata
        if isinstance(marker, InArticle)
    )


def _is_there(said: object, kind: Kind, article: Article) -> bool:
    """Whether the article has a name or a time, as verification sees it; what is no text has nothing to be looked up."""
    if not isinstance(said, str):
        return True
    source = SourceIndex.of(article)
    if kind is Kind.TIME:  # the page's head has dates too
        return said in choices_of(article, kind) or find_words(said, source)
    return any(verdict.ok for verdict in check_name(said, source, ""))


def _whole(text: str, longest: int | None) -> str:
    """`text` without the beginning of a sentence at its end, where the limit cut it; a single sentence stays."""
    if longest is None or len(text) < longest - _ALMOST or text.rstrip().endswith(_ENDS):
        return text
    *whole, (start, _) = split_sentences(text, 0, len(text))
    return text[:start].rstrip() if whole else text


def _stance(told: ByVerb, field: FieldInfo, party: object, article: Article) -> str:
    """The stance that the article's verb gives a party, if the field has it."""
    who = normalise(party)[0].strip() if isinstance(party, str) else ""
    for stance in stances_of(article):
        theirs = normalise(stance.party)[0]
        if who and (who in theirs or theirs in who) and (kind := stance_in(field, stance)):
            return kind
    return told.otherwise


def stance_in(field: FieldInfo, stance: Stance) -> str | None:
    """The word that a field's enum has for a stance; None where it has none."""
    kinds = field.annotation
    known = {kind.value for kind in kinds} if isinstance(kinds, type) and issubclass(kinds, Enum) else set()
    return stance.kind.value if stance.kind.value in known else None


def clear_candidate(candidates: Sequence[Candidate]) -> str | None:
    """What an article tells so clearly that nobody need be asked; None where it does not."""
    first = candidates[0] if candidates else None
    is_told = first is not None and first.score >= _CLEAR and len(first.text) <= _LONGEST
    return _line(first.text) if first is not None and is_told else None


def _settled(said: object, candidates: Sequence[Candidate], article: Article) -> str | None:
    if told := clear_candidate(candidates):
        return told
    if isinstance(said, str) and said.strip():
        chosen = next((c for c in candidates if _agree(said, c, article)), None)
        if find_words(said, SourceIndex.of(article)):
            return said
        if chosen is not None:
            return _line(chosen.text)
    first = candidates[0] if candidates else None
    is_likely = first is not None and first.score >= _LIKELY and len(first.text) <= _LONGEST
    return _line(first.text) if first is not None and is_likely else None


def _agree(said: str, candidate: Candidate, article: Article) -> bool:
    """Whether one holds the other's words, or both are the same time."""
    mine, theirs = normalise(said)[0].strip(), normalise(candidate.text)[0]
    if mine in theirs or theirs in mine:
        return True
    if not isinstance(candidate, TimeCandidate) or candidate.parts is None:
        return False
    return any(written.parts == candidate.parts for written in read(said, article.published).dates)


def _line(text: str) -> str:
    return " ".join(text.split())
