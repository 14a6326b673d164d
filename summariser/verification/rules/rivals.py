"""Whether the words around a claim are those of another number of the source, of the same unit.

"Breaching the 1% cap", where the source has "breaching the 0.5% cap" and 1% of something else. Only a clear case
counts: the other number shares most words of its own clause with the claim's, the matching one none. Headlines draw on all of an article and have no
rivals.
"""

from summariser.verification.claim import Claim, Match
from summariser.verification.compare import head_of
from summariser.verification.index import SourceMention

_ENOUGH = 2
_SHARE = 0.6
_CLEARLY_MORE = 3
_NEXT = 2


def rival(claim: Claim, match: Match) -> SourceMention | None:
    """The number that the source has in the claim's place, where that is clear."""
    if claim.in_headline or not claim.mention.unit:
        return None
    if not claim.is_prose:
        return _displaced(claim, match)
    said = {other.value for other in claim.others}
    alike = [m for m in claim.source.by_unit.get(claim.mention.unit, ()) if m.mention.value not in said]
    near = claim.context.near
    if not alike or len(near) < _ENOUGH or claim.source.likeness(near, match.source):
        return None
    shared = [(len(near & claim.source.context(other).near), other) for other in alike]
    most, other = max(shared, key=lambda s: s[0])
    longer = max(len(near), len(claim.source.context(other).near))
    if most < _ENOUGH or most < _SHARE * longer or _speaks_on(other, match.source):
        return None
    return other


def _displaced(claim: Claim, match: Match) -> SourceMention | None:
    """The number that a quantity's own description belongs to, where the matching one shares no word with it.

    A field's description draws on more than one clause, so the matching number's sentence and the one before it are
    read; the other number must have most of the description in its sentence, or clearly more of it.
    """
    wanted = claim.context.words - {
        head_of(claim.mention.unit or ""),
        head_of(match.source.mention.unit or ""),
    }
    if len(wanted) < _ENOUGH:
        return None
    own = _told(claim, match.source, wanted, before=True)
    for other in claim.source.by_unit.get(match.source.mention.unit, ()):
        if other.mention.value == claim.mention.value:
            continue
        theirs = _told(claim, other, wanted, before=False)
        if theirs - own >= _CLEARLY_MORE or (not own and (theirs >= _ENOUGH or 2 * theirs > len(wanted))):
            return other
    return None


def _told(claim: Claim, found: SourceMention, wanted: frozenset[str], *, before: bool) -> int:
    """How many of the words stand around a number, or in the sentence before it if that is more."""
    here = len(wanted & claim.source.context(found).words)
    number = found.sentence or 1
    if before and number > 1:
        return max(here, len(wanted & claim.source.sentence_words[number - 2]))
    return here


def _speaks_on(other: SourceMention, found: SourceMention) -> bool:
    """Whether the matching number stands just after the other: "it" there may well be what is named here."""
    return 0 < (found.sentence or 0) - (other.sentence or 0) <= _NEXT
