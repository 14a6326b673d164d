"""The permalinks of jobs: how far they are, what came of them, and what can be done with it."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from summariser.comparison import Corrections
from summariser.service.backend import Backend
from summariser.service.errors import NoResultError, UnknownJobError
from summariser.service.pages.corrections import corrected_of, relabelled, steps_of
from summariser.service.pages.frame import PageRoute, backend_of, client_of, frame_of, html, page
from summariser.service.pages.given import sent
from summariser.service.pages.jobs import CHOICES, LETTERS, path_of, stage_of, value_in_words, view_of
from summariser.service.pages.shown import Around, page_by_itself, shown
from summariser.service.processes.exports import Found, Shown, exported
from summariser.service.records import Job, Kind, State

# By judgement.
_REFRESH_S = 5
_KINDS = {letter: kind for kind, letter in LETTERS.items()}

Route = TypeVar("Route", bound=Callable[..., Any])

router = APIRouter(include_in_schema=False, route_class=PageRoute)
Source = Annotated[int, Query(ge=1, le=1000)]


def job_of(request: Request, job_id: str) -> Job:
    """The job of a permalink. Raises UnknownJobError."""
    return backend_of(request).job(job_id, _KINDS[request.url.path[1]])


def each(add: Callable[[str], Callable[[Route], Route]], rest: str) -> Callable[[Route], Route]:
    """Adds a route for the permalinks of each kind of job."""

    def added(route: Route) -> Route:
        for letter in _KINDS:
            add(f"/{letter}/{rest}")(route)
        return route

    return added


@each(router.get, "{job_id}.{form}")
async def export(request: Request, job_id: str, form: str, source: Source = 1) -> Response:
    """The result as a file."""
    job = job_of(request, job_id)
    if form not in set(Shown):
        raise UnknownJobError(f"there is no {form[:20]} of it: choose from {', '.join(Shown)}")
    backend, kind = backend_of(request), Shown(form)
    # Always as a file to be kept: what is opened here is never a page of somebody's making.
    headers = {"Content-Disposition": f'attachment; filename="{LETTERS[job.kind]}-{job.id[:8]}.{kind.value}"'}
    return Response(await _document(backend, job, kind, source), media_type=kind.media_type, headers=headers)


@each(router.get, "{job_id}")
async def result(request: Request, job_id: str, source: Source = 1, original: bool = False) -> Response:
    """What came of a job, or how far it is."""
    return await result_page(request, job_of(request, job_id), source=source, original=original)


@each(router.post, "{job_id}/delete")
async def delete(request: Request, job_id: str) -> Response:
    """Takes a job back, whatever its state; leads to the history as it was searched."""
    form = await sent(request)
    query = {name: value for name in ("q", "kind") if (value := form.one(name))}
    await backend_of(request).job_service.delete(job_of(request, job_id).id)
    return RedirectResponse(f"/history?{urlencode(query)}" if query else "/history", 303)


@router.post("/s/{job_id}/again")
async def again(request: Request, job_id: str) -> Response:
    """Asks for the summary of the same article once more."""
    job_service, job = backend_of(request).job_service, job_of(request, job_id)
    made = await job_service.summarise(
        await job_service.article(job),
        title=job.title,
        source=job.source,
        client=client_of(request),
        **_choice(job),
    )
    return RedirectResponse(path_of(made), 303)


async def result_page(
    request: Request, job: Job, *, source: int = 1, original: bool = False, problem: str = ""
) -> Response:
    """The page of a job; `problem` is what was wrong with a correction."""
    backend = backend_of(request)
    if job.state is not State.DONE:
        return await _job_page(request, backend, job)
    found = await _found(backend, job, corrected=not original)
    steps = steps_of(backend.grouping(job) or Corrections()) if job.kind is Kind.COMPARISON else []
    around = Around(frame_of(request), view_of(job), source, original, problem, steps)
    made = await backend.workers.run(
        shown, found, corrected_of(backend.job_service, job), around, size=_size(found)
    )
    return html(made, 422 if problem else 200)


async def _job_page(request: Request, backend: Backend, job: Job) -> Response:
    view = view_of(job)
    return page(
        request,
        "job",
        refresh=None if job.state.ended else _REFRESH_S,
        title=view.title,
        job=view,
        chosen=[
            (words.lower(), value_in_words(name, str(job.request[name])))
            for name, words in CHOICES.items()
            if job.request.get(name)
        ],
        fault=job.error or (job.state.value.capitalize(), "It was taken back before its end."),
        stage=await stage_of(backend.job_service, job),
        again=job.kind is Kind.SUMMARY and _is_allowed(backend, job),
    )


async def _document(backend: Backend, job: Job, kind: Shown, source: int) -> bytes:
    """A result as a document, as people have corrected it: in JSON both stand, the machine's and theirs."""
    found, corrected = await _found(backend, job), corrected_of(backend.job_service, job)
    if job.kind is Kind.SUMMARY and kind is Shown.HTML:
        return await backend.workers.run(page_by_itself, found, corrected, size=_size(found))
    result = found.result
    if kind is Shown.JSON and (corrected.labels or corrected.marks):
        result = result | {"corrections": {"labels": corrected.labels, "marks": corrected.marks}}
    elif corrected.labels:
        result = relabelled(result, corrected.labels)
    own = Found(job.kind, result, found.articles, job.title)
    return await backend.workers.run(exported, own, kind, source, size=_size(found))


async def _found(backend: Backend, job: Job, *, corrected: bool = True) -> Found:
    if job.state is not State.DONE:
        raise NoResultError(f"it is {job.state.value}, and has no result")
    result = await backend.result(job, corrected=corrected)
    return Found(job.kind, result, await backend.job_service.articles(job), job.title)


def _size(found: Found) -> int:
    return sum(len(article.text) for article in found.articles)


def _choice(job: Job) -> dict[str, Any]:
    return {name: job.request.get(name) for name in CHOICES}


def _is_allowed(backend: Backend, job: Job) -> bool:
    """Whether the operator still lets people choose what was chosen."""
    options, chosen = backend.options, _choice(job)
    offered = {"report_type": options.report_types, "policy": options.policies, "model": options.models}
    return all(chosen[name] in offered[name] for name in CHOICES)
