"""The source lists what the claim counts: things by name, people one by one or in groups."""

from summariser.numbers import Kind
from summariser.reading.words import head_of
from summariser.verification.claim import Claim
from summariser.verification.enumerations import enumerations
from summariser.verification.headcounts import headcounts
from summariser.verification.lexicon import CASUALTIES, PEOPLE, ROLE_GROUPS
from summariser.verification.messages import named, verdict
from summariser.verification.verdict import Status, Verdict

_MOST_LISTED = 12
_MOST_TOGETHER = 200


def counted(claim: Claim) -> Verdict | None:
    value = claim.mention.value
    if (
        claim.mention.kind is not Kind.CARDINAL
        or claim.mention.upper is not None
        or value != int(value)
        or value < 2
    ):
        return None
    return _listed(claim) or _together(claim)


def _listed(claim: Claim) -> Verdict | None:
    """A small number of things that the source lists by name."""
    if claim.mention.value > _MOST_LISTED:
        return None
    for listed in enumerations(claim.source):
        if listed.count == claim.mention.value and listed.words & claim.context.words - listed.names:
            message = f"{named(claim.mention)} counts what the source lists: {listed.quoted}."
            return verdict(claim, Status.DERIVED, message).model_copy(update={"source_span": listed.span})
    return None


def _together(claim: Claim) -> Verdict | None:
    """People whom the source counts in parts, a part of them without a number."""
    role = claim.context.roles.get(CASUALTIES)
    if role is None or claim.mention.value > _MOST_TOGETHER:
        return None
    if claim.mention.unit is not None and head_of(claim.mention.unit) not in PEOPLE:
        return None
    for told in headcounts(claim.source, ROLE_GROUPS[CASUALTIES][0]):
        if told.count == claim.mention.value and (
            claim.source.stems_of(told.sentence) & ROLE_GROUPS[CASUALTIES][role]
        ):
            said = " ".join(claim.source.text[slice(*told.span)].split())
            message = f'{named(claim.mention)} counts the people whom the source names: "{said}" (sentence {told.sentence}).'
            return verdict(claim, Status.DERIVED, message).model_copy(update={"source_span": told.span})
    return None
