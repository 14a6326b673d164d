"""Pairs of cells and relations are judged by gold; expected values are worked out by hand beside them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from summariser.errors import GoldError
from summariser.evaluation.gold.stories import Story, load_stories
from summariser.evaluation.scoring.stories import (
    StoryScore,
    pool,
    score_stories,
    score_story,
)

TEXTS = {
    "a.txt": "Boats at risk\n\nThe report says that 40 boats sank and 7 sailors drowned. Page 3 has the list.",
    "b.txt": "Sailors lost\n\nOf the boats 41 sank, and seven sailors drowned, says the report. Some 40 boats sank.",
    "c.txt": "Late news\n\nThe report speaks of 40 boats and of 7 sailors. An earlier one spoke of 12.",
}


def _cell(article: str, text: str, value: int, **more: Any) -> dict[str, Any]:
    return {"article": article, "text": text, "value": value, "upper": None, "bound": "exactly", **more}


GOLD: dict[str, Any] = {
    "story": "boats",
    "articles": list(TEXTS),
    "voices": [["a.txt"], ["b.txt"], ["c.txt"]],
    "rows": [
        {"what": "boats sunk", "unit": "boat", "period": None, "relation": "differ", "kinds": ["value", "as_of"],
         "cells": [_cell("a.txt", "40 boats", 40), _cell("b.txt", "41", 41, again=["40 boats"]),
                   _cell("c.txt", "40 boats", 40)]},
        {"what": "sailors drowned", "unit": "sailor", "period": None, "relation": "agree",
         "cells": [_cell("a.txt", "7 sailors", 7), _cell("b.txt", "seven sailors", 7), _cell("c.txt", "7 sailors", 7)]},
    ],
    "optional": [{"article": "c.txt", "text": "12"}],
    "no_row": [{"article": "a.txt", "text": "3"}],
}  # fmt: skip


@dataclass
class _Cell:
    article: str
    span: tuple[int, int]
    repeats: Sequence[tuple[int, int]] = ()


@dataclass
class _Fact:
    cells: Sequence[_Cell]
    relation: str = "agree"
    differ_by: Sequence[str] = field(default_factory=tuple)


def _at(article: str, text: str, *again: str) -> _Cell:
    def span(piece: str) -> tuple[int, int]:
        start = TEXTS[article].index(piece)
        return start, start + len(piece)

    return _Cell(article, span(text), [span(piece) for piece in again])


BOATS = [_at("a.txt", "40"), _at("b.txt", "41"), _at("c.txt", "40")]
SAILORS = [_at("a.txt", "7"), _at("b.txt", "seven"), _at("c.txt", "7")]
DIFFER: dict[str, Any] = {"relation": "differ", "differ_by": ["value"]}


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """The gold and its articles, read from files."""
    return _written(tmp_path, GOLD)


def _written(folder: Path, gold: dict[str, Any]) -> Story:
    (folder / "gold").mkdir()
    (folder / "articles" / "boats").mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / "articles" / "boats" / name).write_text(text, encoding="utf-8")
    (folder / "gold" / "boats.json").write_text(json.dumps(gold), encoding="utf-8")
    (story,) = load_stories(folder)
    return story


def _figures(score: StoryScore) -> tuple[object, ...]:
    return score.pairs, score.relations, score.kinds, score.cells


def test_all_found_is_all_right(story: Story) -> None:
    """Two rows of three cells are 3 + 3 pairs."""
    score = score_story(story, [_Fact(BOATS, **DIFFER), _Fact(SAILORS)])
    assert _figures(score) == ((6, 6, 6), (2, 2), (1, 1), (6, 6))
    assert score.f1 is not None
    assert score.f1.value == 1


def test_a_row_without_one_of_its_cells_loses_that_cells_pairs(story: Story) -> None:
    """Of three pairs one is left; with the other row's three, 4 of 4 made and of 6: F1 is 8/10."""
    score = score_story(story, [_Fact(BOATS[:2], **DIFFER), _Fact(BOATS[2:]), _Fact(SAILORS)])
    assert score.pairs == (4, 4, 6)
    assert score.f1 is not None
    assert score.f1.value == 0.8


