"""How results are answered: in the form that a client asks for, with tags by which it knows what it has already."""

import json
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from fastapi import Request, Response

from summariser.foreign import json_text
from summariser.service.problems import ProblemError
from summariser.service.processes.exports import Shown
from summariser.service.records import Job, Kind
from summariser.views.html import page_policy

PLACES = {Kind.SUMMARY: "summaries", Kind.VERIFICATION: "verifications", Kind.COMPARISON: "comparisons"}
_VERSION = version("summariser")


def chosen(request: Request, asked: Shown | None) -> Shown:
    """The form that a client wants: as the query says, or else by the header Accept. Raises ProblemError where there is none such."""
    if asked is not None:
        return asked
    ranges = [_range(one) for one in request.headers.get("accept", "*/*").split(",")[:50]]
    found = max(Shown, key=lambda shown: (_quality(shown, ranges), -list(Shown).index(shown)))
    if _quality(found, ranges) <= 0:
        raise ProblemError(
            "not-acceptable", f"it is to be had as {', '.join(one.media_type for one in Shown)}"
        )
    return found


def _range(written: str) -> tuple[str, float]:
    kind, *parameters = (part.strip().lower() for part in written.split(";"))
    quality = next((one[2:] for one in parameters if one.startswith("q=")), "1")
    try:
        return kind, float(quality)
    except ValueError:
        return kind, 0.0


def _quality(shown: Shown, ranges: Sequence[tuple[str, float]]) -> float:
    """How much a form is wanted: what the most special range that it is in says."""
    family = shown.media_type.partition("/")[0]
    for wanted in (shown.media_type, f"{family}/*", "*/*"):
        found = [quality for kind, quality in ranges if kind == wanted]
        if found:
            return max(found)
    return 0.0


def tag_of(job: Job, shown: Shown) -> str:
    """The strong ETag of a job in a form. It begins with the job's version."""
    return f'"{job.version}-{shown.value}-{_VERSION}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether a client says that it has what has this tag."""
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or tag in [one.strip().removeprefix("W/") for one in given.split(",")]


def check_unchanged(request: Request, job: Job) -> None:
    """Raises ProblemError where a client speaks of another version of a job than there is."""
    given = request.headers.get("if-match")
    if given is None or given.strip() == "*":
        return
    if f'"{job.version}' not in [one.strip().removesuffix('"').partition("-")[0] for one in given.split(",")]:
        raise ProblemError("changed", "the job has changed since; ask for it again, and decide then")


def path_of(job: Job) -> str:
    """Where a job is."""
    return f"/v1/{PLACES[job.kind]}/{job.id}"


def job_in_json(job: Job) -> dict[str, Any]:
    """A job, as JSON has it."""
    return {
        "id": job.id,
        "kind": job.kind.value,
        "state": job.state.value,
        "title": job.title,
        "source": job.source,
        "url": path_of(job),
        "created": job.created.isoformat(),
        "started": job.started and job.started.isoformat(),
        "ended": job.ended and job.ended.isoformat(),
        "request": job.request,
        "flagged": job.flagged,
        "error": dict(zip(("title", "detail"), job.error, strict=True)) if job.error else None,
    }


def job_answer(job: Job, status: int = 200, result: str = "null") -> Response:
    """A job with its result, which is JSON already."""
    head = json_text(json.dumps(job_in_json(job), ensure_ascii=False))
    headers = {"ETag": tag_of(job, Shown.JSON), "Vary": "Accept", "Cache-Control": "private, no-cache"}
    if status in (201, 202):
        headers["Location"] = path_of(job)
    return Response(f'{head[:-1]}, "result": {result}}}', status, headers, "application/json")


def document_answer(job: Job, shown: Shown, document: bytes) -> Response:
    """A job's result as a document; what is no page is a file to keep."""
    headers = {"ETag": tag_of(job, shown), "Vary": "Accept", "Cache-Control": "private, no-cache"}
    if shown is Shown.HTML:
        headers["Content-Security-Policy"] = page_policy()
    else:
        headers["Content-Disposition"] = f'attachment; filename="{job.kind.value}-{job.id[:8]}.{shown.value}"'
    return Response(document, 200, headers, shown.media_type)


def known_answer(tag: str) -> Response:
    """To a client that has it already."""
    return Response(None, 304, {"ETag": tag, "Vary": "Accept", "Cache-Control": "private, no-cache"})
