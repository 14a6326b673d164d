"""Numbers with a space inside, as tokenised and badly scraped texts have them: "3, 700 women", "102. 5 kg"."""

import re

from summariser.verification.claims.claim import Claim
from summariser.verification.source.index import SourceIndex, SourceMention

_GROUPED = re.compile(r"\d+(?:[.,]\d+)+")
# The first figures of a number with spaces inside, those behind, and what may not follow its end.
_SPACED = re.compile(r"(?<![\d.,])\d+(?=[.,]\s\d)")
_GROUP = re.compile(r"[.,]\s\d+")
_GOES_ON = re.compile(r"[.,]\d|,\s\d\d\d")
# By judgement: of three digits, up to a quadrillion.
_MOST_GROUPS = 5


def find_spaced(claim: Claim) -> SourceMention | None:
    """The source's number that is the claim's but for spaces inside."""
    written = _GROUPED.search(claim.mention.text)
    start = _spaced(claim.source).get(written[0]) if written else None
    return None if start is None else claim.source.mention_at(start)


def _spaced(source: SourceIndex) -> dict[str, int]:
    """The numbers of the title and body with spaces inside, without them, by where the first of each begins; made once."""
    kept = source.kept.get("spaced")
    if isinstance(kept, dict):
        return kept
    found: dict[str, int] = {}
    for first in _SPACED.finditer(source.text):
        end = first.end()
        for _ in range(_MOST_GROUPS):
            if (more := _GROUP.match(source.text, end)) is None:
                break
            end = more.end()
            if not _GOES_ON.match(source.text, end) and source.sentence_at(first.start()) is not None:
                found.setdefault("".join(source.text[first.start() : end].split()), first.start())
    source.kept["spaced"] = found
    return found
