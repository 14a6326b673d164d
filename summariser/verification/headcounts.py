"""People whom the source counts in parts, and a summary may count together: "his wife and three children" are four.

Reports of accidents and crimes give their dead and injured so, and their headlines the sum.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from summariser.numbers import Kind
from summariser.reading.words import head_of
from summariser.verification.index import SourceIndex, SourceMention
from summariser.verification.lexicon import PEOPLE, PERSONS

_PERSON = rf"(?:{'|'.join(PERSONS)})\b"
_WORDS = r"(?:[\w'’-]+\s){0,2}?"
_ONE = rf"\b(?:an?|the|his|her|their|one)\s{_WORDS}{_PERSON}"
_FURTHER = rf"(?:(?:an?|the|his|her|their|one)\s)?{_WORDS}{_PERSON}"
_SINGLE = rf"{_ONE}(?:,\s{_FURTHER})*"
# "his uncle, aunt and" before a number; ", an uncle and an aunt" behind one and what it counts; neither.
_BEFORE = re.compile(rf"{_SINGLE},?\sand\s(?:[\w'’-]+\s)?$", re.IGNORECASE)
_AFTER = re.compile(rf"\s{_WORDS}[\w'’-]+(?:,\s{_FURTHER})*,?\s(?:and|as well as)\s{_FURTHER}", re.IGNORECASE)
_NONE = re.compile(rf"{_SINGLE},?\sand\s{_FURTHER}", re.IGNORECASE)
_JOINT = re.compile(r",?\s(?:and|as well as)\s|,\s")
_AND_OWN_LIFE = re.compile(
    r"[^.;]{0,60}\b(?:before|then|and)\b[^.;]{0,40}\b(?:(?:sho(?:t|oting)|kill(?:ed|ing)|hang(?:ed|ing)|blew|blowing|stabb(?:ed|ing))"
    r" (?:himself|herself)|on (?:himself|herself)|(?:his|her) own life|suicide)\b",
    re.IGNORECASE,
)
_REACH = 120
_MOST = 100


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people, where the source gives them (half-open offsets), and the number of the sentence."""

    count: Decimal
    span: tuple[int, int]
    sentence: int


def headcounts(source: SourceIndex, dead: frozenset[str]) -> Iterator[Headcount]:
    """The people of each sentence that are counted in parts; `dead` are the stems of words that tell of deaths."""
    for number, mentions in source.by_sentence.items():
        for found in mentions:
            if counts_people(found) and found.mention.value <= _MOST:
                yield from _with_number(source, found, number, dead)
    for sentence in source.article.sentences:
        if source.stems_of(sentence.number) & dead:
            for listed in _NONE.finditer(
                source.text, sentence.start, min(sentence.end, sentence.start + 5 * _REACH)
            ):
                yield Headcount(Decimal(_pieces(listed[0])), listed.span(), sentence.number)


def counts_people(found: SourceMention) -> bool:
    """Whether a number of the source is one of people."""
    mention = found.mention
    return mention.kind is Kind.CARDINAL and mention.upper is None and head_of(mention.unit or "") in PEOPLE


def _with_number(
    source: SourceIndex, found: SourceMention, number: int, dead: frozenset[str]
) -> Iterator[Headcount]:
    sentence, (start, end) = source.sentence(number), found.span
    before = _BEFORE.search(source.text, max(sentence.start, start - _REACH), start)
    after = _AFTER.match(source.text, end, min(sentence.end, end + _REACH))
    value = found.mention.value
    if before:
        yield Headcount(value + _pieces(before[0]), (before.start(), end), number)
    if after:
        yield Headcount(value + _pieces(after[0]) - 1, (start, after.end()), number)
    own = _AND_OWN_LIFE.match(source.text, end, min(sentence.end, end + _REACH))
    if own and source.stems_of(number) & dead:
        yield Headcount(value + 1, (start, own.end()), number)


def _pieces(listed: str) -> int:
    return sum(bool(piece.strip()) for piece in _JOINT.split(listed))
