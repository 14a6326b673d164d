"""When the report of which an article tells was published.

Such a day stands with a verb of publishing, with who says something in the lead, or right behind the noun for the
work. The article's own date is none, unless the text speaks of it ("today") or the article is the report itself.
"""

from datetime import timedelta

from summariser.article import Article
from summariser.candidates.reports.spans import Time
from summariser.candidates.reports.times import NOW, STOPS, Place, TimeCandidate, candidates_of, since
from summariser.candidates.reports.works import is_to_come, is_verbal, publishes_at, weight_of_place

# How likely each form of words makes a date the report's: by judgement, with an eye on evals
# (benchmarks/accuracy/report_facts.py).
_PUBLISHED_WORK, _PUBLISHED, _FRONTED, _MASTHEAD = 0.75, 0.6, 0.5, 0.6
_DATED, _BESIDE_WORK, _SAID_IN_WORK, _SAID_IN_LEAD, _IN_LEAD, _SAID = 0.8, 0.6, 0.7, 0.6, 0.25, 0.25
_OLDER = 0.35
# News tells of reports that are so fresh; one from longer ago is half as likely its own, and less if it is far older.
_FRESH, _A_YEAR = timedelta(days=45), timedelta(days=400)
_LESS_FRESH, _LONG_AGO = 0.5, 0.3
_NEAR, _FAR, _A_MONTH = 3, 9, 31
_HANDING = frozenset("appeared appears laid tabled handed submitted delivered publication".split())
_IN = frozenset("in with to".split())
_ON = (["on"], ["of"], ["from"])
_CLOSE = (["is", "out"], ["("], [","])


def report_dates_of(article: Article) -> tuple[TimeCandidate, ...]:
    """The days, weeks or months on which the article's report may have been published, the likeliest first.

    >>> article = Article.from_text("The bureau's survey, released on 5 March 2026, counts 40 mills.")
    >>> [(found.text, found.parts.edtf, found.sure) for found in report_dates_of(article)]
    [('5 March 2026', '2026-03-05', True)]
    """
    return candidates_of(
        article, "report dates", lambda place: published(place) * _likely(place.time, article)
    )


def published(place: Place) -> float:
    """How likely a time is that of the report's publication."""
    time, tokens = place.time, place.tokens
    if not _is_day(time):
        return 0
    if place.sentence is None:
        return _MASTHEAD
    of_work = [mention for mention in place.mentions if not mention.is_earlier]
    factor = _OLDER if place.mentions and not of_work else 1
    weights = [_beside(place)]
    nouns = {mention.at for mention in place.mentions}
    verb = place.back(_FAR, lambda at: _publishes(place, at, nouns))
    if verb is not None and not is_to_come(tokens, verb):
        weights.append(_PUBLISHED_WORK if place.mentions else _PUBLISHED)
    if tokens[place.after : place.after + 1] and tokens[place.after].publishes and place.mentions:
        weights.append(_PUBLISHED_WORK)  # "the Road Board today released a report"
    ahead = tokens[place.after : place.after + (_FAR if place.first < 2 else 1)]
    if any(publishes_at(tokens, place.after + at) for at in range(len(ahead))):
        weights.append(_FRONTED)
    if _is_said(place) or any(token.tells for token in ahead):
        in_work = any(m.first > 0 and tokens[m.first - 1].low in _IN for m in place.mentions)
        weights.append(_SAID_IN_WORK if in_work else _SAID_IN_LEAD if place.leads else _SAID)
    if place.leads and not place.mentions and time.is_relative:
        weights.append(_IN_LEAD)
    return weight_of_place(place.sentence) * factor * max(weights)


def _is_said(place: Place) -> bool:
    """ "Said on Tuesday", "said the Trade Board in a report on Tuesday", "told parliament on Tuesday"."""
    nouns = {mention.at for mention in place.mentions}
    verb = place.back(_FAR, lambda at: at not in nouns and place.tokens[at].tells)
    if verb is None:
        return False
    between = place.tokens[verb + 1 : place.first]
    return len(between) < _NEAR or not any(is_verbal(token) or token.text[0].isdigit() for token in between)


def _beside(place: Place) -> float:
    """ "A report dated 9 May", "in a report on Wednesday", "Wednesday's report", "a report by X on Wednesday blamed"."""
    for mention in place.mentions:
        if mention.first == place.first:
            return _DATED
        between = place.tokens[mention.at + 1 : place.first]
        if mention.at >= place.first or not between:
            continue
        lows = [token.low for token in between]
        if len(lows) <= 2 and lows[0] == "dated":
            return _DATED
        in_work = not mention.first or place.tokens[mention.first - 1].low in _IN
        is_phrase = (
            _NEAR <= len(between) <= _FAR and lows[0] not in STOPS and not any(map(is_verbal, between))
        )
        if (
            lows in _CLOSE
            or (in_work and lows in _ON)
            or (is_phrase and place.leads and place.time.is_relative)
        ):
            return _BESIDE_WORK
    return 0


def _publishes(place: Place, at: int, nouns: set[int]) -> bool:
    low = place.tokens[at].low
    return publishes_at(place.tokens, at) or low in _HANDING or (low == "came" and at - 1 in nouns)


def _is_day(time: Time) -> bool:
    """A day, a week, or a month that has no other end."""
    parts = time.parts
    if parts is None or time.is_span and not (parts.day and parts.until and parts.until.day):
        return False
    days = parts.days
    is_short = days is None or (days[1] - days[0]).days <= _A_MONTH
    return parts.month is not None and is_short


def _likely(time: Time, article: Article) -> float:
    """Less for what is long past, and nothing for what is to come."""
    ages = since(time, article)
    if ages is None:
        return 1
    if ages[0] < NOW:
        return 0
    return 1 if ages[1] <= _FRESH else _LESS_FRESH if ages[1] <= _A_YEAR else _LONG_AGO
