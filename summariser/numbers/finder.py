"""Finds every number of a text: scan for digits and number words, read the neighbourhood of each, join ranges."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from operator import itemgetter

from summariser.numbers.context.complete import read_context
from summariser.numbers.context.counted import find_counted, has_leads
from summariser.numbers.draft import LeftContext, NumberDraft
from summariser.numbers.forms import digits
from summariser.numbers.forms.numerals import read_numeral
from summariser.numbers.forms.ranges import join
from summariser.numbers.forms.spelled import read_spelled
from summariser.numbers.mention import Kind, NumberMention
from summariser.numbers.vocabulary import number_words
from summariser.outside import MOST_DIGITS, in_bounds, in_own_arithmetic

_Reader = Callable[[str, str, re.Match[str], int], NumberDraft | None]
# The longest words between two numbers that join them, in characters. By judgement: longer than any of them; so is the
# next.
_NEAR = 15
# A number of fewer characters, and a power of ten below it, is in bounds, which takes time to ask of each.
_SHORT = 40


@in_own_arithmetic
def find_numbers(text: str) -> list[NumberMention]:
    """Find every number of the text, in order of position; mentions never overlap.

    Raises TypeError for anything but a str.

    >>> [(m.text, str(m.bound), m.unit) for m in find_numbers("over 11,000 North Korean troops")]
    [('11,000', 'more_than', 'troop')]
    """
    if not isinstance(text, str):
        raise TypeError(f"find_numbers: text is of type {type(text).__name__}, not str")
    low = _lower(text)
    mentions: list[NumberMention] = []
    waiting: list[NumberDraft] = []  # the last number, with those of its list that wait for a unit
    done, leads = 0, has_leads(low)
    for read, match in _candidates(text, low):
        if match.start() < done:
            continue
        draft = read(text, low, match, done)
        if draft is None:
            continue
        is_large = draft.end - draft.start > _SHORT or abs(draft.value.adjusted()) > _SHORT
        if is_large and not in_bounds(
            draft.value
        ):  # no quantity but a name, which has the value of its first figures
            draft = NumberDraft(draft.start, draft.end, Decimal(match[0][: MOST_DIGITS - 1]), Kind.IDENTIFIER)
        if draft.start < done:  # a sign, a code or a name that the number before has already
            draft.start = match.start()
        done = draft.end
        if draft.unit is None and draft.kind is Kind.CARDINAL:
            find_counted(text, low, draft, mentions, waiting, leads)
        if waiting:
            last = waiting[-1]
            if draft.start < max(last.end, last.noun_end) + _NEAR and join(text, low, last, draft):
                continue
            if draft.listed is None:
                mentions.extend([one.mention(text) for one in waiting])
                waiting.clear()
        waiting.append(draft)
    mentions.extend([one.mention(text) for one in waiting])
    return mentions


def _candidates(text: str, low: str) -> Iterator[tuple[_Reader, re.Match[str]]]:
    """Where a number may begin, in order, with what reads it."""
    others = [(m.start(), read_spelled, m) for m in number_words.START.finditer(low)]
    others += [(m.start(), _read_sign, m) for m in digits.VULGAR_SIGN.finditer(text)]
    others.sort(key=itemgetter(0), reverse=True)
    for run in digits.RUN.finditer(text):
        while others and others[-1][0] < run.start():
            _, read, match = others.pop()
            yield read, match
        yield read_numeral, run
    for _, read, match in reversed(others):
        yield read, match


def _read_sign(text: str, low: str, match: re.Match[str], done: int) -> NumberDraft | None:
    """A fraction that is one character, "½"."""
    draft = NumberDraft(match.start(), match.end(), number_words.exact(digits.VULGAR[match[0]]))
    return read_context(text, low, draft, LeftContext(low, match.start()), plain=False)


def _lower(text: str) -> str:
    """The text in lower case with every character in its place ("İ" alone would become two)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(lower if len(lower := c.lower()) == 1 else c for c in text)
