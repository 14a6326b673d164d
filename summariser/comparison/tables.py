"""A comparison as a table: a line for each cell of each fact."""

import csv
from collections.abc import Iterator
from typing import Any, TextIO

from summariser.comparison.records import Comparison
from summariser.foreign import csv_cell

_OF_FACT = ("what", "unit", "period", "relation", "differ_by", "weight", "voices")
_OF_CELL = """article written value upper bound text cell_unit cell_period sentence start end place attribution as_of told
    repeats quote key""".split()
COLUMNS = ("fact", *_OF_FACT, *_OF_CELL)


def cell_rows(comparison: Comparison) -> Iterator[dict[str, Any]]:
    """The cells of all facts in order, each with its fact; facts are numbered from 1."""
    for number, fact in enumerate(comparison.facts, 1):
        known = fact.model_dump(mode="json", exclude={"cells"})
        known["differ_by"] = " ".join(known["differ_by"])
        for cell in fact.cells:
            told = cell.model_dump(mode="json", exclude={"quote_start"})
            told["cell_unit"], told["cell_period"] = told.pop("unit"), told.pop("period")
            told["start"], told["end"] = told.pop("span")
            told["repeats"] = " ".join(f"{start}-{end}" for start, end in told["repeats"])
            yield {"fact": number, **known, **told}


def write_csv(comparison: Comparison, file: TextIO) -> None:
    """Writes `facts.csv`, a line for each cell; nothing in it runs in a spreadsheet."""
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    for row in cell_rows(comparison):
        writer.writerow({k: csv_cell(v) if isinstance(v, str) else v for k, v in row.items()})
