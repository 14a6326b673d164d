"""What the glossary names is there: fields in what the commands print, columns, options, classes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

import summariser
from summariser.cli.app import app
from summariser.views.tables.columns import OF_COMPARISONS, TABLES
from tests.docs.pages import text_of
from tests.support.servers import obedient, serving

PAGE = text_of(Path("docs/reference/glossary.md"))
SECTIONS = {section.partition("\n")[0]: section for section in PAGE.split("\n## ")[1:]}


def _cells(section: str) -> Iterator[list[str]]:
    """The words of each row of the section's table, cell by cell, without the head."""
    rows = [line for line in SECTIONS[section].splitlines() if line.startswith("| ")][1:]
    return ([cell.strip() for cell in row[1:-1].split("|")] for row in rows)


def _paths(value: Any, above: str = "") -> Iterator[str]:
    """The dotted paths of an object; an item of a list has that of the list."""
    items = value.items() if isinstance(value, dict) else ()
    for name, child in items:
        yield above + name
        yield from _paths(child, f"{above}{name}.")
    for child in value if isinstance(value, list) else ():
        yield from _paths(child, above)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The fields that `summarise --json` and `compare --json` print."""
    folder = tmp_path_factory.mktemp("glossary")
    for name, sold in (("a.txt", "40"), ("b.txt", "55")):
        (folder / name).write_text(
            f"The yard's report\n\nThe yard sold {sold} boats in May, the board said. It owes £5 million.",
            encoding="utf-8",
        )
    with serving(obedient({"abstract": "Some 77 boats."}, again="Still 77 boats.")) as server:
        asked = ["summarise", str(folder / "a.txt"), "--json", "--quiet", "--report-type", "report_summary"]
        told = CliRunner().invoke(
            app, [*asked, "--model", "m", "--base-url", server.base_url], env={"OPENAI_API_KEY": "none"}
        )
    compared = CliRunner().invoke(app, ["compare", str(folder), "--json"])
    return {
        "summarise": set(_paths(json.loads(told.stdout))),
        "compare": set(_paths(json.loads(compared.stdout))),
    }


@pytest.mark.parametrize("section", [name for name, text in SECTIONS.items() if "| JSON |" in text])
def test_each_field_is_printed(section: str, printed: dict[str, set[str]]) -> None:
    paths = printed["compare" if section == "Comparison" else "summarise"]
    named = {path for cells in _cells(section) for path in re.findall("`([^`]+)`", cells[2])}
    empty = {"verification.unchecked", "verification.coverage.uncovered.weight", "provenance.changes"}
    assert named - empty <= paths


def test_each_option_is_one_of_a_command() -> None:
    known: set[str] = set()
    waiting: list[Any] = [typer.main.get_command(app)]
    for command in waiting:
        waiting += getattr(command, "commands", {}).values()
        known |= {name for parameter in command.params for name in parameter.opts}
    assert set(re.findall(r"`(--[a-z-]+)`", PAGE)) <= known


def test_each_public_name_is_there() -> None:
    for name in re.findall(r"`summariser\.([\w.]+)`", PAGE):
        value: Any = summariser
        for part in name.split("."):
            value = getattr(value, part)


def test_each_column_and_table_is_there() -> None:
    tables = [*TABLES, *OF_COMPARISONS]
    columns = {column.name for table in tables for column in table.columns}
    for group in re.findall(r"columns? ((?:`\w+`(?:, )?)+)", PAGE):
        assert set(re.findall(r"`(\w+)`", group)) <= columns, group
    assert set(re.findall(r"table `(\w+)`", PAGE)) <= {table.name for table in tables}
