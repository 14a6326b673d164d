"""One outlet's article at several times: which figure changed, appeared or went."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from summariser.article import Article
from summariser.comparison.records import Cell, Comparison, Difference, Fact, Told


class Turn(StrEnum):
    """What became of a figure from one version to the next.

    >>> made = compare(["Some 40 boats were seized.", "Some 45 boats were seized."])
    >>> [change.turn for change in changes(made)]
    [<Turn.CHANGED: 'changed'>]
    """

    CHANGED = "changed"
    APPEARED = "appeared"
    WENT = "went"


class Change(BaseModel):
    """What became of a fact from the version `before` to the version `after`, by their names, with the cells of each.

    `old` and `new` are the cells: none in `old` where the fact appeared, none in `new` where it went.

    >>> (change,) = changes(compare(["Some 40 boats were seized.", "Some 45 boats were seized."]))
    >>> change.what, change.old[0].text, change.new[0].text
    ('boats seized', '40', '45')
    """

    model_config = ConfigDict(frozen=True)

    turn: Turn
    what: str
    unit: str | None
    period: str | None
    before: str
    after: str
    old: tuple[Cell, ...] = ()
    new: tuple[Cell, ...] = ()


def in_order_of_days(articles: Mapping[str, Article]) -> tuple[dict[str, Article], str | None]:
    """The versions, by their names, in the order of their days of publication, those of one day as they are given; and what
    to know of it: that they were put into this order, or that they are as given since some have no day.

    >>> from dataclasses import replace
    >>> from datetime import date
    >>> late = replace(Article.from_text("Two ports closed."), published=date(2026, 3, 5))
    >>> early = replace(Article.from_text("Three ports closed."), published=date(2026, 3, 4))
    >>> ordered, note = in_order_of_days({"late": late, "early": early})
    >>> list(ordered), note
    (['early', 'late'], 'versions are put into the order of their days of publication')
    """
    without = [name for name, article in articles.items() if article.published is None]
    if without:
        others = f" and {len(without) - 1} more" if len(without) > 1 else ""
        return (
            dict(articles),
            f"versions are in the order given: {without[0]}{others} {'have' if others else 'has'} no day of publication",
        )
    days = sorted(articles.items(), key=lambda item: item[1].published or date.min)
    moved = [name for name, _ in days] != list(articles)
    return dict(days), "versions are put into the order of their days of publication" if moved else None


def changes(comparison: Comparison) -> tuple[Change, ...]:
    """What changed from each article of a comparison to the next, which are versions of one in the order of time.

    What changed comes first, then what appeared, then what went. A figure counts as changed where its value, its bound or
    its unit did.

    >>> made = compare(["Some 40 boats were seized.", "Some 45 boats were seized. Two owners were fined."])
    >>> [(str(change.turn), change.what) for change in changes(made)]
    [('changed', 'boats seized'), ('appeared', 'owners fined')]
    """
    names = [article.name for article in comparison.articles]
    found = [
        change
        for before, after in pairwise(names)
        for turn in Turn
        for fact in comparison.facts
        for change in _changes(fact, before, after)
        if change.turn is turn
    ]
    return tuple(found)


def _changes(fact: Fact, before: str, after: str) -> Iterator[Change]:
    old = tuple(cell for cell in fact.of(before) if cell.told is Told.STANDS)
    new = tuple(cell for cell in fact.of(after) if cell.told is Told.STANDS)
    units = Difference.UNIT in fact.differ_by  # other words for what is counted are none
    if (not old and not new) or {_said(cell, units) for cell in old} == {_said(cell, units) for cell in new}:
        return
    turn = Turn.CHANGED if old and new else Turn.APPEARED if new else Turn.WENT
    yield Change(
        turn=turn,
        what=fact.what,
        unit=fact.unit,
        period=fact.period,
        before=before,
        after=after,
        old=old,
        new=new,
    )


def _said(cell: Cell, units: bool) -> tuple[object, ...]:
    return cell.value, cell.upper, cell.bound, cell.unit if units else None
