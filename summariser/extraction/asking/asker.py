"""Questions to a model about one article: each in a request of its own, or for a strong model all in one.

What they cost, and what of them failed, is on record.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, create_model

from summariser.article import Article
from summariser.errors import AnswerError
from summariser.extraction.asking.choices import with_choices
from summariser.extraction.asking.parts import Part
from summariser.extraction.asking.prompts import Prompts
from summariser.extraction.asking.report_type import ReportType
from summariser.extraction.asking.wire_model import Wire
from summariser.extraction.client.model import Model
from summariser.extraction.client.weights import Progress
from summariser.extraction.records import Provenance


@dataclass(frozen=True)
class Question:
    """What is asked, and the shape of the answer, which may take so many tokens; `schema` where it says more than `shape`.

    Without an answer to one that is `needed` there is no summary. `template` and `values` make its text.
    """

    stage: str
    template: str
    values: dict[str, Any]
    answer_type: type[BaseModel]
    tokens: int
    schema: dict[str, Any] | None = None
    needed: bool = False


class Asker:
    """Asks one model about one article."""

    def __init__(
        self,
        article: Article,
        model: Model,
        report_type: ReportType,
        provenance: Provenance,
        progress: Progress,
    ) -> None:
        self._article, self._model, self._type = article, model, report_type
        self._provenance, self._progress = provenance, progress
        self._asked = self._questions = 0
        self._slots = asyncio.Semaphore(model.limits.questions_at_once)

    async def about(self, questions: Sequence[tuple[Part, Question]]) -> list[BaseModel | None]:
        """The answers to questions that come with a part of the article each, in order.

        One that cannot be used is None, and noted, or where it was needed raises AnswerError.
        """
        if not self._model.limits.one_request:
            self._questions += len(questions)
            return await gather([self._one(part, question) for part, question in questions])
        parts = list(dict.fromkeys(part for part, _ in questions))
        of_parts = [[q for part, q in questions if part is own] for own in parts]
        self._questions += len(parts)
        answers = await gather([self._all(part, own) for part, own in zip(parts, of_parts, strict=True)])
        by_question = {
            id(q): a
            for own, some in zip(of_parts, answers, strict=True)
            for q, a in zip(own, some, strict=True)
        }
        return [by_question[id(question)] for _, question in questions]

    async def alone(self, questions: Sequence[Question]) -> list[BaseModel | None]:
        """As `about`, of questions that come without the article."""
        return await self.about([(_NO_PART, question) for question in questions])

    async def _all(self, part: Part, questions: Sequence[Question]) -> list[BaseModel | None]:
        """The answers to all questions from one request; where that brings none, from one each."""
        if len(questions) > 1:
            try:
                answer = await self._ask(part, questions, combine(questions))
            except AnswerError as error:
                self._provenance.notes.append(f"all in one request: {error}")
                self._questions += len(questions)
            else:
                return [getattr(answer, _key(i)) for i in range(len(questions))]
        return await gather([self._one(part, question) for question in questions])

    async def _one(self, part: Part, question: Question) -> BaseModel | None:
        try:
            return await self._ask(part, [question], question)
        except AnswerError as error:
            if question.needed:
                raise
            self._provenance.notes.append(f"{question.stage}: {error}")
            return None

    async def _ask(self, part: Part, questions: Sequence[Question], whole: Question) -> BaseModel:
        prompts = Prompts(self._type, part.sentences)
        texts = [prompts.question(question.template, **question.values) for question in questions]
        if len(texts) > 1:
            texts = [f'"{_key(i)}":\n{text}' for i, text in enumerate(texts)]
        schema = with_choices(whole.schema or whole.answer_type.model_json_schema(), self._article)
        async with self._slots:
            self._progress(whole.stage, self._asked, self._questions)
            answer = await self._model.ask(
                prompts.messages("\n\n".join(texts), with_article=part is not _NO_PART),
                whole.answer_type,
                stage=whole.stage,
                attempts=self._provenance.attempts,
                max_tokens=whole.tokens,
                schema=schema,
            )
            self._asked += 1
            self._progress(whole.stage, self._asked, self._questions)
        return answer


async def gather(jobs: Sequence[Coroutine[Any, Any, Any]]) -> list[Any]:
    """The results of all `jobs`, in their order; the first error ends the others."""
    tasks = [asyncio.ensure_future(job) for job in jobs]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise


_NO_PART = Part(())


def combine(questions: Sequence[Question]) -> Question:
    """One question for all of these, whose answer has theirs under the keys "answer_1", "answer_2" and so on."""
    schemas = [q.schema or q.answer_type.model_json_schema() for q in questions]
    definitions: dict[str, Any] = {}
    properties = {}
    for i, schema in enumerate(schemas):
        own = _renamed(schema, f"{_key(i)}_")
        definitions |= own.pop("$defs", {})
        properties[_key(i)] = own
    whole = {"type": "object", "title": "Answers", "properties": properties, "$defs": definitions}
    shape = _shape_of_all(tuple(q.answer_type for q in questions))
    return Question(questions[0].stage, "", {}, shape, sum(q.tokens for q in questions), whole, needed=True)


def _key(place: int) -> str:
    return f"answer_{place + 1}"


@lru_cache(maxsize=64)  # repairs make shapes of their own
def _shape_of_all(shapes: tuple[type[BaseModel], ...]) -> type[BaseModel]:
    fields: dict[str, Any] = {_key(i): (shape, ...) for i, shape in enumerate(shapes)}
    return create_model("Answers", __base__=Wire, **fields)


_REFERENCE = "#/$defs/"


def _renamed(node: Any, prefix: str) -> Any:
    """A schema with a prefix on the names of its definitions, so that it can stand beside another."""
    if isinstance(node, list):
        return [_renamed(item, prefix) for item in node]
    if not isinstance(node, dict):
        return node
    renamed = {}
    for key, value in node.items():
        if key == "$ref":
            value = f"{_REFERENCE}{prefix}{value.removeprefix(_REFERENCE)}"
        elif key == "$defs":
            value = {f"{prefix}{name}": _renamed(own, prefix) for name, own in value.items()}
        else:
            value = _renamed(value, prefix)
        renamed[key] = value
    return renamed
