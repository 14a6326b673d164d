"""For which day a figure is told: by the words around it, or else the article's day of publication."""

import re
from bisect import bisect_left
from datetime import date

from summariser.article import Article
from summariser.comparison.similarity.pool import Figure
from summariser.reading import Reading
from summariser.reading.times.period import day_of

# What makes a date the day up to which something is counted rather than the day on which it happened.
_COUNTED = re.compile(r"\b(?:by|as of|as at|until|up to|till|through)\s(?:the\s)?(?:\w+\s)?$", re.IGNORECASE)
# In characters, by judgement.
_REACH = 24
_OPENING, _LINE = 400, 120  # characters in which the date of an issue may stand, and of its line


def as_of(article: Article, reading: Reading, figure: Figure) -> str | None:
    """The day, or the time, for which a figure is told, as an EDTF date."""
    sentence = article.sentences[(figure.own.sentence or 1) - 1]
    starts = [written.start for written in reading.dates]
    mine = reading.dates[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
    told = [d for d in mine if _COUNTED.search(article.text, max(sentence.start, d.start - _REACH), d.start)]
    if told:
        nearest = min(told, key=lambda d: abs(d.start - figure.own.start))
        return nearest.parts.completed(article.published).edtf
    day = article.published or _issued(article, reading)
    return day_of(day).edtf if day else None


def _issued(article: Article, reading: Reading) -> date | None:
    """The day that stands in a line of its own among the first: of the issue, where no publication date is known."""
    end = 0
    for line in article.text[:_OPENING].splitlines(keepends=True):
        start, end = end, end + len(line)
        if line.rstrip().endswith((".", "?", "!")) or len(line) > _LINE:
            continue
        for written in reading.dates:
            if start <= written.start < end and written.parts.day is not None and written.parts.days:
                return written.parts.days[0]
    return None
