"""What is found in the source first and then only labelled by the model: numbers and quotations.

A model that is asked to list an article's figures repeats itself, loses words such as "over" and leaves half
of them out; asked what each given number counts, it answers well. So the finder reads the numbers, and the
model says what they mean.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from summariser.article import Article, Sentence
from summariser.candidates import speakers_of
from summariser.extraction.wire_model import EVIDENCE, Wire, labels_model
from summariser.fields import LARGEST, MAX_EVIDENCE, OptionalName
from summariser.numbers import Bound, Kind, NumberMention, singular
from summariser.reading import Reading, period_of, phrase_of

_FROM_SOURCE = frozenset({"value", "upper", "bound", "unit", "attribution", EVIDENCE})
_SAID_BY = "said_by"

_FEW = 2

# A weak model that knows no period writes a place, a purpose or half of the sentence instead.
_SPEAKS_OF_TIME = re.compile(
    r"\b(?:(?:1[5-9]|20)\d\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|spring|summer|autumn|winter|year|month|week|day|night|hour|quarter|decade|century"
    r"|season|term|time|now|today|yesterday|tomorrow|overnight|currently?|present|recent|since|until|during|before"
    r"|after|ago|annual|daily|weekly|monthly|yearly|war|pandemic)",
    re.IGNORECASE,
)
_LONGEST_PERIOD = 60
_JOINING = 2  # words that may go before a date: "since"
_COMPARED = re.compile(r"(?:(?:up |down )?from|against|compared (?:with|to)|than|versus)\s", re.IGNORECASE)
_BRACKETS = " {}[]"  # of the JSON around it, which a weak model writes twice
_LETTERS = re.compile(r"[^\W\d_]+")
_NOUN_WITHIN_WORDS = 6

MAX_QUOTATIONS = 8
_SHORTEST_QUOTATION_WORDS = 4
_QUOTED = re.compile(r"“([^“”\n]{1,1000})”|\"([^\"\n]{1,1000})\"")

TOKENS_PER_LABEL = 60
TOKENS_PER_ANSWER = 60


@dataclass(frozen=True)
class NumberQuestion:
    """A sentence and those of its numbers that are asked about, each with a label unique in the sentence."""

    sentence: Sentence
    numbers: tuple[NumberMention, ...]
    labels: tuple[str, ...]


def number_questions(
    mentions: Iterable[NumberMention], sentences: Sequence[Sentence]
) -> list[NumberQuestion]:
    """The mentions (offsets into the article's text), by the sentences that hold them, in the article's order."""
    ordered = sorted((m for m in set(mentions) if abs(m.upper or m.value) < LARGEST), key=lambda m: m.start)
    starts = [mention.start for mention in ordered]
    questions = []
    for sentence in sentences:
        inside = tuple(ordered[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)])
        if inside:
            questions.append(NumberQuestion(sentence, inside, _labels(inside)))
    return questions


def speaks_for_itself(number: NumberMention, item: type[BaseModel]) -> bool:
    """Whether the words behind a number say all that would be asked: "two of the harbours", "one point".

    An article has many of them, each would cost a question, and a model adds nothing to them. Where a user's own kind of
    quantity has more to fill in, every number is asked about.
    """
    small = number.kind is Kind.CARDINAL and number.bound is Bound.EXACTLY and number.upper is None
    return small and 1 <= number.value <= _FEW and number.text.isalpha() and can_be_told(item)


def can_be_told(item: type[BaseModel]) -> bool:
    """Whether `told_by_source` can fill in all that this kind of quantity has."""
    return labels_model(item, _FROM_SOURCE).model_fields.keys() <= {"what", "period"}


def told_by_source(
    numbers: Iterable[NumberMention], item: type[BaseModel], sentences: Sequence[Sentence], reading: Reading
) -> list[dict[str, Any]]:
    """The quantities of numbers that no model is asked about, with the source's own words for what they count."""
    made = []
    for question in number_questions(numbers, sentences):
        for number in question.numbers:
            what = phrase_of(reading, number) or number.text
            period = period_of(reading, number)
            quantity = {"what": what, "period": period} | _from_source(number)
            if "attribution" in item.model_fields:
                quantity["attribution"] = None
            made.append(quantity | {EVIDENCE: evidence_of(question.sentence, period, sentences)})
    return made


def _from_source(number: NumberMention) -> dict[str, Any]:
    return {"value": number.value, "upper": number.upper, "bound": number.bound, "unit": number.unit}


def _labels(numbers: tuple[NumberMention, ...]) -> tuple[str, ...]:
    """The numbers as they are written: each word more would be written again by the model, and brings nothing."""
    written = [" ".join(number.text.replace('"', "").split()) for number in numbers]
    seen: Counter[str] = Counter()
    labels = []
    for label in written:
        seen[label] += 1
        labels.append(f"{label} ({seen[label]})" if seen[label] > 1 else label)
    return tuple(labels)


@cache
def number_answer(item: type[BaseModel], *, several: bool) -> type[BaseModel]:
    """The answer on one sentence: by label, with who states them at the end. On `several`: such ones by sentence.

    One class for all questions, whatever the labels: making one takes longer than all else that a question costs.
    """
    if several:
        return _keyed("Numbers", number_answer(item, several=False))
    fields: dict[str, Any] = {_SAID_BY: (OptionalName, Field())} if "attribution" in item.model_fields else {}
    return _keyed("Numbers", labels_model(item, _FROM_SOURCE), **fields)


def _keyed(name: str, held: Any, **fields: Any) -> type[BaseModel]:
    class Keyed(Wire):
        model_config = ConfigDict(extra="allow")
        __pydantic_extra__: dict[str, held]

    return create_model(name, __base__=Keyed, **fields)


def number_schema(questions: Sequence[NumberQuestion], item: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of the answer with the very labels and sentences that are asked about as its keys."""
    whole = number_answer(item, several=len(questions) > 1).model_json_schema()
    one = number_answer(item, several=False).model_json_schema()
    sentences = [_with_keys(one, dict.fromkeys(q.labels, one["additionalProperties"])) for q in questions]
    definitions = {"$defs": one["$defs"]}
    if len(sentences) == 1:
        return sentences[0] | definitions
    keys = {_sentence_key(q): schema for q, schema in zip(questions, sentences, strict=True)}
    return _with_keys(whole, keys) | definitions


def _with_keys(schema: dict[str, Any], keys: dict[str, Any]) -> dict[str, Any]:
    properties = keys | schema.get("properties", {})
    return {"properties": properties, "title": schema["title"], "type": "object"}


def _sentence_key(question: NumberQuestion) -> str:
    return f"[{question.sentence.number}]"


def quantities(
    questions: Sequence[NumberQuestion], answer: BaseModel, sentences: Sequence[Sentence], reading: Reading
) -> tuple[list[dict[str, Any]], list[NumberMention]]:
    """The quantities that an answer to `questions` makes, and the numbers that it says nothing of.

    The numbers are the source's, under the model's labels; of a period, the one that the number's own clause gives goes
    first. One from another of the `sentences` adds that one to the evidence.
    """
    made, missed = [], []
    answers = {_sentence_key(questions[0]): answer} if len(questions) == 1 else answer.model_extra or {}
    for question in questions:
        said = answers.get(_sentence_key(question))
        labels = (said.model_extra if said else None) or {}
        for number, name in zip(question.numbers, question.labels, strict=True):
            if name not in labels:
                missed.append(number)
                continue
            label = labels[name].model_dump()
            if isinstance(label.get("what"), str):
                label["what"] = _naming_the_unit(label["what"], number, question.sentence)
            if "period" in label:
                label["period"] = _period(label["period"], number, question, reading)
            made.append(
                label
                | _from_source(number)
                | ({"attribution": getattr(said, _SAID_BY)} if hasattr(said, _SAID_BY) else {})
                | {EVIDENCE: evidence_of(question.sentence, label.get("period"), sentences)}
            )
    return made, missed


def _period(said: object, number: NumberMention, question: NumberQuestion, reading: Reading) -> str | None:
    """The period that the number's clause gives, else the model's if it is one, else what the text before leaves."""
    own, statement = period_of(reading, number), reading.by_start.get(number.start)
    words = _own_period(said.strip(_BRACKETS), number, question) if isinstance(said, str) else ""
    if own and statement is not None and statement.period_is_sure:
        joined = words.endswith(own) and len(words.split()) <= len(own.split()) + _JOINING
        return words if joined else own  # "since 2022"
    return words if _is_period(words) else own


def evidence_of(own: Sentence, period: object, sentences: Sequence[Sentence]) -> list[int]:
    """The numbers of the sentences that hold a number and its period: its own, and the first one that has the period."""
    if not isinstance(period, str) or period.lower() in own.text.lower():
        return [own.number]
    other = next((s.number for s in sentences if period.lower() in s.text.lower()), None)
    return [own.number] if other is None else [own.number, other]


def _own_period(words: str, number: NumberMention, question: NumberQuestion) -> str:
    """Of "31 days, against nine in 2024", where the model gives "against nine in 2024" for both: "in 2024" for the nine."""
    compared = _COMPARED.match(words)
    after = words[compared.end() :] if compared else ""
    other = next((n for n in question.numbers if after.startswith(n.text)), None)
    if other is None:
        return words
    return after[len(other.text) :].strip(" ,") if other is number else ""


def _is_period(words: str) -> bool:
    return len(words) <= _LONGEST_PERIOD and bool(_SPEAKS_OF_TIME.search(words))


def _naming_the_unit(what: str, number: NumberMention, sentence: Sentence) -> str:
    """`what`, opened with the noun that the sentence counts where the model's words lack it.

    "20,000 containers, including 100 missiles" makes a weak model say "munitions sent" of both.
    """
    if number.kind is not Kind.CARDINAL or not number.unit:
        return what
    head = number.unit.split()[-1].lower()
    if head in {singular(word.lower()) for word in _LETTERS.findall(what)}:
        return what
    after = sentence.text[number.end - sentence.start :]
    for count, word in enumerate(_LETTERS.finditer(after)):
        if count > _NOUN_WITHIN_WORDS:
            break
        if singular(word[0].lower()) == head:
            return f"{after[: word.end()].strip(' -')}: {what}"
    return what


@dataclass(frozen=True)
class FoundQuotation:
    """Quoted words of the article, without their quotation marks, the sentences that they stand in, and who says them.

    `speaker` is None where the article's build does not tell it, and the model is asked.
    """

    text: str
    sentences: tuple[Sentence, ...]
    speaker: str | None = None


def find_quotations(article: Article) -> list[FoundQuotation]:
    """The quotations of the title and body that are long enough to be a statement, in order, the longest few."""
    found = []
    parties = {saying.start: saying.party for saying in speakers_of(article) if saying.is_quoted}
    for span_start, span_end in filter(None, (article.title_span, *article.body_spans)):
        for match in _QUOTED.finditer(article.text, span_start, span_end):
            text = (match[1] or match[2]).strip()
            sentences = _sentences_of(match.start(), match.end(), article.sentences)
            if sentences and len(text.split()) >= _SHORTEST_QUOTATION_WORDS:
                speaker = parties.get(article.text.index(text, match.start()))
                found.append(FoundQuotation(text, sentences, speaker))
    longest = sorted(found, key=lambda q: -len(q.text))[:MAX_QUOTATIONS]
    return [q for q in found if q in longest][:MAX_QUOTATIONS]


def _sentences_of(start: int, end: int, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    first = bisect_right(sentences, start, key=lambda s: s.end)
    last = bisect_left(sentences, end, key=lambda s: s.start)
    return tuple(sentences[first:last])[:MAX_EVIDENCE]


@cache
def speakers_answer() -> type[BaseModel]:
    """The answer on who speaks: a name or null for each quotation, by its place in the list."""
    return _keyed("Speakers", OptionalName)


def speakers_schema(quotations: Sequence[FoundQuotation]) -> dict[str, Any]:
    """The JSON Schema of the answer with a key for each of the quotations."""
    whole = speakers_answer().model_json_schema()
    return _with_keys(whole, {str(i): whole["additionalProperties"] for i in range(1, len(quotations) + 1)})


def quotations_from(
    found: Sequence[FoundQuotation], asked: Sequence[FoundQuotation], answer: BaseModel | None
) -> list[dict[str, Any]]:
    """The quotations with their speakers: the article's, or of those that were `asked` about the model's."""
    named = (answer.model_extra or {}) if answer else {}
    speakers = {id(quotation): named.get(str(i)) for i, quotation in enumerate(asked, 1)}
    made = []
    for quotation in found:
        speaker = quotation.speaker or speakers.get(id(quotation))
        if speaker and speaker.lower() in quotation.text.lower():  # a weak model repeats the quotation
            speaker = None
        evidence = [s.number for s in quotation.sentences]
        made.append({"text": quotation.text, "speaker": speaker, EVIDENCE: evidence})
    return made
