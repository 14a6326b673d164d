"""Whether the words around a claim are those of another number of the source, of the same unit.

"Breaching the 1% cap", where the source has "breaching the 0.5% cap" and 1% of something else. Only a clear case
counts: the other number shares several words of its own clause with the claim's, the matching one none. Headlines draw on all of an article and have no
rivals.
"""

from summariser.verification.claim import Claim, Match
from summariser.verification.compare import UnitFit
from summariser.verification.index import SourceMention

_ENOUGH = 2


def rival(claim: Claim, match: Match) -> SourceMention | None:
    """The number that the source has in the claim's place, where that is clear."""
    mine = claim.context
    if claim.in_headline or mine.near & claim.source.context(match.source).words:
        return None
    said = {other.value for other in claim.others}
    best: tuple[int, SourceMention] | None = None
    for other in claim.source.mentions:
        if other.mention.value in said or claim.unit_fit(other) is not UnitFit.SAME:
            continue
        shared = len(mine.near & claim.source.context(other).near)
        if shared >= _ENOUGH and (best is None or shared > best[0]):
            best = shared, other
    return best[1] if best else None
