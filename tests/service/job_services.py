"""What the tests of the service's queue share: desks on scripted models, and articles."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from threading import Event as ThreadEvent
from typing import Any, TypeVar

from summariser import Article
from summariser.service.jobs import JobService
from summariser.service.options import Bounds, ServiceOptions
from summariser.service.records import Event, Job, State
from tests.jobs.folders import article
from tests.support.servers import Reply, Server, obedient, serving

Value = TypeVar("Value")


def options(
    data: Path, base_url: str, *, bounds: dict[str, Any] | None = None, **more: Any
) -> ServiceOptions:
    """A service with one scripted model."""
    more.setdefault("models", ("m",))
    return ServiceOptions(data / "data", base_url=base_url, bounds=Bounds(**(bounds or {})), **more)


@asynccontextmanager
async def job_service_of(
    data: Path, server: Server | str, *, grace_s: float = 5.0, **more: Any
) -> AsyncIterator[JobService]:
    """A job service that works with a server's model."""
    base_url = server if isinstance(server, str) else server.base_url
    async with JobService.open(options(data, base_url, **more), grace_s=grace_s) as job_service:
        yield job_service


async def asked(job_service: JobService, number: int, client: str = "ann", **more: Any) -> Job:
    """A job for the article of a number."""
    made = Article.from_text(article(number))
    more = {"title": f"Bridges {number}", "source": f"bridges-{number}.txt"} | more
    return await job_service.summarise(made, client=client, **more)


async def ended(job_service: JobService, *jobs: Job) -> list[Job]:
    """The jobs when all of them have ended."""
    for job in jobs:
        async with asyncio.timeout(20):
            async for _ in job_service.events(job.id):
                pass
    return [job_service.job(job.id) for job in jobs]


async def until(holds: Callable[[], bool]) -> None:
    """Waits until something holds."""
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.005)


async def running(job_service: JobService, job: Job) -> None:
    """Waits until a job is with the model."""
    await until(lambda: job_service.job(job.id).state is State.RUNNING)


@contextmanager
def held() -> Iterator[tuple[Server, ThreadEvent]]:
    """A server that answers nothing until the event is set."""
    go = ThreadEvent()

    def answer(request: dict[str, Any]) -> Reply:
        go.wait(20)
        return obedient()(request)

    with serving(answer) as server:
        try:
            yield server, go
        finally:
            go.set()


async def events_of(job_service: JobService, job: Job, after: int = 0) -> list[Event]:
    """All that is told of a job until it ends."""
    async with asyncio.timeout(20):
        return [event async for event in job_service.events(job.id, after)]


def run(work: Awaitable[Value]) -> Value:
    """`work`, in an event loop of its own."""

    async def working() -> Value:
        return await work

    return asyncio.run(working())
