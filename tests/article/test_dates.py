"""The day of publication."""

from datetime import date

import pytest

from summariser import Article
from summariser.article.dates import find_date

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
        ("Cases fall again", None),
    ],
)
def test_publication_date_stands_by_the_headline(head: str, expected: date | None) -> None:
    """The line that says when the article was first published counts before one that speaks of an update."""
    assert Article.from_text(head + _BODY).published == expected


def test_dates_of_the_story_are_not_the_publication_date() -> None:
    """A date further down, or of what the article reports, is left alone."""
    text = (
        "Cases fall again" + _BODY + "\n\nThe last outbreak began on June 2, 2018, in the port of Hollin.\n"
    )

    assert Article.from_text(text).published is None
