"""What the tools answer: small, since an assistant's context is; the whole stands behind `result`."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

LevelInWords = Literal["supported", "look again", "not supported"]

More = Annotated[int, Field(description="How many further ones are not shown here; all are in the result.")]
ResultAddress = Annotated[str | None, Field(description="The resource that holds all of it.")]


def _without_titles(schema: dict[str, Any]) -> None:
    """The titles that are made of names tell an assistant nothing, and it has to read them."""
    for part in (schema, *schema.get("properties", {}).values()):
        part.pop("title", None)


class Answer(BaseModel):
    """What all answers and their parts have in common."""

    model_config = ConfigDict(json_schema_extra=_without_titles)


class Number(Answer):
    """A number of the text. `value` is in full (9 million is 9000000), `upper` the other end of a range."""

    words: str
    value: int | float
    upper: int | float | None = None
    bound: str
    kind: str
    unit: str | None = None
    start: Annotated[int, Field(description="Where it begins in the text, in characters from 0.")]


class Numbers(Answer):
    """The numbers of a text, in its order."""

    found: int
    numbers: list[Number]
    more: More = 0
    result: ResultAddress = None


class Judged(Answer):
    """What became of one number, name, date or quotation of what was checked."""

    words: Annotated[str, Field(description="What was checked, as the text has it.")]
    level: LevelInWords
    message: Annotated[str, Field(description="Why.")]
    start: Annotated[int | None, Field(description="Where it begins in the text.")] = None
    field: Annotated[str | None, Field(description="The part of the summary that it stands in.")] = None
    source: Annotated[str | None, Field(description="Which of several sources.")] = None
    place: Annotated[str | None, Field(description="Page and heading in the source.")] = None
    sentence: Annotated[str | None, Field(description="The source's sentence.")] = None


class Tally(Answer):
    """How many of what was checked are of which level."""

    supported: int
    look_again: int
    not_supported: int


class Checked(Answer):
    """The verdicts on a text: what is not supported first, then what to look at again."""

    tally: Tally
    verdicts: list[Judged]
    more: More = 0
    notes: list[str] = []
    result: ResultAddress = None


class Figure(Answer):
    """A figure of the article, in words and with what it counts."""

    figure: str
    what: str
    period: str | None = None
    stated_by: str | None = None
    level: LevelInWords | None = None
    sentence: str | None = None


class Summary(Answer):
    """An article's summary, its figures, and the verdicts that are no plain tick."""

    title: str | None = None
    report_type: str
    model: str
    summary: dict[str, Any]
    figures: list[Figure]
    more_figures: More = 0
    tally: Tally
    verdicts: Annotated[list[Judged], Field(description="Those not supported, then those to look at again.")]
    more: More = 0
    left_out: Annotated[list[str], Field(description="Figures of the article that the summary omits.")] = []
    notes: list[str] = []
    result: ResultAddress = None


class Given(Answer):
    """What one article says of a fact."""

    article: str
    figure: str
    as_of: str | None = None
    stated_by: str | None = None
    sentence: str


class SharedFact(Answer):
    """One thing that several articles give figures for."""

    what: str
    unit: str | None = None
    period: str | None = None
    relation: Literal["agree", "compatible", "differ", "single"]
    differ_by: list[str] = []
    given: list[Given]
    more: More = 0


class Compared(Answer):
    """The facts that more than one article tells: those that differ first."""

    articles: list[str]
    facts: list[SharedFact]
    more: More = 0
    told_by_one: Annotated[int, Field(description="Facts that only one article tells; see the result.")] = 0
    notes: list[str] = []
    result: ResultAddress = None
