"""What a figure is said to count, and for when: the part of an extraction that a number finder alone cannot do."""

from summariser.evaluation.matching.quantities import Level
from summariser.evaluation.matching.yardstick import stems
from summariser.evaluation.metrics.fields.credit import by_time
from summariser.evaluation.metrics.measure import Case, Measure, Metric, Unit, ratio
from summariser.evaluation.metrics.prose.words import plain

# In characters, by judgement: shorter ones are articles and prepositions.
_SHORTEST_WORD = 3


def what(case: Case) -> Measure | None:
    """Mean word overlap (F1 of stems) of what figures count with the gold's words, over the figures of its values.

    The gold's words are one way to say it: this tells better labels from worse ones, and is no share of right ones.
    """
    pairs = case.matches(Level.VALUE)
    return ratio(sum(_overlap(figure.what, gold.what) for figure, gold in pairs), len(pairs))


def period(case: Case) -> Measure | None:
    """Figures of the gold's values whose period holds the gold's or is held by it, of those to which it gives one."""
    pairs = [(figure, gold) for figure, gold in case.matches(Level.VALUE) if gold.period]
    return ratio(sum(_holds(figure.period, gold.period or "") for figure, gold in pairs), len(pairs))


def period_by_value(case: Case) -> Measure | None:
    """How far the periods of figures of the gold's values agree with the gold's, where it gives one; see `by_time`."""
    pairs = [(figure, gold.period) for figure, gold in case.matches(Level.VALUE) if gold.period]
    published = case.item.gold.published
    return ratio(sum(by_time(figure.period, period, published) for figure, period in pairs), len(pairs))


def false_periods(case: Case) -> Measure | None:
    """Figures of the gold's values that have a period where the gold gives none."""
    if case.failed:
        return None
    pairs = case.matches(Level.VALUE)
    return Measure(sum(bool(figure.period) and not gold.period for figure, gold in pairs), 1)


def _overlap(said: str, gold: str) -> float:
    mine, theirs = stems(said, _SHORTEST_WORD), stems(gold, _SHORTEST_WORD)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine or theirs else 0.0


def _holds(said: str, gold: str) -> bool:
    mine, theirs = plain(said), plain(gold)
    return bool(mine) and (mine in theirs or theirs in mine)


METRICS = (
    Metric("labels.what", "What is counted (word overlap)", what),
    Metric("labels.period", "Right periods", period),
    Metric("labels.period_by_value", "Right periods, by value", period_by_value),
    Metric("labels.false_periods", "Periods where there is none", false_periods, False, Unit.COUNT),
)
