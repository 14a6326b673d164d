"""A fixed piece of pure Python of the kind that the package is made of, which a faster or busier machine speeds up or slows down alike.

Never change it: the stored ratios are to it.
"""

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

_SENTENCES = [
    f"The board of {name} counted {number:,} {noun} in {1990 + number % 35}, up {number % 90}.{number % 10}% from {number // 2:,}."
    for number, (name, noun) in enumerate(
        [
            (name, noun)
            for name in "Arlen Borto Cesk Dovin".split()
            for noun in "ships mills roads nurses".split()
        ]
        * 9,
        start=3217,
    )
]
_WORD = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<percent>%)?|(?P<name>[A-Z][a-z]+)|(?P<word>[a-z]+)|(?P<mark>[.,])"
)


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    kind: str
    text: str
    value: Decimal | None


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _WORD.finditer(text):
        number = match["number"]
        value = Decimal(number.rstrip(",").replace(",", "")) if number else None
        found.append(_Token(match.start(), match.lastgroup or "", match[0].lower(), value))
    return found


def _likeness(one: set[str], other: set[str], weights: Counter[str]) -> float:
    shared = sum(1 / weights[word] for word in one & other)
    return shared / (sum(1 / weights[word] for word in one | other) or 1)


def pure_python() -> float:
    """Finds tokens by a regular expression, makes objects of them, and compares each sentence with the others by their words."""
    readings = [_tokens(sentence) for sentence in _SENTENCES]
    words = [{token.text for token in reading if token.value is None} for reading in readings]
    weights = Counter(word for group in words for word in group)
    best = 0.0
    for at, one in enumerate(words):
        values = {token.value for token in readings[at] if token.value is not None}
        for other, reading in zip(words, readings, strict=True):
            near = _likeness(one, other, weights)
            best = max(
                best, near + sum(token.value in values for token in reading if token.value is not None)
            )
    return best
