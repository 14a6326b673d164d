"""The page of an article's versions: a row a fact, a column a version, and what became of each figure from one to the next."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from summariser.comparison import Change, Comparison, Turn
from summariser.views.html.comparison import Relation, Row, rows_of, values_of
from summariser.views.html.rendering import render

_TURNS = {
    Turn.CHANGED: Relation("differ", "≠", "changed", "Its value, bound or unit is another one."),
    Turn.APPEARED: Relation("agree", "+", "appeared", "The version before does not give it."),
    Turn.WENT: Relation("compatible", "−", "went", "The version before gives it."),
}
_SAME = Relation("single", "=", "as before", "Every version gives it alike.")
_ALL = [*_TURNS.values(), _SAME]


def versions_page(made: Comparison, changes: Sequence[Change], *, title: str | None = None) -> str:
    """As `comparison_page`, of versions of one article in the order of time: what changed first, then what appeared, then
    what went; what every version gives alike stands aside.

    `changes` are those of the comparison (`summariser.comparison.changes`).

    >>> from summariser.comparison import changes
    >>> made = compare(["Two ports closed.", "Three ports closed."])
    >>> "<title>Ports" in versions_page(made, changes(made), title="Ports")
    True
    """
    turns: dict[str, dict[str, Relation]] = defaultdict(dict)
    for change in changes:
        turns[(change.new or change.old)[0].key][change.after] = _TURNS[change.turn]
    rows = sorted((_turned(row, turns) for row in rows_of(made)), key=lambda row: _ALL.index(row.relation))
    values = values_of(made, rows, _ALL, title=title, noun="version", aside=bool(changes))
    return render("comparison.html.j2", scripted=True, **values)


def _turned(row: Row, turns: dict[str, dict[str, Relation]]) -> Row:
    own: dict[str, Relation] = {}
    for cell in row.fact.cells:
        own |= turns.get(cell.key, {})
    return replace(row, relation=min(own.values(), key=_ALL.index, default=_SAME), by="", turns=own)
