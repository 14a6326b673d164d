"""A judge's ratings from 1 to 5, where a judge was asked for: one model's opinion, no measurement."""

from collections.abc import Callable

from summariser.evaluation.metrics.measure import Case, Measure, Metric, Unit


def rating(name: str) -> Callable[[Case], Measure | None]:
    """The mean rating; no data without a judge, or where it gave no usable answer."""

    def measure(case: Case) -> Measure | None:
        opinion = case.judgement.opinion if case.judgement else None
        return Measure(getattr(opinion, name), 1) if opinion else None

    return measure


METRICS = tuple(
    Metric(f"judge.{name}", f"Judge's rating, {name} (1 to 5)", rating(name), unit=Unit.COUNT)
    for name in ("faithful", "complete", "clear")
)
