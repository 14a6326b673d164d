"""The magnitude after a number: scale words, also stacked, and their short forms, "5m", "3.4bn"."""

import re

from summariser.numbers.draft import NumberDraft
from summariser.numbers.units.measures import LEX, read_unit
from summariser.numbers.vocabulary.nouns import is_plural, read_noun
from summariser.numbers.vocabulary.number_words import SCALES, scaled

MAGNITUDES = {
    "million": 6, "billion": 9, "trillion": 12, "thousand": 3, "quadrillion": 15, "hundred": 2, "lakh": 5,
    "crore": 7, "mln": 6, "mn": 6, "mil": 6, "bn": 9, "bln": 9, "bil": 9, "trn": 12, "tn": 12, "tln": 12, "k": 3,
    "m": 6, "b": 9, "t": 12, "mm": 6, "millions": 6, "billions": 9, "trillions": 12, "lakhs": 5, "crores": 7,
}  # fmt: skip
_LETTERS = frozenset({"k", "m", "b", "t", "mm"})
# "7.3 lakh crore", "3 thousand million": a scale word behind another, but not "3 million thousand-year-old".
_STACKED = re.compile(r"[ \u00a0-](thousand|lakh|million|crore|billion|trillion)s?\b(?!-)")
# By judgement; so is the length of a pattern's word.
_REACH = 120  # how far back what an amount is of may stand, in characters
_LONGEST = 40
_MOVED = re.compile(
    r"\b(?:rose|risen|rising|rises|rise|fell|fallen|falling|falls|fall|grew|grown|grows|growth|increased|increase|increases"
    r"|dropped|drop|climbed|climb|jumped|jump|slipped|declined|decline|slid|shrank|swelled|soared|surged|plunged|up|down"
    r"|cut|raised|doubled|tripled|halved|total|totalled|totaled|amounted|worth|cost|costs|earned|paid|spent|lost|sold|made)"
    r"\b[^.;]{0,48}?(?: (?:to|by|from|of|at|about|around|nearly|almost|over))? [0-9.,]+\Z"
)
_DIMENSIONS = frozenset(
    "high deep wide long tall thick above below away tall apart race sprint hurdles".split()
)
# Words of what is measured in metres.
_OF_LENGTH = re.compile(
    r"\b(?:metres?|meters?|km|feet|foot|m|high|height|deep|depth|long|length|wide|width|tall|distance|altitude|elevation"
    r"|rivers?|lakes?|waters?|seas?|waves?|tides?|walls?|towers?|trees?|swells?|shafts?|wells?|tunnels?|trench|pools?|cliffs?"
    r"|ran|run|swam|sprint|sprints|dived|dive|jumps?|throws?|threw|races?|hurdles|freestyle|ahead|away|above|below|apart)\b"
)
_TOP = 15  # the largest power of ten that stacked scale words make


def take_magnitude(text: str, low: str, draft: NumberDraft, after: re.Match[str], money: bool) -> None:
    """Multiply a number by the magnitude after it, if it is one; `money` says that a currency stands before."""
    written = after[2]
    word = written.lower()
    if word in _LETTERS and not _letter_counts(text, low, after, money):
        return
    power, end = MAGNITUDES[word], after.end()
    while (m := _STACKED.match(low, end)) and SCALES[m[1]] >= power and power + SCALES[m[1]] <= _TOP:
        power, end = power + SCALES[m[1]], m.end()
    draft.value = scaled(draft.value, power)
    draft.scale, draft.end = power, end


def take_magnitude_behind(text: str, draft: NumberDraft) -> None:
    """The magnitude behind the sign or code of a currency: "12.4 EUR bn", "45 €m"."""
    behind = LEX.match(text, draft.end)
    if behind and "-" not in behind[1] and (power := MAGNITUDES.get(behind[2].lower())):
        draft.value, draft.scale, draft.end = scaled(draft.value, power), power, behind.end()


def _letter_counts(text: str, low: str, after: re.Match[str], money: bool) -> bool:
    """Whether a letter is a magnitude: "$5m", "4.3M sales", "12m tonnes"; "5m" alone is metres."""
    joint, letter = after[1], after[2]
    if letter in ("mm", "MM", "t", "T"):
        if joint.startswith("-") or money or letter != "MM":
            return money and not joint.startswith("-")
        return _is_counted(text, low, after.end())
    if joint:
        return joint == " " and (letter in "MB" or (money and letter in "mb"))
    if money or letter in "kKMbB":
        return True
    return _is_counted(text, low, after.end()) or _came_to(low, after)


def _came_to(low: str, after: re.Match[str]) -> bool:
    """Whether "45m" is what an amount rose or fell to or by; metres where a length stands in the sentence."""
    before = low[max(0, after.start() - _REACH) : after.start()]
    before = before[max(before.rfind(mark) for mark in (". ", "\n")) + 1 :]
    return (
        bool(_MOVED.search(before))
        and not _OF_LENGTH.search(before)
        and not _OF_LENGTH.match(low, after.end() + 1)
    )


def _is_counted(text: str, low: str, end: int) -> bool:
    """Whether what ends at `end` has something counted or measured behind it."""
    following = LEX.match(text, end)
    if following is None or not following[1]:
        return False
    word = following[2].lower()
    if is_plural(word) or word in ("of", "new") or read_unit(text, low, following) is not None:
        return True
    noun_end, noun = read_noun(text, low, end, one=False)  # "2.7m combined sales"
    return (
        noun is not None
        and word not in _DIMENSIONS
        and is_plural(low[:noun_end][-_LONGEST:].rsplit(" ", 1)[-1])
    )
