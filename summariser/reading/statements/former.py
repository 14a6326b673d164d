"""Figures that a text only tells to have been told before, with another one of the same thing beside them.

"It had first reported 40; 52 were hurt": what shows it is how the telling is told (past perfect, "first", "an earlier
version", "we wrote"), and that the text has another figure of the same sort and subject that is not told so.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from summariser.reading.statement import Polarity, Statement
from summariser.reading.vocabulary.cues import Cue
from summariser.reading.words import Words, stems

# So many words before a number may tell who told it, and so many lie between "had" or "first" and the verb. By
# judgement, on corrected figures in news; so are those below.
_REACH, _BETWEEN = 12, 2
_PASSIVE = 5  # words from a number to the verb that tells it
# A figure that was wrong is at most so many times the right one.
_MOST_APART = 20
_MOST_OTHERS = 200
_SHARED = 0.25  # as far as the sentence
_TELLING = frozenset("put gave given said told wrote written described listed".split())
_AT_FIRST = stems("first initially originally previously")
_EARLIER = stems("earlier previous former draft preliminary")
# "8 points and not, as was reported on Tuesday, 17".
_ASIDE, _CLAUSE = 90, 200  # characters
_INSTEAD = re.compile(r"\bnot, (?:as|like)\b[^,;.]*,\s$", re.IGNORECASE)
_TELLERS = frozenset({"had", "we", "our"})


def mark_superseded(
    text: str,
    sentences: Sequence[tuple[int, int]],
    statements: Sequence[Statement],
    words: Words,
    cues: Sequence[Cue],
) -> tuple[Statement, ...]:
    """The statements of a text, with what it told before, and what of that it gives another figure of."""
    spoken = {cue.start for cue in cues if cue.feature == "speech"}
    nouns = {cue.start for cue in cues if cue.feature == "figure"}
    told = {
        s.mention.start
        for s in statements
        if _is_told_before(s, _clause(text, sentences[s.sentence][0], s), words, spoken, nouns)
        or _INSTEAD.search(text, max(sentences[s.sentence][0], s.mention.start - _ASIDE), s.mention.start)
    }
    others: dict[object, list[Statement]] = {}
    for s in statements:
        if s.mention.start not in told and s.polarity is Polarity.AFFIRMED:
            for key in (_unit(s), s.sentence):
                others.setdefault(key, []).append(s)
    return tuple(_as_former(s, others) if s.mention.start in told else s for s in statements)


def _as_former(statement: Statement, others: Mapping[object, Sequence[Statement]]) -> Statement:
    """With the first figures of its unit, and of its sentence, that may be another one of the same thing."""
    is_retracted = statement.polarity is Polarity.RETRACTED
    near = [s for key in (_unit(statement), statement.sentence) for s in others.get(key, ())[:_MOST_OTHERS]]
    if is_retracted or not any(_is_another(statement, other) for other in near):
        return replace(statement, is_told_before=True)
    return replace(statement, is_told_before=True, polarity=Polarity.FORMER)


def _clause(text: str, sentence: int, statement: Statement) -> int:
    """Where what stands before a number begins: at its sentence's start, or behind a semicolon."""
    start = statement.mention.start
    return max(sentence, text.rfind(";", max(sentence, start - _CLAUSE), start))


def _is_told_before(
    statement: Statement, begin: int, words: Words, spoken: AbstractSet[int], nouns: AbstractSet[int]
) -> bool:
    """Whether a verb of telling before a number is of an earlier telling, or a noun for a figure of an earlier one."""
    end = bisect_left(words.starts, statement.mention.start)
    first = max(bisect_left(words.starts, begin), end - _REACH)
    for at in range(first, end):
        earlier = any(_is_earlier(words, n) for n in range(max(first, at - _BETWEEN - 1), at))
        if earlier and _tells(words, at, spoken):
            return True
        if words.starts[at] in nouns and at > first and words.stems[at - 1] in _EARLIER:
            return True
    passive = range(end + 2, min(end + _PASSIVE, len(words.lows)))  # "19 hikers had been reported missing"
    return any(words.lows[n - 2 : n] == ["had", "been"] and _tells(words, n, spoken) for n in passive)


def _tells(words: Words, at: int, spoken: AbstractSet[int]) -> bool:
    """Whether a word is a verb of telling, in the past."""
    return words.lows[at] in _TELLING or (words.starts[at] in spoken and words.lows[at].endswith("ed"))


def _is_earlier(words: Words, at: int) -> bool:
    return words.lows[at] in _TELLERS or words.stems[at] in _AT_FIRST or words.stems[at] in _EARLIER


def _is_another(former: Statement, other: Statement) -> bool:
    """Whether two statements give different figures of one thing."""
    mine, theirs = former.mention, other.mention
    # "21 ships and not, as was told, 12"
    is_bare = mine.unit is None and former.sentence == other.sentence
    if mine.kind is not theirs.kind or mine.value == theirs.value:
        return False
    if _unit(former) != _unit(other) and not is_bare:
        return False
    if former.periods and other.periods and set(former.periods).isdisjoint(other.periods):
        return False
    low, high = sorted((abs(mine.value), abs(theirs.value)))
    if not low or high > _MOST_APART * low:
        return False
    shared = _words(former) & _words(other)
    return bool(shared) or abs(former.sentence - other.sentence) <= 1


def _unit(statement: Statement) -> str | None:
    return statement.mention.unit or (statement.taken_unit[0] if statement.taken_unit else None)


def _words(statement: Statement) -> frozenset[str]:
    """What a number is of beside its unit."""
    return frozenset(s for s, weight in statement.subject.weights.items() if weight >= _SHARED)
