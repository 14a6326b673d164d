"""A comparison for reading in a terminal: a row for each fact, a column for each article."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from summariser.comparison import Agreement, Cell, Change, Comparison, Fact, Told, Turn
from summariser.foreign import plain
from summariser.views.html.comparison import letter_of

_MARKS = {
    Agreement.DIFFER: ("≠", "bold red"),
    Agreement.COMPATIBLE: ("≈", "yellow"),
    Agreement.AGREE: ("=", "green"),
    Agreement.SINGLE: ("·", "dim"),
}
_TURNS = {Turn.CHANGED: ("≠", "bold red"), Turn.APPEARED: ("+", "green"), Turn.WENT: ("-", "yellow")}
# By judgement, so that a screen holds it.
_MOST_SINGLE = 15
_WHAT, _CELL, _GAP = 24, 14, 2  # characters of a column at least, and between two


def notes_of(made: Comparison) -> list[str]:
    """What to know of the whole and of each article, each as one line."""
    own = (f"{article.name}: {note}" for article in made.articles for note in article.notes)
    return [plain(note) for note in (*made.notes, *own)]


def show_comparison(made: Comparison, console: Console, *, show_all: bool = False) -> None:
    """Print the facts, what differs first; wide tables in blocks of as many articles as fit beside each other."""
    letters = [letter_of(at) for at in range(len(made.articles))]
    for letter, article in zip(letters, made.articles, strict=True):
        about = [str(article.published)] if article.published else []
        about += ["reference"] if article.is_reference else []
        known = f" ({', '.join(about)})" if about else ""
        console.print(Text(f"{letter}  {plain(article.name)}{known}"), soft_wrap=True)
    of = dict(zip((article.name for article in made.articles), letters, strict=True))
    for group in made.voices:
        if len(group) > 1:
            console.print(f"{', '.join(of[name] for name in group)} share text: one voice")
    shared, single = made.shared, [f for f in made.facts if f.relation is Agreement.SINGLE]
    names = [article.name for article in made.articles]
    fits = max(1, (console.width - 1 - _GAP - _WHAT) // (_CELL + _GAP))
    for first in range(0, len(names), fits):
        beside = slice(first, first + fits)
        told = [fact for fact in shared if any(map(fact.of, names[beside]))]
        if told:
            console.print()
            console.print(_table(told, letters[beside], names[beside], console.width))
    if shared:
        console.print(Text("\n≠ differ   ≈ compatible   = agree", style="dim"))
    _show_single(
        single if show_all else single[:_MOST_SINGLE],
        len(single),
        dict(zip(names, letters, strict=True)),
        console,
    )


def _table(facts: Sequence[Fact], letters: Sequence[str], names: Sequence[str], width: int) -> Table:
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("", width=1)
    table.add_column("fact", width=max(_WHAT, width - 1 - _GAP - len(letters) * (_CELL + _GAP)) - _GAP)
    for letter in letters:
        table.add_column(letter, width=_CELL)
    for fact in facts:
        sign, style = _MARKS[fact.relation]
        cells = [Text("\n").join(map(_figure, fact.of(name))) for name in names]
        table.add_row(Text(sign, style=style), _what(fact), *cells)
    return table


def _what(fact: Fact) -> Text:
    """What a row is of, when, and by what its figures differ."""
    period = f", {plain(fact.period)}" if fact.period else ""
    kinds = ", ".join(kind.replace("_", "-") for kind in fact.differ_by)
    by = f" [{kinds}]" if kinds else ""
    articles = len({cell.article for cell in fact.cells})
    voices = f" ({articles} articles, {fact.voices} voice{'s' * (fact.voices > 1)})"
    copied = voices if fact.voices < articles else ""
    return Text.assemble(f"{plain(fact.what)}{period}", (by, "red"), (copied, "dim"))


def _figure(cell: Cell) -> Text:
    return Text(plain(cell.written), style="strike dim" if cell.told is Told.FORMER else "")


def _show_single(facts: Sequence[Fact], count: int, letters: dict[str, str], console: Console) -> None:
    if not count:
        return
    console.print(Text(f"\nIn one article only ({count:,})", style="bold"))
    table = Table.grid(padding=(0, _GAP, 0, 0))
    for fact in facts:
        figures = Text(", ").join(map(_figure, fact.cells))
        table.add_row(Text(f"  {letters[fact.cells[0].article]}", style="dim"), figures, _what(fact))
    console.print(table)
    if more := count - len(facts):
        console.print(Text(f"  and {more:,} more; --all shows them", style="dim"))


def show_changes(made: Sequence[Change], console: Console) -> None:
    """Print what became of the figures from each version to the next."""
    last = None
    for change in made:
        if (pair := (change.before, change.after)) != last:
            console.print(
                Text(f"{plain(change.before)} → {plain(change.after)}", style="bold"), soft_wrap=True
            )
            last = pair
        old, new = (Text(", ").join(map(_figure, cells)) for cells in (change.old, change.new))
        sign, style = _TURNS[change.turn]
        figures = Text(" → ").join(part for part in (old, new) if part)
        period = f", {plain(change.period)}" if change.period else ""
        said = Text.assemble(
            "  ", (f"{sign} {change.turn:9}", style), figures, f"  {plain(change.what)}{period}"
        )
        console.print(said, soft_wrap=True)
    if not made:
        console.print("No figure changed.")
