"""What in the words around speaks against a match: a role, a direction or a thing counted that excludes it.

Only words that exclude each other count ("killed" against "wounded", "rose" against "fell"). That a summary uses
other words than the source is no evidence.
"""

from summariser.verification.claim import Claim, Match
from summariser.verification.compare import UnitFit, head_of
from summariser.verification.lexicon import PEOPLE, ROLE_NAMES
from summariser.verification.messages import quote
from summariser.verification.rules.rivals import rival


def contradiction(claim: Claim, match: Match) -> str | None:
    """Why the match cannot be what the claim speaks of, or None."""
    if not claim.mention.is_quantity:
        return None
    mine = claim.context
    if not (mine.direction or mine.period or mine.roles):
        return _by_place(claim, match)
    theirs = claim.source.context(match.source)
    if mine.direction and mine.direction * theirs.direction < 0:
        return "it goes the other way"
    if mine.period and theirs.period and mine.period.contradicts(theirs.period):
        return "it is for another period"
    for group, role in mine.roles.items():
        if theirs.roles.get(group, role) != role:
            names = ROLE_NAMES[group]
            return f'it is a number of "{names[theirs.roles[group]]}", not of "{names[role]}"'
    return _by_place(claim, match)


def _by_place(claim: Claim, match: Match) -> str | None:
    """Whether another number has the claim's place in the source, or the thing counted has another number."""
    counted = match.unit is UnitFit.NOUN and _counted_elsewhere(claim, match)
    if counted:
        return (
            f'its unit there is "{match.source.mention.unit}", and "{claim.mention.unit}" has another number'
        )
    other = rival(claim, match)
    if other:
        return f"in its place the source has {quote(claim.source, other)}"
    return None


def _counted_elsewhere(claim: Claim, match: Match) -> bool:
    """Whether the source gives another number of what the claim counts, and does not name that beside this one."""
    head = head_of(claim.mention.unit or "")
    if head in claim.source.context(match.source).near:
        return False
    if claim.mention.text.lower() == "one" and head not in PEOPLE:  # "in one suitcase"
        return False
    return any(
        found.mention.value != claim.mention.value and claim.unit_fit(found) is UnitFit.SAME
        for found in claim.source.mentions
    )
