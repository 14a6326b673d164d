"""The source states the number: same value, fitting unit and bound, and the words around do not contradict."""

import re

from summariser.numbers import Bound, NumberMention
from summariser.verification.claim import Claim, Match, best_matches, can_support
from summariser.verification.compare import BoundFit, UnitFit
from summariser.verification.doubts import doubt
from summariser.verification.index import SourceMention
from summariser.verification.messages import named, quote, verdict
from summariser.verification.rules.contradiction import contradiction
from summariser.verification.verdict import Status, Verdict
from summariser.verification.withdrawn import tells_of_it

# A value that the source has more often than this is judged by the first of them.
_MOST = 60
_OPEN_BELOW = frozenset({Bound.EXACTLY, Bound.ABOUT, Bound.AT_LEAST})
_OPEN_ABOVE = frozenset({Bound.EXACTLY, Bound.ABOUT, Bound.AT_MOST})
_DIGITS = re.compile(r"\d[\d.,]*")


def direct(claim: Claim) -> Verdict | None:
    denied = None
    for match in best_matches(claim):
        fit = claim.bound_fit(match.source)
        if fit is BoundFit.CHANGED or contradiction(claim, match):
            continue
        if match.source.mention.start not in claim.source.withdrawn or tells_of_it(claim.sentence):
            return _supported(claim, match, fit).model_copy(update={"doubt": doubt(claim, match)})
        denied = denied or match.source
    return _denied(claim, denied) if denied else _both_ends(claim)


def _denied(claim: Claim, found: SourceMention) -> Verdict:
    message = f"The source names {named(claim.mention)} only to call it wrong: {quote(claim.source, found)}."
    return verdict(claim, Status.MISATTRIBUTED, message, found)


def _both_ends(claim: Claim) -> Verdict | None:
    """A range whose ends the source gives as two numbers of one sentence: "from 2,400 to as many as 2,600"."""
    upper = claim.mention.upper
    if upper is None:
        return None
    for low in claim.source.with_value(claim.mention.value)[:_MOST]:
        for high in claim.source.with_value(upper)[:_MOST]:
            if high.sentence != low.sentence or high is low:  # the range itself was judged before
                continue
            fits = all(can_support(claim, Match(end, claim.unit_fit(end))) for end in (low, high))
            bounds = (low.mention.bound in _OPEN_BELOW, high.mention.bound in _OPEN_ABOVE)
            if fits and all(bounds):
                message = f"The source gives both ends of {named(claim.mention)}: {quote(claim.source, low)}."
                return verdict(claim, Status.EQUIVALENT, message, low, high)
    return None


def _supported(claim: Claim, match: Match, fit: BoundFit) -> Verdict:
    source = match.source
    said = quote(claim.source, source)
    alike = not claim.is_prose or _written_alike(claim.mention, source.mention)
    if fit is BoundFit.SAME and match.unit is not UnitFit.ALIKE and alike:
        return verdict(claim, Status.EXACT, f"The source says {said}.", source)
    message = f"{named(claim.mention)} says the same as the source in another way: {said}."
    return verdict(claim, Status.EQUIVALENT, message, source)


def _written_alike(claim: NumberMention, source: NumberMention) -> bool:
    return _figures(claim.text) == _figures(source.text)


def _figures(text: str) -> tuple[list[str], str]:
    """The digits of a number without separators, and its words without them."""
    digits = [m[0].replace(",", "").rstrip(".") for m in _DIGITS.finditer(text)]
    words = "" if digits else " ".join(text.lower().replace("-", " ").split())
    return digits, words
