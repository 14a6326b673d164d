"""The report as one self-contained HTML file. Whatever an article or a model wrote is escaped by the template."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup

from summariser.evaluation.matching.quantities import Level
from summariser.evaluation.metrics import BY_NAME, Case, Metric
from summariser.evaluation.metrics.fields.invented import inventions
from summariser.evaluation.metrics.verdicts.causes import cause_of, unseen
from summariser.evaluation.report.marked import Piece, gold_states, marks_of, pieces
from summariser.evaluation.report.plots import Dot, Line, Point, cost_plot, dot_plot
from summariser.evaluation.scoring.formatting import (
    format_estimate,
    format_measure,
    format_missing,
    format_quantity,
    format_value,
)
from summariser.evaluation.scoring.scores import Scores
from summariser.views.html.rendering import render

PLOTTED = ("quantities.f1.all", "core.recall")
SUMMED_UP = (
    "quantities.f1.all",
    "quantities.precision.all",
    "core.recall",
    "labels.what",
    "unsupported.after",
    "leaks.furniture",
    "seconds",
    "cost",
    "failures",
)
_GROUPS = {
    "quantities": "Quantities",
    "labels": "Quantities",
    "core": "Quantities",
    "unsupported": "Verification",
    "verifier": "Verification",
    "leaks": "Leaks",
    "invented": "Leaks",
    "quotations": "Words",
    "names": "Words",
    "responses": "Words",
    "report": "Words",
    "fields": "Words",
    "prose": "Words",
    "overlap": "Words",
    "judge": "Words",
    "schema": "Running it",
}


@dataclass(frozen=True)
class Cell:
    """A value and its interval, as written."""

    value: str
    interval: str = ""
    known: bool = True


@dataclass(frozen=True)
class Answered:
    """One system's answer to one article, beside the gold."""

    system: str
    failure: str
    measures: list[tuple[str, str]]
    text: list[Piece] = field(default_factory=list)
    gold: list[tuple[str, Any, Any]] = field(default_factory=list)
    extra: list[Any] = field(default_factory=list)
    unseen: list[tuple[str, Any]] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    alarms: list[Any] = field(default_factory=list)
    doubts: list[Any] = field(default_factory=list)


def html(scores: Scores) -> str:
    """The page; it needs nothing but itself, and no script."""
    return render(
        "report.html.j2",
        folder=Path(__file__).parent,
        title="Evaluation",
        scores=scores,
        summed_up=[BY_NAME[name] for name in SUMMED_UP],
        groups=_groups(scores),
        cell=lambda system, metric: _cell(scores, system, metric),
        amount=lambda q: format_quantity(q.value, q.upper, q.bound, q.unit),
        plots=[Markup(plot) for plot in _plots(scores)],
        articles=[(item, list(_answers(scores, item.name))) for item in scores.items],
    )


def _groups(scores: Scores) -> dict[str, list[Metric]]:
    groups: dict[str, list[Metric]] = {}
    for metric in scores.metrics:
        groups.setdefault(_GROUPS.get(metric.name.partition(".")[0], "Running it"), []).append(metric)
    return groups


def _cell(scores: Scores, system: str, metric: Metric) -> Cell:
    made = scores.estimate(system, metric.name)
    if made is None:
        return Cell(format_missing(metric.unit), known=False)
    value = format_value(made.value, metric.unit)
    return Cell(value, format_estimate(made, metric.unit).removeprefix(value).strip(" ()"))


def _plots(scores: Scores) -> Iterator[str]:
    for name in PLOTTED:
        yield dot_plot(
            f"{BY_NAME[name].title}, one dot an article",
            [_line(scores, system, name) for system in scores.systems],
        )
    across, unit = ("cost", f"Cost of an article ({scores.prices.currency})")
    if not all(scores.estimate(system, "cost") for system in scores.systems):
        across, unit = "seconds", "Seconds an article (costs are unknown)"
    elif not any(scores.estimate(system, "cost").value for system in scores.systems):  # type: ignore[union-attr]
        across, unit = "seconds", "Seconds an article (none costs money)"
    points = []
    for system in scores.systems:
        quality, cost = scores.estimate(system, PLOTTED[0]), scores.estimate(system, across)
        if quality and cost:
            points.append(Point(system, float(cost.value), quality))
    yield cost_plot(f"{BY_NAME[PLOTTED[0]].title} against {across}", unit, points)


def _line(scores: Scores, system: str, metric: str) -> Line:
    row = zip(scores.items, scores.row(system, metric), strict=True)
    dots = [Dot(item.name, float(measure.value)) for item, measure in row if measure]
    return Line(system, dots, scores.estimate(system, metric))


def _answers(scores: Scores, article: str) -> Iterator[Answered]:
    """Each system's first answer to the article."""
    for system in scores.systems:
        for case in scores.cases[system].get(article, ())[:1]:
            yield _answered(system, case)


def _answered(system: str, case: Case) -> Answered:
    answer = case.record.answer
    shown = [BY_NAME[name] for name in SUMMED_UP]
    measures = [(m.title, format_measure(m.measure(case), m.unit)) for m in shown]
    partner = {id(gold): figure for figure, gold in case.matches(Level.VALUE)}
    partner |= {id(gold): figure for figure, gold in case.matches(Level.ALL)}
    taken = {id(figure) for figure in partner.values()}
    states = zip(gold_states(case), case.item.gold.quantities, strict=True)
    return Answered(
        system,
        f"{answer.failure.kind}: {answer.failure.message}" if answer.failure else "",
        measures,
        list(pieces(case.item.article.text, marks_of(case))),
        [(state, gold, partner.get(id(gold))) for state, gold in states],
        [figure for figure in case.output.figures if id(figure) not in taken],
        [(cause_of(case, claim).value, claim) for claim in unseen(case)],
        inventions(case),
        answer.alarms,
        answer.doubts,
    )
