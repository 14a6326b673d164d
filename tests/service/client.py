"""A client that gives a desk articles, each with an idempotency key, and waits until all have ended."""

import asyncio
from pathlib import Path
from typing import Any, TextIO

from summariser import Article
from summariser.service.desk import Desk
from summariser.service.errors import QueueFullError
from summariser.service.options import ServiceOptions
from summariser.service.records import Job, Kind
from tests.jobs.folders import article


def all_summarised(job: dict[str, Any]) -> int:
    """Gives articles 0 to `job["articles"]`, and the last few of an earlier call once more.

    What the desk has taken is noted in the file `job["told"]`.
    """
    options = ServiceOptions(
        Path(job["data"]), models=("m",), base_url=job["base_url"], workers=job["workers"]
    )
    told = Path(job["told"])
    last = max((int(line.split()[0]) for line in told.read_text().splitlines()), default=0)
    with told.open("a") as taken:
        asyncio.run(_give(job, options, last, taken))
    return 0


async def _give(job: dict[str, Any], options: ServiceOptions, last: int, told: TextIO) -> None:
    async with Desk.opened(options) as desk:
        for number in range(max(0, last - 5), job["articles"]):
            given = await _taken(desk, number)
            told.write(f"{number} {given.id}\n")
            told.flush()
            await asyncio.sleep(0)
        while desk.load().queued or desk.load().running:
            await asyncio.sleep(0.02)
        assert (await desk.jobs(Kind.SUMMARY)).total == job["articles"]


async def _taken(desk: Desk, number: int) -> Job:
    made = Article.from_text(article(number))
    while True:
        try:
            return await desk.summarise(
                made, title=f"{number}", source="", client="ann", idempotency=f"key {number}"
            )
        except QueueFullError:
            await asyncio.sleep(0.05)
