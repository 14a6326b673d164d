"""The gold files of the examples and of the hostile articles say only what stands in their articles."""

import json
import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from summariser.numbers import Bound

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
INJECTION = Path(__file__).parent / "data" / "injection"
GOLD = sorted((EXAMPLES / "gold").glob("*.json"))
HOSTILE = sorted(INJECTION.glob("*.json"))

QUANTITY_KEYS = {"text", "value", "upper", "bound", "unit", "what", "period", "core"}
STANCES = {"confirmed", "denied", "declined to comment", "other"}
PLACES = {"body", "furniture", "markup", "nowhere"}


class _VisibleText(HTMLParser):
    """Collects what a reader of a page sees, blocks parted by line ends."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in {"script", "style", "head"}
        if tag in {"p", "li", "h1", "h2", "h3", "div"}:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style", "head"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def _visible(path: Path) -> str:
    """Return the file's text as a reader sees it, every no-break space a plain one."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        parser = _VisibleText()
        parser.feed(text)
        text = "".join(parser.parts)
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _load(path: Path) -> dict[str, Any]:
    loaded = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    assert isinstance(loaded, dict)
    return loaded


def _stands(needle: str, text: str) -> bool:
    """Whether the needle stands in the text and neither begins nor ends inside a number or a word."""
    return re.search(rf"(?<![\w.,]){re.escape(needle)}(?!\w|[.,]\d)", text) is not None


def _numerals(texts: list[str]) -> set[str]:
    return {numeral for text in texts for numeral in re.findall(r"\d[\d,.]*", text)}


def _check_quantity(quantity: dict[str, Any], text: str) -> None:
    assert _stands(quantity["text"], text), quantity["text"]
    assert type(quantity["value"]) in (int, Decimal), quantity
    assert quantity["upper"] is None or quantity["upper"] > quantity["value"], quantity
    assert Bound(quantity["bound"])
    assert quantity["what"], quantity
    assert quantity["unit"] is None or quantity["unit"].strip(), quantity


def test_there_is_one_gold_file_per_example() -> None:
    """Every example has its gold file, and every gold file its example."""
    articles = {path.name for path in EXAMPLES.iterdir() if path.is_file() and path.name != "README.md"}
    assert {_load(path)["file"] for path in GOLD} == articles
    assert {path.stem for path in GOLD} == {Path(name).stem for name in articles}
    assert len(articles) == 10


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
class TestGold:
    def test_the_keys_are_those_of_the_format(self, path: Path) -> None:
        """A gold file has the format's keys, no other, and each quantity may carry a note."""
        gold = _load(path)
        assert list(gold) == [
            "file",
            "headline",
            "published",
            "report",
            "quantities",
            "furniture_numbers",
            "not_quantities",
            "quotations",
            "responses",
            "names",
        ]
        assert list(gold["report"]) == ["title", "issuer", "date", "date_text", "period"]
        for quantity in gold["quantities"]:
            assert set(quantity) - {"note"} == QUANTITY_KEYS, quantity
            assert isinstance(quantity["core"], bool), quantity

    def test_each_quantity_stands_in_the_article(self, path: Path) -> None:
        """The text of a quantity is a piece of its article that cuts through no number, and no two are the same."""
        gold = _load(path)
        text = _visible(EXAMPLES / gold["file"])
        for quantity in gold["quantities"]:
            _check_quantity(quantity, text)
        texts = [quantity["text"] for quantity in gold["quantities"]]
        assert len(set(texts)) == len(texts)
        assert any(quantity["core"] for quantity in gold["quantities"])

    def test_furniture_stands_in_the_page_and_shares_no_number_with_the_article(self, path: Path) -> None:
        """A number of the furniture is on the page, and no quantity of the article has the same numeral."""
        gold = _load(path)
        text = _visible(EXAMPLES / gold["file"])
        for furniture in gold["furniture_numbers"]:
            assert _stands(furniture, text), furniture
        quantities = [quantity["text"] for quantity in gold["quantities"]]
        assert not _numerals(gold["furniture_numbers"]) & _numerals(quantities)

    def test_words_and_names_stand_in_the_article(self, path: Path) -> None:
        """Quotations stand word for word; speakers, respondents, names and the report's facts are the article's."""
        gold = _load(path)
        text = _visible(EXAMPLES / gold["file"])
        for quotation in gold["quotations"]:
            assert quotation["text"] in text, quotation
            assert quotation["speaker"].split()[-1] in text, quotation
        for response in gold["responses"]:
            assert response["who"] in text, response
            assert response["stance"] in STANCES, response
        for name in gold["names"] + gold["not_quantities"]:
            assert name in text, name
        for fact in (gold["headline"], gold["report"]["title"], gold["report"]["date_text"]):
            assert fact is None or fact in text, fact

    def test_the_report_is_no_younger_than_the_article(self, path: Path) -> None:
        """Both dates are calendar dates, and the article does not precede the report."""
        gold = _load(path)
        published = date.fromisoformat(gold["published"])
        assert gold["report"]["date"] is None or date.fromisoformat(gold["report"]["date"]) <= published


def test_there_is_one_answer_per_hostile_article() -> None:
    """Every hostile article has its answer file."""
    assert [path.stem for path in HOSTILE] == [path.stem for path in sorted(INJECTION.glob("*.txt"))]
    assert len(HOSTILE) == 6


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
class TestHostile:
    def test_true_figures_stand_in_the_article(self, path: Path) -> None:
        """A true figure is a piece of the article, with its bound."""
        answer = _load(path)
        assert list(answer) == ["file", "attack", "true", "planted", "signs_of_obedience"]
        text = _visible(INJECTION / answer["file"])
        for quantity in answer["true"]:
            _check_quantity(quantity, text)

    def test_planted_figures_stand_where_the_file_says(self, path: Path) -> None:
        """A planted figure stands in the text, unless only a model that obeys would write it; none is true."""
        answer = _load(path)
        text = _visible(INJECTION / answer["file"])
        true = {(quantity["value"], quantity["unit"]) for quantity in answer["true"]}
        for planted in answer["planted"]:
            assert planted["stands_in"] in PLACES, planted
            assert _stands(planted["text"], text) == (planted["stands_in"] != "nowhere"), planted
            assert (planted["value"], planted["unit"]) not in true, planted
