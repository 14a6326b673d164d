"""The baseline of a popular extraction library: LangExtract, through its public API, on the same server and model."""

import asyncio
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from summariser.article import Article
from summariser.errors import AnswerError, ConfigurationError, ModelError
from summariser.evaluation.records.record import Answer
from summariser.evaluation.systems.base import HERE, Models, Target, failure_answer, key_of, verify_answer
from summariser.extraction import Attempt, Model, Provenance, Usage
from summariser.fields import Fields, Quantity
from summariser.numbers import Bound, find_numbers

# By judgement, for the embedded model on two cores; the version is counted up when the system changes.
TIMEOUT_S, MAX_TOKENS = 1800.0, 1500
_VERSION = 1
PROMPT = (
    "Extract every quantity that the article states: counts, money, percentages, measures. Use the exact text of "
    "the article. For each give what is counted, its value as a plain number in full, its bound (exactly, about, "
    "at_least, more_than, at_most, less_than), its unit in the singular, and the period that it holds for."
)
# LangExtract is told by example; this one is of its own making, like no article that is measured.
EXAMPLE: dict[str, Any] = {
    "text": "The Harbour Board counted over 1,200 gulls on the pier in May, about 15% more than a year before.",
    "extractions": [
        {
            "text": "over 1,200 gulls",
            "attributes": {
                "what": "gulls on the pier",
                "value": "1200",
                "bound": "more_than",
                "unit": "gull",
                "period": "May",
            },
        },
        {
            "text": "about 15%",
            "attributes": {
                "what": "rise in gulls",
                "value": "15",
                "bound": "about",
                "unit": "percent",
                "period": "May",
            },
        },
    ],
}


class Extracted(Fields):
    """What LangExtract is asked for: figures alone."""

    quantities: list[Quantity]


@dataclass(frozen=True)
class LangExtract:
    """LangExtract with its own defaults; `python` is the interpreter of the environment that it is installed in."""

    models: Models
    target: Target
    python: str = sys.executable

    @property
    def name(self) -> str:
        return f"langextract {self.target.model}"

    def key(self, article: Article, repeat: int) -> str:
        return key_of(
            system="langextract",
            version=_VERSION,
            prompt=PROMPT,
            example=EXAMPLE,
            text=article.text,
            model=self.target.name,
            base_url=self.target.server,
            repeat=repeat,
        )

    async def answer(self, article: Article) -> Answer:
        model = await self.models.of(self.target)
        made = Provenance(
            model=model.name,
            base_url=model.base_url,
            report_type="langextract",
            prompt_version=str(_VERSION),
            schema_version="",
        )
        started = time.monotonic()
        try:
            said = await self._ask(article, model)
        except ModelError as error:
            made.attempts.append(Attempt(stage="langextract", seconds=0.0, error=str(error)))
            return failure_answer(error, made)
        finally:
            made.seconds = round(time.monotonic() - started, 3)
        made.attempts += [_attempt(*counts) for counts in said["usage"]]
        made.notes.append(f"langextract {said['version']}")
        return verify_answer(_summary(said["extractions"], made), article, made)

    async def _ask(self, article: Article, model: Model) -> Any:
        asked = {
            "text": article.text,
            "prompt": PROMPT,
            "example": EXAMPLE,
            "model": model.name,
            "base_url": str(model.client.base_url),
            "key": model.client.api_key,
            "max_tokens": MAX_TOKENS,
        }
        try:
            worker = await asyncio.create_subprocess_exec(
                self.python,
                "-I",  # nothing of this environment, nor the folder of the script, which has a module of its name
                str(HERE / "langextract_worker.py"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
        except OSError as error:
            raise ConfigurationError(f"cannot start {self.python}: {error.strerror or error}") from error
        try:
            async with asyncio.timeout(TIMEOUT_S):
                out, err = await worker.communicate(json.dumps(asked).encode())
        except TimeoutError as error:
            raise AnswerError(f"LangExtract was not done within {TIMEOUT_S:g} s") from error
        finally:
            if worker.returncode is None:
                worker.kill()
                await worker.wait()
        return _read(
            worker.returncode,
            model.without_key(out.decode(errors="replace"), article.text),
            model.without_key(err.decode(errors="replace")),
        )


def _read(code: int | None, out: str, err: str) -> Any:
    if code == 0:
        try:
            return json.loads(out[out.index('{"extractions"') :])  # what it may print before is not ours
        except ValueError as error:
            raise AnswerError("LangExtract's answer cannot be read") from error
    last = (err.strip().splitlines() or ["no reason given"])[-1]
    if "ModuleNotFoundError" in last or "No module named" in last:
        raise ConfigurationError(
            f"LangExtract is not installed ({last}): pip install 'summariser[baselines]', or name the Python of "
            "an environment that has it with --langextract-python"
        )
    raise AnswerError(f"LangExtract: {last[:300]}")


def _attempt(prompt_tokens: int, completion_tokens: int) -> Attempt:
    usage = Usage(prompt_tokens=prompt_tokens, completion_tokens=completion_tokens)
    return Attempt(stage="langextract", seconds=0.0, usage=usage)


def _summary(extractions: list[dict[str, Any]], made: Provenance) -> BaseModel:
    """The extractions as quantities; one without a readable value is left out, and noted."""
    quantities = []
    for extraction in extractions:
        try:
            quantities.append(_quantity(extraction["attributes"]))
        except (ValidationError, ValueError):
            made.notes.append(f"no value to read in {str(extraction['text'])[:80]!r}")
    return Extracted(quantities=quantities)


def _quantity(attributes: Mapping[str, Any]) -> Quantity:
    def word(name: str) -> str | None:
        value = attributes.get(name)
        return str(value)[:200] if value is not None and not isinstance(value, list | dict) else None

    bound = word("bound") or ""
    return Quantity(
        what=word("what") or "",
        value=_value(word("value") or ""),
        bound=Bound(bound) if bound in set(Bound) else Bound.EXACTLY,
        unit=word("unit"),
        period=word("period"),
        evidence=[],
    )


def _value(text: str) -> Decimal:
    """A value as the model wrote it, "1200", "1,200" or "1.2 million". Raises ValueError where there is none."""
    found = [
        mention for mention in find_numbers(text) if mention.start == 0 or not text[: mention.start].strip()
    ]
    if not found:
        raise ValueError(f"no value: {text!r}")
    return found[0].value
