"""Finds an extracted article again in the text of the page that it was extracted from.

The two differ in white space, typography and where paragraphs begin, but neither in letters and digits nor,
mostly, in order. A long block is found by its letters and digits alone; a short one ("7", "Share") only in its
place between the blocks around it.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from summariser.article.text.blocks import Block

_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")
# By judgement: shorter paragraphs ("Read more") stand on a page more than once; so is the budget.
_DISTINCTIVE = 25
# Characters that searches far ahead may look at in all, so that a hostile page cannot take minutes.
_BUDGET = 200_000_000


def key_of(text: str) -> str:
    """The letters and digits of `text`, in lower case: what a paragraph keeps however it is set."""
    return _NEITHER_LETTER_NOR_DIGIT.sub("", unicodedata.normalize("NFC", text)).lower()


def find_blocks(extracted: str, blocks: Sequence[Block]) -> set[int]:
    """The indexes of the blocks whose text is in `extracted`."""
    stream = _Stream(extracted.splitlines())
    keys = [key_of(block.raw) for block in blocks]
    anchors = _find_anchors(stream.text, keys)
    found = set(anchors)
    edges = [-1, *sorted(anchors), len(keys)]
    for before, after in pairwise(edges):
        low = anchors[before] + len(keys[before]) if before in anchors else 0
        high = anchors.get(after, len(stream.text))
        if before < 0:
            found |= stream.match_backwards(keys, range(after - 1, before, -1), low, high)
        else:
            found |= stream.match(keys, range(before + 1, after), low, high)
    return found


def _find_anchors(text: str, keys: Sequence[str]) -> dict[int, int]:
    """Where the distinctive blocks that the page has once stand in `text`."""
    times = Counter(keys)
    anchors: dict[int, int] = {}
    at, budget = 0, _BUDGET
    for i, key in enumerate(keys):
        if len(key) < _DISTINCTIVE or times[key] > 1:
            continue
        position = text.find(key, at, at + 4 * len(key) + 2000)
        if position < 0 and budget > 0:
            position = text.find(key)
            budget -= len(text)
        if position >= 0:
            anchors[i] = position
            at = position + len(key)
    return anchors


class _Stream:
    """The keys of an extraction's lines run together, and where the lines begin and end."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = [key for key in map(key_of, lines) if key]
        self.text = "".join(self._lines)
        self._ends = list(accumulate(map(len, self._lines)))
        self._starts = [end - len(line) for end, line in zip(self._ends, self._lines, strict=True)]
        self._edges = {0, *self._ends}

    def match(self, keys: Sequence[str], indexes: Iterable[int], low: int, high: int) -> set[int]:
        """Which of these blocks stand between `low` and `high`, in this order."""
        found: set[int] = set()
        for i in indexes:
            position = self.text.find(keys[i], low, high) if keys[i] else -1
            if position >= 0 and self._is_whole(position, keys[i]):
                found.add(i)
                low = position + len(keys[i])
            elif self._covers_half(keys[i], low, high):
                found.add(i)
        return found

    def match_backwards(self, keys: Sequence[str], indexes: Iterable[int], low: int, high: int) -> set[int]:
        """As `match`, from the last to the first, for the region above an article, where menus repeat its words."""
        found: set[int] = set()
        for i in indexes:
            position = self.text.rfind(keys[i], low, high) if keys[i] else -1
            if position >= 0 and self._is_whole(position, keys[i]):
                found.add(i)
                high = position
            elif self._covers_half(keys[i], low, high):
                found.add(i)
        return found

    def _is_whole(self, position: int, key: str) -> bool:
        return len(key) >= _DISTINCTIVE or {position, position + len(key)} <= self._edges

    def _covers_half(self, key: str, low: int, high: int) -> bool:
        """Whether lines of the region make up half of a block of which the extraction left something out."""
        if len(key) < 2 * _DISTINCTIVE:
            return False
        lines = self._lines[bisect_left(self._starts, low) : bisect_right(self._ends, high)]
        return sum(len(line) for line in lines if len(line) >= _DISTINCTIVE and line in key) * 2 >= len(key)
