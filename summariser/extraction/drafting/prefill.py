"""What an article tells without a model: the facts that it tells clearly, and of prose its own sentences.

These fields are not asked for. Sentences stand for what a model too weak to write would write, and for what a strong one
wrote that its article does not support.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from annotated_types import MaxLen
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from summariser.article import Article, Sentence
from summariser.candidates import is_about_report, issuers_of, names_of, stances_of
from summariser.extraction.asking.choices import FACTS, choices_of
from summariser.extraction.asking.wire_model import EVIDENCE, is_evidence, may_be_empty, record_in
from summariser.extraction.drafting.extractive import extractive_summary, plain_name, statement_of
from summariser.extraction.drafting.facts import clear_candidate, stance_in
from summariser.extraction.drafting.repair import field_at
from summariser.extraction.paths import parent
from summariser.fields import MAX_EVIDENCE, ByVerb, InArticle, Kind, OfReport, OwnWords, Part, Told

# By judgement.
_MOST_ITEMS = 6  # of a list whose schema sets no limit


@dataclass
class Prefilled:
    """Values by the dotted paths of their fields; `own_words` are the paths that hold sentences of the article's."""

    values: dict[str, Any] = field(default_factory=dict)
    own_words: list[str] = field(default_factory=list)

    def within(self, draft: dict[str, Any]) -> dict[str, Any]:
        """`draft` with these values in their places; a record that it does not have is made."""
        for path, value in self.values.items():
            *steps, last = path.split(".")
            holder: dict[str, Any] | None = draft
            for step in steps:  # a record that the model says is not there stays so
                holder = holder.setdefault(step, {}) if isinstance(holder, dict) else None
            if isinstance(holder, dict):
                holder[last] = value
        return draft


def prefill(schema: type[BaseModel], article: Article, *, writes: bool) -> Prefilled:
    """What needs no question about an article; of prose only where the model `writes` none."""
    found = Prefilled()
    _Source(article, writes=writes).fill(schema, "", found)
    return found


class _Source:
    def __init__(self, article: Article, *, writes: bool) -> None:
        self._article = article
        # Where no sentence of an article can stand alone, the model writes, however weak it is.
        self._chooses = not writes and bool(extractive_summary(article).abstract)

    def fill(self, schema: type[BaseModel], path: str, found: Prefilled) -> None:
        for name, told in schema.model_fields.items():
            at = f"{path}{name}"
            fact = next((m.fact for m in told.metadata if isinstance(m, Told)), None)
            if any(isinstance(m, OfReport) for m in told.metadata) and not is_about_report(self._article):
                found.values[at] = None
            elif fact is not None:
                candidates = FACTS[fact](self._article)
                if not candidates or clear_candidate(candidates):
                    found.values[at] = clear_candidate(candidates)
            elif record := record_in(told.annotation):
                self.fill(record, f"{at}.", found)
            elif self._chooses and (own := self._own(told)) is not None and _fits(schema, name, own[0]):
                found.values[at] = own[0]
                found.own_words += [at] if own[1] and own[0] else []

    def _own(self, told: FieldInfo) -> tuple[Any, bool] | None:
        """What the article itself fills a field with, and whether that is prose; None where it does not."""
        part = part_of(told)
        if part in (Part.HEADLINE, Part.ABSTRACT):
            words = own_words(part, self._article)
            return (words, True) if words else None
        item = next(iter(get_args(told.annotation)), None) if get_origin(told.annotation) is list else None
        if not (isinstance(item, type) and issubclass(item, BaseModel)):
            return None
        items = own_items(item, _most(told), self._article)
        if items is not None:
            return items, True
        named = _named(item, _most(told), self._article)
        return None if named is None else (named, False)


@cache
def _type_of(schema: type[BaseModel], name: str) -> TypeAdapter[Any]:
    told = schema.model_fields[name]
    return TypeAdapter(Annotated[told.annotation, told])  # type: ignore[arg-type]


def _fits(schema: type[BaseModel], name: str, value: Any) -> bool:
    """Whether a field takes a value: a schema's own limits may be tighter than what an article offers."""
    try:
        _type_of(schema, name).validate_python(value)
    except ValidationError:
        return False
    return True


def part_of(told: FieldInfo) -> Part | None:
    """What a text is to its summary, where the article's own sentences can be it."""
    return next((m.part for m in told.metadata if isinstance(m, OwnWords)), None)


