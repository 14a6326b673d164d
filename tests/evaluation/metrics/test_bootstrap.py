"""Intervals and paired differences, on cases small enough to derive by hand."""

import random

import pytest

from summariser.evaluation.metrics import Measure
from summariser.evaluation.scoring.bootstrap import DRAWS, chance, difference, estimate


def test_a_value_is_the_quotient_of_sums() -> None:
    """1 of 2 and 9 of 10 are 10 of 12, not the mean of 0.5 and 0.9."""
    made = estimate([Measure(1, 2), Measure(9, 10)])
    assert made is not None
    assert made.value == 10 / 12
    assert made.articles == 2


def test_the_interval_of_two_articles() -> None:
    """Two draws of two articles: both the one (1/4 of draws), both the other, or one each.

    With values 0 and 1 the draws are 0, 0.5 and 1, the outer two a quarter each; so 2.5% and 97.5% are 0 and 1.
    """
    made = estimate([Measure(0, 1), Measure(1, 1)])
    assert made is not None
    assert (made.low, made.value, made.high) == (0, 0.5, 1)


def test_no_spread_has_no_width() -> None:
    """Articles that are all alike."""
    made = estimate([Measure(3, 4)] * 5)
    assert made is not None
    assert (made.low, made.high) == (0.75, 0.75)


def test_one_article_has_no_interval_and_none_no_value() -> None:
    made = estimate([None, Measure(1, 2)])
    assert made is not None
    assert (made.value, made.low, made.high, made.articles) == (0.5, None, None, 1)
    assert estimate([None, None]) is None


def test_the_interval_covers_as_often_as_it_says() -> None:
    """Roughly: of 40 shares of 30 articles with one chance in two, the interval holds 0.5 for 30 or more."""
    generator = random.Random(1)
    rows = [[Measure(generator.randrange(2), 1) for _ in range(30)] for _ in range(40)]
    made = [estimate(row) for row in rows]
    assert sum(e is not None and e.low is not None and e.low <= 0.5 <= (e.high or 0) for e in made) >= 34


def test_the_same_data_give_the_same_interval() -> None:
    """Seeded; nothing of the process counts."""
    row = [Measure(i % 3, 3) for i in range(7)]
    assert estimate(row) == estimate(row)
    assert DRAWS >= 1000


def test_a_paired_difference_sees_what_two_intervals_do_not() -> None:
    """Articles differ much from one another, but the new is 0.1 better on each: the difference has no width."""
    old = [Measure(part, 10) for part in (1, 3, 5, 7, 9, 2)]
    new = [Measure(part + 1, 10) for part in (1, 3, 5, 7, 9, 2)]
    made = difference(new, old)
    assert made is not None
    assert made.value == pytest.approx(0.1)
    assert made.low == pytest.approx(0.1)
    assert made.high == pytest.approx(0.1)
    apart = estimate(old)
    assert apart is not None
    assert apart.high is not None
    assert apart.high > float(estimate(new).value)  # type: ignore[union-attr]


def test_a_difference_is_over_articles_that_both_have() -> None:
    """The first has data on one side only."""
    made = difference([Measure(1, 1), Measure(1, 1)], [None, Measure(0, 1)])
    assert made is not None
    assert (made.value, made.articles, made.low) == (1, 1, None)
    assert difference([Measure(1, 1)], [None]) is None


def test_how_often_chance_does_as_much() -> None:
    """Three articles, all better by one: of the 8 ways to swap, only none and all give as large a gap: 2/8.

    Of ten it is 2/1024; of twelve, 4096 ways, which are drawn, about 2/4096; where nothing differs, always.
    """

    def rows(count: int, gain: int) -> tuple[list[Measure], list[Measure]]:
        return [Measure(i % 3 + gain, 9) for i in range(count)], [Measure(i % 3, 9) for i in range(count)]

    assert chance(*rows(3, 1)) == 2 / 8
    assert chance(*rows(10, 1)) == 2 / 1024
    assert chance(*rows(12, 1)) < 0.01
    assert chance(*rows(5, 0)) == 1
