"""Candidates that are times: where an article's times stand among its words, and how those of one value are put together."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from summariser.article import Article
from summariser.candidates.reports.ranking import Candidate, ranked, together
from summariser.candidates.reports.spans import SOME_DAY, Time, times_of
from summariser.candidates.reports.titles import is_headline, titles_of, works_and_titles_of
from summariser.candidates.reports.works import Mention, Token, credits_of
from summariser.reading import Period

# In sentences, by judgement.
_LEAD = 3
NOW = timedelta(0)
# A clause ends before these.
STOPS = frozenset("; : and but that who".split())


@dataclass(frozen=True, slots=True)
class TimeCandidate(Candidate):
    """A time as the article writes it; `parts` is what it is on the calendar, None where that is not known.

    >>> article = Article.from_text("The audit covers January 2024 to June 2025.")
    >>> report_periods_of(article)[0].parts.edtf
    '2024-01/2025-06'
    """

    parts: Period | None


@dataclass(frozen=True, slots=True)
class Place:
    """A time in a sentence: the places of its first token and of the one behind it.

    `sentence` counts from 0; None of a line of dates below a headline that is the report's own title.
    """

    time: Time
    tokens: Sequence[Token]
    first: int
    after: int
    mentions: Sequence[Mention]
    sentence: int | None

    @property
    def leads(self) -> bool:
        return self.sentence is not None and self.sentence < _LEAD

    @property
    def words_before(self) -> list[str]:
        """The two words right before the time, in lower case."""
        return [token.low for token in self.tokens[max(0, self.first - 2) : self.first]]

    def back(self, reach: int, is_sought: "Callable[[int], bool]") -> int | None:
        """The place of the nearest such token before the time in its clause."""
        for at in range(self.first - 1, max(-1, self.first - 1 - reach), -1):
            if is_sought(at):
                return at
            if self.tokens[at].low in STOPS:
                return None
        return None


def candidates_of(article: Article, name: str, weigh: Callable[[Place], float]) -> tuple[TimeCandidate, ...]:
    """The times of an article that `weigh` gives a weight, ranked; kept by the name."""
    found = article.kept.get(name)
    if not isinstance(found, tuple):
        found = article.kept[name] = ranked(_candidates(article, weigh))
    return found


def _candidates(article: Article, weigh: Callable[[Place], float]) -> Iterator[TimeCandidate]:
    signs: dict[object, list[tuple[float, Time]]] = {}
    works = works_and_titles_of(article)
    if works.are_none:
        return
    for place in _places(article):
        weight = weigh(place)
        if weight > 0:
            time = place.time
            key = time.parts if time.parts and time.is_told else article.text[time.start : time.end].lower()
            signs.setdefault(key, []).append((weight, time))
    for told in signs.values():
        best = max(weight for weight, _ in told)
        # Of its forms the fullest: "2025" rather than "last year", "the third quarter of 2026" than "Q3 2026".
        likely = (time for weight, time in told if 2 * weight >= best)
        time = max(likely, key=lambda time: (not time.is_relative, time.end - time.start, -time.start))
        parts = time.parts if time.is_told else None
        score = works.topicality * together(weight for weight, _ in told)
        yield TimeCandidate(time.start, time.end, article.text[time.start : time.end], score, False, parts)


def _places(article: Article) -> Iterator[Place]:
    works, times = works_and_titles_of(article), times_of(article)
    starts = [time.start for time in times]
    for number, (tokens, mentions) in enumerate(zip(works.tokens, works.mentions, strict=True)):
        if tokens:
            places = [token.start for token in tokens]
            for time in times[bisect_left(starts, tokens[0].start) : bisect_left(starts, tokens[-1].end)]:
                first, after = bisect_left(places, time.start), bisect_left(places, time.end)
                yield Place(time, tokens, first, after, mentions, number)
    titles = titles_of(article)
    if titles and is_headline(article, titles[0]):
        for line in credits_of(article):
            for time in times[bisect_left(starts, line[0].start) : bisect_left(starts, line[-1].end)]:
                yield Place(time, line, 0, 0, (), None)


def since(time: Time, article: Article) -> tuple[timedelta, timedelta] | None:
    """How long before the article's day a time began and ended, less than nothing for what is to come."""
    days = time.parts.days if time.parts else None
    today = article.published if time.is_told else SOME_DAY
    return (today - days[0], today - days[1]) if days and today else None


def is_later(time: Time, article: Article) -> bool:
    """Whether a time is still to come when the article is published."""
    ages = since(time, article)
    return ages is not None and ages[0] < NOW
