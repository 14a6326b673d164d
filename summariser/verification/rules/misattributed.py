"""The source has the number, but the words around say that it is of something else."""

from summariser.verification.claim import Claim, best_matches
from summariser.verification.messages import named, quote, verdict
from summariser.verification.rules.contradiction import contradiction
from summariser.verification.verdict import Status, Verdict


def misattributed(claim: Claim) -> Verdict | None:
    for match in best_matches(claim):
        reason = contradiction(claim, match)
        if reason:
            message = (
                f"The source has {named(claim.mention)}, but {reason}: {quote(claim.source, match.source)}."
            )
            return verdict(claim, Status.MISATTRIBUTED, message, match.source)
    return None
