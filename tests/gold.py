"""What a gold file must be: the format's shape, and nothing that its article does not say."""

import json
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from summariser.numbers import Bound

KEYS = """file headline published report quantities furniture_numbers not_quantities quotations responses
    names""".split()
REPORT_KEYS = ["title", "issuer", "date", "date_text", "period"]
QUANTITY_KEYS = {"text", "value", "upper", "bound", "unit", "what", "period", "core"}
STANCES = {"confirmed", "denied", "declined to comment", "other"}
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


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


def visible(path: Path) -> str:
    """Return the file's text as a reader sees it, every no-break space a plain one."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        parser = _VisibleText()
        parser.feed(text)
        text = "".join(parser.parts)
    return text.replace("\N{NO-BREAK SPACE}", " ")


def load(path: Path) -> dict[str, Any]:
    """Return the file's object, its fractions as exact decimals."""
    loaded = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    assert isinstance(loaded, dict)
    return loaded


def places(needle: str, text: str) -> list[tuple[int, int]]:
    """Return where the needle stands in the text without beginning or ending inside a number or a word."""
    found = re.finditer(rf"(?<![\w.,]){re.escape(needle)}(?!\w|[.,]\d)", text)
    return [match.span() for match in found]


def stands(needle: str, text: str) -> bool:
    """Whether the needle stands in the text and neither begins nor ends inside a number or a word."""
    return bool(places(needle, text))


def numerals(texts: Iterable[str]) -> set[str]:
    """Return the numerals of the texts, as they are written."""
    return {numeral for text in texts for numeral in re.findall(r"\d+(?:[.,]\d+)*", text)}


def check_quantity(quantity: dict[str, Any], text: str) -> None:
    """Fail unless the quantity is a well-formed one whose text is a piece of the article."""
    assert stands(quantity["text"], text), quantity["text"]
    assert type(quantity["value"]) in (int, Decimal), quantity
    assert quantity["upper"] is None or quantity["upper"] > quantity["value"], quantity
    assert Bound(quantity["bound"])
    assert quantity["what"], quantity
    assert quantity["unit"] is None or quantity["unit"].strip(), quantity


def check_shape(gold: dict[str, Any], keys: list[str]) -> None:
    """Fail unless the gold has these keys in this order, and its parts the format's; a note is optional."""
    assert list(gold) == keys
    assert list(gold["report"]) == REPORT_KEYS
    for quantity in gold["quantities"]:
        assert set(quantity) - {"note"} == QUANTITY_KEYS, quantity
        assert isinstance(quantity["core"], bool), quantity


def check_quantities(gold: dict[str, Any], text: str) -> None:
    """Fail unless each quantity stands in the article, no two are the same piece, and one at least is core."""
    for quantity in gold["quantities"]:
        check_quantity(quantity, text)
    texts = [quantity["text"] for quantity in gold["quantities"]]
    assert len(set(texts)) == len(texts)
    assert any(quantity["core"] for quantity in gold["quantities"])


def check_apart(gold: dict[str, Any], key: str, text: str) -> None:
    """Fail unless the pieces under the key are on the page and share no numeral with a quantity."""
    for piece in gold[key]:
        assert stands(piece, text), piece
    quantities = [quantity["text"] for quantity in gold["quantities"]]
    assert not numerals(gold[key]) & numerals(quantities)


def check_words(gold: dict[str, Any], text: str) -> None:
    """Fail unless quotations, speakers, respondents, names and the report's facts are the article's words."""
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


def check_dates(gold: dict[str, Any]) -> None:
    """Fail unless both dates are calendar dates, the report no younger, and its weekday that of its date."""
    published, report = date.fromisoformat(gold["published"]), gold["report"]
    if report["date"] is None:
        return
    issued = date.fromisoformat(report["date"])
    assert issued <= published
    named = [day for day in WEEKDAYS if day in (report["date_text"] or "")]
    assert named in ([], [WEEKDAYS[issued.weekday()]]), report
