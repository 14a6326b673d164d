"""Words of a text as they are compared: lower case, without endings, with their places."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

_WORD = re.compile(r"([^\W\d_][\w'’]*)")
_ENDINGS = {"n": ("ation",), "t": ("ment",), "g": ("ing",), "d": ("ed",), "y": ("ly",)}
# By judgement: shorter stems are of many words.
_SHORTEST_STEM = 3
_PER = re.compile(r" per | of |/")
# What different hands set differently: quotation marks and apostrophes, dashes, the ellipsis.
_MARKS = str.maketrans({**dict.fromkeys("“”„‟«»\"'‘’‚‛`"), **dict.fromkeys("–—−‐‑", "-"), "…": "..."})


# "1." or "3)" at the start of a line: the number of an item in a list.
_LIST_MARKER = re.compile(r"^[ \t*(-]{0,6}(\d{1,2})[.):]\s", re.MULTILINE)


class Word(NamedTuple):
    """A word's stem and where it stands: half-open offsets into the text it was read from."""

    stem: str
    start: int
    end: int


_word = partial(tuple.__new__, Word)  # half the time of Word(...), and texts have many words


@lru_cache(maxsize=1 << 14)  # a text says the same words again and again
def stem(word: str) -> str:
    """The word without its ending, so that forms of one word meet: "killed", "kills", "killing" -> "kill".

    Crude on purpose: stems are only ever compared with stems, and a wrong one costs a missed match.
    """
    low = word.lower()
    if not low.isalpha():
        low = low.replace("’", "'").removesuffix("'s").rstrip("'")
    if len(low) <= _SHORTEST_STEM:
        return low
    if low[-1] == "s" and low[-2] not in "sui":
        low = low[:-3] + "y" if low.endswith("ies") else low[:-1]
    for ending in _ENDINGS.get(low[-1], ()):
        if low.endswith(ending) and len(low) - len(ending) >= _SHORTEST_STEM:
            low = low[: -len(ending)]
            if low[-1] == low[-2] and low[-1] not in "ls":
                low = low[:-1]
            break
    return low[:-1] if low[-1] == "e" and len(low) > _SHORTEST_STEM else low


def stems(words: str) -> frozenset[str]:
    """The stems of words written in one string, for tables."""
    return frozenset(stem(word) for word in words.split())


def head_word(unit: str) -> str:
    """The word that carries a unit: "public housing property" -> "property", "barrel of oil" -> "barrel"."""
    return _PER.split(unit)[0].rsplit(" ", 1)[-1]


def head_of(unit: str) -> str:
    """The stem of the word that carries a unit."""
    return stem(head_word(unit))


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of text[start:end] in order, with offsets into `text`."""
    words, starts, ends = _split(text[start:end], start)
    return list(map(_word, zip(map(stem, words), starts, ends, strict=True)))


def _split(text: str, offset: int = 0) -> tuple[list[str], list[int], list[int]]:
    """The words of a text as they are written, with where each begins and ends, counted from an offset."""
    pieces = _WORD.split(text)  # what is between the words, and the words, in turn
    places = list(accumulate(map(len, pieces), initial=offset))
    return pieces[1::2], places[1:-1:2], places[2::2]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order, as lists of equal length: in lower case, without endings, and their offsets."""

    lows: list[str]
    stems: list[str]
    starts: list[int]
    ends: list[int]

    def between(self, start: int, end: int) -> list[Word]:
        """The words of text[start:end], where no word is cut by these offsets."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        rows = zip(self.stems[low:high], self.starts[low:high], self.ends[low:high], strict=True)
        return list(map(_word, rows))


def split_words(text: str) -> Words:
    """The words of a whole text, all at once."""
    words, starts, ends = _split(text)
    return Words(list(map(_low, words)), list(map(stem, words)), starts, ends)


@lru_cache(maxsize=1 << 14)
def _low(word: str) -> str:
    return word.lower().replace("’", "'")


def normalise(text: str) -> tuple[str, list[int]]:
    """The text in lower case without quotation marks, in single spaces; and where each character came from."""
    out: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        for flat in character.translate(_MARKS).lower():
            if flat.isspace():
                if out and out[-1] == " ":
                    continue
                flat = " "
            out.append(flat)
            places.append(at)
    return "".join(out), places


def marker_places(text: str) -> dict[int, int]:
    """The numbers that count the items of a list in the text, by the offset where each begins."""
    return {found.start(1): int(found[1]) for found in _LIST_MARKER.finditer(text)}
