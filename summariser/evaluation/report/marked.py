"""An article's text with what a system missed, found and got alarms on, as pieces that a page can colour.

The pieces are plain text and the names of marks; escaping is the page's.
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from summariser.evaluation.gold.annotations import GoldQuantity
from summariser.evaluation.gold.visible import find_all
from summariser.evaluation.matching.quantities import Level
from summariser.evaluation.metrics import Case
from summariser.evaluation.metrics.verdicts.leaks import furniture_leaks
from summariser.numbers import find_numbers

FOUND, PARTLY, MISSED, BACKGROUND = "found", "partly", "missed", "background"
ALARM, DOUBT, LEAK = "alarm", "doubt", "leak"


@dataclass(frozen=True)
class Mark:
    """Half-open offsets into the article's text, what they mark, and a line that says more."""

    start: int
    end: int
    kind: str
    note: str


@dataclass(frozen=True)
class Piece:
    """A piece of the text with the marks that lie on all of it."""

    text: str
    kinds: tuple[str, ...]
    note: str


def marks_of(case: Case) -> list[Mark]:
    """Each gold quantity where it stands in the text, each alarm and doubt where the source speaks, each leak."""
    text = case.item.article.text.replace("\N{NO-BREAK SPACE}", " ")
    states = gold_states(case)
    marks = [
        Mark(start, end, states[i], f"{states[i]}: {quantity.what}")
        for i, quantity in enumerate(case.item.gold.quantities)
        for start, end in find_all(quantity.text, text)[:1]
    ]
    answer = case.record.answer
    for kind, verdicts in ((ALARM, answer.alarms), (DOUBT, answer.doubts)):
        marks += [
            Mark(*v.source_span, kind, f"{v.status} at {v.path}: {(v.ok and v.doubt) or v.message}")
            for v in verdicts
            if v.source_span
        ]
    leaked = {claim.said.value for claim in furniture_leaks(case) if claim.said}
    for piece in case.item.gold.furniture_numbers:
        if any(mention.value in leaked for mention in find_numbers(piece)):
            marks += [
                Mark(s, e, LEAK, "of the page, not of the article") for s, e in find_all(piece, text)[:1]
            ]
    return [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]


def gold_states(case: Case) -> list[str]:
    """For each gold quantity: found in all, partly (the value alone), missed, or not found and not core."""
    whole = {id(gold) for _, gold in case.matches(Level.ALL)}
    value = {id(gold) for _, gold in case.matches(Level.VALUE)}

    def state(quantity: GoldQuantity) -> str:
        if id(quantity) in whole:
            return FOUND
        if id(quantity) in value:
            return PARTLY
        return MISSED if quantity.core else BACKGROUND

    return [state(quantity) for quantity in case.item.gold.quantities]


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The whole text in order, cut wherever a mark begins or ends."""
    known = sorted(marks, key=lambda m: (m.start, m.end))
    cuts = sorted({0, len(text), *(m.start for m in known), *(m.end for m in known)})
    for start, end in itertools.pairwise(cuts):
        over = [m for m in known if m.start <= start and end <= m.end]
        kinds = tuple(dict.fromkeys(m.kind for m in over))
        yield Piece(text[start:end], kinds, "\n".join(m.note for m in over))
