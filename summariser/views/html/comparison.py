"""The page of a comparison: a row a fact, a column an article, and the sentences of a row side by side."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from summariser.article.web import is_address
from summariser.comparison import Agreement, Cell, Compared, Comparison, Difference, Fact, Told
from summariser.views.html.templates import render

_UNTITLED = "Comparison"


@dataclass(frozen=True, slots=True)
class _Relation:
    """How a relation is shown: by a sign and words as well as by a colour."""

    name: str
    sign: str
    words: str
    meaning: str


_RELATIONS = [
    _Relation("differ", "≠", "differ", "The figures cannot all be true."),
    _Relation("compatible", "≈", "compatible", "All can be true: roundings, bounds, ranges."),
    _Relation("agree", "=", "agree", "The same value and bound, in whatever notation."),
    _Relation("single", "·", "in one article", "No other article gives it."),
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
    """An article, the letter that it goes by, and its address where it has one."""

    letter: str
    article: Compared
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
class _Row:
    """A fact; `told` has the figures of each article in the order of the columns, none where it gives none."""

    id: str
    fact: Fact
    relation: _Relation
    by: str
    told: list[tuple[_Column, list[_Figure]]]

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
    """
    return render("comparison.html.j2", scripted=True, **comparison_values(made, title=title))


def comparison_values(made: Comparison, *, title: str | None = None) -> dict[str, Any]:
    """What the template of the page takes; see `comparison_page`."""
    columns = [
        _Column(letter_of(at), article, article.name if is_address(article.name) else None)
        for at, article in enumerate(made.articles)
    ]
    letters = {column.article.name: column.letter for column in columns}
    rows = list(_rows(made.facts, columns))
    counts = Counter(row.relation.name for row in rows)
    return {
        "title": title or next((a.title for a in made.articles if a.title), None) or _UNTITLED,
        "made": made,
        "columns": columns,
        "rows": rows,
        "relations": _RELATIONS,
        "counts": counts,
        "copies": [", ".join(letters[name] for name in group) for group in made.voices if len(group) > 1],
        "day": _day,
    }


def letter_of(at: int) -> str:
    """The name of a column, counted from 0: A, B, ... Z, AA, AB, ..."""
    return (letter_of(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def _rows(facts: Sequence[Fact], columns: Sequence[_Column]) -> Iterator[_Row]:
    relations = {Agreement(relation.name): relation for relation in _RELATIONS}
    for fact in facts:
        name = f"f-{hashlib.sha256(fact.cells[0].key.encode(errors='surrogatepass')).hexdigest()[:8]}"
        by = ", ".join(_DIFFERENCES[kind] for kind in fact.differ_by)
        cells = dict[str, list[_Figure]]()
        for at, cell in enumerate(fact.cells):
            cells.setdefault(cell.article, []).append(_figure(f"{name}-{at}", cell))
        told = [(column, cells.get(column.article.name, [])) for column in columns]
        yield _Row(name, fact, relations[fact.relation], by, told)


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
