"""What the service remembers of a piece of work."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The work that is kept; the numbers of a text are answered at once and kept nowhere."""

    SUMMARY = "summary"
    VERIFICATION = "verification"
    COMPARISON = "comparison"


class State(StrEnum):
    """How far it is. `CANCELLED` was taken back before its end."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        return self in (State.DONE, State.FAILED, State.CANCELLED)


@dataclass(frozen=True)
class Job:
    """One piece of work that a client asked for. Times are in UTC; `error` is a problem's title and detail.

    `id` is not to be guessed. `request` holds what was chosen (report type, policy, model), never the text. `version` rises with each
    change, and is the ETag.
    """

    id: str
    kind: Kind
    state: State
    title: str
    source: str
    created: datetime
    version: int
    request: dict[str, Any]
    started: datetime | None = None
    ended: datetime | None = None
    error: tuple[str, str] | None = None
    flagged: int | None = None


@dataclass(frozen=True)
class Event:
    """A job at one moment: `stage` in words, questions answered, and the seconds left where they can be told.

    Numbers rise from one event of a job to the next, also over restarts, and not by one each.
    """

    number: int
    state: State
    stage: str
    answered: int = 0
    asked: int = 0
    seconds_left: float | None = None


@dataclass(frozen=True)
class JobPage:
    """Some of the jobs, newest first, and where the next page begins; None on the last."""

    jobs: tuple[Job, ...]
    after: str | None
    total: int
