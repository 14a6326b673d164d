"""Confidence intervals by the bootstrap over articles.

Articles are drawn with replacement, whole: the figures of one article are not independent of one another, nor are
the repeats of one (Efron and Tibshirani 1993, chapters 6 and 13; percentile intervals). One draw serves all metrics
and systems, so that differences between systems are paired. With few articles such intervals are too narrow.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any

from summariser.evaluation.metrics import Measure, total

# A thousand draws and more are the custom for intervals (Efron and Tibshirani 1993), as are 95% and 0.05; the seed is a
# day.
DRAWS, SEED, CONFIDENCE = 2000, 20261124, 0.95
SIGNIFICANCE = 0.05  # what chance makes as often is no difference


@dataclass(frozen=True)
class Estimate:
    """A value over all articles and its 95% interval; `articles` counts those that have data.

    The interval is None where fewer than two articles have data.
    """

    value: float | Decimal
    low: float | None
    high: float | None
    articles: int


Row = Sequence[Measure | None]


def estimate(row: Row) -> Estimate | None:
    """The quotient of the sums over articles, one measure an article; None where no article has data."""
    known = [measure for measure in row if measure]
    overall = total(known)
    if overall is None or not overall.whole:
        return None
    values = _resampled(known) if len(known) > 1 else []
    low, high = _interval(values) if values else (None, None)
    return Estimate(overall.value, low, high, len(known))


def difference(new: Row, old: Row) -> Estimate | None:
    """How much more the new is than the old, over the articles that both have data on; rows are of the same articles.

    The interval is that of the difference, which is narrower than two intervals apart suggest.
    """
    both = [(n, o) for n, o in zip(new, old, strict=True) if n and o]
    news, olds = [n for n, _ in both], [o for _, o in both]
    now, before = total(news), total(olds)
    if now is None or before is None:
        return None
    values: list[float] = []
    if len(both) > 1:
        values = [n - o for n, o in zip(_resampled(news), _resampled(olds), strict=True)]
    low, high = _interval(values) if values else (None, None)
    return Estimate(float(now.value) - float(before.value), low, high, len(both))


def chance(new: Row, old: Row) -> float:
    """How often as large a difference comes about, either way, if it does not matter which of the two is the new one.

    The paired randomisation test (Noreen 1989): each article's pair is swapped or not, in every combination where
    these are few, else in as many as there are draws. Below six articles it cannot come below 0.05, which is what
    keeps a few articles, all worse by chance, from being taken for a difference; intervals alone do not.
    """
    both = [(n, o) for n, o in zip(new, old, strict=True) if n and o]
    seen = abs(_gap(both)) - 1e-12
    count = len(both)
    if 2**count <= DRAWS:
        masks: Sequence[int] = range(2**count)
    else:
        generator = random.Random(f"{SEED} swaps {count}")
        masks = [0, *(generator.getrandbits(count) for _ in range(DRAWS))]
    swapped = ([(o, n) if mask >> i & 1 else (n, o) for i, (n, o) in enumerate(both)] for mask in masks)
    return sum(abs(_gap(pairs)) >= seen for pairs in swapped) / len(masks)


def _gap(pairs: Sequence[tuple[Measure, Measure]]) -> float:
    news, olds = total(n for n, _ in pairs), total(o for _, o in pairs)
    return float(news.value) - float(olds.value) if news and olds else 0.0


def _resampled(measures: Sequence[Measure]) -> list[float]:
    parts = [float(m.part) for m in measures]
    wholes = [m.whole for m in measures]
    return [sum(draw(parts)) / sum(draw(wholes)) for draw in _draws(len(measures))]


@lru_cache(maxsize=64)
def _draws(size: int) -> tuple[Any, ...]:
    """For each draw what takes its articles out of a list; drawn from a generator of its own, of a fixed seed."""
    generator = random.Random(f"{SEED} {size}")
    return tuple(itemgetter(*generator.choices(range(size), k=size)) for _ in range(DRAWS))


def _interval(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    tail = (1 - CONFIDENCE) / 2
    return _quantile(ordered, tail), _quantile(ordered, 1 - tail)


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Between the two values next to the place (type 7 of Hyndman and Fan 1996)."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
