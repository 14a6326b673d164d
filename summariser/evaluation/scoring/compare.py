"""Two runs side by side: by how much each metric differs, with an interval, on the articles that both have."""

from dataclasses import dataclass
from enum import StrEnum

from summariser.errors import RunError
from summariser.evaluation.metrics import Metric
from summariser.evaluation.scoring.bootstrap import SIGNIFICANCE, Estimate, chance, difference
from summariser.evaluation.scoring.scores import Scores, known_system, paired_rows


class Finding(StrEnum):
    """What two runs show of a metric."""

    BETTER = "better"
    WORSE = "worse"
    NONE = "no difference shown"
    TOO_FEW = "too few articles to tell"


@dataclass(frozen=True)
class Difference:
    """A metric of a system of the new run against one of the old; `estimate` is new less old, in the metric's own unit.

    `better`, `worse` and `same` count articles; `chance`, from 0 to 1, is how often chance alone makes as large a difference
    (the paired randomisation test, Noreen 1989).

    >>> from pathlib import Path
    >>> scores = score(RunFolder(Path("scored")), Prices())
    >>> difference = compare(scores, scores)[0]
    >>> difference.estimate.value, difference.better, difference.verdict.value
    (0.0, 0, 'no difference shown')
    """

    metric: Metric
    system: str
    against: str
    estimate: Estimate
    better: int
    worse: int
    same: int
    chance: float

    @property
    def verdict(self) -> Finding:
        """Better or worse where the whole interval is on one side of zero and chance alone hardly makes so much of it.

        Of so few articles that chance may always have made it, nothing can be told.
        """
        low, high = self.estimate.low, self.estimate.high
        if not (self.better or self.worse or self.estimate.value):
            return Finding.NONE
        if low is None or high is None or 2 / 2**self.estimate.articles >= SIGNIFICANCE:
            return Finding.TOO_FEW
        if low <= 0 <= high or self.chance >= SIGNIFICANCE:
            return Finding.NONE
        return Finding.BETTER if (low > 0) == self.metric.higher_is_better else Finding.WORSE


def pairs_of(new: Scores, old: Scores) -> list[tuple[str, str]]:
    """Which system is held against which: those of one name; of two runs with one system each, the two.

    Raises RunError where no two belong together.
    """
    if len(new.systems) == len(old.systems) == 1:
        return [(new.systems[0], old.systems[0])]
    pairs = [(name, name) for name in new.systems if name in old.systems]
    if not pairs:
        raise RunError(
            f"{new.path} and {old.path} have no system in common: name one of each with --system and --against "
            f"({', '.join(new.systems)} / {', '.join(old.systems)})"
        )
    return pairs


def compare(
    new: Scores, old: Scores, *, system: str | None = None, against: str | None = None
) -> list[Difference]:
    """Every metric of every pair of systems that has data in both runs. Raises RunError where nothing can be paired.

    >>> from pathlib import Path
    >>> scores = score(RunFolder(Path("scored")), Prices())
    >>> {difference.verdict.value for difference in compare(scores, scores)}
    {'no difference shown'}
    """
    if system or against:
        name = known_system(system or against or "", new)
        pairs = [(name, known_system(against or name, old))]
    else:
        pairs = pairs_of(new, old)
    found = (differs(new, old, mine, theirs, metric) for mine, theirs in pairs for metric in new.every_metric)
    return [one for one in found if one]


def differs(new: Scores, old: Scores, system: str, against: str, metric: Metric) -> Difference | None:
    """One metric of one pair; None where no article has data in both."""
    mine, theirs = paired_rows(new, old, system, against, metric.name)
    made = difference(mine, theirs)
    if made is None:
        return None
    gaps = [float(m.value) - float(t.value) for m, t in zip(mine, theirs, strict=True) if m and t]
    up, down = sum(gap > 0 for gap in gaps), sum(gap < 0 for gap in gaps)
    better, worse = (up, down) if metric.higher_is_better else (down, up)
    return Difference(
        metric, system, against, made, better, worse, len(gaps) - up - down, chance(mine, theirs)
    )
