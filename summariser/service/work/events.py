"""What readers are told of a job: its present state whenever that has changed, however late they come or slow they are."""

import asyncio
import time
from collections.abc import Callable
from typing import Self
from weakref import WeakSet

from summariser.jobs.progress import BEGIN, Step, time_left_s
from summariser.service.errors import TooManyReadersError
from summariser.service.records import Event, Job, State

# What is being done at each stage of an article, as people read it.
_DOING = {
    "": "reading the article",
    "draft": "writing the summary",
    "numbers": "asking what each number counts",
    "quotations": "asking who said what",
    "repair": "putting right what the article does not say",
}
# By judgement.
_STEPS = 1 << 20  # more than an article has steps in one state


class Reach:
    """How far the work on an article is, and since when."""

    def __init__(self) -> None:
        self.step, self.steps = BEGIN, 0
        self._since = time.monotonic()

    def comes_to(self, step: Step) -> None:
        """It has come to a step."""
        self.step, self.steps = step, self.steps + 1

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._since

    @property
    def seconds_left(self) -> float | None:
        share = self.step.share
        return time_left_s(share, 1 - share, self.seconds)


def waiting_event(job: Job, turns: int, before: int, left_s: float | None) -> Event:
    """Of a job that waits, with about so many before it; `turns` counts what was begun meanwhile."""
    stage = f"waiting, {before:,} before it" if before else "waiting"
    return Event(_number(job, turns), job.state, stage, seconds_left=left_s)


def running_event(job: Job, reach: Reach) -> Event:
    """Of a job that is with the model."""
    step = reach.step
    stage = _DOING.get(step.stage, step.stage)
    return Event(
        _number(job, reach.steps), State.RUNNING, stage, step.answered, step.requests, reach.seconds_left
    )


def ended_event(job: Job) -> Event:
    """Of a job that has ended."""
    return Event(_number(job, 0), job.state, job.state.value)


def _number(job: Job, step: int) -> int:
    """Rises with the job's version, and within it with each step."""
    return job.version * _STEPS + min(step, _STEPS - 1)


class Stream:
    """The events of one job, to be read with `async for` and closed with `aclose`.

    Each is the newest at its time: what a slow reader has missed is not kept for it.
    """

    def __init__(
        self, present: Callable[[], Event | None], after: int, closed: Callable[["Stream"], None]
    ) -> None:
        self._present, self._after, self._on_close = present, after, closed
        self._bell = asyncio.Event()
        self._over = self._ending = False

    def ring(self) -> None:
        """Something may have changed."""
        self._bell.set()

    def end(self) -> None:
        """No more is to come, for the service ends."""
        self._ending = True
        self._bell.set()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        while not self._over:
            if self._ending:
                await self.aclose()
                break
            self._bell.clear()
            event = self._present()
            if event is None:
                await self.aclose()
                return Event(self._after + 1, State.CANCELLED, "taken back")
            if event.state.ended:
                await self.aclose()
            if event.number > self._after:
                self._after = event.number
                return event
            if not self._over:
                await self._bell.wait()
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Frees the reader's place."""
        if not self._over:
            self._over = True
            self._bell.set()
            self._on_close(self)


class Readers:
    """All who follow events. One that is dropped without being closed gives its place back when it is collected."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._all: WeakSet[Stream] = WeakSet()
        self._of_job: dict[str, WeakSet[Stream]] = {}

    def __len__(self) -> int:
        return len(self._all)

    def follow(self, job_id: str, present: Callable[[], Event | None], after: int) -> Stream:
        """A new reader of a job. Raises TooManyReadersError."""
        if len(self._all) >= self._most:
            raise TooManyReadersError(
                f"{self._most} readers follow events already: try again later, or ask for the job now and then"
            )
        stream = Stream(present, after, lambda gone: self._left(job_id, gone))
        self._all.add(stream)
        self._of_job.setdefault(job_id, WeakSet()).add(stream)
        return stream

    def ring(self, job_id: str) -> None:
        """Something of a job has changed."""
        streams = self._of_job.get(job_id)
        for stream in tuple(streams or ()):
            stream.ring()
        if streams is not None and not streams:  # its readers were dropped
            del self._of_job[job_id]

    def ring_all(self) -> None:
        """Something that every reader may want to know has changed."""
        for stream in tuple(self._all):
            stream.ring()

    def end(self) -> None:
        """Lets every reader come to an end."""
        for stream in tuple(self._all):
            stream.end()

    def _left(self, job_id: str, stream: Stream) -> None:
        self._all.discard(stream)
        streams = self._of_job.get(job_id)
        if streams is not None:
            streams.discard(stream)
            if not streams:
                del self._of_job[job_id]
