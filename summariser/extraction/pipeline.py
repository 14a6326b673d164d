"""The pipeline around the model: draft, label what was found, verify, ask again for what failed, apply the policy.

1. The draft: what the article tells by itself, and what the model is asked for, see `draft`.
2. Evidence: looked up, and everything verified. With the policy "fix", what the source decides is written.
3. Rounds of repair: each field that failed, alone, with the verdict and the sentence, and each number whose question
   brought nothing; at most MAX_ROUNDS, and none after one that brought nothing.
4. The policy for what stays unsupported: with "fix", the article's own sentence stands for prose with a number that it
   does not support.
5. The verification that the result carries.
"""

import time
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from pydantic import BaseModel, ValidationError

from summariser.article import Article
from summariser.errors import AnswerError, ArticleError, ServerError, SummariserError, UnsupportedError
from summariser.extraction import policy
from summariser.extraction.asking.asker import Asker, Question
from summariser.extraction.asking.report_type import ReportType
from summariser.extraction.client.deadline import Deadline
from summariser.extraction.client.model import Model, validation_message
from summariser.extraction.client.weights import Progress
from summariser.extraction.drafting.draft import Draft
from summariser.extraction.drafting.echoes import Echoes
from summariser.extraction.drafting.evidence import SentenceIndex, add_evidence
from summariser.extraction.drafting.prefill import own_words_at
from summariser.extraction.drafting.repair import Repair, find_repairs, is_better, set_answer
from summariser.extraction.paths import get_at, set_at
from summariser.extraction.policy import OnFail
from summariser.extraction.records import Change, Provenance, Result, Stage
from summariser.verification import Check, Verdict, Verification, verify

# By judgement: each costs a request or more.
MAX_ROUNDS = 2
REPAIR_TOKENS = 400


class Pipeline:
    """One article on its way through the model."""

    def __init__(
        self, article: Article, model: Model, report_type: ReportType, *, on_fail: OnFail, progress: Progress
    ) -> None:
        report_type = report_type.for_article(article)
        self._article, self._model, self._type = article, model, report_type
        self._on_fail = on_fail
        self.provenance = Provenance(
            model=model.name,
            base_url=model.base_url,
            report_type=report_type.name,
            prompt_version=report_type.prompt_version,
            schema_version=report_type.schema_version,
        )
        self._asker = Asker(article, model, report_type, self.provenance, progress)
        self._draft = Draft(article, model.limits, report_type, self._asker, self.provenance)

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
        data = await self._draft.write()
        data = add_evidence(data, self._type.schema, SentenceIndex(self._article.sentences))
        summary, verification = self._verified(data)
        drafted = summary.model_dump()
        self._note("numbers", verification)
        data, verification = self._settled(drafted, verification, OnFail.FIX)
        if self._on_fail is not OnFail.NOOP:
            data, verification = await self._repaired(data, verification)
        data, verification = self._settled(data, verification, OnFail.FIX, OnFail.FILTER)
        if self._on_fail is OnFail.FIX:
            data, verification = self._in_own_words(data, verification)
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

    def _in_own_words(
        self, data: dict[str, Any], verification: Verification
    ) -> tuple[dict[str, Any], Verification]:
        """The summary with the article's own sentences for prose that has a number which the article does not support."""
        failed = {v.path: v for v in verification.unsupported if v.check is Check.NUMBER}
        for path, verdict in failed.items():
            words = own_words_at(path, data, self._type.schema, self._article)
            if words is None or path in self.provenance.own_words:
                continue
            changed = deepcopy(data)
            set_at(changed, path, words)
            try:
                verification = self._verified(changed)[1]
            except AnswerError as error:  # the schema has no room for it
                self.provenance.notes.append(f"{path}: {error}")
                continue
            self.provenance.own_words.append(path)
            self.provenance.changes.append(
                Change(path=path, before=get_at(data, path), after=words, by="source", reason=verdict.message)
            )
            data = changed
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
            raise AnswerError(f"the summary is not of the schema: {validation_message(error)}") from error
        return summary, verify(summary, self._article)

    # --- the repair ----------------------------------------------------------------------------------------

    async def _repaired(
        self, data: dict[str, Any], verification: Verification
    ) -> tuple[dict[str, Any], Verification]:
        more = await self._draft.with_unanswered(data)
        if more is not data:
            data, verification = more, self._verified(more)[1]
        for turn in range(1, MAX_ROUNDS + 1):
            asked = find_repairs(self._type.schema, data, verification.verdicts, self._article)
            if not asked:
                break
            changes = len(self.provenance.changes)
            data, verification = await self._round(asked, data, verification)
            if len(self.provenance.changes) == changes:
                break
            self._note(f"repair {turn}", verification)
        return data, verification

    def _is_echo(self, again: object) -> bool:
        return isinstance(again, str) and Echoes.of(self._type).in_(again, self._article)

    async def _round(
        self, asked: Sequence[Repair], data: dict[str, Any], verification: Verification
    ) -> tuple[dict[str, Any], Verification]:
        answers = await self._asker.alone([_repair_question(repair) for repair in asked])
        for repair, answer in zip(asked, answers, strict=True):
            if answer is None or self._is_echo(getattr(answer, repair.name)):
                continue
            changed = deepcopy(data)
            set_answer(changed, repair, answer)
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


def _repair_question(repair: Repair) -> Question:
    values = {
        "path": repair.path,
        "value": repair.value,
        "problems": repair.problems,
        "description": repair.field.description or "",
    }
    return Question("repair", "repair", values, repair.answer(), REPAIR_TOKENS)


def _what_is_unsupported(wrong: Sequence[Verdict]) -> str:
    first = wrong[0]
    return f"unsupported numbers: {len(wrong)}, the first at {first.path}: {first.message}"
