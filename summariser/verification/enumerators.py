"""Numbers that count nothing: the markers of a list, "the first ..., the second ...", "one" for "a".

They are no figures to be supported. A marker without a list ("3) The report says") is neither, and stays to be seen: it
was left over from a list that is not there, and no figure of the source says anything of it.
"""

import re

from summariser.numbers import Kind
from summariser.reading.words import head_of
from summariser.verification.claim import Claim
from summariser.verification.compare import UnitFit
from summariser.verification.lexicon import PEOPLE
from summariser.verification.messages import named, verdict
from summariser.verification.verdict import Status, Verdict

_OPENING = 40  # characters in which the first words of an item are found
_WORD = re.compile(r"\w+")
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


def is_item_of_source(claim: Claim, marker: int) -> bool:
    """Whether a list of the source has an item with this marker that begins with the same words."""
    words = _opening(claim.text, claim.mention.end)
    places = (place for place, number in claim.source.markers.items() if number == marker)
    return any(words == _opening(claim.source.text, place + len(str(marker))) for place in places)


def _opening(text: str, start: int) -> list[str]:
    return _WORD.findall(text[start : start + _OPENING].lower())[:2]


def left_over(claim: Claim) -> Verdict:
    """The verdict on the marker of an item that belongs to no list."""
    message = f"{named(claim.mention)} numbers an item of a list, but there is no such list."
    return verdict(claim, Status.ABSENT, message)
