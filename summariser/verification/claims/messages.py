"""Verdicts in words: one line for an analyst, with the source's own words and the number of the sentence."""

from summariser.numbers import NumberMention
from summariser.verification.claims.claim import Claim
from summariser.verification.source.index import SourceIndex, SourceMention
from summariser.verification.source.location import where
from summariser.verification.verdict import SUPPORTED, Reason, Status, Verdict

# In characters, by judgement: what a line of a message holds.
_LONGEST_QUOTE = 120
_BEFORE, _AFTER = 40, 60
_FOREIGN = 'The source is not in English, and its numbers are read as English ones: "11.000" would be eleven.'


def quote(index: SourceIndex, found: SourceMention) -> str:
    """The source's words around a number and where they stand: `"over 11,000 soldiers to …" (sentence 3)`."""
    start, end = found.span
    low, high = 0, len(index.text)
    if found.sentence is not None:
        sentence = index.sentence(found.sentence)
        low, high = sentence.start, sentence.end
    low, high = max(low, start - _BEFORE), min(high, max(end + _AFTER, start + 1))
    words = " ".join(_whole_words(index.text, low, high).split())[:_LONGEST_QUOTE]
    return f'"{words}" ({where(index, found)})'


def verdict(claim: Claim, status: Status, reason: Reason, message: str, *found: SourceMention) -> Verdict:
    """A verdict on the claim; the first of `found` is where the source supports or contradicts it.

    No number of a source in another language is supported without a doubt.
    """
    doubted = status in SUPPORTED and claim.source.article.language not in (None, "en")
    return Verdict(
        path=claim.path,
        text=claim.mention.text,
        mention=claim.mention,
        status=status,
        reason=reason,
        source_span=found[0].span if found else None,
        candidates=tuple(f.mention for f in found),
        message=message,
        doubt=_FOREIGN if doubted else None,
    )


def named(mention: NumberMention) -> str:
    """A number as the summary gives it, in quotation marks; of one that is endless its beginning."""
    words = " ".join(mention.text.split())
    return f'"{words if len(words) <= _LONGEST_QUOTE else words[:_LONGEST_QUOTE] + "…"}"'


def named_at(index: SourceIndex, found: SourceMention) -> str:
    """A number of the source and where it stands: `"11,300" (sentence 3)`."""
    return f"{named(found.mention)} ({where(index, found)})"


def _whole_words(text: str, low: int, high: int) -> str:
    """text[low:high] without the pieces of words at its ends."""
    while low > 0 and low < high and not text[low - 1].isspace() and not text[low].isspace():
        low += 1
    while high < len(text) and high > low and not text[high].isspace() and not text[high - 1].isspace():
        high -= 1
    return text[low:high]
