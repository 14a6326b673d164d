"""The page of a comparison: what is in it, how it marks numbers, and that hostile text stays text."""

import re
from typing import Any

import pytest
from lxml import html

from summariser import Article, compare
from summariser.comparison import Agreement, Comparison, changes, comparison_of
from summariser.views.html import comparison_page, versions_page
from summariser.views.html.comparison import letter_of
from tests.views.stories import hostile_story, story, versions


def _found(inside: Any, selector: str) -> list[Any]:
    """The elements that `tag.class` names, below which others may be named."""
    path = ""
    for step in selector.split():
        tag, _, kind = step.partition(".")
        path += f"//{tag or '*'}" + (f"[contains(concat(' ', @class, ' '), ' {kind} ')]" if kind else "")
    return list(inside.xpath(f".{path}"))


@pytest.fixture(scope="module")
def made() -> Comparison:
    return story()


@pytest.fixture(scope="module")
def page(made: Comparison) -> Any:
    return html.fromstring(comparison_page(made))


def test_a_row_for_each_fact_and_a_column_for_each_article(made: Comparison, page: Any) -> None:
    rows = _found(page, "tr.fact")
    assert len(rows) == len(made.facts)
    assert len(_found(page, "thead th")) == len(made.articles) + 1
    for row, fact in zip(rows, made.facts, strict=True):
        assert fact.relation.value in row.get("class")
        cells = _found(row, "td")
        for cell, article in zip(cells, made.articles, strict=True):
            figures = [link.text_content() for link in _found(cell, "a")]
            assert len(figures) == len(fact.of(article.name))
            assert all(
                told.written in shown for told, shown in zip(fact.of(article.name), figures, strict=True)
            )


def test_every_cell_leads_to_its_sentence_with_the_number_marked(made: Comparison, page: Any) -> None:
    """Also a number that its sentence has twice: the one that is meant."""
    for row, fact in zip(_found(page, "tr.told"), made.facts, strict=True):
        quoted = _found(row, ".quoted")
        assert len(quoted) == len(fact.cells)
        for one, cell in zip(quoted, fact.cells, strict=True):
            assert _found(one, "blockquote")[0].text_content() == cell.quote
            assert _found(one, "mark")[0].text == cell.text
            assert len(_found(one, "blockquote")[0].text or "") == cell.span[0] - cell.quote_start
    links = {link.get("href") for link in _found(page, "tr.fact a")}
    assert links == {f"#{row.get('id')}" for row in _found(page, "tr.told")}


def test_who_states_it_and_as_of_when(page: Any) -> None:
    first = _found(page, "tr.told")[0].text_content()
    assert "stated by Civil Protection Agency" in first and "as of 12 May 2026" in first


def test_filters_count_and_relations_are_told_by_sign_and_words(made: Comparison, page: Any) -> None:
    counts = {
        box.get("for") or _found(box, "input")[0].get("id"): _found(box, "b")[0].text
        for box in _found(page, ".filters label")
    }
    expected = {
        f"f-{relation}": sum(fact.relation is relation for fact in made.facts) for relation in Agreement
    }
    assert counts == {name: str(count) for name, count in expected.items() if count}
    assert {one.text_content()[0] for one in _found(page, "tr.differ .relation")} == {"≠"}


def test_shared_text_is_one_voice() -> None:
    assert "A, B, C share text: one voice" in comparison_page(story("sand"))


def test_the_address_of_a_row_stays_when_others_come_and_go(made: Comparison) -> None:
    fewer = made.model_copy(update={"facts": made.facts[3:]})
    ids = [re.findall(r'class="told [a-z]+" id="([^"]+)"', comparison_page(one)) for one in (made, fewer)]
    assert ids[1] == ids[0][3:] and len(set(ids[0])) == len(ids[0])


def test_hostile_text_and_names_stay_text() -> None:
    made = hostile_story()
    text = comparison_page(made, title="</title><script>")
    assert text.count("<script>") == 1 and text.count("<style>") == 1 and "\u202e" not in text
    page = html.fromstring(text)
    assert not any(_found(page, tag) for tag in ("img", "svg", "link", "iframe", "form", "textarea"))
    attributes = {name for element in page.iter() for name in element.keys()}  # noqa: SIM118
    assert not any(name.startswith("on") or name == "style" for name in attributes)
    assert all((link.get("href") or "").startswith("#") for link in _found(page, "a"))


def test_addresses_are_linked_and_no_article_is_no_error() -> None:
    made = story().model_dump(mode="json")
    made["articles"][0]["name"] = "https://example.org/a"
    page = html.fromstring(comparison_page(Comparison.model_validate(made | {"facts": []})))
    assert [link.get("href") for link in _found(page, ".sources a")] == ["https://example.org/a"]
    assert "No figure was found" in page.text_content()
    assert comparison_page(Comparison(articles=(), facts=()))


def test_versions_show_what_became_of_each_figure() -> None:
    """From one version to the next: what changed first; what all give alike is put aside."""
    made = versions()
    page = html.fromstring(versions_page(made, changes(made)))
    rows = [[*_found(row, ".relation"), *_found(row, ".turn")] for row in _found(page, "tr.fact")]
    # In the head of the row, and in the column of the version.
    assert [[one.text_content().strip() for one in row] for row in rows] == [
        ["≠changed"] * 2,
        ["+appeared"] * 2,
        ["−went"] * 2,
        ["=as before"],
    ]
    cells = [_found(cell, ".turn") for cell in _found(_found(page, "tr.fact")[0], "td")]
    assert [len(cell) for cell in cells] == [0, 1, 0]
    checked = {box.get("id"): box.get("checked") is not None for box in _found(page, ".filters input")}
    assert checked == {"f-differ": True, "f-agree": True, "f-compatible": True, "f-single": False}
    assert "3 versions" in page.text_content()


def test_versions_without_a_change_show_all() -> None:
    made = compare([Article.from_text("It cost €3 million.", source=name) for name in "ab"])
    (box,) = _found(html.fromstring(versions_page(made, changes(made))), ".filters input")
    assert box.get("checked") is not None


def test_two_outlets_are_told_apart_by_their_hosts() -> None:
    """However their pages are named."""
    names = ["https://daily.example/storm/", "https://www.wire.example/storm/"]
    made = comparison_of([Article.from_text("It cost €3 million.")] * 2, names)
    heads = _found(html.fromstring(comparison_page(made)), "thead .name")
    assert [head.text for head in heads] == ["daily.example", "wire.example"]


def test_letters_of_columns() -> None:
    assert [letter_of(at) for at in (0, 25, 26, 52)] == ["A", "Z", "AA", "BA"]
