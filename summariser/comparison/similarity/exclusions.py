"""What excludes that two figures are of one thing: what verification holds to be a conflict, read both ways."""

from summariser.comparison.similarity.pool import Figure, Pool
from summariser.comparison.similarity.values import ValueRelation, informativeness
from summariser.numbers import Kind
from summariser.reading import Endpoint, Relation
from summariser.verification.claims.conflicts import find_conflict
from summariser.verification.matching.compare import MEASURED, UnitFit
from summariser.verification.verdict import Reason

# From here on a value in common says more than a word that tells of a rise or a fall, and than another year. By
# judgement, on evals/stories; moved up and down without gain (docs/measurements/figures.md).
_TELLING = 0.5
_ADDING = frozenset("another additional further extra other more".split())
_TURNS = (Reason.DIRECTION, Reason.ENDPOINT)


def is_excluded(pool: Pool, one: Figure, other: Figure, unit: UnitFit, stand: ValueRelation) -> bool:
    """Whether two figures cannot be of one thing, given how their units and values stand to each other."""
    mine, theirs = one.mention, other.mention
    in_common = stand in (ValueRelation.SAME, ValueRelation.ALIKE, ValueRelation.BOUND, ValueRelation.ROUNDED)
    telling = in_common and min(informativeness(mine), informativeness(theirs)) >= _TELLING
    if unit is UnitFit.APART or (stand is ValueRelation.APART and _apart(pool, one, other, unit)):
        return True
    if unit is UnitFit.OTHER and (
        stand in (ValueRelation.APART, ValueRelation.POSSIBLE) or _counts_one(one, other)
    ):
        return True
    if one.article == other.article and unit is UnitFit.NOUN:
        return True
    if Kind.MULTIPLE in (mine.kind, theirs.kind) and mine.kind is not theirs.kind:
        return True
    if (
        one.article == other.article
        and stand is ValueRelation.APART
        and one.found.sentence == other.found.sentence
    ):
        return True
    if _conflict(one, other, telling=telling) or _conflict(other, one, telling=telling):
        return True
    return have_disjoint_periods(one, other) and (one.article == other.article or not telling)


def _counts_one(one: Figure, other: Figure) -> bool:
    """Whether the one counts things and the other measures: 17 people and 17 minutes."""
    kinds = {one.mention.kind, other.mention.kind}
    return Kind.CARDINAL in kinds and bool(kinds & MEASURED) and bool(one.mention.unit and other.mention.unit)


def _conflict(one: Figure, other: Figure, *, telling: bool) -> bool:
    """Whether verification finds one where it holds the one to be a claim about the other."""
    if other.is_former:
        return False
    found = find_conflict(one.claim, other.found)
    if found is None or (telling and found.reason in _TURNS):
        return False
    if found.reason is Reason.ROLE:  # not that parts of it are told beside it
        return None not in (one.statement.role, other.statement.role) and (
            one.statement.role != other.statement.role
        )
    return True


def _apart(pool: Pool, one: Figure, other: Figure, unit: UnitFit) -> bool:
    """Whether two values that exclude each other are of other things: of an earlier year, or what came on top."""
    mine, theirs = one.statement, other.statement
    same_role = mine.role is not None and mine.role == theirs.role
    return (
        (unit is UnitFit.NOUN and not same_role)
        or mine.is_earlier != theirs.is_earlier
        or (mine.endpoint is Endpoint.FROM) != (theirs.endpoint is Endpoint.FROM)
        or (not same_role and _adds(pool, one) != _adds(pool, other))
    )


def _adds(pool: Pool, figure: Figure) -> bool:
    """Whether a figure is told as one more beside others: "another 3,000", "nine other allies"."""
    start, end = figure.mention.start, figure.mention.end
    text = pool.index.text
    around = text[max(0, start - 24) : start].lower().split()[-2:] + text[end : end + 16].lower().split()[:1]
    return not _ADDING.isdisjoint(around)


def have_disjoint_periods(one: Figure, other: Figure) -> bool:
    """Whether both are told of times that no two share a day of. Days alone tell when something was said or happened."""
    mine, theirs = one.statement, other.statement
    if not (mine.period_is_sure and theirs.period_is_sure) or one.is_of_days or other.is_of_days:
        return False
    return {a.relation(b) for a in mine.periods for b in theirs.periods} == {Relation.DISJOINT}
