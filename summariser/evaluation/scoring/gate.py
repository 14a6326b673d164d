"""Whether a run is good enough: thresholds, and "no worse than run X", from a TOML file.

    [[threshold]]
    metric = "quantities.f1.all"
    min = 0.6                       # or max
    system = "loop local report_summary"   # of all systems, where left out

    [[no_worse_than]]
    run = "evals/last-release"      # a run folder, seen from the gate file
    metrics = ["quantities.f1.all", "core.recall"]
    by = 0.01                       # a loss up to this much is let pass; 0 where left out
    system = "loop local report_summary"
    against = "loop local report_summary"  # of the other run; the same name, where left out
    certain = true                  # false: any loss above `by` breaks it, shown by the interval or not

A loss is shown where the 95% interval of the paired difference lies wholly on the losing side, and chance alone makes
as large a difference less than once in twenty times. Of fewer than six articles that can never be told: the rule holds,
and the answer says that it tells nothing. On the same answers the difference is zero: an unchanged system
that answers the same always passes.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from summariser.errors import ConfigurationError, RunError
from summariser.evaluation.metrics import metric_named
from summariser.evaluation.scoring.compare import Finding, differs, pairs_of
from summariser.evaluation.scoring.formatting import format_difference, format_estimate
from summariser.evaluation.scoring.scores import Scores, known_metric, known_system


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Threshold(_Rule):
    """A metric that may not be below `min` or above `max`."""

    metric: str
    min: float | None = None
    max: float | None = None
    system: str | None = None

    @model_validator(mode="after")
    def _has_one(self) -> "Threshold":
        if self.min is None and self.max is None:
            raise ValueError("give min or max")
        return self


class NoWorseThan(_Rule):
    """Metrics that may not be worse than another run's."""

    run: Path
    metrics: Annotated[list[str], Field(min_length=1)]
    by: Annotated[float, Field(ge=0)] = 0.0
    system: str | None = None
    against: str | None = None
    certain: bool = True


class Gate(_Rule):
    """The rules of a gate file; `base` is the folder that it stands in."""

    threshold: tuple[Threshold, ...] = ()
    no_worse_than: tuple[NoWorseThan, ...] = ()
    base: Path = Field(default=Path(), exclude=True)


@dataclass(frozen=True)
class Check:
    """One rule on one system: what it asks, what the figures are, and whether it holds.

    `told` is False where it holds only because there are too few articles to tell.

    >>> Check("quantities.f1.all at least 0.6", "rules", passed=False, message="it is 0.52").passed
    False
    """

    name: str
    system: str
    passed: bool
    message: str
    told: bool = True


def load_gate(path: Path) -> Gate:
    r"""The rules of a TOML file: `[[threshold]]` and `[[no_worse_than]]`; docs/reference/metrics.md names the metrics.

    Raises ConfigurationError, naming the entry that is wrong, and RunError for a metric that there is not.

    >>> from pathlib import Path
    >>> written = Path("gate.toml").write_text('[[threshold]]\nmetric = "quantities.f1.all"\nmin = 0.6\n')
    >>> [rule.metric for rule in load_gate(Path("gate.toml")).threshold]
    ['quantities.f1.all']
    """
    try:
        rules = tomllib.loads(path.read_text(encoding="utf-8"))
        gate = Gate.model_validate({**rules, "base": path.parent})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ConfigurationError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except (OSError, ValueError) as error:  # ValueError: not UTF-8, or not TOML
        raise ConfigurationError(f"the gate {path} cannot be read: {error}") from error
    if not (gate.threshold or gate.no_worse_than):
        raise ConfigurationError(f"the gate {path} has no rule: add [[threshold]] or [[no_worse_than]]")
    named = [t.metric for t in gate.threshold] + [m for rule in gate.no_worse_than for m in rule.metrics]
    for name in named:
        known_metric(name)
    return gate


def check(gate: Gate, scores: Scores, load: Callable[[Path], Scores]) -> list[Check]:
    r"""Every rule on every system that it is for; `load` scores the run that a rule names.

    A rule whose metric has no data is broken: a gate that measured nothing must not pass. Raises RunError where a
    rule names a run or system that is not there, or the run is not finished.

    >>> from pathlib import Path
    >>> written = Path("gate.toml").write_text('[[threshold]]\nmetric = "quantities.f1.all"\nmin = 0.6\n')
    >>> scores = score(RunFolder(Path("scored")), Prices())
    >>> [(done.name, done.passed) for done in check(load_gate(Path("gate.toml")), scores, load=lambda folder: scores)]
    [('quantities.f1.all at least 0.6', True)]
    """
    if scores.missing:
        raise RunError(
            f"{scores.path} is not finished: {scores.missing} answers are missing; run it again first"
        )
    checks: list[Check] = []
    for threshold in gate.threshold:
        checks += _against_threshold(threshold, scores)
    for rule in gate.no_worse_than:
        checks += _against_run(rule, scores, load(gate.base / rule.run))
    return checks


def _against_threshold(rule: Threshold, scores: Scores) -> Iterator[Check]:
    metric = metric_named(rule.metric)
    limits = [f"at least {rule.min:g}"] if rule.min is not None else []
    limits += [f"at most {rule.max:g}"] if rule.max is not None else []
    asked = f"{rule.metric} {' and '.join(limits)}"
    for system in [known_system(rule.system, scores)] if rule.system else scores.systems:
        made = scores.estimate(system, rule.metric)
        passed = made is not None and (
            (rule.min is None or made.value >= rule.min) and (rule.max is None or made.value <= rule.max)
        )
        yield Check(asked, system, passed, f"{asked}: it is {format_estimate(made, metric.unit)}")


def _against_run(rule: NoWorseThan, scores: Scores, other: Scores) -> Iterator[Check]:
    if rule.system:
        name = known_system(rule.system, scores)
        pairs = [(name, known_system(rule.against or name, other))]
    else:
        pairs = pairs_of(scores, other)
    for system, against in pairs:
        for name in rule.metrics:
            yield _no_worse(rule, scores, other, system, against, name)


def _no_worse(
    rule: NoWorseThan, scores: Scores, other: Scores, system: str, against: str, name: str
) -> Check:
    metric = metric_named(name)
    asked = f"{name} no worse than {rule.run}" + (f" by more than {rule.by:g}" if rule.by else "")
    found = differs(scores, other, system, against, metric)
    if found is None:
        return Check(asked, system, False, f"{asked}: no data to compare")
    loss = -float(found.estimate.value) if metric.higher_is_better else float(found.estimate.value)
    shown = found.verdict is Finding.WORSE or not rule.certain
    passed = loss <= rule.by or not shown
    told = not passed or loss <= rule.by or found.verdict is not Finding.TOO_FEW
    message = (
        f"{asked}: {format_estimate(scores.estimate(system, name), metric.unit)} against "
        f"{format_estimate(other.estimate(against, name), metric.unit)}, a difference of "
        f"{format_difference(found.estimate, metric.unit)}; {found.worse} articles worse, {found.better} better"
    )
    return Check(asked, system, passed, message if told else f"{message}: {Finding.TOO_FEW}", told)
