"""How the parties stand to the findings: which parties the summary has, and whether it tells their stance."""

from summariser.evaluation.gold.annotations import GoldResponse
from summariser.evaluation.matching.assignment import best_pairs
from summariser.evaluation.metrics.fields.credit import by_words
from summariser.evaluation.metrics.measure import Case, Measure, Metric, ratio


def who(case: Case) -> Measure | None:
    """How far the gold's parties are among the summary's, each taken once."""
    gold = case.item.gold.responses
    return ratio(sum(credit for credit, _, _ in _pairs(case)), len(gold))


def precision(case: Case) -> Measure | None:
    """How far the summary's parties are the gold's; no data for a summary without any."""
    return ratio(sum(credit for credit, _, _ in _pairs(case)), len(case.output.responses))


def stance(case: Case) -> Measure | None:
    """Right stances among the parties that both have."""
    pairs = _pairs(case)
    return ratio(sum(told == gold.stance for _, told, gold in pairs), len(pairs))


def _pairs(case: Case) -> list[tuple[float, str, GoldResponse]]:
    """For each party that both have: how far the two names agree, the stance told, and the gold's response.

    They are paired so that the names agree the most in all; of a party that comes twice, with its right stance.
    """
    said, gold = case.output.responses, case.item.gold.responses
    credits = [[by_words(party, response.who) for response in gold] for party, _ in said]
    weights = [
        [
            credit and credit + (told == response.stance) / 1000
            for credit, response in zip(row, gold, strict=True)
        ]
        for row, (_, told) in zip(credits, said, strict=True)
    ]
    return [(credits[i][j], said[i][1], gold[j]) for i, j in best_pairs(weights)]


METRICS = (
    Metric("responses.who", "Parties found", who),
    Metric("responses.precision", "Parties, precision", precision),
    Metric("responses.stance", "Right stances", stance),
)
