"""Figures told as former ones, where the text gives another one of the same thing."""

import pytest

from summariser import verify_text
from summariser.article import Article
from summariser.reading import Polarity, read

FORMER = [
    ("The dam holds 40 million litres. The company had first reported 55 million litres.", "55 million"),
    ("The fire destroyed 310 sheds. Police had put the number of sheds at 130.", "130"),
    ("In the first hours 19 hikers had been reported missing; 12 hikers are missing now.", "19"),
    ("We wrote that 7,000 lambs had been sold. It was 700 lambs.", "7,000"),
    ("The harbour took 21 ships and not, as the mayor said on Friday, 12.", "12"),
    ("The bridge cost €4.1 million. An earlier estimate of €3.2 million left out the ramps.", "€3.2 million"),
    ("Rents rose by 6 percent. The bureau initially gave 9 percent.", "9 percent"),
    ("The court freed 14 fishermen, after it had announced the release of 16 fishermen.", "16"),
]
NOT_FORMER = [
    "The club had 40 members, and 52 members voted.",  # no telling
    "The mayor had said that 300 people would come.",  # no other figure
    "The firm had reported a profit of €3 million for 2024; for 2025 it was €5 million.",  # another time
    "We found 30 nests in the reeds and 12 nests on the island.",  # no telling of figures
    "The first report ran to 29 pages, the second to 90 pages.",
    "She had said that 12 goats were lost; the flood took 300 houses.",  # another thing
    "Police said 30 people were hurt. Doctors said 34 people were hurt.",  # told now, by two
    "They put 40 chairs in the hall, and 60 chairs in the yard.",
    "In the first hours 19 hikers had been rescued; 12 hikers are missing now.",
]


@pytest.mark.parametrize(("text", "number"), FORMER)
def test_a_figure_of_an_earlier_telling_is_former(text: str, number: str) -> None:
    told = {s.mention.text: s.polarity for s in read(text).statements}
    assert [n for n, polarity in told.items() if polarity is Polarity.FORMER and number in n]
    assert sum(polarity is Polarity.FORMER for polarity in told.values()) == 1


@pytest.mark.parametrize("text", NOT_FORMER)
def test_other_figures_are_not(text: str) -> None:
    assert not [s.mention.text for s in read(text).statements if s.polarity is Polarity.FORMER]


def test_a_summary_that_gives_it_as_a_fact_is_to_be_looked_at_again() -> None:
    source = Article.from_text(
        "The dam above Orsa holds 40 million litres, the company said on Friday. It had first reported 55 million litres."
    )
    (verdict,) = verify_text("The dam holds 55 million litres.", source=source)
    assert verdict.doubt is not None
    (right,) = verify_text("The dam holds 40 million litres.", source=source)
    assert (right.ok, right.doubt) == (True, None)
