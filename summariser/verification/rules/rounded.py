"""The source states the number more precisely, and rounding it as written gives the claim."""

from decimal import Decimal

from summariser.numbers import Kind
from summariser.verification.claim import Claim, Match
from summariser.verification.compare import UnitFit, is_rounding
from summariser.verification.messages import named, quote, verdict
from summariser.verification.rules.contradiction import contradiction
from summariser.verification.verdict import Status, Verdict


def rounded(claim: Claim) -> Verdict | None:
    if not claim.mention.is_quantity:
        return None
    value = claim.mention.value
    best: tuple[int, Decimal, int, Match] | None = None
    for source in claim.source.mentions:
        if not source.mention.is_quantity or not is_rounding(claim.mention, source.mention):
            continue
        match = Match(source, claim.unit_fit(source))
        named_on_one_side = (claim.mention.unit is None) != (source.mention.unit is None)
        if match.unit.value > UnitFit.OPEN.value or (
            named_on_one_side and source.mention.kind is not Kind.CARDINAL
        ):
            continue
        if contradiction(claim, match):
            continue
        rank = (match.unit.value, abs(source.mention.value - value), source.mention.start, match)
        best = min(best, rank, key=lambda r: r[:3]) if best else rank
    if best is None:
        return None
    found = best[3].source
    message = f"{named(claim.mention)} is a rounding of the source's {quote(claim.source, found)}."
    return verdict(claim, Status.ROUNDED, message, found)
