"""How well a comparison of articles finds the rows of a story, judged by gold: pairs of cells, and relations.

Two cells of different articles that share a row are a pair.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from summariser.article import Article
from summariser.evaluation.gold.stories import Span, Story
from summariser.evaluation.metrics.measure import Measure, ratio, total


class Cell(Protocol):
    """What is read of a comparison's cell: its article's name, where the number stands, and where it stands again."""

    @property
    def article(self) -> str: ...
    @property
    def span(self) -> Span: ...
    @property
    def repeats(self) -> Sequence[Span]: ...


class Fact(Protocol):
    """What is read of a comparison's row."""

    @property
    def relation(self) -> str: ...
    @property
    def differ_by(self) -> Sequence[str]: ...
    @property
    def cells(self) -> Sequence[Cell]: ...


@dataclass(frozen=True)
class StoryScore:
    """How one story fared: pairs found right, pairs made and pairs of the gold; rows matched, and of these right.

    `wrong` tells each row of another relation, `missed` and `false` each pair that was not made, or should not have been.
    """

    story: str
    pairs: tuple[int, int, int]
    relations: Measure | None
    kinds: Measure | None
    cells: Measure | None
    wrong: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    false: tuple[str, ...] = ()

    @property
    def precision(self) -> Measure | None:
        return ratio(self.pairs[0], self.pairs[1])

    @property
    def recall(self) -> Measure | None:
        return ratio(self.pairs[0], self.pairs[2])

    @property
    def f1(self) -> Measure | None:
        """Of pairs: twice those that are right, of those made and those of the gold together."""
        return ratio(2 * self.pairs[0], self.pairs[1] + self.pairs[2])


def score_story(story: Story, facts: Sequence[Fact]) -> StoryScore:
    """Judges the rows of a comparison whose articles are named as in the gold."""
    made = [{story.cell_at(c.article, [c.span, *c.repeats]): c.article for c in fact.cells} for fact in facts]
    for row in made:
        row.pop(None, None)
    gold: list[Mapping[Hashable, str]] = []
    at = 0
    for known in story.gold.rows:
        gold.append({at + i: cell.article for i, cell in enumerate(known.cells)})
        at += len(known.cells)
    ours, theirs = _pairs(made), _pairs(gold)
    matched = [(story.gold.rows[g], facts[m]) for g, m in _matched(gold, made)]
    differ = [(row, fact) for row, fact in matched if row.relation == fact.relation == "differ"]
    found = {cell for row in made for cell in row} & set(range(at))
    right = [row.relation == fact.relation for row, fact in matched]
    return StoryScore(
        story.gold.story,
        (len(ours & theirs), len(ours), len(theirs)),
        ratio(sum(right), len(right)),
        ratio(sum(bool(set(row.kinds) & {*fact.differ_by}) for row, fact in differ), len(differ)),
        ratio(len(found), at),
        tuple(
            f"{row.what}: {row.relation}, not {fact.relation}"
            for (row, fact), is_right in zip(matched, right, strict=True)
            if not is_right
        ),
        *(tuple(sorted(map(story.told, pairs))) for pairs in (theirs - ours, ours - theirs)),
    )


def pool(scores: Sequence[StoryScore]) -> StoryScore:
    """All stories as one: pairs and rows are counted together."""
    true, made, gold = (sum(score.pairs[i] for score in scores) for i in range(3))
    return StoryScore(
        "all",
        (true, made, gold),
        total(score.relations for score in scores),
        total(score.kinds for score in scores),
        total(score.cells for score in scores),
    )


def score_stories(
    stories: Sequence[Story], compare: Callable[[Sequence[Article], Sequence[str]], Sequence[Fact]]
) -> list[StoryScore]:
    """Each story's score; `compare` is given its articles and their names, and answers with the rows."""
    return [score_story(story, compare(story.articles, story.gold.articles)) for story in stories]


def _pairs(rows: Sequence[Mapping[Hashable, str]]) -> set[frozenset[Hashable]]:
    """The cells of different articles that share a row, two by two."""
    return {
        frozenset((one, other))
        for row in rows
        for one, other in combinations(row, 2)
        if row[one] != row[other]
    }


def _matched(
    gold: Sequence[Mapping[Hashable, str]], made: Sequence[Mapping[Hashable, str]]
) -> list[tuple[int, int]]:
    """The gold's rows of two articles and more, each with the row that has most of its pairs; no row serves twice."""
    common = Counter[tuple[int, int]]()
    holding: dict[frozenset[Hashable], list[int]] = {}
    for m, row in enumerate(made):
        for pair in _pairs([row]):
            holding.setdefault(pair, []).append(m)
    for g, row in enumerate(gold):
        common.update((g, m) for pair in _pairs([row]) for m in holding.get(pair, ()))
    found: dict[int, int] = {}
    for (g, m), _ in sorted(common.items(), key=lambda item: (-item[1], item[0])):
        if g not in found and m not in found.values():
            found[g] = m
    return sorted(found.items())
