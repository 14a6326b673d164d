"""When a figure of the summary is one of the gold's, and which is which: by optimal assignment, at four levels."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from summariser.evaluation.gold.annotations import GoldQuantity
from summariser.evaluation.matching.assignment import best_pairs
from summariser.evaluation.matching.yardstick import canonical, head_of, same_units, same_value, stems
from summariser.evaluation.records.output import Figure


class Level(StrEnum):
    """How much of a figure must agree: its value (both ends of a range), with its bound, its unit, or both."""

    VALUE = "value"
    BOUND = "value+bound"
    UNIT = "value+unit"
    ALL = "all"


def same_unit(unit: str | None, gold: GoldQuantity) -> bool:
    """Whether a unit is the gold's.

    Where the gold has none, as for "a quarter of the fruit", a noun that stands beside the number is not wrong.
    """
    mine = canonical(unit)
    if mine and canonical(gold.unit) is None:
        return head_of(mine) in stems(gold.text)
    return same_units(unit, gold.unit)


def agrees(figure: Figure, gold: GoldQuantity, level: Level) -> bool:
    """Whether the two agree at the level."""
    return (
        same_value(figure.value, gold.value)
        and same_value(figure.upper, gold.upper)
        and (level in (Level.VALUE, Level.UNIT) or figure.bound == gold.bound)
        and (level in (Level.VALUE, Level.BOUND) or same_unit(figure.unit, gold))
    )


def match(
    figures: Sequence[Figure], gold: Sequence[GoldQuantity], level: Level
) -> list[tuple[Figure, GoldQuantity]]:
    """The most pairs that agree at the level, no figure and no gold quantity twice, in the order of the figures.

    Among equally many pairs those are taken that agree in more: bound, unit, the words of what is counted.
    """
    pairs: list[tuple[int, int]] = []
    for mine, theirs in _groups(figures, gold):
        weights = [[_weight(figures[i], gold[j], level) for j in theirs] for i in mine]
        pairs += [(mine[row], theirs[column]) for row, column in best_pairs(weights)]
    return [(figures[i], gold[j]) for i, j in sorted(pairs)]


def _groups(figures: Sequence[Figure], gold: Sequence[GoldQuantity]) -> Iterable[tuple[list[int], list[int]]]:
    """Figures and gold of one value each, since only such can agree: many small tables, rather than a big one."""
    left = set(range(len(figures)))
    while left:
        mine, theirs, grown = {min(left)}, set[int](), True
        while grown:
            reached = {j for j, g in enumerate(gold) for i in mine if same_value(figures[i].value, g.value)}
            back = {i for i in left for j in reached if same_value(figures[i].value, gold[j].value)} | mine
            grown, theirs, mine = back != mine, reached, back
        left -= mine
        if theirs:
            yield sorted(mine), sorted(theirs)


def _weight(figure: Figure, gold: GoldQuantity, level: Level) -> float:
    """0 where the two do not agree; else 1 and a little more for all else that speaks for the pair."""
    if not agrees(figure, gold, level):
        return 0.0
    words, theirs = stems(figure.what), stems(gold.what)
    similarity = len(words & theirs) / len(words | theirs) if words | theirs else 0.0
    more = 0.4 * (figure.bound == gold.bound) + 0.4 * same_unit(figure.unit, gold) + 0.2 * similarity
    return 1 + more / 1000
