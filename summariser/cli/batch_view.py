"""What a batch shows at its end: how many, what failed and why, and which numbers were flagged."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.text import Text

from summariser.cli.view import plain
from summariser.jobs import Item, Report, View

_MOST_REASONS = 10
_MOST_FLAGS = 10


def show_report(report: Report, console: Console) -> None:
    """Print how a batch ended."""
    counts = report.counts
    speed = 60 * report.finished / report.seconds if report.seconds else 0
    _line(console, counts.in_words(), "bold")
    done = f"{report.finished:,} articles in {report.seconds:,.0f} s ({speed:,.0f} a minute)"
    _line(console, f"This run: {done}. In all: {counts.cost_in_words()}")
    if counts.failed or counts.flagged:
        with View.opened(report.folder) as view:
            _show_problems(view.items(), console, report.folder)
    if report.stopped:
        _line(console, f"Stopped before the end: {report.stopped}", "yellow")
    _line(console, "Written: " + ", ".join(str(path) for path in report.files))


def _show_problems(items: Iterable[Item], console: Console, folder: Path) -> None:
    reasons: Counter[str] = Counter()
    flags: list[str] = []
    flagged = 0
    for item in items:
        if item.error:
            reasons[_without_place(item.error[1], item.source)] += 1
        elif item.row["flagged"]:
            flagged += item.row["flagged"]
            flags += [f"{item.source}: {flag}" for flag in item.facts["flags"]][: _MOST_FLAGS - len(flags)]
    if reasons:
        _line(
            console, f"\nFailed ({reasons.total():,}); one by one: summariser batch errors {folder}", "bold"
        )
        for reason, count in reasons.most_common(_MOST_REASONS):
            _line(console, f"  {count:,} × {reason}")
        if (more := len(reasons) - _MOST_REASONS) > 0:
            _line(console, f"  and {more:,} other reasons")
    if flags:
        _line(console, f"\nNot supported by the article ({flagged:,})", "bold")
        for flag in flags:
            _line(console, f"  ✗ {flag}")
        if flagged > len(flags):
            _line(console, f"  and {flagged - len(flags):,} more, in articles.csv")


def _without_place(reason: str, source: str) -> str:
    """A reason such that those of the same kind count as one."""
    number = source.rsplit(":", 1)[-1]
    return reason.replace(f"line {number} ", "a line ").replace(f"row {number} ", "a row ")


def show_errors(items: Iterable[Item], console: Console) -> int:
    """Print a line for each article that failed; how many those are."""
    failed = 0
    for item in items:
        if item.error:
            failed += 1
            _line(console, f"{item.source}: {item.error[0]}: {item.error[1]}")
    return failed


def _line(console: Console, text: str, style: str = "") -> None:
    lead = "\n" if text.startswith("\n") else ""
    indent = text.lstrip("\n")[: len(text.lstrip("\n")) - len(text.lstrip())]
    console.print(Text(f"{lead}{indent}{plain(text)}"), style=style, soft_wrap=True)
