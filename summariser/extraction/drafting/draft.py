"""The first draft of a summary: what the article tells by itself, and what the model is asked for beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from summariser.article import Article
from summariser.extraction.asking.asker import Asker, Question
from summariser.extraction.asking.parts import Part, split
from summariser.extraction.asking.report_type import ReportType
from summariser.extraction.asking.wire_model import FoundList, asked_fields, found_list, outline, wire_model
from summariser.extraction.client.model import Limits
from summariser.extraction.drafting.echoes import Echoes, without_echoes
from summariser.extraction.drafting.facts import with_facts
from summariser.extraction.drafting.prefill import prefill
from summariser.extraction.drafting.questions import (
    TOKENS_PER_ANSWER,
    TOKENS_PER_LABEL,
    NumberQuestion,
    can_be_filled_from_source,
    in_order,
    is_clear_from_source,
    number_answer,
    number_questions,
    number_schema,
    quantities_from_answer,
    quantities_from_source,
)
from summariser.extraction.drafting.quotations import (
    find_quotations,
    quotations_from,
    speakers_answer,
    speakers_schema,
)
from summariser.extraction.drafting.repair import MAX_REPAIRS
from summariser.extraction.records import Provenance
from summariser.fields import Quantity, Quotation
from summariser.numbers import NumberMention
from summariser.verification import uncovered

# By judgement, as in a long article each question costs the embedded model seconds.
MAX_NUMBERS = 40  # that the model is asked about; what further ones count is told in the source's words
MAX_FROM_SOURCE = 200
DRAFT_TOKENS = 1500  # more than the lengths of the schema allow


class Draft:
    """The draft of one article's summary."""

    def __init__(
        self, article: Article, limits: Limits, report_type: ReportType, asker: Asker, provenance: Provenance
    ) -> None:
        self._article, self._limits, self._type = article, limits, report_type
        self._schema = report_type.schema
        self._asker, self._provenance = asker, provenance
        self._unanswered: list[NumberMention] = []

    async def write(self) -> dict[str, Any]:
        """The draft, as a dump of the schema but for the evidence; raises AnswerError where a needed answer is none."""
        parts = split(self._article, self._limits.context_tokens)
        if len(parts.read) > 1 or parts.unread:
            self._provenance.notes.append(parts.note())
        known = prefill(self._schema, self._article, writes=self._limits.writes)
        self._provenance.own_words = known.own_words
        numbers, quotations = found_list(self._schema, Quantity), found_list(self._schema, Quotation)
        told = self._numbers_to_label(numbers.item) if numbers else _SplitNumbers((), ())
        wire = wire_model(self._schema, frozenset(known.values))
        asked: list[_PartQuestion] = []
        if asked_fields(wire):
            asked.append(_PartQuestion(parts.read[0], _summary_question(wire), _answer_fields))
        for part in parts.read:
            if numbers:
                asked += self._about_numbers(numbers, part, told.asked)
            if quotations:
                asked.append(self._about_quotations(quotations, part))
        draft = await self._answers(asked)
        if numbers and told.plain:
            sentences = [sentence for part in parts.read for sentence in part.sentences]
            more = quantities_from_source(told.plain, numbers.item, sentences, self._article)
            draft[numbers.name] = [*draft.get(numbers.name, []), *more]
        draft = {found.name: [] for found in (numbers, quotations) if found} | draft
        if numbers:
            draft[numbers.name] = in_order(draft[numbers.name])
        return known.within(with_facts(draft, self._schema, self._article))

    async def _answers(self, asked: Sequence["_PartQuestion"]) -> dict[str, Any]:
        """What the answers to questions about the article come to; lists of one name together."""
        needed = [one for one in asked if one.question is not None]
        answers = iter(await self._asker.about([(one.part, one.question) for one in needed if one.question]))
        taken: dict[str, Any] = {}
        for one in asked:
            for name, value in one.take(next(answers) if one.question else None).items():
                taken[name] = [*taken[name], *value] if name in taken else value
        taken, changes = without_echoes(taken, self._type, self._article)
        self._provenance.changes += changes
        self._provenance.own_words += [change.path for change in changes if change.after]
        return taken

    def _numbers_to_label(self, item: type[BaseModel]) -> "_SplitNumbers":
        """The article's quantities, what matters most first (what an empty summary leaves out), those to be asked about apart."""
        ranked = [u.mention for u in uncovered(self._article)]
        worth, others = ranked[:MAX_NUMBERS], ranked[MAX_NUMBERS:MAX_FROM_SOURCE]
        plain = [number for number in worth if is_clear_from_source(number, item, self._article)]
        asked = [number for number in worth if number not in plain]
        return _SplitNumbers(asked, [*plain, *(others if can_be_filled_from_source(item) else [])])

    def _about_numbers(
        self, found: FoundList, part: Part, numbers: Sequence[NumberMention]
    ) -> list["_PartQuestion"]:
        """Those of the numbers that stand in the part, in questions of as many sentences as the model takes."""
        questions = number_questions(numbers, part.sentences)
        step = len(questions) if self._limits.one_request else self._limits.sentences_per_question
        groups = [questions[i : i + step] for i in range(0, len(questions), max(1, step))]
        return [self._about_sentences(found, part, group) for group in groups]

    def _about_sentences(
        self, found: FoundList, part: Part, questions: Sequence[NumberQuestion]
    ) -> "_PartQuestion":
        def take(answer: BaseModel | None) -> dict[str, list[Any]]:
            if answer is None:
                self._unanswered += [number for question in questions for number in question.numbers]
                return {}
            made, missed = quantities_from_answer(questions, answer, found.item, self._article, self._is_echo)
            self._unanswered += missed
            return {found.name: made}

        tokens = TOKENS_PER_ANSWER + TOKENS_PER_LABEL * sum(len(q.numbers) for q in questions)
        shape = number_answer(found.item, several=len(questions) > 1)
        schema = number_schema(questions, found.item)
        question = Question("numbers", "numbers", {"questions": questions}, shape, tokens, schema)
        return _PartQuestion(part, question, take)

    def _about_quotations(self, found: FoundList, part: Part) -> "_PartQuestion":
        quotations = [q for q in find_quotations(self._article) if q.sentences[0] in part.sentences]
        asked = [q for q in quotations if q.speaker is None]
        question = None
        if asked:
            tokens, schema = TOKENS_PER_ANSWER * len(asked), speakers_schema(asked)
            question = Question(
                "quotations", "quotations", {"quotations": asked}, speakers_answer(), tokens, schema
            )
        return _PartQuestion(
            part, question, lambda answer: {found.name: quotations_from(quotations, asked, answer)}
        )

    def _is_echo(self, text: str) -> bool:
        return Echoes.of(self._type).in_(text, self._article)

    async def with_unanswered(self, data: dict[str, Any]) -> dict[str, Any]:
        """The summary with the numbers whose questions brought nothing: each asked about alone, then in the source's words."""
        found = found_list(self._schema, Quantity)
        missed, others = self._unanswered[:MAX_REPAIRS], self._unanswered[MAX_REPAIRS:]
        self._unanswered = []
        if not (found and missed):
            return data
        parts = split(self._article, self._limits.context_tokens).read
        asked = [
            self._about_sentences(found, part, [question])
            for part in parts
            for number in missed
            for question in number_questions([number], part.sentences)
        ]
        made = (await self._answers(asked)).get(found.name, [])
        if can_be_filled_from_source(found.item):
            sentences = [sentence for part in parts for sentence in part.sentences]
            made += quantities_from_source([*others, *self._unanswered], found.item, sentences, self._article)
        more = in_order(made)
        return data | {found.name: [*data[found.name], *more]} if more else data


@dataclass(frozen=True)
class _SplitNumbers:
    """The numbers that the model is asked about, and those that the source labels by itself."""

    asked: Sequence[NumberMention]
    plain: Sequence[NumberMention]


@dataclass(frozen=True)
class _PartQuestion:
    """A question about a part of the article, and what its answer comes to; no question where the source tells all."""

    part: Part
    question: Question | None
    take: Callable[[BaseModel | None], dict[str, Any]]


def _summary_question(wire: type[BaseModel]) -> Question:
    return Question("draft", "summary", {"fields": outline(wire)}, wire, DRAFT_TOKENS, needed=True)


def _answer_fields(answer: BaseModel | None) -> dict[str, Any]:
    draft = answer.model_dump() if answer else {}
    return {name: _without_repeats(value) for name, value in draft.items()}


def _without_repeats(value: Any) -> Any:
    """A list without what it says twice, as weak models do."""
    return (
        [item for i, item in enumerate(value) if item not in value[:i]] if isinstance(value, list) else value
    )
