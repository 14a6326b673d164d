"""A worker process: python -m summariser.jobs.engines.worker FD. It takes articles from a run and sends back what becomes of them.

It ends when the run does, in whatever way that ends: the sockets between them close with either process.
"""

import asyncio
import socket
import sys
from typing import Any

from summariser.errors import ServerError, SummariserError
from summariser.jobs.engines.channel import Channel
from summariser.jobs.engines.local import Engine, Setup, local_engine
from summariser.jobs.progress import Step
from summariser.jobs.storage.store import Work
from summariser.jobs.throttle.budget import Budget


class RunListener:
    """The run, as a worker sees it: it keeps answers and hears of what happens."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        # What there is to spend, the run knows.
        self.budget = Budget(told=lambda usage: channel.send(("spent", usage)))
        self.known: dict[str, str] = {}

    def asked(self, key: str, step: Step) -> None:
        self._channel.send(("asked", key, step))

    def answer(self, request: str) -> str | None:
        return self.known.pop(request, None)

    def keep_answer(self, request: str, key: str, body: str) -> None:
        self._channel.send(("answer", request, key, body))

    def note(self, line: str) -> None:
        self._channel.send(("note", line))

    def stop(self, error: ServerError) -> None:
        self._channel.send(("stop", str(error)))

    def fail(self, error: SummariserError) -> None:
        self._channel.send(("fail", str(error)))


async def _serve(end: socket.socket) -> None:
    channel = await Channel.over(end)
    setup: Setup = await channel.receive()
    remote = RunListener(channel)
    tasks: set[asyncio.Task[None]] = set()
    async with local_engine(setup, setup.kind(), remote, remote) as (engine, _):
        try:
            while True:
                work, answers = await channel.receive()
                remote.known |= answers
                task = asyncio.create_task(_one(engine, work, channel))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
        except EOFError:
            for task in tasks:
                task.cancel()


async def _one(engine: Engine, work: Work, channel: Channel) -> None:
    result: Any
    try:
        result = await engine.outcome(work)
    except SummariserError as error:
        result = error
    channel.send(("outcome", work.key, result))


if __name__ == "__main__":
    asyncio.run(_serve(socket.socket(fileno=int(sys.argv[1]))))
