"""Counts of what the source lists: things by name or by numbered lines, people one by one ("his wife and three children")."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from summariser.numbers import Kind
from summariser.reading.words import words_of
from summariser.verification.claims.claim import Claim
from summariser.verification.claims.messages import named, verdict
from summariser.verification.matching.compare import counts_people
from summariser.verification.matching.lexicon import PERSONS, STOPWORDS
from summariser.verification.matching.nearest import MOST
from summariser.verification.source.index import SourceIndex, SourceMention
from summariser.verification.verdict import Reason, Status, Verdict

# By judgement: who counts a list by eye counts no longer one.
_MOST_LISTED, _MOST_PEOPLE, _MOST_TOGETHER = 12, 100, 200
_SEPARATOR = re.compile(r",\s+and\s+|,\s+|\s+and\s+")
_NAME = r"(?:the\s+)?[A-Z][\w.'’-]*(?:\s+(?:of\s+|the\s+)?[A-Z][\w.'’-]*){0,4}"
_IS_NAME = re.compile(rf"{_NAME}$")
_STARTS_WITH_NAME = re.compile(r"(?:the\s+)?[A-Z]")
_ENDS_WITH_NAME = re.compile(r"[A-Z][\w.'’-]*$")
_NUMBERED_LINE = re.compile(r"^[ \t]*(\d{1,2})[.)][ \t]+(\S.*)$", re.MULTILINE)
# In characters, by judgement.
_LONGEST_QUOTE = 120

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
# In characters, by judgement.
_REACH = 120


class Listed(NamedTuple):
    """How many are listed, where (half-open offsets), and the stems that a claim has to share with it."""

    total: Decimal
    span: tuple[int, int]
    words: frozenset[str]


def find_listed(claim: Claim) -> Verdict | None:
    """The source lists what the claim counts."""
    mention = claim.mention
    if (
        mention.kind is not Kind.CARDINAL
        or mention.upper is not None
        or not 2 <= mention.value <= _MOST_TOGETHER
    ):
        return None
    kinds = ["things"] if mention.value <= _MOST_LISTED else []
    if mention.unit is None or counts_people(mention.unit):
        kinds.append("people")
    known = _known(claim.source)
    for kind in kinds:
        sharing = {
            rank: f for w in claim.words for rank, f in known.get((kind, mention.value, w), {}).items()
        }
        for _, found in sorted(sharing.items()):
            if not _is_said(claim, found):
                continue
            said = " ".join(claim.source.text[slice(*found.span)].split())[:_LONGEST_QUOTE]
            message = f'{named(mention)} counts what the source lists: "{said}".'
            counted = verdict(claim, Status.DERIVED, Reason.LISTED, message)
            return counted.model_copy(update={"source_span": found.span})
    return None


def _known(source: SourceIndex) -> dict[tuple[str, Decimal, str], dict[int, Listed]]:
    """What a source lists by kind, total and word, the first of each with their ranks; worked out once for it."""
    kept = source.kept.get("listed")
    if isinstance(kept, dict):
        return kept
    found: dict[tuple[str, Decimal, str], dict[int, Listed]] = {}
    for kind, listing in (("things", _things), ("people", _people)):
        for rank, one in enumerate(listing(source)):
            for word in one.words:
                places = found.setdefault((kind, one.total, word), {})
                if len(places) < MOST:
                    places[rank] = one
    source.kept["listed"] = found
    return found


def _is_said(claim: Claim, found: Listed) -> bool:
    """Whether what the claim says of people, that they died or were hurt, the sentence of the list says, too."""
    role = claim.statement.role if claim.statement else None
    if role is None:
        return True
    source = claim.source
    sentence = source.sentence(source.sentence_at(found.span[0]) or 1)
    cues = source.reading.cues
    low, high = (bisect_left(cues, end, key=lambda cue: cue.start) for end in (sentence.start, sentence.end))
    return any(cue.feature == "role" and cue.value == role for cue in cues[low:high])


def _things(source: SourceIndex) -> Iterator[Listed]:
    """The lists of names in sentences, then the numbered lists of lines, in order."""
    for sentence in source.article.sentences:
        for count, start, end in _names(source.text, sentence.start, sentence.end):
            words = _content(source.text, sentence.start, sentence.end) - _content(source.text, start, end)
            yield Listed(Decimal(count), (start, end), words)
    yield from _numbered(source.text)


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Runs of names joined by commas and "and": how many, and from where to where."""
    edges = [start]
    for separator in _SEPARATOR.finditer(text, start, end):
        edges += [separator.start(), separator.end()]
    edges.append(end)
    pieces = list(zip(edges[::2], edges[1::2], strict=True))
    first = 0
    for place in range(1, len(pieces)):
        if place < len(pieces) - 1 and _IS_NAME.match(text[slice(*pieces[place])]):
            continue
        count = place - first + 1
        opens = _ENDS_WITH_NAME.search(text[slice(*pieces[first])])
        joined = place == first or "and" in text[pieces[place - 1][1] : pieces[place][0]]
        if count >= 2 and opens and joined and _STARTS_WITH_NAME.match(text, pieces[place][0]):
            yield count, pieces[first][0] + opens.start(), pieces[place][1]
        first = place


def _numbered(text: str) -> Iterator[Listed]:
    """Runs of lines numbered 1, 2, 3 …"""
    run: list[re.Match[str]] = []
    lines = list(_NUMBERED_LINE.finditer(text))
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        if int(line[1]) == len(run) + 1:
            run.append(line)
        elif int(line[1]) == 1:
            run = [line]
        ends = following is None or int(following[1]) != len(run) + 1
        if ends and len(run) >= 2:
            span = run[0].start(), run[-1].end()
            yield Listed(Decimal(len(run)), span, _content(text, *span))


def _people(source: SourceIndex) -> Iterator[Listed]:
    """The people whom a sentence gives one by one or in groups, a part of them without a number."""
    for sentence in source.article.sentences:
        here = [m for m in source.by_sentence.get(sentence.number, ()) if _counts_some(m)]
        for found in here:
            for count, start, end in _with_number(source, found):
                yield Listed(count, (start, end), _content(source.text, sentence.start, sentence.end))
        for pair in [] if here else _NONE.finditer(source.text, sentence.start, sentence.end):
            words = _content(source.text, sentence.start, sentence.end)
            yield Listed(Decimal(_pieces(pair[0])), pair.span(), words)


def _counts_some(found: SourceMention) -> bool:
    mention = found.mention
    is_plain = mention.kind is Kind.CARDINAL and mention.upper is None and mention.value <= _MOST_PEOPLE
    return is_plain and counts_people(mention.unit)


def _with_number(source: SourceIndex, found: SourceMention) -> Iterator[tuple[Decimal, int, int]]:
    start, end = found.span
    value = found.mention.value
    before = _BEFORE.search(source.text, max(0, start - _REACH), start)
    after = _AFTER.match(source.text, end, end + _REACH)
    if before:
        yield value + _pieces(before[0]), before.start(), end
    if after:
        yield value + _pieces(after[0]) - 1, start, after.end()


def _pieces(said: str) -> int:
    return sum(bool(piece.strip()) for piece in _JOINT.split(said))


def _content(text: str, start: int, end: int) -> frozenset[str]:
    return frozenset(word.stem for word in words_of(text, start, end)) - STOPWORDS
