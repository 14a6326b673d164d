"""Takes out of a text what a page would not show: comments, scripts, styles, pasted along with its words.

What is left is read as the article; the offsets found in it are then led back to the untouched text, where a
span that runs over such markup falls apart into the pieces on either side.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

_NAMES = ("script", "style", "noscript", "template")
_OPENING = re.compile(rf"<(?:!--|({'|'.join(_NAMES)})\b[^<>]{{0,1000}}>)", re.IGNORECASE)
# What ends a comment, and each of the elements. "<!-->" is a whole comment, so the search begins within "<!--".
_CLOSING = {"": re.compile("--!?>")}
_CLOSING |= {name: re.compile(rf"</{name}\b[^<>]{{0,100}}>", re.IGNORECASE) for name in _NAMES}


@dataclass(frozen=True)
class ShownText:
    """`text` without its hidden markup; piece n of it, from `starts[n]` on, is `shift[n]` further on in the source."""

    text: str
    starts: tuple[int, ...] = (0,)
    shifts: tuple[int, ...] = (0,)

    def sources(self, start: int, end: int) -> list[tuple[int, int]]:
        """The half-open offsets in the source, in order, of the non-blank pieces of `text[start:end]`."""
        if len(self.starts) == 1:
            return [(start + self.shifts[0], end + self.shifts[0])]
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        if first == last:
            return [(start + self.shifts[first], end + self.shifts[first])]
        edges = [start, *self.starts[first + 1 : last + 1], end]
        pieces = []
        for shift, (low, high) in zip(self.shifts[first : last + 1], pairwise(edges), strict=True):
            piece = self.text[low:high]
            low += len(piece) - len(piece.lstrip())
            if piece.strip():
                pieces.append((low + shift, low + len(piece.strip()) + shift))
        return pieces


def shown(source: str) -> ShownText:
    """`source` without comments and scripts; one that is not closed is left, as nothing says where it would end."""
    kept: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    at = length = 0
    for start, end in [*_hidden(source), (len(source), len(source))]:
        if start > at or not starts:
            kept.append(source[at:start])
            starts.append(length)
            shifts.append(at - length)
            length += start - at
        at = end
    return ShownText("".join(kept), tuple(starts), tuple(shifts))


def _hidden(source: str) -> list[tuple[int, int]]:
    """Where hidden markup stands, in order."""
    spans: list[tuple[int, int]] = []
    unclosed: set[str] = set()
    at = 0
    while opening := _OPENING.search(source, at):
        at = opening.end()
        name = (opening[1] or "").lower()
        # Where one is not closed, none after it is: searched for once, openings without end cost no more.
        closing = None if name in unclosed else _CLOSING[name].search(source, opening.start() + 2)
        if closing is None:
            unclosed.add(name)
            continue
        at = closing.end()
        spans.append((opening.start(), at))
    return spans
