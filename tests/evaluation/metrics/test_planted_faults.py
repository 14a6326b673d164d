"""A fault planted in a summary moves the metrics that it should, and no other."""

from typing import Any

import pytest

from summariser.evaluation.metrics import METRICS
from summariser.fields import Quotation
from summariser.numbers import Bound
from summariser.schemas.report_summary import Finding, Report, ReportSummary
from tests.evaluation.making import PERFECT, case, quantity, summary, values

Q = "quantities"
LEVELS = ("value", "value+bound", "value+unit", "all")
RECALLS = {f"{Q}.{kind}.{level}" for kind in ("recall", "f1") for level in LEVELS}
PRECISIONS = {f"{Q}.{kind}.{level}" for kind in ("precision", "f1") for level in LEVELS}
WITH_BOUND = {
    f"{Q}.{kind}.{level}" for kind in ("precision", "recall", "f1") for level in ("value+bound", "all")
}
WITH_UNIT = {
    f"{Q}.{kind}.{level}" for kind in ("precision", "recall", "f1") for level in ("value+unit", "all")
}
ALARM = {"unsupported.before", "verifier.precision", "verifier.recall"}
# A wrong number without an alarm, which the gold forbids.
UNSEEN = {
    "unsupported.before",
    "unsupported.after",
    "unsupported.after.furniture",
    "verifier.recall",
}
TOLD = {"core.in_prose", "prose.wrong_numbers"}
PERIODS = {"labels.period", "labels.period_by_value", "invented"}
PROSE = {"overlap.rouge1", "overlap.rougeL"}
FINDING = Finding(text="Repairs cost €5 million.", evidence=[3])


def _with(index: int, **changes: Any) -> ReportSummary:
    changed = PERFECT[index].model_copy(update=changes)
    return summary([*PERFECT[:index], changed, *PERFECT[index + 1 :]])


FAULTS = {
    "a dropped background number": (summary(PERFECT[:5]), RECALLS),
    "a dropped core number": (summary(PERFECT[1:]), RECALLS | {"core.recall"}),
    "a swapped bound, which has an alarm": (
        _with(0, bound=Bound.LESS_THAN),
        WITH_BOUND | ALARM | {"core.recall"},
    ),
    "a bound lost": (_with(0, bound=Bound.EXACTLY), WITH_BOUND | ALARM | {"core.recall"}),
    "another unit": (_with(1, unit="GBP"), WITH_UNIT | ALARM),
    "a number of no article": (summary([*PERFECT, quantity(123, "bridge")]), PRECISIONS | ALARM),
    "a leaked figure of the page": (
        summary([*PERFECT, quantity(17, "sailor")]),
        PRECISIONS | ALARM | {"leaks.furniture"},
    ),
    # The article has the number, in words that verification does not know: only the gold knows that it was taken back.
    "a retracted figure": (
        summary([*PERFECT, quantity(48, "bridge")]),
        PRECISIONS | UNSEEN | {"leaks.must_not_appear"},
    ),
    "a leak in prose": (summary(abstract="17 sailors."), PROSE | ALARM | TOLD | {"leaks.furniture"}),
    "words that tell of a retraction": (
        summary(abstract="An earlier 48 was wrong."),
        PROSE | UNSEEN | TOLD | {"unsupported.unmarked"},
    ),
    "a changed quotation": (
        summary(quotations=[Quotation(text="We have rarely seen cracks.", speaker="Ann Bo", evidence=[7])]),
        {"quotations.verbatim", "quotations.recall", "quotations.speaker"},
    ),
    "another speaker": (
        summary(
            quotations=[
                Quotation(
                    text="We have never seen such cracks before,", speaker="Structures Board", evidence=[7]
                )
            ]
        ),
        {"quotations.speaker", "names.recall"},
    ),
    "a misspelled name": (
        summary(report=Report(title=None, issuer="Structure Board", date="Monday", period="2025")),
        {"names.verbatim", "names.recall", "report.facts", "report.issuer", "invented"},
    ),
    "another thing counted": (_with(1, what="price of ferries"), {"labels.what"}),
    # The verifier sees it, and calls the number wrong, of which the gold says that it is right.
    "another period": (_with(0, period="1999"), PERIODS | {"verifier.precision"}),
    "other words": (summary(key_findings=[FINDING, FINDING]), PROSE),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_moves_its_metrics_alone(fault: str) -> None:
    planted, expected = FAULTS[fault]
    before, after = values(case()), values(case(planted))
    moved = {name for name in before if before[name] != after[name]}
    assert moved == expected


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_never_makes_a_metric_better(fault: str) -> None:
    """Where both have data; word overlap, which says nothing of quality, aside."""
    planted, _ = FAULTS[fault]
    before, after = values(case()), values(case(planted))
    for metric in METRICS:
        was, now = before[metric.name], after[metric.name]
        if was is not None and now is not None and metric.name not in PROSE:
            assert (now <= was) if metric.higher_is_better else (now >= was), metric.name  # type: ignore[operator]
