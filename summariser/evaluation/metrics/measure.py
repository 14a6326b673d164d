"""A metric's value for one answer, as the two numbers whose quotient it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from summariser.evaluation.gold.annotations import GoldQuantity
from summariser.evaluation.gold.corpus import Item
from summariser.evaluation.matching.quantities import Level, match
from summariser.evaluation.records.judgement import Judgement
from summariser.evaluation.records.output import Figure, Output
from summariser.evaluation.records.prices import Prices
from summariser.evaluation.records.record import Record


class Measure(NamedTuple):
    """Part of a whole: 3 of 4 found, 2 leaks in 1 summary. Measures are added part to part and whole to whole.

    Nothing to measure is None in place of a Measure, never 0 of 0.
    """

    part: int | float | Decimal
    whole: int

    @property
    def value(self) -> float | Decimal:
        return self.part / self.whole


def ratio(part: float, whole: int) -> Measure | None:
    """The measure, or None where there is nothing of which it could be a part."""
    return Measure(part, whole) if whole else None


def total(measures: Iterable[Measure | None]) -> Measure | None:
    """The sum of those that there are; None if there are none."""
    known = [m for m in measures if m is not None]
    if not known:
        return None
    return Measure(sum((m.part for m in known[1:]), known[0].part), sum(m.whole for m in known))


@dataclass(frozen=True)
class Case:
    """One answer beside its article's gold: what every metric is given."""

    item: Item
    record: Record
    prices: Prices
    judgement: Judgement | None = None

    @property
    def failed(self) -> bool:
        """Whether there is no summary; what a summary should have found is then not found."""
        return self.record.answer.failure is not None

    @cached_property
    def output(self) -> Output:
        """The summary's parts; of a failed answer, none."""
        return Output(self.record.answer)

    @cached_property
    def core(self) -> tuple[GoldQuantity, ...]:
        """The gold quantities that the report finds."""
        return tuple(quantity for quantity in self.item.gold.quantities if quantity.core)

    def matches(self, level: Level) -> list[tuple[Figure, GoldQuantity]]:
        """Which figure of the summary is which of the gold, at the level."""
        return self._matches[level]

    @cached_property
    def _matches(self) -> dict[Level, list[tuple[Figure, GoldQuantity]]]:
        return {level: match(self.output.figures, self.item.gold.quantities, level) for level in Level}


class Unit(StrEnum):
    """How a metric's value is written."""

    SHARE = "share"
    COUNT = "count"
    SECONDS = "s"
    MONEY = "money"


@dataclass(frozen=True)
class Metric:
    """A name such as "quantities.f1.all", a title for tables, and how to measure it on one answer.

    `higher_is_better` decides what a gate takes for worse.
    """

    name: str
    title: str
    measure: Callable[[Case], Measure | None]
    higher_is_better: bool = True
    unit: Unit = Unit.SHARE
