"""What people put right, beside the machine's answer: labels of quantities, marks on numbers, rows of a comparison."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from summariser.comparison import Corrections
from summariser.outside import DEEPEST
from summariser.service.jobs import JobService
from summariser.service.records import Job
from summariser.verification.summary.records import is_number
from summariser.views.html.summary_side import amount

MARK = "mark:"
LABELS = ("what", "period")
# In characters, by judgement.
LONGEST = 500
MOST = 5000  # corrections of one job


@dataclass(frozen=True)
class Corrected:
    """What people say of a job: labels by their path, and marks by the key of their number."""

    labels: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Labelled:
    """A quantity of a summary with the labels that the machine gave it."""

    path: str
    amount: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Step:
    """One correction of a comparison's rows; `name` is by which it is taken back."""

    name: str
    words: str


def corrected_of(job_service: JobService, job: Job) -> Corrected:
    """What people say of a summary or a check."""
    kept = job_service.corrections(job.id)
    labels = {path: value for path, value in kept.items() if isinstance(value, str)}
    return Corrected(
        labels, {key.removeprefix(MARK): value for key, value in kept.items() if key.startswith(MARK)}
    )


def quantities_in(summary: Any, path: str = "", depth: int = 0) -> list[Labelled]:
    """The quantities of a summary, wherever they stand."""
    return list(_quantities(summary, path, depth))


def _quantities(value: Any, path: str, depth: int) -> Iterator[Labelled]:
    if depth > DEEPEST:
        return
    if isinstance(value, dict) and isinstance(value.get("what"), str) and is_number(value.get("value")):
        labels = {name: str(value.get(name) or "") for name in LABELS if name in value}
        yield Labelled(path, amount(value), labels)
    elif isinstance(value, dict | list):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for name, part in parts:
            yield from _quantities(part, f"{path}.{name}" if path else str(name), depth + 1)


def relabelled(result: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, Any]:
    """A result whose summary has people's labels instead of the machine's, for tables, which have room for one."""
    made = {**result, "summary": deepcopy(result.get("summary"))}
    for path, label in labels.items():
        at: Any = made["summary"]
        *steps, last = path.split(".")
        with suppress(LookupError, TypeError, ValueError):  # there is no such quantity any more
            for step in steps:
                at = at[int(step)] if isinstance(at, list) else at[step]
            at[last] = label
    return made


def steps_of(grouping: Corrections) -> list[Step]:
    """The corrections of a comparison's rows in words, in the order in which they are made."""
    splits = [
        Step(f"split-{at}", f"split off {_named(part.figures)}") for at, part in enumerate(grouping.split)
    ]
    joins = [Step(f"join-{at}", f"joined {_named(part.figures)}") for at, part in enumerate(grouping.join)]
    renames = [
        Step(f"rename-{at}", f"called {_named((part.figure,))} “{part.what}”")
        for at, part in enumerate(grouping.rename)
    ]
    return [*splits, *joins, *renames]


def _named(keys: tuple[str, ...]) -> str:
    """Figures as people know them, from their keys, "article:sentence:number"."""
    parts = (key.rsplit(":", 2) for key in keys)
    return ", ".join(f"{part[2]} ({part[0]})" if len(part) > 2 else part[0] for part in parts)


def without(grouping: Corrections, name: str) -> Corrections:
    """The corrections without that of a name."""
    kind, _, number = name.partition("-")
    parts: dict[str, list[Any]] = {
        each: list(getattr(grouping, each)) for each in ("join", "split", "rename")
    }
    if kind in parts and number.isdecimal() and int(number) < len(parts[kind]):
        del parts[kind][int(number)]
    return Corrections(**{each: tuple(made) for each, made in parts.items()})


def with_step(grouping: Corrections, do: str, figures: list[str], what: str) -> Corrections:
    """The corrections with one more; a row that is renamed again has its last name."""
    made = grouping.model_dump()
    if do == "rename":
        kept = [one for one in made["rename"] if one["figure"] != figures[0]]
        made["rename"] = [*kept, {"figure": figures[0], "what": what}]
    else:
        made[do] = [*made[do], {"figures": figures}]
    return Corrections.model_validate(made)
