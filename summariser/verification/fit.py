"""How well what a text says of a number fits what the source says of its numbers: by subject, period and change.

Each word of a claim counts by how closely it is tied to the number on both sides, and the more the rarer it is in the source.
Words that the source does not have are silent. The number of the claim's value that fits best is its own; a rival is one of
another value and the same unit. Only a rival that fits clearly better tells that a number is of something else.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

from summariser.reading import Period, Reading, Relation, Statement

# By how much a rival has to fit better, of 1, to be worth a doubt: chosen on half of the documents of claims that people judged.
# A rival in the number's own sentence has the same words around it, and so tells more.
MARGIN, DOUBT, BESIDE = 0.75, 0.4, 0.15
# From this fit on, and by so much better than any rival, a number is clearly what is spoken of.
OWN, LEAD = 0.6, 0.2
# How much the same time, and another one, count beside the words.
_SAME_TIME, _OTHER_TIME = 0.25, 0.5
_RAREST = 3.0
# A word of more statements than this tells nothing of any; with it, the cost of a claim would grow with the source.
_EVERYWHERE = 200
_MOST = 100
# What a word counts that the source does not have, of what its rarest word counts: the more of them, the less the others tell.
_UNKNOWN = 1.0
_NAME = 1.5  # a name tells one thing from another more than other words do


@dataclass(frozen=True)
class Fits:
    """How well one claim fits each statement of a source, by the offset where the statement's number begins."""

    scores: Mapping[int, float]

    @cached_property
    def ranked(self) -> list[tuple[float, int]]:
        """The best fits with their offsets, the best first; enough of them to hold every rival that matters."""
        return nlargest(_MOST, ((score, start) for start, score in self.scores.items()))

    def of(self, start: int) -> float:
        """The fit with one statement, about 0 to 1; below 0 where it is of another time."""
        return self.scores.get(start, 0.0)


@dataclass
class FitIndex:
    """The statements of a source by their words, so that a claim is held against all of them at once."""

    reading: Reading

    @cached_property
    def _postings(self) -> dict[str, list[tuple[int, float]]]:
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for statement in self.reading.statements:
            for word, weight in statement.subject.weights.items():
                postings[word].append((statement.mention.start, weight))
        return {word: places for word, places in postings.items() if len(places) <= _EVERYWHERE}

    @cached_property
    def _sentences_with(self) -> dict[str, int]:
        counts: dict[str, int] = defaultdict(int)
        for statement_words in self._by_sentence.values():
            for word in statement_words:
                counts[word] += 1
        return dict(counts)

    @cached_property
    def _by_sentence(self) -> dict[int, set[str]]:
        words: dict[int, set[str]] = defaultdict(set)
        for statement in self.reading.statements:
            words[statement.sentence].update(statement.subject.weights)
        return dict(words)

    def _rarity(self, word: str) -> float:
        often = self._sentences_with.get(word, 0)
        if not often:
            return 0.0
        return min(_RAREST, math.log(1 + len(self._by_sentence) / often)) * (
            _NAME if word in self._names else 1.0
        )

    @cached_property
    def _names(self) -> frozenset[str]:
        """The stems of words that stand with a capital, and nowhere without."""
        words, text = self.reading.words, self.reading.text
        capital = [text[start].isupper() for start in words.starts]
        small = {stem for stem, is_capital in zip(words.stems, capital, strict=True) if not is_capital}
        return frozenset(words.stems) - small

    @cached_property
    def _unknown(self) -> float:
        return _UNKNOWN * min(_RAREST, math.log(1 + max(1, len(self._by_sentence))))

    def fits(self, claim: Statement) -> Fits:
        """How well a claim fits every statement."""
        scores: dict[int, float] = defaultdict(float)
        total = 0.0
        for word, weight in claim.subject.weights.items():
            rarity = self._rarity(word)
            total += weight * (rarity or self._unknown)
            for start, theirs in self._postings.get(word, ()):
                scores[start] += rarity * min(weight, theirs)
        if total:
            for start in scores:
                scores[start] /= total
        if claim.periods:
            by_start = self.reading.by_start
            for start in scores:
                scores[start] += _by_time(claim.periods, by_start[start].periods)
        return Fits(dict(scores))


def _by_time(mine: Sequence[Period], theirs: Sequence[Period]) -> float:
    relations = {one.relation(other) for one in mine for other in theirs}
    if Relation.SAME in relations or Relation.WITHIN in relations:
        return _SAME_TIME
    return -_OTHER_TIME if relations == {Relation.APART} else 0.0
