"""How far a run is, for whoever wants to show it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from summariser.jobs.settings import Prices
from summariser.jobs.storage.views import Counts

# Measured on the recorded answers of the embedded model: a draft takes as long as so many other requests (47 s, 6 s).
_DRAFT = 8


@dataclass(frozen=True)
class Step:
    """How far an article is: the stage of its newest request, and how many are answered of those known of so far.

    `drafts` tells whether the model writes a draft at all, and `drafted` whether that is among the answered ones: it
    takes by far the longest.
    """

    stage: str
    answered: int
    requests: int
    drafted: bool = False
    drafts: bool = False

    @property
    def share(self) -> float:
        """How much of the article is done, from 0 to 1; it may fall back where the model is to be asked again."""
        done = self.answered + (_DRAFT - 1) * self.drafted
        all_of_it = self.requests + (_DRAFT - 1) * (self.drafts or self.drafted)
        return done / all_of_it if self.requests else 0.0

    def next(self, stage: str, answered: int, requests: int) -> "Step":
        """The step after this one, as the extraction layer tells of it."""
        drafted = self.drafted or stage == "draft" and answered > self.answered
        return Step(stage, answered, requests, drafted, self.drafts or stage == "draft")


BEGIN = Step("", 0, 0)


def time_left_s(done: float, left: float, seconds: float) -> float | None:
    """Seconds until the end, where so much took so long; None while that cannot be told."""
    return max(left, 0.0) * seconds / done if done > 0 else None


@dataclass(frozen=True)
class Snapshot:
    """A run at one moment.

    `under_way` counts the articles with the model, `finished` those that this run has finished in `seconds`, `answered` the
    requests; `cost` is of all
    that the folder holds, in the currency of the prices, and `steps` are those of the articles under way, where they can be
    told. `reading` is true while the inputs have not been read to their end, so that `counts.total` may still grow.

    >>> Snapshot(Counts(total=100, done=40), finished=40, seconds=120.0).articles_per_minute
    20.0
    """

    counts: Counts
    under_way: int = 0
    finished: int = 0
    seconds: float = 0.0
    cost: float = 0.0
    reading: bool = False
    answered: int = 0
    steps: tuple[Step, ...] = ()

    @classmethod
    def empty(cls) -> "Snapshot":
        """A run before its beginning."""
        return cls(Counts())

    @property
    def articles_per_minute(self) -> float:
        """Of those that this run has finished."""
        return 60 * self.finished / self.seconds if self.seconds else 0.0

    @property
    def left_s(self) -> float | None:
        """Seconds until the end at this speed, articles under way counted in part; None while that cannot be told."""
        if self.reading:
            return None
        begun = sum(step.share for step in self.steps)
        return time_left_s(self.finished + begun, self.counts.pending - begun, self.seconds)


class Observer(Protocol):
    """Is told of a run as it goes on. Its calls must be quick: nothing else happens meanwhile.

    >>> class Quiet:
    ...     def event(self, kind, **values):
    ...         if kind == "end":
    ...             print(values["finished"])
    ...     def progress(self, snapshot):
    ...         pass
    >>> report = batch("articles", "new", model="stand-in", base_url=server, observer=Quiet())
    1
    """

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
    answered: int = 0
    _steps: dict[str, Step] = field(default_factory=dict)
    _started: float = field(init=False)
    _counts: Counts = field(init=False)
    _next: float = 0.0

    def __post_init__(self) -> None:
        self._started = self.clock()
        self._counts = self.count()

    def asked(self, key: str, step: Step) -> None:
        """An article has come to this step."""
        before = self._steps.get(key)
        self.answered += max(0, step.answered - (before.answered if before else 0))
        self._steps[key] = step

    def add(self, key: str) -> None:
        """An article has been finished."""
        self.finished += 1
        self._steps.pop(key, None)

    def snapshot(self, under_way: int, *, reading: bool, exact: bool = False) -> Snapshot:
        """The run now; its counts are at most so old that counting takes a fiftieth of the time."""
        now = self.clock()
        if exact or now >= self._next:
            self._counts = self.count()
            ended = self.clock()
            self._next = ended + 50 * (ended - now)
        cost = self.prices.cost(self._counts.prompt_tokens, self._counts.completion_tokens)
        return Snapshot(
            self._counts,
            under_way,
            self.finished,
            now - self._started,
            cost,
            reading,
            self.answered,
            tuple(self._steps.values()),
        )
