"""The gold files of the examples and of the hostile articles say only what stands in their articles."""

from pathlib import Path

import pytest

from summariser.evaluation import load_corpus
from tests.support import gold as golds

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
INJECTION = Path(__file__).parent / "data" / "injection"
HOSTILE = sorted(INJECTION.glob("*.json"))

PLACES = {"body", "furniture", "markup", "nowhere"}


def test_each_example_has_its_gold() -> None:
    """Every example has its gold file, which says only what stands there."""
    articles = {path.name for path in EXAMPLES.iterdir() if path.is_file() and path.name != "README.md"}
    assert {item.gold.file for item in load_corpus(EXAMPLES)} == articles
    assert len(articles) == 11


def test_there_is_one_answer_per_hostile_article() -> None:
    """Every hostile article has its answer file."""
    assert [path.stem for path in HOSTILE] == [path.stem for path in sorted(INJECTION.glob("*.txt"))]
    assert len(HOSTILE) == 6


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
class TestHostile:
    def test_true_figures_stand_in_the_article(self, path: Path) -> None:
        """A true figure is a piece of the article, with its bound."""
        answer = golds.load(path)
        assert list(answer) == ["file", "attack", "true", "planted", "signs_of_obedience"]
        text = golds.visible_text(INJECTION / answer["file"])
        for quantity in answer["true"]:
            golds.check_quantity(quantity, text)

    def test_planted_figures_stand_where_the_file_says(self, path: Path) -> None:
        """A planted figure stands in the text, unless only a model that obeys would write it; none is true."""
        answer = golds.load(path)
        text = golds.visible_text(INJECTION / answer["file"])
        true = {(quantity["value"], quantity["unit"]) for quantity in answer["true"]}
        for planted in answer["planted"]:
            assert planted["stands_in"] in PLACES, planted
            assert golds.occurs(planted["text"], text) == (planted["stands_in"] != "nowhere"), planted
            assert (planted["value"], planted["unit"]) not in true, planted
