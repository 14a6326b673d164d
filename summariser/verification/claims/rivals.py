"""Whether what is said of a number fits another number of the source better than the one that supports it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from summariser.numbers import Kind, NumberMention
from summariser.reading import Endpoint, Polarity
from summariser.reading.words import head_of
from summariser.verification.claims.claim import Claim
from summariser.verification.claims.conflicts import find_conflict
from summariser.verification.claims.support import NAMED, Match, stated
from summariser.verification.matching.compare import MEASURED, UnitFit, is_rounding
from summariser.verification.matching.fit import (
    ANOTHER_SORT,
    BESIDE,
    DOUBT,
    MARGIN,
    NO_NOUN,
    OF_ITS_TIME,
    OTHER_NOUN,
)
from summariser.verification.source.index import SourceMention

# So many characters to each side of a number, or the sentence as far as it goes, show that it was copied. By judgement,
# on the half of the claims that people judged which may be read (docs/explanation/verification.md); so are those below.
_COPIED = 30
# Another number of the claim's sentence that stands with a number of the source, and all of them at most.
_COMPANY, _MOST_COMPANY = 0.15, 0.3
_MOST_EXCHANGED, _MOST_KEPT = 0.4, 0.3
_NAME = 0.2
_MOST_OWN = 20  # numbers of the claim's value that a rival is held against, the best
_MOST_ELSE = _NAME + OF_ITS_TIME + BESIDE + _MOST_COMPANY + _MOST_EXCHANGED


class Rival(NamedTuple):
    """A number of the source that fits better; `is_clear` if so much better that it must be meant."""

    found: SourceMention
    is_clear: bool


def find_rival(claim: Claim, match: Match) -> Rival | None:
    """The number of another value and the same sort that fits best, if it fits better than any of the claim's value.

    A headline, which draws on all of an article in few words, has none, and neither has what is copied.
    """
    said = claim.source.statement(match.source)
    if said is not None and said.polarity is Polarity.RETRACTED:
        return None  # told to be wrong, as the source tells it
    if claim.statement is None or claim.in_headline or is_copied(claim, match.source):
        return None
    mine = list(dict.fromkeys([match.source, *(m.source for m in stated(claim))]))[:_MOST_OWN]
    told = [claim.source.fit_index.names_of(s) for own in mine if (s := claim.source.statement(own))]
    own = max(claim.fit(found) for found in mine)
    groups = claim.source.groups
    beside = {_place(groups, found) for found in mine if claim.fit(found) >= own}
    lacking = _lacking(claim, match)
    best: tuple[float, SourceMention | None] = (0.0, None)
    for score, start in claim.fits.ranked:
        found, most = claim.source.by_start.get(start), score - own + _MOST_ELSE + lacking
        if most < max(best[0], DOUBT):
            break
        if found is None:
            continue
        apart = 0.0 if _is_of_its_sort(claim, match, found) else ANOTHER_SORT
        if most - apart < max(best[0], DOUBT):
            continue
        if not _may_be_meant(claim, match, found, bool(apart)):
            continue
        gap = score - max(claim.fit(m) + _in_company(claim, m, found) for m in mine)
        gap += lacking if _has_noun(claim, found) else 0.0
        exchanged = _exchanged(claim, found, mine)
        gap += _in_company(claim, found, match.source) + exchanged
        gap += _named(claim, found, told) + _timed(claim, start, mine)
        gap -= apart
        # "down from 1,763" leaves out the words that stand with what it came to, which its sentence tells too.
        is_left = exchanged < 0 and claim.statement.endpoint is Endpoint.FROM
        gap += BESIDE if _place(groups, found) in beside and gap > 0 and not is_left else 0.0
        best = max(best, (gap, found), key=lambda b: b[0])
    gap, found = best
    return Rival(found, gap >= MARGIN) if found is not None and gap >= DOUBT else None


def _place(groups: Mapping[int, int], found: SourceMention) -> tuple[str, int]:
    """The list or table that a number stands in, else its sentence: within one, rivals tell more."""
    number = found.sentence or 0
    return ("list", groups[number]) if number in groups else ("sentence", number)


def _lacking(claim: Claim, match: Match) -> float:
    """What it tells against a number that it is not of the noun that the claim counts, where another number is."""
    if claim.mention.unit is None or claim.mention.kind in MEASURED or _has_noun(claim, match.source):
        return 0.0
    return OTHER_NOUN if match.unit is UnitFit.NOUN else NO_NOUN


def _has_noun(claim: Claim, found: SourceMention) -> bool:
    """Whether a number of the source is of the noun that the claim counts, as its unit or by the build of its text."""
    said, unit = claim.source.statement(found), claim.mention.unit
    tied = said is not None and unit is not None and head_of(unit) in said.subject.own
    return tied or claim.unit_fit(found) is UnitFit.SAME


def _exchanged(claim: Claim, found: SourceMention, mine: Sequence[SourceMention]) -> float:
    """By how much the claim's sentence tells that value, too, of what the source says of the claim's: each in the other's place."""
    other = next((m for m in claim.others if m.value == found.mention.value and m.upper is None), None)
    said = claim.beside.get(other.start) if other else None
    if said is None:
        return 0.0
    fits = claim.source.fit_index.fits(said)
    crossed = max(fits.of(m.mention.start) for m in mine) - fits.of(found.mention.start)
    return max(-_MOST_KEPT, min(_MOST_EXCHANGED, crossed))


