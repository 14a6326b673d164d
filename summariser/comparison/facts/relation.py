"""How the figures of one fact stand to each other, and by what they differ."""

from collections.abc import Sequence
from itertools import combinations

from summariser.comparison.records import Agreement, Difference
from summariser.comparison.similarity.exclusions import have_disjoint_periods
from summariser.comparison.similarity.pool import Figure
from summariser.comparison.similarity.similarity import Similarity
from summariser.comparison.similarity.values import ValueRelation
from summariser.reading import Relation

_OF = {ValueRelation.BOUND: Difference.BOUND, ValueRelation.UNIT: Difference.UNIT}
Dated = tuple[Figure, str | None]  # a figure, and the day for which it is told


def relation_of(figures: Sequence[Dated], similarity: Similarity) -> tuple[Agreement, tuple[Difference, ...]]:
    """The relation of the standing figures of a fact, the first of each cell, and by what they differ."""
    if len({f.article for f, _ in figures}) < 2 and len(figures) < 2:
        return Agreement.SINGLE, ()
    found: set[Difference] = set()
    same, at_one_time, later = True, False, False
    for (one, day), (other, other_day) in combinations(figures, 2):
        stand = similarity.stand(one, other)
        same = same and stand is ValueRelation.SAME
        if _of_other_periods(one, other):
            found.add(Difference.PERIOD)
        if stand is ValueRelation.APART:
            changed = bool(day and other_day and day != other_day) and _may_change(one, other)
            at_one_time, later = at_one_time or not changed, later or changed
        elif stand in _OF:
            found.add(_OF[stand])
    if at_one_time or later:
        found.add(Difference.VALUE if at_one_time else Difference.AS_OF)
    if found:
        return Agreement.DIFFER, tuple(kind for kind in Difference if kind in found)
    return (Agreement.AGREE if same else Agreement.COMPATIBLE), ()


def _of_other_periods(one: Figure, other: Figure) -> bool:
    """Whether they are told of other times, or of stretches that share some days only."""
    mine, theirs = one.statement, other.statement
    if have_disjoint_periods(one, other):
        return True
    if not (mine.period_is_sure and theirs.period_is_sure) or one.is_of_days or other.is_of_days:
        return False
    if not all(period.days for period in (*mine.periods, *theirs.periods)):
        return False
    return {a.relation(b) for a in mine.periods for b in theirs.periods} == {Relation.OPEN}


def _may_change(one: Figure, other: Figure) -> bool:
    """Whether what is told may go on: a figure of the same stretch of time stays what it is."""
    return not any(f.statement.period_is_sure and _is_long(f) for f in (one, other))


def _is_long(figure: Figure) -> bool:
    return any(p.day is None and p.year is not None for p in figure.statement.periods)
