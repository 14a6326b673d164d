"""A result for reading in a terminal. Whatever comes from an article or a model is shown as plain text."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from summariser.cli.output.highlight import highlight
from summariser.extraction import Result
from summariser.fields import Quantity
from summariser.foreign import plain
from summariser.verification import Coverage, Level, Verdict

# By judgement, so that a screen holds it.
MOST_LEFT_OUT = 15
_INDENT = "  "
_NARROWEST = 30  # columns for the words beside a mark; where there are fewer, they go below it
_MARKS = {
    Level.SUPPORTED: ("✓", "green"),
    Level.DOUBT: ("?", "yellow"),
    Level.UNSUPPORTED: ("✗", "bold red"),
}


class Only(StrEnum):
    """Which verdicts are shown."""

    FAILURES = "failures"
    DOUBTS = "doubts"  # what is to be looked at again, and failures
    ALL = "all"

    @property
    def heading(self) -> str:
        """What stands over them."""
        return {"failures": "Not supported", "doubts": "Look again, or not supported"}.get(self, "Checked")

    def shows(self, verdict: Verdict) -> bool:
        """Whether a verdict is among them."""
        return self is Only.ALL or not verdict.ok or (self is Only.DOUBTS and verdict.doubt is not None)


def show_legend(console: Console) -> None:
    """Print what the three marks mean, on one line."""
    said = ("supported", "look again", "not supported")
    marks = (Text.assemble(mark, f" {words}") for mark, words in zip(_MARKS.values(), said, strict=True))
    console.print(Text("   ").join(marks))


def show_result(result: Result[Any], console: Console, only: Only = Only.ALL) -> None:
    """Print a summary, its numbers with their verdicts, what failed, and what was left out; or only some verdicts."""
    console.print(Rule(Text(plain(result.article.source or "article")), align="left"))
    verdicts = result.verification.verdicts
    if only is Only.ALL:
        for name in type(result.summary).model_fields:
            console.print(_field(name, getattr(result.summary, name), verdicts))
    written = result.summary.model_dump()
    unsupported = [v for v in verdicts if not v.ok]
    doubted = [v for v in verdicts if v.level is Level.DOUBT and only.shows(v)]
    show_verdicts(unsupported, console, written, title=f"Not supported by the article ({len(unsupported)})")
    show_verdicts(doubted, console, written, title=f"Look again ({len(doubted)})")
    if only is Only.ALL:
        show_left_out(result.verification.coverage, console)
        _show_origin(result, console)
    elif not unsupported and not doubted:
        console.print(Text(none_shown(only, len(verdicts))))


def none_shown(only: Only, checked: int) -> str:
    """That there is nothing to show, in a sentence."""
    return f"{only.heading}: none of {checked:,} checked."


def show_verdicts(verdicts: Sequence[Verdict], console: Console, written: Any, *, title: str) -> None:
    """Print verdicts under a title, each with the words of `written` that it is on; nothing if there are none."""
    if not verdicts:
        return
    console.print(Text(f"\n{title}", style="bold red" if not all(v.ok for v in verdicts) else "bold"))
    marks = [_mark(verdict) for verdict in verdicts]
    hanging = len(_INDENT) + max(map(len, marks)) + len(_INDENT)
    if is_narrow := console.width - hanging < _NARROWEST:
        hanging = 2 * len(_INDENT)
    room = max(console.width - hanging, 1)
    for verdict, mark in zip(verdicts, marks, strict=True):
        begin = Text.assemble(_INDENT, mark)
        if is_narrow:
            console.print(begin)
            begin = Text()
        begin.pad_right(hanging - len(begin))
        for line in _lines(verdict, written, console, room):
            line.rstrip()
            console.print(Text.assemble(begin, line), no_wrap=True, overflow="ellipsis")
            begin = Text(" " * hanging)


def _lines(verdict: Verdict, written: Any, console: Console, room: int) -> Iterator[Text]:
    """The words of the summary that a verdict is on, behind where they stand, and below them what is said of them."""
    where = f"{plain(verdict.path)}: " if verdict.path else ""
    said = plain(f"{verdict.message} {verdict.doubt}" if verdict.doubt else verdict.message)
    has_room = not where or room - len(where) >= _NARROWEST
    words = highlight(
        written,
        verdict,
        width=room - len(where) if has_room else room,
        style=_MARKS[verdict.level][1],
        in_colour=console.color_system is not None and not console.no_color,
    )
    if words is None:
        said = where + said
    elif has_room:
        yield Text.assemble(where, words)
    else:
        yield from [*Text(where).wrap(console, room), words]
    yield from Text(said).wrap(console, room)


def _field(name: str, value: Any, verdicts: Sequence[Verdict]) -> RenderableType:
    heading = name.replace("_", " ").capitalize()
    if value is None or value == []:
        return Text.assemble((heading, "bold"), ": none")
    if isinstance(value, list) and isinstance(value[0], Quantity):
        return Group(Text(f"\n{heading}", style="bold"), _numbers(name, value, verdicts))
    if isinstance(value, list):
        return Group(
            Text(f"\n{heading}", style="bold"), *(Padding(_line(item), (0, 0, 0, 2)) for item in value)
        )
    return Text.assemble((heading, "bold"), ": ", _line(value) or "none")


def _line(item: Any) -> Text:
    """A value on one line; of a model its strings, then the sentences that are its evidence."""
    if not hasattr(type(item), "model_fields"):
        return Text(plain(item))
    values = {name: getattr(item, name) for name in type(item).model_fields}
    words = "; ".join(plain(v) for name, v in values.items() if name != "evidence" and v is not None)
    return Text(words + _cited(values.get("evidence")))


def _cited(evidence: Iterable[int] | None) -> str:
    return " " + "".join(f"[{number}]" for number in evidence) if evidence else ""


def _numbers(field: str, quantities: Sequence[Quantity], verdicts: Sequence[Verdict]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim", expand=True)
    table.add_column("verdict", max_width=15)
    table.add_column("number", max_width=24)
    table.add_column("what", ratio=3)
    table.add_column("period", ratio=1)
    table.add_column("in", max_width=8)
    for i, quantity in enumerate(quantities):
        own = [v for v in verdicts if v.path.startswith(f"{field}.{i}.")]
        worst = min(own, key=lambda v: (v.ok, not v.doubt), default=None)
        table.add_row(
            _mark(worst) if worst else Text("? unchecked", style="yellow"),
            Text(plain(written(quantity))),
            Text(plain(quantity.what)),
            Text(plain(quantity.period or "")),
            Text(_cited(quantity.evidence).strip()),
        )
    return table


def written(quantity: Quantity) -> str:
    """A quantity in words and figures: "over 11,000 troop", "10 to 15 percent"."""
    upper = f" to {_figures(quantity.upper)}" if quantity.upper is not None else ""
    unit = f" {quantity.unit}" if quantity.unit else ""
    return f"{quantity.bound.words}{_figures(quantity.value)}{upper}{unit}"


def _figures(value: Decimal) -> str:
    return f"{value:,f}"


def _mark(verdict: Verdict) -> Text:
    sign, style = _MARKS[verdict.level]
    return Text(f"{sign} {verdict.status}", style=style)


def show_left_out(coverage: Coverage, console: Console) -> None:
    """Print how many of the article's numbers are in the summary, and which are not, the weightiest first."""
    console.print(
        Text(f"\nNumbers of the article in the summary: {coverage.covered} of {coverage.total}", style="bold")
    )
    if coverage.weighty:
        told = f"  told in prose: {coverage.weighty_in_prose} of the {coverage.weighty} that matter most"
        console.print(Text(told))
    for left in coverage.uncovered[:MOST_LEFT_OUT]:
        unit = f" ({plain(left.mention.unit)})" if left.mention.unit else ""
        console.print(Text(f"  left out: {plain(left.mention.text)}{unit} [{left.sentence}]"))
    if more := len(coverage.uncovered[MOST_LEFT_OUT:]):
        console.print(Text(f"  and {more:,} more; --json lists them all"))


def _show_origin(result: Result[Any], console: Console) -> None:
    made = result.provenance
    for note in made.notes:
        console.print(Text(f"Note: {plain(note)}", style="yellow"))
    if made.own_words:
        console.print(
            Text(f"\nSentences of the article: {', '.join(map(plain, made.own_words))}", style="dim")
        )
    asked = f"{len(made.attempts):,} request{'s' * (len(made.attempts) != 1)}"
    changed = f", {len(made.changes)} changed after verification" if made.changes else ""
    console.print(
        Text(
            f"\n{plain(made.model)}, {made.seconds:.0f} s, {asked}, "
            f"{made.usage.prompt_tokens:,} prompt and {made.usage.completion_tokens:,} completion tokens{changed}",
            style="dim",
        )
    )
