"""Figures of a table whose scale stands in its caption or in a head."""

import pytest

from summariser import verify_text
from summariser.article import Article


def _table(caption: str, head: str, *rows: str) -> Article:
    lines = [head, "|".join([" --- "] * (head.count("|") + 1)), *rows]
    table = "\n".join(f"| {line} |" for line in lines)
    text = f"# The ferries of Orsa\n\nThe ferries carry more each year.\n\n{caption}\n\n{table}\n"
    return Article.from_text(text, furniture=False)


FEES = ("Item | 2023 | 2024", "Fees | 4.2 | 4.6", "Fuel | 1.1 | 1.3")
TICKED = [
    (_table("Table 2: Income by item, million euros", *FEES), "Fees were €4.6 million in 2024."),
    (_table("Income by item (EUR million):", *FEES), "Fees brought €4.2 million in 2023."),
    (_table("Income in €m:", *FEES), "Fuel cost €1.3 million in 2024."),
    (_table("Cargo, thousand tonnes:", *FEES), "Fuel came to 1,100 tonnes in 2023."),
    (_table("What was carried:", "Port | Cars (thousand) | Lorries", "Orsa | 31 | 900", "Vik | 12 | 400"),
     "Orsa shipped 31,000 cars."),
    (_table("What was earned:", "Item | 2024", "Fees, million euros | 4.6", "Ferries | 12"),
     "The fees came to 4.6 million euros in 2024."),
    (_table("Income in billions of crowns:", *FEES), "Fees were 4.6 billion crowns in 2024."),
    (_table("The year:", "EUR million | 2023 | 2024", "Fees | 4.2 | 4.6", "Fuel | 1.1 | 1.3"), "Fees were €4.6 million in 2024."),
    (_table("The year:", "Item | 2023 | 2024", "Fees (crowns, bn) | 4.2 | 4.6", "Fuel | 1.1 | 1.3"),
     "Fees were 4.6 billion crowns in 2024."),
    (_table("The year:", "Item | Sales (EURm) | Ships", "Orsa | 4.2 | 46", "Vik | 1.1 | 13"), "Orsa sold for €4.2 million."),
    (_table("The year:", "Item | Sales ($000) | Ships", "Orsa | 42 | 46", "Vik | 11 | 13"), "Orsa sold for $42,000."),
]  # fmt: skip
NOT_TICKED = [
    (_table("Table 2: Income by item, million euros", *FEES), "Fees were €4.6 billion in 2024."),
    (_table("Table 2: Income by item, million euros", *FEES), "Fees were $4.6 million in 2024."),
    (_table("Table 2: Income by item", *FEES), "Fees were €4.6 million in 2024."),
    (_table("Income, million euros:", "Item | Amount | Share (%)", "Fees | 4.2 | 31", "Fuel | 1.1 | 12"),
     "Fees were €31 million."),
    (_table("Income, million euros:", "Item | Amount | Number of ships", "Fees | 4.2 | 31", "Fuel | 1.1 | 12"),
     "Fees were €31 million."),
    (_table("Income in million euros:", "Item | Amount | Share", "Fees | 4.2 | 31%", "Fuel | 1.1 | 12%"),
     "Fees were €31 million."),
    (_table("Income in million euros:", "Item | Amount | Tonnes", "Fees | 4.2 | 31", "Fuel | 1.1 | 12"),
     "Fees were €31 million."),
    (_table("Income in million euros:", "Item | Amount | Per head, euros", "Fees | 4.2 | 31", "Fuel | 1.1 | 12"),
     "Fees were €31 million."),
    (_table("The year:", "EUR million | 2024", "Fees | 4.6", "Ships (number of) | 31"), "There were 31 million ships."),
    (_table("The year:", "EUR million | 2024", "Fees | 4.6", "Delay (days) | 31"), "The delay was €31 million."),
    (_table("The year:", "Item | Depth (m) | Ships", "Orsa | 42 | 46", "Vik | 11 | 13"), "Orsa has a depth of 42 million."),
    (_table("Costs passed 9 million euros:", "Item | Amount", "Fees | 46", "Fuel | 11"), "Fees were €46 million."),
    (_table("Towns of over a million people:", "Town | Ferries", "Orsa | 46", "Vik | 11"),
     "Orsa has 46 million people."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "claim"), TICKED)
def test_a_cell_is_read_in_the_scale_that_its_table_tells(source: Article, claim: str) -> None:
    money = [v for v in verify_text(claim, source=source) if v.mention and v.mention.kind != "date"]
    assert [(v.status, v.doubt) for v in money] == [("equivalent", None)]


@pytest.mark.parametrize(("source", "claim"), NOT_TICKED)
def test_another_scale_currency_or_column_is_not(source: Article, claim: str) -> None:
    money = [v for v in verify_text(claim, source=source) if v.mention and v.mention.kind != "date"]
    assert [v.ok for v in money] == [False]
