"""Texts made to hurt a finder take time in proportion to their length, and the import stays light."""

import subprocess
import sys
import time

import pytest

from summariser.numbers import find_numbers

SIZE = 30_000
# Thirty thousand characters take a tenth of a second; what grows with the square takes ten seconds and more.
LIMIT_S = 2.0
UNITS = [
    "1", "1234567890", ",", "1,", "123,", "11,", "1-", "1-2 ", "1.", ".1", "1.1.1.", "1:", "1/", "1/2/", "1'", "1 ",
    "1 000 ", "111 ", "1\u00a0", "1\u2009000\u2009", "1e9", "1×10^9 ", "1\u0301", "e\u0301", "½", "١٢٣ ", "１２ ", "²",
    "$", "$1", "$-", "€ ", "US$", "1$", "1%", "1% to ", "a1", "A-1-", "x_1", "#1", "(1", "+1 ", "+44 20 7946 ",
    "million ", "a million ", "one million, one thousand, ", "hundred ", "one hundred ", "twenty-", "twenty ",
    "twenty-one ", "one ", "one of ", "one in ", "one point one ", "one and a half ", "half a ", "two-thirds ", "third ",
    "tens of ", "thousands of ", "dozen ", "a score of ", "double ", "minus 1 ", "about ", "more than ", "as many as ",
    "between 1 and ", "from 1 to ", "1 to ", "1 up to ", "1, ", "1, 2 and 3 men, ", "four-, ", "five-to-",
    "May 1 ", "1 May ", "1st ", "1990s ", "5 pm ", "No. 1 ", "Boeing 737 Max ", "1 Aaa ", "1 Oak Street ",
    "5 of the ", "5 new ", "5 new-", "5 m2 ", "5 km/", "5 km per ", "5 square ", "https://a/1", "a@1.", "1\n", "1\n\n",
    " ", "\n", "-", "–", "'", "a", "İ1 ", "ﬁ1 ", "𝟘",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_a_hostile_text_takes_linear_time(unit: str) -> None:
    """Thirty thousand characters of nothing but this end soon."""
    text = (unit * (SIZE // len(unit) + 1))[:SIZE]
    start = time.process_time()
    find_numbers(text)
    assert time.process_time() - start < LIMIT_S


def test_the_import_brings_no_heavy_library() -> None:
    """The finder alone needs the standard library only: no pydantic, no model client, no unit library."""
    code = "import sys, summariser.numbers; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"pydantic", "openai", "pint", "babel", "lxml", "httpx"} & set(loaded)
    assert "summariser" in loaded
