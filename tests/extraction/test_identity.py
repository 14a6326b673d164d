"""The key of a result changes with what the model would be asked, and with nothing else."""

from pathlib import Path
from typing import Any

import pytest

from summariser import Article, load_report_type
from summariser.extraction import result_key

TEXT = "Bridges close\n\nInspectors closed nine old bridges of the valley on Monday, the board said.\n"
KIND = load_report_type()


def key(text: str = TEXT, source: str = "a.txt", **settings: object) -> str:
    options: dict[str, Any] = {"model": "m", **settings}
    return result_key(Article.from_text(text, source=source), KIND, **options)


def test_the_place_of_an_article_does_not_count() -> None:
    assert key(source="b.txt") == key()


@pytest.mark.parametrize(
    "settings", [{"model": "n"}, {"base_url": "http://localhost/v1"}, {"on_fail": "noop"}, {"repeat": 1}]
)
def test_each_setting_counts(settings: dict[str, Any]) -> None:
    assert key(**settings) != key()


def test_the_text_counts() -> None:
    assert key(TEXT.replace("nine", "ten")) != key()


def test_a_prompt_of_ones_own_counts(tmp_path: Path) -> None:
    """Though the name of the report type and its schema are the same."""
    folder = tmp_path / "kind"
    folder.mkdir()
    (folder / "schema.py").write_text("from summariser.schemas.report_summary import SUMMARY\n")
    article = Article.from_text(TEXT)
    before = result_key(article, load_report_type(folder), model="m")
    (folder / "summary.j2").write_text("Summarise it: {{ fields }}")
    assert result_key(article, load_report_type(folder), model="m") != before


def test_halves_of_surrogate_pairs_have_a_key() -> None:
    assert len(key(TEXT + "\ud800")) == 64
