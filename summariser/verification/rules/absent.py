"""The last rules: only the page furniture has the number, or nothing has it."""

from decimal import Decimal

from summariser.verification.claim import Claim
from summariser.verification.compare import UnitFit
from summariser.verification.index import SourceMention
from summariser.verification.messages import named, quote, verdict
from summariser.verification.verdict import Status, Verdict

_MOST_CANDIDATES = 3


def outside_article(claim: Claim) -> Verdict | None:
    for found in claim.source.furniture_with_value(claim.mention.value):
        if claim.unit_fit(found) is not UnitFit.OTHER:
            message = (
                f"Only the page around the article has {named(claim.mention)}: {quote(claim.source, found)}."
            )
            return verdict(claim, Status.OUTSIDE_ARTICLE, message, found)
    return None


def absent(claim: Claim) -> Verdict:
    """The verdict when no rule decided, with the source's numbers that come nearest."""
    near = nearest(claim)
    message = f"The source does not have {named(claim.mention)}"
    message += f"; nearest is {quote(claim.source, near[0])}." if near else " or any number like it."
    return verdict(claim, Status.ABSENT, message, *near).model_copy(update={"source_span": None})


def nearest(claim: Claim) -> list[SourceMention]:
    """The source's numbers that could be meant: of the same kind, best by unit, words around, and value."""

    def rank(found: SourceMention) -> tuple[int, int, Decimal, int]:
        shared = claim.source.likeness(claim.context.words, found)
        off = abs(found.mention.value - claim.mention.value) / max(abs(claim.mention.value), Decimal(1))
        return claim.unit_fit(found).value, -shared, off, found.mention.start

    alike = [m for m in claim.source.mentions if m.mention.kind is claim.mention.kind]
    return sorted(alike, key=rank)[:_MOST_CANDIDATES]
