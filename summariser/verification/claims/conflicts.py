"""Which feature of what is said of a number excludes that a number of the source is meant.

Only a feature that both sides give, and give differently, is a conflict; what one of them leaves out is silence.
"""

from dataclasses import replace
from typing import NamedTuple

from summariser.numbers import Kind, NumberMention
from summariser.reading import Endpoint, Polarity, Relation, Statement
from summariser.reading.vocabulary.verb_forms import same_verb
from summariser.verification.claims.claim import Claim
from summariser.verification.matching.compare import MEASURED, PART_OF, UnitFit
from summariser.verification.source.index import SourceMention
from summariser.verification.verdict import Reason


class Conflict(NamedTuple):
    """A feature that differs: its code, and what to say of it in a sentence that begins with "but"."""

    reason: Reason
    said: str


# Of the words of two clauses; by judgement.
_SAME_WORDS = 0.5
_OF_A_CHANGE = {
    Endpoint.FROM: "where a change began",
    Endpoint.TO: "what something came to",
    Endpoint.BY: "by how much something changed",
}


def find_conflict(claim: Claim, found: SourceMention, endpoint: Endpoint | None = None) -> Conflict | None:
    """The first feature by which a number of the source is of something else than the claim's.

    `endpoint` is what the number is to a change, where the source's is an end of a range.
    """
    theirs = claim.source.statement(found)
    if theirs is not None and endpoint is not None:
        theirs = replace(theirs, endpoint=endpoint)
    if theirs is not None and theirs.polarity is Polarity.RETRACTED and not claim.denies:
        return Conflict(Reason.RETRACTED, "names it only to call it wrong")
    mine = claim.statement
    if mine is None or theirs is None:
        return None
    if claim.unit_fit(found) is UnitFit.APART and not _is_tied(claim, theirs):
        return Conflict(Reason.NOUN, f"of another thing ({found.mention.unit}, not {claim.mention.unit})")
    if not claim.is_prose and _is_of_another_time(mine, theirs):
        return Conflict(Reason.PERIOD, "tells it of another time")
    return _denial(claim, mine, theirs, claim.fit(found)) or _turn(mine, theirs) or _role(claim, mine, theirs)


def _is_tied(claim: Claim, theirs: Statement) -> bool:
    """Whether the noun that the claim counts stands with the source's number after all."""
    return claim.statement is not None and claim.statement.subject.head in theirs.subject.own


def _denial(claim: Claim, mine: Statement, theirs: Statement, fit: float) -> Conflict | None:
    """Whether one denies what the other says, in the same words: there are many ways to say no."""
    if (
        mine.polarity is Polarity.DENIED
        and theirs.polarity is Polarity.AFFIRMED
        and (fit >= _SAME_WORDS or (mine.denied and mine.subject.head in theirs.subject.own))
        and _has(theirs, mine.denied)
    ):
        return Conflict(Reason.DENIED, "affirms what the summary denies")
    if (
        theirs.polarity is Polarity.DENIED
        and mine.polarity is Polarity.AFFIRMED
        and not claim.denies
        and _has(mine, theirs.denied)
    ):
        return Conflict(Reason.DENIED, "denies it")
    return None


def _is_of_another_time(mine: Statement, theirs: Statement) -> bool:
    """Whether both give the time that the number is told of, and no two of these share a day."""
    if not (mine.period_is_sure and theirs.period_is_sure):
        return False
    return {one.relation(other) for one in mine.periods for other in theirs.periods} == {Relation.DISJOINT}


def _has(statement: Statement, denied: str | None) -> bool:
    """Whether a statement is of what the other one denies: of the same verb, where that has one."""
    return denied is None or any(same_verb(denied, word) for word in statement.subject.own)


def _turn(mine: Statement, theirs: Statement) -> Conflict | None:
    if mine.direction and theirs.direction and mine.direction is not theirs.direction:
        return Conflict(Reason.DIRECTION, "tells of a change the other way")
    if mine.endpoint and theirs.endpoint and mine.endpoint is not theirs.endpoint:
        return Conflict(
            Reason.ENDPOINT, f"gives it as {_OF_A_CHANGE[theirs.endpoint]}, not {_OF_A_CHANGE[mine.endpoint]}"
        )
    return None


def _role(claim: Claim, mine: Statement, theirs: Statement) -> Conflict | None:
    if claim.mention.kind in MEASURED or theirs.mention.kind is not Kind.CARDINAL:
        return None  # "killed 35 years ago"
    part = _part(claim, theirs.mention) if mine.role else None
    if part is not None:
        return Conflict(Reason.ROLE, f"gives it as all of whom {part.text} are a part")
    if mine.role and theirs.role and mine.role != theirs.role:
        return Conflict(Reason.ROLE, f'gives it as a number of "{theirs.role}", not of "{mine.role}"')
    return None


def _part(claim: Claim, whole: NumberMention) -> NumberMention | None:
    """The number that is told as a part of one, and that the claim leaves out: "51" for 71, in "51 of 71 people died"."""
    found = claim.source.by_start.get(whole.start)
    one, *_ = claim.source.around(1, found) if found else (None,)
    if found is None or one is None or one is found or one.sentence != found.sentence:
        return None
    left_out = all(m.value != one.mention.value for m in claim.others)
    stands = left_out and PART_OF.fullmatch(claim.source.text, one.mention.end, whole.start)
    return one.mention if stands else None
