"""What is recorded of how a summary came about, and the result itself."""

import json
from importlib import import_module
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, SerializeAsAny, computed_field, field_serializer

from summariser.article import Article
from summariser.errors import SummariserError, UnsupportedError
from summariser.foreign import json_text
from summariser.verification import Verification

SummaryT = TypeVar("SummaryT", bound=BaseModel)


class Usage(BaseModel):
    """Tokens, as the server counted them; `cached_tokens` are those of the prompt that it did not read again.

    >>> Usage(prompt_tokens=900, completion_tokens=60) + Usage(prompt_tokens=100, completion_tokens=40)
    Usage(prompt_tokens=1000, cached_tokens=0, completion_tokens=100)
    """

    model_config = ConfigDict(frozen=True)

    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
        )


class Attempt(BaseModel):
    """One request to the model: which stage of the work on an article sent it, what it cost, and its error if it failed.

    `seconds` is wall time on the caller's side. `usage` is None where the server gave no answer.

    >>> result = summarise("Two ports closed.", "stand-in", base_url=server)
    >>> [attempt.stage for attempt in result.provenance.attempts]
    ['draft']
    """

    stage: str
    seconds: float
    usage: Usage | None = None
    error: str | None = None


class Change(BaseModel):
    """One value of the summary that was changed after the model wrote it.

    `path` is like that of a verdict; `by` says who gave the new value: the model, asked again, the source, or the policy.

    >>> Change(path="abstract", before="40 boats", after="over 40 boats", by="source", reason="bound").by
    'source'
    """

    model_config = ConfigDict(frozen=True)

    path: str
    before: Any
    after: Any
    by: Literal["model", "source", "policy"]
    reason: str


class Stage(BaseModel):
    """What stood at the end of a stage of the pipeline: "numbers", "repair 1", "policy".

    `unsupported` counts the verdicts that are not ok, `covered` the article's `total` quantities that the summary
    carried by then.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    unsupported: int
    covered: int
    total: int


class Provenance(BaseModel):
    """Which model, prompts and schema made a summary, every request, every change, and what to know of them.

    `own_words` are the paths of what is told in sentences of the article's, not in the model's words. `prompt_version` and
    `schema_version` change with any template and with the schema; `seconds` is wall time, all requests and waits in it.

    >>> made = summarise("Two ports closed.", "stand-in", base_url=server).provenance
    >>> made.model, made.report_type, made.usage.prompt_tokens > 0
    ('stand-in', 'news_summary', True)
    """

    model: str
    base_url: str | None = None
    report_type: str
    prompt_version: str
    schema_version: str
    attempts: list[Attempt] = []
    stages: list[Stage] = []
    changes: list[Change] = []
    own_words: list[str] = []
    notes: list[str] = []
    seconds: float = 0.0

    @computed_field  # type: ignore[prop-decorator]
    @property
    def usage(self) -> Usage:
        """The sum over all attempts."""
        return sum((a.usage for a in self.attempts if a.usage), Usage())


class Result(BaseModel, Generic[SummaryT]):
    """An article's summary, the verdicts on it, and how it came about. `model_dump_json()` is what --json prints.

    >>> result = summarise("Inspectors closed nine bridges on Monday.", "stand-in", base_url=server)
    >>> result.verification.coverage.recall, sorted(result.model_dump())
    (1.0, ['article', 'provenance', 'summary', 'verification'])
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    article: Article
    summary: SerializeAsAny[SummaryT]
    verification: Verification
    provenance: Provenance

    @field_serializer("article")
    def _article(self, article: Article) -> dict[str, Any]:
        return describe(article)

    def to_frame(self) -> Any:
        """Its quantities as a data frame of pandas, a row each; `summariser.frames` gives all tables of many results."""
        # The views stand above this layer, and pandas is an extra: neither is loaded before someone asks.
        return import_module("summariser.views.tables").frames([self]).figures


def describe(article: Article) -> dict[str, Any]:
    """An article as it stands in a result: where it came from, and the sentences that evidence numbers name.

    An object of JSON types but for `published`, a date or None; `characters` is the length of the text.

    >>> described = describe(Article.from_text("Two ports closed."))
    >>> described["language"], described["sentences"]
    (None, [{'number': 1, 'start': 0, 'end': 17, 'text': 'Two ports closed.'}])
    """
    return {
        "source": article.source,
        "title": article.title,
        "published": article.published,
        "language": article.language,
        "characters": len(article.text),
        "sentences": [
            {"number": s.number, "start": s.start, "end": s.end, "text": s.text} for s in article.sentences
        ],
    }


def failure_record(source: str, article: Article | None, error: SummariserError) -> dict[str, Any]:
    """An article's record without a result, as an object of JSON; its sentences are left out, since nothing refers to them.

    Of an UnsupportedError the record has the whole result as well.

    >>> failure_record("ports.txt", None, SummariserError("no answer"))
    {'article': {'source': 'ports.txt'}, 'error': {'kind': 'SummariserError', 'message': 'no answer'}}
    """
    record: dict[str, Any]
    if isinstance(error, UnsupportedError):
        record = error.result.model_dump(mode="json")
    else:
        known = describe(article) if article else {"source": source}
        record = {"article": {name: value for name, value in known.items() if name != "sentences"}}
    if error.provenance is not None:
        record["provenance"] = error.provenance.model_dump(mode="json")
    record["error"] = {"kind": type(error).__name__, "message": str(error)}
    return record


def json_line(record: dict[str, Any]) -> str:
    """`record` as JSON on one line; what is no text, as bytes of a file name may be, as the escape that it has.

    >>> json_line({"article": {"source": "ports.txt"}})
    '{"article":{"source":"ports.txt"}}'
    """
    return json_text(json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=str))
