"""Spans of time that a text gives without a number, which a summary may put in figures: "a decade" is 10 years."""

import re
from collections.abc import Iterator
from decimal import Decimal

from summariser.numbers import Bound, Kind, NumberMention

_UNITS = "minute|hour|day|week|fortnight|month|year|decade|century"
_OVER = {"over": Bound.MORE_THAN, "more than": Bound.MORE_THAN}
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_SPAN = re.compile(
    rf"\b(?:(?P<bound>roughly|about|around|almost|nearly|over|more than) )?"
    rf"(?:an?|the (?:past|last|next|previous|coming)|a (?:full|whole|further)) (?P<one>{_UNITS})\b"
    r"(?: and a (?P<part>half|quarter)\b)?"
    rf"|\ba couple of (?P<two>{_UNITS})s\b",
    re.IGNORECASE,
)


def unnumbered_spans(text: str) -> Iterator[NumberMention]:
    """The spans of time in the text that stand without a number, as the number finder would give them with one."""
    for found in _SPAN.finditer(text):
        unit = (found["one"] or found["two"]).lower()
        value = Decimal(1 if found["one"] else 2) + _PARTS.get((found["part"] or "").lower(), 0)
        cue = (found["bound"] or "").lower()
        bound = _OVER.get(cue, Bound.ABOUT) if cue else Bound.EXACTLY
        yield NumberMention(*found.span(), found[0], value, None, bound, Kind.MEASURE, unit)
