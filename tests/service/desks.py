"""What the tests of the service's queue share: desks on scripted models, and articles."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from threading import Event as ThreadEvent
from typing import Any, TypeVar

from summariser import Article
from summariser.service.desk import Desk
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
async def desk_of(
    data: Path, server: Server | str, *, grace_s: float = 5.0, **more: Any
) -> AsyncIterator[Desk]:
    """A desk that works with a server's model."""
    base_url = server if isinstance(server, str) else server.base_url
    async with Desk.opened(options(data, base_url, **more), grace_s=grace_s) as desk:
        yield desk


async def asked(desk: Desk, number: int, client: str = "ann", **more: Any) -> Job:
    """A job for the article of a number."""
    made = Article.from_text(article(number))
    more = {"title": f"Bridges {number}", "source": f"bridges-{number}.txt"} | more
    return await desk.summarise(made, client=client, **more)


async def ended(desk: Desk, *jobs: Job) -> list[Job]:
    """The jobs when all of them have ended."""
    for job in jobs:
        async with asyncio.timeout(20):
            async for _ in desk.events(job.id):
                pass
    return [desk.job(job.id) for job in jobs]


async def until(holds: Callable[[], bool]) -> None:
    """Waits until something holds."""
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.005)


async def running(desk: Desk, job: Job) -> None:
    """Waits until a job is with the model."""
    await until(lambda: desk.job(job.id).state is State.RUNNING)


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


async def events_of(desk: Desk, job: Job, after: int = 0) -> list[Event]:
    """All that is told of a job until it ends."""
    async with asyncio.timeout(20):
        return [event async for event in desk.events(job.id, after)]


def run(work: Awaitable[Value]) -> Value:
    """`work`, in an event loop of its own."""

    async def working() -> Value:
        return await work

    return asyncio.run(working())
