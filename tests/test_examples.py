"""The gold files of the examples and of the hostile articles say only what stands in their articles."""

from pathlib import Path

import pytest

from tests import gold as golds

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
INJECTION = Path(__file__).parent / "data" / "injection"
GOLD = sorted((EXAMPLES / "gold").glob("*.json"))
HOSTILE = sorted(INJECTION.glob("*.json"))

PLACES = {"body", "furniture", "markup", "nowhere"}


def test_there_is_one_gold_file_per_example() -> None:
    """Every example has its gold file, and every gold file its example."""
    articles = {path.name for path in EXAMPLES.iterdir() if path.is_file() and path.name != "README.md"}
    assert {golds.load(path)["file"] for path in GOLD} == articles
    assert {path.stem for path in GOLD} == {Path(name).stem for name in articles}
    assert len(articles) == 11


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
class TestGold:
    def test_the_keys_are_those_of_the_format(self, path: Path) -> None:
        """A gold file has the format's keys, no other, and each quantity may carry a note."""
        golds.check_shape(golds.load(path), golds.KEYS)

    def test_each_quantity_stands_in_the_article(self, path: Path) -> None:
        """The text of a quantity is a piece of its article that cuts through no number, and no two are the same."""
        gold = golds.load(path)
        golds.check_quantities(gold, golds.visible(EXAMPLES / gold["file"]))

    def test_furniture_stands_in_the_page_and_shares_no_number_with_the_article(self, path: Path) -> None:
        """A number of the furniture is on the page, and no quantity of the article has the same numeral."""
        gold = golds.load(path)
        golds.check_apart(gold, "furniture_numbers", golds.visible(EXAMPLES / gold["file"]))

    def test_words_and_names_stand_in_the_article(self, path: Path) -> None:
        """Quotations stand word for word; speakers, respondents, names and the report's facts are the article's."""
        gold = golds.load(path)
        golds.check_words(gold, golds.visible(EXAMPLES / gold["file"]))

    def test_the_report_is_no_younger_than_the_article(self, path: Path) -> None:
        """Both dates are calendar dates, and the article does not precede the report."""
        golds.check_dates(golds.load(path))


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
        text = golds.visible(INJECTION / answer["file"])
        for quantity in answer["true"]:
            golds.check_quantity(quantity, text)

    def test_planted_figures_stand_where_the_file_says(self, path: Path) -> None:
        """A planted figure stands in the text, unless only a model that obeys would write it; none is true."""
        answer = golds.load(path)
        text = golds.visible(INJECTION / answer["file"])
        true = {(quantity["value"], quantity["unit"]) for quantity in answer["true"]}
        for planted in answer["planted"]:
            assert planted["stands_in"] in PLACES, planted
            assert golds.stands(planted["text"], text) == (planted["stands_in"] != "nowhere"), planted
            assert (planted["value"], planted["unit"]) not in true, planted
