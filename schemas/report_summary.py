"""The summary of an article about a public report: who published what, and what it found, in figures."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from summariser.fields import (
    Abstract,
    ByVerb,
    Evidence,
    Fields,
    FindingText,
    Headline,
    OfReport,
    Party,
    Quantity,
    Quotation,
    ReportDate,
    ReportIssuer,
    ReportPeriod,
    ReportTitle,
    StatementText,
)


class Stance(StrEnum):
    """How a party stands to the report's findings."""

    CONFIRMED = "confirmed"
    DENIED = "denied"
    DECLINED = "declined to comment"
    OTHER = "other"


class Report(Fields):
    """The report that the article is about."""

    title: ReportTitle = Field(description="its title if the article gives one, else null")
    issuer: ReportIssuer = Field(description="who published it")
    date: ReportDate = Field(description="when it was published, in the article's words")
    period: ReportPeriod = Field(description="the time that it covers, or null")


class Finding(Fields):
    """One thing that the report found."""

    text: FindingText = Field(description="one short sentence, figures with their over, nearly or at least")
    evidence: Evidence


class Response(Fields):
    """What a party outside the report says of it."""

    who: Party = Field(description="the party")
    stance: Annotated[Stance, ByVerb(party="who", otherwise=Stance.OTHER)]
    text: StatementText = Field(description="what they said, in one short sentence")
    evidence: Evidence


class ReportSummary(Fields):
    """Summary of an article about a report."""

    headline: Headline = Field(description="one line that says what the report found")
    report: Annotated[Report | None, OfReport()]
    abstract: Abstract = Field(description="three to five sentences")
    key_findings: list[Finding] = Field(max_length=6, description="the report's main findings")
    quantities: list[Quantity] = Field(description="the article's figures")
    quotations: list[Quotation] = Field(description="words quoted in the article")
    responses: list[Response] = Field(
        max_length=3, description="who confirmed, denied or would not comment on the findings; often none"
    )


SUMMARY = ReportSummary
