"""What every candidate has, and how the pieces of evidence for one are put together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

# A first candidate is sure that is so likely, and whose odds are so many times those of the second. By judgement, with
# an eye on how many sure ones are wrong on evals (benchmarks/accuracy/report_facts.py).
_SURE, _TIMES = 0.6, 4
_MOST = 0.99


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece of an article that may fill a field: `text == article.text[start:end]`.

    `score` is between 0 and 1, the more the likelier; at most one candidate of a list, its first, is `sure`: so much
    likelier than the others that nobody need be asked.

    >>> article = Article.from_text("A study by the Salt Institute counts 12 mines, the institute said.")
    >>> (issuer,) = issuers_of(article)
    >>> article.text[issuer.start : issuer.end], issuer.sure
    ('Salt Institute', True)
    """

    start: int
    end: int
    text: str
    score: float
    sure: bool


AnyCandidate = TypeVar("AnyCandidate", bound=Candidate)


def together(weights: Iterable[float]) -> float:
    """How likely something is that several signs speak for, each of which alone makes it so likely."""
    doubt = 1.0
    for weight in weights:
        doubt *= 1 - weight
    return min(1 - doubt, _MOST)


def ranked(candidates: Iterable[AnyCandidate]) -> tuple[AnyCandidate, ...]:
    """The likeliest first, of equally likely ones that which stands first; the first marked where it is sure."""
    found: Sequence[AnyCandidate] = sorted(candidates, key=lambda c: (-c.score, c.start))
    if not found:
        return ()
    second = found[1].score if len(found) > 1 else 0.0
    sure = found[0].score >= _SURE and _odds(found[0].score) >= _TIMES * _odds(second)
    return (replace(found[0], sure=sure), *found[1:])


def _odds(score: float) -> float:
    return score / (1 - score)
