"""The dates of a text: the table of dates.txt, written without sight of the code, with what is no date."""

from datetime import date

import pytest

from summariser import find_numbers, verify_text
from summariser.reading import find_dates
from tests.reading.conformance import Row, date_rows

ROWS = list(date_rows())


def _read(row: Row) -> list[tuple[int, int, str]]:
    published = date.fromisoformat(row.published) if row.published else None
    return [(d.start, d.end, d.parts.edtf) for d in find_dates(row.text, find_numbers(row.text), published)]


def _is_read(row: Row) -> bool:
    """Whether the dates are those of the row, in order, each somewhere in the words that the row names."""
    found, at = _read(row), 0
    if [edtf for _, _, edtf in found] != [edtf for _, edtf in row.dates]:
        return False
    for (start, end, _), (words, _) in zip(found, row.dates, strict=True):
        place = row.text.index(words, at)
        if not (start < place + len(words) and place < end):
            return False
        at = place + len(words)
    return True


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"line {row.line}")
def test_a_date_is_read_as_the_day_or_time_that_it_is(row: Row) -> None:
    assert _is_read(row) != row.is_missed, _read(row)


def test_the_table_is_as_large_as_it_is_said_to_be() -> None:
    """At least 200 texts are read as they should be, with dates and without."""
    assert sum(not row.is_missed for row in ROWS) >= 200
    assert sum(not row.is_missed and not row.dates for row in ROWS) >= 60


@pytest.mark.parametrize(
    "text",
    [
        "Version 3.0.21 is out.",
        "On 00/12/2020 it was 5.",
        "By 31.0.2020 it had 5 boats.",
        "2020-00-10, 5 boats.",
    ],
)
def test_a_month_of_zero_is_no_date_and_no_fault(text: str) -> None:
    assert not [d for d in find_dates(text, find_numbers(text)) if d.parts.month == 0]
    verify_text("Five boats sank in 2021.", source=text)
