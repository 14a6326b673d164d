"""The stories' gold says what stands in its articles: every figure has a row or is told to have none."""

import hashlib
import re
from decimal import Decimal

import pytest

from summariser.evaluation.gold.stories import GoldCell, GoldRow, Story, load_stories
from summariser.evaluation.gold.visible import find_all
from summariser.numbers import find_numbers
from tests.support.processes import ROOT

FOLDER = ROOT / "evals" / "stories"
STORIES = load_stories(FOLDER)
each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.gold.story)
# Figures whose pieces do not say the value, so that a person must: in a table whose head has the magnitude, or in words.
BARE = re.compile(r"^\d+\.\d+m?$")
HEADS = {"passenger": 10**6, "EUR": 10**6, "crown": 10**9}
PER = {("month", "year"): Decimal(12), ("EUR", "cent"): Decimal("0.01")}
IN_WORDS = {"a year and a half", "four out of five", "a tenth", "more than a third of the dams"}
IN_WORDS |= {"two thirds", "almost one post in seven", "a fifth", "one in six"}
IN_WORDS |= {"less than a third", "Two thirds of the timber", "A seventh"}
SHORT = {"12m", "40m"}  # crowns, as the sentence says


def _pieces(story: Story) -> list[tuple[str, str]]:
    gold = story.gold
    cells = [cell for row in gold.rows for cell in row.cells]
    told = [(cell.article, text) for cell in cells for text in (cell.text, *cell.again)]
    return told + [(piece.article, piece.text) for piece in (*gold.optional, *gold.no_row)]


def test_each_is_of_four_articles() -> None:
    """A correction, agency copy, tables, and some with casualties."""
    assert [len(story.articles) for story in STORIES] == [4] * 12


@each_story
def test_each_piece_stands_once_and_none_within_another(story: Story) -> None:
    """So that a cell of a comparison has one place in the gold."""
    texts = dict(zip(story.gold.articles, (article.text for article in story.articles), strict=True))
    taken: set[tuple[str, int]] = set()
    for article, text in _pieces(story):
        spans = find_all(text, texts[article])
        assert len(spans) == 1, text
        letters = {(article, at) for at in range(*spans[0])}
        assert not letters & taken, text
        taken |= letters


@each_story
def test_no_figure_is_left_out(story: Story) -> None:
    """Each quantity that the finder sees is in a row, or is told to be open or in none."""
    for name, article in zip(story.gold.articles, story.articles, strict=True):
        spans = [span for at, text in _pieces(story) if at == name for span in find_all(text, article.text)]
        for mention in find_numbers(article.text):
            if mention.is_quantity:
                assert any(low < mention.end and mention.start < high for low, high in spans), mention


@each_story
def test_values_and_bounds_are_what_the_pieces_say(story: Story) -> None:
    """But where the table's head has the magnitude, or words stand for the number."""
    for row in story.gold.rows:
        for cell in row.cells:
            if cell.text in IN_WORDS | SHORT:
                continue
            (found,) = [mention for mention in find_numbers(cell.text) if mention.is_quantity]
            times = HEADS.get(row.unit or "", 1) if BARE.match(cell.text) else 1
            assert (found.value * times, found.upper, found.bound) == (cell.value, cell.upper, cell.bound), (
                cell
            )


def _said(cell: GoldCell, row: GoldRow) -> tuple[Decimal, Decimal | None, str]:
    per = PER.get((row.unit or "", cell.unit or ""), Decimal(1))
    return cell.value * per, cell.upper, cell.bound


@each_story
def test_relations_are_what_the_cells_say(story: Story) -> None:
    """Agreement is one value and bound, what differs names its kind, and a single article has a single cell."""
    for row in story.gold.rows:
        articles = {cell.article for cell in row.cells}
        said = {_said(cell, row) for cell in row.cells}
        assert (row.relation == "single") == (len(articles) == 1), row.what
        assert (row.relation == "differ") == bool(row.kinds), row.what
        if row.relation == "agree":
            assert len(said) == 1, row.what
        if row.relation == "compatible":
            assert len(said) > 1, row.what
        if set(row.kinds) & {"value", "as_of", "bound"}:
            assert len(said) > 1, row.what


@each_story
def test_each_article_has_one_voice(story: Story) -> None:
    """The groups hold every article once, in order."""
    assert sorted(name for group in story.gold.voices for name in group) == list(story.gold.articles)


def test_each_article_has_its_digest() -> None:
    """A text that changes after it was annotated is noticed."""
    lines = (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    made = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(FOLDER).as_posix()}"
        for path in sorted((FOLDER / "articles").glob("*/*"))
    ]
    assert lines == made
