"""What a number counts that has no noun behind it: the noun before it, or what the number before it counts."""

import re
from collections.abc import Sequence

from summariser.numbers.draft import NumberDraft
from summariser.numbers.mention import Kind, NumberMention
from summariser.numbers.vocabulary.lexicon import FUNCTION_WORDS
from summariser.numbers.vocabulary.nouns import read_noun, singular

_MORE = (
    "another ",
    "a further ",
    "an additional ",
    "an extra ",
    "of whom ",
    "of which ",
    "among them ",
    "including ",
)
_OF_THEM = (" of them", " of these", " of those", " of whom", " more were", " others were", " more are")
# By judgement, so that time stays linear.
_DATES = 3  # how many dates may stand between
_ON = 100  # how far behind the last number one that counts on may stand, in characters
_STOP = re.compile(r"[.!?;]\s|\n\s*\n")
# What is counted, where it stands first: "the number of deaths rose to 40", "the death toll is 40".
_NUMBER_OF = re.compile(r"(?<!\ba )\bnumbers? of(?= )|\b([a-z]{3,24}) (?:toll|tally|count) ")
_HEADS = ("number", " toll ", " tally ", " count ")
_BEHIND = (
    " to ",
    " at ",
    " from ",
    " was ",
    " is ",
    " by ",
    " reached ",
    " hit ",
    " than ",
    " stood at ",
    " about ",
    " over ",
    " nearly ",
)


def has_leads(low: str) -> bool:
    """Whether a noun that is counted may stand before its number anywhere in the text."""
    return any(word in low for word in _HEADS)


def find_counted(
    text: str,
    low: str,
    draft: NumberDraft,
    mentions: Sequence[NumberMention],
    waiting: Sequence[NumberDraft],
    leads: bool,
) -> None:
    """Give a bare count the unit that stands before it.

    `mentions` and `waiting` are the numbers before it; `leads` is what `has_leads` says of the text.
    """
    if low.endswith(_MORE, 0, draft.start) or low.startswith(_OF_THEM, draft.end):
        _count_on(text, draft, [*mentions[-_DATES:], *waiting])
    elif leads and low.endswith(_BEHIND, 0, draft.start):
        draft.unit = _noun_ahead(text, low, draft.start)


def _noun_ahead(text: str, low: str, start: int) -> str | None:
    """The noun of "the number of deaths" or "the death toll" in the same sentence before `start`."""
    found = None
    for found in _NUMBER_OF.finditer(low, max(0, start - _ON), start):  # noqa: B007 (the last one counts)
        pass
    if found is None or _STOP.search(low, found.end(), start):
        return None
    if found[1]:
        return None if found[1] in FUNCTION_WORDS else singular(found[1])
    end, noun = read_noun(text, low, found.end(), one=False)
    return noun if end < start else None


def _count_on(text: str, draft: NumberDraft, before: Sequence[NumberDraft | NumberMention]) -> None:
    """ "14,000 trees in 2024, and another 2,500": what the last number counts, in the same sentence, goes on."""
    last = next((one for one in reversed(before) if one.kind is not Kind.DATE), None)
    if last is None or last.kind is not Kind.CARDINAL or draft.start - last.end > _ON:
        return
    if not _STOP.search(text, last.end, draft.start):
        draft.unit = last.unit
