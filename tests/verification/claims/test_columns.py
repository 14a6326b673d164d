"""The head of a column says what unit its numbers have: one from another column is of something else."""

import pytest

from summariser import verify_text

TABLES = {
    "brackets": "| Dairy | Cows | Milk (litres) |\n|---|---|---|\n| Norrby | 418 | 7,150 |\n| Elmo | 96 | 1,640 |\n",
    "words": "| Dairy | Cows | Milk in litres |\n|---|---|---|\n| Norrby | 418 | 7,150 |\n| Elmo | 96 | 1,640 |\n",
    "comma": "| Dairy | Milk, litres | Cows |\n|---|---|---|\n| Norrby | 7,150 | 418 |\n| Elmo | 1,640 | 96 |\n",
    "alone": "| Dairy | Cows | Litres |\n|---|---|---|\n| Norrby | 418 | 7,150 |\n| Elmo | 96 | 1,640 |\n",
}
LEAD = "Cows and milk by dairy\n\nThe farm board counted cows and milk at two dairies, it said in a note on Monday.\n\n"


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("Norrby gave 7,150 litres.", True),
        ("Norrby has 418 cows.", True),
        ("Norrby gave 418 litres.", False),
        ("Elmo gave 96 litres.", False),
        ("Norrby gave 7,150 gallons.", False),
    ],
)
def test_a_number_of_another_column_is_of_something_else(table: str, text: str, ok: bool) -> None:
    assert all(v.ok for v in verify_text(text, source=LEAD + table)) is ok


MIXED = (
    "The yards at work\n\nTwo yards gave the council their figures for the year in a letter last week.\n\n"
    "| Yard | Share (%) | Cost ($) | Area (km²) |\n|---|---|---|---|\n| Holm | 34 | 5,200 | 61 |\n| Vik | 66 | 4,300 | 47 |\n"
)


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("Holm had 34%.", True),
        ("Holm cost $5,200.", True),
        ("Holm covers 61 square kilometres.", True),
        ("Holm covers 34 square kilometres.", False),
        ("Holm had 61%.", False),
        ("Vik cost $47.", False),
    ],
)
def test_each_column_has_its_own_unit(text: str, ok: bool) -> None:
    assert all(v.ok for v in verify_text(text, source=MIXED)) is ok


def test_a_table_whose_heads_name_no_unit_lends_any() -> None:
    source = (
        "Grain by harbour\n\nThe harbours loaded grain, all figures in tonnes, the board said in a note on Monday.\n\n"
        "| Harbour | 2021 | 2022 |\n|---|---|---|\n| Holm | 340 | 520 |\n| Vik | 660 | 430 |\n"
    )
    assert all(v.ok for v in verify_text("Holm loaded 520 tonnes in 2022.", source=source))
