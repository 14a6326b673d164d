"""How well a comparison of articles finds the rows of a story, judged by gold: pairs of cells, and relations.

Gold lies in `gold/STORY.json` beside `articles/STORY/`; evals/README.md explains it. Two cells of different articles
that share a row are a pair. What gold leaves open ("not 63", in a correction) counts neither way.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Annotated, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summariser.article import Article
from summariser.errors import ArticleError, GoldError
from summariser.evaluation.gold import Value, Words
from summariser.evaluation.metrics.measure import Measure, ratio, total
from summariser.evaluation.visible import places
from summariser.numbers import Bound
from summariser.outside import json_of

Relation = Literal["agree", "compatible", "differ", "single"]
Kind = Literal["value", "bound", "unit", "period", "as_of"]
Key = TypeVar("Key", bound=Hashable)
Span = tuple[int, int]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldPiece(_Part):
    """A piece of an article that holds one number and stands there once."""

    article: Words
    text: Words


class GoldCell(GoldPiece):
    """The figure that an article gives in a row; `unit` where it is not the row's, `again` where the article repeats it."""

    value: Value
    upper: Value | None
    bound: Bound
    unit: str | None = None
    again: tuple[Words, ...] = ()


class GoldRow(_Part):
    """What articles give figures for, and how these stand to each other; of `kinds`, each is right where they differ."""

    what: Words
    unit: Words | None
    period: Words | None
    relation: Relation
    kinds: tuple[Kind, ...] = ()
    cells: Annotated[tuple[GoldCell, ...], Field(min_length=1)]


class GoldStory(_Part):
    """All figures of some articles on one story. `voices` are the articles in groups that share text; `optional` pieces
    may stand in a row or not, those of `no_row` may not."""

    story: Words
    articles: Annotated[tuple[Words, ...], Field(min_length=2)]
    voices: tuple[tuple[Words, ...], ...]
    rows: tuple[GoldRow, ...]
    optional: tuple[GoldPiece, ...]
    no_row: tuple[GoldPiece, ...]


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


@dataclass(frozen=True, eq=False)
class Story:
    """A story's articles, in their gold's order, and the gold."""

    gold: GoldStory
    articles: tuple[Article, ...]
    _cells: dict[str, list[tuple[Span, int | None]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        texts = dict(zip(self.gold.articles, (article.text for article in self.articles), strict=True))
        at = 0
        for row in self.gold.rows:
            for cell in row.cells:
                for text in (cell.text, *cell.again):
                    self._add(GoldPiece(article=cell.article, text=text), texts, at)
                at += 1
        for piece in self.gold.optional:
            self._add(piece, texts, None)

    def cell_at(self, article: str, spans: Iterable[Span]) -> Hashable:
        """Which of the gold's cells, counted through all rows, stands at one of the spans.

        None where the gold leaves it open; an answer of its own where the gold has no cell there.
        """
        spans = list(spans)
        known = self._cells.get(article, ())
        found = [cell for low, high in spans for (start, end), cell in known if start < high and low < end]
        return next((cell for cell in found if cell is not None), None if found else (article, spans[0]))

    def told(self, pair: Iterable[Hashable]) -> str:
        """Two cells in words: 'people killed: "58 dead" (4-weekly.txt), people injured: "420 people" (2-radio.txt)'."""
        cells = [(row.what, cell) for row in self.gold.rows for cell in row.cells]
        known = sorted(cell for cell in pair if isinstance(cell, int))
        others = sorted(f"no row: {cell}" for cell in pair if not isinstance(cell, int))
        named = (f'{cells[at][0]}: "{cells[at][1].text}" ({cells[at][1].article})' for at in known)
        return ", ".join([*named, *others])

    def _add(self, piece: GoldPiece, texts: Mapping[str, str], cell: int | None) -> None:
        found = places(piece.text, texts.get(piece.article, ""))
        if len(found) != 1:
            raise GoldError(
                f"{self.gold.story}: {piece.text!r} must stand once in {piece.article}, and stands {len(found)} times"
            )
        self._cells.setdefault(piece.article, []).append((found[0], cell))


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


def load_stories(folder: Path) -> list[Story]:
    """The stories of a folder with `gold/` and `articles/`, in the order of their names. Raises GoldError."""
    paths = sorted((folder / "gold").glob("*.json"))
    if not paths:
        raise GoldError(f"{folder} holds no gold: it must have files gold/STORY.json beside articles/STORY/")
    return [_load(path, folder / "articles" / path.stem) for path in paths]


def _load(path: Path, home: Path) -> Story:
    try:
        gold = GoldStory.model_validate(json_of(path.read_text(encoding="utf-8")))
        return Story(gold, tuple(Article.from_file(home / Path(name).name) for name in gold.articles))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise GoldError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except (OSError, ValueError, ArticleError) as error:
        raise GoldError(f"{path}: {error}") from error


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


def pooled(scores: Sequence[StoryScore]) -> StoryScore:
    """All stories as one: pairs and rows are counted together."""
    true, made, gold = (sum(score.pairs[i] for score in scores) for i in range(3))
    return StoryScore(
        "all",
        (true, made, gold),
        total(score.relations for score in scores),
        total(score.kinds for score in scores),
        total(score.cells for score in scores),
    )


def leave_one_out(by_setting: Mapping[Key, Sequence[StoryScore]]) -> list[tuple[Key, StoryScore]]:
    """Each story's score under the setting that is best, by the F1 of pairs, on all the other stories."""
    settings = list(by_setting)
    count = len(by_setting[settings[0]]) if settings else 0

    def on_others(setting: Key, left: int) -> float:
        f1 = pooled([score for at, score in enumerate(by_setting[setting]) if at != left]).f1
        return float(f1.value) if f1 else 0.0

    chosen = [max(settings, key=lambda setting: on_others(setting, left)) for left in range(count)]
    return [(setting, by_setting[setting][at]) for at, setting in enumerate(chosen)]


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
