"""What a unit is, as read; and rates in letters as the trades write them: "mb/d", "tpd", "boepd"."""

import re
from typing import NamedTuple

from summariser.numbers.mention import Kind


class Unit(NamedTuple):
    """A unit as read: where it ends, what kind of quantity it makes, and its canonical name."""

    end: int
    kind: Kind
    name: str
    code: bool = False  # written as a sign, or as a code of three capitals
    power: int = 0  # the power of ten that it holds, as in "mb/d"


# Rates as the trades write them: magnitude, what flows, and what time: "mb/d", "tpd", "boepd", "mtpa", "bcf/d".
_FLOW = re.compile(
    r"(?:(k|mm?|MM?|b(?=cf))?(bbls?|boe|b|cf|t)(?:/|p)(?:(d)(?:ay)?|(h)r?|(y)(?:r|ear)?|(a))|(k|mm?)b(d))(?![A-Za-z])"
)
_FLOWING = {
    "b": "barrel",
    "bbl": "barrel",
    "bbls": "barrel",
    "boe": "barrel of oil equivalent",
    "cf": "cubic foot",
    "t": "tonne",
}
_FLOW_TIMES = {"d": "day", "h": "hour", "y": "year", "a": "year"}
_FLOW_POWERS = {"k": 3, "m": 6, "b": 9}
FLOW_HEADS = frozenset(
    power + base + end
    for power in ("", "k", "m", "mm", "b")
    for base in _FLOWING
    for end in ("", "pd", "ph", "pa", "py", "d")
)


def read_rate_symbol(text: str, at: int) -> Unit | None:
    """The rate in letters that begins at `at`, with the power of ten in it; None if it is none."""
    m = _FLOW.match(text, at)
    if m is None or (m[1] and m[2] == "t" and text[m.end(2)] == "/"):  # "kt/a", "Mt/y" are of the table
        return None
    power, base, time = (m[1], m[2], m[3] or m[4] or m[5] or m[6]) if m[2] else (m[7], "b", m[8])
    if power == "m" and base == "cf":  # of gas, "m" alone is a thousand
        power = "k"
    scale = _FLOW_POWERS[power[0].lower()] if power else 0
    return Unit(m.end(), Kind.MEASURE, f"{_FLOWING[base]} per {_FLOW_TIMES[time]}", power=scale)
