"""Numbers, which are found in the source first, and then only labelled by the model.

A model that is asked to list an article's figures repeats itself, loses words such as "over" and leaves half
of them out; asked what each given number counts, it answers well. So the finder reads the numbers, and the
model says what they mean.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, create_model

from summariser.article import Article, Sentence
from summariser.candidates import saying_at
from summariser.extraction.asking.wire_model import EVIDENCE, Wire, asked_fields, labels_model
from summariser.fields import LARGEST, MAX_EVIDENCE
from summariser.numbers import Kind, NumberMention, singular
from summariser.numbers.context.bounds import CUES
from summariser.reading import Reading, is_clear, labels_of, period_of, phrase_of, read
from summariser.reading.vocabulary.stopwords import STOPWORDS

AT = "@at"  # where in the article a quantity stands, under a name that no field has; `in_order` takes it off
_FROM_SOURCE = frozenset({"value", "upper", "bound", "unit", "period", "attribution", EVIDENCE})

# In characters, by judgement.
_LONGEST_LABEL = 200
_SMALL = STOPWORDS | CUES.keys()
_LEADING_TO_TIME = frozenset(
    "in on at by between during since from to until till through over for of and the before after".split()
)
_LETTERS = re.compile(r"[^\W\d_]+")
# By judgement.
_NOUN_WITHIN_WORDS = 6

# By judgement: more than a label or an answer has.
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


def is_clear_from_source(number: NumberMention, item: type[BaseModel], article: Article) -> bool:
    """Whether the article tells clearly all that would be asked of a number: what it counts, in its own words.

    Where a user's own kind of quantity has more to fill in, every number is asked about.
    """
    return can_be_filled_from_source(item) and is_clear(labels_of(read(article), number))


def can_be_filled_from_source(item: type[BaseModel]) -> bool:
    """Whether `quantities_from_source` can fill in all that this kind of quantity has."""
    return set(asked_fields(labels_model(item, _FROM_SOURCE))) <= {"what"}


def quantities_from_source(
    numbers: Iterable[NumberMention], item: type[BaseModel], sentences: Sequence[Sentence], article: Article
) -> list[dict[str, Any]]:
    """The quantities of numbers that no model is asked about, with the source's own words for what they count."""
    made, reading = [], read(article)
    for question in number_questions(numbers, sentences):
        for number in question.numbers:
            quantity = {"what": _own_label(reading, number)} | _from_source(number, item, article)
            spans = next((label.spans for label in labels_of(reading, number)), ())
            cited = evidence_of(question.sentence, quantity.get("period"), sentences, spans)
            made.append(quantity | {EVIDENCE: cited})
    return made