def own_words(part: Part, article: Article) -> str:
    """The headline, or the abstract, in sentences of the article's."""
    prose = extractive_summary(article)
    return (prose.headline or "") if part is Part.HEADLINE else prose.abstract_text


def own_words_at(path: str, data: dict[str, Any], schema: type[BaseModel], article: Article) -> str | None:
    """The article's words for the text at a path: the sentence that an item of a list cites; None of any other field."""
    told = field_at(schema, path)
    part = part_of(told) if told else None
    if part in (Part.HEADLINE, Part.ABSTRACT):
        return own_words(part, article)
    beside = parent(data, path) if part else None
    cited = beside.get(EVIDENCE) if isinstance(beside, dict) else None
    return next((_plain(s) for s in article.sentences if cited and s.number == cited[0]), None)


def own_items(item: type[BaseModel], most: int, article: Article) -> list[dict[str, Any]] | None:
    """A list of findings, or of what parties state, of sentences of the article's; None where an item holds more than that."""
    fields = {n: f for n, f in item.model_fields.items() if not is_evidence(n, f)}
    text = next((n for n, f in fields.items() if part_of(f) in (Part.FINDING, Part.STATEMENT)), None)
    if text is None:
        return None
    cites = len(fields) < len(item.model_fields)
    others = {name: f for name, f in fields.items() if name != text}
    if not others:
        findings = extractive_summary(article, most_findings=most).findings
        return [_item(found.numbers, cites, {text: found.text}) for found in findings]
    verb = next((m for f in others.values() for m in f.metadata if isinstance(m, ByVerb)), None)
    if verb is None or any(not _is_party_or_stance(f) for f in others.values()):
        return None
    stance = next(name for name, f in others.items() if any(isinstance(m, ByVerb) for m in f.metadata))
    return [
        _item((said.number,), cites, {verb.party: party, stance: kind or verb.otherwise, text: _plain(said)})
        for party, kind, said in _responses(article, others[stance])
    ][:most]


def _named(item: type[BaseModel], most: int, article: Article) -> list[dict[str, Any]] | None:
    """Those whom the article names most, of what else may be empty nothing; None where an item must hold more than that.

    What the article says of a name is left out: such a phrase may be somebody else's.
    """
    kinds = {n: m.kind for n, f in item.model_fields.items() for m in f.metadata if isinstance(m, InArticle)}
    others = {n: f for n, f in item.model_fields.items() if n not in kinds}
    if len(kinds) != 1 or not all(map(may_be_empty, others.values())):
        return None
    ((name, kind),) = kinds.items()
    if kind not in (Kind.ACTOR, Kind.PLACE):
        return None
    choices = frozenset(choices_of(article, kind))
    found = sorted((n for n in names_of(article) if n.text in choices), key=lambda n: -len(n.mentions))
    often = [n for n in found if len(n.mentions) > 1] or found[:1]
    return [{name: n.text} | dict.fromkeys(others) for n in often[:most]]


def _is_party_or_stance(told: FieldInfo) -> bool:
    return any(isinstance(m, InArticle | ByVerb) for m in told.metadata)


def _item(cited: Sequence[int], cites: bool, values: dict[str, Any]) -> dict[str, Any]:
    return values | ({EVIDENCE: list(cited[:MAX_EVIDENCE])} if cites else {})


def _responses(article: Article, told: FieldInfo) -> list[tuple[str, str | None, Sentence]]:
    """How parties other than the report's issuer stand to it, one each: those first whose stance the field has a word for."""
    issuers = {plain_name(c.text) for c in issuers_of(article)[:1]}
    stances = [(stance.party, stance_in(told, stance)) for stance in stances_of(article)]
    found: dict[str, tuple[str, str | None, Sentence]] = {}
    for party, kind in sorted(stances, key=lambda one: one[1] is None):
        sentence = statement_of(article, party)
        if sentence is not None and plain_name(party) not in issuers:
            found.setdefault(plain_name(party), (party, kind, sentence))
    return list(found.values())


def _plain(sentence: Sentence) -> str:
    return " ".join(sentence.text.split())


def _most(told: FieldInfo) -> int:
    return min((m.max_length for m in told.metadata if isinstance(m, MaxLen)), default=_MOST_ITEMS)
