"""Jobs as pages tell of them: where each is, and what came of it in a few words."""

from dataclasses import dataclass
from datetime import datetime

from summariser.extraction import AUTO, OnFail
from summariser.service.errors import TooManyReadersError
from summariser.service.jobs import JobService
from summariser.service.records import Event, Job, Kind, State

LETTERS = {Kind.SUMMARY: "s", Kind.VERIFICATION: "v", Kind.COMPARISON: "c"}
WORDS = {Kind.SUMMARY: "summary", Kind.VERIFICATION: "check", Kind.COMPARISON: "comparison"}
# What may be chosen, as people read it.
CHOICES = {"report_type": "Kind of article", "policy": "Unsupported numbers", "model": "Model"}
_VALUES = {
    AUTO: "by the article",
    OnFail.FIX: "put right",
    OnFail.REASK: "ask the model again",
    OnFail.FILTER: "take out",
    OnFail.NOOP: "mark only",
    OnFail.EXCEPTION: "refuse the summary",
}
_UNTITLED = "Untitled"
_MINUTE = 60  # seconds: a unit, not a choice


@dataclass(frozen=True)
class JobView:
    """A job in a list, or at the head of its page; `says` is what came of it, `level` the class of its colour."""

    id: str
    href: str
    events: str
    kind: str
    title: str
    source: str
    created: datetime
    state: State
    says: str
    level: str
    can_be_compared: bool


@dataclass(frozen=True)
class Stage:
    """How far a job is, in words; `share` in 0..1 where it can be told."""

    words: str
    answered: str = ""
    left: str = ""
    share: float | None = None


def value_in_words(name: str, value: str) -> str:
    """What was chosen, as people read it; a model's name is its own."""
    if name == "model":
        return value
    return _VALUES.get(value) or value.rpartition("/")[2].rpartition(".")[2].replace("_", " ")


def path_of(job: Job) -> str:
    """The permalink of a job."""
    return f"/{LETTERS[job.kind]}/{job.id}"


def view_of(job: Job) -> JobView:
    """A job as templates take it."""
    says, level = _says(job)
    return JobView(
        job.id,
        path_of(job),
        f"/v1/summaries/{job.id}/events",
        WORDS[job.kind],
        job.title or _UNTITLED,
        job.source,
        job.created,
        job.state,
        says,
        level,
        job.kind is Kind.SUMMARY and job.state is State.DONE,
    )


def _says(job: Job) -> tuple[str, str]:
    if job.state is State.QUEUED:
        return "waiting", "unasked"
    if job.state is State.RUNNING:
        return "being worked on", "unasked"
    if job.state is not State.DONE:
        return (job.error[0] if job.error else job.state.value), "unsupported"
    if job.flagged is None:
        return "", ""
    return (
        (f"{job.flagged:,} not supported", "unsupported")
        if job.flagged
        else ("nothing unsupported", "supported")
    )


async def stage_of(job_service: JobService, job: Job) -> Stage:
    """How far a job is now."""
    try:
        stream = job_service.events(job.id)
    except TooManyReadersError:
        return Stage(job.state.value)
    event = await anext(stream, None)
    await stream.aclose()
    return stage_in_words(event) if event else Stage(job.state.value)


def stage_in_words(event: Event) -> Stage:
    """An event as a person reads it; service.js says it in the same words."""
    words = event.stage[:1].upper() + event.stage[1:]
    answered = f"{event.answered:,} of {event.asked:,} questions answered" if event.asked else ""
    share = min(1.0, event.answered / event.asked) if event.asked else None
    return Stage(words, answered, _left(event.seconds_left), share)


def _left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < _MINUTE:
        return f"about {max(1, round(seconds))} s left"
    return f"about {round(seconds / _MINUTE)} min left"
