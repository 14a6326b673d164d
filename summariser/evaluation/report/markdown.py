"""The report as Markdown: the table, and for each article what was missed, what is wrong or invented, alarms and doubts."""

from collections.abc import Iterator

from summariser.evaluation.matching.quantities import Level
from summariser.evaluation.metrics import Case
from summariser.evaluation.metrics.fields.invented import inventions
from summariser.evaluation.metrics.verdicts.causes import cause_of, unseen
from summariser.evaluation.report.marked import MISSED, gold_states
from summariser.evaluation.scoring.formatting import format_estimate, format_quantity
from summariser.evaluation.scoring.scores import Scores
from summariser.foreign import inert_markdown as _inert


def table(scores: Scores) -> str:
    """A row a metric, a column a system; each value with its 95% interval.

    >>> from pathlib import Path
    >>> print(table(score(RunFolder(Path("scored")), Prices())).splitlines()[0])
    | Metric | rules |
    """
    return "\n".join(_table(scores)) + "\n"


def markdown(scores: Scores) -> str:
    """The whole report."""
    lines = ["# Evaluation", "", _about(scores), "", *_table(scores), ""]
    for item in scores.items:
        lines += [f"## {_inert(item.name)}", "", _inert(item.gold.headline), ""]
        for system in scores.systems:
            for case in scores.cases[system].get(item.name, ())[:1]:
                lines += [f"**{_inert(system)}**", "", *_account(case), ""]
    return "\n".join(lines)


def _about(scores: Scores) -> str:
    count, repeats = len(scores.items), scores.settings.repeats
    unfinished = f" **Not finished: {scores.missing} answers are missing.**" if scores.missing else ""
    judge = (
        f" Ratings are the opinion of one model, {_inert(scores.settings.judge)}."
        if scores.settings.judge
        else ""
    )
    return (
        f"{count} {'article' if count == 1 else 'articles'}, {repeats} {'run' if repeats == 1 else 'runs'} each; summariser "
        f"{_inert(scores.settings.version)}. In brackets 95% intervals, by bootstrap over articles.{judge}{unfinished}"
    )


def _table(scores: Scores) -> Iterator[str]:
    yield "| Metric | " + " | ".join(_inert(s) for s in scores.systems) + " |"
    yield "|---|" + "---|" * len(scores.systems)
    for metric in scores.metrics:
        made = [
            format_estimate(scores.estimate(system, metric.name), metric.unit) for system in scores.systems
        ]
        unit = f" ({scores.prices.currency})" if metric.name == "cost" else ""
        yield f"| {_inert(metric.title + unit)} | {' | '.join(made)} |"
    kinds = sorted({kind for system in scores.systems for kind in scores.failures(system)})
    for kind in kinds:
        counts = [str(scores.failures(system)[kind]) for system in scores.systems]
        yield f"| Failures: {_inert(kind)} | {' | '.join(counts)} |"


def _account(case: Case) -> Iterator[str]:
    answer = case.record.answer
    if answer.failure:
        yield f"- failed: {_inert(answer.failure.kind)}: {_inert(answer.failure.message)}"
        return
    for quantity, state in zip(case.item.gold.quantities, gold_states(case), strict=True):
        if state == MISSED:
            yield f"- missed: {_inert(quantity.text)} ({_inert(quantity.what)})"
    matched = {id(figure) for figure, _ in case.matches(Level.VALUE)}
    for figure in case.output.figures:
        if id(figure) not in matched:
            said = format_quantity(figure.value, figure.upper, figure.bound, figure.unit)
            yield f"- not in the gold: {_inert(said)} ({_inert(figure.what)})"
    for claim in unseen(case):
        yield f"- wrong, without an alarm ({cause_of(case, claim)}): {_inert(claim.path)}: {_inert(claim.text)}"
    for invention in inventions(case):
        yield f"- not in the article: {_inert(invention)}"
    for verdict in answer.alarms:
        yield f"- alarm: {_inert(verdict.path)}: {_inert(verdict.message)}"
    for verdict in answer.doubts:
        yield f"- look again: {_inert(verdict.path)}: {_inert(f'{verdict.message} {verdict.doubt}')}"
