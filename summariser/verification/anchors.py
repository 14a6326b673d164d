"""Which words a number is tied to in its sentence, and how closely: what tells two numbers of one unit apart.

A word right beside a number says more of it than one at the other end of the sentence, or one behind another number.
Two numbers that stand in each other's places have the same words around them, but not as near.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from summariser.numbers import Kind, NumberMention
from summariser.reading.words import Word
from summariser.verification.lexicon import NUMBER_WORDS, STOPWORDS

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


class Ruler:
    """The words and years of a sentence in order, and how far each is from its beginning, for `anchors`."""

    def __init__(self, text: str, words: Sequence[Word], mentions: Sequence[NumberMention]) -> None:
        self._text = text
        years = [Word(str(m.value), m.start, m.end) for m in mentions if _is_year(m)]
        self._words = sorted([*words, *years], key=_start) if years else words
        self._starts = [word.start for word in self._words]
        self._counted = [m.start for m in mentions if m.is_quantity]
        self._marks = self._measured() if self._words else []

    def _measured(self) -> list[float]:
        words, ends = self._words, (self._words[0].start, self._words[-1].end)
        commas = [m.start() for m in _COMMA.finditer(self._text, *ends)][::-1]
        numbers = self._counted[bisect_left(self._counted, ends[0]) :][::-1]
        marks, far = [0.0], 0.0
        for word in words[1:]:
            far += 1
            while numbers and numbers[-1] < word.start:
                numbers.pop()
                far += _PAST_A_NUMBER
            if commas and commas[-1] < word.start:
                far += _PAST_A_COMMA
                while commas and commas[-1] < word.start:
                    commas.pop()
            marks.append(far)
        return marks

    def anchors(self, mention: NumberMention) -> dict[str, float]:
        """The stems and years around a number, each with its closeness: 1 right beside, less with each word between.

        A small word right before the number stands as "<from".
        """
        words, marks = self._words, self._marks
        first, after = bisect_left(self._starts, mention.start), bisect_left(self._starts, mention.end)
        last = first - 1
        while last >= 0 and words[last].end > mention.start:
            last -= 1
        found: dict[str, float] = {}
        if last >= 0:
            before = words[last]
            if before.stem in _JOINING:
                found["<" + before.stem] = 1.0
            origin = marks[last] + self._between(before.start, before.end, mention.start)
            for at in range(last, max(-1, first - 1 - _MOST_WORDS), -1):
                word = words[at].stem
                if word not in _SILENT and len(word) > 1 and word not in found:
                    found[word] = 1 / (1 + _DECAY * (origin - marks[at]))
        if after < len(words):
            # The number itself is no other that stands between.
            itself = _PAST_A_NUMBER if mention.is_quantity else 0.0
            origin = marks[after] + itself - self._between(mention.start, mention.end, words[after].start)
            for at in range(after, min(len(words), first + _MOST_WORDS)):
                word = words[at].stem
                if word not in _SILENT and len(word) > 1:
                    closeness = 1 / (1 + _DECAY * (marks[at] - origin))
                    if closeness > found.get(word, 0.0):
                        found[word] = closeness
        return found

    def _between(self, start: int, end: int, behind: int) -> float:
        """How much farther the numbers and marks between two neighbours, start..end and the one behind, part them."""
        numbers = bisect_left(self._counted, behind) - bisect_left(self._counted, start)
        comma = behind - end > 1 and _COMMA.search(self._text, end, behind)
        return numbers * _PAST_A_NUMBER + (_PAST_A_COMMA if comma else 0.0)


_start = attrgetter("start")


def _is_year(mention: NumberMention) -> bool:
    return mention.kind is Kind.DATE and mention.value >= _FIRST_YEAR
