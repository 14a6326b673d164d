"""Which articles share text: agency copy in several outlets is one voice, however many print it.

Text is compared by its runs of words, so that a few words changed do not part two copies. What stands in quotation
marks or in a table is left out: two reporters who quote one statement, or print one table, are two voices.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from summariser.article import Article, Role

# By judgement, on evals/stories; so are those below.
_RUN = 5  # words; independent reporters share fewer, but for names and titles
# Of a run of words, and articles that one is held against: the work stays linear where hundreds print one text.
_MOST_HOLDERS = 8
_LEAST_WORDS = 30  # that two articles must share
_LEAST_SHARE = 0.33  # of the words of the shorter
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r'"[^"\n]{0,2000}"|“[^”\n]{0,2000}”|«[^»\n]{0,2000}»')

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedText:
    """Two articles, by their places in what was given, and the share of the shorter one's words (0..1) that both have."""

    first: int
    second: int
    share: float


class _Told:
    """An article's own words, and where each of its runs of words stands."""

    def __init__(self, article: Article) -> None:
        words = list(_own_words(article))
        self.size = len(words)
        self.runs: dict[Run, list[int]] = defaultdict(list)
        for at in range(len(words) - _RUN + 1):
            self.runs[tuple(words[at : at + _RUN])].append(at)

    def covered(self, other: "_Told") -> int:
        """How many of the words stand in a run that the other article has, too."""
        places = sorted(at for run in self.runs.keys() & other.runs.keys() for at in self.runs[run])
        return sum(min(_RUN, after - at) for at, after in zip(places, [*places[1:], self.size], strict=False))


def shared_text(articles: Sequence[Article]) -> tuple[SharedText, ...]:
    """The pairs of articles of which one is, for a good part, text of the other; in order.

    Linear in the articles' length: of a text that many have, an article is held against the first few to have it.
    """
    told = [_Told(article) for article in articles]
    holders: dict[Run, list[int]] = defaultdict(list)
    found = []
    for second, mine in enumerate(told):
        for first in _likely(mine, holders):
            share = _share(told[first], mine)
            if share >= _LEAST_SHARE:
                found.append(SharedText(first, second, share))
        for run in mine.runs:
            if len(holders[run]) < _MOST_HOLDERS:
                holders[run].append(second)
    return tuple(sorted(found, key=lambda pair: (pair.first, pair.second)))


def voices(articles: Sequence[Article]) -> tuple[tuple[int, ...], ...]:
    """The articles in groups that share text, by their places in what was given; one alone is a group of one.

    >>> text = "The dam at Lesk is cracked over sixty metres and will be emptied before the summer rains begin. "
    >>> told = [text + "It was built by prisoners of war, who are buried beside the northern road to Orrin.", "No."]
    >>> voices([Article.from_text(t) for t in (told[0], told[1], told[0])])
    ((0, 2), (1,))
    """
    leader = list(range(len(articles)))

    def led(at: int) -> int:
        while leader[at] != at:
            leader[at] = at = leader[leader[at]]
        return at

    pairs = [(pair.first, pair.second) for pair in shared_text(articles)]
    for first, second in (*pairs, *_copies(articles)):
        low, high = sorted((led(first), led(second)))
        leader[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(len(articles)):
        groups[led(at)].append(at)
    return tuple(map(tuple, groups.values()))


def _copies(articles: Sequence[Article]) -> Iterator[tuple[int, int]]:
    """Each article whose text another one has before it, however short it is and whatever it quotes; with that one."""
    had_by: dict[str, int] = {}
    for at, article in enumerate(articles):
        text = " ".join(article.body.split())
        if text and (first := had_by.setdefault(text, at)) != at:
            yield first, at


def count_voices(of: Collection[str], grouped: Iterable[Collection[str]]) -> int:
    """By how many voices some articles speak, of all that there are."""
    return sum(1 for group in grouped if not set(group).isdisjoint(of))


def _likely(mine: _Told, holders: dict[Run, list[int]]) -> Iterator[int]:
    """The earlier articles that may share enough; a run of words covers at least one word, and at most all of its own."""
    counted = Counter(at for run in mine.runs if run in holders for at in holders[run])
    best = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_MOST_HOLDERS]
    return (at for at, runs in best if runs * _RUN >= _LEAST_WORDS)


def _share(one: _Told, other: _Told) -> float:
    shorter, longer = sorted((one, other), key=lambda told: told.size)
    words = shorter.covered(longer)
    return words / shorter.size if words >= _LEAST_WORDS else 0.0


def _own_words(article: Article) -> Iterator[str]:
    rows = [(part.start, part.end) for part in article.parts if part.role is Role.ROW]
    at = 0
    for sentence in article.sentences:
        while at < len(rows) and rows[at][1] <= sentence.start:
            at += 1
        if at == len(rows) or rows[at][0] >= sentence.end:
            yield from (word[0].lower() for word in _WORD.finditer(_QUOTED.sub(" ", sentence.text)))
