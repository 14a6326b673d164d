"""Which words a number is tied to in its sentence, and how closely: what tells two numbers of one unit apart.

A word right beside a number says more of it than one at the other end of the sentence, or one behind another number.
Two numbers that stand in each other's places have the same words around them, but not as near.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter

from summariser.numbers import Kind, NumberMention
from summariser.verification.lexicon import NUMBER_WORDS, STOPWORDS
from summariser.verification.words import Word

# Small words that, right before a number, say what it is to the others: "from 204 to 231".
_JOINING = frozenset("from to against by of in than with for".split())
_MOST_WORDS = 14
# A word at a distance of 1 is worth 1 / (1 + _DECAY) of one right beside.
_DECAY = 0.4
_PAST_A_NUMBER = 3.0
_PAST_A_COMMA = 2.0
_SILENT = STOPWORDS | NUMBER_WORDS
_COMMA = re.compile(r"[,;:]\s")
_FIRST_YEAR = 1500


def anchors_of(
    text: str, words: Sequence[Word], mentions: Iterable[NumberMention], mention: NumberMention
) -> dict[str, float]:
    """The stems and years around a number, each with its closeness: 1 right beside, less with each word between.

    `words` and `mentions` are those of the number's sentence, in order. A small word right before the number stands
    as "<from".
    """
    others = [m for m in mentions if m.start != mention.start]
    counted = [m for m in others if m.is_quantity]
    years = [Word(str(m.value), m.start, m.end) for m in others if _is_year(m)]
    around = sorted([*words, *years], key=_start) if years else words
    at = bisect_left(around, mention.start, key=_start)
    before = [w for w in reversed(around[max(0, at - _MOST_WORDS) : at]) if w.end <= mention.start]
    after = [w for w in around[at : at + _MOST_WORDS] if w.start >= mention.end]
    found: dict[str, float] = {}
    if before and before[0].stem in _JOINING:
        found["<" + before[0].stem] = 1.0
    places = [m.start for m in counted]
    for side in (before, after):
        distance, near = 0.0, Word("", mention.start, mention.end)
        for word in side:
            first, second = (word, near) if word.start < near.start else (near, word)
            for start in places:
                if first.start <= start < second.start:
                    distance += _PAST_A_NUMBER
            if second.start - first.end > 1 and _COMMA.search(text, first.end, second.start):
                distance += _PAST_A_COMMA
            if word.stem not in _SILENT and len(word.stem) > 1:
                closeness = 1 / (1 + _DECAY * distance)
                if closeness > found.get(word.stem, 0.0):
                    found[word.stem] = closeness
            distance, near = distance + 1, word
    return found


_start = attrgetter("start")


def _is_year(mention: NumberMention) -> bool:
    return mention.kind is Kind.DATE and mention.value >= _FIRST_YEAR
