"""Gives each amount of a sentence the time that it is told of, by where amounts and dates stand to one another.

In this order: lists in parallel; a date of the amount's own clause, behind it or before it as the clause is built; what
a bracket or a comparison shares with the clause that it stands in; what the clause before or behind leaves for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summariser.reading.syntax.clauses import INSERTED, Clause, Opening
from summariser.reading.syntax.items import Item, ItemKind
from summariser.reading.times.period import Period
from summariser.reading.vocabulary.cues import Cue

# Words before a date that do not keep it from standing at the front of its clause.
_LEADING = frozenset(
    """in on at by for during of as the and but or while from since until to after before between through also however
    then year years fiscal financial calendar ended ending end period months three six nine twelve early late mid
    quarter first second third fourth earlier this that last when where was were is""".split()
)


@dataclass(frozen=True, slots=True)
class AssignedPeriods:
    """The periods that an amount is told of: one, several ("4 in 2019 and 2020"), or none. `sure` if its place says so."""

    periods: tuple[Period, ...] = ()
    sure: bool = False


_NOTHING = AssignedPeriods()
# What is told of the present is no longer told of the time that the sentence before names.
_PRESENT = frozenset("has have is are".split())


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods of a sentence's amounts, by the offset where each begins.

    `paired` are the amounts that stand in parallel to dates; `left` is what holds for the next sentence, if that has no
    date of its own.
    """

    periods: Mapping[int, AssignedPeriods]
    paired: frozenset[int]
    left: AssignedPeriods


def periods_of(
    clauses: Sequence[Clause], cues: Sequence[Cue] = (), before: AssignedPeriods = _NOTHING
) -> Periods:
    """The periods of the amounts of a sentence; `before` is what the sentence before leaves for it."""
    atoms = sorted((atom for clause in clauses for atom in clause.atoms), key=lambda item: item.start)
    told: dict[int, AssignedPeriods] = {}
    for place, atom in enumerate(atoms):
        if atom.sort is ItemKind.AMOUNT and len(atom.amounts) > 1:
            _in_parallel(atoms, place, told)
    paired = frozenset(told)
    _loosely_in_parallel(clauses, atoms, told)
    dated = any(atom.sort is ItemKind.DATE for atom in atoms)
    turns = [cue for cue in cues if cue.feature == "shift"]
    for place, clause in enumerate(clauses):
        is_of_now = any(item.low in _PRESENT for item in clause.items)
        for amount in clause.amounts:
            if all(one.start in told for one in amount.amounts):
                continue
            own = _own(clause, amount) if dated else None
            found = own or _shared(clauses, place, amount, told) or AssignedPeriods()
            if not (found.periods or dated or is_of_now):
                found = before
            for one in amount.amounts:
                told.setdefault(one.start, found)
    _ends_of_spans(clauses, told)
    if turns:
        _turned(clauses, turns, told, before)
    return Periods(told, paired, _left(clauses, atoms, before))


def _left(clauses: Sequence[Clause], atoms: Sequence[Item], before: AssignedPeriods) -> AssignedPeriods:
    """What holds on: the date that the sentence begins with."""
    lead = _fronted(clauses[0])
    if lead is not None:
        return AssignedPeriods(_said(lead).periods)
    return AssignedPeriods() if any(atom.sort is ItemKind.DATE for atom in atoms) else before


def left_by(items: Sequence[Item], before: AssignedPeriods) -> AssignedPeriods:
    """What a sentence without an amount leaves for the next one: its only date, or what the one before left."""
    dates = [item for item in items if item.sort is ItemKind.DATE]
    if not dates:
        return before
    return AssignedPeriods(_said(dates[0]).periods) if len(dates) == 1 else AssignedPeriods()


def _turned(
    clauses: Sequence[Clause], turns: Sequence[Cue], told: dict[int, AssignedPeriods], before: AssignedPeriods
) -> None:
    """ "30 a year earlier": the period of the amount nearest by that has one, so many years on."""
    amounts = sorted((a for clause in clauses for a in clause.amounts), key=lambda item: item.start)
    for cue in turns:
        home = next((c for c in clauses if any(item.start == cue.start for item in c.items)), None)
        target = _beside(home, cue) if home else None
        if home is None or target is None:
            continue
        if any(atom.sort is ItemKind.DATE and target.end <= atom.start < cue.start for atom in home.atoms):
            continue
        others = [a for a in amounts if a is not target and told[a.amounts[-1].start].periods]
        nearest = min(others, key=lambda a: abs(a.start - target.start), default=target)
        base = told[nearest.amounts[-1].start]
        base = base if base.periods else before
        shifted = tuple(period.shifted(int(cue.value)) for period in base.periods)
        told.update((one.start, AssignedPeriods(shifted, base.sure)) for one in target.amounts)


