"""Why a number that the source supports is worth another look: another one fits better what is said of it.

By the statements of both sides (`summariser.reading`) rather than by rules on words. It never changes a status: what is
doubted stays supported, and the policies that write or leave out numbers do not act on it.
"""

from summariser.reading import Polarity
from summariser.reading.words import head_of
from summariser.verification.claim import Claim, Match
from summariser.verification.compare import UnitFit, is_rounding
from summariser.verification.fit import BESIDE, DOUBT, LEAD, MARGIN, OWN
from summariser.verification.index import SourceMention
from summariser.verification.messages import quote

# So many characters to each side of a number, or the sentence as far as it goes, show that it was copied.
_COPIED = 30


def doubt(claim: Claim, match: Match) -> str | None:
    """What speaks for another number of the source in the claim's place; None where nothing clearly does.

    A headline, which draws on all of an article in few words, is never doubted.
    """
    gap, found = _best_rival(claim, match)
    if found is None or gap < DOUBT:
        return None
    return f"What is said of it fits another number of the source better: {quote(claim.source, found)}."


def far_better(claim: Claim, match: Match) -> SourceMention | None:
    """The number of the source that what is said fits so much better that the match is of something else."""
    gap, found = _best_rival(claim, match)
    return found if gap >= MARGIN else None


def is_clearly_own(claim: Claim, match: Match) -> bool:
    """Whether a match fits what is said of a number better than any other number of the source that could be meant."""
    if claim.statement is None or claim.in_headline:
        return False
    own = claim.fits.of(match.source.mention.start)
    if own < OWN:
        return False
    near = (start for score, start in claim.fits.ranked if own - score < LEAD)
    places = claim.source.by_start
    return not any(start in places and _is_another(claim, match, places[start]) for start in near)


def is_copied(claim: Claim, found: SourceMention) -> bool:
    """Whether the source has the words to both sides of the number as the claim's sentence has them."""
    text, start, end = claim.text, claim.mention.start, claim.mention.end
    low, high = max(claim.setting.start, start - _COPIED), min(claim.setting.end, end + _COPIED)
    if high - low < _COPIED:
        return False
    theirs = found.mention
    return claim.source.text.startswith(text[low:high], max(0, theirs.start - (start - low))) and (
        theirs.start >= start - low
    )


def _best_rival(claim: Claim, match: Match) -> tuple[float, SourceMention | None]:
    """The number of another value that fits best, and by how much better than any of the claim's value."""
    if claim.statement is None or claim.in_headline or is_copied(claim, match.source):
        return 0.0, None
    fits, places = claim.fits, claim.source.by_start
    mine = (*claim.same, match)
    own = max(fits.of(m.source.mention.start) for m in mine)
    beside = {m.source.sentence for m in mine if fits.of(m.source.mention.start) >= own}
    best: tuple[float, SourceMention | None] = (0.0, None)
    for score, start in fits.ranked:
        found, gap = places.get(start), score - own
        if found is None or gap <= 0:
            continue
        gap += BESIDE if found.sentence in beside else 0.0
        if gap > best[0] and _may_be_meant(claim, match, found):
            best = gap, found
    return best


def _is_another(claim: Claim, match: Match, found: SourceMention) -> bool:
    """Whether a number of the source is of another value, and its unit is no other."""
    values = claim.mention.value, match.source.mention.value
    return found.mention.value not in values and claim.unit_fit(found) not in (UnitFit.NOUN, UnitFit.OTHER)


def _may_be_meant(claim: Claim, match: Match, found: SourceMention) -> bool:
    """Whether a number of the source is of another value and the same sort, and told as a fact."""
    mention, said = found.mention, claim.source.statement(found)
    if not _is_another(claim, match, found) or mention.kind is not claim.mention.kind:
        return False
    if said is None or said.polarity is not Polarity.AFFIRMED or is_rounding(claim.mention, mention):
        return False
    fit = claim.unit_fit(found)
    return fit in (UnitFit.SAME, UnitFit.ALIKE) or _counts_alike(claim, found)


def _counts_alike(claim: Claim, found: SourceMention) -> bool:
    """Of two numbers one of which has no noun: whether both have none, or the other's is tied to it as well."""
    unit = claim.mention.unit or found.mention.unit
    bare = claim.source.statement(found) if claim.mention.unit else claim.statement
    return unit is None or (bare is not None and head_of(unit) in bare.subject.own)
