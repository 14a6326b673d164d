"""The field types that report schemas are made of.

Verification and extraction know these by name and shape: a model with a `value` is a quantity, one with a
`speaker` and a `text` is a quotation, `evidence` is sentence numbers, any other string is prose. Field
descriptions are shown to the model; they are the only place where a field is explained.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from summariser.numbers import Bound


def plain_number(value: Decimal) -> int | float:
    """The value as JSON has it: a number, not a string, and the same when it is read again."""
    if value == value.to_integral_value():
        return int(value)
    nearest = float(value)  # of a number with very many digits a whole one
    return int(nearest) if nearest.is_integer() else nearest


def _absent(value: Any) -> Any:
    """Weak models write "null" or "unknown" for what is not there."""
    if isinstance(value, str) and value.strip().lower() in {
        "",
        "null",
        "none",
        "n/a",
        "unknown",
        "not specified",
    }:
        return None
    return value


# By judgement: no quantity of news is larger, and every arithmetic holds it.
LARGEST = 10**30
Number = Annotated[
    Decimal,
    # The limits keep a hostile exponent from being written out in full.
    Field(allow_inf_nan=False, gt=-LARGEST, lt=LARGEST),
    PlainSerializer(plain_number, return_type=int | float, when_used="json"),
    # pydantic's own schema for Decimal holds a pattern with lookaround, which strict servers refuse.
    WithJsonSchema({"type": "number"}),
]
# How long a text may be is said twice. A model whose server can be held to a schema is held to the shorter length,
# which ends the loops that weak models fall into; an answer is refused only when it is out of all proportion.
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=2000),
    WithJsonSchema({"type": "string", "maxLength": 200}),
]
Paragraph = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=5000),
    WithJsonSchema({"type": "string", "maxLength": 500}),
]


class Fact(StrEnum):
    """What an article tells of the report that it is about."""

    TITLE = "title"
    ISSUER = "issuer"
    DATE = "date"  # of publication
    PERIOD = "period"  # that it covers


class Kind(StrEnum):
    """What the words of a field name; the article's own of that kind are what the model chooses among."""

    NAME = "name"  # of a person, a body or a place
    ACTOR = "actor"  # a person or a body
    PLACE = "place"
    SPEAKER = "speaker"
    TIME = "time"


FROM_ARTICLE = "x-from-article"  # in a JSON Schema: the kind of what is chosen from the article


def _short(kind: Kind | Fact | None = None) -> Any:
    schema: dict[str, Any] = {"type": "string", "maxLength": 100}
    return WithJsonSchema(schema | ({FROM_ARTICLE: kind} if kind else {}))


_Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
_Term = Annotated[_Short, _short()]
OptionalTerm = Annotated[_Term | None, BeforeValidator(_absent)]


@dataclass(frozen=True)
class Told:
    """Marks a field that holds a fact of the report in the article's own words, found there: the model only chooses."""

    fact: Fact


@dataclass(frozen=True)
class OfReport:
    """Marks what tells of the report that an article is about: None, whatever the model says, where it is about none."""


@dataclass(frozen=True)
class InArticle:
    """Marks a name or a time that stands in the article; one that the article does not have is no answer."""

    kind: Kind = Kind.NAME


@dataclass(frozen=True)
class ByVerb:
    """Marks a stance that the verb of the article tells of the party in another field; `otherwise` where no verb does."""

    party: str
    otherwise: str


class Part(StrEnum):
    """What a text is to its summary."""

    HEADLINE = "headline"
    ABSTRACT = "abstract"
    FINDING = "finding"
    STATEMENT = "statement"  # of the party in the field beside it


@dataclass(frozen=True)
class OwnWords:
    """Marks a text that the article's own sentences can be: all of it where a model is too weak to write, or failed to."""

    part: Part


Name = Annotated[_Short, _short(Kind.NAME), InArticle()]
Actor = Annotated[_Short, _short(Kind.ACTOR), InArticle(Kind.ACTOR)]
Place = Annotated[_Short, _short(Kind.PLACE), InArticle(Kind.PLACE)]
OptionalName = Annotated[Annotated[_Short, _short(Kind.NAME)] | None, BeforeValidator(_absent), InArticle()]
Party = Annotated[_Short, _short(Kind.SPEAKER), InArticle()]
Speaker = Annotated[Annotated[_Short, _short(Kind.SPEAKER)] | None, BeforeValidator(_absent), InArticle()]
Date = Annotated[Annotated[_Short, _short(Kind.TIME)] | None, BeforeValidator(_absent), InArticle(Kind.TIME)]
Period = Date
Headline = Annotated[Line, OwnWords(Part.HEADLINE)]
Abstract = Annotated[Paragraph, OwnWords(Part.ABSTRACT)]
FindingText = Annotated[Line, OwnWords(Part.FINDING)]
StatementText = Annotated[Line, OwnWords(Part.STATEMENT)]
ReportTitle = Annotated[
    Annotated[_Short, _short(Fact.TITLE)] | None, BeforeValidator(_absent), Told(Fact.TITLE)
]
ReportIssuer = Annotated[
    Annotated[_Short, _short(Fact.ISSUER)] | None, BeforeValidator(_absent), Told(Fact.ISSUER)
]
ReportDate = Annotated[Annotated[_Short, _short(Fact.DATE)] | None, BeforeValidator(_absent), Told(Fact.DATE)]
ReportPeriod = Annotated[
    Annotated[_Short, _short(Fact.PERIOD)] | None, BeforeValidator(_absent), Told(Fact.PERIOD)
]
# By judgement: one claim stands in one or two sentences.
MAX_EVIDENCE = 4
Evidence = Annotated[
    list[int], Field(max_length=MAX_EVIDENCE, description="numbers of the sentences that say so")
]


class Fields(BaseModel):
    """Base of every schema and of every part of one: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


class Quantity(Fields):
    """A number that the article states, and what it counts or measures."""

    what: Line = Field(description="what is counted or measured, without the number")
    value: Number = Field(description="in full (9 million is 9000000); of a range, the lower end")
    upper: Number | None = Field(default=None, description="of a range, the upper end")
    bound: Bound = Field(
        default=Bound.EXACTLY, description="what words such as over, nearly or up to make of it"
    )
    unit: OptionalTerm = Field(
        default=None, description="canonical and singular: USD, percent, barrel, troop"
    )
    period: OptionalTerm = Field(default=None, description="the time it holds for, in the article's words")
    attribution: Speaker = Field(default=None, description="who states it")
    evidence: Evidence


class Quotation(Fields):
    """Words in quotation marks, and whose they are."""

    text: Paragraph = Field(description="the quoted words, verbatim")
    speaker: Speaker = Field(default=None, description="who said or wrote it")
    evidence: Evidence
