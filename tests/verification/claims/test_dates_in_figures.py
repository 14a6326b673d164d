"""A date in figures is compared to the day, and a span of years at both its ends."""

import pytest

from summariser import verify_text

RIGHT = [
    ("The pier opened on 2021-07-09.", "The pier opened on 9 July 2021."),
    ("The pier opened on 09/07/2021.", "The pier opened on 9 July 2021."),
    ("The pier opened on 9.7.2021.", "The pier opened on July 9, 2021."),
    ("The pier opened on July 9, 2021.", "The pier opened on 2021-07-09."),
    ("The pier opened in 2021.", "The pier opened on 2021-07-09."),
    ("The pier opened on 2021-07-09.", "In 2021 the town had a new pier. The pier opened on 9 July."),
    ("She led the club in 2016.", "In 2015/2016 she led the club."),
    ("She led the club in 2015.", "In 2015/2016 she led the club."),
    ("She led the club in 2016.", "She led the club in the 2015/16 season."),
    ("Sales rose in 2016/17.", "Sales rose in 2016/17."),
    ("Sales rose in 2016-17.", "Sales rose in 2016/2017."),
    ("The war of 1914-1918 closed the port.", "The port was closed by the war of 1914-18."),
]
WRONG = [
    ("The pier opened on 2021-07-10.", "The pier opened on 9 July 2021."),
    ("The pier opened on 2021-08-09.", "The pier opened on 9 July 2021."),
    ("The pier opened on 10/07/2021.", "The pier opened on 9 July 2021."),
    ("The pier opened on 10.07.2021.", "The pier opened on 9.7.2021."),
    ("The pier opened on 2021-07-10.", "The pier opened on 2021-07-09."),
    ("The pier opened on 2022-07-09.", "The pier opened on 9 July 2021. It closed in 2022."),
    ("She led the club in 2017.", "In 2015/2016 she led the club."),
    ("Sales rose in 2016/18.", "Sales rose in 2016/17."),
    ("Sales rose in 2016/17.", "Sales rose in 2016/18."),
    ("The 2019/20 season was hers.", "The 2018/19 season was hers."),
]


@pytest.mark.parametrize(("text", "source"), RIGHT)
def test_the_same_day_is_supported_in_any_form(text: str, source: str) -> None:
    assert [(v.text, v.status.value) for v in verify_text(text, source=source) if not v.ok] == []


@pytest.mark.parametrize(("text", "source"), WRONG)
def test_another_day_or_span_is_not(text: str, source: str) -> None:
    assert not all(v.ok for v in verify_text(text, source=source))
