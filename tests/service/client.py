"""A client that gives a job service articles, each with an idempotency key, and waits until all have ended."""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from summariser import Article
from summariser.jobs.storage.store import Store
from summariser.service.errors import QueueFullError
from summariser.service.jobs import JobService
from summariser.service.options import ServiceOptions
from summariser.service.records import Job, Kind
from summariser.service.storage.ledger import Ledger
from tests.jobs.folders import article

KEYS = {
    "a": 1,
    "b": 1,
    "c": 2,
    "d": 3,
}  # idempotency keys, and the numbers of the articles that come with them
CRASHED = 77
TYPES = ("report_summary",)  # one, for a quick start


def options_of(job: dict[str, Any]) -> ServiceOptions:
    """The options of a service as the parent has named them."""
    data, base_url = Path(job["data"]), job["base_url"]
    return ServiceOptions(data, models=("m",), base_url=base_url, workers=job["workers"], report_types=TYPES)


def crashing(job: dict[str, Any]) -> int:
    """Gives some articles, takes some back, and ends at once behind the `job["crash_at"]`th write to a disk.

    What the job service has said is noted in the file `job["told"]` as it comes.
    """
    written = 0

    def counting(transaction: Any) -> Any:
        @contextmanager
        def counted(self: Any) -> Iterator[Any]:
            nonlocal written
            with transaction(self) as db:
                yield db
            written += 1
            if written == job["crash_at"]:
                os._exit(CRASHED)

        return counted

    Store.transaction = counting(Store.transaction)  # type: ignore[method-assign]
    Ledger._transaction = counting(Ledger._transaction)  # type: ignore[method-assign]
    with Path(job["told"]).open("a") as told:
        asyncio.run(_give_and_take(options_of(job), lambda line: print(line, file=told, flush=True)))
    return 0


async def _give_and_take(options: ServiceOptions, told: Callable[[str], None]) -> None:
    async with JobService.open(options) as job_service:
        jobs = [await _taken(job_service, number, key) for key, number in KEYS.items()]
        for key, job in zip(KEYS, jobs, strict=True):
            told(f"{key} {job.id}")
        await _take_back(job_service, jobs[0], told)
        while job_service.load().queued or job_service.load().running:
            await asyncio.sleep(0.005)
        await _take_back(job_service, jobs[-1], told)


async def _take_back(job_service: JobService, job: Job, told: Callable[[str], None]) -> None:
    told(f"deleting {job.id}")
    await job_service.delete(job.id)
    told(f"deleted {job.id}")


def all_summarised(job: dict[str, Any]) -> int:
    """Gives articles 0 to `job["articles"]`, and the last few of an earlier call once more.

    What the job service has taken is noted in the file `job["told"]`.
    """
    options = options_of(job)
    told = Path(job["told"])
    last = max((int(line.split()[0]) for line in told.read_text().splitlines()), default=0)
    with told.open("a") as taken:
        asyncio.run(_give(job, options, last, taken))
    return 0


async def _give(job: dict[str, Any], options: ServiceOptions, last: int, told: TextIO) -> None:
    async with JobService.open(options) as job_service:
        for number in range(max(0, last - 5), job["articles"]):
            given = await _taken(job_service, number, f"key {number}")
            told.write(f"{number} {given.id}\n")
            told.flush()
            await asyncio.sleep(0)
        while job_service.load().queued or job_service.load().running:
            await asyncio.sleep(0.02)
        assert (await job_service.jobs(Kind.SUMMARY)).total == job["articles"]


async def _taken(job_service: JobService, number: int, key: str) -> Job:
    made = Article.from_text(article(number))
    while True:
        try:
            return await job_service.summarise(
                made, title=f"{number}", source="", client="ann", idempotency=key
            )
        except QueueFullError:
            await asyncio.sleep(0.05)
