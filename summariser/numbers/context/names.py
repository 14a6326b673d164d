"""Numbers in writing only: years and days of dates, and numbers that are part of a name, an address or a list."""

import re

from summariser.numbers.context.bounds import CUES, bound_before
from summariser.numbers.draft import LeftContext, NumberDraft
from summariser.numbers.mention import Bound, Kind
from summariser.numbers.vocabulary.lexicon import (
    FUNCTION_WORDS,
    LABELS,
    MONTHS,
    NAME_WORDS,
    OF_A_YEAR,
    STATES,
    VERBS,
)
from summariser.numbers.vocabulary.nouns import is_plural, read_noun

_NEXT = re.compile(r" ([^\W\d_][\w'’&-]{0,40})")
# What is counted in capitals, "650 IU", rather than named, "the 787 MAX": nothing of the name follows.
_ABBREVIATED = re.compile(r" [A-Z]{2,4}(?![\w&'’-])(?! [A-Z0-9])")
_DETERMINERS = frozenset(("", "the", "a", "an", "its", "their", "this", "new"))
_OF_MONTH = re.compile(r" of ([a-z]{1,12})")
_STREET = re.compile(
    r"(?: [A-Z][\w'’.-]{0,24}){1,4}? "
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Square|Place|Court|Way|Terrace|Crescent"
    r"|Highway|Parkway|Close|Broadway)\b"
)
# Verbs that look plural, behind the name of a channel: "ABC 7 calls", "CBS 12 reports".
_ALSO_VERBS = frozenset("calls reports notes says adds shows claims finds writes quotes points".split())
_YEAR_CUES = frozenset(
    "in since by until circa c. ad a.d. bc year anno late early mid summer spring winter".split()
)
_DATING = frozenset("date dates dated dating back".split())
# Words before a year that stands before a plural: "the 2016 elections", "in 2019 people left".
_BEFORE_YEARS = frozenset(
    "the its their his her our your my this that these those in since by until mid early late".split()
)


def mark_non_quantity(
    text: str, low: str, draft: NumberDraft, before: LeftContext, after: re.Match[str] | None
) -> bool:
    """Whether a plain number is a date's or a name's; if so its kind is set."""
    start, end = draft.start, draft.end
    if text.endswith(("\t", "   "), 0, start):
        before = LeftContext(low, 0)  # nothing across the columns of a table names a number
    following = _NEXT.match(text, end) if after and after[1] == " " else None
    word = following[1] if following else ""
    size = end - start
    year_like = size == 4 and "1000" <= text[start:end] <= "2199"
    if (size <= 2 and is_day(text, low, draft, before, word)) or (
        year_like and _is_year(draft, before, word)
    ):
        draft.kind = Kind.DATE
    elif (
        (size > 1 and text[start] == "0")
        or _is_emergency(text, low, draft, word)
        or _is_name(text, low, draft, before, word)
    ):
        draft.kind = Kind.IDENTIFIER
    else:
        return False
    return True


def _is_emergency(text: str, low: str, draft: NumberDraft, word: str) -> bool:
    """Whether it is a telephone number that everyone knows: "called 911"; 112 old ferries are counted."""
    if text[draft.start : draft.end] not in ("911", "999", "112") or is_plural(word.lower()):
        return False
    if word == "to" or text[draft.end : draft.end + 1] in ("-", "–"):  # the lower end of a range
        return False
    return not _counts_on(text, low, draft.end, word)


def is_day(text: str, low: str, draft: NumberDraft, before: LeftContext, word: str | None = None) -> bool:
    """Whether a number from 1 to 31 stands beside a month: "Oct. 31", "8 September", "the 4th of July"."""
    if draft.value > 31:
        return False
    last = before.last
    if last not in MONTHS and last and not last.isalpha():
        last = last.strip("(.,“\"'")
    if word is None:
        following = _NEXT.match(text, draft.end)
        word = following[1] if following else ""
    if last in MONTHS and before.spaced and text[before.at : before.at + 2].strip("(“\"'")[:1].isupper():
        return not _counts_in_month(before, word)
    if word and word[0].isupper() and word.lower() in MONTHS:
        return True
    m = _OF_MONTH.match(low, draft.end) if low.startswith(" of ", draft.end) else None
    return bool(m and m[1] in MONTHS and text[m.start(1)].isupper())


