"""Word overlap of the prose with a reference: ROUGE, by Google's rouge-score, if the extra is installed.

It says how many words are shared, not whether they say the same: a lost "not" costs nothing. It is for telling
that the prose changed much, never for telling which prose is better.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import Any

from summariser.evaluation.gold.visible import find_all
from summariser.evaluation.metrics.measure import Case, Measure, Metric

_NAMES = ("rouge1", "rougeL")


def overlap(name: str) -> Callable[[Case], Measure | None]:
    """ROUGE's F-measure of abstract and findings; no data without rouge-score, and none for a failure."""

    def measure(case: Case) -> Measure | None:
        scorer = _scorer()
        if case.failed or scorer is None or not case.output.prose:
            return None
        return Measure(_scores(reference(case), case.output.prose)[name], 1)

    return measure


def reference(case: Case) -> str:
    """The gold's own abstract, or else the headline and the article's sentences that hold a core figure."""
    gold, article = case.item.gold, case.item.article
    if gold.abstract:
        return gold.abstract
    starts = {start for quantity in case.core for start, _ in find_all(quantity.text, article.text)[:1]}
    held = [s.text for s in article.sentences if any(s.start <= start < s.end for start in starts)]
    return "\n".join(dict.fromkeys([gold.headline, *held]))


@lru_cache(maxsize=1024)
def _scores(sought: str, said: str) -> dict[str, float]:
    scored = _scorer().score(sought, said)
    return {name: scored[name].fmeasure for name in _NAMES}


@cache
def _scorer() -> Any:
    if find_spec("rouge_score") is None:
        return None
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(_NAMES, use_stemmer=True)


METRICS = (
    Metric("overlap.rouge1", "Word overlap (ROUGE-1 F)", overlap("rouge1")),
    Metric("overlap.rougeL", "Word overlap (ROUGE-L F)", overlap("rougeL")),
)
