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
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=1000),
    WithJsonSchema({"type": "string", "maxLength": 100}),
]
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
OptionalName = Annotated[Name | None, BeforeValidator(_absent)]


class Fact(StrEnum):
    """What an article tells of the report that it is about."""

    TITLE = "title"
    ISSUER = "issuer"
    DATE = "date"  # of publication
    PERIOD = "period"  # that it covers


@dataclass(frozen=True)
class Told:
    """Marks a field that holds a fact of the report in the article's own words, found there: the model only chooses."""

    fact: Fact


@dataclass(frozen=True)
class InArticle:
    """Marks a name of which every word stands in the article; one that the article does not have is no answer."""


@dataclass(frozen=True)
class ByVerb:
    """Marks a stance that the verb of the article tells of the party in another field; `otherwise` where no verb does."""

    party: str
    otherwise: str


Party = Annotated[Name, InArticle()]
Speaker = Annotated[OptionalName, InArticle()]
ReportTitle = Annotated[OptionalName, Told(Fact.TITLE)]
ReportIssuer = Annotated[OptionalName, Told(Fact.ISSUER)]
ReportDate = Annotated[OptionalName, Told(Fact.DATE)]
ReportPeriod = Annotated[OptionalName, Told(Fact.PERIOD)]
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
    unit: OptionalName = Field(
        default=None, description="canonical and singular: USD, percent, barrel, troop"
    )
    period: OptionalName = Field(default=None, description="the time it holds for, in the article's words")
    attribution: Speaker = Field(default=None, description="who states it")
    evidence: Evidence


class Quotation(Fields):
    """Words in quotation marks, and whose they are."""

    text: Paragraph = Field(description="the quoted words, verbatim")
    speaker: Speaker = Field(default=None, description="who said or wrote it")
    evidence: Evidence
