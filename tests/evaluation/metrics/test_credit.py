"""How far a field agrees with the gold, by hand: whole, in part, and not at all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summariser.evaluation.metrics.fields.credit import by_day, by_time, by_words, is_time, times_of

TUESDAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("said", "gold", "worth"),
    [
        ("the Canal Office", "Canal Office", 1),
        ("Canal Office’s", "the Canal Office", 1),
        ("canal office chief, Mary Lund", "Mary Lund", 1),
        ("Still Waters: how canals are kept", "Still Waters", 1),
        ("In the", "in the", 1),  # nothing but small words
        ("Canal Office", "Canal Office of Vendland", 4 / 5),
        ("Canal Board", "Canal Office", 2 / 4),
        ("Still Waters: how the canals of the whole country are kept", "Still Waters", 0),  # a sentence
        ("Office of the Canal", "Canal Office", 1),  # one order or the other: all words are shared
        ("Road Office", "Canal Office of Vendland", 0),  # 2 of 5
        ("Lund", "Mary Lund of Canal Office", 0),
        ("", "Canal Office", 0),
        ("–", "Canal Office", 0),
        ("Canal Canal", "Canal Office", 2 / 4),  # a word given twice is shared once
    ],
)
def test_words(said: str, gold: str, worth: float) -> None:
    """All that the gold says, with a title or an office around it, is right; a word in common is nothing."""
    assert by_words(said, gold) == worth


@pytest.mark.parametrize(
    ("said", "worth"),
    [
        ("2026-03-03", 1),
        ("3 March 2026", 1),
        ("Tuesday", 1),
        ("today", 1),
        ("Tuesday, 3 March", 1),
        ("published on 3 March, after a first print on 2 January", 1),
        ("03/03/2026", 1),
        ("yesterday", 0.5),
        ("March 2026", 0.5),
        ("12 March 2026", 0.5),
        ("this month", 0.5),
        ("2026", 0.25),
        ("5 January 2026", 0.25),
        ("2025", 0),
        ("3 March 2025", 0),
        ("2025 to 2026", 0),
        ("the spring", 0),
        ("", 0),
    ],
)
def test_days(said: str, worth: float) -> None:
    assert by_day(said, TUESDAY, TUESDAY) == worth


def test_a_date_that_is_written_out_goes_before_one_that_is_counted() -> None:
    """A weekday is counted from the article's date, and the report may be older."""
    assert by_day("Tuesday 6 January", date(2026, 1, 6), TUESDAY) == 1


@pytest.mark.parametrize(
    ("said", "gold", "worth"),
    [
        ("in 2025", "2025", 1),
        ("last year", "2025", 1),
        ("May", "May 2025", 1),
        ("2025", "last year", 1),
        ("H1 2025", "first half of 2025", 1),
        ("fiscal year 2024/25", "2024/25", 1),
        ("winter of 2024/25", "2024-25", 1),
        ("between October and February", "October 2025 to February 2026", 1),
        ("14 and 15 January", "14 and 15 January 2026", 1),
        ("the next 18 months", "next 18 months", 1),
        ("2025", "March 2025", 0.5),
        ("2024-2025", "July 2024 to December 2025", 0.5),
        ("2025", "2025 against 2024", 0.5),
        ("Q3 2024, Q3 2025", "Q3 2025", 0.5),
        ("May to July 2025", "June to September 2025", 0.25),
        ("2024", "2025", 0),
        ("Q2 2025", "Q3 2025", 0),
        ("18 months", "2025", 0),
        ("2025", "a year earlier", 0),
        ("", "2025", 0),
    ],
)
def test_times(said: str, gold: str, worth: float) -> None:
    assert by_time(said, gold, TUESDAY) == worth


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("third quarter of 2025", True),
        ("on Tuesday", True),
        ("fiscal year 2025/26", True),
        ("Canal Survey 2025", False),
        ("in the", False),
        ("", False),
    ],
)
def test_a_time_and_nothing_else(text: str, alone: bool) -> None:
    assert is_time(text, TUESDAY) is alone


@given(st.text(alphabet="0129/-. Q:FYabMarch’‑ü²", max_size=40), st.dates())
def test_no_string_is_too_odd(text: str, published: date) -> None:
    """Every worth is from 0 to 1, and what is said in the gold's words is right."""
    times_of(text, published)
    is_time(text, published)
    for worth in (
        by_words(text, "a b"),
        by_time(text, "2025", published),
        by_day(text, published, published),
    ):
        assert 0 <= worth <= 1
    if any(letter.isalnum() for letter in text):
        assert by_words(text, text) == 1
        assert by_time(text, text, published) == 1


@pytest.mark.parametrize(
    "text", ["30 February", "29 February", "29 February to 3 March", "February 29 to March 3, 2025"]
)
def test_days_that_some_years_have_not(text: str) -> None:
    assert by_time(text, text, date(2025, 5, 1)) == 1