def _beside(clause: Clause, cue: Cue) -> Item | None:
    """The amount of a clause that a cue is of: the last one before it, or the first one behind it."""
    before = [amount for amount in clause.amounts if amount.end <= cue.start]
    return before[-1] if before else next(iter(clause.amounts), None)


def _ends_of_spans(clauses: Sequence[Clause], told: dict[int, AssignedPeriods]) -> None:
    """ "From 30 to 40 between 2019 and 2020": what it came to has the end of the span."""
    for clause in clauses:
        for amount in clause.amounts:
            said = told[amount.start].periods
            at = clause.items.index(amount)
            if len(said) != 1 or said[0].until is None or not at or clause.items[at - 1].low != "to":
                continue
            if any(c.outer is clause and c.items[0].low == "from" for c in clauses):
                told[amount.start] = AssignedPeriods((said[0].until,), sure=True)


def _in_parallel(atoms: Sequence[Item], place: int, told: dict[int, AssignedPeriods]) -> None:
    """A list of amounts and the list of as many dates that follows it, or else precedes it."""
    amounts = atoms[place].amounts
    behind = (atom for atom in atoms[place + 1 :] if atom.sort is ItemKind.DATE)
    before = (atom for atom in atoms[:place][::-1] if atom.sort is ItemKind.DATE)
    dates = next((atom.dates for atom in (*behind, *before) if len(atom.dates) == len(amounts)), None)
    if dates:
        for amount, written in zip(amounts, dates, strict=True):
            told[amount.start] = AssignedPeriods((written.parts,), sure=True)