def _counts_in_month(before: LeftContext, word: str) -> bool:
    """Whether a number behind a month counts what follows: "In June, 11 died", "In June 11 people died"."""
    counts = word[:1].islower() and word not in MONTHS
    if before.last.endswith(","):
        return counts
    return counts and before.words[-2:-1] == ["in"] and is_plural(word)


def _is_year(draft: NumberDraft, before: LeftContext, word: str) -> bool:
    last = before.last
    year = int(draft.value)
    if last.strip("(,.") in MONTHS or (last == "of" and len(before.words) > 1 and before.words[-2] in MONTHS):
        return True
    if last in ("from", "to") and len(before.words) > 1 and before.words[-2] in _DATING:
        return True
    plural = bool(word) and word[0].islower() and is_plural(word)
    bound = bound_before(before.words) if last in CUES else None
    if bound and bound is not Bound.ABOUT and (plural or bound is not Bound.AT_MOST):
        return False
    if 1900 <= year <= 2100:
        draft.firm = last in _YEAR_CUES
        if not plural or word in OF_A_YEAR:
            return True
        return year % 100 != 0 and (last in _BEFORE_YEARS or last.endswith(("'s", "’s", "s'", "s’")))
    return last in _YEAR_CUES and not plural


def _is_name(text: str, low: str, draft: NumberDraft, before: LeftContext, word: str) -> bool:
    counted = bool(word) and is_plural(word.lower()) and (word[0].islower() or word.lower() not in NAME_WORDS)
    if counted and word.lower() in _ALSO_VERBS and text[before.at : draft.start].strip().isupper():
        counted = False
    last = before.last
    if before.words[-2:] == ["group", "of"] and not counted:
        return True
    if word and word[0].isupper() and _STREET.match(text, draft.end):
        return True
    if not last:
        return _is_list_mark(text, draft)
    if not before.spaced:
        if last[-1] == "[" and text[draft.end : draft.end + 1] == "]":
            return True
    elif last.rstrip(".") in LABELS:
        return not counted or text[before.at].isupper()
    elif (
        last[-1].isalnum()
        and text[before.at].isupper()
        and not (_is_plain_word(last) and (before.words[-2:-1] != ["the"] or last in FUNCTION_WORDS))
    ):
        return not counted and not _counts_on(text, low, draft.end, word)
    if "\n" in text[max(0, draft.start - 2) : draft.start] and _is_list_mark(text, draft):
        return True
    if not (word and word[0].isupper()):
        return False
    if before.last not in _DETERMINERS and _ABBREVIATED.match(text, draft.end):
        return False
    return _names_follow(text, draft.end, counted)


def _counts_on(text: str, low: str, end: int, word: str) -> bool:
    """Whether an adjective and then a plural follow: "in Gaza 12 wounded soldiers", but not "Boeing 737 Max jets"."""
    if not word or not (word[0].islower() or word.endswith(("ian", "ese", "ish"))):
        return False
    noun_end, noun = read_noun(text, low, end, one=False)
    beyond = noun_end > end + 1 + len(word)
    return (
        beyond
        and noun is not None
        and is_plural(low[noun_end - len(noun) - 3 : noun_end].rsplit(maxsplit=1)[-1])
    )


def _is_list_mark(text: str, draft: NumberDraft) -> bool:
    return draft.value < 100 and text[draft.end : draft.end + 2] in (". ", ") ")


def _is_plain_word(last: str) -> bool:
    """Whether a capitalised word before a number is no name: "Kills 12", "About 12", "The 12"."""
    return (
        last in FUNCTION_WORDS or last in CUES or last in VERBS or (last.endswith("s") and last not in LABELS)
    )


def _names_follow(text: str, end: int, counted: bool) -> bool:
    """Whether capitalised words follow with no plural among them or after them: "787 Dreamliner"."""
    at = end
    while not counted and at < end + 60 and (m := _NEXT.match(text, at)):
        word = m[1].lower()
        if word in FUNCTION_WORDS and m[1] not in STATES:
            break
        if is_plural(word):
            return False
        at = m.end()
    return not counted
