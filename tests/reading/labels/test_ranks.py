"""Numbers that only count a table's rows are no quantities of it."""

import pytest

from summariser import Article
from summariser.reading import counts_a_row, read
from summariser.verification import uncovered

RANKED = """The league table

| Pos. | Driver | Points |
|---|---|---|
| 1 | Kyle Brusk | 5040 |
| 2 | Marvin Truest | 5035 |
| 3 | Kelvin Hardick | 5033 |
"""
# Counts beside what they count, codes that do not go up by one, and a table whose rows are named first.
COUNTED = """The stores

| Stock | Part | Price |
|---|---|---|
| 40 | brass hinge | 12 |
| 12 | oak panel | 90 |
"""
NAMED_FIRST = """The stores

| Town | Ferries | Mills |
|---|---|---|
| Orlen | 1 | 7 |
| Dole | 2 | 8 |
"""


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        (RANKED, ["1", "2", "3"]),
        (
            RANKED.replace("| 1 |", "| 7 |").replace("| 2 |", "| 8 |").replace("| 3 |", "| 9 |"),
            ["7", "8", "9"],
        ),
        (RANKED.replace("| 1 |", "| 1. |").replace("| 2 |", "| 2. |"), ["1", "2", "3"]),
        (COUNTED, []),
        (NAMED_FIRST, []),
        ("Kyle Brusk has 1 point, Marvin Truest 2.", []),
    ],
)
def test_a_number_before_its_rows_name_that_goes_up_by_one_is_a_place(text: str, ranks: list[str]) -> None:
    reading = read(Article.from_text(text))
    assert [m.text for m in reading.numbers if counts_a_row(reading, m)] == ranks
    assert not {u.mention.start for u in uncovered(Article.from_text(text))} & {
        m.start for m in reading.numbers if counts_a_row(reading, m)
    }