def _loosely_in_parallel(
    clauses: Sequence[Clause], atoms: Sequence[Item], told: dict[int, AssignedPeriods]
) -> None:
    """As many amounts of each kind as there are dates, "respectively": "$94 ($74 after tax) and $81 ($64), respectively"."""
    if not any(item.low == "respectively" for clause in clauses for item in clause.items):
        return
    places = [n for n, atom in enumerate(atoms) if atom.sort is ItemKind.DATE and len(atom.dates) > 1]
    for place in places:
        dates = atoms[place].dates
        before = [n for n in range(place) if atoms[n].sort is ItemKind.DATE]
        behind = [n for n in range(place + 1, len(atoms)) if atoms[n].sort is ItemKind.DATE]
        sides = (
            atoms[before[-1] + 1 if before else 0 : place],
            atoms[place + 1 : behind[0] if behind else len(atoms)],
        )
        for side in sides:
            amounts = [amount for item in side for amount in item.amounts if amount.start not in told]
            size, rest = divmod(len(amounts), len(dates))
            kinds = [(amount.kind, amount.unit) for amount in amounts]
            if size and not rest and kinds == kinds[:size] * len(dates):
                for at, amount in enumerate(amounts):
                    told[amount.start] = AssignedPeriods((dates[at // size].parts,), sure=True)
                break


def _own(clause: Clause, amount: Item) -> AssignedPeriods | None:
    """A date of the amount's own clause."""
    atoms = clause.atoms
    if len(atoms) == 1:
        return None
    at = atoms.index(amount)
    fronted = _fronted(clause)
    if fronted is not None and atoms[-1].sort is ItemKind.AMOUNT:
        before = next(atom for atom in atoms[at::-1] if atom.sort is ItemKind.DATE or atom is atoms[0])
        if before.sort is ItemKind.DATE:
            return _said(before)
    behind = next((atom for atom in atoms[at:] if atom.sort is ItemKind.DATE), None)
    if behind is not None:
        return _said(behind)
    before_it = next((atom for atom in atoms[at::-1] if atom.sort is ItemKind.DATE), None)
    if before_it is None or (before_it is not fronted and _is_inserted(clause, before_it, amount)):
        return None
    return _said(before_it)


def _is_inserted(clause: Clause, date: Item, amount: Item) -> bool:
    """Whether a date stands between two commas before an amount: "Arno, launched in 2008, weighs 120 kilos"."""
    commas = [item.start for item in clause.items if item.low == ","]
    return any(at < date.start for at in commas) and any(date.end <= at < amount.start for at in commas)


def _fronted(clause: Clause) -> Item | None:
    """The date that a clause begins with, before any amount and any word that tells what it is of."""
    for item in clause.items:
        if item.sort is ItemKind.DATE:
            return item
        if item.sort is ItemKind.AMOUNT or (item.sort is ItemKind.WORD and item.low not in _LEADING):
            return None
    return None


def _leads(clause: Clause) -> Item | None:
    """The date that stands before every amount of a clause."""
    atoms = clause.atoms
    return atoms[0] if atoms and atoms[0].sort is ItemKind.DATE else None


def _said(date: Item) -> AssignedPeriods:
    return AssignedPeriods(tuple(written.parts for written in date.dates), sure=True)


def _shared(
    clauses: Sequence[Clause], place: int, amount: Item, told: dict[int, AssignedPeriods]
) -> AssignedPeriods | None:
    """A date of another clause that holds for this one, which has none."""
    clause = clauses[place]
    bracketed = _in_a_bracket_behind(clauses, clause, amount)
    if bracketed is not None:
        return bracketed
    if clause.opening is Opening.COMPARISON:
        return _end_of_outer_span(clause)
    if clause.opening is Opening.BRACKET and clause.outer is not None:
        return _of_what_is_before(clause.outer, amount, told)
    for earlier_clause in clauses[:place][::-1]:
        lead = _leads(earlier_clause)
        if lead is not None and earlier_clause.opening not in INSERTED:
            return _said(lead)
    following = next((c for c in clauses[place + 1 :] if c.opening not in INSERTED), None)
    if following is not None and following.opening is Opening.AND and _fronted(following) is None:
        date = next((atom for atom in following.atoms if atom.sort is ItemKind.DATE), None)
        if date is not None and following.atoms[0].sort is ItemKind.AMOUNT:
            return AssignedPeriods(_said(date).periods)
    for earlier_clause in clauses[:place][::-1]:
        date = next((atom for atom in earlier_clause.atoms[::-1] if atom.sort is ItemKind.DATE), None)
        if date is not None and earlier_clause.opening not in INSERTED:
            return AssignedPeriods(_said(date).periods)
    return None


def _of_what_is_before(
    outer: Clause, bracketed: Item, told: dict[int, AssignedPeriods]
) -> AssignedPeriods | None:
    """The time of an amount in a bracket: of the amount or the date before it in the clause around."""
    before = [atom for atom in outer.atoms if atom.end <= bracketed.start]
    if not before:
        return None
    earlier = [atom for atom in before if atom.sort is ItemKind.AMOUNT]
    is_nearer = before[-1].sort is ItemKind.DATE and before[-1] is not _fronted(outer)
    return told.get(earlier[-1].amounts[-1].start) if earlier and not is_nearer else _said(before[-1])


def _in_a_bracket_behind(clauses: Sequence[Clause], clause: Clause, amount: Item) -> AssignedPeriods | None:
    """ "40 (2019)": the date that is all of a bracket right behind the amount."""
    for bracket in clauses:
        if (
            bracket.outer is clause
            and bracket.opening is Opening.BRACKET
            and bracket.items[0].start >= amount.end
        ):
            atoms = bracket.atoms
            later = any(amount.end <= other.start < bracket.items[0].start for other in clause.amounts)
            return (
                _said(atoms[0]) if len(atoms) == 1 and atoms[0].sort is ItemKind.DATE and not later else None
            )
    return None


def _end_of_outer_span(clause: Clause) -> AssignedPeriods | None:
    """ "Between 2010 and 2020 it fell from 900 to 610": where the change began."""
    dates = [atom for atom in clause.outer.atoms if atom.sort is ItemKind.DATE] if clause.outer else []
    if len(dates) == 1 and len(dates[0].dates) == 1 and clause.items[0].low == "from":
        span = dates[0].dates[0].parts
        if span.until is not None:
            return AssignedPeriods((replace(span, until=None),), sure=True)
    return None
