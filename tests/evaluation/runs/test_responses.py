"""Parties and stances by hand."""

from typing import Any

import pytest

from tests.evaluation.making import beside, values

GOLD = [
    {"who": "Canal Users' League", "stance": "denied"},
    {"who": "Mary Lund", "stance": "confirmed"},
    {"who": "transport ministry", "stance": "declined to comment"},
]
NAMES = ("responses.who", "responses.precision", "responses.stance")


def _scores(*said: tuple[str, str], gold: list[dict[str, str]] = GOLD) -> list[object]:
    made: dict[str, Any] = {"responses": [{"who": who, "stance": stance} for who, stance in said]}
    scores = values(beside(made, responses=gold))
    return [scores[name] for name in NAMES]


def test_all_parties_with_their_stances() -> None:
    """In whatever order, with an office or an article."""
    assert _scores(
        ("the transport ministry", "declined to comment"),
        ("The Canal Users’ League", "denied"),
        ("the minister, Mary Lund", "confirmed"),
    ) == [1, 1, 1]


def test_some_of_each() -> None:
    """One party whole with the wrong stance, one in half with the right one, one that nobody named."""
    assert _scores(("Canal Users' League", "other"), ("Ms Lund", "confirmed"), ("Daily Post", "denied")) == [
        1.5 / 3,
        1.5 / 3,
        1 / 2,
    ]


@pytest.mark.parametrize("said", [(), (("Daily Post", "denied"),)])
def test_none_of_them(said: tuple[tuple[str, str], ...]) -> None:
    """Of a summary without parties there is no precision, and of stances nothing to judge."""
    assert _scores(*said) == [0, 0 if said else None, None]


def test_no_party_is_taken_twice() -> None:
    """Of the same party given twice, the one with the right stance; the other is none of the gold's."""
    assert _scores(("Mary Lund", "denied"), ("Mary Lund", "confirmed")) == [1 / 3, 1 / 2, 1]


def test_pairs_are_the_best_of_all() -> None:
    """ "The ministry" could be either; it is the one that the other is not."""
    gold = [{"who": "transport ministry", "stance": "denied"}, {"who": "finance ministry", "stance": "other"}]
    assert _scores(("ministry", "other"), ("finance ministry", "other"), gold=gold) == [
        (1 + 2 / 3) / 2,
        (1 + 2 / 3) / 2,
        1 / 2,
    ]


def test_an_article_without_responses() -> None:
    """There is nothing to find; what is told is nobody's."""
    assert _scores(gold=[]) == [None, None, None]
    assert _scores(("Mary Lund", "denied"), gold=[]) == [None, 0, None]
