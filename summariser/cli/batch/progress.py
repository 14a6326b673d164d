"""A batch as it goes on: a live line in a terminal, a plain line now and then elsewhere, or JSON lines."""

import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Self, TextIO

from rich.console import Console
from rich.live import Live
from rich.text import Text

from summariser.cli.output.progress import Clock, Interval, clock_time, step_in_words
from summariser.foreign import plain
from summariser.jobs import Snapshot
from summariser.jobs.progress import Step

# By judgement: often enough for who watches a log, too seldom to fill it.
_EVENT_EVERY_S = 10.0


def line_of(now: Snapshot) -> str:
    """How far a run is, on one line."""
    counts = now.counts
    parts = [
        f"{counts.done + counts.failed:,}/{counts.total:,}{'+' if now.reading else ''} done",
        f"{counts.failed:,} failed",
        f"{counts.flagged:,} flagged",
        _speed(now.articles_per_minute),
        f"{counts.prompt_tokens + counts.completion_tokens:,} tokens",
    ]
    if now.cost:
        parts.append(f"cost {now.cost:,.2f}")
    if now.answered:
        parts.append(f"{now.answered:,} requests answered")
    if now.steps:
        parts.append(f"{len(now.steps):,} under way ({_under_way(now.steps)})")
    left_s = now.left_s
    parts.append(f"{clock_time(now.seconds)} so far" if left_s is None else f"{clock_time(left_s)} left")
    return ", ".join(parts)


def _under_way(steps: Sequence[Step]) -> str:
    """How far these articles are together, and their stage if it is the same."""
    stages = {step.stage for step in steps}
    stage = stages.pop() if len(stages) == 1 else "several stages"
    return step_in_words(Step(stage, sum(s.answered for s in steps), sum(s.requests for s in steps)))


def _speed(articles_per_minute: float) -> str:
    slow = 0 < articles_per_minute < 1
    return f"{60 * articles_per_minute:,.0f}/h" if slow else f"{articles_per_minute:,.0f}/min"


class LiveLine:
    """One line at the bottom of a terminal, or two of a narrow one; what happens scrolls by above it."""

    def __init__(self, console: Console) -> None:
        self._live = Live(Text(""), console=console, transient=True, auto_refresh=False)
        self._console = console

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def loading(self, doing: str, done: int, total: int) -> None:
        """What goes on before the first request; `progress` of the extraction layer."""
        share = f" ({done / total:.0%})" if total else ""
        self._live.update(Text(f"{doing}{share}"), refresh=True)

    def event(self, name: str, **details: Any) -> None:
        if name == "note":
            self._console.print(Text(plain(details["message"])), style="yellow", soft_wrap=True)

    def progress(self, now: Snapshot) -> None:
        self._live.update(Text(line_of(now)), refresh=True)


class PlainLines:
    """A line now and then, and one for whatever happens."""

    def __init__(self, console: Console, clock: Clock = time.monotonic) -> None:
        self._console, self._occasions = console, Interval(clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def event(self, name: str, **details: Any) -> None:
        if name == "note":
            self._say(details["message"])

    def progress(self, now: Snapshot) -> None:
        if self._occasions.is_due():
            self._say(line_of(now))

    def _say(self, line: str) -> None:
        self._console.print(Text(plain(line)), soft_wrap=True)


class JsonLines:
    """One JSON object a line for everything that happens, with the time in UTC."""

    def __init__(self, file: TextIO | None = None, clock: Clock = time.monotonic) -> None:
        self._file, self._clock = file or sys.stderr, clock
        self._next = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def event(self, name: str, **details: Any) -> None:
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        print(json.dumps({"time": at, "event": name, **details}), file=self._file, flush=True)

    def progress(self, now: Snapshot) -> None:
        if self._clock() >= self._next:
            self._next = self._clock() + _EVENT_EVERY_S
            left_s = None if now.left_s is None else round(now.left_s, 1)
            self.event("progress", line=line_of(now), answered=now.answered, left_s=left_s)


def progress_shown(*, quiet: bool, log_json: bool) -> JsonLines | LiveLine | PlainLines | None:
    """How the progress of a batch is shown on standard error."""
    console = Console(stderr=True)
    if log_json:
        return JsonLines()
    if quiet:
        return None
    return LiveLine(console) if console.is_terminal else PlainLines(console)
