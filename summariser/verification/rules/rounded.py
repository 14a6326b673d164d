"""The source states the number more precisely, and rounding it as written gives the claim."""

from decimal import Decimal

from summariser.verification.claim import Claim, Match
from summariser.verification.compare import FARTHEST_ROUNDING, MEASURED, UnitFit, is_rounding
from summariser.verification.index import SourceMention
from summariser.verification.messages import named, quote, verdict
from summariser.verification.rules.contradiction import contradiction
from summariser.verification.verdict import Status, Verdict

_NAMED = (UnitFit.SAME, UnitFit.ALIKE)


def rounded(claim: Claim) -> Verdict | None:
    if not claim.mention.is_quantity or any(match.unit in _NAMED for match in claim.same):
        return None
    value = claim.mention.value
    best: tuple[int, Decimal, int, SourceMention] | None = None
    for source in claim.source.quantities_near(value, FARTHEST_ROUNDING):
        if not is_rounding(claim.mention, source.mention, in_headline=claim.in_headline):
            continue
        unit = claim.unit_fit(source)
        if not _fits(claim, source, unit) or contradiction(claim, Match(source, unit)):
            continue
        if not claim.in_headline and claim.is_prose and not claim.source.likeness(claim.context.near, source):
            continue
        rank = (unit.value, abs(source.mention.value - value), source.mention.start, source)
        best = min(best, rank, key=lambda r: r[:3]) if best else rank
    if best is None:
        return None
    message = f"{named(claim.mention)} is a rounding of the source's {quote(claim.source, best[3])}."
    return verdict(claim, Status.ROUNDED, message, best[3])


def _fits(claim: Claim, source: SourceMention, unit: UnitFit) -> bool:
    """Whether the units meet; an unnamed one meets only a count, never money, a percentage or a measure."""
    if unit is UnitFit.OPEN:
        return claim.open_unit or not {claim.mention.kind, source.mention.kind} & MEASURED
    return unit in _NAMED
