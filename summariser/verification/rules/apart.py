"""The source states the number, but with a space inside: "3, 700 women", "102. 5 kg".

Tokenised and badly scraped texts have such spaces. No reading of the source as a list of numbers finds these, so
they are looked for as they are written.
"""

import re

from summariser.verification.claim import Claim
from summariser.verification.messages import named, quote, verdict
from summariser.verification.verdict import Status, Verdict

_WRITTEN = re.compile(r"\d+(?:[.,]\d+)+")


def written_apart(claim: Claim) -> Verdict | None:
    written = _WRITTEN.search(claim.mention.text)
    if written is None:
        return None
    spaced = written[0].replace(".", r"\.\s").replace(",", r",\s")
    found = re.search(rf"(?<![\d.,]){spaced}(?!\d|[.,]\d|,\s\d\d\d)", claim.source.text)
    if found is None or claim.source.sentence_at(found.start()) is None:
        return None
    place = claim.source.mention_at(found.start())
    message = f"The source writes {named(claim.mention)} with a space inside: {quote(claim.source, place)}."
    return verdict(claim, Status.EXACT, message, place)
