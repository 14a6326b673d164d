"""Quantities against the gold: precision, recall and F1 at four levels, and the recall of the core."""

from collections.abc import Callable

from summariser.evaluation.matching.quantities import Level, match
from summariser.evaluation.metrics.measure import Case, Measure, Metric, ratio


def precision(level: Level) -> Callable[[Case], Measure | None]:
    """Matched figures of all figures of the summary; no data for a summary without figures."""
    return lambda case: ratio(len(case.matches(level)), len(case.output.figures))


def recall(level: Level) -> Callable[[Case], Measure | None]:
    """Matched gold quantities of all; 0 of these for a failed article."""
    return lambda case: ratio(len(case.matches(level)), len(case.item.gold.quantities))


def f1(level: Level) -> Callable[[Case], Measure | None]:
    """Twice the matches, of figures and gold quantities together: the harmonic mean of precision and recall."""
    return lambda case: ratio(
        2 * len(case.matches(level)), len(case.output.figures) + len(case.item.gold.quantities)
    )


def core_recall(case: Case) -> Measure | None:
    """Core gold quantities that are found with value and bound, of all core ones."""
    return ratio(len(match(case.output.figures, case.core, Level.BOUND)), len(case.core))


METRICS = (
    *(Metric(f"quantities.precision.{level}", f"Precision, {level}", precision(level)) for level in Level),
    *(Metric(f"quantities.recall.{level}", f"Recall, {level}", recall(level)) for level in Level),
    *(Metric(f"quantities.f1.{level}", f"F1, {level}", f1(level)) for level in Level),
    Metric("core.recall", "Core recall", core_recall),
)
