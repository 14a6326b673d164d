"""Names and dates that a field has and the article does not: made up, or taken from a prompt."""

import re
from datetime import date
from functools import lru_cache

from summariser.evaluation.gold.annotations import GoldDay
from summariser.evaluation.metrics.fields.credit import times_of, words_of
from summariser.evaluation.metrics.measure import Case, Measure, Metric, Unit
from summariser.reading import Period, Relation
from summariser.reading.times.period import day_of

_SPECIFIC = re.compile(r"\b[^\W_]*[\dA-Z][^\W_]*")


def invented(case: Case) -> Measure | None:
    """Fields that name or date something with a word that the article does not have."""
    return None if case.failed else Measure(len(inventions(case)), 1)


def inventions(case: Case) -> list[str]:
    """The strings that `invented` counts: names and titles of which a word, and times of which a figure or a word with
    a capital, does not stand in the article. A time that the article tells in other words is no invention."""
    text, published = case.item.article.text, case.item.gold.published
    known = _words(text)
    names, times = list(case.output.naming), list(case.output.times)
    for path, gold in case.item.gold.fields.items():
        if isinstance(gold, GoldDay):
            times.append(case.output.text(path))
        elif gold and gold in text and gold != gold.lower():  # else it is one of a few choices, or a number
            names.append(case.output.text(path))
    return [name for name in dict.fromkeys(names) if not known.issuperset(words_of(name))] + [
        time
        for time in dict.fromkeys(times)
        if not known.issuperset(words_of(" ".join(_SPECIFIC.findall(time))))
        and not _is_told(times_of(time, published), _times(text, published))
    ]


def _is_told(said: list[Period], known: tuple[Period, ...]) -> bool:
    """Whether the article has each of these times; so it is of a duration, which is none."""
    return all(any(one.relation(other) is Relation.SAME for other in known) for one in said)


@lru_cache(maxsize=64)
def _times(text: str, published: date) -> tuple[Period, ...]:
    return (day_of(published), *times_of(text, published))


@lru_cache(maxsize=64)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.casefold()))


METRICS = (Metric("invented", "Names and dates that the article lacks", invented, False, Unit.COUNT),)
