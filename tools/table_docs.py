"""Writes docs/reference/tables.md from the definition of the tables' columns.

python -m tools.table_docs            # write the page
python -m tools.table_docs --check    # exit 1 when the committed page differs
"""

import sys
from pathlib import Path

from summariser.views.tables.columns import OF_COMPARISONS, TABLES, Table
from tools.pages import write_or_check

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "tables.md"

_HEAD = """\
# Tables

Summaries and verifications are written as three tables. The columns are the same in every format.

| | figures | verdicts | articles |
|---|---|---|---|
| `summarise --xlsx FILE`, `verify --xlsx FILE`, `batch --xlsx FILE` | sheet `figures` | sheet `verdicts` | sheet `articles` |
| run folder of `batch` (`--bom` for Excel) | `quantities.csv` | (in `results.jsonl`) | `articles.csv` |
| the same with `--parquet` | `quantities.parquet` | | `articles.parquet` |
| `summariser.frames(results)` | `.figures` | `.verdicts` | `.articles` |
| `result.to_frame()` | itself | | |
| `summarise --markdown` | printed, for pasting | | |

`python -m tools.table_docs` writes this page from the definition of the columns.

## How cells are written

**Workbooks** (extra `[tables]`).

- Numbers are numbers, with as many decimals as they have. 5 percent is 5, with the unit `percent`. Dates are dates.
- A spreadsheet keeps 15 digits of a number. A number with more digits is written as text, and a note at its cell says so. A number
  whose digits never end, such as a third, is written as a number.
- The article's name is a link to its address or its file. A file in the workbook's folder, or below it, is still found when you
  pass on the whole folder. A sheet takes 65,530 links; the rows after those have none.
- Nothing is a formula.
- Text that is longer than a cell holds (32,767 characters) is cut after a sentence, and says so. A sheet that is full (1,048,576
  rows) goes on in a second one, and the sheet `columns` says so.
- Of the rows that are written, only their links stay in memory. If a call of `summarise` is stopped, the workbook has what was
  done by then.

**CSV** is UTF-8 with commas. With `--bom` a mark stands before it; without the mark, Excel takes it for another encoding. An
apostrophe stands before anything that a spreadsheet would take for a formula; also within a text, where a spreadsheet that splits
at semicolons would begin a new cell. Numbers have all their digits, and a decimal point. If your spreadsheet expects a decimal
comma, use the workbook.

**Data frames** (extra `[pandas]`). Text is `string`, whole numbers are `Int64`, flags `boolean`, dates `datetime64[s]`, and
numbers `float64`, so that you can count, compare and plot with them. A `float64` holds 15 digits; `written` has every digit, and
`frames(results, decimals=True)` has exact `Decimal` in `value` and `upper`. `results` may also be the objects that `--json` prints
and `results.jsonl` holds:

```sh
summariser batch articles/ --out run1
```

```python
import json

import summariser

with open("run1/results.jsonl", encoding="utf-8") as lines:
    frames = summariser.frames(map(json.loads, lines))
frames.figures[frames.figures["level"] == "unsupported"].groupby("source").size()
```

In workbooks and CSV, control characters and marks that turn the direction of writing become U+FFFD; in data frames they stay. An
empty cell means "not known" or "not there". In a cell with several texts, a bar stands between two.
"""

_COMPARED = """\
## Of a comparison

`compare --xlsx FILE`, and `facts.xlsx` in its `--out` folder, have sheets of their own: facts, cells, and with `--versions` changes.
`facts.csv` in that folder (`--bom` for Excel) is the table of cells.
"""


def render() -> str:
    """The text of the page."""
    return "\n".join([_HEAD, *map(_section, TABLES), _COMPARED, *map(_section, OF_COMPARISONS)])


def _section(table: Table) -> str:
    rows = [f"| `{column.name}` | {column.type} | {column.meaning} |" for column in table.columns]
    head = f"## {table.name}\n\nA row is {table.row}.\n\n| Column | Holds | Meaning |\n|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(write_or_check(PAGE, render, __doc__))
