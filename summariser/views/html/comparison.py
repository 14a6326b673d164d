"""The page of a comparison: a row a fact, a column an article, and the sentences of a row side by side."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from summariser.article.web import is_address
from summariser.comparison import Agreement, Cell, Compared, Comparison, Difference, Fact, Told
from summariser.views.html.rendering import render

_ADDRESS = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)  # what stands before a host
_UNTITLED = "Comparison"


@dataclass(frozen=True, slots=True)
class Relation:
    """How a relation is shown: by a sign and words as well as by a colour, which goes by its name."""

    name: str
    sign: str
    words: str
    meaning: str


_RELATIONS = [
    Relation("differ", "≠", "differ", "The figures cannot all be true."),
    Relation("compatible", "≈", "compatible", "All can be true: roundings, bounds, ranges."),
    Relation("agree", "=", "agree", "The same value and bound, in whatever notation."),
    Relation("single", "·", "in one article", "No other article gives it."),
]
_DIFFERENCES = {
    Difference.VALUE: "in value",
    Difference.BOUND: "in bound",
    Difference.UNIT: "in unit",
    Difference.PERIOD: "in period",
    Difference.AS_OF: "over time",
}


@dataclass(frozen=True, slots=True)
class _Column:
    """An article, the letter and the short name that it goes by, and its address where it has one."""

    letter: str
    article: Compared
    name: str
    address: str | None


@dataclass(frozen=True, slots=True)
class _Figure:
    """A cell and its sentence: what stands before the number, the number, and what follows."""

    id: str
    cell: Cell
    before: str
    number: str
    after: str
    as_of: str | None

    @property
    def is_former(self) -> bool:
        return self.cell.told is Told.FORMER


@dataclass(frozen=True, slots=True)
class Row:
    """A fact; `told` has the figures of each article in the order of the columns, none where it gives none. `turns` has
    what became of it in a version, by the version's name."""

    id: str
    fact: Fact
    relation: Relation
    by: str
    told: list[tuple[_Column, list[_Figure]]]
    turns: dict[str, Relation] = field(default_factory=dict)

    @property
    def given(self) -> list[tuple[_Column, list[_Figure]]]:
        return [(column, figures) for column, figures in self.told if figures]

    @property
    def missing(self) -> str:
        return ", ".join(column.letter for column, figures in self.told if not figures)

    @property
    def is_over_time(self) -> bool:
        return Difference.AS_OF in self.fact.differ_by


def comparison_page(made: Comparison, *, title: str | None = None) -> str:
    """One HTML page that needs nothing but itself, also readable without its script.

    `title` is that of the first article which has one unless it is given. A row's address, `#f-` and eight figures, stays as
    long as its first figure does. Size and time grow with the cells.

    >>> page = comparison_page(compare(["Two ports closed.", "Three ports closed."]), title="Ports")
    >>> "<title>Ports" in page
    True
    """
    return render("comparison.html.j2", scripted=True, **comparison_values(made, title=title))


def comparison_values(made: Comparison, *, title: str | None = None) -> dict[str, Any]:
    """What the template of the page takes; see `comparison_page`."""
    return values_of(made, rows_of(made), _RELATIONS, title=title, aside=bool(made.shared))


def values_of(
    made: Comparison,
    rows: Sequence[Row],
    relations: Sequence[Relation],
    *,
    title: str | None,
    noun: str = "article",
    aside: bool,
) -> dict[str, Any]:
    """What the template takes for these rows. Those of the last relation are shown only when they are asked for if they
    stand `aside`."""
    columns = _columns(made)
    letters = {column.article.name: column.letter for column in columns}
    return {
        "title": title or next((a.title for a in made.articles if a.title), None) or _UNTITLED,
        "made": made,
        "columns": columns,
        "rows": rows,
        "relations": relations,
        "noun": noun,
        "aside": relations[-1].name if aside else None,
        "counts": Counter(row.relation.name for row in rows),
        "copies": [", ".join(letters[name] for name in group) for group in made.voices if len(group) > 1],
        "day": _day,
    }


def rows_of(made: Comparison) -> list[Row]:
    """A row for each fact, in their order."""
    return list(_rows(made.facts, _columns(made)))


def _columns(made: Comparison) -> list[_Column]:
    names = [article.name for article in made.articles]
    return [
        _Column(letter_of(at), article, name, article.name if is_address(article.name) else None)
        for at, (article, name) in enumerate(zip(made.articles, short_names(names), strict=True))
    ]


def short_names(names: Sequence[str]) -> list[str]:
    """A file's name without its folder, an address's host; the whole of each that would not be told from another so.

    >>> short_names(["a/wire.txt", "b/daily.txt", "https://www.daily.example/storm", "https://news.example/storm"])
    ['wire.txt', 'daily.txt', 'daily.example', 'news.example']
    >>> short_names(["a/wire.txt", "b/wire.txt", "https://news.example/1", "https://news.example/2"])
    ['a/wire.txt', 'b/wire.txt', 'news.example/1', 'news.example/2']
    """
    bare = [_ADDRESS.sub("", name) for name in names]
    parts = [
        one.partition("/")[0] if one != name else PurePath(name).name or name
        for name, one in zip(names, bare, strict=True)
    ]
    often = Counter(parts)
    return [part if often[part] == 1 else one for part, one in zip(parts, bare, strict=True)]


def letter_of(at: int) -> str:
    """The name of a column, counted from 0: A, B, ... Z, AA, AB, ..."""
    return (letter_of(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def _rows(facts: Sequence[Fact], columns: Sequence[_Column]) -> Iterator[Row]:
    relations = {Agreement(relation.name): relation for relation in _RELATIONS}
    for fact in facts:
        name = f"f-{hashlib.sha256(fact.cells[0].key.encode(errors='surrogatepass')).hexdigest()[:8]}"
        by = ", ".join(_DIFFERENCES[kind] for kind in fact.differ_by)
        cells = dict[str, list[_Figure]]()
        for at, cell in enumerate(fact.cells):
            cells.setdefault(cell.article, []).append(_figure(f"{name}-{at}", cell))
        told = [(column, cells.get(column.article.name, [])) for column in columns]
        yield Row(name, fact, relations[fact.relation], by, told)


def _figure(name: str, cell: Cell) -> _Figure:
    start, end = (offset - cell.quote_start for offset in cell.span)
    quote = cell.quote
    return _Figure(name, cell, quote[:start], quote[start:end], quote[end:], _day(cell.as_of))


def _day(written: date | str | None) -> str | None:
    """A day in words; what is no single day stays as it is written."""
    try:
        return f"{date.fromisoformat(str(written)):%-d %B %Y}" if written else None
    except ValueError:
        return str(written)
