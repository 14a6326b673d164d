"""What a comparison tells: its facts, each with the figures that the articles give for it."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer

from summariser.fields import plain_number
from summariser.numbers import Bound

Amount = Annotated[Decimal, PlainSerializer(plain_number, return_type=int | float, when_used="json")]


class Agreement(StrEnum):
    """How the figures of a fact stand to each other.

    >>> compare(["Inspectors seized 40 boats.", "Inspectors seized 41 boats."]).facts[0].relation
    <Agreement.DIFFER: 'differ'>
    """

    AGREE = "agree"  # the same value and bound, in whatever notation
    COMPATIBLE = "compatible"  # all can be true: roundings, bounds, ranges, "dozens"
    DIFFER = "differ"
    SINGLE = "single"  # one article gives it


class Difference(StrEnum):
    """By what two figures of a fact differ.

    >>> compare(["Inspectors seized 40 boats.", "Inspectors seized 41 boats."]).facts[0].differ_by
    (<Difference.VALUE: 'value'>,)
    """

    VALUE = "value"
    BOUND = "bound"  # "nearly 11,000" and "over 11,000"
    UNIT = "unit"
    PERIOD = "period"
    AS_OF = "as_of"  # the value, told at another time


class Told(StrEnum):
    """What an article makes of a figure.

    >>> texts = ["Some 40 boats were seized.", "Some 41 boats were seized, revised from an earlier count of 40 boats."]
    >>> [(cell.text, str(cell.told)) for cell in compare(texts).facts[0].cells]
    [('40', 'stands'), ('41', 'stands'), ('40', 'former')]
    """

    STANDS = "stands"
    FORMER = "former"  # taken back by its article


class Cell(BaseModel):
    """The figure that an article gives for a fact: as it stands in the text, and with its bound ("nearly 11,000").

    `article` is the article's name. `text` is the number as it stands there, `written` the same with its bound, and
    `value`, `upper`, `bound` and `unit` are what it says, as in a NumberMention. `span` is where it stands in the article's
    text, as half-open offsets, `sentence` the number of its sentence, counted from 1, and `quote` that sentence's text,
    which begins at `quote_start`. `repeats` are the spans of the places where the article gives it again. `period` is the
    time that it is told of and `attribution` who states it, in the article's words, `place` the page or heading. `as_of` is
    the day for which it is told, as an EDTF date: by the article's words, or else its day of publication. `key` names the figure in `grouping.toml`.

    >>> cell = compare(["Inspectors seized over 40 boats.", "Inspectors seized 41 boats."]).facts[0].cells[0]
    >>> cell.article, cell.written, int(cell.value), cell.quote
    ('article 1', 'over 40', 40, 'Inspectors seized over 40 boats.')
    """

    model_config = ConfigDict(frozen=True)

    article: str
    text: str
    written: str
    value: Amount
    upper: Amount | None = None
    bound: Bound = Bound.EXACTLY
    unit: str | None = None
    period: str | None = None
    sentence: int
    quote: str
    quote_start: int
    span: tuple[int, int]
    place: str | None = None
    attribution: str | None = None
    as_of: str | None = None
    told: Told = Told.STANDS
    repeats: tuple[tuple[int, int], ...] = ()
    key: str


class Fact(BaseModel):
    """One thing that articles give figures for. `differ_by` names how they differ; `weight` in 0..1 how much it matters.

    `what` is the thing in an article's words, `cells` the figures, in the order of the articles, and `relation` how these
    stand to each other. `voices` counts the articles that tell it, those that share text as one.

    >>> (fact,) = compare(["Inspectors seized 40 boats.", "Inspectors seized 41 boats."]).facts
    >>> fact.what, [cell.text for cell in fact.cells], str(fact.relation)
    ('boats seized by inspectors', ['40', '41'], 'differ')
    """

    model_config = ConfigDict(frozen=True)

    what: str
    unit: str | None = None
    period: str | None = None
    relation: Agreement
    differ_by: tuple[Difference, ...] = ()
    weight: float = 0.0
    voices: int = 1
    cells: tuple[Cell, ...]

    def of(self, article: str) -> tuple[Cell, ...]:
        """The cells of one article, by its name."""
        return tuple(cell for cell in self.cells if cell.article == article)


class Compared(BaseModel):
    """An article of a comparison: its name there, what is known of it, and what to know before relying on it.

    `figures` counts the numbers of it that were compared; `is_reference` marks the one that all are held against.

    >>> [(article.name, article.figures) for article in compare(["Two ports closed.", "Three ports closed."]).articles]
    [('article 1', 1), ('article 2', 1)]
    """

    model_config = ConfigDict(frozen=True)

    name: str
    title: str | None = None
    published: date | None = None
    source: str | None = None
    is_reference: bool = False
    figures: int = 0
    notes: tuple[str, ...] = ()


class Comparison(BaseModel):
    """Which article gives which figure of the same thing. Facts that differ come first, those of one article last.

    `voices` are the articles' names in groups that share text, as agency copy does; one alone is a group of one.
    `notes` say what to know of the whole: two copies of one article, lines of `grouping.toml` that fit nothing.

    >>> made = compare(["Inspectors seized 40 boats and fined 12 owners.", "Inspectors seized 41 boats."])
    >>> len(made.facts), [fact.what for fact in made.shared]
    (2, ['boats seized by inspectors'])
    """

    model_config = ConfigDict(frozen=True)

    articles: tuple[Compared, ...]
    facts: tuple[Fact, ...]
    voices: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def shared(self) -> tuple[Fact, ...]:
        """The facts that more than one article tells."""
        return tuple(fact for fact in self.facts if fact.relation is not Agreement.SINGLE)
