"""A comparison as tables: a workbook of facts, cells and changes, and the cells as CSV."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from summariser.comparison import Cell, Change, Comparison
from summariser.views.tables.columns import CELLS, CHANGES, FACTS, Column, Row
from summariser.views.tables.delimited import CsvTable
from summariser.views.tables.xlsx import workbook


def write_comparison(made: Comparison, target: str | Path, changes: Sequence[Change] | None = None) -> None:
    """Writes a workbook, with a sheet of changes where the articles are versions of one. Needs the extra [tables]; raises
    ConfigurationError or StorageError where it cannot be written.

    >>> write_comparison(compare(["Two ports closed.", "Three ports closed."]), "facts.xlsx")
    """
    names = [article.name for article in made.articles]
    # Numbered, so that no name of an article is that of another column.
    heads = {name: f"{at} {name}" for at, name in enumerate(names, 1)}
    own = (
        Column(head, "as this article writes it; several with a bar between", width=20)
        for head in heads.values()
    )
    facts = replace(FACTS, columns=(*FACTS.columns, *own))
    with workbook(Path(target), (facts, CELLS, *([] if changes is None else [CHANGES]))) as book:
        book.add(facts, _fact_rows(made, heads))
        book.add(CELLS, cell_rows(made))
        if changes is not None:
            book.add(CHANGES, map(_change_row, changes))


def write_cells(made: Comparison, file: TextIO, *, bom: bool = False) -> None:
    """Writes `facts.csv`: the cells, with what is known of their facts; `bom` puts the mark before them that Excel needs.

    >>> from pathlib import Path
    >>> with Path("facts.csv").open("w", newline="") as file:
    ...     write_cells(compare(["Two ports closed.", "Three ports closed."]), file)
    >>> len(Path("facts.csv").read_text().splitlines())
    3
    """
    CsvTable(file, CELLS, bom=bom).add(cell_rows(made))


def cell_rows(made: Comparison) -> Iterator[Row]:
    """The cells of all facts in order, each with its fact; facts are numbered from 1."""
    for number, fact in enumerate(made.facts, 1):
        known: Row = {
            "fact": number,
            "what": fact.what,
            "relation": str(fact.relation),
            "differ_by": " ".join(fact.differ_by) or None,
            "voices": fact.voices,
        }
        for cell in fact.cells:
            yield known | _cell(cell)


def _cell(cell: Cell) -> Row:
    own: Row = {name: getattr(cell, name) for name in _AS_IT_IS}
    start, end = cell.span
    repeats = " ".join(f"{start}-{end}" for start, end in cell.repeats) or None
    return own | {
        "source": cell.article,
        "bound": str(cell.bound),
        "told": str(cell.told),
        "sentence": cell.quote,
        "number": cell.sentence,
        "start": start,
        "end": end,
        "repeats": repeats,
    }


_AS_IT_IS = "written value upper unit period attribution as_of place key".split()


def _fact_rows(made: Comparison, heads: dict[str, str]) -> Iterator[Row]:
    for number, fact in enumerate(made.facts, 1):
        known: Row = fact.model_dump(mode="json", exclude={"cells"})
        given = {heads[name]: _written(fact.of(name)) for name in heads}
        by = " ".join(fact.differ_by) or None
        articles = len({cell.article for cell in fact.cells})
        yield {**known, "fact": number, "differ_by": by, "articles": articles, **given}


def _change_row(change: Change) -> Row:
    told = {"old": change.old, "new": change.new}
    figures: Row = {name: _written(cells) for name, cells in told.items()}
    # A sentence that has two of the figures is told once.
    quotes: Row = {
        f"{name}_sentence": " | ".join(dict.fromkeys(cell.quote for cell in cells)) or None
        for name, cells in told.items()
    }
    return {**change.model_dump(mode="json", exclude={"old", "new"}), **figures, **quotes}


def _written(cells: Iterable[Cell]) -> str | None:
    return " | ".join(cell.written for cell in cells) or None
