"""The baseline of one plain extraction: instructor, the same schema, the article, and nothing else.

It is what instructor's own documentation shows, on the same client and model as the pipeline.
"""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

import httpx2
import instructor
import openai
from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException
from openai.types.chat import ChatCompletion

from summariser.article import Article
from summariser.errors import AnswerError, ModelError, ServerError
from summariser.evaluation.records.record import Answer
from summariser.evaluation.systems.base import Models, Target, failure_answer, key_of, verify_answer
from summariser.extraction import Attempt, Model, Provenance, ReportType
from summariser.extraction.client.responses import completion_in, usage_of

# By judgement: a summary of the schema has less; the version is counted up when the system changes.
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
            return failure_answer(error, made)
        finally:
            attempt.seconds = made.seconds = round(time.monotonic() - started, 3)
        return verify_answer(summary, article, made)

    async def _ask(self, article: Article, model: Model, attempt: Attempt) -> Any:
        async def create(**request: Any) -> ChatCompletion:
            try:
                response = await model.client.post("/chat/completions", cast_to=httpx2.Response, body=request)
            except openai.OpenAIError as error:  # of which instructor would log all that the server said
                raise ServerError(f"no answer: {type(error).__name__}") from error
            try:
                made = completion_in(response.content, lambda said: model.without_key(said, article.text))
            except AnswerError as error:
                attempt.usage = error.usage
                raise
            attempt.usage = usage_of(made)
            return made

        asked: Any = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
        try:
            async with asyncio.timeout(model.limits.timeout_s):
                return await asked(
                    model=model.name,
                    response_model=self.report_type.schema,
                    max_retries=0,
                    max_tokens=MAX_TOKENS,
                    temperature=0,
                    messages=[
                        {
                            "role": "user",
                            "content": f"Summarise this article about a report:\n\n{article.text}",
                        }
                    ],
                )
        except IncompleteOutputException as error:
            raise AnswerError(f"the answer was cut off at {MAX_TOKENS} tokens") from error
        except InstructorRetryException as error:
            if isinstance(error.__cause__, ModelError):
                raise error.__cause__ from error
            raise AnswerError("the answer is not of the schema") from error
        except TimeoutError as error:
            raise ServerError("no answer in time") from error
