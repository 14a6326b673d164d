"""Writes docs/explanation/reading.md: what a reading is, with worked examples from the table of statements and the table of cues.

python -m tools.reading_docs            # write the page
python -m tools.reading_docs --check    # exit 1 when the committed page differs
"""

import sys
from itertools import groupby, islice
from pathlib import Path

from summariser.reading import Statement, read
from summariser.reading.vocabulary.cues import rows
from summariser.reading.vocabulary.stopwords import STOPWORDS
from tests.reading.conformance import Row, statement_rows
from tools.pages import write_or_check

PAGE = Path(__file__).resolve().parent.parent / "docs" / "explanation" / "reading.md"
_EXAMPLES = 2  # of each section of the table

_HEAD = """\
# How a text is read

Before a number can be checked, it must be known what the text says of it: of which thing, for which time, as a fact or as a
plan. `summariser.reading` works that out, once for each text. Verification, labels and comparison are built on it. No model
is asked. `python -m tools.reading_docs` writes this page. The examples are lines of `tests/reading/statements.txt`, which was
written without looking at the code; lines that are not read as they should be are marked there with "~".

```
 text or Article
   |  words, sentences, numbers, dates, cues: one pass each      words.py  dates.py  cues.py
   v
 a sentence as a row of items                                    items.py
   |  [Sales] [and] [costs] [were] [9 | 5] [in] [2019 | 2020]       lists of amounts or of dates are one item
   v
 clauses: what stands between "but", "while", ";", brackets,     clauses.py
   |  and what is only inserted: "against 30", "(2019: 30)"
   v
 each amount's periods      subject      direction, endpoint,    periods.py  subjects.py  statement_builder.py
   |                          |          role, polarity, speaker
   v                          v             v
 Statement(mention, periods, subject, ...)                       statement.py
```

```python
>>> from summariser.reading import read
>>> for s in read("It sold 40 boats in 2019 and 55 in 2020.").statements:
...     print(s.mention.text, s.period.edtf, sorted(s.subject.own))
40 2019 ['boat', 'sold']
55 2020 ['boat', 'sold']

```

- **Items.** Amounts with nothing but commas, "and" and words of a bound between them are one item. So are dates. A year in a
  name ("the 2017 Tax Act") is a word.
- **Periods.** The first of these that holds gives the period of an amount:
  1. Lists of equally many amounts and dates go in parallel; with "respectively" also if brackets or words stand between.
  2. A date of the amount's own clause that follows it, or precedes it if the clause begins with a date and ends with an amount.
  3. What a bracket shares with the amount before it.
  4. The period of the clause before or behind (`period_is_sure` is then false).

  "A year earlier" is counted from the nearest amount that has a time. A sentence in the present ("has", "are") takes no period from
  the sentence before.
- **Subject.** The words around an amount, up to the next amounts and commas, weigh most (`Subject.own`). What a clause leaves out is
  taken from the amount before. "Sales, costs and profits were 9, 5 and 4" goes in parallel. A pronoun stands for what the sentence
  before is about. The rest of the sentence weighs 0.25. A number in a table has the heads of its row and its column; one in a list also
  has the words that introduce the list.
- **Units.** A number that is written without a unit gets one only where a form gives it: a part ("46 of the 60 samples", "six of
  them"), the other side of a comparison ("71 courses, up from 58"), a bare count after another ("some 430 were rated serious"), ages
  ("Ann Bodley, 52,"), a figure named before ("the target was 50"), a label ("Deaths: 40"), and the heads of a table
  (`Reading.with_unit`). A noun that merely stands near gives no unit.
- **Dates** are written in EDTF (ISO 8601-2): `2024-03-05`, `2024-33` for a first quarter, `199X`, `2018/2020`. Two dates are compared in
  full; if one is less exact, nothing is concluded. Relative dates need the day of publication.
- **Nouns.** WordNet says which nouns are people, animals, plants, things, places, amounts or times (`nouns.py`).
- **Cues** are a table, `summariser/reading/vocabulary/cues.txt`: a feature, phrases, an example, a counter-example. To add one, add a row: its example
  and counter-example are run as tests.

What it does not know: which word is the verb, who "she" is beyond the sentence before, a subject that is named only after a first
clause, and anything that only the meaning tells.
"""


def render() -> str:
    """The text of the page."""
    parts = [_HEAD, "## Examples\n"]
    for section, found in groupby(statement_rows(), key=lambda row: row.section):
        parts.append(
            f"### {section.capitalize()}\n\n| Text | Number | Time | Its own words | More |\n|---|---|---|---|---|"
        )
        shown = islice((row for row in found if not row.is_missed), _EXAMPLES)
        parts.append("\n".join(line for row in shown for line in _lines(row)) + "\n")
    parts.append("## Cues\n\n| Feature | Phrases | Example |\n|---|---|---|")
    for row in rows():
        feature = f"{row.feature}: {row.value}" if row.value else row.feature
        example = row.example.replace("<", "**").replace(">", "**")
        parts.append(f"| {feature} | {', '.join(row.phrases)} | {example} |")
    return "\n".join(parts) + "\n"


def _lines(row: Row) -> list[str]:
    text = row.text.replace("\n", " ⏎ ").replace("|", "\\|").replace("\t", " ⇥ ")
    statements = read(row.text).statements
    texts = [text, *[""] * len(statements)]
    return [_line(shown, row.text, statement) for shown, statement in zip(texts, statements, strict=False)]


def _line(shown: str, text: str, statement: Statement) -> str:
    own = [word for word in dict.fromkeys(text.replace("|", " ").split()) if _is_own(word, statement)]
    periods = ", ".join(period.edtf for period in statement.periods)
    said = (statement.endpoint, statement.direction, statement.role, statement.speaker)
    more = [str(value) for value in said if value]
    if statement.polarity != "affirmed":
        more.append(str(statement.polarity))
    words = " ".join(word.strip(".,;:()") for word in own)
    return f"| {shown} | {statement.mention.text} | {periods} | {words} | {', '.join(more)} |".replace(
        "|  |", "| |"
    )


def _is_own(word: str, statement: Statement) -> bool:
    stems = [stem for stem in read(word).words.stems if word.lower() not in STOPWORDS]
    return bool(stems) and stems[0] in statement.subject.own


if __name__ == "__main__":
    sys.exit(write_or_check(PAGE, render, __doc__))
