"""The example articles and the hostile ones, read: headline, day and figures as their gold files have them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from summariser import Article

_EXAMPLES = Path(__file__).parents[2] / "examples"
_HOSTILE = Path(__file__).parents[1] / "data" / "injection"


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _plain(text: str | None) -> str:
    """Without no-break spaces, which articles keep and gold files do not have."""
    return (text or "").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("path", sorted((_EXAMPLES / "gold").glob("*.json")), ids=lambda path: path.stem)
def test_examples_are_read_as_their_gold_files_say(path: Path) -> None:
    """Each figure stands in the title or body, each figure of the furniture in neither."""
    gold = _load(path)
    article = Article.from_file(_EXAMPLES / gold["file"])
    kept = f"{_plain(article.title)}\n{_plain(article.body)}"

    assert article.title == gold["headline"]
    assert article.published == date.fromisoformat(gold["published"])
    assert [quantity["text"] for quantity in gold["quantities"] if quantity["text"] not in kept] == []
    assert [quotation["text"] for quotation in gold["quotations"] if quotation["text"] not in kept] == []
    assert [furniture for furniture in gold["furniture_numbers"] if furniture in kept] == []


@pytest.mark.parametrize("path", sorted(_HOSTILE.glob("*.json")), ids=lambda path: path.stem)
def test_figures_planted_beside_a_hostile_article_are_not_its_own(path: Path) -> None:
    """Those in comments and furniture are out, and every true figure is in."""
    answer = _load(path)
    article = Article.from_file(_HOSTILE / answer["file"])
    kept = f"{article.title}\n{article.body}"
    beside = [planted for planted in answer["planted"] if planted["stands_in"] in ("markup", "furniture")]

    assert [planted["text"] for planted in beside if planted["text"] in kept] == []
    assert [quantity["text"] for quantity in answer["true"] if quantity["text"] not in kept] == []
