"""What requests and answers look like, as OpenAPI tells it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, InstanceOf, StringConstraints, model_validator
from pydantic.json_schema import SkipJsonSchema

from summariser.comparison import Comparison, Corrections
from summariser.extraction import OnFail
from summariser.service.records import Kind, State
from summariser.verification import Coverage, Unchecked, Verdict, Verification
from summariser.verification.verdict import Mention

# Something that is not only white space.
Text = Annotated[str, StringConstraints(pattern=r"\S")]
Title = Annotated[str, StringConstraints(pattern=r"\S", max_length=300)]
Address = Annotated[str, StringConstraints(pattern=r"^\s*https?://\S+\s*$", max_length=4000)]
_WAYS = ("text", "html", "url", "file")


@dataclass(frozen=True)
class Upload:
    """A file of a form."""

    name: str
    data: bytes


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _one_way(schema: dict[str, Any]) -> None:
    """Of the ways in which something can be given, one is taken."""
    schema["oneOf"] = [{"required": [way]} for way in _WAYS if way in schema["properties"]]


class Input(_Request):
    """An article or a text: as text, as HTML, as the address of a page, or in a form as a file."""

    model_config = ConfigDict(json_schema_extra=_one_way)

    text: Text | SkipJsonSchema[None] = Field(None, description="As plain text.")
    html: Text | SkipJsonSchema[None] = Field(None, description="As a web page.")
    url: Address | SkipJsonSchema[None] = Field(None, description="The address of a page, which is fetched.")
    file: SkipJsonSchema[InstanceOf[Upload] | None] = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if sum(getattr(self, way, None) is not None for way in _WAYS) != 1:
            raise ValueError("give one of text, html, url and, in a form, file")
        return self


class SummaryRequest(Input):
    """An article that is to be summarised, and how; what is not chosen is as the operator has it."""

    title: Title | SkipJsonSchema[None] = Field(None, description="Instead of the article's own.")
    report_type: str | SkipJsonSchema[None] = Field(
        None, description="The kind of summary.", examples=["report_summary"]
    )
    policy: OnFail | SkipJsonSchema[None] = Field(
        None, description="What is done about a number that is not supported."
    )
    model: str | SkipJsonSchema[None] = Field(None, description="One of those that the operator allows.")


class VerificationRequest(Input):
    """A text and what it is checked against; text that is a JSON object is checked field by field."""

    sources: Annotated[list[Text | Input | SkipJsonSchema[InstanceOf[Upload]]], Field(min_length=1)] = Field(
        description="Articles, any of which may support a number; a plain string is a text, or an address where it is nothing else."
    )
    title: Title | SkipJsonSchema[None] = Field(None, description="By what it is found again.")
    whole_text: bool = Field(False, description="All of a page that is checked counts, not only its article.")


class Named(Input):
    """An article of a comparison, with a name or without."""

    name: Title | SkipJsonSchema[None] = Field(None, description="By what the comparison calls it.")


class SummaryId(_Request):
    """A summary that is done: its article, and its labels for the figures."""

    id: str


Compared = Text | Named | SummaryId | SkipJsonSchema[InstanceOf[Upload]]


class ComparisonRequest(_Request):
    """Articles on one story."""

    articles: Annotated[list[Compared], Field(min_length=1)] = Field(
        description="A plain string is a text, or an address where it is nothing else; an id is that of a summary."
    )
    reference: Compared | SkipJsonSchema[None] = Field(
        None, description="What each article is held against, as the report itself."
    )
    grouping: Corrections | SkipJsonSchema[None] = Field(
        None, description="What a person has put right in the rows."
    )
    title: Title | SkipJsonSchema[None] = Field(None, description="By what it is found again.")


class NumbersRequest(_Request):
    """A text whose numbers are to be found."""

    text: str


class NumbersAnswer(BaseModel):
    """The numbers of a text, in order; offsets are in characters, half-open."""

    numbers: list[Mention]


class Reason(BaseModel):
    """Why a job failed."""

    title: str
    detail: str


class JobAnswer(BaseModel):
    """A piece of work that was asked for; times are in UTC. `request` holds what was chosen."""

    id: str
    kind: Kind
    state: State
    title: str
    source: str
    url: str
    created: datetime
    started: datetime | None
    ended: datetime | None
    request: dict[str, Any]
    flagged: int | None = Field(description="How many numbers are not supported.")
    error: Reason | None


class JobsAnswer(BaseModel):
    """Some jobs, the newest first; `next` is where the next page is."""

    jobs: list[JobAnswer]
    total: int
    next: str | None


class SummaryResult(BaseModel):
    """As `summariser summarise --json` prints it. The fields of `summary` are those of its report type."""

    article: dict[str, Any]
    summary: dict[str, Any]
    verification: Verification
    provenance: dict[str, Any]


class SummaryAnswer(JobAnswer):
    """A summary, with its result once it is done."""

    result: SummaryResult | None = None


class VerdictsAnswer(BaseModel):
    """As `summariser verify --json` prints it; coverage only of an object that is held against one source."""

    verdicts: list[Verdict]
    coverage: Coverage | SkipJsonSchema[None] = None
    unchecked: list[Unchecked]


class VerificationAnswer(JobAnswer):
    """A verification, with its verdicts."""

    result: VerdictsAnswer | None = None


class ComparisonAnswer(JobAnswer):
    """A comparison: `result` is the object that `summariser compare --json` prints."""

    result: Comparison | None = None


class EventAnswer(BaseModel):
    """The data of an event: how far a summary is."""

    state: State
    stage: str
    answered: int
    asked: int
    seconds_left: float | None


class HealthAnswer(BaseModel):
    """The service answers."""

    status: str


class ReadyAnswer(BaseModel):
    """The service takes work; `problem` says why summaries rest, where they do."""

    status: str
    queued: int
    running: int
    problem: str | None
