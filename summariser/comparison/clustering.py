"""Groups a pile of articles into stories: those that share rare names, figures and words, and came out near each other.

One pass in the order of publication: an article joins the story to whose articles it is most alike on average, or opens
one. What an article has in common with few others weighs most (Salton and Buckley 1988: inverse document frequency,
cosine), and the one thing of most weight is left out: a minister, or an agency, alone makes no story. Only stories that share one of its rarest features are looked at, the latest first, so that the work grows
with the number of articles, not with its square. No model is asked.

In a pile of a few articles nothing tells an agency that all of them name from a town that all of them name: what happened
to two towns of one country in one week may be taken for one story there.
"""

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from summariser.article import Article
from summariser.candidates import names_of
from summariser.reading import Reading, read
from summariser.reading.words import head_of, words_of
from summariser.verification.matching.lexicon import STOPWORDS

# By judgement, on a pile that is made up (benchmarks/accuracy/stories.py); so are those below.
DAYS = 10  # between an article and the latest of its story
_ALIKE = 0.06  # the least mean similarity: a cosine without its largest term
# As if so many articles more had none of it: a name is rare even where all of a small pile have it, a word less so.
_OTHERS, _OTHERS_OF_WORDS = 300, 100
_NAME, _FIGURE, _DAY, _WORD = 1.0, 1.0, 1.0, 0.5
_SHORTEST_WORD = 3
_TELLING = 3  # digits by which a figure is told from others
_RAREST = 48  # features of an article by which it is looked up
_LATEST = 32  # stories looked up by one feature
_BEST = 8  # stories compared in full

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Traits:
    """What an article is recognised by: small, so that another process can work it out and send it.

    `features` have their weight before rarity; `digest` puts articles of one day into an order that does not depend on
    the pile's.
    """

    published: date | None
    features: Mapping[str, float]
    digest: bytes


def traits_of(article: Article) -> Traits:
    """The names, figures, days and words of the title and body."""
    reading = read(article)
    features = dict.fromkeys(_words(reading), _WORD)
    features |= dict.fromkeys(_names(article), _NAME)  # a word of a name counts once, as that
    features |= dict(_figures(reading))
    features |= dict.fromkeys(_days(reading), _DAY)
    return Traits(article.published, features, blake2b(article.text.encode(), digest_size=8).digest())


def stories(articles: Sequence[Article], *, days: int = DAYS) -> list[tuple[int, ...]]:
    """The articles in groups, by their places in what was given; one that is like no other is a group of one.

    Each joins a story of which an article came out at most `days` before; one without a date joins any.
    """
    return stories_of([traits_of(article) for article in articles], days=days)


def stories_of(traits: Sequence[Traits], *, days: int = DAYS) -> list[tuple[int, ...]]:
    """As `stories`, of what `traits_of` has found. The groups come in the order of their first articles."""
    made = _Pile(traits, days).stories
    return sorted(tuple(sorted(story.members)) for story in made)


@dataclass(slots=True)
class _Story:
    """A story as far as it is known: its articles, and the sum of their vectors."""

    members: list[int] = field(default_factory=list)
    total: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    last: date | None = None

    def alike(self, vector: Vector) -> float:
        """The mean cosine of an article to those of the story, without what adds most to it."""
        total = self.total
        shared = [weight * total[name] for name, weight in vector.items() if name in total]
        return (sum(shared) - max(shared, default=0.0)) / len(self.members)

    def add(self, at: int, vector: Vector, published: date | None) -> None:
        self.members.append(at)
        for name, weight in vector.items():
            self.total[name] += weight
        self.last = published or self.last


class _Pile:
    """The stories of all articles, and by which features they are looked up."""

    def __init__(self, traits: Sequence[Traits], days: int) -> None:
        self.stories: list[_Story] = []
        self._days = days
        self._by_feature: dict[str, dict[int, None]] = defaultdict(dict)
        had_by = Counter(name for one in traits for name in one.features)
        for at in sorted(range(len(traits)), key=lambda at: _order(traits[at])):
            self._place(at, traits[at], _vector(traits[at].features, had_by, len(traits)))

    def _place(self, at: int, traits: Traits, vector: Vector) -> None:
        rarest = sorted(vector, key=lambda name: (-vector[name], name))[:_RAREST]
        best = max(
            self._likely(vector, rarest, traits.published),
            key=lambda number: (self.stories[number].alike(vector), -number),
            default=None,
        )
        if best is None or self.stories[best].alike(vector) < _ALIKE:
            best = len(self.stories)
            self.stories.append(_Story())
        self.stories[best].add(at, vector, traits.published)
        for name in rarest:
            latest = self._by_feature[name]
            latest.pop(best, None)
            latest[best] = None
            if len(latest) > _LATEST:
                del latest[next(iter(latest))]

    def _likely(self, vector: Vector, rarest: Sequence[str], published: date | None) -> list[int]:
        """The stories that share most by the rarest features alone, and are near enough in time."""
        shared: dict[int, float] = defaultdict(float)
        for name in rarest:
            for number in self._by_feature.get(name, ()):
                story = self.stories[number]
                shared[number] += vector[name] * story.total[name] / len(story.members)
        near = [number for number in shared if self._is_near(self.stories[number], published)]
        return sorted(near, key=lambda number: (-shared[number], number))[:_BEST]

    def _is_near(self, story: _Story, published: date | None) -> bool:
        return published is None or story.last is None or (published - story.last).days <= self._days


def _order(traits: Traits) -> tuple[date, bytes]:
    return traits.published or date.max, traits.digest


def _vector(features: Mapping[str, float], had_by: Mapping[str, int], of: int) -> dict[str, float]:
    """The features weighed by the square of their rarity, to the length of 1."""
    weights = {
        name: weight * math.log((of + (_OTHERS_OF_WORDS if weight == _WORD else _OTHERS)) / had_by[name]) ** 2
        for name, weight in features.items()
    }
    length = math.hypot(*weights.values())
    return {name: weight / length for name, weight in weights.items()}


def _names(article: Article) -> Iterator[str]:
    for name in names_of(article):
        yield from (word.stem for word in words_of(name.text) if name.text[word.start].isupper())


def _figures(reading: Reading) -> Iterator[tuple[str, float]]:
    """Figures with their units; one of few digits is found in many articles, and weighs less."""
    starts = [start for start, _ in reading.sentences]
    for mention in reading.numbers:
        at = bisect_right(starts, mention.start) - 1
        if mention.is_quantity and at >= 0 and mention.start < reading.sentences[at][1]:
            value = mention.value.normalize()
            unit = head_of(mention.unit) if mention.unit else ""
            yield f"{value:f} {unit}", _FIGURE * min(1, len(value.as_tuple().digits) / _TELLING)


def _days(reading: Reading) -> Iterator[str]:
    return (d.parts.edtf for d in reading.dates if d.parts.day is not None and d.parts.until is None)


def _words(reading: Reading) -> Iterator[str]:
    for start, end in reading.sentences:
        for word in reading.words.between(start, end):
            if len(word.stem) >= _SHORTEST_WORD and word.stem not in STOPWORDS:
                yield word.stem