def test_two_rows_thrown_together_are_pairs_too_many(story: Story) -> None:
    """Six cells, two an article: 15 pairs less 3 of one article are 12, of which 6 are right; one row is matched."""
    score = score_story(story, [_Fact(BOATS + SAILORS, **DIFFER)])
    assert score.pairs == (6, 12, 6)
    assert score.relations == (1, 1)


def test_a_number_of_no_row_makes_wrong_pairs(story: Story) -> None:
    """The page number in a row of three is three cells to pair with, of which one is of its own article."""
    score = score_story(story, [_Fact([*BOATS, _at("a.txt", "3")], **DIFFER), _Fact(SAILORS)])
    assert score.pairs == (6, 8, 6)


def test_what_gold_leaves_open_counts_neither_way(story: Story) -> None:
    """The figure of an earlier report may stand in the row."""
    score = score_story(story, [_Fact([*BOATS, _at("c.txt", "12")], **DIFFER), _Fact(SAILORS)])
    assert score.pairs == (6, 6, 6)


@pytest.mark.parametrize("cell", [_at("b.txt", "40 boats"), _at("b.txt", "Some 40", "41")])
def test_a_repeated_figure_is_found_at_each_of_its_places(story: Story, cell: _Cell) -> None:
    """The gold names them, or the comparison does."""
    score = score_story(story, [_Fact([BOATS[0], cell, BOATS[2]], **DIFFER), _Fact(SAILORS)])
    assert score.pairs == (6, 6, 6)


def test_a_wrong_relation_is_named(story: Story) -> None:
    """And a wrong kind counts where both say that the figures differ."""
    score = score_story(story, [_Fact(BOATS, "compatible"), _Fact(SAILORS)])
    assert (score.relations, score.kinds) == ((1, 2), None)
    assert score.wrong == ("boats sunk: differ, not compatible",)
    assert score_story(story, [_Fact(BOATS, "differ", ["unit"])]).kinds == (0, 1)


def test_wrong_pairs_are_told(story: Story) -> None:
    """With the row, the words and the article of each cell; what is no cell of the gold by its place."""
    score = score_story(story, [_Fact([BOATS[0], SAILORS[1], _at("c.txt", "report")])])
    page = TEXTS["c.txt"].index("report")
    assert score.false == (
        f"boats sunk: \"40 boats\" (a.txt), no row: ('c.txt', ({page}, {page + 6}))",
        'boats sunk: "40 boats" (a.txt), sailors drowned: "seven sailors" (b.txt)',
        f"sailors drowned: \"seven sailors\" (b.txt), no row: ('c.txt', ({page}, {page + 6}))",
    )
    assert 'boats sunk: "40 boats" (a.txt), boats sunk: "41" (b.txt)' in score.missed


def test_nothing_found_has_no_relations(story: Story) -> None:
    """No data, rather than a share of nothing."""
    assert _figures(score_story(story, [])) == ((0, 0, 6), None, None, (0, 6))


def test_stories_are_pooled_pair_by_pair(story: Story) -> None:
    """2 of 2 and 1 of 4 are 3 of 6, not the mean of the shares."""
    scores = score_stories([story, story], lambda articles, names: [_Fact(BOATS, **DIFFER), _Fact(SAILORS)])
    assert pool([scores[0], score_story(story, [])]).pairs == (6, 6, 12)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rows": [{**GOLD["rows"][0], "relation": "equal"}]}, "rows.0.relation"),
        ({"optional": [{"article": "c.txt", "text": "13"}]}, "stands 0 times"),
        ({"optional": [{"article": "b.txt", "text": "boats"}]}, "stands 2 times"),
        ({"optional": [{"article": "d.txt", "text": "12"}]}, "d.txt"),
        ({"articles": ["a.txt"]}, "articles"),
        ({"articles": ["a.txt", "b.txt", "gone.txt"]}, "gone.txt"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_wrong_gold_is_named(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    """By file and field, or by the piece that does not stand."""
    with pytest.raises(GoldError, match=said):
        _written(tmp_path, GOLD | change)


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    """What it must hold."""
    with pytest.raises(GoldError, match="gold/STORY.json"):
        load_stories(tmp_path)
