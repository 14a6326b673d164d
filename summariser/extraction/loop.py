"""The loop around the model: draft, label what was found, verify, ask again for what failed, apply the policy.

1. The draft: the model writes the schema's prose and facts.
2. Numbers and quotations: found in the source, labelled by the model, a sentence at a time for a small one.
3. Evidence: looked up, and everything verified.
4. One round of repair: each field that failed, alone, with the verdict and the sentence.
5. The policy for what stays unsupported, and the verification that the result carries.
"""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from summariser.article import Article
from summariser.errors import AnswerError, ArticleError, ModelError, UnsupportedError
from summariser.extraction import policy
from summariser.extraction.evidence import SentenceIndex, add_evidence
from summariser.extraction.model import Model, what_is_wrong
from summariser.extraction.parts import Part, split
from summariser.extraction.policy import OnFail
from summariser.extraction.prompts import Prompts
from summariser.extraction.questions import (
    TOKENS_PER_ANSWER,
    TOKENS_PER_LABEL,
    NumberQuestion,
    find_quotations,
    number_answer,
    number_questions,
    quantities,
    quotations_from,
    speakers_answer,
)
from summariser.extraction.records import Attempt, Change, Provenance, Result
from summariser.extraction.repair import Repair, is_better, repairs, with_answer
from summariser.extraction.report_type import ReportType
from summariser.extraction.weights import Progress
from summariser.extraction.wire_model import FoundList, found_list, outline, wire_model
from summariser.fields import Fields, Quantity, Quotation
from summariser.numbers import NumberMention
from summariser.verification import Check, Verdict, Verification, verify

Answer = TypeVar("Answer", bound=BaseModel)

MAX_NUMBERS = 40
DRAFT_TOKENS = 1500  # more than the lengths of the schema allow
REPAIR_TOKENS = 400


