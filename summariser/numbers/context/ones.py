"""Whether the word "one" counts, or stands for somebody or something."""

import re

from summariser.numbers.draft import LeftContext
from summariser.numbers.units.measures import LEX, read_unit
from summariser.numbers.vocabulary import number_words
from summariser.numbers.vocabulary.lexicon import FUNCTION_WORDS, VERBS

_PRONOUN_BEFORE = frozenset(
    "no any every each some this that which another the good new big last next first only other bad better".split()
)


def is_one(text: str, low: str, end: int, before: LeftContext) -> bool:
    """Whether "one" counts: not in "no one", "one of them said" without a noun, "the one who", "one another"."""
    after = LEX.match(text, end)
    if after and after[1] == "-":
        if _ONE_TO.match(low, end):
            return True
        return _one_in(low, end) or read_unit(text, low, after) is not None or after[2] in _ONES
    if before.spaced and before.last in _PRONOUN_BEFORE:
        return False
    if before.last == "between" and low.startswith(" and ", end):
        return True
    if low.startswith(" of ", end):
        return True
    if after is None or not after[1].startswith(" "):
        return _one_in(low, end)
    pronoun = after[2] in FUNCTION_WORDS or after[2] in VERBS
    return not pronoun or read_unit(text, low, after) is not None or _one_in(low, end)


# What is counted behind "one-", other than measures; "one-off" and "one-sided" count nothing.
_ONES = frozenset("bedroom man woman person point goal page member seat vote room party state child".split())
_ONE_TO = re.compile("-(?:to|or)-(?:[0-9]|" + "|".join(number_words.UNITS) + ")")
_ONE_IN = re.compile(r"[ -](?:in|out of)[ -](?:every )?(?:[0-9]|an?\b|" + "|".join(number_words.UNITS) + ")")


def _one_in(low: str, end: int) -> bool:
    """Whether a proportion follows: "one in five"."""
    return bool(_ONE_IN.match(low, end))
