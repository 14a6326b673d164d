"""Texts made to hurt a reading take time in proportion to their length."""

import time

import pytest

from summariser.reading import labels_of, periods_of, read

SIZE = 30_000
# Thirty thousand characters of dense news take a third of a second; what grows with the square takes minutes.
LIMIT_S = 5.0
UNITS = [
    "40 ", "40, ", "40 and ", "2019, ", "2019 and 2020, ", "in 2019 40 and ", "(40 ", "(", ")", "(40) ", "40; ", ", ",
    "from 40 to ", "against ", "which 40, ", "40 rose ", "rose ", "said ", "not 40 ", "respectively 2019, 2020, 40, 50 ",
    "5 March 2024, ", "March ", "of March ", "31 February ", "05/03/2024 ", "2018-2020 ", "the first quarter of ",
    "Monday ", "40 a year earlier, ", "former ", "and latter 40 ", "a, b and 40, 50 ", "40 blickets, 50 wugs and ",
    "| 40 ", "| 40 | 50 |\n", "- 40 wugs\n", "of 40 ", "and 40 of them were ", "that 40 wugs ", "40\t", "a", "a ", "’", "\n", "withdrew its figure of 40 ",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_a_hostile_text_takes_linear_time(unit: str) -> None:
    """Thirty thousand characters of nothing but this are soon read."""
    text = (unit * (SIZE // len(unit) + 1))[:SIZE]
    start = time.process_time()
    reading = read(text)
    for mention in reading.numbers:
        labels_of(reading, mention), periods_of(reading, mention)
    assert time.process_time() - start < LIMIT_S
