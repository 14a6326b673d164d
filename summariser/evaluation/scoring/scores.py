"""From a run folder to scores: every metric of every system on every article. Asks no model."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from summariser.errors import RunError
from summariser.evaluation.gold.corpus import Item, load_corpus
from summariser.evaluation.metrics import (
    BY_NAME,
    METRICS,
    Case,
    Measure,
    Metric,
    field_metrics,
    metric_named,
    total,
)
from summariser.evaluation.records.prices import Prices
from summariser.evaluation.records.record import judged
from summariser.evaluation.runs.run_folder import Cell, RunFolder, Settings
from summariser.evaluation.runs.runner import text_digest
from summariser.evaluation.scoring.bootstrap import Estimate, estimate
from summariser.evaluation.scoring.judge import judgement_key
from summariser.verification import verify


@dataclass(frozen=True)
class Scores:
    """A scored run. `cases` holds each system's answers by article, its repeats one after the other; `missing` counts the cells
    that have no answer yet.

    >>> from pathlib import Path
    >>> scores = score(RunFolder(Path("scored")), Prices())
    >>> scores.systems, scores.missing, list(scores.cases["rules"])
    (['rules'], 0, ['bridges'])
    """

    path: Path
    settings: Settings
    prices: Prices
    items: tuple[Item, ...]
    cases: dict[str, dict[str, list[Case]]]
    missing: int

    @property
    def systems(self) -> list[str]:
        """The systems' names, in the order of the run."""
        return self.settings.systems

    @property
    def metrics(self) -> list[Metric]:
        """The metrics for tables: all, but for a judge's where none was asked."""
        return [m for m in self.every_metric if self.settings.judge or not m.name.startswith("judge.")]

    @property
    def every_case(self) -> list[Case]:
        """Each system's answers, article by article."""
        return [case for articles in self.cases.values() for repeats in articles.values() for case in repeats]

    @cached_property
    def every_metric(self) -> list[Metric]:
        """The metrics that there are, and one for each field of a report type's own that the gold speaks of."""
        return [*METRICS, *field_metrics(item.gold for item in self.items)]

    @cached_property
    def _measures(self) -> dict[tuple[str, str], list[Measure | None]]:
        return {
            (system, metric.name): [
                total(metric.measure(case) for case in self.cases[system].get(item.name, ()))
                for item in self.items
            ]
            for system in self.systems
            for metric in self.every_metric
        }

    def row(self, system: str, metric: str) -> list[Measure | None]:
        """The metric on each article, in the order of the items; the repeats of an article are added up."""
        return self._measures.get((system, metric), [None] * len(self.items))

    @cached_property
    def _estimates(self) -> dict[tuple[str, str], Estimate | None]:
        return {key: estimate(row) for key, row in self._measures.items()}

    def estimate(self, system: str, metric: str) -> Estimate | None:
        """The metric over all articles, with its interval; None where there is no data."""
        return self._estimates.get((system, metric))

    def failures(self, system: str) -> Counter[str]:
        """The failed answers of a system by the kind of their error."""
        answers = (case.record.answer for cases in self.cases[system].values() for case in cases)
        return Counter(answer.failure.kind for answer in answers if answer.failure)


def score(folder: RunFolder, prices: Prices, *, gold: Path | None = None, reverify: bool = False) -> Scores:
    """Scores what a run folder holds, against the gold folder that its settings name or another one.

    `reverify` takes the verdicts of the verifier as it stands, rather than those that were stored.
    Raises RunError where the run does not fit the gold: an article's text has changed since, or is gone.

    >>> from pathlib import Path
    >>> len(score(RunFolder(Path("scored")), Prices()).every_case)
    1
    """
    settings = folder.settings()
    names = sorted(settings.digests)
    items = load_corpus(gold or _gold_of(settings, folder), only=names)
    cases: dict[str, dict[str, list[Case]]] = {system: defaultdict(list) for system in settings.systems}
    by_name = {item.name: item for item in items}
    missing = 0
    for cell in settings.cells:
        case = _case(cell, by_name, folder, prices, settings.judge, reverify)
        if case:
            cases[cell.system][cell.article].append(case)
        missing += case is None
    return Scores(folder.path, settings, prices, tuple(items), cases, missing)


def _gold_of(settings: Settings, folder: RunFolder) -> Path:
    gold = Path(settings.gold)
    if not gold.is_dir():
        raise RunError(
            f"the run {folder.path} is of the gold {gold}, which is not there: name its folder with --gold"
        )
    return gold


def _case(
    cell: Cell, items: dict[str, Item], folder: RunFolder, prices: Prices, judge: str | None, reverify: bool
) -> Case | None:
    record = folder.record(cell.file)
    if record is None:
        return None
    item = items[cell.article]
    if record.text_digest != text_digest(item):
        raise RunError(
            f"the text of {item.gold.file} is not the one that {folder.path} was made of: "
            "run it again, and only that article is asked anew"
        )
    judgement = None
    if judge:
        name, _, base_url = judge.partition(" ")
        judgement = folder.judgement(name, cell.file, judgement_key(record, name, base_url or None))
    if reverify and record.answer.summary:
        verdicts = judged(verify(record.answer.summary, item.article))
        record = record.model_copy(update={"answer": record.answer.model_copy(update={"verdicts": verdicts})})
    return Case(item, record, prices, judgement)


def known_metric(name: str) -> str:
    """The name, if a metric has it; else raises RunError with the names that there are."""
    try:
        return metric_named(name).name
    except KeyError:
        raise RunError(f"there is no metric {name!r}: there are {', '.join(BY_NAME)}") from None


def known_system(name: str, scores: Scores) -> str:
    """The name, if the run has such a system; else raises RunError with the names that there are."""
    if name not in scores.systems:
        raise RunError(f"the run {scores.path} has no system {name!r}: it has {', '.join(scores.systems)}")
    return name


def paired_rows(
    new: Scores, old: Scores, system: str, against: str, metric: str
) -> tuple[Sequence[Measure | None], Sequence[Measure | None]]:
    """A metric of two systems on the articles that both runs have. Raises RunError where they have none."""
    names = {item.name for item in new.items} & {item.name for item in old.items}
    if not names:
        raise RunError(f"{new.path} and {old.path} have no article in common")
    mine, theirs = (
        {i.name: m for i, m in zip(s.items, s.row(name, metric), strict=True)}
        for s, name in ((new, system), (old, against))
    )
    return [mine[n] for n in sorted(names)], [theirs[n] for n in sorted(names)]
