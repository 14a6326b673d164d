"""The summary of an article about a company's results: what it earned and sold, and what it expects."""

from enum import StrEnum

from pydantic import Field

from summariser.fields import (
    Abstract,
    Date,
    Evidence,
    Fields,
    Headline,
    OptionalName,
    Period,
    Quantity,
    Quotation,
    Speaker,
    StatementText,
)


class Forecast(StrEnum):
    """What the company did with its forecast."""

    RAISED = "raised"
    CONFIRMED = "confirmed"
    LOWERED = "lowered"
    NEW = "new"
    NONE = "none given"


class Outlook(Fields):
    """One thing that the company expects or plans."""

    who: Speaker = Field(description="who says so")
    text: StatementText = Field(description="what is expected, in one short sentence")
    evidence: Evidence


class CompanyResults(Fields):
    """The results of a company for one period."""

    headline: Headline = Field(description="one line that says how the company did")
    company: OptionalName = Field(description="the company whose results these are")
    period: Period = Field(description="the time that the results are for, in the article's words")
    published: Date = Field(description="when the company published the results, in the article's words")
    abstract: Abstract = Field(description="three to five sentences")
    forecast: Forecast = Field(
        description="what became of the forecast for the year: new where it is the first for its year"
    )
    outlook: list[Outlook] = Field(max_length=4, description="what the company expects or plans")
    spokesperson: Speaker = Field(description="the person who speaks for the company before all others")
    quantities: list[Quantity] = Field(description="the article's figures")
    quotations: list[Quotation] = Field(description="words quoted in the article")


SUMMARY = CompanyResults