class Loop:
    """One article on its way through the model."""

    def __init__(
        self, article: Article, model: Model, report_type: ReportType, *, on_fail: OnFail, progress: Progress
    ) -> None:
        self._article, self._model, self._type = article, model, report_type
        self._on_fail, self._progress = on_fail, progress
        self._asked = self._questions = 0
        self._slots = asyncio.Semaphore(model.limits.questions_at_once)
        self.provenance = Provenance(
            model=model.name,
            base_url=model.base_url,
            report_type=report_type.name,
            prompt_version=report_type.prompt_version,
            schema_version=report_type.schema_version,
        )

    async def run(self) -> Result[BaseModel]:
        """The result; raises ModelError without a draft, UnsupportedError where the policy says so.

        What a ModelError cost is in its `provenance`.
        """
        started = time.monotonic()
        try:
            result = await self._result()
        except ModelError as error:
            error.provenance = self.provenance
            raise
        finally:
            self.provenance.seconds = round(time.monotonic() - started, 3)
        wrong = [v for v in result.verification.unsupported if v.check is Check.NUMBER]
        if self._on_fail is OnFail.EXCEPTION and wrong:
            raise UnsupportedError(_what_is_unsupported(wrong), result)
        return result

    async def _result(self) -> Result[BaseModel]:
        if not self._article.sentences:
            raise ArticleError("the article holds no sentence: there is nothing to summarise")
        data = await self._draft()
        data = add_evidence(data, self._type.schema, SentenceIndex(self._article.sentences))
        summary, verification = self._verified(data)
        drafted = summary.model_dump()
        repaired = await self._repaired(drafted, verification)
        if repaired is not drafted:
            summary, verification = self._verified(repaired)
        data, changes = policy.apply(self._on_fail, repaired, verification.verdicts)
        self.provenance.changes += changes
        if data is not repaired:
            summary, verification = self._verified(data)
        return Result(
            article=self._article, summary=summary, verification=verification, provenance=self.provenance
        )

    def _verified(self, data: dict[str, Any]) -> tuple[BaseModel, Verification]:
        try:
            summary = self._type.schema.model_validate(data)
        except ValidationError as error:  # limits and validators that only the whole summary meets
            raise AnswerError(f"the summary is not of the schema: {what_is_wrong(error)}") from error
        return summary, verify(summary, self._article)

    # --- the draft -----------------------------------------------------------------------------------------

    async def _draft(self) -> dict[str, Any]:
        parts = split(self._article, self._model.limits.context_tokens)
        if len(parts.read) > 1 or parts.unread:
            self.provenance.notes.append(parts.note())
        schema, first = self._type.schema, parts.read[0]
        numbers, quotations = found_list(schema, Quantity), found_list(schema, Quotation)
        jobs: list[Coroutine[Any, Any, dict[str, list[Any]]]] = []
        if numbers:
            ranked = self._most_important()
            jobs += [
                self._label_numbers(numbers, part, qs)
                for part in parts.read
                for qs in self._questions_on(part, ranked)
            ]
        if quotations:
            jobs += [self._label_quotations(quotations, part) for part in parts.read]
        self._questions = 1 + len(jobs)
        draft: dict[str, Any]
        draft, *labelled = await _together([self._summarise(first), *jobs])
        for found in (numbers, quotations):
            if found:
                draft[found.name] = [item for some in labelled for item in some.get(found.name, [])]
        return draft

    async def _summarise(self, part: Part) -> dict[str, Any]:
        wire = wire_model(self._type.schema)
        messages = self._prompts(part).about_article("summary", fields=outline(wire))
        draft = (await self._ask(messages, wire, "draft", DRAFT_TOKENS)).model_dump()
        return {name: _without_repeats(value) for name, value in draft.items()}

    def _most_important(self) -> list[NumberMention]:
        """The article's quantities, as many as are asked about: what an empty summary leaves out."""
        return [u.mention for u in verify(Fields(), self._article).coverage.uncovered[:MAX_NUMBERS]]

    def _questions_on(self, part: Part, numbers: Sequence[NumberMention]) -> list[list[NumberQuestion]]:
        """Those of the numbers that stand in the part, in questions of as many sentences as the model takes."""
        questions = number_questions(numbers, part.sentences)
        step = self._model.limits.sentences_per_question
        return [questions[i : i + step] for i in range(0, len(questions), step)]

    async def _label_numbers(
        self, found: FoundList, part: Part, questions: Sequence[NumberQuestion]
    ) -> dict[str, list[Any]]:
        messages = self._prompts(part).about_article("numbers", questions=questions)
        tokens = TOKENS_PER_ANSWER + TOKENS_PER_LABEL * sum(len(q.numbers) for q in questions)
        answer = await self._ask_or_note(messages, number_answer(questions, found.item), "numbers", tokens)
        return {found.name: quantities(questions, answer, self._article.sentences)} if answer else {}

    async def _label_quotations(self, found: FoundList, part: Part) -> dict[str, list[Any]]:
        quotations = [q for q in find_quotations(self._article) if q.sentences[0] in part.sentences]
        if not quotations:
            return {}
        messages = self._prompts(part).about_article("quotations", quotations=quotations)
        tokens = TOKENS_PER_ANSWER * len(quotations)
        answer = await self._ask_or_note(messages, speakers_answer(quotations), "quotations", tokens)
        return {found.name: quotations_from(quotations, answer)} if answer else {}

    # --- the repair ----------------------------------------------------------------------------------------

    async def _repaired(self, data: dict[str, Any], verification: Verification) -> dict[str, Any]:
        asked = repairs(self._type.schema, data, verification.verdicts, self._article)
        self._questions += len(asked)
        answers = await _together([self._again(repair) for repair in asked])
        for repair, answer in zip(asked, answers, strict=True):
            if answer is None:
                continue
            changed = deepcopy(data)
            with_answer(changed, repair, answer)
            try:
                after = self._verified(changed)[1]
            except AnswerError as error:
                self.provenance.notes.append(f"repair: {error}")
                continue
            if is_better(repair.path, verification.verdicts, after.verdicts):
                reason = "; ".join(p.message for p in repair.problems)
                new = getattr(answer, repair.name)
                self.provenance.changes.append(
                    Change(path=repair.path, before=repair.value, after=new, by="model", reason=reason)
                )
                data, verification = changed, after
        return data

    async def _again(self, repair: Repair) -> BaseModel | None:
        messages = self._prompts(Part(())).alone(
            "repair",
            path=repair.path,
            value=repair.value,
            problems=repair.problems,
            description=repair.field.description or "",
        )
        return await self._ask_or_note(messages, repair.answer(), "repair", REPAIR_TOKENS)

    # --- asking --------------------------------------------------------------------------------------------

    def _prompts(self, part: Part) -> Prompts:
        return Prompts(self._type, part.sentences)

    async def _ask(self, messages: Any, answer: type[Answer], stage: str, max_tokens: int) -> Answer:
        attempts: list[Attempt] = self.provenance.attempts
        async with self._slots:
            self._progress("asking the model", self._asked, self._questions)
            reply = await self._model.ask(
                messages, answer, stage=stage, attempts=attempts, max_tokens=max_tokens
            )
            self._asked += 1
            self._progress("asking the model", self._asked, self._questions)
        return reply

    async def _ask_or_note(
        self, messages: Any, answer: type[Answer], stage: str, max_tokens: int
    ) -> Answer | None:
        """As `_ask`, but an unusable answer costs only what was asked for: it is noted, and nothing taken from it."""
        try:
            return await self._ask(messages, answer, stage, max_tokens)
        except AnswerError as error:
            self.provenance.notes.append(f"{stage}: {error}")
            return None


def _without_repeats(value: Any) -> Any:
    """A list without what it says twice, as weak models do."""
    return (
        [item for i, item in enumerate(value) if item not in value[:i]] if isinstance(value, list) else value
    )


def _what_is_unsupported(wrong: Sequence[Verdict]) -> str:
    first = wrong[0]
    return f"unsupported numbers: {len(wrong)}, the first at {first.path}: {first.message}"


async def _together(jobs: Sequence[Coroutine[Any, Any, Any]]) -> list[Any]:
    """The results of all `jobs`, in their order; the first error ends the others."""
    tasks = [asyncio.ensure_future(job) for job in jobs]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
