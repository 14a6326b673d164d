"""What is judged: one number of the summary, with what is said of it, and the source to hold it against."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from summariser.numbers import Kind, NumberMention
from summariser.reading import Statement, WrittenDate
from summariser.verification.claims.headline import is_headline
from summariser.verification.matching.compare import MEASURED, UnitFit, unit_fit
from summariser.verification.matching.fit import Fits
from summariser.verification.matching.nearest import MOST
from summariser.verification.source.index import SourceIndex, SourceMention

# By judgement, so that time stays linear.
_MOST = 20
_BESIDE = 30  # numbers before and behind one that may stand in its sentence
# Of these kinds no other word than the unit tells how well it fits.
_TOLD_BY_UNIT = frozenset({Kind.CARDINAL, *MEASURED})


@dataclass(frozen=True)
class Claim:
    """One number of a text, the sentence that it stands in, and the source to hold it against.

    `span` is the sentence, as half-open offsets into `text`; `others` and `dates` are its numbers and dates, `words`
    the stems of its words that tell. `statement` is what is said of the number; None of what is no quantity;
    `event` is what is said of the date that it is a part of;
    `beside` are the statements of its text by where their numbers begin. `cited` are the numbers of the source's sentences that the summary names as evidence, if it names any. `open_bound` and
    `open_unit` are set where the summary has no place to say a bound or a unit; `is_prose` is unset of a field, `is_title` set in
    the title of an article.
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
    is_title: bool = False
    denies: bool = False
    steps: frozenset[str] = frozenset()

    @cached_property
    def _cited(self) -> frozenset[int | None]:
        return frozenset(self.cited)

    def cites(self, found: SourceMention) -> bool:
        """Whether a number of the source stands in a sentence that the summary names as evidence."""
        return found.sentence in self._cited

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What several questions work out of the claim, once."""
        return {}

    @cached_property
    def own_dates(self) -> tuple[WrittenDate, ...]:
        """The date that the number is a part of, if it is one; two for a span of years."""
        return tuple(d for d in self.dates if d.start <= self.mention.start < d.end)

    @cached_property
    def fits(self) -> Fits:
        """How well what is said of the number fits each number of the source."""
        if self.statement is None:
            return Fits({})
        source = self.source
        first = source.with_value(self.mention.value)[:_MOST]
        sentences = {m.sentence for m in first}
        beside = (m for m in source.around(_BESIDE, *first) if m.sentence in sentences)
        starts = [m.mention.start for m in beside if m.mention.start in source.reading.by_start]
        return source.fit_index.fits(self.statement, starts)

    def places(self, value: Decimal) -> Sequence[SourceMention]:
        """The numbers of the source with a value, in order: of very many, those that may be meant."""
        return self._telling(
            self.source.with_value(value), lambda found: value in (found.mention.value, found.mention.upper)
        )

    def places_alike(self) -> Sequence[SourceMention]:
        """Those with its value, and for ranges its upper end."""
        ends = self.mention.value, self.mention.upper
        return self._telling(
            self.source.with_ends(*ends), lambda found: (found.mention.value, found.mention.upper) == ends
        )

    def _telling(
        self, places: Sequence[SourceMention], belongs: Callable[[SourceMention], bool]
    ) -> Sequence[SourceMention]:
        """Of places in order the first, those that its words fit and those that it cites."""
        if len(places) <= MOST:
            return places
        by_start, by_sentence = self.source.by_start, self.source.by_sentence
        fitting = [found for start in self.fits.scores if (found := by_start.get(start))]
        fitting += (found for number in self.cited[:_MOST] for found in by_sentence.get(number, ())[:MOST])
        chosen = {found.start: found for found in (*places[:MOST], *filter(belongs, fitting))}
        return [chosen[start] for start in sorted(chosen)]

    def fit(self, found: SourceMention) -> float:
        """How well it fits one of them, about 0 to 1; below 0 where that is of another time."""
        return self.fits.of(found.mention.start)

    @cached_property
    def in_headline(self) -> bool:
        """Whether the claim stands in a headline, which drops bounds and joins words by convention."""
        return self.is_title or (self.is_prose and is_headline(self.text))

    def unit_fit(self, found: SourceMention) -> UnitFit:
        """How the claim's unit stands to that of a number of the source."""
        mention = found.mention
        if self.open_unit and mention.is_quantity:
            return UnitFit.OPEN
        # "70 tonnes of cheese, 45 of butter"
        elided = mention.kind is Kind.CARDINAL and self.source.text.startswith(" of ", mention.end)
        key = mention.kind, mention.unit, elided
        if mention.kind not in _TOLD_BY_UNIT or key not in self._unit_fits:
            fit = unit_fit(self.mention, mention)
            of_what = elided and fit in (UnitFit.OTHER, UnitFit.NOUN, UnitFit.APART)
            self._unit_fits[key] = UnitFit.OPEN if of_what else fit
        return self._unit_fits[key]

    @cached_property
    def _unit_fits(self) -> dict[tuple[Kind, str | None, bool], UnitFit]:
        return {}

    def near(self, found: SourceMention) -> bool:
        """Whether a number's sentence has some word of the claim's that tells, or another number of its sentence."""
        if not self.words.isdisjoint(self.source.stems_of(found.sentence or 1)):
            return True
        here = self.source.values_in.get(found.sentence or 0)
        own = found.mention.value
        return here is not None and any(here[v] > (v == own) for v in self._telling_values if v in here)

    @cached_property
    def values_beside(self) -> frozenset[Decimal]:
        """The values of the quantities of its sentence, its own among them."""
        return frozenset(m.value for m in self.others if m.is_quantity)

    @cached_property
    def _telling_values(self) -> frozenset[Decimal]:
        return frozenset(
            m.value for m in self.others if m.start != self.mention.start and m.value >= _TELLING
        )


# By judgement: a smaller number stands in any text.
_TELLING = 10
