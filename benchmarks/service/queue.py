"""The service's queue beside the batch job: throughput, memory over many jobs, and how long the service's loop is held up.

    python -m benchmarks.service.queue throughput [--articles 1000]
    python -m benchmarks.service.queue memory [--jobs 10000]
    python -m benchmarks.service.queue answering [--words 1000] [--articles 10]

The model is a scripted server in a process of its own. For the throughput it answers after 200 ms, and both sides have
64 requests in flight; the batch job reads its articles from a file, the job service is given each by a call. For the memory it
answers at once; what is printed is the process's own memory as it goes, and the time of a list and of a search at the end.
"Answering" is how late a timer of the service's loop is while long articles are verified.
"""

import argparse
import asyncio
import re
import statistics
import tempfile
import time
from pathlib import Path

from summariser import Article
from summariser.jobs import Flow, batch
from summariser.service.jobs import JobService
from summariser.service.options import Bounds, ServiceOptions

ROOT = Path(__file__).parents[2]
from benchmarks.jobs.batch import AT_ONCE, WITH_FIGURES, WITHOUT, model_server, write_articles

TURNS = 3
DELAY_S = 0.2


def options(data: Path, base_url: str) -> ServiceOptions:
    bounds = Bounds(queued=10_000_000)
    return ServiceOptions(data, models=("m",), base_url=base_url, workers=AT_ONCE, bounds=bounds)


async def give(job_service: JobService, text: str, numbers: range, most_waiting: int) -> None:
    """Gives the job service its articles, with so many waiting at the most, and waits until all have ended."""
    for number in numbers:
        while job_service.load().queued > most_waiting:
            await asyncio.sleep(0.01)
        article = Article.from_text(text.format(number))
        await job_service.summarise(article, title=f"Article {number}", source="", client=f"c{number % 7}")
    while job_service.load().queued or job_service.load().running:
        await asyncio.sleep(0.01)


async def desk_seconds(articles: int, base_url: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        async with JobService.open(options(Path(folder), base_url)) as job_service:
            started = time.monotonic()
            await give(job_service, WITH_FIGURES, range(articles), articles)
            assert job_service.load().done == articles
            return time.monotonic() - started


def batch_seconds(articles: int, base_url: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        inputs = write_articles(Path(folder) / "in.jsonl", WITH_FIGURES, range(articles))
        started = time.monotonic()
        report = batch(
            inputs, Path(folder) / "out", model="m", base_url=base_url, flow=Flow(concurrency=AT_ONCE)
        )
        assert report.counts.done == articles
        return report.seconds or time.monotonic() - started


def throughput(articles: int) -> None:
    """Articles a second of both, in turns."""
    job_service, job = [], []
    with model_server(DELAY_S) as base_url:
        for _ in range(TURNS):
            job.append(articles / batch_seconds(articles, base_url))
            job_service.append(articles / asyncio.run(desk_seconds(articles, base_url)))
    ratios = [one / other for one, other in zip(job_service, job, strict=True)]
    print(f"batch job: {_rates(job)} articles a second")
    print(
        f"service:   {_rates(job_service)} articles a second, {statistics.median(ratios):.2f} of the batch job"
    )


def _rates(rates: list[float]) -> str:
    return ", ".join(f"{rate:.0f}" for rate in rates)


def memory_mb() -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) / 1024


async def memory(jobs: int) -> None:
    """Memory after each tenth of the jobs."""
    with model_server(0) as base_url, tempfile.TemporaryDirectory() as folder:
        async with JobService.open(options(Path(folder), base_url)) as job_service:
            started, tenth = time.monotonic(), jobs // 10
            for part in range(10):
                await give(job_service, WITHOUT, range(part * tenth, (part + 1) * tenth), 200)
                print(
                    f"{(part + 1) * tenth:6} jobs: {memory_mb():.0f} MB, {time.monotonic() - started:.0f} s"
                )
            for query in ("", "article 77"):
                began = time.monotonic()
                page = await job_service.jobs(query=query)
                print(f"a page of {page.total} jobs {query!r}: {1000 * (time.monotonic() - began):.0f} ms")
        began = time.monotonic()
        async with JobService.open(options(Path(folder), base_url)):
            print(f"start with {jobs} jobs that have ended: {time.monotonic() - began:.2f} s")


def long_article(number: int, words: int) -> str:
    said = "In district {} inspectors closed {} old bridges and spent £{} million on repairs, the board said."
    body = " ".join(said.format(i, i + 3, i + 1) for i in range(words // 17))
    return f"Bridges close {number}\n\nArticle no. {number}. {body}\n"


async def answering(words: int, articles: int) -> None:
    late: list[float] = []

    async def timer() -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.002)
            late.append(time.monotonic() - before - 0.002)

    with model_server(0.05) as base_url, tempfile.TemporaryDirectory() as folder:
        async with JobService.open(options(Path(folder), base_url)) as job_service:
            ticking = asyncio.ensure_future(timer())
            started = time.monotonic()
            for number in range(articles):
                article = Article.from_text(long_article(number, words))
                await job_service.summarise(article, title="", source="", client="ann")
            while job_service.load().queued or job_service.load().running:
                await asyncio.sleep(0.01)
            ticking.cancel()
    print(
        f"{articles} articles of {words} words in {time.monotonic() - started:.1f} s; a timer of the loop is late by"
    )
    late.sort()
    print(
        ", ".join(
            f"{name} {1000 * late[int(share * (len(late) - 1))]:.1f} ms"
            for name, share in (("p50", 0.5), ("p99", 0.99), ("at most", 1.0))
        )
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("throughput", "memory", "answering"))
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=1000)
    chosen = parser.parse_args()
    if chosen.what == "throughput":
        throughput(chosen.articles or 1000)
    elif chosen.what == "memory":
        asyncio.run(memory(chosen.jobs))
    else:
        asyncio.run(answering(chosen.words, chosen.articles or 10))


if __name__ == "__main__":
    main()
