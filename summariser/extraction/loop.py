"""The loop around the model: draft, label what was found, verify, ask again for what failed, apply the policy.

1. The draft: the model writes the schema's prose and facts.
2. Numbers and quotations: found in the source, labelled by the model, a sentence at a time for a small one.
3. Evidence: looked up, and everything verified. With the policy "fix", what the source decides is written.
4. Rounds of repair: each field that failed, alone, with the verdict and the sentence, and each number whose question
   brought nothing; at most MAX_ROUNDS, and none after one that brought nothing.
5. The policy for what stays unsupported, and the verification that the result carries.
"""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from summariser.article import Article
from summariser.errors import AnswerError, ArticleError, ServerError, SummariserError, UnsupportedError
from summariser.extraction import policy
from summariser.extraction.deadline import Deadline
from summariser.extraction.evidence import SentenceIndex, add_evidence
from summariser.extraction.facts import with_facts
from summariser.extraction.model import Model, what_is_wrong
from summariser.extraction.parts import Part, split
from summariser.extraction.policy import OnFail
from summariser.extraction.prompts import Prompts
from summariser.extraction.questions import (
    TOKENS_PER_ANSWER,
    TOKENS_PER_LABEL,
    NumberQuestion,
    can_be_told,
    find_quotations,
    number_answer,
    number_questions,
    number_schema,
    quantities,
    quotations_from,
    speakers_answer,
    speakers_schema,
    speaks_for_itself,
    told_by_source,
)
from summariser.extraction.records import Attempt, Change, Provenance, Result, Stage
from summariser.extraction.repair import MAX_REPAIRS, Repair, is_better, repairs, with_answer
from summariser.extraction.report_type import ReportType
from summariser.extraction.weights import Progress
from summariser.extraction.wire_model import EVIDENCE, FoundList, found_list, outline, wire_model
from summariser.fields import Quantity, Quotation
from summariser.numbers import NumberMention
from summariser.reading import read
from summariser.verification import Check, Verdict, Verification, uncovered, verify

Answer = TypeVar("Answer", bound=BaseModel)

