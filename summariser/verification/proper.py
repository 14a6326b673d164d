"""The proper names in a sentence, as what its numbers may be told of."""

from collections.abc import Callable, Iterator

from summariser.reading.words import stems
from summariser.verification.context import Setting
from summariser.verification.lexicon import STOPWORDS

# The beginnings of its words, so that forms of one name meet: "Norway" and "Norwegian", "Jane Roe" and "Roe".
Name = frozenset[str]
FAMILY = 5
_POSSESSIVE = ("'s", "’s", "'", "’")
_CALENDAR = stems(
    """January February March April May June July August September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday"""
)
_UNTOLD = STOPWORDS | _CALENDAR


def proper_names(setting: Setting, is_name: Callable[[str], bool]) -> Iterator[tuple[Name, int]]:
    """The runs of capitalised words that `is_name` knows, each with the offset where it begins."""
    text = setting.text
    name: list[str] = []
    start = end = 0
    for word in setting.all_words:
        written = text[word.start : word.end]
        is_part = written[0].isupper() and word.stem not in _UNTOLD and is_name(_bare(written))
        goes_on = (
            is_part
            and word.start == end + 1
            and text[end] == " "
            and not text.endswith(_POSSESSIVE, start, end)
        )
        if name and not goes_on:
            yield frozenset(name), start
            name = []
        if is_part:
            start, end = (start if name else word.start), word.end
            name.append(word.stem[:FAMILY])
    if name:
        yield frozenset(name), start


def _bare(word: str) -> str:
    for ending in _POSSESSIVE:
        word = word.removesuffix(ending)
    return word


def is_same_name(one: Name, other: Name) -> bool:
    """Whether one name may be the other, or a part of it: "Jane Roe" and "Roe", but not "Lake Orsa" and "Lake Temmin"."""
    return one <= other or other <= one
