"""What is judged: one number of the summary, with what is said of it, and the source to hold it against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from summariser.numbers import Kind, NumberMention
from summariser.reading import Statement, WrittenDate
from summariser.verification.compare import MEASURED, UnitFit, unit_fit
from summariser.verification.fit import Fits
from summariser.verification.headline import is_headline
from summariser.verification.index import SourceIndex, SourceMention

# Of these kinds no other word than the unit tells how well it fits.
_MOST = 20
_TOLD_BY_UNIT = frozenset({Kind.CARDINAL, *MEASURED})


@dataclass(frozen=True)
class Claim:
    """One number of a text, the sentence that it stands in, and the source to hold it against.

    `span` is the sentence, as half-open offsets into `text`; `others` and `dates` are its numbers and dates, `words`
    the stems of its words that tell. `statement` is what is said of the number; None of what is no quantity;
    `event` is what is said of the date that it is a part of;
    `beside` are the statements of its text by where their numbers begin. `cited` are the numbers of the source's sentences that the summary names as evidence, if it names any. `open_bound` and
    `open_unit` are set where the summary has no place to say a bound or a unit; `is_prose` is unset of a field.
    `denies` is set where the summary itself says that some figure is wrong, `steps` are the cues of a step of arithmetic
    in its sentence.
    """

    mention: NumberMention
    source: SourceIndex
    text: str
    span: tuple[int, int]
    others: tuple[NumberMention, ...] = ()
    dates: tuple[WrittenDate, ...] = ()
    words: frozenset[str] = frozenset()
    statement: Statement | None = None
    event: Statement | None = None
    beside: Mapping[int, Statement] = field(default_factory=dict)
    path: str = ""
    cited: tuple[int, ...] = ()
    open_bound: bool = False
    open_unit: bool = False
    is_prose: bool = True
    denies: bool = False
    steps: frozenset[str] = frozenset()

    @property
    def own_dates(self) -> tuple[WrittenDate, ...]:
        """The date that the number is a part of, if it is one; two for a span of years."""
        return tuple(d for d in self.dates if d.start <= self.mention.start < d.end)

    @cached_property
    def fits(self) -> Fits:
        """How well what is said of the number fits each number of the source."""
        if self.statement is None:
            return Fits({})
        source = self.source
        sentences = {m.sentence for m in source.with_value(self.mention.value)[:_MOST]}
        beside = (m for number in sentences for m in source.by_sentence.get(number or 0, ()))
        starts = [m.mention.start for m in beside if m.mention.start in source.reading.by_start]
        return source.fit_index.fits(self.statement, starts)

    def fit(self, found: SourceMention) -> float:
        """How well it fits one of them, about 0 to 1; below 0 where that is of another time."""
        return self.fits.of(found.mention.start)

    @cached_property
    def in_headline(self) -> bool:
        """Whether the claim stands in a headline, which drops bounds and joins words by convention."""
        return self.is_prose and is_headline(self.text)

    def unit_fit(self, found: SourceMention) -> UnitFit:
        """How the claim's unit stands to that of a number of the source."""
        key = found.mention.kind, found.mention.unit
        if key[0] not in _TOLD_BY_UNIT:
            return self._unit_fit(found)
        if key not in self._unit_fits:
            self._unit_fits[key] = self._unit_fit(found)
        return self._unit_fits[key]

    @cached_property
    def _unit_fits(self) -> dict[tuple[Kind, str | None], UnitFit]:
        return {}

    def _unit_fit(self, found: SourceMention) -> UnitFit:
        if self.open_unit and found.mention.is_quantity:
            return UnitFit.OPEN
        fit = unit_fit(self.mention, found.mention)
        elided = (
            self.source.text.startswith(" of ", found.mention.end) and found.mention.kind is Kind.CARDINAL
        )
        return (
            UnitFit.OPEN if fit in (UnitFit.OTHER, UnitFit.NOUN, UnitFit.APART) and elided else fit
        )  # "70 tonnes of cheese, 45 of butter"

    def near(self, found: SourceMention) -> bool:
        """Whether a number's sentence has some word of the claim's that tells, or another number of its sentence."""
        if not self.words.isdisjoint(self.source.stems_of(found.sentence or 1)):
            return True
        values = {m.value for m in self.others if m.start != self.mention.start and m.value >= _TELLING}
        here = self.source.by_sentence.get(found.sentence or 0, ())
        return any(m.mention.value in values for m in here if m is not found)


_TELLING = 10
