"""The gold of stories, each several articles and the rows in which their figures stand together.

It lies in `gold/STORY.json` beside `articles/STORY/`; evals/README.md explains it. What it leaves open ("not 63", in a
correction) counts neither way.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summariser.article import Article
from summariser.errors import ArticleError, GoldError
from summariser.evaluation.gold.annotations import Value, Words
from summariser.evaluation.gold.visible import find_all
from summariser.numbers import Bound
from summariser.outside import json_of

Relation = Literal["agree", "compatible", "differ", "single"]
Kind = Literal["value", "bound", "unit", "period", "as_of"]
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
        found = find_all(piece.text, texts.get(piece.article, ""))
        if len(found) != 1:
            raise GoldError(
                f"{self.gold.story}: {piece.text!r} must stand once in {piece.article}, and stands {len(found)} times"
            )
        self._cells.setdefault(piece.article, []).append((found[0], cell))


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
