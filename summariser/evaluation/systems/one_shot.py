"""The baseline of one plain extraction: instructor, the same schema, the article, and nothing else.

It is what instructor's own documentation shows, on the same client and model as the loop.
"""

import time
from dataclasses import dataclass
from typing import Any

import instructor
import openai
from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException
from openai.types import CompletionUsage

from summariser.article import Article
from summariser.errors import AnswerError, ModelError, ServerError
from summariser.evaluation.record import Answer
from summariser.evaluation.systems.base import Models, Target, failed, key_of, verified
from summariser.extraction import Attempt, Model, Provenance, ReportType, Usage

MAX_TOKENS = 2000
_VERSION = 1


@dataclass(frozen=True)
class OneShot:
    """A report type's schema filled by one request."""

    models: Models
    target: Target
    report_type: ReportType

    @property
    def name(self) -> str:
        return f"one-shot {self.target.model}"

    def key(self, article: Article, repeat: int) -> str:
        return key_of(
            system="one-shot",
            version=_VERSION,
            text=article.text,
            schema=self.report_type.schema_version,
            model=self.target.name,
            base_url=self.target.server,
            repeat=repeat,
        )

    async def answer(self, article: Article) -> Answer:
        model = await self.models.of(self.target)
        made = Provenance(
            model=model.name,
            base_url=model.base_url,
            report_type=self.report_type.name,
            prompt_version="one-shot",
            schema_version=self.report_type.schema_version,
        )
        started = time.monotonic()
        attempt = Attempt(stage="one-shot", seconds=0.0)
        made.attempts.append(attempt)
        try:
            summary = await self._ask(article, model, attempt)
        except ModelError as error:
            attempt.error = str(error)
            return failed(error, made)
        finally:
            attempt.seconds = made.seconds = round(time.monotonic() - started, 3)
        return verified(summary, article, made)

    async def _ask(self, article: Article, model: Model, attempt: Attempt) -> Any:
        client = instructor.from_openai(model.client, mode=instructor.Mode.JSON_SCHEMA)
        try:
            summary, completion = await client.chat.completions.create_with_completion(
                model=model.name,
                response_model=self.report_type.schema,
                max_retries=0,
                max_tokens=MAX_TOKENS,
                temperature=0,
                messages=[
                    {"role": "user", "content": f"Summarise this article about a report:\n\n{article.text}"}
                ],
            )
        except IncompleteOutputException as error:
            attempt.usage = _usage(getattr(error.last_completion, "usage", None))
            raise AnswerError(f"the answer was cut off at {MAX_TOKENS} tokens") from error
        except InstructorRetryException as error:
            attempt.usage = _usage(getattr(error.last_completion, "usage", None))
            if isinstance(error.__cause__, openai.OpenAIError):
                raise ServerError(f"no answer: {type(error.__cause__).__name__}") from error
            raise AnswerError("the answer is not of the schema") from error
        except openai.OpenAIError as error:
            raise ServerError(f"no answer: {type(error).__name__}") from error
        attempt.usage = _usage(completion.usage)
        return summary


def _usage(counted: object) -> Usage | None:
    if not isinstance(counted, CompletionUsage):
        return None
    return Usage(prompt_tokens=counted.prompt_tokens, completion_tokens=counted.completion_tokens)
