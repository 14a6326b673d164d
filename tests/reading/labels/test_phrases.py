"""The words that a text gives a number, and the time, for a label."""

import pytest

from summariser.reading import period_of, phrase_of, read

TABLE = "| District | Closed schools | Mean age |\n|---|---|---|\n| Orlen | 47 | 8.4 |\n"


@pytest.mark.parametrize(
    ("text", "number", "phrase"),
    [
        (
            "The town will keep 40 old ferries in service.",
            "40",
            "old ferries in service that the town will keep",
        ),
        ("The bill came to £3m, the mayor said.", "£3m", "bill"),
        (
            "Some 31% of parents had never been sent a letter.",
            "31%",
            "share of parents that had never been sent a letter",
        ),
        ('She calls it "a lesson in 14 chapters", and left.', "14", "chapters"),
        (TABLE, "47", "Closed schools, Orlen"),
        (TABLE, "8.4", "Mean age, Orlen"),
        ("Ferries (40)", "40", "Ferries"),
        ("40 ferries.", "40", "ferries"),
    ],
)
def test_a_number_has_the_words_of_its_clause(text: str, number: str, phrase: str) -> None:
    reading = read(text)
    assert phrase_of(reading, next(m for m in reading.numbers if number in m.text)) == phrase


@pytest.mark.parametrize(
    ("text", "number", "period"),
    [
        ("It sold 40 boats in 2019 and 55 in 2020.", "55", "2020"),
        ("From July 2024 to June 2025 the yard built 12 boats.", "12", "July 2024 to June 2025"),
        ("Wug sales were 40 and 55 in 2019 and 2020.", "40", "2019"),
        ("The yard built 12 boats.", "12", None),
    ],
)
def test_a_number_has_the_time_as_it_is_written(text: str, number: str, period: str | None) -> None:
    reading = read(text)
    assert period_of(reading, next(m for m in reading.numbers if number in m.text)) == period
