"""Ways to get one number of a text wrong: each yields the text with one number changed, and where.

Every change is mechanical and knows nothing of the source, so some changes hit a number that the source has as well:
a caller gives the values to avoid.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from summariser import Bound, Kind, NumberMention, find_numbers


class Change(NamedTuple):
    """A text with one thing changed, and the half-open offsets of the change in it."""

    text: str
    start: int
    end: int


Perturbation = Callable[[str, frozenset[Decimal]], Iterator[Change]]

_FIGURES = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BOUNDS = {
    "over": "under",
    "more than": "less than",
    "at least": "at most",
    "up to": "at least",
    "nearly": "more than",
    "about": "over",
    "around": "more than",
    "roughly": "less than",
    "some": "fewer than",
    "just under": "over",
    "fewer than": "more than",
    "almost": "more than",
}
_CURRENCIES = {"€": "£", "$": "€", "£": "$"}
_UNITS = {
    "tonnes": "litres",
    "kilometres": "hectares",
    "TWh": "tonnes",
    "GW": "kilometres",
    "days": "weeks",
    "months": "years",
    "%": " kilometres",
    "km/h": " tonnes",
}
_SCALES = {"million": "billion", "billion": "million", "bn": "m", "m": "bn"}


def _replaced(text: str, start: int, end: int, new: str) -> Change:
    return Change(text[:start] + new + text[end:], start, start + len(new))


def _figures(text: str) -> Iterator[tuple[NumberMention, re.Match[str]]]:
    """The quantities written in figures, and the figures of each."""
    for mention in find_numbers(text):
        found = _FIGURES.search(text, mention.start, mention.end)
        if found and mention.is_quantity and mention.upper is None:
            yield mention, found


def _unknown(figures: str, mention: NumberMention, found: str, known: frozenset[Decimal]) -> bool:
    """Whether the number with other figures has a value that the source does not have."""
    scale = mention.value / Decimal(found.replace(",", ""))
    return Decimal(figures.replace(",", "")) * scale not in known


def digit(text: str, known: frozenset[Decimal]) -> Iterator[Change]:
    """The first digit one higher, or one lower where it is 9."""
    for mention, found in _figures(text):
        figures = found[0]
        new = str(int(figures[0]) + 1 if figures[0] != "9" else 8) + figures[1:]
        if _unknown(new, mention, figures, known):
            yield _replaced(text, found.start(), found.end(), new)


def transposition(text: str, known: frozenset[Decimal]) -> Iterator[Change]:
    """The first two digits in the other order."""
    for mention, found in _figures(text):
        places = [i for i, c in enumerate(found[0]) if c.isdigit()]
        if len(places) < 2:
            continue
        figures = list(found[0])
        one, other = places[:2]
        figures[one], figures[other] = figures[other], figures[one]
        new = "".join(figures)
        if new != found[0] and new[0] != "0" and _unknown(new, mention, found[0], known):
            yield _replaced(text, found.start(), found.end(), new)


def scale(text: str, known: frozenset[Decimal]) -> Iterator[Change]:
    """Million for billion and the other way; thousands for millions in plain figures."""
    for _, found in _figures(text):
        word = re.compile(r"\s?(million|billion|bn|m)\b").match(text, found.end())
        if word:
            yield _replaced(text, word.start(1), word.end(1), _SCALES[word[1]])
        elif "," in found[0]:
            yield _replaced(text, found.end(), found.end(), " million")


def sign(text: str, known: frozenset[Decimal]) -> Iterator[Change]:
    """A minus before a number."""
    for mention, found in _figures(text):
        at = mention.start if text[mention.start] in _CURRENCIES else found.start()
        yield _replaced(text, at, at, "minus ")


def unit(text: str, known: frozenset[Decimal]) -> Iterator[Change]:
    """Another unit of measure."""
    for _, found in _figures(text):
        for old, new in _UNITS.items():
            written = re.compile(rf"(?:\s(?:million|billion))?\s?({re.escape(old)})(?!\w)").match(
                text, found.end()
            )
            if written:
                yield _replaced(text, written.start(1), written.end(1), new)


def currency(text: str, known: frozenset[Decimal]) -> Iterator[Change]:
    """Another currency sign."""
    for found in re.finditer(r"[€$£](?=\d)", text):
        yield _replaced(text, found.start(), found.end(), _CURRENCIES[found[0]])


def percent_and_points(text: str, known: frozenset[Decimal]) -> Iterator[Change]:
    """Percentage points for percent, and the other way."""
    for found in re.finditer(r"(?<=\d)(?:%| percentage points)", text):
        yield _replaced(
            text, found.start(), found.end(), "%" if "point" in found[0] else " percentage points"
        )


def bound_flipped(text: str, known: frozenset[Decimal]) -> Iterator[Change]:
    """Another bound: "over" for "under"."""
    for start, end, word in _bounds(text):
        new = _BOUNDS[word.lower()]
        yield _replaced(text, start, end, new.capitalize() if word[0].isupper() else new)


def bound_dropped(text: str, known: frozenset[Decimal]) -> Iterator[Change]:
    """No bound."""
    for start, end, _ in _bounds(text):
        yield _replaced(text, start, end + 1, "")


def _bounds(text: str) -> Iterator[tuple[int, int, str]]:
    """The bound words right before a number."""
    words = "|".join(sorted(_BOUNDS, key=len, reverse=True))
    for mention in find_numbers(text):
        found = re.search(rf"\b({words})\s$", text[: mention.start], re.IGNORECASE)
        if found and mention.bound is not Bound.EXACTLY and mention.unit != "year":
            yield found.start(1), found.end(1), found[1]


def swapped(text: str, known: frozenset[Decimal]) -> Iterator[Change]:
    """Two numbers of different units in each other's place, within a sentence; the first is where it is seen."""
    mentions = [(m, f) for m, f in _figures(text) if m.kind is Kind.CARDINAL and m.unit]
    for (one, first), (other, second) in itertools.combinations(mentions, 2):
        between = text[first.end() : second.start()]
        if one.unit == other.unit or one.value == other.value or ". " in between:
            continue
        new = f"{second[0]}{between}{first[0]}"
        change = _replaced(text, first.start(), second.end(), new)
        yield change


