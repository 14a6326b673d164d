"""The steps of arithmetic that a source's own numbers allow, worked out once for it and kept by value.

Operands are of one unit and stand in one sentence or in neighbouring ones. A number without a unit has that of the one
before it in its sentence: "918 million lira, 54 million up on the year".
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from functools import cached_property
from itertools import islice

from summariser.numbers import Kind
from summariser.reading import Direction, Endpoint, Polarity, Relation, Statement
from summariser.verification.matching.compare import PART_OF, UnitFit, unit_fit
from summariser.verification.matching.nearest import MOST
from summariser.verification.source.index import SourceIndex, SourceMention

# Of a sentence with more numbers than this only the first are tried. By judgement, so that time stays linear and few
# sums are right by chance (benchmarks/accuracy/chance.py); so are those below.
_MOST_OPERANDS = 12
_MOST_SAID = 3
_NEAR = 3  # sentences
_HUNDRED = Decimal(100)


class Operation(Enum):
    """What a step does, in words that go before "the source's 3 and 4"."""

    SUM = "sum of"
    DIFFERENCE = "difference of"
    SHARE = "share, in percent, given by"
    MULTIPLE = "ratio of"
    CHANGE = "change in percent between"
    PART = "part that is given by"
    QUOTIENT = "quotient of"
    REST = "rest that is left by"


@dataclass(frozen=True, slots=True)
class Operand:
    """A number of the source with what is said of it, and with the unit that it has or takes over."""

    place: SourceMention
    statement: Statement
    unit: str | None

    @property
    def value(self) -> Decimal:
        """Its value, or that of the end of a range that it stands for."""
        return self.place.mention.value


@dataclass(frozen=True, slots=True)
class Step:
    """A value that one step over operands gives; `together` where they stand in one sentence."""

    operation: Operation
    value: Decimal
    operands: tuple[Operand, ...]
    together: bool = True
    direction: Direction | None = None  # of a change in percent: from the smaller to the larger, or back

    @property
    def is_told(self) -> bool:
        """Whether the source gives one operand as by how much the other changed or differs: "650 fewer than a year ago"."""
        ends = {o.statement.endpoint for o in self.operands}
        return self.together and len(ends) == 2 and Endpoint.BY in ends

    @property
    def way(self) -> Direction | None:
        """Which way it goes from the earlier operand to the later, where the source tells which is which."""
        if len(self.operands) != 2:
            return None
        one, other = self.operands
        earlier = _earlier(one, other)
        if earlier is None or one.value == other.value:
            return None
        later = other if earlier is one else one
        return Direction.UP if later.value > earlier.value else Direction.DOWN


def _earlier(one: Operand, other: Operand) -> Operand | None:
    for a, b in ((one, other), (other, one)):
        if a.statement.endpoint is Endpoint.FROM and b.statement.endpoint is not Endpoint.FROM:
            return a
        mine, theirs = a.statement.period, b.statement.period
        days = (mine.days, theirs.days) if mine and theirs else (None, None)
        if days[0] and days[1] and mine and theirs and mine.relation(theirs) is Relation.DISJOINT:
            return a if days[0] < days[1] else b
    return None


@dataclass
class Arithmetic:
    """The steps over the numbers of one source, by value."""

    source: SourceIndex
    _kept: dict[int, list[Operand]] = field(default_factory=dict)
    _left: dict[int, str | None] = field(default_factory=dict)  # the last unit of each sentence

    @classmethod
    def of(cls, source: SourceIndex) -> "Arithmetic":
        """That of a source, made once and kept with it."""
        found = source.kept.get("arithmetic")
        if not isinstance(found, Arithmetic):
            found = source.kept["arithmetic"] = cls(source)
        return found

    def between(
        self, low: Decimal, high: Decimal, middle: Decimal, fitting: Iterable[tuple[float, int]]
    ) -> Sequence[Step]:
        """The steps with a value from `low` to `high`, by value: of many, those nearest to `middle` and those over `fitting`.

        These are numbers of the source by the offset where each begins, behind how well they fit.
        """
        steps = self._steps
        first, last = bisect_left(steps, low, key=_value), bisect_right(steps, high, key=_value)
        if last - first <= MOST:
            return steps[first:last]
        begin = max(first, bisect_left(steps, middle, first, last, key=_value) - MOST // 2)
        chosen = set(range(begin, min(last, begin + MOST)))
        chosen.update(at for _, start in fitting for at in self._over.get(start, ()) if first <= at < last)
        return [steps[at] for at in sorted(chosen)]

    @cached_property
    def _over(self) -> dict[int, list[int]]:
        """The places of the steps by where their operands begin."""
        found: dict[int, list[int]] = defaultdict(list)
        for at, step in enumerate(self._steps):
            for operand in step.operands:
                found[operand.place.start].append(at)
        return found

    def among(self, values: Collection[Decimal]) -> Iterator[Step]:
        """The steps between numbers of these values, wherever they stand, and between one of them and those near it."""
        places = (m for value in sorted(values) for m in self.source.with_value(value)[:_MOST_SAID])
        found = (o for m in places for o in self._operands(m.sentence or 0) if o.place == m)
        operands = list(islice(found, _MOST_OPERANDS))
        for place, one in enumerate(operands):
            number = one.place.sentence or 0
            near = (o for n in range(number - _NEAR, number + _NEAR + 1) for o in self._operands(n))
            for other in (*operands[place + 1 :], *near):
                if one.value != other.value:
                    yield from _of_pair(one, other, together=True)

    @cached_property
    def _steps(self) -> list[Step]:
        return sorted(self._all(), key=_value)

    def _all(self) -> Iterator[Step]:
        before: list[Operand] = []
        for number in self.source.by_sentence:
            for one in self._operands(number):
                if self._counts_others(one):
                    yield from (
                        Step(Operation.SUM, one.value + other.value, (other, one))
                        for other in before[-_MOST_OPERANDS:]
                        if _alike(one, other)
                    )
                before.append(one)
            here, after = self._operands(number), self._operands(number + 1)
            yield from _totals(here)
            for place, one in enumerate(here):
                for other in here[place + 1 :]:
                    yield from _of_pair(one, other, together=True)
                for other in after:
                    yield from _of_pair(one, other, together=False)

    def _counts_others(self, operand: Operand) -> bool:
        """Whether a number counts others than one before: "another 37 passengers"."""
        before = self.source.text[max(0, operand.place.mention.start - 12) : operand.place.mention.start]
        return before.lower().endswith(("another ", "a further ", "additional "))

    def _operands(self, number: int) -> list[Operand]:
        if number not in self._kept:
            self._kept[number] = list(self._told(number))
        return self._kept[number]

    def _told(self, number: int) -> Iterator[Operand]:
        unit: str | None = self._left.get(number - 1)
        here = self.source.by_sentence.get(number, ())[:_MOST_OPERANDS]
        for found, following in zip(here, [*here[1:], None], strict=False):
            mention, said = found.mention, self.source.statement(found)
            if said is None or not mention.value or said.polarity is Polarity.RETRACTED:
                continue
            if mention.unit is not None and mention.kind is not Kind.PERCENT:
                unit = mention.unit
            is_count = mention.kind in (Kind.CARDINAL, Kind.IDENTIFIER) and mention.value >= 1
            own = mention.unit or (unit if is_count else None)
            if (
                mention.unit is None
                and following
                and PART_OF.fullmatch(self.source.text, mention.end, following.mention.start)
            ):
                own = following.mention.unit  # "6,000 of 20,000 jobs"
            if mention.upper is None:
                yield Operand(found, said, own)
            elif " to " in mention.text:  # "fell from 3% to 2%" may be read as a range
                for value in (mention.value, mention.upper):
                    end = replace(found, mention=replace(mention, value=value, upper=None))
                    yield Operand(end, said, own)
        self._left[number] = unit if here else None


def _value(step: Step) -> Decimal:
    return step.value


def _alike(one: Operand, other: Operand) -> bool:
    """Whether two operands are of one unit, taken over or not."""
    if (one.unit is None) is not (other.unit is None):
        return False
    kinds = {one.place.mention.kind, other.place.mention.kind}
    if one.unit == other.unit:
        return len(kinds) == 1 or Kind.CARDINAL in kinds
    fit = unit_fit(replace(one.place.mention, unit=one.unit), replace(other.place.mention, unit=other.unit))
    return fit in (UnitFit.SAME, UnitFit.ALIKE)


def _of_pair(one: Operand, other: Operand, *, together: bool) -> Iterator[Step]:
    pair = one, other
    times = [o for o in pair if o.place.mention.kind is Kind.MULTIPLE]
    if times:
        if len(times) == 1 and together:  # "8,000 people, twice as many as in 2019"
            whole = other if times[0] is one else one
            yield Step(Operation.QUOTIENT, whole.value / times[0].value, (whole, times[0]))
        return
    shares = [o for o in pair if o.unit == "percent"]
    if len(shares) == 1 and together:
        whole = other if shares[0] is one else one
        if shares[0].value < _HUNDRED:
            part = whole.value * shares[0].value / _HUNDRED
            yield Step(Operation.PART, part, (whole, shares[0]))
            yield Step(Operation.REST, whole.value - part, (whole, shares[0]))
        return
    if not _alike(one, other) or (one.unit is None and not together):
        return
    low, high = sorted((one.value, other.value))
    yield Step(Operation.SUM, low + high, pair, together)
    if low == high:
        return
    yield Step(Operation.DIFFERENCE, high - low, pair, together)
    if len(shares) == 2:
        return
    yield Step(Operation.SHARE, low / high * _HUNDRED, pair, together)
    yield Step(Operation.MULTIPLE, high / low, pair, together)
    yield Step(Operation.CHANGE, (high / low - 1) * _HUNDRED, pair, together, Direction.UP)
    yield Step(Operation.CHANGE, (1 - low / high) * _HUNDRED, pair, together, Direction.DOWN)


def _totals(here: Sequence[Operand]) -> Iterator[Step]:
    """The sum of all numbers of one unit in a sentence, where there are more than two."""
    units = {o.unit for o in here if o.unit}
    for unit in units:
        alike = [o for o in here if o.unit == unit]
        if len(alike) > 2:
            yield Step(Operation.SUM, sum((o.value for o in alike), Decimal(0)), tuple(alike))
