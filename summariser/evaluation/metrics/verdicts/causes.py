"""Wrong numbers that leave without an alarm, by what let them: where to look first.

The causes are tried in this order:

    furniture   the number is the page's, or was taken back: the gold forbids it
    label       a gold quantity has the value with a bound that fits: the unit is another one
    finder      the number finder reads the article so, and the gold does not: the article's own number was misread
    verifier    the article has no such number, or not with this bound
"""

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from summariser.evaluation.matching.yardstick import bound_fits, same_value
from summariser.evaluation.metrics.measure import Case, Measure, Metric, Unit
from summariser.evaluation.metrics.verdicts.truth import is_forbidden, right
from summariser.evaluation.records.record import Judged
from summariser.numbers import Bound, NumberMention, find_numbers


class Cause(StrEnum):
    """What let a wrong number through."""

    FINDER = "finder"
    FURNITURE = "furniture"
    LABEL = "label"
    VERIFIER = "verifier"


def unseen(case: Case) -> list[Judged]:
    """The numbers of the summary that are wrong by the gold and have no alarm."""
    return [claim for claim in case.output.claims if claim.ok and right(case, claim) is False]


def cause_of(case: Case, claim: Judged) -> Cause:
    """The cause of a number of the summary that is wrong by the gold."""
    said = claim.said
    if said is None:  # not so of a number
        return Cause.VERIFIER
    of_value = [
        q.bound
        for q in case.item.gold.quantities
        if same_value(said.value, q.value) and same_value(said.upper, q.upper)
    ]
    if not of_value and is_forbidden(case, said):
        return Cause.FURNITURE
    if any(bound_fits(Bound(said.bound), bound) for bound in of_value):
        return Cause.LABEL
    read = any(
        (m.value, m.upper, m.bound) == (said.value, said.upper, said.bound)
        for m in _read(case.item.article.text)
    )
    return Cause.FINDER if read else Cause.VERIFIER


def after(cause: Cause) -> Callable[[Case], Measure | None]:
    """Wrong numbers without an alarm of one cause; the causes' sum is `unsupported.after`."""

    def measure(case: Case) -> Measure | None:
        if case.failed:
            return None
        return Measure(sum(cause_of(case, claim) is cause for claim in unseen(case)), 1)

    return measure


@lru_cache(maxsize=64)
def _read(text: str) -> tuple[NumberMention, ...]:
    return tuple(find_numbers(text))


METRICS = tuple(
    Metric(f"unsupported.after.{cause}", f"Without an alarm: {cause}", after(cause), False, Unit.COUNT)
    for cause in Cause
)
