"""The summary of an article that is about no report: what happened, to whom, where and when, and who says what of it."""

from typing import Annotated

from pydantic import Field

from summariser.fields import (
    Abstract,
    Actor,
    ByVerb,
    Date,
    Evidence,
    Fields,
    FindingText,
    Headline,
    OptionalTerm,
    Party,
    Place,
    Quantity,
    Quotation,
    StatementText,
)
from summariser.schemas.report_summary import Stance


class Participant(Fields):
    """A person or body that takes part in what happened."""

    name: Actor = Field(description="the name, as the article has it")
    role: OptionalTerm = Field(description="who or what that is, in a few words, or null")


class Scene(Fields):
    """A place where it happened."""

    name: Place = Field(description="the place's name")


class Point(Fields):
    """One thing that happened or is known."""

    text: FindingText = Field(description="one short sentence, figures with their over, nearly or at least")
    evidence: Evidence


class Reaction(Fields):
    """What a party says of what happened."""

    who: Party = Field(description="the party")
    stance: Annotated[Stance, ByVerb(party="who", otherwise=Stance.OTHER)]
    text: StatementText = Field(description="what they said, in one short sentence")
    evidence: Evidence


class NewsSummary(Fields):
    """Summary of an article about anything else than a report."""

    headline: Headline = Field(description="one line that says what happened")
    abstract: Abstract = Field(description="what happened, in three to five sentences")
    who: list[Participant] = Field(max_length=5, description="who takes part in it")
    where: list[Scene] = Field(max_length=3, description="where it happened")
    when: Date = Field(description="when it happened, in the article's words, or null")
    key_points: list[Point] = Field(max_length=6, description="the main things that the article tells")
    quantities: list[Quantity] = Field(description="the article's figures")
    quotations: list[Quotation] = Field(description="words quoted in the article")
    reactions: list[Reaction] = Field(max_length=3, description="who says what of what happened; often none")


SUMMARY = NewsSummary
