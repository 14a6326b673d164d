"""The metrics, in the order of the tables; docs/metrics.md gives each one's formula and an example."""

from summariser.evaluation.metrics import (
    cost,
    judged,
    labels,
    leaks,
    overlap,
    quantities,
    validity,
    verifier,
    words,
)
from summariser.evaluation.metrics.measure import Case, Measure, Metric, Unit, total

METRICS: tuple[Metric, ...] = (
    *quantities.METRICS,
    *labels.METRICS,
    *verifier.METRICS,
    *leaks.METRICS,
    *words.METRICS,
    *overlap.METRICS,
    *judged.METRICS,
    *validity.METRICS,
    *cost.METRICS,
)
BY_NAME = {metric.name: metric for metric in METRICS}

__all__ = ["BY_NAME", "METRICS", "Case", "Measure", "Metric", "Unit", "total"]
