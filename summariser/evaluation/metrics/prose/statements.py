"""Figures in the prose: how many of the core ones a reader of the words alone is told, and how many wrong ones."""

from summariser.evaluation.matching.assignment import best_pairs
from summariser.evaluation.metrics.measure import Case, Measure, Metric, Unit, ratio
from summariser.evaluation.metrics.verdicts.truth import in_prose, right, says
from summariser.numbers import find_numbers


def core_in_prose(case: Case) -> Measure | None:
    """Core quantities that some number of the prose says, by the yardstick; no number says two, no quantity is told twice."""
    numbers = [
        (in_prose(m), path) for path, text in _prose(case) for m in find_numbers(text) if m.is_quantity
    ]
    weights = [[float(says(number, quantity, path)) for quantity in case.core] for number, path in numbers]
    return ratio(len(best_pairs(weights)), len(case.core))


def wrong_numbers(case: Case) -> Measure | None:
    """Numbers of the prose that are wrong by the gold, whatever the verdict on them."""
    if case.failed:
        return None
    paths = {path for path, _ in _prose(case)}
    return Measure(sum(c.path in paths and right(case, c) is False for c in case.output.claims), 1)


def _prose(case: Case) -> list[tuple[str, str]]:
    """The prose, each string with its path; a field that the gold has among its `fields` is none."""
    return [(path, text) for path, text in case.output.told if path not in case.item.gold.fields]


METRICS = (
    Metric("core.in_prose", "Core figures told in prose", core_in_prose),
    Metric("prose.wrong_numbers", "Wrong numbers in prose", wrong_numbers, False, Unit.COUNT),
)
