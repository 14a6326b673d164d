"""What callers meet: results, a reference, paths, versions, and bad input."""

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest

import summariser
from summariser import Article, compare
from summariser.comparison import changes, comparison_of
from summariser.errors import ArgumentError, ArticleError
from summariser.jobs import batch
from summariser.verification import verify
from tests.support.servers import obedient, serving

BOATS = "The storm sank 40 boats off Merrow on Monday."
SUNK = "Inspectors counted 41 boats that the storm had sunk off Merrow."


def test_no_article_is_refused_and_one_stands_alone() -> None:
    with pytest.raises(ArgumentError, match="give two or more"):
        compare([])
    with pytest.raises(ArgumentError, match="type int is no Article, result or text"):
        compare([3])  # type: ignore[list-item]
    made = compare([Article.from_text(BOATS, source="a.txt")])
    assert [fact.relation for fact in made.facts] == ["single"]
    assert made.notes == ("a.txt is the only article: there is nothing to compare it with.",)


def test_notes_name_copies_other_stories_and_articles_without_a_figure() -> None:
    texts = {
        "a.txt": BOATS,
        "b.txt": f"{BOATS}\n",
        "c.txt": "Nothing was lost, the mayor said.",
        "d.txt": "The museum bought 3 paintings for €7 million.",
    }
    made = comparison_of([Article.from_text(text) for text in texts.values()], list(texts))
    assert made.notes == (
        "b.txt has the same text as a.txt: they are one voice.",
        "c.txt tells no figure.",
        "d.txt shares no figure with the others: it may be of another story.",
    )


def test_a_reference_is_the_first_of_the_articles() -> None:
    made = compare([Article.from_text(SUNK, source="a")], reference=Article.from_text(BOATS, source="report"))
    assert [(article.name, article.is_reference) for article in made.articles] == [
        ("report", True),
        ("a", False),
    ]
    assert made.facts[0].relation == "differ"


def test_articles_without_names_of_their_own_are_told_apart() -> None:
    made = compare([Article.from_text(text, source="same") for text in (BOATS, SUNK)])
    assert [article.name for article in made.articles] == ["same", "same (2)"]


def test_the_labels_of_a_result_name_a_row() -> None:
    article = Article.from_text(BOATS, source="a")
    summary = {
        "quantities": [{"what": "boats sunk by the storm", "value": 40, "unit": "boat", "evidence": [1]}]
    }
    result = SimpleNamespace(article=article, summary=summary, verification=verify(summary, article))
    made = compare([result, Article.from_text(SUNK, source="b")])
    assert made.facts[0].what == "boats sunk by the storm"


def test_acompare_is_compare_off_the_event_loop() -> None:
    articles = [Article.from_text(text) for text in (BOATS, SUNK)]
    assert asyncio.run(summariser.acompare(articles)) == compare(articles)


@pytest.mark.enable_socket
def test_a_path_stands_for_the_articles_that_are_there(tmp_path: Path) -> None:
    """A file, a folder, and the run folder of a batch: what is compared is the same."""
    for name, text in (("a.txt", BOATS), ("b.md", SUNK), ("c.csv", "1,2"), (".d.txt", BOATS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [tmp_path / "a.txt", tmp_path / "b.md"]
    expected = compare([Article.from_file(file) for file in files])
    assert compare([tmp_path]) == compare(files) == asyncio.run(summariser.acompare([tmp_path])) == expected
    with_reference = compare(files[1:], reference=files[0])
    assert [article.is_reference for article in with_reference.articles] == [True, False]
    run = tmp_path / "run"
    with serving(obedient()) as server:
        batch(files, run, model="m", base_url=server.base_url)
    assert compare([run]).facts == expected.facts


def test_a_path_that_leads_nowhere_is_an_error_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And so is one that is given as a text."""
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    with pytest.raises(ArticleError, match="gone.txt"):
        compare([Path("gone.txt")])
    with pytest.raises(ArticleError, match="empty: has no article"):
        compare([Path("empty")])
    with pytest.raises(ArgumentError, match="'empty' is the name of a file or folder, not a text"):
        compare(["empty", BOATS])
    with pytest.raises(ArgumentError, match=r"is an address, not a text; read it with Article\.from_url"):
        compare(["https://news.example/a", BOATS])


def test_versions_tell_what_changed_appeared_and_went() -> None:
    versions = [
        "The storm sank 40 boats off Merrow. Some 300 people lost power. It cost €3 million.",
        "The storm sank 46 boats off Merrow. It cost €3 million. The wind reached 120 km/h.",
    ]
    made = compare([Article.from_text(text, source=f"v{n}") for n, text in enumerate(versions, 1)])
    found = [(c.turn.value, [x.text for x in c.old], [x.text for x in c.new]) for c in changes(made)]
    assert found == [("changed", ["40"], ["46"]), ("appeared", [], ["120 km/h"]), ("went", ["300"], [])]


def test_a_figure_in_another_currency_has_changed() -> None:
    """Other words for what is counted are no change."""
    texts = [
        "The repair cost €3 million. It sank 40 boats.",
        "The repair cost $3 million. It sank 40 vessels.",
    ]
    made = compare(texts)
    assert [[cell.text for cell in (*c.old, *c.new)] for c in changes(made)] == [["€3 million", "$3 million"]]


def test_json_holds_the_contract() -> None:
    made = compare([Article.from_text(text) for text in (BOATS, SUNK)]).model_dump(mode="json")
    fact = made["facts"][0]
    assert {"what", "unit", "period", "relation", "cells"} <= fact.keys()
    needed = {"article", "value", "upper", "bound", "sentence", "span", "attribution", "as_of"}
    assert all(needed <= cell.keys() for cell in fact["cells"])
    assert fact["cells"][0]["value"] == 40


@pytest.mark.parametrize(
    "odd",
    [
        "", "\0", "9" * 400 + " boats", "1e50000 boats", "-3 boats and −5.2%", "½ of 3/4 dozen", "0 boats of 0", "€" * 200 + "5",
        "hundreds of thousands of dozens", "1" + "0" * 160 + " km", "twice as many boats, 40 times", "| a | 3 |\n|---|---|\n| b | 4 |",
    ],
)  # fmt: skip
def test_odd_texts_neither_raise_nor_are_lost(odd: str) -> None:
    made = compare([odd, BOATS, f"{odd} {BOATS}", odd])
    assert len(made.articles) == 4
    assert any({cell.article for cell in fact.cells if cell.text == "40"} for fact in made.facts)