MAX_NUMBERS = 40  # that the model is asked about; what further ones count is told in the source's words
MOST_TOLD = 200
MAX_ROUNDS = 2
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
        self._unanswered: list[NumberMention] = []
        self._slots = asyncio.Semaphore(model.limits.questions_at_once)
        self.provenance = Provenance(
            model=model.name,
            base_url=model.base_url,
            report_type=report_type.name,
            prompt_version=report_type.prompt_version,
            schema_version=report_type.schema_version,
        )

    async def run(self, deadline: Deadline | None = None) -> Result[BaseModel]:
        """The result; raises ModelError without a draft or after the deadline, UnsupportedError where the policy says so.

        What an error cost is in its `provenance`.
        """
        deadline = deadline or Deadline()
        started = time.monotonic()
        try:
            async with deadline.running():
                result = await self._result()
        except TimeoutError as error:
            if not deadline.is_over:
                raise
            late = ServerError(f"not finished within {deadline.limit_s:g} s: allow more with --deadline")
            late.provenance = self.provenance
            raise late from error
        except SummariserError as error:
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
        self.provenance.notes += self._article.notes
        data = await self._draft()
        data = add_evidence(data, self._type.schema, SentenceIndex(self._article.sentences))
        summary, verification = self._verified(data)
        drafted = summary.model_dump()
        self._note("numbers", verification)
        data, verification = self._settled(drafted, verification, OnFail.FIX)
        if self._on_fail is not OnFail.NOOP:
            data, verification = await self._repaired(data, verification)
        data, verification = self._settled(data, verification, OnFail.FIX, OnFail.FILTER)
        if data is not drafted:
            summary, verification = self._verified(data)
        return Result(
            article=self._article, summary=summary, verification=verification, provenance=self.provenance
        )

    def _settled(
        self, data: dict[str, Any], verification: Verification, *policies: OnFail
    ) -> tuple[dict[str, Any], Verification]:
        """The summary after the policy, if it is one of these, with its changes on record."""
        if self._on_fail not in policies:
            return data, verification
        data, changes = policy.apply(self._on_fail, data, verification.verdicts, self._article.sentences)
        if changes:
            self.provenance.changes += changes
            verification = self._verified(data)[1]
            self._note("policy", verification)
        return data, verification

    def _note(self, stage: str, verification: Verification) -> None:
        coverage = verification.coverage
        self.provenance.stages.append(
            Stage(
                name=stage,
                unsupported=len(verification.unsupported),
                covered=coverage.covered,
                total=coverage.total,
            )
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
        plain: list[NumberMention] = []
        if numbers:
            ranked = self._most_important()
            worth, others = ranked[:MAX_NUMBERS], ranked[MAX_NUMBERS:MOST_TOLD]
            plain = [number for number in worth if speaks_for_itself(number, numbers.item)]
            asked = [number for number in worth if number not in plain]
            if can_be_told(numbers.item):
                plain += others
            jobs += [
                self._label_numbers(numbers, part, qs)
                for part in parts.read
                for qs in self._questions_on(part, asked)
            ]
        if quotations:
            jobs += [self._label_quotations(quotations, part) for part in parts.read]
        self._questions = 1 + len(jobs)
        draft: dict[str, Any]
        draft, *labelled = await _together([self._summarise(first), *jobs])
        for found in (numbers, quotations):
            if found:
                draft[found.name] = [item for some in labelled for item in some.get(found.name, [])]
        if numbers and plain:
            sentences = [sentence for part in parts.read for sentence in part.sentences]
            more = told_by_source(plain, numbers.item, sentences, read(self._article))
            draft[numbers.name] = sorted([*draft[numbers.name], *more], key=lambda q: q[EVIDENCE][0])
        return with_facts(draft, self._type.schema, self._article)

    async def _summarise(self, part: Part) -> dict[str, Any]:
        wire = wire_model(self._type.schema)
        messages = self._prompts(part).about_article("summary", fields=outline(wire))
        draft = (await self._ask(messages, wire, "draft", DRAFT_TOKENS)).model_dump()
        return {name: _without_repeats(value) for name, value in draft.items()}

    def _most_important(self) -> list[NumberMention]:
        """The article's quantities, what matters most first: what an empty summary leaves out."""
        return [u.mention for u in uncovered(self._article)]

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
        shape = number_answer(found.item, several=len(questions) > 1)
        schema = number_schema(questions, found.item)
        answer = await self._ask_or_note(messages, shape, "numbers", tokens, schema)
        if answer is None:
            self._unanswered += [number for question in questions for number in question.numbers]
            return {}
        made, missed = quantities(questions, answer, self._article.sentences, read(self._article))
        self._unanswered += missed
        return {found.name: made}

    async def _label_quotations(self, found: FoundList, part: Part) -> dict[str, list[Any]]:
        quotations = [q for q in find_quotations(self._article) if q.sentences[0] in part.sentences]
        if not quotations:
            return {}
        asked = [q for q in quotations if q.speaker is None]
        answer = None
        if asked:
            messages = self._prompts(part).about_article("quotations", quotations=asked)
            tokens = TOKENS_PER_ANSWER * len(asked)
            answer = await self._ask_or_note(
                messages, speakers_answer(), "quotations", tokens, speakers_schema(asked)
            )
        return {found.name: quotations_from(quotations, asked, answer)}

    # --- the repair ----------------------------------------------------------------------------------------

    async def _repaired(
        self, data: dict[str, Any], verification: Verification
    ) -> tuple[dict[str, Any], Verification]:
        more = await self._with_unanswered(data)
        if more is not data:
            data, verification = more, self._verified(more)[1]
        for turn in range(1, MAX_ROUNDS + 1):
            asked = repairs(self._type.schema, data, verification.verdicts, self._article)
            if not asked:
                break
            changes = len(self.provenance.changes)
            data, verification = await self._round(asked, data, verification)
            if len(self.provenance.changes) == changes:
                break
            self._note(f"repair {turn}", verification)
        return data, verification

    async def _with_unanswered(self, data: dict[str, Any]) -> dict[str, Any]:
        """The summary with the numbers whose questions brought nothing, each asked about alone."""
        found = found_list(self._type.schema, Quantity)
        missed, self._unanswered = self._unanswered[:MAX_REPAIRS], []
        if not (found and missed):
            return data
        parts = split(self._article, self._model.limits.context_tokens).read
        jobs = [
            self._label_numbers(found, part, [question])
            for part in parts
            for number in missed
            for question in number_questions([number], part.sentences)
        ]
        self._questions += len(jobs)
        answers = await _together(jobs)
        more = [item for answer in answers for item in answer.get(found.name, [])]
        return data | {found.name: [*data[found.name], *more]} if more else data

    async def _round(
        self, asked: Sequence[Repair], data: dict[str, Any], verification: Verification
    ) -> tuple[dict[str, Any], Verification]:
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
        return data, verification

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

    async def _ask(
        self,
        messages: Any,
        answer: type[Answer],
        stage: str,
        max_tokens: int,
        schema: dict[str, Any] | None = None,
    ) -> Answer:
        attempts: list[Attempt] = self.provenance.attempts
        async with self._slots:
            self._progress(stage, self._asked, self._questions)
            reply = await self._model.ask(
                messages, answer, stage=stage, attempts=attempts, max_tokens=max_tokens, schema=schema
            )
            self._asked += 1
            self._progress(stage, self._asked, self._questions)
        return reply

    async def _ask_or_note(
        self,
        messages: Any,
        answer: type[Answer],
        stage: str,
        max_tokens: int,
        schema: dict[str, Any] | None = None,
    ) -> Answer | None:
        """As `_ask`, but an unusable answer costs only what was asked for: it is noted, and nothing taken from it."""
        try:
            return await self._ask(messages, answer, stage, max_tokens, schema)
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
