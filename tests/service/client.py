"""A client that gives a desk articles, each with an idempotency key, and waits until all have ended."""

import asyncio
from pathlib import Path
from typing import Any

from summariser import Article
from summariser.service.desk import Desk
from summariser.service.errors import QueueFullError
from summariser.service.options import ServiceOptions
from summariser.service.records import Kind
from tests.jobs.folders import article


async def all_summarised(job: dict[str, Any]) -> int:
    """Gives articles 0 to `job["articles"]`, and the last few of an earlier call once more.

    What the desk has taken is noted in the file `job["told"]`.
    """
    options = ServiceOptions(
        Path(job["data"]), models=("m",), base_url=job["base_url"], workers=job["workers"]
    )
    async with Desk.opened(options) as desk:
        with Path(job["told"]).open("a+") as told:
            told.seek(0)
            last = max((int(line.split()[0]) for line in told), default=0)
            for number in range(max(0, last - 5), job["articles"]):
                made = Article.from_text(article(number))
                key = f"key {number}"
                while True:
                    try:
                        taken = await desk.summarise(
                            made, title=f"{number}", source="", client="ann", idempotency=key
                        )
                        break
                    except QueueFullError:
                        await asyncio.sleep(0.05)
                told.write(f"{number} {taken.id}\n")
                told.flush()
                await asyncio.sleep(0)
        while desk.load().queued or desk.load().running:
            await asyncio.sleep(0.02)
        assert (await desk.jobs(Kind.SUMMARY)).total == job["articles"]
    return 0
