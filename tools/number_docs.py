"""Writes docs/reference/numbers.md from the finder's table of conformance cases.

python -m tools.number_docs            # write the page
python -m tools.number_docs --check    # exit 1 when the committed page differs
"""

import sys
from itertools import groupby
from pathlib import Path

from tests.numbers.conformance import Case, cases, escaped
from tools.pages import write_or_check

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "numbers.md"

_HEAD = """\
# What the number finder finds

`summariser.find_numbers(text)` gives every number of a text as a `NumberMention`: where it stands (`start`, `end`,
`text`), its `value`, for a range also its `upper` end, and its `bound`, `kind` and `unit`. Below, each form has a text
and what is found in it. The page is made from `tests/numbers/cases.txt`, where each line is a test. A form that is not
listed here is not promised. `python -m tools.number_docs` writes the page.

```python
>>> from summariser import find_numbers
>>> for m in find_numbers("Over 11,000 North Korean troops and $5.7 billion"):
...     print(m.text, m.value, m.bound, m.kind, m.unit)
11,000 11000 more_than cardinal troop
$5.7 billion 5700000000 exactly money USD

```

Worth knowing:

- The span of a mention has the number with its sign, currency, magnitude and unit of measure. The words of the bound and
  the noun that is counted stand outside of it.
- "nearly" and "almost" are `about`; "as many as" and "up to" are `at_most`; "just under" is `less_than`.
- Vague plurals are ranges: "tens of thousands" is 10000 to 100000, "dozens" 12 to 120.
- The unit of a count is the head of its noun phrase in the singular: "11,000 North Korean troops" counts `troop`.
- Money has the ISO code of its currency. "$" alone is USD. "Pounds" by the million are GBP; other pounds are a weight.
- The value of a clock time is hours.minutes on the 24-hour clock. The value of a date written in figures is its year. The
  value of a name is its first figures: `F-16` is an `identifier` with value 16.
- A count without any noun nearby has no unit. So a number without a unit may be anything that is counted: an age ("Mara
  Voss, 65,"), a score, an index.
"""


def render() -> str:
    """The text of the page."""
    parts = [_HEAD]
    for section, rows in groupby(cases(), key=lambda case: case.section):
        parts.append(
            f"## {section}\n\n| Text | Number | Value | Bound | Kind | Unit |\n|---|---|---|---|---|---|"
        )
        parts.append("\n".join(line for case in rows for line in _rows(case)) + "\n")
    return "\n".join(parts)


def _rows(case: Case) -> list[str]:
    if not case.mentions:
        return [f"| {escaped(case.text)} | nothing | | | | |"]
    rows = []
    for text, mention in zip([escaped(case.text), *[""] * len(case.mentions)], case.mentions, strict=False):
        number, value, bound, kind, unit = mention.split(" | ")
        bound, unit = ("exactly" if bound == "=" else bound), ("" if unit == "-" else unit)
        rows.append(f"| {text} | {number} | {value} | {bound} | {kind} | {unit} |".replace("|  |", "| |"))
    return rows


if __name__ == "__main__":
    sys.exit(write_or_check(PAGE, render, __doc__))
