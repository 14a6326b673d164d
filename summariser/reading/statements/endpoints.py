"""What an amount is to a change: where it began, what it came to, or by how much it was."""

from summariser.reading.statement import Endpoint
from summariser.reading.syntax.clauses import Clause
from summariser.reading.syntax.items import Item, ItemKind
from summariser.reading.vocabulary.cues import Cue
from summariser.reading.vocabulary.nouns import NounClass, classes_of
from summariser.reading.words import head_word

# Words of a bound, which stand between "to" and its number.
_PASSED = frozenset(
    "about some around almost nearly over more than just under roughly approximately a an the at only".split()
)
_MORE = frozenset("more less fewer longer shorter older younger above below".split())


def endpoint_of(clause: Clause, item: Item, cue: Cue | None) -> Endpoint | None:
    """What the small word right before an amount makes of it, where something changes: "fell 9%" is by that."""
    at = clause.items.index(item) - 1
    while at >= 0 and clause.items[at].low in _PASSED:
        at -= 1
    word = clause.items[at].low if at >= 0 else ""
    if word == "from":
        return Endpoint.FROM
    unit = item.amounts[0].unit
    if word == "by" and not (unit and NounClass.PERSON in classes_of(head_word(unit))):
        return Endpoint.BY
    if _is_difference(clause, item):
        return Endpoint.BY
    if cue is None:
        return None
    if word == "to":
        return Endpoint.TO
    if word == "by" or (at >= 0 and clause.items[at].start <= cue.start < clause.items[at].end):
        return Endpoint.BY
    return _by_cue_behind(clause, item, cue)


def _is_difference(clause: Clause, item: Item) -> bool:
    """Whether a comparative right behind an amount, or behind what it counts, makes it a difference: "2 florins more than"."""
    at = clause.items.index(item) + 1
    behind = clause.items[at : at + 2]
    return any(other.low in _MORE for other in behind) and all(
        other.sort is ItemKind.WORD for other in behind
    )


def _by_cue_behind(clause: Clause, item: Item, cue: Cue) -> Endpoint | None:
    """What a word of change behind an amount makes of it: "11% lower" is by that, "40, down from 50" came to that."""
    place = clause.items.index(item)
    behind = [other for other in clause.items[place + 1 :] if other.start >= item.end]
    if behind and behind[0].start <= cue.start < behind[0].end:
        return Endpoint.BY
    at_end = bool(behind) and behind[-1].start <= cue.start
    return Endpoint.TO if at_end and behind[-1].low in ("up", "down") else None
