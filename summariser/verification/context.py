"""What the words around a number say of it: what it is about, in which direction, in which role.

Read alike from the summary and from the source, so that the two can be compared. The words of the number's own
segment (its part of the sentence between commas, "and", "but" and the like) bind before those of the sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summariser.numbers import NumberMention
from summariser.verification.calendar import DateParts, WrittenDate
from summariser.verification.lexicon import DOWN, ROLE_GROUPS, STOPWORDS, UP
from summariser.verification.words import Word, words_of

_BREAK = re.compile(
    r"[,;:](?=\s)|[()—–]|\s-\s|\b(?:and|but|while|whereas|although|compared|versus|plus|against)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:in|by|during|for|since|until|through|of|on)\s(?:the\s)?(?:early|late|mid|end\sof)?[\s-]?$",
    re.IGNORECASE,
)
# "down from 4.1%": the number is where the change began, not what it came to.
_FROM = re.compile(r"\bfrom\s\S{0,6}$", re.IGNORECASE)
# Words farther from a number than this say nothing of its role.
_REACH = 90


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one number.

    `words` are the content words of the sentence, `near` those of the number's own segment. `direction` is 1 for
    a rise, -1 for a fall, 0 where neither is said. `roles` holds for each role group of the lexicon the place of
    the role in it, where one is said. `period` is the date that a preposition ties to the number ("in 2024").
    """

    words: frozenset[str]
    near: frozenset[str]
    direction: int
    roles: tuple[tuple[int, int], ...]
    period: DateParts | None = None


def context_of(
    text: str,
    sentence: tuple[int, int],
    mention: NumberMention,
    others: Sequence[NumberMention] = (),
    dates: Sequence[WrittenDate] = (),
) -> Context:
    """The context of a mention in its sentence (half-open offsets into `text`), given the sentence's numbers and dates."""
    words = [w for w in words_of(text, *sentence) if not mention.start <= w.start < mention.end]
    segment = _segment(text, sentence, mention, others)
    near = [w for w in words if segment[0] <= w.start < segment[1]]
    return Context(
        words=_content(words),
        near=_content(near),
        direction=0
        if _FROM.search(text[max(0, mention.start - 12) : mention.start])
        else _direction(near, mention),
        roles=_roles(words, near, mention),
        period=_period(text, mention, others, dates),
    )


def content_words(text: str, start: int, end: int) -> frozenset[str]:
    """The stems of text[start:end] that say what it is about."""
    return _content(words_of(text, start, end))


def _content(words: Sequence[Word]) -> frozenset[str]:
    return frozenset(w.stem for w in words if len(w.stem) > 1 and w.stem not in STOPWORDS)


def _segment(
    text: str, sentence: tuple[int, int], mention: NumberMention, others: Sequence[NumberMention]
) -> tuple[int, int]:
    """The part of the sentence around the mention, cut at breaks that stand outside every number."""
    start, end = sentence
    for found in _BREAK.finditer(text, start, end):
        if any(o.start <= found.start() < o.end for o in others):
            continue
        if found.end() <= mention.start:
            start = found.end()
        elif found.start() >= mention.end:
            end = found.start()
            break
    return start, end


def _distance(word: Word, mention: NumberMention) -> int:
    return mention.start - word.end if word.end <= mention.start else word.start - mention.end


def _direction(near: Sequence[Word], mention: NumberMention) -> int:
    """Which way the nearest word of change in the segment points."""
    turns = [
        (_distance(w, mention), 1 if w.stem in UP else -1) for w in near if w.stem in UP or w.stem in DOWN
    ]
    turns = [turn for turn in turns if turn[0] <= _REACH]
    return min(turns)[1] if turns else 0


def _roles(
    words: Sequence[Word], near: Sequence[Word], mention: NumberMention
) -> tuple[tuple[int, int], ...]:
    """The role in each group that stands nearest, in the segment if it has one, else in the sentence."""
    found = []
    for number, group in enumerate(ROLE_GROUPS):
        for scope in (near, words):
            said = [
                (_distance(w, mention), place)
                for w in scope
                for place, role in enumerate(group)
                if w.stem in role
            ]
            if said and min(said)[0] <= _REACH:
                found.append((number, min(said)[1]))
                break
    return tuple(found)


def _period(
    text: str, mention: NumberMention, others: Sequence[NumberMention], dates: Sequence[WrittenDate]
) -> DateParts | None:
    """The nearest date with a preposition before it and no other quantity between it and the number."""
    nearest: tuple[int, DateParts] | None = None
    for written in dates:
        if written.start <= mention.start < written.end:
            return None
        tied = written.parts.quarter or _PREPOSITION.search(text[max(0, written.start - 20) : written.start])
        if not tied:
            continue
        first = written.start < mention.start
        low, high = (written.end, mention.start) if first else (mention.end, written.start)
        if any(o.is_quantity and low <= o.start < high for o in others):
            continue
        distance = high - low
        if distance <= _REACH and (nearest is None or distance < nearest[0]):
            nearest = distance, written.parts
    return nearest[1] if nearest else None
