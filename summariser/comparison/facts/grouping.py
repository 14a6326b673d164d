"""Which figures of a story are of one thing: rows, each a group in which every figure is like every other.

Pairs are joined in order of their similarity, the most alike first, and a pair joins its rows only if no two figures of them
exclude each other and they are alike on the whole; so no chain of similarities makes a row. The order of the articles does
not matter: what is equally alike is taken in the order of its text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from summariser.comparison.similarity.pool import Figure, Pool
from summariser.comparison.similarity.same_article import accounts_of, former_of
from summariser.comparison.similarity.similarity import Similarity, sort_of
from summariser.numbers import Kind
from summariser.verification.matching.compare import is_vague

# What rows may lack of being alike enough on the whole. By judgement, on evals/stories; each was moved up and down
# without gain (docs/measurements/figures.md).
_ON_THE_WHOLE = 0.05
# By how much "thousands" has to be more like one row than like another.
_CLEARLY = 0.1
# Figures that share a word with one, at most, that it is held against.
_MOST = 400


@dataclass(eq=False)
class Group:
    """The figures of one thing, in order; `former` are those that an article takes back."""

    figures: list[Figure]
    former: list[Figure] = field(default_factory=list)


def grouped(pool: Pool, similarity: Similarity) -> list[Group]:
    """The figures of a pool by what they are of."""
    figures = pool.figures
    former, accounts = former_of(figures, similarity.fit), accounts_of(pool, figures)
    standing = [f for f in figures if f not in former and f not in accounts and not f.is_former]
    groups = _joined([f for f in standing if not is_vague(f.mention)], similarity, pool)
    groups = _with_vague(groups, [f for f in standing if is_vague(f.mention)], similarity, pool)
    home = {figure: group for group in groups for figure in group.figures}
    for figure, partner in accounts.items():
        if partner in home:
            home[partner].figures.append(figure)
        else:
            groups.append(Group([figure]))
    home = {figure: group for group in groups for figure in group.figures}
    for figure in figures:
        if figure in former:
            home[former[figure]].former.append(figure)
        elif figure.is_former:
            groups.append(Group([], [figure]))
    return groups


def _joined(figures: Sequence[Figure], similarity: Similarity, pool: Pool) -> list[Group]:
    home = {figure: Group([figure]) for figure in figures}
    edges = [
        (margin, _in_order(pool, one, other), one, other)
        for one, other in _candidates(figures)
        if (margin := similarity.of(one, other)) is not None and margin >= 0
    ]
    edges.sort(key=lambda edge: (-round(edge[0], 9), edge[1]))
    for _, _, one, other in edges:
        mine, theirs = home[one], home[other]
        if mine is theirs or not _can_join(mine.figures, theirs.figures, similarity):
            continue
        mine.figures += theirs.figures
        for figure in theirs.figures:
            home[figure] = mine
    return list(dict.fromkeys(home.values()))


def _candidates(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Pairs that share a word, a value or what is counted, each once."""
    by_start = {figure.mention.start: figure for figure in figures}
    alike: dict[object, list[Figure]] = {}
    for figure in figures:
        for key in _keys(figure):
            alike.setdefault(key, []).append(figure)
    for figure in figures:
        starts = {start for _, start in figure.claim.fits.ranked}
        for key in _keys(figure):
            starts.update(f.mention.start for f in alike[key][:_MOST])
        for start in sorted(starts):
            if start > figure.mention.start and start in by_start:
                yield figure, by_start[start]


def _keys(figure: Figure) -> Iterator[object]:
    mention = figure.mention
    yield mention.value
    if mention.unit:
        yield sort_of(mention.unit) if mention.kind is Kind.CARDINAL else mention.unit


def _in_order(pool: Pool, one: Figure, other: Figure) -> tuple[object, ...]:
    """Where a pair comes among those that are equally alike, whatever the order of the articles."""
    return tuple(sorted((pool.sentence_of(f), f.own.start) for f in (one, other)))


def _can_join(mine: Sequence[Figure], theirs: Sequence[Figure], similarity: Similarity) -> bool:
    """Whether no two figures exclude each other, and each value of the one row is alike to each of the other's.

    Those that give one value speak for each other: the most alike of them counts.
    """
    best: dict[tuple[Decimal, Decimal], float] = {}
    for one in mine:
        for other in theirs:
            margin = similarity.of(one, other)
            if margin is None:
                return False
            key = _values(one, other)
            best[key] = max(margin, best.get(key, margin))
    for one, other in (*combinations(mine, 2), *combinations(theirs, 2)):
        if (key := _values(one, other)) in best:  # of which the one row is made already
            best[key] = max(similarity.of(one, other) or 0.0, best[key])
    return sum(best.values()) / len(best) >= -_ON_THE_WHOLE


def _values(one: Figure, other: Figure) -> tuple[Decimal, Decimal]:
    mine, theirs = one.mention.value, other.mention.value
    return (mine, theirs) if mine <= theirs else (theirs, mine)


def _with_vague(
    groups: list[Group], vague: Sequence[Figure], similarity: Similarity, pool: Pool
) -> list[Group]:
    """The groups with "thousands" and the like, each in the only group of its article, or of all, that it may tell of."""
    chosen = {figure: _only_home(groups, figure, similarity) for figure in vague}
    alone = _joined([figure for figure in vague if chosen[figure] is None], similarity, pool)
    for figure, group in chosen.items():
        if group is not None:
            group.figures.append(figure)
    return groups + alone


def _only_home(groups: Sequence[Group], figure: Figure, similarity: Similarity) -> Group | None:
    margins = ((_to_all(figure, group, similarity), group) for group in groups)
    likely = sorted((m for m in margins if m[0] >= 0), key=lambda m: -m[0])
    own = [group for _, group in likely if any(f.article == figure.article for f in group.figures)]
    if len(own) == 1:
        return own[0]
    if likely and (len(likely) == 1 or likely[0][0] - likely[1][0] >= _CLEARLY):
        return likely[0][1]
    return None


def _to_all(figure: Figure, group: Group, similarity: Similarity) -> float:
    """How much more than enough a figure is alike to a group on the whole; -1 where one of them excludes it."""
    margins = [similarity.of(figure, other) for other in group.figures]
    told = [margin for margin in margins if margin is not None]
    return sum(told) / len(told) if len(told) == len(margins) else -1.0
