"""What `summariser eval` prints: the table of a run, the differences of two, a gate's answer."""

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from summariser import evaluation
from summariser.evaluation.metrics import Unit
from summariser.evaluation.scoring.formatting import (
    format_difference,
    format_estimate,
    format_measure,
    format_value,
)
from summariser.evaluation.scoring.stories import StoryScore, pool
from summariser.foreign import plain

_SHOWN = ("quantities.f1.all", "core.recall", "unsupported.after", "seconds", "cost", "failures")


def show_scores(scores: evaluation.Scores, report: Path) -> None:
    """The main metrics of each system with their intervals, what failed, and where the report is."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("system")
    metrics = [metric for metric in evaluation.METRICS if metric.name in _SHOWN]
    for metric in metrics:
        table.add_column(metric.title.lower())
    for system in scores.systems:
        made = (format_estimate(scores.estimate(system, metric.name), metric.unit) for metric in metrics)
        table.add_row(Text(plain(system)), *made)
    console = _wide()
    console.print(table)
    for system in scores.systems:
        for kind, count in scores.failures(system).items():
            console.print(Text(plain(f"{system}: {count} failed with {kind}")))
    if scores.missing:
        console.print(Text(f"not finished: {scores.missing} answers are missing"))
    print(plain(f"report: {report}"))


def show_differences(
    found: Sequence[evaluation.Difference], ours: evaluation.Scores, theirs: evaluation.Scores
) -> None:
    """Each metric of both runs and how far they are apart, pair of systems by pair."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for title in (
        "metric",
        "RUN1",
        "RUN2",
        "difference (95% interval)",
        "articles better / worse / same",
        "chance",
        "",
    ):
        table.add_column(title)
    pair = None
    for one in found:
        if (one.system, one.against) != pair:
            pair = (one.system, one.against)
            table.add_row(Text(plain(f"{one.system} against {one.against}"), style="bold"))
        values = [ours.estimate(one.system, one.metric.name), theirs.estimate(one.against, one.metric.name)]
        table.add_row(
            one.metric.name,
            *(format_value(value.value, one.metric.unit) if value else "" for value in values),
            format_difference(one.estimate, one.metric.unit),
            f"{one.better} / {one.worse} / {one.same}",
            f"{one.chance:.3f}",
            one.verdict,
        )
    _wide().print(table)


def show_checks(checks: Sequence[evaluation.Check]) -> None:
    """The rules that are broken or cannot be told, with their figures, and how many hold."""
    for check in checks:
        if not check.told:
            print(plain(f"not told: {check.system}: {check.message}"))
    broken = [check for check in checks if not check.passed]
    for check in broken:
        print(plain(f"broken: {check.system}: {check.message}"))
    print(f"gate: {len(checks) - len(broken)} of {len(checks)} checks passed")


def _wide() -> Console:
    """Standard output; in a pipe wide enough that no line of a table is broken."""
    return Console(file=sys.stdout) if sys.stdout.isatty() else Console(file=sys.stdout, width=200)


def show_stories(scores: Sequence[StoryScore], *, show_pairs: bool) -> None:
    """How each story fared, and all together: pairs of figures, then relations of the rows found, and their kinds."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("story", "pair F1", "precision", "recall", "relations", "kinds", "figures found"):
        table.add_column(title)
    for score in (*scores, pool(scores)):
        measures = (score.f1, score.precision, score.recall, score.relations, score.kinds, score.cells)
        table.add_row(Text(plain(score.story)), *(format_measure(one, Unit.SHARE) for one in measures))
    _wide().print(table)
    for score in scores:
        told = [("relation", score.wrong)]
        told += [("missed", score.missed), ("false", score.false)] if show_pairs else []
        for kind, lines in told:
            for line in lines:
                print(plain(f"{score.story}: {kind}: {line}"))
