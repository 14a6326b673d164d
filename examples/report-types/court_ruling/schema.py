"""The summary of an article about a court's ruling: who won what against whom."""

from enum import StrEnum

from pydantic import Field

from summariser.fields import (
    Abstract,
    Date,
    Evidence,
    Fields,
    Headline,
    Line,
    OptionalName,
    OptionalTerm,
    Party,
    Quantity,
    Quotation,
)


class Outcome(StrEnum):
    """What became of the claim, or of the appeal where the ruling is on one."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"
    PARTLY_UPHELD = "partly upheld"
    OTHER = "other"


class Order(Fields):
    """One thing that the court ordered."""

    text: Line = Field(description="who must do or pay what, in one short sentence")
    evidence: Evidence


class CourtRuling(Fields):
    """A ruling of a court."""

    headline: Headline = Field(description="one line that says what the court decided")
    court: OptionalName = Field(description="the court that ruled")
    case_name: OptionalTerm = Field(description="the name of the case, such as one party v another")
    decided_on: Date = Field(description="the day of the ruling, in the article's words")
    judges: list[Party] = Field(max_length=9, description="the judges who decided")
    claimant: OptionalName = Field(description="who brought the claim first, or who prosecutes")
    defendant: OptionalName = Field(description="against whom")
    appealed_from: OptionalName = Field(description="the court whose ruling was appealed, or null")
    outcome: Outcome = Field(description="what became of the claim, or of the appeal")
    abstract: Abstract = Field(description="three to five sentences")
    orders: list[Order] = Field(max_length=6, description="what the court ordered")
    quantities: list[Quantity] = Field(description="the article's figures")
    quotations: list[Quotation] = Field(description="words quoted in the article")


SUMMARY = CourtRuling
