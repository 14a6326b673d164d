"""What verification is worth: wrong numbers with and without it, and how far its alarms can be believed."""

from summariser.evaluation.metrics.measure import Case, Measure, Metric, Unit, ratio
from summariser.evaluation.metrics.verdicts.truth import right


def unsupported_before(case: Case) -> Measure | None:
    """Numbers of a summary that are wrong by the gold, whatever the verdict on them."""
    return None if case.failed else Measure(sum(right(case, c) is False for c in case.output.claims), 1)


def unsupported_after(case: Case) -> Measure | None:
    """Those of them that leave without an alarm."""
    if case.failed:
        return None
    return Measure(sum(c.ok and right(case, c) is False for c in case.output.claims), 1)


def unsupported_unmarked(case: Case) -> Measure | None:
    """Those that leave as plainly supported: with neither an alarm nor a doubt ("look again")."""
    if case.failed:
        return None
    return Measure(sum(c.ok and not c.doubt and right(case, c) is False for c in case.output.claims), 1)


def verifier_precision(case: Case) -> Measure | None:
    """Alarms on numbers that are wrong by the gold, of all alarms that the gold can judge."""
    judged = [right(case, c) for c in case.output.claims if not c.ok]
    known = [truth for truth in judged if truth is not None]
    return ratio(sum(not truth for truth in known), len(known))


def verifier_recall(case: Case) -> Measure | None:
    """Numbers that are wrong by the gold and have an alarm, of all wrong ones."""
    wrong = [c for c in case.output.claims if right(case, c) is False]
    return ratio(sum(not c.ok for c in wrong), len(wrong))


METRICS = (
    Metric("unsupported.before", "Wrong numbers", unsupported_before, False, Unit.COUNT),
    Metric("unsupported.after", "Wrong numbers without an alarm", unsupported_after, False, Unit.COUNT),
    Metric(
        "unsupported.unmarked",
        "Wrong numbers with neither an alarm nor a doubt",
        unsupported_unmarked,
        False,
        Unit.COUNT,
    ),
    Metric("verifier.precision", "Verifier's precision", verifier_precision),
    Metric("verifier.recall", "Verifier's recall", verifier_recall),
)
