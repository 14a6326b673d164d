"""What an answer cost: requests, tokens, money, seconds; and failures."""

from decimal import Decimal

from summariser.evaluation.metrics.measure import Case, Measure, Metric, Unit
from summariser.extraction import Attempt


def prompt_tokens(case: Case) -> Measure | None:
    """Tokens of the prompts of all requests, as the server counted them; unknown where it did not."""
    return _tokens(case, "prompt_tokens")


def completion_tokens(case: Case) -> Measure | None:
    """Tokens that the model wrote, over all requests."""
    return _tokens(case, "completion_tokens")


def cost(case: Case) -> Measure | None:
    """Tokens times their prices; no data where the model has no price, or its server counts no tokens.

    A system that asks no model costs nothing.
    """
    made = case.record.answer.provenance
    if not made.model:
        return Measure(Decimal(0), 1)
    price = case.prices.of(made.model)
    if price is None or not _counted(made.attempts):
        return None
    return Measure(price.cost(made.usage), 1)


def requests(case: Case) -> Measure:
    """Requests to the model, failed ones too."""
    return Measure(len(case.record.answer.provenance.attempts), 1)


def seconds(case: Case) -> Measure:
    """Wall time of the article on the machine of the run; what else that machine did counts in."""
    return Measure(case.record.answer.provenance.seconds, 1)


def failures(case: Case) -> Measure:
    """Articles without a summary, of all."""
    return Measure(int(case.failed), 1)


def _tokens(case: Case, name: str) -> Measure | None:
    made = case.record.answer.provenance
    if not _counted(made.attempts):
        return None
    return Measure(getattr(made.usage, name), 1)


def _counted(attempts: list[Attempt]) -> bool:
    """Whether the server counted the tokens of what it answered; of a request that failed there is no count."""
    return all(a.usage or a.error for a in attempts) and (not attempts or any(a.usage for a in attempts))


METRICS = (
    Metric("requests", "Requests", requests, False, Unit.COUNT),
    Metric("tokens.prompt", "Prompt tokens", prompt_tokens, False, Unit.COUNT),
    Metric("tokens.completion", "Completion tokens", completion_tokens, False, Unit.COUNT),
    Metric("cost", "Cost", cost, False, Unit.MONEY),
    Metric("seconds", "Seconds", seconds, False, Unit.SECONDS),
    Metric("failures", "Failures", failures, False),
)
