"""The noun that a number counts, found by walking the words after it; and the singular of a noun.

There is no tagger: a count above one takes a plural, so the head is the first plural that is no modifier.
Where there is none ("a 12 page document") the word right after the number is the unit.
"""

import re

from summariser.numbers.vocabulary.lexicon import (
    ADJECTIVES,
    FUNCTION_WORDS,
    MODIFYING_PLURALS,
    NOT_PLURAL,
    STATES,
    UNEVEN_PLURALS,
    VERBS,
)
from summariser.numbers.vocabulary.number_words import SCALES, TENS, UNITS

# A word, or a number with letters inside the noun phrase: "two new 737 Max jets", "a 9 litre case".
_WORD = re.compile(
    r"(?:[ \u00a0]-?|\n(?=[a-z]))(?:[$€£¥₹] ?(?=\d))?((?:[^\W_]|\d,\d)[\w'’]{0,32}(?:[-‑&](?!\d)[\w'’]{1,32}){0,4}\.?)"
)
_OF = re.compile(
    r" of (?:(?:the|its|his|her|their|our|my|your|these|those|this|that|such|all|a|an)\b ?)?"
    r"(?:[\w-]{1,32}(?:'s|’s|s'|s’) )?"
)
_OF_A_TIME = re.compile(
    r" of (?:(?:the )?(?:last|next|previous|this|that|past) (?:year|month|week|quarter|season)\b(?!['’])"
    r"|(?:the|a) (?:year|month|week|quarter|season|day) (?:before|earlier)\b)"
)
# By judgement: of a noun phrase behind a number.
_MOST_WORDS = 7
# A number word begins a count of its own.
_COUNTING = frozenset({*UNITS, *TENS, *SCALES, "hundred", "dozen"}) - {"one"}


def singular(noun: str) -> str:
    """The singular of an English noun: "troops" -> "troop", "countries" -> "country", "men" -> "man".

    >>> singular("ferries")
    'ferry'
    """
    if noun in UNEVEN_PLURALS:
        return UNEVEN_PLURALS[noun]
    head, hyphen, tail = noun.rpartition("-")
    if hyphen:
        return head + "-" + singular(tail)
    if noun.endswith("men") and len(noun) > 4:
        return noun[:-3] + "man"
    if noun.endswith("children"):
        return noun[:-3]
    if noun.endswith("people") or not is_plural(noun):
        return noun
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return noun[:-2]
    return noun[:-1]


def is_plural(noun: str) -> bool:
    """Whether the word, in lower case, has the look of a plural noun.

    >>> is_plural("ferries"), is_plural("bus")
    (True, False)
    """
    if noun in UNEVEN_PLURALS:
        return True
    if noun in NOT_PLURAL or len(noun) < 3:
        return False
    if noun.endswith("s"):
        return not noun.endswith(("ss", "us", "is", "'s", "’s", "ous"))
    return noun.endswith(("men", "people", "children")) and len(noun) > 4


def read_noun(text: str, low: str, end: int, one: bool) -> tuple[int, str | None]:
    """The end and the singular of the noun counted by the number that ends at `end`; (end, None) if none."""
    if low.startswith(" of ", end) and (of := _OF.match(low, end)):
        if _OF_A_TIME.match(low, end):  # "the 1,763 of last year"
            return end, None
        return _plural_noun(text, low, of.end() - 1)
    if one:
        return _singular_noun(low, end)
    return _plural_noun(text, low, end)


def _plural_noun(text: str, low: str, end: int) -> tuple[int, str | None]:
    at, first, first_end = end, None, end
    for _ in range(_MOST_WORDS):
        m = _WORD.match(low, at)
        if not m:
            break
        word, start = m[1], m.start(1)
        if word[-1] == ".":
            word = word[:-1]
        if word == "x" or word in _COUNTING or ("-" in word and _COUNTING.issuperset(word.split("-"))):
            break
        if word in FUNCTION_WORDS and text[start : start + len(word)] not in STATES:
            if word not in ("and", "or", "other", "more", "most", "fewer", "less", "few") or (
                first is None and word in ("and", "or")
            ):
                break
        elif word in VERBS and not is_plural(word):
            break
        elif is_plural(word):
            follows = _WORD.match(low, m.end())
            proper = text[start].isupper() and follows and text[follows.start(1)].islower()
            modifies = word in MODIFYING_PLURALS or proper
            if follows and UNEVEN_PLURALS.get(word) == word:
                modifies = is_plural(follows[1].rstrip("."))
            if not (follows and modifies) or _closed(follows[1]):
                return start + len(word), singular(word)
        elif word.endswith(("'s", "’s", "s'", "s’", "ly")):
            pass
        elif first is None:
            if word[0].isdigit():
                first = ""
            elif text[start].islower() and word not in ADJECTIVES and not word.endswith(("ed", "ing")):
                first, first_end = word, start + len(word)
            else:
                first = ""
        at = m.end()
        if m[1][-1] == ".":
            break
    return (first_end, first) if first else (end, None)


def _closed(word: str) -> bool:
    """Whether the word ends the noun phrase before it."""
    word = word.rstrip(".")
    if word in FUNCTION_WORDS or (word in VERBS and not is_plural(word)):
        return True
    return word.endswith("ed") and len(word) > 4


def _singular_noun(low: str, end: int) -> tuple[int, str | None]:
    at, noun, noun_end = end, None, end
    for _ in range(_MOST_WORDS):
        m = _WORD.match(low, at)
        if not m or _closed(m[1]):
            break
        word = m[1].rstrip(".")
        if word not in ADJECTIVES and not (noun and word.endswith(("ed", "ly", "ing"))):
            noun, noun_end = word, m.start(1) + len(word)
        elif noun:
            break
        at = m.end()
        if m[1][-1] == ".":
            break
    return noun_end, singular(noun) if noun else None
