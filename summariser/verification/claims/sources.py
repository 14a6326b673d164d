"""Several sources: what each of them makes of one thing, and the one verdict that this comes to.

A tick of any source is a tick. Where another source clearly gives something else, it is worth a second look, and the
doubt names both. Where none supports it, the source that tells most of what is wrong decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from summariser.article import Article
from summariser.errors import ArgumentError
from summariser.reading import Statement
from summariser.verification.claims.claim import Claim
from summariser.verification.claims.messages import quote
from summariser.verification.claims.opposing import find_opposing
from summariser.verification.source.index import SourceIndex
from summariser.verification.verdict import Level, Status, Verdict

_LEVELS = (Level.SUPPORTED, Level.DOUBT, Level.UNSUPPORTED)
# The better a status, the earlier; of failures, that which tells most of what the source has instead.
_STATUSES = (
    Status.EXACT,
    Status.EQUIVALENT,
    Status.ROUNDED,
    Status.DERIVED,
    Status.BOUND_CHANGED,
    Status.UNIT_CHANGED,
    Status.SCALE_CHANGED,
    Status.MISATTRIBUTED,
    Status.OUTSIDE_ARTICLE,
    Status.ABSENT,
)
# By judgement, so that time stays linear.
_MOST_TOLD = 20  # places where a source gives one number
OneOrMore = str | Article | Sequence[str | Article]


@dataclass(frozen=True)
class Sources:
    """The sources of one call, in its order; each has a name where there are several."""

    indexes: tuple[SourceIndex, ...]
    names: tuple[str | None, ...] = (None,)

    @classmethod
    def of(cls, given: "OneOrMore | SourceIndex | Sources") -> "Sources":
        """The sources in any form. Two that have one name are told apart by their place among the sources."""
        if isinstance(given, Sources):
            return given
        if isinstance(given, str | Article | SourceIndex):
            return cls((SourceIndex.of(given),))
        indexes = tuple(map(SourceIndex.of, given))
        if not indexes:
            raise ArgumentError("there is no source: give an article or its text, or several")
        if len(indexes) == 1:
            return cls(indexes)
        named = [" ".join((index.article.source or index.article.title or "").split()) for index in indexes]
        return cls(
            indexes,
            tuple(
                name if name and named.count(name) == 1 else f"{name or 'source'} ({place})"
                for place, name in enumerate(named, 1)
            ),
        )

    @property
    def named(self) -> dict[str | None, SourceIndex]:
        """The sources by the names that verdicts have of them."""
        return dict(zip(self.names, self.indexes, strict=True))

    def __iter__(self) -> Iterator[SourceIndex]:
        return iter(self.indexes)


@dataclass(frozen=True)
class SourceVerdicts:
    """What one source makes of one thing: the verdict on it, then those on what belongs to it, as its labels.

    `claim` is the number as it is held against the source, if it is one. `is_empty` of what stands only for want of
    anything to hold it against: it comes behind all others.
    """

    verdicts: Sequence[Verdict]
    claim: Claim | None = None
    is_empty: bool = False

    @property
    def support(self) -> list[Statement]:
        """What the source says of the number that supports or contradicts the claim, wherever it gives it."""
        span = self.verdicts[0].source_span
        found = self.claim.source.by_start.get(span[0]) if self.claim and span else None
        if self.claim is None or found is None:
            return []
        again = self.claim.source.with_ends(found.mention.value, found.mention.upper)[:_MOST_TOLD]
        return [said for one in (found, *again) if (said := self.claim.source.statement(one))]

    def of(self, source: str | None) -> "SourceVerdicts":
        """The same with the source's name."""
        named = [
            v.model_copy(update={"source": source, "message": f"{source}: {v.message}"})
            for v in self.verdicts
        ]
        return replace(self, verdicts=named)


def best_of(sources: Sources, told: Sequence[SourceVerdicts]) -> list[Verdict]:
    """The verdicts of the source that supports most, or else tells most, with what the others say beside the first.

    `told` has one for each source, in their order. With one source, its verdicts as they are.
    """
    if len(told) == 1 or not told[0].verdicts:
        return list(told[0].verdicts)
    best, *others = sorted(map(SourceVerdicts.of, told, sources.names), key=_rank)
    rest = best.verdicts[1:]
    elsewhere = tuple(one.verdicts[0] for one in others)
    return [_told_against(best, others).model_copy(update={"elsewhere": elsewhere}), *rest]


def merge_verdicts(sources: Sources, lists: Sequence[Sequence[Verdict]]) -> list[Verdict]:
    """The verdicts of each source on the same things in the same order, as one list."""
    return [
        v
        for row in zip(*lists, strict=True)
        for v in best_of(sources, [SourceVerdicts([one]) for one in row])
    ]


def by_source(verdict: Verdict, name: str | None) -> Verdict | None:
    """What one of the sources made of the thing that a verdict is on."""
    return next((one for one in (verdict, *verdict.elsewhere) if one.source == name), None)


def _rank(told: SourceVerdicts) -> tuple[object, ...]:
    """The order of what sources say, the best first; of equals the first source's is taken."""
    (main, *_), beside = told.verdicts, sorted((_LEVELS.index(v.level) for v in told.verdicts), reverse=True)
    return told.is_empty, _LEVELS.index(main.level), beside, _STATUSES.index(main.status), _far(main)


def _far(verdict: Verdict) -> Decimal:
    """How far the nearest number is from one that is absent, as a share of the greater."""
    if verdict.status is not Status.ABSENT or verdict.mention is None or not verdict.candidates:
        return Decimal(verdict.status is Status.ABSENT)
    one, other = verdict.mention.value, verdict.candidates[0].value
    return abs(one - other) / max(abs(one), abs(other), Decimal(1))


def _told_against(best: SourceVerdicts, others: Sequence[SourceVerdicts]) -> Verdict:
    """The best verdict with what the other sources have against it; of one that none supports, that it is so."""
    verdict, support = best.verdicts[0], best.support
    if not verdict.ok:
        return verdict.model_copy(update={"message": f"No source supports it. {verdict.message}"})
    for told in others:
        found = find_opposing(told.claim, told.verdicts[0], support) if told.claim else None
        if told.claim and found:
            said = quote(told.claim.source, found)
            doubt = f"{verdict.source} supports it, {told.verdicts[0].source} says otherwise: {said}."
            return verdict.model_copy(
                update={"doubt": f"{verdict.doubt} {doubt}" if verdict.doubt else doubt}
            )
    return verdict
