"""When a figure of the summary is one of the gold's, and which is which: by optimal assignment, at four levels."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from summariser.evaluation.assignment import best_pairs
from summariser.evaluation.gold import GoldQuantity
from summariser.evaluation.output import Figure
from summariser.numbers import find_numbers
from summariser.verification.compare import MEASURED, head_of
from summariser.verification.words import stem

# The gold writes shares to four places: a third is 0.3333.
_SHARE_STEP = Decimal("0.00005")
_PEOPLE = frozenset({"person", "people"})


class Level(StrEnum):
    """How much of a figure must agree: its value (both ends of a range), with its bound, its unit, or both."""

    VALUE = "value"
    BOUND = "value+bound"
    UNIT = "value+unit"
    ALL = "all"


def same_value(value: Decimal | None, gold: Decimal | None) -> bool:
    """Whether two ends are equal; shares below 1 to the four places that the gold is written to."""
    if value is None or gold is None:
        return value is gold
    return value == gold or (abs(gold) < 1 and abs(value - gold) <= _SHARE_STEP)


def same_unit(unit: str | None, gold: GoldQuantity) -> bool:
    """Whether a unit is the gold's: in its canonical form, for counted nouns by the noun that carries it.

    What it is per must agree: "EUR" is not "EUR per tonne". Where the gold has none, as for "a quarter of the
    fruit", a noun that stands beside the number is not wrong.
    """
    mine, theirs = _canonical(unit), _canonical(gold.unit)
    if mine == theirs:
        return True
    if mine is None:
        return False
    if theirs is None:
        return head_of(mine) in {stem(word) for word in re.findall(r"\w+", gold.text)}
    return _per(mine) == _per(theirs) and head_of(mine) == head_of(theirs)


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
    words, theirs = _words(figure.what), _words(gold.what)
    likeness = len(words & theirs) / len(words | theirs) if words | theirs else 0.0
    more = 0.4 * (figure.bound == gold.bound) + 0.4 * same_unit(figure.unit, gold) + 0.2 * likeness
    return 1 + more / 1000


def _words(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"[^\W\d_]+", text))


def _per(unit: str) -> str:
    return stem(unit.partition(" per ")[2])


@lru_cache(maxsize=4096)
def _canonical(unit: str | None) -> str | None:
    """A unit as anyone writes it ("€", "troops", "%") in the number finder's form."""
    if unit is None or not unit.strip():
        return None
    written = " ".join(unit.split())
    for phrase in (f"5 {written}", f"{written}5"):
        found = find_numbers(phrase)
        # Of counted nouns the finder may take the first of several; the one that carries the unit is the last.
        if len(found) == 1 and found[0].kind in MEASURED and found[0].unit:
            written = found[0].unit
            break
    return "people" if written.lower() in _PEOPLE else written.lower()
