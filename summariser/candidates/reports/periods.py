"""The time that the report of which an article tells covers: told by a verb of covering, the title, or the figures."""

from collections import Counter
from datetime import timedelta

from summariser.article import Article
from summariser.candidates.reports.dates import published
from summariser.candidates.reports.ranking import together
from summariser.candidates.reports.spans import Time
from summariser.candidates.reports.times import NOW, Place, TimeCandidate, candidates_of, is_later, since
from summariser.candidates.reports.titles import LIKELY, titles_of
from summariser.reading import Period, read
from summariser.reading.words import stem, stems

# How likely each form of words makes a time the report's: by judgement, with an eye on evals
# (benchmarks/accuracy/report_facts.py).
_COVERED, _COVERED_BY_IT, _SPAN, _TITLE, _YEAR, _MONTH, _FIGURE = 0.75, 0.4, 0.35, 0.35, 0.2, 0.1, 0.06
_WITH_WORK, _IN_LEAD, _MOST_FIGURES, _MOST_TITLES = 0.2, 0.25, 6, 20
_OLDER = 0.35
# Of a period that goes on, and of one that is over for so long.
_UNDER_WAY, _PAST, _LONG = 0.4, 0.4, timedelta(days=4 * 365)
# So likely the day of publication, a time is no period. By judgement, as are the reaches below, in tokens.
_PUBLISHED = 0.6
_NEAR, _FAR = 3, 14
_COVERING = stems("cover span examine analyse analyze track look audit inspect study survey review")
_COMPARING = frozenset("than since by until before after against from versus".split())
_COMPARED = frozenset("compared comparison close similar".split())
_OPENING = frozenset("on in at the late early of for mid during over earlier".split())


def report_periods_of(article: Article) -> tuple[TimeCandidate, ...]:
    """The times that the article's report may cover, the likeliest first.

    >>> article = Article.from_text("The audit covers January 2024 to June 2025.")
    >>> [(found.text, found.parts.edtf, found.sure) for found in report_periods_of(article)]
    [('January 2024 to June 2025', '2024-01/2025-06', True)]
    """
    figures = Counter(period for s in read(article).statements for period in s.periods)
    titles = [(t.start, t.end) for t in titles_of(article)[:_MOST_TITLES] if t.score >= LIKELY]
    named: set[Period | None] = set()

    def weigh(place: Place) -> float:
        time = place.time
        is_other = _is_compared(place) or is_later(time, article) or published(place) >= _PUBLISHED
        if place.sentence is None or not _is_period(place) or is_other:
            return 0
        titled = any(start <= time.start and time.end <= end for start, end in titles)
        if titled and time.parts in named:
            return 0  # a title tells its year once, however often it is named
        named.update([time.parts] if titled else [])
        times = min(figures[time.parts], _MOST_FIGURES) if time.parts else 0
        weight = together([_covered(place), times * _FIGURE, _TITLE * titled])
        return weight * _likely(time, article)

    return candidates_of(article, "report periods", weigh)


def _likely(time: Time, article: Article) -> float:
    """Less for what is still under way ("State of the Moors 2026", in that year) and for what is long past."""
    ages = since(time, article)
    if ages is None:
        return 1
    return _UNDER_WAY if ages[1] < NOW else _PAST if ages[1] > _LONG else 1


def _covered(place: Place) -> float:
    """How likely a period is the one that the report covers, by its sentence and by its own form."""
    time = place.time
    weights = [_SPAN if time.is_span else _MONTH if time.parts and time.parts.month else _YEAR]
    verb = place.back(_FAR, lambda at: stem(place.tokens[at].low) in _COVERING)
    if verb is not None and not any(m.at == verb for m in place.mentions):
        weights.append(_COVERED if place.mentions else _COVERED_BY_IT)
    weights += [_WITH_WORK] * any(not m.is_earlier for m in place.mentions) + [_IN_LEAD] * place.leads
    factor = _OLDER if place.mentions and all(m.is_earlier for m in place.mentions) else 1
    return factor * together(weights)


def _is_period(place: Place) -> bool:
    """A time longer than a day, or a day that figures are of: "as of 31 December"."""
    parts = place.time.parts
    is_cut_off = place.words_before in (["as", "of"], ["as", "at"])
    return parts is None or place.time.is_span or parts.day is None or is_cut_off


def _is_compared(place: Place) -> bool:
    """ "Than in 2019", "since 2004", "by 2030": a time beside the report's."""
    at = place.first - 1
    while at >= 0 and place.tokens[at].low in _OPENING and place.first - at <= _NEAR:
        at -= 1
    if at < 0 or place.time.is_span and place.tokens[at].low == "from":
        return False
    low = place.tokens[at].low
    return low in _COMPARING or (low in ("with", "to") and at > 0 and place.tokens[at - 1].low in _COMPARED)
