"""Figures that a text itself takes back: which of its amounts "withdrew that figure" and the like are of.

A verb of taking back, with a figure, claim or report as what is taken back, or a pronoun for it, is of the amount that
the figure is told with; else of the one before it in the sentence; else of the only one of the sentence before.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from summariser.reading.statement import Statement
from summariser.reading.vocabulary.cues import Cue

# How far from a verb of taking back its figure may stand, and from the figure its amount, in characters. By judgement,
# on figures that news takes back.
_OBJECT, _TOLD = 45, 60
_ITSELF = re.compile(r"\b(?:that|this|it)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\s(?:this|that|it|them|those)\b(?!\s[a-z]+ing)", re.IGNORECASE)
# What comes in a figure's place: "corrected the number to 130", "withdrew its guide and now counts 130".
_IN_ITS_PLACE = re.compile(r"\b(?:to|now|instead|but|and|in favour of|saying)\b[^.;,]{0,25}$", re.IGNORECASE)
# "Lowered that forecast", "revised this figure down".
_POINTING = re.compile(r"\s(?:that|this)\s(?:estimate|forecast|projection)\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:which|that)\s(?:[a-z]+\s){0,3}$", re.IGNORECASE)
_DETERMINED = re.compile(
    r"\b(?:that|this|those|its|their|his|her|the|an?|own|no|one)\s(?:[\w'’-]+\s){0,2}$", re.IGNORECASE
)
# "That figure" has been told before; "its figure of", "the claim that" tell it.
_POINTED = re.compile(r"\b(?:that|this|those)\s(?:[\w'’-]+\s)?$", re.IGNORECASE)
_TELLS = re.compile(r"\W?$|,|:|\s(?:of|for|that)\b", re.IGNORECASE)
_TIMES = frozenset("day week month year hour minute".split())
# By judgement.
_LONGEST_CUE = 100  # characters
_TAKING = frozenset({"taken back", "retracted", "right one"})


def retracted(
    text: str, sentences: Sequence[tuple[int, int]], statements: Sequence[Statement], cues: Sequence[Cue]
) -> set[int]:
    """Where the amounts begin that the text takes back, given its statements and cues in order."""
    taking = [
        cue
        for cue in cues
        if cue.value in _TAKING or (cue.feature == "direction" and _POINTING.match(text, cue.end))
    ]
    if not taking:
        return set()
    starts = [s.mention.start for s in statements]
    ends = [end for _, end in sentences]
    cued = [cue.start for cue in cues]
    found: set[int] = set()
    for cue in taking:
        at = min(bisect_left(ends, cue.end), len(sentences) - 1)
        here = statements[bisect_left(starts, sentences[at][0]) : bisect_left(starts, sentences[at][1])]
        follows = at > 0 and "\n" not in text[sentences[at - 1][1] : sentences[at][0]]
        before = (
            statements[bisect_left(starts, sentences[at - 1][0]) : bisect_left(starts, sentences[at][0])]
            if follows
            else ()
        )
        if cue.value == "right one":
            found |= {s.mention.start for s in _replaced(cue, here, before)}
        elif (figure := _figure(text, cue, _near(cue, cues, cued), sentences[at])) is not None:
            found |= {s.mention.start for s in _meant(text, cue, figure, here, before)}
    return found


def _near(cue: Cue, cues: Sequence[Cue], starts: Sequence[int]) -> Sequence[Cue]:
    """The cues that may stand as near to one as its object does; `starts` is where they begin."""
    low, high = cue.start - _OBJECT - _LONGEST_CUE, cue.end + _OBJECT
    return cues[bisect_left(starts, low) : bisect_right(starts, high)]


def _figure(text: str, cue: Cue, cues: Sequence[Cue], span: tuple[int, int]) -> tuple[int, int] | None:
    """The figure, or the pronoun, that a verb takes back: half-open offsets."""
    near = [
        (abs(c.start - cue.start), c.start, c.end)
        for c in cues
        if c.feature == "figure"
        and _DETERMINED.search(text, max(span[0], c.start - _OBJECT), c.start)
        and span[0] <= c.start < span[1]
        and (0 <= c.start - cue.end <= _OBJECT or 0 <= cue.start - c.end <= _OBJECT)
    ]
    if near:
        return min(near)[1:]
    if _ITSELF.search(text, cue.start, cue.end):
        return cue.start, cue.end  # "took that back"
    pronoun = _PRONOUN.match(text, cue.end) or _WHICH.search(
        text, max(span[0], cue.start - _OBJECT), cue.start
    )
    return pronoun.span() if pronoun else None


def _meant(
    text: str, cue: Cue, figure: tuple[int, int], here: Sequence[Statement], before: Sequence[Statement]
) -> Iterator[Statement]:
    after = [s for s in here if 0 <= s.mention.start - figure[1] <= _TOLD]
    if after and _is_its(text, figure, after[0]):
        yield after[0]
        return
    earlier = [s for s in here if s.mention.end <= max(cue.start, figure[0])]
    if earlier:
        yield earlier[-1]
    elif len(before) == 1:
        yield before[0]


def _is_its(text: str, figure: tuple[int, int], amount: Statement) -> bool:
    """Whether an amount behind a figure is the figure's: "its count of 40", "the claim that 40 died", "its figure, 40"."""
    if amount.mention.unit in _TIMES or _POINTED.search(text, max(0, figure[0] - _OBJECT), figure[0]):
        return False
    between = text[figure[1] : amount.mention.start]
    return _TELLS.match(between) is not None and not _IN_ITS_PLACE.search(between)


def _replaced(cue: Cue, here: Sequence[Statement], before: Sequence[Statement]) -> Iterator[Statement]:
    """The amount that another one is the right one for: "It gave 130 seals. It should have been 310"."""
    right = next((s.mention for s in here if s.mention.start >= cue.end), None)
    earlier = [s for s in here if s.mention.end <= cue.start] or (before if len(before) == 1 else [])
    if right is not None and earlier and right.unit in (None, earlier[-1].mention.unit):
        yield earlier[-1]
