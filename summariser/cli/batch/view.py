"""What a batch shows at its end: how many, what failed and why, and which numbers were flagged or doubted."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from summariser.foreign import plain
from summariser.jobs import Item, Report, View

# By judgement, so that a screen holds it.
_MOST_REASONS = 10
_MOST_FLAGS = 10
_MOST_ASIDE = 10
_PLACE = re.compile(r"^(line|row)s? \d+(?: to \d+)?")


def show_report(report: Report, console: Console) -> None:
    """Print how a batch ended."""
    counts = report.counts
    speed = 60 * report.finished / report.seconds if report.seconds else 0
    _line(console, counts.in_words(), "bold")
    done = f"{report.finished:,} articles in {report.seconds:,.0f} s ({speed:,.0f} a minute)"
    _line(console, f"This run: {done}. In all: {counts.cost_in_words()}")
    with View.open(report.folder) as view:
        _show_problems(view.items(), console, report.folder)
    if report.aside:
        more = len(report.aside) - _MOST_ASIDE
        named = ", ".join(report.aside[:_MOST_ASIDE]) + (f" and {more:,} more" if more > 0 else "")
        _line(console, f"Left aside, no articles by their kind ({len(report.aside):,}): {named}")
    if report.stopped:
        _line(console, f"Stopped before the end: {report.stopped}", "yellow")
    _line(console, "Written: " + ", ".join(str(path) for path in report.files))


def _show_problems(items: Iterable[Item], console: Console, folder: Path) -> None:
    reasons: Counter[str] = Counter()
    unsupported = _Listed("Not supported by the article", "✗")
    doubted = _Listed("Look again", "?")
    for item in items:
        if item.error:
            reasons[_without_place(item.error[1])] += 1
            continue
        facts = item.facts
        unsupported.add(item.source, facts.get("flags", ()))
        doubted.add(item.source, facts.get("doubts", ()))
    if reasons:
        _line(
            console, f"\nFailed ({reasons.total():,}); one by one: summariser batch errors {folder}", "bold"
        )
        for reason, count in reasons.most_common(_MOST_REASONS):
            _line(console, f"  {count:,} × {reason}")
        if (more := len(reasons) - _MOST_REASONS) > 0:
            _line(console, f"  and {more:,} other reasons")
    for listed in (unsupported, doubted):
        listed.show(console)


class _Listed:
    """Verdicts of one level: the first of all articles, and how many there are."""

    def __init__(self, title: str, sign: str) -> None:
        self._title, self._sign = title, sign
        self._shown: list[str] = []
        self._count = 0

    def add(self, source: str, said: Sequence[str]) -> None:
        """Those of an article."""
        self._count += len(said)
        self._shown += [f"{source}: {one}" for one in said[: _MOST_FLAGS - len(self._shown)]]

    def show(self, console: Console) -> None:
        """Print them under their title; nothing if there are none."""
        if not self._count:
            return
        _line(console, f"\n{self._title} ({self._count:,})", "bold")
        for one in self._shown:
            _line(console, f"  {self._sign} {one}")
        if (more := self._count - len(self._shown)) > 0:
            _line(console, f"  and {more:,} more, in articles.csv")


def _without_place(reason: str) -> str:
    """A reason such that those of the same kind count as one."""
    return _PLACE.sub(r"a \1", reason)


def show_errors(items: Iterable[Item], console: Console) -> int:
    """Print a line for each article that failed; how many of those are still in the inputs."""
    failed = 0
    for item in items:
        if item.error:
            failed += not item.gone
            gone = " (no longer in the inputs)" if item.gone else ""
            _line(console, f"{item.source}: {item.error[0]}: {item.error[1]}{gone}")
    return failed


def _line(console: Console, text: str, style: str = "") -> None:
    lead = "\n" if text.startswith("\n") else ""
    indent = text.lstrip("\n")[: len(text.lstrip("\n")) - len(text.lstrip())]
    console.print(Text(f"{lead}{indent}{plain(text)}"), style=style, soft_wrap=True)
