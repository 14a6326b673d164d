"""Whether a claim's bound is the source's, in whatever words either gives it."""

import re

from summariser.numbers import Bound
from summariser.verification.claims.claim import Claim
from summariser.verification.matching.compare import LOWER, UPPER, BoundFit, bound_fit
from summariser.verification.matching.lexicon import LOWER_WORDS, TIME_UNITS, UPPER_WORDS
from summariser.verification.source.index import SourceMention

# In characters, by judgement.
_REACH = 24
# What stands right before a number of the source -> the bounds that a summary may then give it.
_SAID_OTHERWISE = tuple(
    (re.compile(rf"\b(?:{words})\s\W?$", re.IGNORECASE), bounds)
    for words, bounds in (
        ("nearly|almost|just under|close to|not quite", {Bound.ABOUT, Bound.LESS_THAN}),
        ("(?:just|slightly|a little) (?:over|above|more than)", {Bound.ABOUT}),
        ("than the", set(Bound)),  # "no house costs more than the £640,000 asked here"
        ("from(?: only| just)?", {Bound.AT_LEAST}),
        ("capped at|limited to|kept to|restricted to", UPPER),
        ("(?:before|until|under|at|from|minimum|legal) (?:the )?age(?: of)?", {Bound.AT_LEAST}),
    )
)
# "Within 30 days" sets a term, and is no bound of it.
_WITHIN = re.compile(
    r"\b(?:within|in|over|during) (?:the (?:next|coming|first|following) )?\W?$", re.IGNORECASE
)
# "No farm can borrow more than", in one clause.
_NONE_MORE = re.compile(
    r"\b(?:no|nobody|no-one|none|never|not|cannot|neither|nothing|few)\b[^.;:,]{0,80}"
    r"\b(?:more|less|fewer|longer|over|under|above|below|exceed)\b(?:\sthan)?\s\W?$",
    re.IGNORECASE,
)
# In characters, by judgement.
_CLAUSE = 100


def fit_of_bounds(claim: Claim, found: SourceMention) -> BoundFit:
    """How the claim's bound stands to that of a number of the source; a headline may leave a bound out."""
    mine, theirs = claim.mention.bound, found.mention.bound
    if mine is Bound.EXACTLY and (claim.open_bound or claim.in_headline):
        return BoundFit.SAME if theirs is Bound.EXACTLY else BoundFit.ALIKE
    fit = bound_fit(claim.mention, found.mention)
    return BoundFit.ALIKE if fit is BoundFit.CHANGED and _is_said_otherwise(claim, found) else fit


def _is_said_otherwise(claim: Claim, found: SourceMention) -> bool:
    mine, theirs = claim.mention.bound, found.mention.bound
    text, start = claim.source.text, found.mention.start
    before = text[max(0, start - _REACH) : start]
    if any(mine in bounds and words.search(before) for words, bounds in _SAID_OTHERWISE):
        return True
    if claim.mention.unit in TIME_UNITS and {mine, theirs} <= {Bound.EXACTLY, Bound.AT_MOST}:
        own_before = claim.text[max(0, claim.mention.start - _REACH) : claim.mention.start]
        return bool(_WITHIN.search(before) or _WITHIN.search(own_before))
    if _denies_more(claim.text, claim.mention.start, mine, theirs) or _denies_more(text, start, theirs, mine):
        return True
    return _by_words(claim, found, mine, theirs)


def _denies_more(text: str, start: int, bound: Bound, other: Bound) -> bool:
    """Whether a text denies that it is more (or less), where the other side gives that as its bound, or as it is."""
    for more, no_more in ((Bound.MORE_THAN, UPPER), (Bound.LESS_THAN, LOWER)):
        if bound is more and _NONE_MORE.search(text, max(0, start - _CLAUSE), start):
            return other in no_more or other is Bound.EXACTLY
    return False


def _by_words(claim: Claim, found: SourceMention, mine: Bound, theirs: Bound) -> bool:
    """Whether other words of the sentence make the bound: "a minimum purchase of $3,000", "exceeded 40"."""
    said = claim.source.statement(found)
    if theirs is Bound.EXACTLY and said is not None:
        words, bound = said.subject.own, mine
    elif mine is Bound.EXACTLY and claim.statement is not None:
        words, bound = claim.statement.subject.own, theirs
    else:
        return False
    return bool((bound in LOWER and words & LOWER_WORDS) or (bound in UPPER and words & UPPER_WORDS))
