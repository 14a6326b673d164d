"""How well what a text says of a number fits what the source says of its numbers: by subject, period and change.

Each word of a claim counts by how closely it is tied to the number on both sides, and the more the rarer it is in the source.
Words that the source does not have are silent. The number of the claim's value that fits best is its own; a rival is one of
another value and the same unit. Only a rival that fits clearly better tells that a number is of something else.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest

from summariser.reading import Period, Reading, Relation, Statement
from summariser.reading.statement import OWN
from summariser.reading.words import head_of

# By how much a rival has to fit better, of 1, to be worth a doubt: chosen on half of the documents of claims that people judged.
# A rival in the number's own sentence has the same words around it, and so tells more.
MARGIN, DOUBT, BESIDE = 0.42, 0.3, 0.2
# A number of another noun is the claim's if no other number of the claim's noun fits almost as well.
OTHER_NOUN, NO_NOUN = 0.5, 0.35
# A number of another kind or unit has to fit better by so much more: then the claim's may stand in its place.
ANOTHER_SORT = 0.6
# How much the same time, and another one, count beside the words.
_SAME_TIME, _OTHER_TIME = 0.25, 0.2
# What it tells beside that a number is of the claim's time, where those of its value are of another.
OF_ITS_TIME = 0.3
_RAREST = 3.0
# A word of more statements than this tells nothing of any; with it, the cost of a claim would grow with the source.
_EVERYWHERE = 200
_MOST = 100
# What a word that is tied to a number counts at least: how closely tells less than whether.
_TIED = 0.6
# What a word counts that the source does not have, of what its rarest word counts: the more of them, the less the others tell.
_UNKNOWN = 1.0
_NAME = 1.5  # a name tells one thing from another more than other words do


@dataclass(frozen=True)
class Fits:
    """How well one claim fits each statement of a source, by the offset where the statement's number begins."""

    scores: Mapping[int, float]
    times: Mapping[int, bool] = field(
        default_factory=dict
    )  # whether of the claim's time, where both are told

    @cached_property
    def ranked(self) -> list[tuple[float, int]]:
        """The best fits with their offsets, the best first; enough of them to hold every rival that matters."""
        return nlargest(_MOST, ((score, start) for start, score in self.scores.items()))

    def of(self, start: int) -> float:
        """The fit with one statement, about 0 to 1; below 0 where it is of another time."""
        return self.scores.get(start, 0.0)


@dataclass
class FitIndex:
    """Statements of a source by their words, so that a claim is held against all of them at once."""

    reading: Reading
    statements: Sequence[Statement]

    @cached_property
    def by_start(self) -> dict[int, Statement]:
        """The statements by where their numbers begin."""
        return {statement.mention.start: statement for statement in self.statements}

    @cached_property
    def periods_of(self) -> dict[int, tuple[int, tuple[Period, ...]]]:
        """The periods of each statement by where its number begins, with a number that is the same for the same ones."""
        sorts: dict[tuple[Period, ...], int] = {}
        return {
            s.mention.start: (sorts.setdefault(s.periods, len(sorts)), s.periods) for s in self.statements
        }

    @cached_property
    def _postings(self) -> dict[str, list[tuple[int, float]]]:
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for statement in self.statements:
            for word, weight in _words(statement):
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
        for statement in self.statements:
            words[statement.sentence].update(word for word, _ in _words(statement))
        return dict(words)

    def _rarity(self, word: str) -> float:
        often = self._sentences_with.get(word, 0)
        if not often:
            return 0.0
        return min(_RAREST, math.log(1 + len(self._by_sentence) / often)) * (
            _NAME if word in self._names else 1.0
        )

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The stems of all words of the source."""
        return frozenset(self.reading.words.stems)

    @cached_property
    def _names(self) -> frozenset[str]:
        """The stems of words that stand with a capital, and nowhere without."""
        words, text = self.reading.words, self.reading.text
        capital = [text[start].isupper() for start in words.starts]
        small = {stem for stem, is_capital in zip(words.stems, capital, strict=True) if not is_capital}
        return self.vocabulary - small

    def names_of(self, statement: Statement) -> frozenset[str]:
        """The names that a number is told of."""
        return statement.subject.own & self._names

    def knows(self, word: str) -> bool:
        """Whether some number of the source is told with a word."""
        return word in self._sentences_with

    @cached_property
    def _unknown(self) -> float:
        return _UNKNOWN * min(_RAREST, math.log(1 + max(1, len(self._by_sentence))))

    def fits(self, claim: Statement, beside: Iterable[int] = ()) -> Fits:
        """How well a claim fits every statement that has some word of it, and those that begin at `beside`."""
        scores: dict[int, float] = defaultdict(float, dict.fromkeys(beside, 0.0))
        total = 0.0
        counted = head_of(claim.mention.unit) if claim.mention.unit else None
        for word, weight in _words(claim):
            if word == counted:  # what is counted is compared as a unit
                for start, _ in self._postings.get(word, ()):
                    scores[start] += 0.0
                continue
            rarity = self._rarity(word)
            total += weight * (rarity or self._unknown)
            for start, theirs in self._postings.get(word, ()):
                scores[start] += rarity * min(
                    weight, _TIED + (1 - _TIED) * theirs if theirs >= OWN else theirs
                )
        if total:
            for start in scores:
                scores[start] /= total
        times: dict[int, bool] = {}
        if claim.periods:
            known: dict[int, bool | None] = {}
            for start in scores:
                sort, periods = self.periods_of[start]
                if sort not in known:
                    known[sort] = _is_of_time(claim.periods, periods)
                same = known[sort]
                if same is not None:
                    times[start] = same
                    scores[start] += _SAME_TIME if same else -_OTHER_TIME
        return Fits(dict(scores), times)


def _words(statement: Statement) -> Iterator[tuple[str, float]]:
    """The words of a statement with their weights; what is said of people counts as one, in whatever words."""
    yield from statement.subject.weights.items()
    if statement.role:
        yield f"<{statement.role}>", 1.0
    if statement.is_earlier:
        yield "<earlier>", 1.0


def _is_of_time(mine: Sequence[Period], theirs: Sequence[Period]) -> bool | None:
    """Whether two numbers are told of one time; None where one of them leaves that open."""
    relations = {one.relation(other) for one in mine for other in theirs}
    if Relation.SAME in relations or Relation.WITHIN in relations:
        return True
    return False if relations == {Relation.DISJOINT} else None
