"""What is measured: each task beside its yardstick, in processor time or memory.

    python -m benchmarks.ratios.tasks [NAME ...]

One round, as JSON: the ratios by name, all or those named.
"""

import asyncio
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.jobs.batch import ROOT, WITH_FIGURES, bare_loop, bodies, model_server, write_articles
from benchmarks.jobs.long_line import jsonl
from benchmarks.ratios.yardstick import pure_python
from benchmarks.speed import comparison, growth
from benchmarks.speed.number_finder import HOSTILE, news
from benchmarks.speed.verification import RETOLD, article_of
from summariser import Article, batch, compare, find_numbers, verify_text
from summariser.jobs import Flow
from summariser.reading import read

Cost = Callable[[], float]


@dataclass(frozen=True)
class Task:
    """The cost of something, and that of what it is held against."""

    cost: Cost
    yardstick: Cost
    is_steady: bool = False  # memory: one turn tells it


def timed(run: Callable[[], object]) -> Cost:
    """The processor time of a call, in seconds, without the collector, whose rounds go through all that the process holds."""

    def cost() -> float:
        gc.collect()
        gc.disable()
        try:
            started = time.process_time()
            run()
            return time.process_time() - started
        finally:
            gc.enable()

    return cost


YARDSTICK = timed(pure_python)
KEPT_MB, TURNS = 64, 3


def _unread(*articles: Article) -> None:
    for article in articles:
        article.__dict__.pop("kept", None)


def _find(text: str) -> Cost:
    return timed(lambda: find_numbers(text))


@contextmanager
def numbers() -> Iterator[dict[str, Task]]:
    """The number finder on news, on a hostile text, and on news as it grows."""
    hostile = HOSTILE["nested ranges"] * 1_000
    small, large = news(100_000), news(800_000)
    yield {
        "numbers": Task(_find(large), YARDSTICK),
        "numbers, hostile": Task(_find(hostile), YARDSTICK),
        "numbers, 8 times the text": Task(_find(large), _find(small)),
    }


@contextmanager
def reading() -> Iterator[dict[str, Task]]:
    """A reading of 2,000 words of figures."""
    article = Article.from_text(article_of(4000))

    def run() -> None:
        _unread(article)
        _ = read(article).statements

    yield {"reading": Task(timed(run), YARDSTICK)}


@contextmanager
def verification() -> Iterator[dict[str, Task]]:
    """A summary of 200 words against 1,000 and more."""
    summary = " ".join(RETOLD.split())
    article = Article.from_text(article_of(1000))

    def first() -> None:
        for _ in range(4):
            _unread(article)
            verify_text(summary, source=article)

    def again() -> None:
        for _ in range(6):
            verify_text(summary, source=article)

    def grown(size: int) -> Cost:
        text = growth.document("news", size)
        source = Article.from_text(text)

        def run() -> None:
            _unread(source)
            verify_text(text, source=source)

        return timed(run)

    yield {
        "verification, first": Task(timed(first), YARDSTICK),
        "verification, again": Task(timed(again), YARDSTICK),
        "verification, 4 times both": Task(grown(24_000), grown(6_000)),
    }


@contextmanager
def comparing() -> Iterator[dict[str, Task]]:
    """Five articles of 1,000 words."""
    articles = [comparison.article(1000, seed) for seed in range(5)]

    def run() -> None:
        _unread(*articles)
        compare(articles)

    yield {"comparison": Task(timed(run), YARDSTICK)}


@contextmanager
def jobs() -> Iterator[dict[str, Task]]:
    """The batch job with a model that answers at once, beside a bare loop that sends the same requests."""
    articles, runs = 60, count()
    with tempfile.TemporaryDirectory() as folder, model_server(0) as base_url:
        inputs = write_articles(Path(folder, "in.jsonl"), WITH_FIGURES, range(articles))
        requests = asyncio.run(bodies([WITH_FIGURES.format(n) for n in range(articles)]))

        def run() -> None:
            out = Path(folder, f"out{next(runs)}")
            report = batch(inputs, out, model="m", base_url=base_url, flow=Flow(concurrency=8))
            assert report.counts.done == articles

        yield {"batch": Task(timed(run), timed(lambda: asyncio.run(bare_loop(requests, base_url))))}


@contextmanager
def memory() -> Iterator[dict[str, Task]]:
    """Peak memory of the command on two articles with a line of 64 MB between them, beside that on two articles."""
    with tempfile.TemporaryDirectory() as folder, model_server(0) as base_url:
        long, short = Path(folder, "long.jsonl"), Path(folder, "short.jsonl")
        jsonl(long, KEPT_MB * 2**20)
        jsonl(short, 0)
        runs = count()

        def peak(path: Path) -> Cost:
            return lambda: _peak_mb(path, Path(folder, f"out{next(runs)}"), base_url)

        yield {"memory of a long line": Task(peak(long), peak(short), is_steady=True)}


def _peak_mb(inputs: Path, out: Path, base_url: str) -> float:
    """As the process itself sees it: the figure that its parent is told has the parent's own in it."""
    code = (
        "import atexit, sys; from summariser.cli import main; sys.argv[0] = 'summariser'; "
        "atexit.register(lambda: print(open('/proc/self/status').read())); main()"
    )
    options = ["--out", str(out), "--model", "m", "--base-url", base_url, "--quiet"]
    call = [sys.executable, "-c", code, "batch", str(inputs), *options]
    told = subprocess.run(call, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False).stdout
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


ROOMS = (numbers, reading, verification, comparing, jobs, memory)


def ratios(only: Container[str]) -> dict[str, float]:
    """Each task's cost in all turns to its yardstick's, which take turns with it; the first turn is not counted."""
    found = {}
    for room in ROOMS:
        with room() as tasks:
            gc.collect()
            gc.freeze()  # what the process holds, so that a collection before each call is quick
            for name, task in tasks.items():
                if not only or name in only:
                    turns = [(task.yardstick(), task.cost()) for _ in range(1 if task.is_steady else TURNS)]
                    yardstick, cost = map(sum, zip(*(turns[1:] or turns), strict=True))
                    found[name] = cost / yardstick
    return found


if __name__ == "__main__":
    print(json.dumps(ratios(sys.argv[1:])))
