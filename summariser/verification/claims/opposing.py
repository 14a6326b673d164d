"""Whether a source clearly says otherwise of what another source supports: another number of the very same thing.

Silence is nothing against a number, and neither is the same number of another thing. A source opposes one where it tells
the same in the same words of another number, which cannot be true as well, and of no third one.
"""

from collections.abc import Sequence
from dataclasses import replace

from summariser.numbers import NumberMention
from summariser.reading import Period, Polarity, Relation, Statement
from summariser.reading.words import head_of, stems
from summariser.verification.claims.claim import Claim
from summariser.verification.claims.conflicts import find_conflict
from summariser.verification.matching.compare import LOWER, PART_OF, UPPER, UnitFit, is_rounding, is_vague
from summariser.verification.matching.lexicon import FINDING, REPORT, STOPWORDS
from summariser.verification.source.index import SourceMention
from summariser.verification.verdict import Reason, Status, Verdict

# For two numbers to be of one thing, so many words have to be tied to both, and of the claim's no more may be left out.
# By judgement.
_FEWEST, _LEFT_OUT = 2, 0.34
_AROUND = 0.1  # what a word that only the support has tells
_UNTELLING = STOPWORDS | FINDING | REPORT
_TURNED = frozenset({Reason.DENIED, Reason.RETRACTED, Reason.DIRECTION})
_OTHERWISE = frozenset({Status.UNIT_CHANGED, Status.SCALE_CHANGED})


def find_opposing(claim: Claim, told: Verdict, support: Sequence[Statement] = ()) -> SourceMention | None:
    """The number of the claim's source that speaks against it, given that source's verdict; None where none does.

    `support` is what the source that supports the claim says of it: the claim is told of what these are told of.
    """
    if told.ok or claim.statement is None:
        return None
    for said in support:
        claim = replace(claim, statement=_completed(claim.statement or said, said))
    if told.status is Status.ABSENT or told.reason is Reason.RIVAL:
        return _another(claim)
    same = claim.source.by_start.get(told.candidates[0].start) if told.candidates else None
    is_turned = told.reason in _TURNED
    if same is None or not _is_of_one_thing(claim, same, is_turned=is_turned):
        return None
    if told.status is Status.BOUND_CHANGED:
        return None if _can_both_be(claim.mention, same.mention) else same
    return same if told.status in _OTHERWISE or is_turned else None


def _completed(mine: Statement, support: Statement) -> Statement:
    """What is said of a number, with the time and the words around that its source gives it."""
    weights = {**dict.fromkeys(support.subject.weights, _AROUND), **mine.subject.weights}
    return replace(
        mine,
        subject=replace(mine.subject, weights=weights),
        periods=mine.periods or support.periods,
        direction=mine.direction or support.direction,
        role=mine.role or support.role,
    )


def _another(claim: Claim) -> SourceMention | None:
    """The only other number that the source gives of the same thing."""
    told = (claim.source.by_start.get(start) for _, start in claim.fits.ranked)
    others = [found for found in told if found and _may_stand_for(claim, found)]
    if len({found.mention.value for found in others}) != 1 or _can_both_be(claim.mention, others[0].mention):
        return None
    return others[0]


def _may_stand_for(claim: Claim, found: SourceMention) -> bool:
    """Whether a number of the source is told as a fact of what the claim is of, in its place."""
    if any(found.mention.value in (m.value, m.upper) for m in claim.others):
        return False  # told beside it: two numbers of two things
    said, fit = claim.source.statement(found), claim.unit_fit(found)
    if said is None or said.polarity is not Polarity.AFFIRMED:
        return False
    alike = fit is UnitFit.SAME or (fit is UnitFit.OPEN and claim.mention.unit == found.mention.unit)
    return alike and _is_of_one_thing(claim, found) and find_conflict(claim, found) is None


def _is_of_one_thing(claim: Claim, found: SourceMention, *, is_turned: bool = False) -> bool:
    """Whether both sides tell their number of the same time and, but for a word where one is turned round, in the same words."""
    mine, theirs = claim.statement, claim.source.statement(found)
    if mine is None or theirs is None or mine.is_earlier is not theirs.is_earlier:
        return False
    if PART_OF.match(claim.source.text, found.mention.end) or not _is_of_one_time(claim, mine, theirs):
        return False
    one, other = _words(mine), _words(theirs)
    left_out, added = one - theirs.subject.weights.keys(), other - mine.subject.weights.keys()
    if is_turned:
        return bool(one & other) and len(left_out) <= 1 and len(added) <= 1
    named = stems(" ".join((*mine.names, *theirs.names)))
    few = len(left_out) <= _LEFT_OUT * len(one) and named.isdisjoint(left_out)
    return len(one & other) >= _FEWEST and not added and few


def _is_of_one_time(claim: Claim, mine: Statement, theirs: Statement) -> bool:
    """Whether the times of both share a day; where one side gives none, that of its publication stands for it."""
    day = claim.source.article.published
    today = (Period(day.year),) if day else ()
    if not mine.periods and not theirs.periods:
        return True
    ones, others = mine.periods or today, theirs.periods or today
    return any(one.relation(other) is not Relation.DISJOINT for one in ones for other in others)


def _words(statement: Statement) -> frozenset[str]:
    """The words that are tied to a number, without who says it, and without the noun that it counts: that is its unit."""
    unit = head_of(statement.mention.unit) if statement.mention.unit else ""
    return statement.subject.own - _UNTELLING - {unit} - stems(statement.speaker or "")


def _can_both_be(one: NumberMention, other: NumberMention) -> bool:
    """Whether two numbers of one thing can be true together, as a bound, a range or a rounding allows."""
    if is_vague(one) or is_vague(other) or is_rounding(one, other) or is_rounding(other, one):
        return True
    low, high = sorted((one, other), key=lambda m: m.value)
    if (low.upper or low.value) >= high.value:
        return True
    return low.bound in LOWER or high.bound in UPPER
