"""Recognises the lines that credit and date an article: by-lines, dates, "2 hours ago".

All take `Block.plain`, or a part of it.
"""

import re
from collections.abc import Sequence

_DATE_WORDS = frozenset(
    """jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october
    nov november dec december mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat
    saturday sun sunday""".split()
)
_WORDS_AROUND_DATES = frozenset(
    """first last published publish publication updated update posted created modified date on at by of the time
    release released issued gmt utc est edt cst cdt mst mdt pst pdt et ct pt bst cet cest ist kst jst aest aedt
    local hrs hours h am pm a.m p.m z st nd rd th original originally story article hkt sgt jt and with staff writer reporter min mins minute read""".split()
)
_NUMERIC_DATE = re.compile(
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}:\d{2})(?!\d)"
)
_NUMBER_IN_DATE = re.compile(
    r"\d{1,4}(?:[:.]\d{1,4}){0,3}(?:st|nd|rd|th|am|pm|z|h|a\.m|p\.m)?|gmt[+]\d+|t\d+|\d+t\d+|\d{4}\.\d\d?\.\d\d?"
)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PUBLICATION = re.compile(
    r"(?:first |last |originally )?(?:published|posted|updated|created|modified|released)\b"
)
# By judgement: longer lists of authors stand at the end of an article.
_MOST_NAMES = 5
_BETWEEN_DATES = re.compile(r"[\s,;|•·()\[\]/–—-]+")
_AGO = re.compile(
    r"(?:(?:published|updated|posted|last updated|by [\w .]{2,40})[\s:|•·-]*)?(?:about |over |an? |\d{1,3}\s?)"
    r"(?:s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|months?|y|yrs?|years?) ago(?:[\s|•·-].{0,40})?"
    r"|.{0,50}[|•·] ?\d{1,3}\s?(?:min(?:ute)?s?|h|hrs?|hours?|d|days?|weeks?|months?|years?) ago|just now|yesterday"
)
_BYLINE = re.compile(
    r"(?:by|from|reported by|written by|reporting by|edited by|editing by|story by|text by|author|authors|words by|compiled by"
    r"|additional reporting by|published by|posted by|updated by|reviewed by)\s?[:|]?\s"
)
_NAME_WORD = re.compile(
    r"[A-ZÀ-Þ][\w'.-]*,?|and|&|with|for|of|the|at|in|de|da|van|von|bin|al|der|la|le|el|[|/•·,–—-]+|\d[\d:,/.TZ-]*(?:am|pm)?|\S+@\S+|@\w+|am|pm|min|mins|read|ago"
)
# "health editor", "our staff correspondent in Bray": what a name is followed by, in lower case.
_OFFICE = re.compile(
    r"\b(?:[a-z-]{1,20} ){0,3}(?:editor|correspondent|reporter|writer|columnist|journalist|analyst|agenc(?:y|ies))s?\b"
)


def is_byline(plain: str) -> bool:
    """ "By Ann Example and Bo Sample, Staff Writers": names only after the word, and not "By 9 May 2025"."""
    opening = _BYLINE.match(plain.lower())
    names = _OFFICE.sub("", plain[opening.end() :]).split() if opening else []
    return are_names(names) and not _is_date(names)


def are_names(words: Sequence[str]) -> bool:
    """Whether nothing but names, and the words and numbers that stand among names, is there."""
    return bool(words) and words[0][0].isupper() and all(map(_NAME_WORD.fullmatch, words))


def _is_date(words: Sequence[str]) -> bool:
    """May Lee is a person, May 9 a day."""
    return words[0].strip(",.").lower() in _DATE_WORDS and len(words) > 1 and words[1][0].isdigit()


def is_stamp(low: str) -> bool:
    """ "2 hours ago", with the words that go with it; `low` is in lower case."""
    return (low.endswith("yesterday") or "ago" in low or low == "just now") and bool(_AGO.fullmatch(low))


def tells_publication(low: str) -> bool:
    """Whether the line, in lower case, opens by saying that its date is one of publication."""
    return bool(_PUBLICATION.match(low))


def is_date_line(plain: str) -> bool:
    """ "Published: June 2, 2025, 10:32 GMT": dates, times, and the words that go with them, but no other figure.

    Beside a date with its year or a time of day a few names may stand: "June 2, 2025 | by Ann Example".
    """
    if not _DIGIT.search(plain):
        return False
    names = 0
    complete = dated = numbered = False
    for word in filter(None, (piece.strip(".:@") for piece in _BETWEEN_DATES.split(plain))):
        if _goes_with_dates(word.lower()):
            dated = dated or word.lower() in _DATE_WORDS
            complete = complete or bool(_YEAR.fullmatch(word))
        elif word[0].isupper():
            names += 1
        else:
            return False
        numbered = numbered or word[0].isdigit()
    numeric = bool(_NUMERIC_DATE.search(plain))
    return (numeric or dated) and numbered and (not names or (numeric or complete) and names <= _MOST_NAMES)


def _goes_with_dates(low: str) -> bool:
    return low in _DATE_WORDS or low in _WORDS_AROUND_DATES or bool(_NUMBER_IN_DATE.fullmatch(low))
