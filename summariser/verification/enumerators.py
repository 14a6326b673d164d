"""Numbers that count nothing: "the first ..., the second ...", "one" for "a". They are no figures to be supported."""

import re

from summariser.numbers import Kind
from summariser.verification.claim import Claim
from summariser.verification.compare import UnitFit, head_of
from summariser.verification.lexicon import PEOPLE

_ENUMERATORS = frozenset({"first", "second", "third"})
# What makes a rank of an ordinal: "the second-largest", "the third most", "for the second time".
_RANKING = re.compile(
    r"-|\s(?:\w+est|most|least|time|consecutive|straight|successive|year|month|quarter|place)\b"
)


def counts_nothing(claim: Claim) -> bool:
    """Whether a number that the source does not have merely orders the text or stands for an article.

    "One" counts people, and what the source has another number of. An order word counts where it makes a rank:
    "the second-largest".
    """
    if claim.own_dates:
        return False
    word = claim.mention.text.lower()
    if word == "one":
        if head_of(claim.mention.unit or "") in PEOPLE:
            return False
        return not any(claim.unit_fit(m) in (UnitFit.SAME, UnitFit.ALIKE) for m in claim.source.mentions)
    is_order_word = claim.mention.kind is Kind.ORDINAL and word in _ENUMERATORS
    return is_order_word and not _RANKING.match(claim.text, claim.mention.end)
