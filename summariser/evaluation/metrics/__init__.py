"""The metrics, in the order of the tables; docs/reference/metrics.md gives each one's formula and an example."""

from summariser.evaluation.metrics import cost, judged, validity
from summariser.evaluation.metrics.fields import facts, invented, labels, quantities, responses
from summariser.evaluation.metrics.fields.facts import field_metric, field_metrics
from summariser.evaluation.metrics.measure import Case, Measure, Metric, Unit, total
from summariser.evaluation.metrics.prose import overlap, statements, words
from summariser.evaluation.metrics.verdicts import causes, leaks, verifier

METRICS: tuple[Metric, ...] = (
    *quantities.METRICS,
    *labels.METRICS,
    *verifier.METRICS,
    *causes.METRICS,
    *leaks.METRICS,
    *invented.METRICS,
    *words.METRICS,
    *responses.METRICS,
    *facts.METRICS,
    *statements.METRICS,
    *overlap.METRICS,
    *judged.METRICS,
    *validity.METRICS,
    *cost.METRICS,
)
"""All metrics, in the order of the tables; docs/reference/metrics.md has each one's formula, unit and an example."""
BY_NAME = {metric.name: metric for metric in METRICS}


def metric_named(name: str) -> Metric:
    """The metric of a name; "fields.PATH" is one for any path. Raises KeyError where there is none."""
    return BY_NAME.get(name) or field_metric(name)


__all__ = [
    "BY_NAME",
    "METRICS",
    "Case",
    "Measure",
    "Metric",
    "Unit",
    "field_metrics",
    "metric_named",
    "total",
]