def swapped_alike(text: str, known: frozenset[Decimal]) -> Iterator[Change]:
    """Two numbers of one unit in each other's place, within a sentence; those of a bare list are left out."""
    mentions = [(m, f) for m, f in _figures(text) if m.value > 3]
    for (one, first), (other, second) in itertools.combinations(mentions, 2):
        between = text[first.end() : second.start()]
        alike = (one.unit, one.kind) == (other.unit, other.kind)
        if not alike or one.value == other.value or ". " in between or len(between) < 6:
            continue
        one_text, other_text = text[one.start : one.end], text[other.start : other.end]
        new = f"{other_text}{text[one.end : other.start]}{one_text}"
        yield _replaced(text, one.start, other.end, new)


def period(text: str, known: frozenset[Decimal]) -> Iterator[Change]:
    """The year before, where the source does not name it; else two years before."""
    for mention in find_numbers(text):
        if mention.kind is Kind.DATE and mention.value > 1000 and mention.upper is None:
            years = (mention.value - back for back in range(1, 9))
            new = next(str(year) for year in years if year not in known)
            yield _replaced(text, mention.start, mention.end, new)


def range_end(text: str, known: frozenset[Decimal]) -> Iterator[Change]:
    """Another upper end of a range."""
    for mention in find_numbers(text):
        figures = list(_FIGURES.finditer(text, mention.start, mention.end))
        if mention.upper is not None and len(figures) == 2:
            last = figures[1]
            new = str(Decimal(last[0].replace(",", "")) + (1 if "." in last[0] else 10))
            yield _replaced(text, last.start(), last.end(), new)


PERTURBATIONS: dict[str, Perturbation] = {
    "digit": digit,
    "transposition": transposition,
    "scale": scale,
    "sign": sign,
    "unit": unit,
    "currency": currency,
    "percent and points": percent_and_points,
    "bound flipped": bound_flipped,
    "bound dropped": bound_dropped,
    "swapped": swapped,
    "swapped, one unit": swapped_alike,
    "period": period,
    "range end": range_end,
}
