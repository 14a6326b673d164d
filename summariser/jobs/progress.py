"""How far a run is, for whoever wants to show it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from summariser.jobs.outcome import Outcome
from summariser.jobs.settings import Prices
from summariser.jobs.views import Counts


@dataclass(frozen=True)
class Snapshot:
    """A run at one moment.

    `finished` counts the articles that this run has finished in `seconds`; `cost` is of all that the folder holds.
    `reading` is true while the inputs have not been read to their end, so that `counts.total` may still grow.
    """

    counts: Counts
    under_way: int = 0
    finished: int = 0
    seconds: float = 0.0
    cost: float = 0.0
    reading: bool = False

    @classmethod
    def empty(cls) -> "Snapshot":
        return cls(Counts())

    @property
    def articles_per_minute(self) -> float:
        return 60 * self.finished / self.seconds if self.seconds else 0.0

    @property
    def left_s(self) -> float | None:
        """Seconds until the end at this speed; None while that cannot be told."""
        if self.reading or not self.finished:
            return None
        return self.counts.pending * self.seconds / self.finished


class Observer(Protocol):
    """Is told of a run as it goes on. Its calls must be quick: nothing else happens meanwhile."""

    def event(self, name: str, **details: Any) -> None:
        """Something has happened: "begin", "article", "note", "end"."""

    def progress(self, now: Snapshot) -> None:
        """How far the run is, every second or so."""


class Silent:
    """Shows nothing."""

    def event(self, name: str, **details: Any) -> None:
        pass

    def progress(self, now: Snapshot) -> None:
        pass


class Several:
    """Tells several observers."""

    def __init__(self, *observers: Observer) -> None:
        self._observers = observers

    def event(self, name: str, **details: Any) -> None:
        for observer in self._observers:
            observer.event(name, **details)

    def progress(self, now: Snapshot) -> None:
        for observer in self._observers:
            observer.progress(now)


@dataclass
class Tally:
    """Counts along while a run goes on, so that the database is not asked at every step."""

    count: Callable[[], Counts]
    prices: Prices
    clock: Callable[[], float] = time.monotonic
    finished: int = 0
    _started: float = field(init=False)
    _counts: Counts = field(init=False)
    _next: float = 0.0

    def __post_init__(self) -> None:
        self._started = self.clock()
        self._counts = self.count()

    def add(self, outcome: Outcome) -> None:
        """An article has been finished."""
        self.finished += 1

    def snapshot(self, under_way: int, *, reading: bool, exact: bool = False) -> Snapshot:
        """The run now; its counts are at most so old that counting takes a fiftieth of the time."""
        now = self.clock()
        if exact or now >= self._next:
            self._counts = self.count()
            ended = self.clock()
            self._next = ended + 50 * (ended - now)
        cost = self.prices.cost(self._counts.prompt_tokens, self._counts.completion_tokens)
        return Snapshot(self._counts, under_way, self.finished, now - self._started, cost, reading)
