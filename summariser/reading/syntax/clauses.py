"""Cuts the items of a sentence into clauses, and says what each is to the one before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from summariser.reading.syntax.items import Item, ItemKind, is_a_verb

_TURNS = frozenset("but while whereas although though".split())
# These open a clause only where an amount follows.
_CONTRAST = _TURNS | frozenset("yet because since when where which who that".split())
# What a number is set against: "against 30 a year before", "compared with 30", "up from 30".
_COMPARING = frozenset("against versus vs than compared compares from".split())
_SOFT = frozenset(("and", "or", "plus"))
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")
_HARD = frozenset(";:–—-|")

_RELATIVE = frozenset("which who where whose when".split())


class Opening(Enum):
    """What a clause begins with."""

    SENTENCE = "sentence"
    HARD = "hard"  # a semicolon, a colon or a dash
    CONTRAST = "contrast"  # but, while, which
    AND = "and"
    COMPARISON = "comparison"
    BRACKET = "bracket"
    RELATIVE = "relative"  # ", which ..."


_TURNING = _CONTRAST | _COMPARING | _SOFT | _OPENING | _CLOSING | _HARD | _RELATIVE | {",", "to"}
# What stands within another clause, which goes on behind it.
INSERTED = (Opening.COMPARISON, Opening.BRACKET, Opening.RELATIVE)


@dataclass(eq=False, slots=True)
class Clause:
    """Items of a sentence that belong together, without what stands in brackets among them.

    `outer` is the clause that a bracket or a comparison stands in.
    """

    opening: Opening
    items: list[Item] = field(default_factory=list)
    outer: "Clause | None" = None
    # Its amounts and dates, and its amounts, in order; a list of them is one item.
    atoms: list[Item] = field(default_factory=list)
    amounts: list[Item] = field(default_factory=list)

    def add(self, item: Item) -> None:
        """Adds what stands next in the clause."""
        self.items.append(item)
        if item.sort is ItemKind.AMOUNT or item.sort is ItemKind.DATE:
            self.atoms.append(item)
            if item.sort is ItemKind.AMOUNT:
                self.amounts.append(item)


def clauses_of(items: Sequence[Item]) -> list[Clause]:
    """The clauses of a sentence, in the order in which they begin; every item is in just one of them.

    A word that may begin a clause does so only where an amount follows before the next such word: "men and women"
    stays together.
    """
    clauses = [Clause(Opening.SENTENCE)]
    current = clauses[0]
    for at, item in enumerate(items):
        if item.low not in _TURNING:
            current.add(item)
            continue
        if item.low == "," and _is_apposed(items, at):
            current = Clause(Opening.BRACKET, outer=current)
            clauses.append(current)
            current.add(item)
            continue
        if (
            item.low == ","
            and current.opening is Opening.BRACKET
            and current.outer
            and current.items[0].low == ","
        ):
            current = current.outer
            current.add(item)
            continue
        opening = _opening(items, at, current)
        if item.low in _CLOSING and current.opening is Opening.BRACKET and current.outer:
            current.add(item)
            current = current.outer
            continue
        if _closes(items, at, current) and current.outer:
            # "Sales, against 30 in 2019, were 40", "from 30 to 40": from here on the outer clause goes on.
            current = current.outer
        elif opening is Opening.COMPARISON and not current.amounts and current.opening is opening:
            pass  # "up from", "compared with"
        elif opening is not None and (current.items or opening is not Opening.AND):
            outer = current if opening in INSERTED else None
            if opening is Opening.BRACKET and current.opening is opening:
                outer = current.outer  # "(2014: 23; 2013: 30)"
            current = Clause(opening, outer=outer)
            clauses.append(current)
        current.add(item)
    return clauses


def _is_apposed(items: Sequence[Item], at: int) -> bool:
    """Whether an amount alone stands between this comma and the next: "Sam Dole, 39, faces seven counts"."""
    alone = at + 2 < len(items) and items[at + 1].sort is ItemKind.AMOUNT and items[at + 2].low == ","
    return alone and len(items[at + 1].amounts) == 1 and at > 0 and items[at - 1].sort is ItemKind.WORD


def _closes(items: Sequence[Item], at: int, current: Clause) -> bool:
    """Whether an inserted clause is over, at a comma behind its amount, or at the "to" of "from 30 to 40"."""
    if not current.atoms:
        return False
    low = items[at].low
    if low == "to" and not current.amounts:
        return False
    if low == ",":
        return current.opening in (Opening.COMPARISON, Opening.RELATIVE)
    begins_from = current.opening is Opening.COMPARISON and current.items[0].low == "from"
    return low == "to" and begins_from and _amount_ahead(items, at, 4)


def _opening(items: Sequence[Item], at: int, current: Clause) -> Opening | None:
    """What clause an item that is no amount opens; None where it opens none."""
    low = items[at].low
    if low in _OPENING:
        return Opening.BRACKET
    if low == ":" and at + 1 < len(items) and items[at + 1].sort is ItemKind.AMOUNT:
        return None  # "in Tarn: 2,100"
    if low in _HARD:
        if current.opening is Opening.BRACKET:
            return Opening.BRACKET if low == ";" else None
        return Opening.HARD
    if low in _COMPARING and (_amount_ahead(items, at, 6) or (low != "from" and _date_ahead(items, at))):
        return Opening.COMPARISON
    if low in _RELATIVE and at and items[at - 1].low == "," and _amount_ahead(items, at, 30):
        return Opening.RELATIVE
    told = bool(current.amounts) or low == "that"  # "of those who left, 11 came back" stays together
    if low in _TURNS or (low in _CONTRAST and told and _amount_ahead(items, at, 30)):
        return Opening.CONTRAST
    if low in _SOFT and current.amounts and _amount_ahead(items, at, 30):
        return Opening.AND
    return None


def _amount_ahead(items: Sequence[Item], at: int, reach: int) -> bool:
    """Whether an amount follows before anything else that may open a clause."""
    for item in _ahead(items, at, reach):
        if item.sort is ItemKind.AMOUNT:
            return True
        if item.low in _SOFT or item.low in _CONTRAST or item.low in _HARD:
            return False
        if items[at].low == "from" and (item.low == "," or is_a_verb(item)):
            return False  # "emissions from power stations fell by 5 million tonnes"
    return False


def _date_ahead(items: Sequence[Item], at: int) -> bool:
    """Whether a date follows within a few words: "higher than in 2019"."""
    return any(item.sort is ItemKind.DATE for item in _ahead(items, at, 4))


def _ahead(items: Sequence[Item], at: int, reach: int) -> Iterator[Item]:
    for place in range(at + 1, min(len(items), at + 1 + reach)):
        yield items[place]
