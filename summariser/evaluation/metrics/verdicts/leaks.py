"""Figures that may not turn up: those of the page around the article, and those that were taken back."""

from functools import lru_cache

from summariser.evaluation.gold.annotations import Gold
from summariser.evaluation.matching.yardstick import head_of, same_value
from summariser.evaluation.metrics.measure import Case, Measure, Metric, Unit
from summariser.evaluation.records.output import Figure
from summariser.evaluation.records.record import Judged
from summariser.numbers import NumberMention, find_numbers


def furniture(case: Case) -> Measure | None:
    """Numbers of the summary, fields and prose, that only the furniture has."""
    return None if case.failed else Measure(len(furniture_leaks(case)), 1)


def must_not_appear(case: Case) -> Measure | None:
    """Quantities that give a figure which the gold says may not appear; words may tell of it."""
    return None if case.failed else Measure(len(forbidden_leaks(case)), 1)


def furniture_leaks(case: Case) -> list[Judged]:
    """The numbers that `furniture` counts."""
    forbidden = _mentions(case.item.gold.furniture_numbers)
    return [
        claim
        for claim in case.output.claims
        if claim.said and any(_is(claim.said.value, claim.said.unit, m, case.item.gold) for m in forbidden)
    ]


def forbidden_leaks(case: Case) -> list[Figure]:
    """The figures that `must_not_appear` counts."""
    forbidden = _mentions(case.item.gold.must_not_appear)
    return [
        figure
        for figure in case.output.figures
        if any(_is(figure.value, figure.unit, mention, case.item.gold) for mention in forbidden)
    ]


def _is(value: object, unit: str | None, mention: NumberMention, gold: Gold) -> bool:
    """Whether a number is the forbidden one, rather than a quantity of the article that has the same value."""
    if value != mention.value or any(same_value(mention.value, q.value) for q in gold.quantities):
        return False
    return unit is None or mention.unit is None or head_of(unit.lower()) == head_of(mention.unit.lower())


@lru_cache(maxsize=512)
def _mentions(pieces: tuple[str, ...]) -> tuple[NumberMention, ...]:
    return tuple(mention for piece in pieces for mention in find_numbers(piece) if mention.is_quantity)


METRICS = (
    Metric("leaks.furniture", "Furniture leaks", furniture, False, Unit.COUNT),
    Metric("leaks.must_not_appear", "Figures that may not appear", must_not_appear, False, Unit.COUNT),
)
