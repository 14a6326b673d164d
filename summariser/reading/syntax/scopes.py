"""Which words of its clause an amount may take: those around it, up to the amounts and marks beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from summariser.reading.syntax.clauses import Clause, Opening
from summariser.reading.syntax.items import Item, ItemKind

_PARTING = frozenset("out of the its all their".split())


@dataclass(slots=True)
class Scope:
    """What an amount's words are taken from: those before it and those behind it, the nearest first."""

    before: list[Item] = field(default_factory=list)
    behind: list[Item] = field(default_factory=list)


def scope_of(clauses: Sequence[Clause], clause: Clause, amount: Item) -> Scope:
    """The words of the clause around an amount, as far as the amounts beside it.

    Of what stands between two amounts the first has what comes before a comma, the second what comes behind it;
    without one, both have all of it. An amount in a bracket has the words before the bracket.
    """
    items = clause.items
    at = items.index(amount)
    scope = Scope()
    for item in items[at + 1 :]:
        if item.sort is ItemKind.AMOUNT:
            if scope.behind and all(before.low in _PARTING for before in scope.behind):
                continue  # "51 of 71 people died": the part is what the rest is told of
            scope.behind = _behind_it(scope.behind)
            break
        scope.behind.append(item)
    for item in items[at - 1 :: -1] if at else []:
        if item.sort is ItemKind.AMOUNT:
            scope.before = _before_it(scope.before)
            break
        scope.before.append(item)
    else:
        scope.before = _without_insertion(scope.before)
    inserted = clause.opening in (Opening.BRACKET, Opening.COMPARISON)
    if inserted and clause.outer is not None and not any(item.tells for item in scope.before):
        scope.before += _before_bracket(clauses, clause, clause.outer)
    return scope


def _behind_it(items: list[Item]) -> list[Item]:
    """Of the items between an amount and the next one those that are the first one's."""
    joints = [n for n, item in enumerate(items) if item.low in (",", "and")]
    comma = joints[0] if joints else None
    if comma == 0 and len(joints) == 1 and items[0].low == ",":
        return []  # "the town 2 million, the railway 1 million"
    if comma is None or not any(item.tells or item.sort is ItemKind.DATE for item in items[:comma]):
        return items
    return items[:comma]


def _before_it(items: list[Item]) -> list[Item]:
    """Of the items between an amount and the one before, nearest first, those that are the second one's.

    Between two commas an insertion may stand: "lead output, which had been falling for years, was 210".
    """
    commas = [n for n, item in enumerate(items) if item.low in (",", "and")]
    if not commas:
        return items
    nearest = items[: commas[0]]
    marks = [n for n, item in enumerate(items) if item.low == ","]
    if len(marks) > 1 and not any(item.tells for item in nearest):
        end = next((n for n in commas if n > marks[1]), len(items))
        return nearest + items[marks[1] + 1 : end]
    return nearest


def _without_insertion(items: list[Item]) -> list[Item]:
    """The items before a first amount, nearest first, without what stands between two commas before the verb."""
    marks = [n for n, item in enumerate(items) if item.low == ","]
    if len(marks) > 1 and not any(item.tells for item in items[: marks[0]]):
        return items[: marks[0]] + items[marks[1] + 1 :] + items[marks[0] : marks[1]]
    return items


def _before_bracket(clauses: Sequence[Clause], bracket: Clause, outer: Clause) -> list[Item]:
    """The words of the clause around a bracket that stand right before it, nearest first."""
    start = bracket.items[0].start
    brackets = (c for c in clauses if c.outer is outer and c is not bracket and c.items[0].start < start)
    low = max((c.items[-1].end for c in brackets), default=0)
    found: list[Item] = []
    for item in outer.items[::-1]:
        if item.end <= start:
            if (
                item.sort is ItemKind.AMOUNT
                or item.start < low
                or (item.low == "," and bracket.opening is Opening.COMPARISON)
            ):
                break
            found.append(item)
    return found
