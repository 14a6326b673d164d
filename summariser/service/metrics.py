"""What the service tells Prometheus, in a registry of its own."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from summariser.service.jobs import Load
from summariser.service.processes.pool import WorkerPool
from summariser.service.records import State

# By judgement: about as Prometheus's own, each reaching the longest that a check or a summary may take.
_CHECK_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_SUMMARY_S = (0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800)
_STAGES = ("fetch", "read", "numbers", "verification", "comparison", "export")


class Metrics:
    """Counts and times of one service."""

    def __init__(self, load: Callable[[], Load], workers: WorkerPool) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(_Now(load, workers))
        self._seconds = Histogram(
            "summariser_work_seconds",
            "Seconds of work in a worker or on the network, waiting included, by what was done.",
            ["work"],
            buckets=_CHECK_S,
            registry=self.registry,
        )
        for stage in _STAGES:
            self._seconds.labels(stage)
        self._summaries = Histogram(
            "summariser_summary_seconds",
            "Seconds of a summary, from when it was begun, by model and whether it is done or failed.",
            ["model", "state"],
            buckets=_SUMMARY_S,
            registry=self.registry,
        )
        self._refused = Counter(
            "summariser_refused_requests",
            "Requests that were refused, by status.",
            ["status"],
            registry=self.registry,
        )

    @contextmanager
    def timed(self, work: str) -> Iterator[None]:
        """Takes the time of a block, however it ends."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._seconds.labels(work).observe(time.perf_counter() - begun)

    def summarised(self, model: str, seconds: float, state: State) -> None:
        """Counts a summary that has ended."""
        self._summaries.labels(model, state.value).observe(seconds)

    def answered(self, status: int) -> None:
        """Counts an answer, if it is a refusal."""
        if status >= 400:
            self._refused.labels(str(status)).inc()

    def text(self) -> bytes:
        """All of it, in the text format of Prometheus."""
        return generate_latest(self.registry)


class _Now(Collector):
    """What is so at the time that it is asked for."""

    def __init__(self, load: Callable[[], Load], workers: WorkerPool) -> None:
        self._load, self._workers = load, workers

    def collect(self) -> Iterator[Metric]:
        load = self._load()
        jobs = GaugeMetricFamily(
            "summariser_summaries",
            "Summaries: those that wait and run now, and those that ended since the start.",
            labels=["state"],
        )
        for state in ("queued", "running", "done", "failed"):
            jobs.add_metric([state], getattr(load, state))
        yield jobs
        seconds = GaugeMetricFamily(
            "summariser_seconds_an_article",
            "Seconds that a summary takes at present, by model.",
            labels=["model"],
        )
        for model, value in load.seconds_an_article.items():
            seconds.add_metric([model], value)
        yield seconds
        told = {
            "summariser_from_store": ("Summaries that were answered from the store.", load.from_store),
            "summariser_event_readers": ("Clients that follow events.", load.readers),
            "summariser_waiting_checks": ("Checks that wait for a worker or run.", self._workers.waiting),
        }
        for name, (meaning, value) in told.items():
            yield GaugeMetricFamily(name, meaning, value=value)
