"""The day of publication."""

from datetime import date

import pytest

from summariser import Article
from summariser.article.furniture.dates import find_date

_BODY = "\n\nThe ministry counted 1,240 cases in March, a third fewer than in 2019, it said."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("June 2, 2025", date(2025, 6, 2)),
        ("Published: 9 May 2025, 07:15 GMT", date(2025, 5, 9)),
        ("Sept. 3rd, 2024", date(2024, 9, 3)),
        ("the 1st of March 2023", date(2023, 3, 1)),
        ("2024-11-05T10:00:00Z", date(2024, 11, 5)),
        ("(Mar 21, 2009  10:25 AM CDT) The firm paid", date(2009, 3, 21)),
        ("31 February 2024, then 1 March 2024", date(2024, 3, 1)),
        ("03/04/2025", None),
        ("May 30", None),
        ("Version 2024.13.45", None),
        ("in May 2024", None),
        ("", None),
    ],
)
def test_reads_dates_that_mean_one_day(text: str, expected: date | None) -> None:
    """Day, month and year must all be there; 03/04/2025 is two days to two readers."""
    assert find_date(text) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Cases fall again\n\nJune 2, 2025", date(2025, 6, 2)),
        ("Cases fall again\n\nUpdated June 5, 2025\n\nPublished June 2, 2025", date(2025, 6, 2)),
        ("Cases fall again\n\nBy Ann Lee | June 2, 2025", date(2025, 6, 2)),
        ("Cases fall again\n\nUpdated 5 June 2025, first published 2 June 2025", date(2025, 6, 2)),
        (
            "Cases fall again\n\nLast updated: June 5, 2025 10:30 | Published: June 2, 2025 09:00",
            date(2025, 6, 2),
        ),
        ("Cases fall again\n\n2 June 2025 (updated 5 June 2025)", date(2025, 6, 2)),
        ("Cases fall again\n\n5 June 2025 (updated), 2 June 2025 (published)", date(2025, 6, 2)),
        ("Cases fall again\n\nModified June 5, 2025. Created June 2, 2025.", date(2025, 6, 2)),
        ("Cases fall again\n\nFirst published 2 June 2025, last updated 5 June 2025", date(2025, 6, 2)),
        ("Cases fall again\n\nUpdated 5 June 2025", date(2025, 6, 5)),
        ("Cases fall again", None),
    ],
)
def test_publication_date_stands_by_the_headline(head: str, expected: date | None) -> None:
    """The line that says when the article was first published counts before one that speaks of an update."""
    assert Article.from_text(head + _BODY).published == expected


_SECOND = "\n\nIt expects the number of cases in the ministry's hospitals to fall further this year."


@pytest.mark.parametrize(
    "head",
    [
        "Cases fall again\n\nHOLLIN, 2 June 2025 - ",
        "Cases fall again\n\nHOLLIN , 2 June 2025 ( Northwire ) -- ",
        "Cases fall again\n\nPORT HOLLIN/Bray, Monday, June 2, 2025 (Northwire) -- ",
        "Cases fall again\n\nBRAY, June 2, 2025 /Northwire/ -- ",
        "Cases fall again\n\nHollin and Port Bray (2 June 2025) – ",
        "Cases fall again\n\n(June 2, 2025 10:25 AM CDT) ",
        "Cases fall again\n\n2 June 2025: ",
        "Cases of fever fall again\n\nIn the hospitals there is room. By J. R. Lee for the Bray Post, 2 June 2025\n\n",
        "Cases fall again\n\nIn the hospitals there is room, we hear today.\n\nMonday 2 June 2025\n\n",
        "*By Ann Lee, Evening Post, 2 June 2025*\n\n# Cases fall again\n\n",
        "Cases fall again\n\nThe Bray Post, Monday 2 June 2025\n\n",
        "# Cases fall again\n\n*Bray & Coin, health desk, 2 June 2025*\n\n",
        "Cases fall again\n\nBray Bulletin no. 31, 2 June 2025, early edition\nBy Ann Lee\n\n",
        "Cases fall again\n\nRadio Hollin, 2 June 2025, 18:30\n\n",
        "Cases fall again\n\nHOLLIN, 2 June 2025, 11.40 p.m. (Northwire) - ",
        "2 June 2025\n\n4 mins read\n\nCases fall again\n\n1 June 2025\n\n",
        "12 August 2026\n\nHome | News\n\nCases fall again\n\nBy Ann Lee | 2 June 2025\n\n",
    ],
)
def test_publication_date_stands_in_the_article_s_head(head: str) -> None:
    """In a dateline, in a by-line that ends the standfirst, or on a line of its own."""
    assert Article.from_text(head + _BODY.strip() + _SECOND).published == date(2025, 6, 2)


def test_publication_date_stands_below_the_article() -> None:
    """The first line below it that says when it was published counts; other lines there do not."""
    foot = "\n\nThis story was first published on 2 June 2025.\n\nRelated stories\n\nRain, 3 June 2025"

    assert Article.from_text("Cases fall again" + _BODY + _SECOND + foot).published == date(2025, 6, 2)


@pytest.mark.parametrize(
    "opening",
    [
        "On 2 June 2018 the ministry counted 1,240 cases in the country's hospitals.",
        "On 2 June 2018 - a Saturday - the ministry counted 1,240 cases in the country's hospitals.",
        "Between 2 June 2018 - the day of the census - and May the ministry counted 1,240 cases.",
        "A census of June 2, 2018 - the last of its kind - found 1,240 cases in the country's hospitals.",
        "Bray. The ministry must answer for 1,240 cases in its hospitals. By 2 June 2018",
        "The ministry must answer for 1,240 cases in its many hospitals. By June 2, 2018",
        "The ministry published its count on 2 June 2018, as the Bray Post reported.",
        "Photo: the port of Bray on 2 June 2018 (Northwire/Ann Lee)",
        "Related: Fire in Bray kills 9, 2 June 2018",
        "Annual accounts of the hospitals, 2 June 2018",
        "The hospitals were counted in Hollin, Bray and Port Ellen, 2 June 2018, with 1,240 cases in all of them.",
        "2 June 2018: The ministry counted 1,240 cases in its hospitals.\n\n3 June 2018: It counted 1,250 more.",
        "It took the ministry a while to see it all.\n\n2 June 2018\n\nThe first case is found.\n\n3 June 2018",
    ],
)
def test_dates_that_the_story_speaks_of(opening: str) -> None:
    """A sentence's date, a photograph's, another story's, and those of a chronology are not of publication."""
    assert Article.from_text(f"Cases fall again\n\n{opening}{_BODY}{_SECOND}").published is None


def test_the_day_of_a_visit_is_not_the_publication_date() -> None:
    """Dates above the article's head are today's, or of other stories."""
    page = "Sunday, 2 June 2024\n\nHome | News | Sport\n\nCases of fever fall again" + _BODY + _SECOND

    assert Article.from_text(page).published is None


def test_dates_of_the_story_are_not_the_publication_date() -> None:
    """A date further down, or of what the article reports, is left alone."""
    text = (
        "Cases fall again" + _BODY + "\n\nThe last outbreak began on June 2, 2018, in the port of Hollin.\n"
    )

    assert Article.from_text(text).published is None
