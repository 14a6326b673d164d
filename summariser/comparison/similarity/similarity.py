"""How much tells that two figures of a story are of one thing, and what excludes it.

The words that stand around both count as in the fit of verification, one text held against the other both ways; beside
them what is counted, the value, and what is said of people. Two articles on one story that have a telling number in
common mostly mean one thing by it; two numbers of different values need more.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from math import log10

from summariser.comparison.similarity.exclusions import is_excluded
from summariser.comparison.similarity.places import Places
from summariser.comparison.similarity.pool import Figure, Pool
from summariser.comparison.similarity.same_article import parts_in
from summariser.comparison.similarity.values import ValueRelation, informativeness, is_nearly, values
from summariser.numbers import Bound, Kind
from summariser.reading.words import head_of
from summariser.verification.matching.compare import MEASURED, UnitFit, is_vague
from summariser.verification.matching.lexicon import LOOSE_NOUNS, NOUN_GROUPS, TIME_UNITS

# From which similarity on two figures are of one thing, by how their values stand to each other. One article that gives
# two values for what it says in the same words contradicts itself. By judgement, on evals/stories; each below was moved
# by 0.08 and 0.15 up and down without gain (docs/measurements/figures.md).
_ENOUGH = {ValueRelation.APART: 0.45}
_ENOUGH_ELSE, _CONTRADICTS, _GIVES_TWICE = 0.38, 1.0, 0.6
# What is counted: the same noun or one that stands for it, other people, one that is not named, of one role.
_NOUN, _PEOPLE, _OF_ONE_ROLE = 0.2, 0.1, 0.1
_MEASURE = 0.1  # percentages and money are of many things
_ALONE = 0.1  # no other number of either article counts that
_ONLY_NOUN = 0.4  # nor does another one by that very noun
# A value in common, by how little that is chance; values that can both be true; for each power of ten between others.
_IN_COMMON, _TELLING, _ROUNDED, _POSSIBLE, _POSSIBLE_TELLING, _POWER = 0.1, 0.4, 0.3, 0.1, 0.15, 0.2
# Two articles on one story that both have a 14 mean one thing by it far more often than not.
_NO_CHANCE, _CHANCE = 0.15, 0.3
_PART = -0.3  # one is a part of what it is told with
_ROLE, _ONLY_ROLE = 0.2, 0.2
_OF_ONE_NAME = 0.2
Counted = tuple[str, object]  # "role", "noun" or "sort", and which
_ANYBODY = frozenset("peopl person man woman men women resident citizen passenger".split())


@dataclass
class Similarity:
    """The similarity of a pool's figures, worked out once for each pair that is asked for."""

    pool: Pool
    _known: dict[tuple[int, int], float | None] = field(default_factory=dict)

    def of(self, one: Figure, other: Figure) -> float | None:
        """By how much more than enough they are alike, below 0 if not enough; None where they cannot be of one thing."""
        first, second = sorted((one, other), key=lambda f: f.mention.start)
        key = first.mention.start, second.mention.start
        if key not in self._known:
            self._known[key] = self._margin(first, second)
        return self._known[key]

    def stand(self, one: Figure, other: Figure) -> ValueRelation:
        """How their values stand to each other."""
        return values(one.mention, other.mention, nearly=(self._is_nearly(one), self._is_nearly(other)))

    def _is_nearly(self, figure: Figure) -> bool:
        return figure.mention.bound is Bound.ABOUT and is_nearly(self.pool.index.text, figure.mention.start)

    def fit(self, one: Figure, other: Figure) -> float:
        """How well what is said of the one fits what is said of the other, both ways."""
        return max(0.0, (one.claim.fit(other.found) + other.claim.fit(one.found)) / 2)

    def _margin(self, one: Figure, other: Figure) -> float | None:
        units = one.claim.unit_fit(other.found), other.claim.unit_fit(one.found)
        unit = min(units, key=lambda fit: fit.value)
        if unit is UnitFit.APART:
            return None
        stand = self.stand(one, other)
        if is_excluded(self.pool, one, other, unit, stand):
            return None
        alike = self._places.alike(one, other)
        if alike is False:
            return None
        score = self.fit(one, other) + self._of_value(one, other, stand) + _OF_ONE_NAME * bool(alike)
        score += self._of_unit(one, other, unit, stand) + self._of_role(one, other)
        if stand in (ValueRelation.APART, ValueRelation.POSSIBLE) and (one in self._parts) != (
            other in self._parts
        ):
            score += _PART
        vague = is_vague(one.mention) or is_vague(other.mention)
        if (
            one.article != other.article
            or stand not in (ValueRelation.APART, ValueRelation.POSSIBLE)
            or vague
        ):
            return score - _ENOUGH.get(stand, _ENOUGH_ELSE)
        if one.found.sentence == other.found.sentence:
            return None
        least = _CONTRADICTS if stand is ValueRelation.APART else _GIVES_TWICE
        return score - least if score >= least else None

    def _of_value(self, one: Figure, other: Figure, stand: ValueRelation) -> float:
        mine, theirs = one.mention, other.mention
        if stand is ValueRelation.APART:
            small, large = sorted((abs(mine.value), abs(theirs.value)))
            powers = log10(large / small) if small else 2.0
            return -_POWER * powers
        least = min(informativeness(mine), informativeness(theirs))
        if stand is ValueRelation.ROUNDED:
            return _IN_COMMON + _ROUNDED * least
        if stand is ValueRelation.POSSIBLE:
            return _POSSIBLE + (0 if is_vague(mine) or is_vague(theirs) else _POSSIBLE_TELLING * least)
        alike = mine.kind is theirs.kind or not {mine.kind, theirs.kind} & MEASURED
        alike = alike and (mine.unit not in TIME_UNITS or least > _CHANCE)  # "two days" may be any
        no_chance = alike and least >= _CHANCE and one.article != other.article
        return _IN_COMMON + _TELLING * least + (_NO_CHANCE if no_chance else 0.0)

    def _of_unit(self, one: Figure, other: Figure, unit: UnitFit, stand: ValueRelation) -> float:
        mine, theirs = one.mention.unit, other.mention.unit
        if unit is UnitFit.OPEN or mine is None or theirs is None:
            counted, bare = (mine, other) if mine else (theirs, one)
            if {one.mention.kind, other.mention.kind} & MEASURED:
                return 0.0
            if counted is not None and head_of(counted) in bare.statement.subject.own:
                return _NOUN
            return _OF_ONE_ROLE if one.statement.role == other.statement.role is not None else 0.0
        if unit is UnitFit.OTHER:
            return 0.0 if stand is ValueRelation.UNIT else _MEASURE
        if {one.mention.kind, other.mention.kind} & MEASURED:
            return _MEASURE
        alone = _ALONE * (one.article != other.article and self._is_alone(one) and self._is_alone(other))
        if head_of(mine) == head_of(theirs):
            return _NOUN + max(alone, _ONLY_NOUN * self._only_ones(one, other))
        if unit is UnitFit.SAME or sort_of(mine) == sort_of(theirs):
            return _NOUN + alone
        if one.statement.role and one.statement.role == other.statement.role:
            return _OF_ONE_ROLE
        if LOOSE_NOUNS & {head_of(mine), head_of(theirs)}:
            return 0.0
        if unit is UnitFit.ALIKE:
            return _PEOPLE
        return alone

    def _of_role(self, one: Figure, other: Figure) -> float:
        mine, theirs = one.statement.role, other.statement.role
        if mine is None or mine != theirs or not (one.mention.kind is other.mention.kind is Kind.CARDINAL):
            return 0.0
        alone = one.article != other.article and all(
            self._gives_one(figure, ("role", mine)) for figure in (one, other)
        )
        return _ROLE + _ONLY_ROLE * alone

    def _only_ones(self, one: Figure, other: Figure) -> bool:
        """Whether neither article counts anything else by the noun that both have, and it is one that tells."""
        head = head_of(one.mention.unit or "")
        if one.article == other.article or head in LOOSE_NOUNS or head in _ANYBODY:
            return False
        return all(self._gives_one(figure, ("noun", head)) for figure in (one, other))

    def _is_alone(self, figure: Figure) -> bool:
        return self._gives_one(figure, ("sort", sort_of(figure.mention.unit or "")))

    @cached_property
    def _places(self) -> Places:
        return Places(self.pool)

    @cached_property
    def _parts(self) -> set[Figure]:
        return parts_in(self.pool, self.pool.figures)

    def _gives_one(self, figure: Figure, counted: Counted) -> bool:
        """Whether the article of a figure gives one value only for a role, a noun or a sort of nouns."""
        return len(self._given.get((figure.article, counted), ())) == 1

    @cached_property
    def _given(self) -> dict[tuple[int, Counted], set[Decimal]]:
        """The values that each article gives for each role, each noun and each sort of nouns that it counts."""
        found: dict[tuple[int, Counted], set[Decimal]] = {}
        for figure in self.pool.figures:
            if figure.mention.kind is not Kind.CARDINAL or figure.is_former:
                continue
            counted: list[Counted] = [("role", figure.statement.role)]
            if unit := figure.mention.unit:
                counted += [("noun", head_of(unit)), ("sort", sort_of(unit))]
            for one in counted:
                found.setdefault((figure.article, one), set()).add(figure.mention.value)
        return found


def sort_of(unit: str) -> object:
    """What stands for a counted noun and for those that texts use for it."""
    head = head_of(unit) if unit else ""
    return next((group for group in NOUN_GROUPS if head in group), head)
