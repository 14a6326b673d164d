"""A number on its way to a mention, and the words before it that its readers share."""

import re
from dataclasses import dataclass
from decimal import Decimal

from summariser.numbers.mention import Bound, Kind, NumberMention

# How far back a cue, a name or a currency may begin, in characters. By judgement: longer than any of them.
_REACH = 48
_OF = re.compile(r"^of (?:(?:the|a|an|its|his|her|their|our|my|your|these|those|this|that|such|all)\b ?)?")


@dataclass(slots=True)
class NumberDraft:
    """A number as read so far; `scale` is the power of ten of its magnitude word, which a range may share."""

    start: int
    end: int
    value: Decimal
    kind: Kind = Kind.CARDINAL
    upper: Decimal | None = None
    unit: str | None = None
    bound: Bound | None = None
    scale: int = 0
    noun_end: int = 0  # where the unit or the noun ends, which may be past `end`
    rate: str = ""  # " per year"
    listed: "NumberDraft | None" = None  # the number before it in a list that waits for its unit
    firm: bool = True  # False: a four-figure number taken for a year for want of better

    def mention(self, text: str) -> NumberMention:
        """The finished mention."""
        unit = self.unit + self.rate if self.unit and self.rate else self.unit
        return NumberMention(
            self.start,
            self.end,
            text[self.start : self.end],
            self.value,
            self.upper,
            self.bound or Bound.EXACTLY,
            self.kind,
            unit,
            self._counted(text),
        )

    def _counted(self, text: str) -> str | None:
        """The words of the noun phrase behind the number."""
        if self.kind is not Kind.CARDINAL or self.unit is None or self.rate or self.noun_end <= self.end:
            return None
        return _OF.sub("", " ".join(text[self.end : self.noun_end].split())).lstrip("-‑ ") or None


class LeftContext:
    """The words right before a number, in lower case, within its paragraph."""

    __slots__ = ("_low", "_start", "last", "spaced", "words")

    def __init__(self, low: str, start: int) -> None:
        segment = low[start - _REACH : start] if start > _REACH else low[:start]
        if "\n" in segment:
            segment = segment[segment.rfind("\n\n") + 1 :]
        self.words = segment.split()
        self.last = self.words[-1] if self.words else ""
        self.spaced = segment[-1:].isspace()
        self._low, self._start = low, start

    @property
    def at(self) -> int:
        """Where the last word begins."""
        return self._low.rfind(self.last, 0, self._start)
