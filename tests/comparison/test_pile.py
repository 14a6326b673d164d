"""A pile of articles falls into its stories, whatever its order; a shared agency, town or week makes no story."""

import pickle
import random
from pathlib import Path

import pytest

from summariser.article import Article
from summariser.comparison.clustering import stories, stories_of, traits_of
from tests.support.processes import ROOT

STORIES = ROOT / "evals" / "stories" / "articles"
FILES = sorted(STORIES.glob("*/*"))
NOISE = sorted((ROOT / "evals" / "articles").glob("*")) + sorted((ROOT / "examples").glob("*.txt"))


def _flood(town: str, river: str, dead: int, homes: int, day: str, minister: str = "Anselm Roth") -> str:
    return (
        f"{dead} dead in {town} flood\n\n{day}\n\nThe {river} burst its banks at {town} and killed {dead} people. "
        f"The water damaged {homes:,} houses, the Safety Board of Vostria said. Minister {minister} promised help."
    )


def _again(town: str, river: str, dead: int, homes: int, day: str) -> str:
    return (
        f"Vostria mourns after the {river} comes to {town}\n\n{day}\n\nIn {town} the search goes on. {dead} people have "
        f"lost their lives since the {river} rose, and {homes:,} homes stand under water, according to the authorities."
    )


LESK = ("Lesk", "Orrin", 14, 2310)
BREVIK = ("Brevik", "Tessan", 9, 840)


def _groups(*texts: str, days: int = 10) -> list[tuple[int, ...]]:
    return stories([Article.from_text(text) for text in texts], days=days)


@pytest.fixture(scope="module")
def told() -> list[Article]:
    """Stories of four articles each."""
    return [Article.from_file(path) for path in FILES]


def _folders(groups: list[tuple[int, ...]], files: list[Path]) -> list[set[str]]:
    return [{files[at].parent.name for at in group} for group in groups]


def test_no_story_has_articles_of_two_and_few_stand_alone(told: list[Article]) -> None:
    """Those apart came out long before or after the others, or have no day."""
    groups = stories(told)
    assert all(len(names) == 1 for names in _folders(groups, FILES))
    apart = {
        f"{FILES[group[0]].parent.name}/{FILES[group[0]].name[0]}" for group in groups if len(group) == 1
    }
    assert apart == {"factory/4", "hospitals/1", "pumps/1", "pumps/3"}


def test_one_story_alone_is_not_torn(told: list[Article]) -> None:
    """Where all articles share a name, it is still a rare one."""
    for at in range(0, len(told), 4):
        if FILES[at].parent.name not in ("factory", "hospitals", "pumps"):
            assert stories(told[at : at + 4]) == [(0, 1, 2, 3)]


def test_they_are_found_among_others(told: list[Article]) -> None:
    """Articles on other matters stay alone, and take nothing away."""
    groups = stories([*told, *(Article.from_file(path) for path in NOISE)])
    assert sorted(group for group in groups if len(group) > 1) == [g for g in stories(told) if len(g) > 1]


def test_the_order_of_the_pile_does_not_matter(told: list[Article]) -> None:
    """The articles are taken by their day, and within one by their text."""
    shuffled = list(range(len(told)))
    random.Random(3).shuffle(shuffled)
    groups = stories([told[at] for at in shuffled])
    assert sorted(sorted(shuffled[at] for at in group) for group in groups) == [
        list(g) for g in stories(told)
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([_flood(*LESK, "3 March 2026"), _again(*LESK, "4 March 2026")], [(0, 1)]),
        ([_flood(*LESK, "3 March 2026"), _again(*BREVIK, "3 March 2026")], [(0,), (1,)]),
        (
            [_flood(*LESK, "3 March 2026"), _again(*BREVIK, "4 March 2026"), _again(*LESK, "5 March 2026")],
            [(0, 2), (1,)],
        ),
        ([_flood(*LESK, "3 March 2026"), _again(*LESK, "4 May 2026")], [(0,), (1,)]),
        ([_flood(*LESK, "3 March 2026"), _again(*LESK, "")], [(0, 1)]),
        ([_flood(*LESK, "3 March 2026")] * 3, [(0, 1, 2)]),
        ([_flood(*LESK, "3 March 2026")], [(0,)]),
        ([], []),
        (["", "No.", ""], [(0,), (1,), (2,)]),
    ],
    ids=["told twice", "of another place", "two at once", "months later", "without a date", "copies", "one", "none", "nothing to tell by"],
)  # fmt: skip
def test_what_makes_a_story(texts: list[str], expected: list[tuple[int, ...]]) -> None:
    """Its own names and figures within some days; not a country, a minister and the words of such news."""
    assert _groups(*texts) == expected


def test_days_may_be_given() -> None:
    """A story that runs on is one where a longer silence is let pass."""
    texts = _flood(*LESK, "3 March 2026"), _again(*LESK, "4 May 2026")
    assert _groups(*texts, days=90) == [(0, 1)]


def test_traits_can_be_made_elsewhere(told: list[Article]) -> None:
    """Another process reads the articles, and sends what little is needed."""
    sent = [pickle.dumps(traits_of(article)) for article in told]
    assert stories_of([pickle.loads(one) for one in sent]) == stories(told)
    assert max(map(len, sent)) < 10_000