def in_order(made: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The quantities in the article's order."""
    ordered = sorted(made, key=lambda quantity: quantity[AT])
    return [{name: value for name, value in quantity.items() if name != AT} for quantity in ordered]


def _own_label(reading: Reading, number: NumberMention) -> str:
    """What the article's own words say that a number counts; the number itself where they say nothing, or have no end."""
    phrase = phrase_of(reading, number)
    return phrase if 0 < len(phrase) <= _LONGEST_LABEL else number.text


def _from_source(number: NumberMention, item: type[BaseModel], article: Article) -> dict[str, Any]:
    """What the source tells of a number by itself.

    Its period is that of its own clause or what leads it in, not the one that the whole report covers: of the numbers that
    tell none, that is right for one in four. Who states it is the party in whose words it stands.
    """
    told: dict[str, Any] = {n: getattr(number, n) for n in ("value", "upper", "bound", "unit")}
    told[AT] = number.start
    if "period" in item.model_fields:
        told["period"] = period_of(read(article), number)
    if "attribution" in item.model_fields:
        saying = saying_at(article, number.start)
        told["attribution"] = saying.party if saying else None
    return told


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
    """The answer on one sentence: what is said of each number, by its label. On `several`: such ones by sentence.

    One class for all questions, whatever the labels: making one takes longer than all else that a question costs.
    """
    held = number_answer(item, several=False) if several else labels_model(item, _FROM_SOURCE)
    return keyed("Numbers", held)


def keyed(name: str, held: Any) -> type[BaseModel]:
    """An answer whose keys are those of its question, all of one kind."""

    class Keyed(Wire):
        model_config = ConfigDict(extra="allow")
        __pydantic_extra__: dict[str, held]

    return create_model(name, __base__=Keyed)


def number_schema(questions: Sequence[NumberQuestion], item: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of the answer with the very labels and sentences that are asked about as its keys."""
    whole = number_answer(item, several=len(questions) > 1).model_json_schema()
    one = number_answer(item, several=False).model_json_schema()
    sentences = [with_keys(one, dict.fromkeys(q.labels, one["additionalProperties"])) for q in questions]
    definitions = {"$defs": one["$defs"]}
    if len(sentences) == 1:
        return sentences[0] | definitions
    keys = {_sentence_key(q): schema for q, schema in zip(questions, sentences, strict=True)}
    return with_keys(whole, keys) | definitions


def with_keys(schema: dict[str, Any], keys: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema of an object with just these keys."""
    return {"properties": keys, "title": schema["title"], "type": "object"}


def _sentence_key(question: NumberQuestion) -> str:
    return f"[{question.sentence.number}]"


def quantities_from_answer(
    questions: Sequence[NumberQuestion],
    answer: BaseModel,
    item: type[BaseModel],
    article: Article,
    is_echo: Callable[[str], bool] = lambda _: False,
) -> tuple[list[dict[str, Any]], list[NumberMention]]:
    """The quantities that an answer to `questions` makes, and the numbers that it says nothing of.

    The numbers are the source's, under the model's labels. A period from another sentence adds that one to the evidence. A
    label that `is_echo` of the prompt gives way to the source's own phrase.
    """
    made, missed, reading = [], [], read(article)
    answers = {_sentence_key(questions[0]): answer} if len(questions) == 1 else answer.model_extra or {}
    for question in questions:
        said = answers.get(_sentence_key(question))
        labels = (said.model_extra if said else None) or {}
        for number, name in zip(question.numbers, question.labels, strict=True):
            if name not in labels:
                missed.append(number)
                continue
            label = labels[name].model_dump()
            if isinstance(label.get("what"), str) and is_echo(label["what"]):
                label["what"] = _own_label(reading, number)
            elif isinstance(label.get("what"), str):
                label["what"] = _naming_the_unit(_without_time(label["what"]), number, question.sentence)
            label |= _from_source(number, item, article)
            made.append(
                label | {EVIDENCE: evidence_of(question.sentence, label.get("period"), article.sentences)}
            )
    return made, missed


def evidence_of(
    own: Sentence, period: object, sentences: Sequence[Sentence], spans: Iterable[tuple[int, int]] = ()
) -> list[int]:
    """The numbers of the sentences that hold a number, its label's `spans` and its period: its own first."""
    cited = [own.number]
    for start, _ in spans:
        if not own.start <= start < own.end:
            at = bisect_right(sentences, start, key=lambda s: s.start) - 1
            cited += [sentences[at].number] if at >= 0 and start < sentences[at].end else []
    if isinstance(period, str) and period.lower() not in own.text.lower():
        cited += [s.number for s in sentences if period.lower() in s.text.lower()][:1]
    return list(dict.fromkeys(cited))[:MAX_EVIDENCE]


def _without_time(what: str) -> str:
    """A model's label without the times in it, which are the period's to tell, and without small words at its end.

    Of "31 days lost between April and November 2025, against nine in 2024" a weak model says of the nine "days lost
    between April and November 2024".
    """
    kept = what
    for written in reversed(read(what).dates):
        words = kept[: written.start].split()
        while words and words[-1].lower().strip(",") in _LEADING_TO_TIME:
            words.pop()
        kept = " ".join([*words, kept[written.end :].strip()]).strip(" ,")
    words = kept.split()
    while words and words[-1].lower() in _SMALL:
        words.pop()
    return " ".join(words) or what


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
