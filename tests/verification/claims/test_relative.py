"""Dates may follow from the day of publication."""

from datetime import date

import pytest

from summariser import Article, verify, verify_text
from summariser.reading import Period, find_dates
from tests.verification.models import Summary

PUBLISHED = date(2025, 1, 3)  # a Friday


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("on Friday", Period(2025, 1, 3)),
        ("on Thursday", Period(2025, 1, 2)),
        ("on Saturday", Period(2024, 12, 28)),
        ("yesterday", Period(2025, 1, 2)),
        ("last year", Period(2024)),
        ("next year", Period(2026)),
        ("last month", Period(2024, 12)),
    ],
)
def test_a_relative_date_is_worked_out(text: str, parts: Period) -> None:
    assert [d.parts for d in find_dates(text, [], PUBLISHED)] == [parts]


def _article(text: str) -> Article:
    plain = Article.from_text(text)
    return Article(text, plain.body_spans, plain.sentences, published=PUBLISHED)


def test_a_date_may_follow_from_a_weekday_or_a_year_from_last_year() -> None:
    article = _article("The panel met on Thursday. It had met last year as well.")
    verdicts = verify_text("It met on 2 January 2025, and in 2024.", source=article)
    assert {v.text: v.status.value for v in verdicts} == {
        "2": "derived",
        "2025": "derived",
        "2024": "derived",
    }
    assert not verify_text("It met on 1 January 2025.", source=article)[0].ok


@pytest.mark.parametrize(
    ("text", "status"),
    [("It met on Thursday.", "exact"), ("Out on Friday.", "derived"), ("On Monday.", "absent")],
)
def test_a_weekday_is_the_articles_or_its_day_of_publication(text: str, status: str) -> None:
    article = _article("The panel met on Thursday.")
    assert [v.status.value for v in verify(Summary(abstract=text), article).verdicts] == [status]
