"""A comparison as a workbook: a sheet of facts with a column an article, and one of the figures behind them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from summariser.comparison import Comparison
from summariser.comparison.tables import cell_rows
from summariser.views.tables.columns import CELLS, FACTS, Column, Row
from summariser.views.tables.xlsx import workbook


def write_comparison(made: Comparison, target: Path) -> None:
    """Writes a workbook. Needs the extra [tables]; raises ConfigurationError or StorageError where it cannot be written."""
    names = [article.name for article in made.articles]
    # Numbered, so that no name of an article is that of another column.
    heads = {name: f"{at} {name}" for at, name in enumerate(names, 1)}
    own = (
        Column(head, "as this article writes it; several with a bar between", width=20)
        for head in heads.values()
    )
    facts = replace(FACTS, columns=(*FACTS.columns, *own))
    with workbook(target, (facts, CELLS)) as book:
        book.add(facts, _fact_rows(made, heads))
        book.add(CELLS, _cell_rows(made))


def _fact_rows(made: Comparison, heads: dict[str, str]) -> Iterator[Row]:
    for number, fact in enumerate(made.facts, 1):
        known: Row = fact.model_dump(mode="json", exclude={"cells"})
        given = {heads[name]: " | ".join(cell.written for cell in fact.of(name)) or None for name in heads}
        by = " ".join(fact.differ_by) or None
        articles = len({cell.article for cell in fact.cells})
        yield {**known, "fact": number, "differ_by": by, "articles": articles, **given}


def _cell_rows(made: Comparison) -> Iterator[Row]:
    cells = (cell for fact in made.facts for cell in fact.cells)
    for row, cell in zip(cell_rows(made), cells, strict=True):
        named = {"source": cell.article, "value": cell.value, "upper": cell.upper, "number": cell.sentence}
        yield {**row, **named, "unit": cell.unit, "period": cell.period, "sentence": cell.quote}
