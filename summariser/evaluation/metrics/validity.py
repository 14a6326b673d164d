"""Whether there is a summary at all, and how often an answer had the schema at the first try."""

from summariser.evaluation.metrics.measure import Case, Measure, Metric, ratio

_WRONG_SHAPE = ("not of the schema", "cut off")


def valid(case: Case) -> Measure:
    """1 of 1 for a summary of its schema, 0 of 1 for a failure."""
    return Measure(int(not case.failed), 1)


def first_try(case: Case) -> Measure | None:
    """Answers of the model that had the schema asked for, of all that came."""
    errors = [a.error or "" for a in case.record.answer.provenance.attempts if a.usage or a.error]
    came = [e for e in errors if not e or any(word in e for word in _WRONG_SHAPE)]
    return ratio(sum(not error for error in came), len(came))


METRICS = (
    Metric("schema.valid", "Summaries of the schema", valid),
    Metric("schema.first_try", "Answers of the schema", first_try),
)
