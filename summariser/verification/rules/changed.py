"""The source has the number, but with another bound, unit or scale."""

import re
from decimal import Decimal

from summariser.numbers import Bound
from summariser.verification.claim import Claim, Match, best_matches, can_support
from summariser.verification.compare import BoundFit, UnitFit, is_vague
from summariser.verification.index import SourceMention
from summariser.verification.lexicon import DOWN, UP
from summariser.verification.messages import named, quote, verdict
from summariser.verification.verdict import Status, Verdict

_SAID = {
    Bound.EXACTLY: "exact",
    Bound.ABOUT: '"about"',
    Bound.AT_LEAST: '"at least"',
    Bound.MORE_THAN: '"more than"',
    Bound.AT_MOST: '"at most"',
    Bound.LESS_THAN: '"less than"',
}
# With one figure only, "10" and "1" say nothing of each other; "5 million" and "5 billion" do.
_TELLING = 1000
_FROM = re.compile(r"(?<!ing )\bfrom\s\W?$", re.IGNORECASE)  # "ranging from" is a range
_SCALES = tuple(Decimal(10) ** power for power in (1, 2, 3, 4, 5, 6, 9, 12))


def bound_changed(claim: Claim) -> Verdict | None:
    moved = _range_cut(claim, of_change=True)
    if moved and moved.ok:
        return moved
    for match in best_matches(claim):
        if claim.bound_fit(match.source) is not BoundFit.CHANGED:
            continue
        found = match.source
        message = (
            f"The summary gives {named(claim.mention)} as {_SAID[claim.mention.bound]}, "
            f"the source as {_SAID[found.mention.bound]}: {quote(claim.source, found)}."
        )
        return verdict(claim, Status.BOUND_CHANGED, message, found)
    return _range_cut(claim)


def _range_cut(claim: Claim, *, of_change: bool = False) -> Verdict | None:
    """One end of the source's range, given without a bound that says which end it is; `of_change` asks for changes only."""
    if claim.mention.upper is not None:
        return None
    for found in claim.source.with_value(claim.mention.value):
        fit = claim.unit_fit(found)
        if (
            found.mention.upper is None
            or is_vague(found.mention)
            or not can_support(claim, Match(found, fit))
            or (of_change and not _moves(claim, found))
        ):
            continue
        if fit is UnitFit.NOUN and not claim.in_headline:
            continue
        if _moves(claim, found) and (wrong := _against_change(claim, found)):
            message = f"The source has {named(claim.mention)}, but {wrong}: {quote(claim.source, found)}."
            return verdict(claim, Status.MISATTRIBUTED, message, found)
        if (
            _is_end_with_bound(claim, found)
            or claim.in_headline
            or _other_end_too(claim, found)
            or _moves(claim, found)
        ):
            message = f"{named(claim.mention)} is an end of the source's range: {quote(claim.source, found)}."
            return verdict(claim, Status.EQUIVALENT, message, found)
        message = f"The summary's {named(claim.mention)} is one end of a range: {quote(claim.source, found)}."
        return verdict(claim, Status.BOUND_CHANGED, message, found)
    return None


def _moves(claim: Claim, found: SourceMention) -> bool:
    """Whether the two ends are where a change began and what it came to: "fell from 105 to 102"."""
    if " to " not in found.mention.text:
        return False
    before = claim.source.text[max(0, found.mention.start - 16) : found.mention.start]
    return bool(_FROM.search(before) or claim.source.context(found).stems_beside & (UP | DOWN))


def _against_change(claim: Claim, found: SourceMention) -> str | None:
    """What a claim about one end of a change gets wrong: "fell from 5 to 3", where it "rose to 5", or "fell to 5"."""
    turn, mine = claim.source.context(found).turn, claim.context.turn
    if turn and turn * mine < 0:
        return "it goes the other way"
    is_upper = claim.mention.value == found.mention.upper
    if turn and mine and claim.context.is_come_to and is_upper is (turn < 0):
        return "it is where a change began, not what it came to"
    return None


def _other_end_too(claim: Claim, found: SourceMention) -> bool:
    """Whether the claim's sentence gives the other end as well, as a number of its own."""
    ends = {found.mention.value, found.mention.upper} - {claim.mention.value}
    return any(other.value in ends for other in claim.others)


def _is_end_with_bound(claim: Claim, found: SourceMention) -> bool:
    if claim.mention.value == found.mention.value:
        return claim.mention.bound in (Bound.AT_LEAST, Bound.ABOUT)
    return claim.mention.bound in (Bound.AT_MOST, Bound.ABOUT)


def unit_changed(claim: Claim) -> Verdict | None:
    for match in claim.same:
        if not match.source.mention.is_quantity or not claim.mention.is_quantity:
            continue
        found = match.source
        message = (
            f"The source has {named(claim.mention)} with another unit "
            f"({claim.mention.unit or 'none'} in the summary, {found.mention.unit or 'none'} in the source): "
            f"{quote(claim.source, found)}."
        )
        return verdict(claim, Status.UNIT_CHANGED, message, found)
    return None


def scale_changed(claim: Claim) -> Verdict | None:
    if not claim.mention.is_quantity:
        return None
    one_figure = len(claim.mention.value.normalize().as_tuple().digits) == 1
    for scale in _SCALES:
        if one_figure and scale < _TELLING:
            continue
        for value in (claim.mention.value * scale, claim.mention.value / scale):
            if one_figure and abs(value) < _TELLING:
                continue
            for found in claim.source.with_value(value.normalize()):
                if (
                    found.mention.is_quantity
                    and claim.unit_fit(found) is not UnitFit.OTHER
                    and (claim.in_headline or claim.source.likeness(claim.context.words, found))
                ):
                    message = (
                        f"The summary's {named(claim.mention)} has the source's figures at another scale: "
                        f"{quote(claim.source, found)}."
                    )
                    return verdict(claim, Status.SCALE_CHANGED, message, found)
    return None
