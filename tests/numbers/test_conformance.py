"""Every line of the table holds, and the table covers what it promises."""

from collections import Counter

import pytest

from summariser.numbers import Bound, Kind, find_numbers
from tests.numbers.conformance import Case, cases, written

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.line}: {case.text}")
def test_each_line_of_the_table_holds(case: Case) -> None:
    """The text gives exactly the mentions written behind it, in their order."""
    assert [written(mention) for mention in find_numbers(case.text)] == case.mentions


def test_the_table_is_long_and_says_nothing_twice() -> None:
    """There are at least 400 cases, each text once."""
    assert len(CASES) >= 400
    assert [text for text, count in Counter(case.text for case in CASES).items() if count > 1] == []


def test_the_table_has_every_kind_and_every_bound() -> None:
    """No kind and no bound goes untested."""
    fields = {field for case in CASES for mention in case.mentions for field in mention.split(" | ")[2:4]}
    assert fields == {"="} | {*map(str, Bound)} - {"exactly"} | {*map(str, Kind)}


def test_the_table_has_texts_without_numbers() -> None:
    """There are negatives: what looks like a number and is none."""
    assert sum(not case.mentions for case in CASES) >= 15
