"""A comparison as a workbook, read back by another library, and its cells as CSV."""

import csv
import io
from pathlib import Path

from openpyxl import load_workbook

from summariser import Article, compare
from summariser.comparison import changes
from summariser.views.tables import write_cells, write_comparison
from summariser.views.tables.columns import CELLS
from tests.views.stories import hostile_story, story


def test_facts_and_cells(tmp_path: Path) -> None:
    made, file = story(), tmp_path / "facts.xlsx"
    write_comparison(made, file)
    book = load_workbook(file)
    facts, cells = (list(book[name].iter_rows(values_only=True)) for name in ("facts", "cells"))
    assert len(facts) == len(made.facts) + 1
    assert len(cells) == sum(len(fact.cells) for fact in made.facts) + 1
    first = dict(zip(facts[0], facts[1], strict=True))
    assert (first["fact"], first["relation"], first["differ_by"], first["articles"]) == (
        1,
        "differ",
        "as_of",
        4,
    )
    assert [first[f"{at} {article.name}"] for at, article in enumerate(made.articles, 1)] == [
        "at least 41",
        "58",
        "112",
        "58",
    ]
    told = dict(zip(cells[0], cells[1], strict=True))
    assert (told["value"], told["bound"], told["source"]) == (41, "at_least", made.articles[0].name)
    assert told["sentence"] == made.facts[0].cells[0].quote
    assert (told["start"], told["end"]) == made.facts[0].cells[0].span
    explained = {row[1] for row in book["columns"].iter_rows(values_only=True)}
    assert {"differ_by", "key", "1 1-corvid-newswire.txt"} <= explained


def test_the_article_of_a_cell_is_a_link_where_it_is_a_file(tmp_path: Path) -> None:
    made = story()
    for article in made.articles:
        (tmp_path / article.name).touch()
    made = type(made).model_validate_json(
        made.model_dump_json().replace("1-corvid-newswire.txt", str(tmp_path / "1-corvid-newswire.txt"))
    )
    write_comparison(made, tmp_path / "facts.xlsx")
    cell = load_workbook(tmp_path / "facts.xlsx")["cells"]["F2"]
    assert cell.hyperlink and cell.hyperlink.target.endswith("1-corvid-newswire.txt")


def test_hostile_names_and_sentences_are_text(tmp_path: Path) -> None:
    write_comparison(hostile_story(), str(tmp_path / "facts.xlsx"))
    book = load_workbook(tmp_path / "facts.xlsx")
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_csv_is_the_sheet_of_cells(tmp_path: Path) -> None:
    """The same columns and rows, and nothing that runs."""
    file, made = io.StringIO(), hostile_story()
    write_cells(made, file)
    write_comparison(made, tmp_path / "facts.xlsx")
    head, *rows = csv.reader(io.StringIO(file.getvalue()))
    sheet = [list(row) for row in load_workbook(tmp_path / "facts.xlsx")["cells"].iter_rows(values_only=True)]
    assert head == sheet[0] == [column.name for column in CELLS.columns]
    assert len(rows) == len(sheet) - 1 == sum(len(fact.cells) for fact in made.facts)
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_what_changed_between_versions_is_a_sheet(tmp_path: Path) -> None:
    texts = ["The storm sank 40 boats. Some 300 people lost power.", "The storm sank 46 boats."]
    made = compare([Article.from_text(text, source=f"v{n}") for n, text in enumerate(texts, 1)])
    write_comparison(made, tmp_path / "facts.xlsx", changes(made))
    head, *rows = load_workbook(tmp_path / "facts.xlsx")["changes"].iter_rows(values_only=True)
    changed, went = (dict(zip(head, row, strict=True)) for row in rows)
    assert [changed[name] for name in ("before", "after", "turn", "old", "new")] == [
        "v1",
        "v2",
        "changed",
        "40",
        "46",
    ]
    assert (changed["old_sentence"], changed["new_sentence"]) == (texts[0].split(". ")[0] + ".", texts[1])
    assert (went["turn"], went["old"], went["new"]) == ("went", "about 300", None)
