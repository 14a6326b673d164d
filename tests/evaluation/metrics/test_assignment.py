"""The assignment is the best there is, which greedy choice is not."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from summariser.evaluation.matching.assignment import best_pairs


def test_greedy_choice_would_lose() -> None:
    """Taking the 9 first leaves 1: 10 in all. The best is 8 + 7."""
    assert best_pairs([[9, 8], [7, 1]]) == [(0, 1), (1, 0)]


def test_what_does_not_belong_together_stays_alone() -> None:
    """A weight of 0 or less is no pair, on whichever side there are more."""
    assert best_pairs([[0, 0], [0, 2]]) == [(1, 1)]
    assert best_pairs([[-1], [3], [0]]) == [(1, 0)]
    assert best_pairs([]) == []
    assert best_pairs([[], []]) == []


def _best_by_trial(weights: list[list[int]]) -> int:
    rows, columns = len(weights), len(weights[0])
    if rows > columns:
        return _best_by_trial([list(c) for c in zip(*weights, strict=True)])
    return max(
        sum(max(0, weights[row][column]) for row, column in enumerate(chosen))
        for chosen in permutations(range(columns), rows)
    )


@given(st.integers(1, 5).flatmap(
    lambda columns: st.lists(st.lists(st.integers(-3, 9), min_size=columns, max_size=columns), min_size=1, max_size=5)
))  # fmt: skip
def test_no_other_assignment_is_better(weights: list[list[int]]) -> None:
    """On small tables, tried out; no row or column is used twice."""
    pairs = best_pairs(weights)
    assert sum(weights[row][column] for row, column in pairs) == _best_by_trial(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
