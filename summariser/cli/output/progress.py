"""Progress on standard error: a live line in a terminal, a plain line now and then elsewhere."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from summariser.foreign import plain
from summariser.jobs.progress import BEGIN, Step, time_left_s

# By judgement: nobody waits longer without a sign.
_FIRST_S, _LONGEST_S = 10.0, 60.0

Clock = Callable[[], float]


class Interval:
    """When it is time for another line: after ten seconds, and then less and less often, up to once a minute."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._wait_s = _FIRST_S
        self._next = clock() + self._wait_s

    def is_due(self) -> bool:
        """Whether it is; if so, the next one is later."""
        if self._clock() < self._next:
            return False
        self._wait_s = min(2 * self._wait_s, _LONGEST_S)
        self._next = self._clock() + self._wait_s
        return True


def clock_time(seconds: float) -> str:
    """A duration: "0:40", "1:02:40"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def step_in_words(step: Step) -> str:
    """How far an article is: "numbers, 3 of 14 requests"."""
    return f"{step.stage}, {step.answered} of {step.requests} requests"


class Reporter:
    """Tells how far the work is; used as a context manager. Calling it is the `progress` of what has no requests."""

    def __init__(self, console: Console, *, quiet: bool, clock: Clock = time.monotonic) -> None:
        self._console, self._quiet, self._clock = console, quiet, clock
        self._article, self._before, self._articles = "", 0, 1
        self._said, self._step = "", BEGIN
        self._occasions = Interval(clock)
        self._began: float | None = None
        columns = (
            SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn(),
        )  # fmt: skip
        self._live = Progress(
            *columns, console=console, transient=True, disable=quiet or not console.is_terminal
        )
        self._task = self._live.add_task("", total=None, visible=False)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._live.stop()

    def article(self, name: str, number: int, of: int) -> None:
        """An article's turn has come."""
        self._article = f"{number}/{of} {plain(name)}" if of > 1 else plain(name)
        self._before, self._articles, self._step = number - 1, of, BEGIN
        self._log(self._article)

    def __call__(self, doing: str, done: int, total: int) -> None:
        """`doing` is what goes on now; `done` of `total` of it is over (0 of 0 where that is unknown)."""
        self._show(doing, done, total)
        if doing != self._said and not self._article:
            self._log(doing)
        self._said = doing

    def asked(self, stage: str, answered: int, requests: int) -> None:
        """The model is asked about the article at hand: the `progress` of the extraction layer."""
        step = self._step = self._step.next(stage, answered, requests)
        said = step_in_words(step)
        began = self._began = self._clock() if self._began is None else self._began
        done = self._before + step.share
        left_s = time_left_s(done, self._articles - done, self._clock() - began)
        if left_s is not None:
            said += f", {clock_time(left_s)} left"
        self._show(said, answered, requests)
        if self._occasions.is_due():
            self._log(f"{self._article}: {said}")

    def error(self, line: str) -> None:
        """One line on what went wrong."""
        self._console.print(Text(plain(line)), style="red", soft_wrap=True)

    def _show(self, doing: str, done: int, total: int) -> None:
        description = f"{self._article}: {doing}" if self._article else doing
        self._live.update(
            self._task, description=description, completed=done, total=total or None, visible=True
        )

    def _log(self, line: str) -> None:
        if not self._quiet and not self._console.is_terminal:
            self._console.print(Text(line), soft_wrap=True)