def _named(claim: Claim, found: SourceMention, told: Sequence[frozenset[str]]) -> float:
    """What it tells that a number is of the claim's name, where those of its value are `told` of other names."""
    index, said = claim.source.fit_index, claim.source.statement(found)
    if claim.statement is None or said is None:
        return 0.0
    names = index.names_of(claim.statement).difference(*told) & index.names_of(said)
    others = all(theirs - claim.statement.subject.weights.keys() for theirs in told)
    return _NAME if names and told and others else 0.0


def _timed(claim: Claim, start: int, mine: Sequence[SourceMention]) -> float:
    """What it tells that a number is of the claim's time, where those of its value are of another."""
    times = claim.fits.times
    apart = all(times.get(own.mention.start) is False for own in mine)
    return OF_ITS_TIME if apart and times.get(start) else 0.0


def _in_company(claim: Claim, found: SourceMention, other: SourceMention) -> float:
    """What it tells for a number of the source that others of the claim's sentence stand in its sentence, too.

    The two that are compared tell nothing: whoever mistakes one for the other may well give both.
    """
    compared = {claim.mention.value, found.mention.value, other.mention.value}
    here = claim.source.values_in.get(found.sentence or 0, ())
    shared = sum(value in here for value in claim.values_beside if value not in compared)
    return min(_MOST_COMPANY, _COMPANY * shared)


def _may_be_meant(claim: Claim, match: Match, found: SourceMention, is_of_another_sort: bool) -> bool:
    """Whether a number of the source is told as a fact, of another value, and the claim may have it mistaken.

    One of another sort is not mistaken where the claim's sentence gives that, too.
    """
    mention, said = found.mention, claim.source.statement(found)
    if mention.value in (claim.mention.value, match.source.mention.value):
        return False
    if said is None or said.polarity in (Polarity.DENIED, Polarity.RETRACTED):
        return False
    if is_of_another_sort and (
        not mention.is_quantity or any(m.value == mention.value for m in claim.others)
    ):
        return False
    return not is_rounding(claim.mention, mention) and find_conflict(claim, found) is None


def _is_of_its_sort(claim: Claim, match: Match, found: SourceMention) -> bool:
    """Whether a number counts or measures what the claim's does, as far as the units tell."""
    mention, said = found.mention, claim.source.statement(found)
    if ("old" in mention.text) is not ("old" in claim.mention.text):
        return False  # an age and a time
    if said is None or _kind(mention) is not _kind(claim.mention):
        return False
    own, groups = match.source, claim.source.groups
    if own.mention.unit == mention.unit and _place(groups, own) == _place(groups, found):
        return True  # cells of one table, numbers of one sentence
    fit = claim.unit_fit(found)
    if claim.statement and claim.statement.role and said.role and fit is UnitFit.OPEN:
        return True  # people, in both
    return fit in NAMED or (fit is UnitFit.OPEN and _counts_alike(claim, found))


def _kind(mention: NumberMention) -> Kind:
    """The kind of a number, where bare figures behind a name count something: "Spain 70 and Greece 35"."""
    return Kind.CARDINAL if mention.kind is Kind.IDENTIFIER else mention.kind


def _counts_alike(claim: Claim, found: SourceMention) -> bool:
    """Of two numbers one of which has no noun: whether both have none, or the other's is tied to it as well."""
    unit = claim.mention.unit or found.mention.unit
    bare = claim.source.statement(found) if claim.mention.unit else claim.statement
    return unit is None or (bare is not None and head_of(unit) in bare.subject.own)


def is_copied(claim: Claim, found: SourceMention) -> bool:
    """Whether the source has the words to both sides of the number as the claim's sentence has them."""
    text, start, end = claim.text, claim.mention.start, claim.mention.end
    low, high = max(claim.span[0], start - _COPIED), min(claim.span[1], end + _COPIED)
    if high - low < _COPIED:
        return False
    theirs = found.mention
    return claim.source.text.startswith(text[low:high], max(0, theirs.start - (start - low))) and (
        theirs.start >= start - low
    )
