"""The source states the number more precisely, and rounding it as written gives the claim."""

from dataclasses import replace
from decimal import Decimal

from summariser.numbers import Bound, Kind
from summariser.verification.claim import Claim, Match
from summariser.verification.compare import (
    FARTHEST_ROUNDING,
    LOWER,
    MEASURED,
    UPPER,
    UnitFit,
    is_rough_share,
    is_rounding,
    is_vague,
    share_of,
)
from summariser.verification.index import SourceMention
from summariser.verification.lexicon import CONVERSIONS
from summariser.verification.messages import named, quote, verdict
from summariser.verification.rules.contradiction import contradiction
from summariser.verification.verdict import Status, Verdict

# "Hundreds" are at least two of them.
_FEWEST = 2
_TELLING = 10
_FAR = Decimal("0.1")
_PLAIN = (Bound.EXACTLY, Bound.ABOUT)
_NAMED = (UnitFit.SAME, UnitFit.ALIKE)


def rounded(claim: Claim) -> Verdict | None:
    if not claim.mention.is_quantity or any(match.unit in _NAMED for match in claim.same):
        return None
    value, vague = claim.mention.value, is_vague(claim.mention)
    vaguest = claim.mention.upper or value
    ends = (value * _FEWEST, vaguest) if vague else (value / FARTHEST_ROUNDING, value * FARTHEST_ROUNDING)
    best: tuple[int, Decimal, int, SourceMention] | None = None
    only = _only_one(claim, ends)
    for source in claim.source.quantities_between(min(ends), max(ends)):
        if source.mention.upper is not None if vague else not _is_rounding(claim, source):
            continue
        unit = claim.unit_fit(source)
        if not _fits(claim, source, unit) or contradiction(claim, Match(source, unit)):
            continue
        words = claim.context.words if claim.in_headline else claim.context.near
        untold = claim.is_prose and source is not only and not claim.source.likeness(words, source)
        untold = untold and not _is_beside_another(claim, source)
        if (vague or not claim.in_headline) and untold:
            continue
        if claim.same and abs(source.mention.value - value) > abs(value) * _FAR:
            continue  # the source has the figure itself, if with another bound
        rank = (unit.value, abs(source.mention.value - value), source.mention.start, source)
        best = min(best, rank, key=lambda r: r[:3]) if best else rank
    if best is None:
        return _converted(claim) or _rough(claim)
    message = f"{named(claim.mention)} is a rounding of the source's {quote(claim.source, best[3])}."
    return verdict(claim, Status.ROUNDED, message, best[3])


def _converted(claim: Claim) -> Verdict | None:
    """A rounding of what the source gives in another unit: "just over two weeks" for 16 days."""
    mention = claim.mention
    own = CONVERSIONS.get(mention.unit or "")
    if own is None or not claim.is_prose:
        return None
    dimension, factor = own
    for (other, value), places in claim.source.by_base_value.items():
        if other != dimension or not is_rounding(
            mention, replace(mention, value=value / factor, bound=Bound.EXACTLY)
        ):
            continue
        for source in places:
            if (
                source.mention.unit != mention.unit
                and source.mention.bound in _PLAIN
                and _is_told(claim, source)
            ):
                message = f"{named(mention)} is a rounding of the source's {quote(claim.source, source)}."
                return verdict(claim, Status.ROUNDED, message, source)
    return None


def _is_told(claim: Claim, source: SourceMention) -> bool:
    shares = claim.source.likeness(claim.context.near, source) or _is_beside_another(claim, source)
    return bool(shares) and not contradiction(claim, Match(source, UnitFit.ALIKE))


def _only_one(claim: Claim, ends: tuple[Decimal, Decimal]) -> SourceMention | None:
    """The one amount of the source that can be meant, where the claim names a measure: its words need not be the same."""
    if claim.mention.kind not in MEASURED or claim.mention.kind is Kind.PERCENT:
        return None
    near = [m for m in claim.source.quantities_between(min(ends), max(ends)) if claim.unit_fit(m) in _NAMED]
    return near[0] if len(near) == 1 else None


def _is_beside_another(claim: Claim, found: SourceMention) -> bool:
    """Whether the source's sentence has another number of the claim's sentence, in figures that tell."""
    others = {m.value for m in claim.others if m.start != claim.mention.start and m.value >= _TELLING}
    here = claim.source.by_sentence.get(found.sentence or 0, ())
    return any(m.mention.value in others for m in here if m is not found)


def _rough(claim: Claim) -> Verdict | None:
    """A fraction in words for a share that the source gives: "almost two thirds" for 63%."""
    for source in claim.source.shares:
        share = share_of(source.mention)
        if (
            share is None
            or share == share_of(claim.mention)
            or not is_rough_share(claim.mention, share)
            or not _bounds_meet(claim, source)
        ):
            continue
        words = claim.context.words if claim.in_headline else claim.context.near
        told = not claim.is_prose or claim.source.likeness(words, source) or _is_beside_another(claim, source)
        told = told and bool(claim.context.direction or not claim.source.is_change(source))
        is_said = any(
            share_of(m) == share for m in claim.others if m is not claim.mention
        )  # "nearly a fifth, 18%"
        if is_said or (told and not contradiction(claim, Match(source, UnitFit.ALIKE))):
            message = f"{named(claim.mention)} is a rounding of the source's {quote(claim.source, source)}."
            return verdict(claim, Status.ROUNDED, message, source)
    return None


def _bounds_meet(claim: Claim, source: SourceMention) -> bool:
    """Whether a share of the source has no bound, or one on the claim's side: "more than half" for "at least 55%"."""
    bound = source.mention.bound
    return bound in _PLAIN or any(bound in side and claim.mention.bound in side for side in (LOWER, UPPER))


def _is_rounding(claim: Claim, source: SourceMention) -> bool:
    return is_rounding(claim.mention, source.mention, in_headline=claim.in_headline)


def _fits(claim: Claim, source: SourceMention, unit: UnitFit) -> bool:
    """Whether the units meet; an unnamed one meets only a count, never money, a percentage or a measure."""
    if unit is UnitFit.OPEN:
        return claim.open_unit or not {claim.mention.kind, source.mention.kind} & MEASURED
    return unit in _NAMED
