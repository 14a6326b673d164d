"""Dates are read by their parts, so that two ways to write one compare."""

import pytest

from summariser import find_numbers, verify_text
from summariser.reading import Period, WrittenDate, find_dates
from summariser.verification.matching.calendar import clock, numbered


def _dates_of(text: str) -> list[WrittenDate]:
    mentions = find_numbers(text)
    return numbered(find_dates(text, mentions), mentions)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("on Sept. 30, 2010", Period(2010, 9, 30)),
        ("on 30 September 2010", Period(2010, 9, 30)),
        ("on the 3rd of May 2024", Period(2024, 5, 3)),
        ("on 2025-06-01", Period(2025, 6, 1)),
        ("in May 2024", Period(2024, 5)),
        ("on Jan. 18", Period(None, 1, 18)),
        ("after 9/11", Period(None, 9, 11)),
        ("in 4Q 2020", Period(2020, quarter=4)),
        ("in the second quarter of 2021", Period(2021, quarter=2)),
        ("in 2023", Period(2023)),
    ],
)
def test_a_written_date_has_these_parts(text: str, parts: Period) -> None:
    assert [d.parts for d in _dates_of(text)] == [parts]


@pytest.mark.parametrize(
    "text",
    ["from September 8-10", "from 8-10 September", "on 8 and 10 September", "from September 8 to 10, they"],
)
def test_days_that_share_a_month_are_dates_of_it(text: str) -> None:
    found = [d.parts for d in _dates_of(text)]
    assert found == [Period(None, 9, 8), Period(None, 9, 10)]


def test_a_day_with_its_own_month_shares_no_other() -> None:
    text = "from 23 January to 22 May"
    assert [d.parts for d in _dates_of(text)] == [
        Period(None, 1, 23),
        Period(None, 5, 22),
    ]


@pytest.mark.parametrize("text", ["they may 3 times", "2,400 units", "a march of 20 miles", "version 2.10"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert _dates_of(text) == []


@pytest.mark.parametrize(
    ("text", "time"),
    [("3:30pm", (15, 30)), ("12 a.m.", (0, 0)), ("09:05", (9, 5)), ("12.15 p.m.", (12, 15)), ("x", None)],
)
def test_a_time_of_day_is_read_in_24_hours(text: str, time: tuple[int, int] | None) -> None:
    assert clock(text) == time


@pytest.mark.parametrize(
    ("text", "source", "status"),
    [
        ("on 30 September 2010", "It met on Sept. 30, 2010.", "exact"),
        ("on 30 September 2010", "In 2010 the court met. It rose on September 30.", "equivalent"),
        ("on 30 September 2011", "It met on Sept. 30, 2010.", "absent"),
        ("on 29 September", "It met on Sept. 30, 2010. Some 29 came.", "absent"),
        ("from 8 September", "It met on September 8-10.", "exact"),
        ("until 10 September", "It met on September 8-10.", "exact"),
        ("until 11 September", "It met on September 8-10.", "absent"),
        ("at 3.30pm", "It met at 15:30.", "exact"),
        ("at 4.30pm", "It met at 15:30.", "absent"),
        ("in Q3", "It fell in the third quarter.", "exact"),
        ("in Q3", "It fell in the second quarter.", "absent"),
    ],
)
def test_a_date_is_judged_as_a_whole(text: str, source: str, status: str) -> None:
    verdicts = verify_text(f"It happened {text}.", source=source)
    assert verdicts[0].status.value == status, verdicts[0].message
