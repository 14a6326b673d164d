"""What each date of a text is told of: as a statement of which the date is the number.

A date has the words of its clause: those before it, back to the date before; where none stand there, those behind it.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from summariser.numbers import Kind, NumberMention
from summariser.reading.statement import Statement, Subject
from summariser.reading.syntax.items import Item, ItemKind

# By judgement: how closely a word is tied to its number, where 1 is the number's own clause.
_BEFORE, _BEHIND, _ELSEWHERE = 1.0, 0.8, 0.25
_STOPS = frozenset(", ; : ( ) - – — and but while whereas".split())


def events_of(text: str, items: Sequence[Item], sentence: int) -> Iterator[Statement]:
    """The dates of a sentence in order, each with the words that tell what it is of."""
    whole = {item.stem: _ELSEWHERE for item in items if item.tells}
    for at, item in enumerate(items):
        if item.sort is not ItemKind.DATE:
            continue
        before = _back(items, at)
        behind = _on(items, at, over_comma=not before)
        weights = {
            **whole,
            **dict.fromkeys(_on(items, at, over_comma=True), _BEHIND),
            **dict.fromkeys(behind, _BEHIND if before else _BEFORE),
            **dict.fromkeys(before, _BEFORE),
        }
        for written in item.dates:
            words = text[written.start : written.end]
            mention = NumberMention(
                written.start, written.end, words, Decimal(written.parts.year or 0), kind=Kind.DATE
            )
            yield Statement(mention, sentence, Subject(weights), (written.parts,), True)


def _back(items: Sequence[Item], at: int) -> list[str]:
    """The stems before a date, back to the date before, and no farther than a comma once some word tells."""
    found: list[str] = []
    for item in items[:at][::-1]:
        if item.sort is ItemKind.DATE or (found and item.low in _STOPS):
            break
        if item.tells:
            found.append(item.stem)
    return found


def _on(items: Sequence[Item], at: int, *, over_comma: bool) -> list[str]:
    """The stems behind a date, up to the next mark or date; at the front of its clause, past a first comma."""
    found: list[str] = []
    for item in items[at + 1 :]:
        if item.sort is ItemKind.DATE or (
            item.low in _STOPS and (found or not over_comma or item.low != ",")
        ):
            break
        if item.tells:
            found.append(item.stem)
    return found
