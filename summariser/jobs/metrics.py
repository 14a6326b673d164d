"""A run's figures as a Prometheus text file, for node_exporter's textfile collector or whoever reads the format."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summariser.errors import StorageError
from summariser.jobs.progress import Snapshot
from summariser.writing import whole

_PREFIX = "summariser_batch_"


def prometheus_text(now: Snapshot, *, ended: bool = False) -> str:
    """The figures in Prometheus' text format (version 0.0.4)."""
    lines: list[str] = []
    for name, kind, help_, values in _metrics(now, ended):
        lines += [f"# HELP {_PREFIX}{name} {help_}", f"# TYPE {_PREFIX}{name} {kind}"]
        lines += [f"{_PREFIX}{name}{labels} {value}" for labels, value in values]
    return "\n".join(lines) + "\n"


def _metrics(now: Snapshot, ended: bool) -> Iterator[tuple[str, str, str, list[tuple[str, Any]]]]:
    counts = now.counts
    states = ("done", "failed", "pending")
    yield (
        "articles", "gauge", "Articles of the run folder by state.",
        [(f'{{state="{state}"}}', getattr(counts, state)) for state in states],
    )  # fmt: skip
    yield "articles_flagged", "gauge", "Done articles with something unsupported.", [("", counts.flagged)]
    yield "articles_under_way", "gauge", "Articles that are with the model now.", [("", now.under_way)]
    yield "requests_total", "counter", "Requests of finished articles.", [("", counts.requests)]
    yield (
        "tokens_total", "counter", "Tokens of finished articles.",
        [('{kind="prompt"}', counts.prompt_tokens), ('{kind="completion"}', counts.completion_tokens)],
    )  # fmt: skip
    yield "cost_total", "counter", "Cost of those tokens at the prices given.", [("", round(now.cost, 6))]
    yield "articles_per_minute", "gauge", "Speed of this run.", [("", round(now.articles_per_minute, 3))]
    yield "running", "gauge", "1 while the run goes on, 0 after its end.", [("", int(not ended))]


class MetricsFile:
    """An observer that keeps the file up to date. Raises StorageError where it cannot be written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last = Snapshot.empty()

    def event(self, name: str, **details: Any) -> None:
        if name == "end":
            self._write(prometheus_text(self._last, ended=True))

    def progress(self, now: Snapshot) -> None:
        self._last = now
        self._write(prometheus_text(now))

    def _write(self, text: str) -> None:
        try:
            with whole(self._path) as file:
                file.write(text)
        except OSError as error:
            raise StorageError(f"{self._path}: {error.strerror or error}; name another --metrics") from error
