"""A batch as it goes on: a live line in a terminal, a plain line now and then elsewhere, or JSON lines."""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Self, TextIO

from rich.console import Console
from rich.live import Live
from rich.text import Text

from summariser.cli.view import plain
from summariser.jobs import Snapshot

_PLAIN_EVERY_S = 10.0


def line_of(now: Snapshot) -> str:
    """How far a run is, on one line."""
    counts = now.counts
    parts = [
        f"{counts.done + counts.failed:,}/{counts.total:,}{'+' if now.reading else ''} done",
        f"{counts.failed:,} failed",
        f"{counts.flagged:,} flagged",
        f"{now.articles_per_minute:,.0f}/min",
        f"{counts.prompt_tokens + counts.completion_tokens:,} tokens",
    ]
    if now.cost:
        parts.append(f"cost {now.cost:,.2f}")
    if now.left_s is not None:
        parts.append(f"{_time(now.left_s)} left")
    return ", ".join(parts)


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class LiveLine:
    """One line at the bottom of a terminal; what happens scrolls by above it."""

    def __init__(self, console: Console) -> None:
        self._live = Live(Text(""), console=console, transient=True, auto_refresh=False)
        self._console = console

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def event(self, name: str, **details: Any) -> None:
        if name == "note":
            self._console.print(Text(plain(details["message"])), style="yellow", soft_wrap=True)

    def progress(self, now: Snapshot) -> None:
        text = Text(line_of(now), no_wrap=True, overflow="ellipsis")
        self._live.update(text, refresh=True)


class PlainLines:
    """A line every so many seconds, and one for whatever happens."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._console, self._clock = console, clock
        self._next = clock() + _PLAIN_EVERY_S

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def event(self, name: str, **details: Any) -> None:
        if name == "note":
            self._say(details["message"])

    def progress(self, now: Snapshot) -> None:
        if self._clock() >= self._next:
            self._next = self._clock() + _PLAIN_EVERY_S
            self._say(line_of(now))

    def _say(self, line: str) -> None:
        self._console.print(Text(plain(line)), soft_wrap=True)


class JsonLines:
    """One JSON object a line for everything that happens, with the time in UTC."""

    def __init__(self, file: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
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
            self._next = self._clock() + _PLAIN_EVERY_S
            self.event("progress", line=line_of(now))
