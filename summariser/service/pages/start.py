"""The first page: three ways in, and what becomes of the forms."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from summariser.errors import ArticleError, SummariserError
from summariser.service.backend import Backend, Client
from summariser.service.errors import UnknownJobError
from summariser.service.options import ServiceOptions
from summariser.service.pages.frame import PageRoute, backend_of, client_of, page, told
from summariser.service.pages.given import FieldError, Sent, all_given, blamed, one_given, sent
from summariser.service.pages.jobs import CHOICES, path_of, value_in_words, view_of
from summariser.service.processes.intake import Given
from summariser.service.records import Job, Kind

_WAYS = ("summarise", "check", "compare")
# By judgement.
_LATEST = 5
_ARTICLES = "two articles or more"

router = APIRouter(include_in_schema=False, route_class=PageRoute)
Done = Callable[[Backend, Sent, Client], Awaitable[str]]


@dataclass(frozen=True)
class Choice:
    """What the operator lets people choose, under a label."""

    name: str
    label: str
    values: Sequence[tuple[str, str]]
    chosen: str


@router.get("/")
async def start(request: Request, way: str = "") -> Response:
    """The three forms, and the latest jobs."""
    return await _start(request, way if way in _WAYS else _WAYS[0], Sent({}))


@router.post("/summarise")
async def summarise(request: Request) -> Response:
    """Takes articles to be summarised; leads to the summary, or to the history where there are several."""
    return await _taken(request, "summarise", _summarised)


@router.post("/check")
async def check(request: Request) -> Response:
    """Takes a text and its sources; leads to the verdicts."""
    return await _taken(request, "check", _checked)


@router.post("/compare")
async def compare(request: Request) -> Response:
    """Takes articles on one story; leads to the comparison."""
    return await _taken(request, "compare", _compared)


async def _start(request: Request, way: str, form: Sent, problem: FieldError | None = None) -> Response:
    backend = backend_of(request)
    latest = await backend.job_service.jobs(limit=_LATEST)
    summaries = _chosen(backend, form)
    return page(
        request,
        "start",
        status=problem.status if problem else 200,
        here="start",
        title="New",
        way=way,
        given=form.texts,
        problem=problem,
        most=backend.options.bounds.body_bytes,
        choices=_choices(backend.options, form),
        summaries=[view_of(job) for job in summaries],
        latest=[view_of(job) for job in latest.jobs],
    )


def _chosen(backend: Backend, form: Sent) -> list[Job]:
    """The summaries that were chosen for a comparison; those that are gone meanwhile are left out."""
    found = []
    for one in dict.fromkeys(form.texts.get("summary", ())):
        with suppress(UnknownJobError):
            found.append(backend.job(one, Kind.SUMMARY))
    return found


def _choices(options: ServiceOptions, form: Sent) -> list[Choice]:
    """Of each thing that there is to choose, where there is more than one."""
    offered = {"report_type": options.report_types, "policy": options.policies, "model": options.models}
    return [
        Choice(
            name,
            CHOICES[name],
            [(value, value_in_words(name, value)) for value in values],
            form.one(name) or values[0],
        )
        for name, values in offered.items()
        if len(values) > 1
    ]


async def _taken(request: Request, way: str, done: Done) -> Response:
    """Does what a form asks, and leads on; where it cannot be, the form comes back with all that was typed."""
    wants_json = "application/json" in request.headers.get("accept", "")
    form = await sent(request)
    try:
        where = await done(backend_of(request), form, Client(client_of(request)))
    except SummariserError as error:
        problem = error if isinstance(error, FieldError) else _problem(error)
        if wants_json:
            return JSONResponse({"field": problem.field, "says": problem.says}, problem.status)
        return await _start(request, way, form, problem)
    return JSONResponse({"location": where}) if wants_json else RedirectResponse(where, 303)


def _problem(error: SummariserError) -> FieldError:
    status, _, detail = told(error)
    return FieldError("", detail, status)


async def _summarised(backend: Backend, form: Sent, client: Client) -> str:
    given = await all_given(backend, form, "article", "an article")
    chosen: dict[str, Any] = {name: form.one(name) for name in ("report_type", "policy", "model")}
    jobs, faults = [], []
    for one in given:
        try:
            jobs.append(await backend.summarise(one, client, **chosen))
        except ArticleError as error:
            faults.append(await blamed(backend, error, {"article": [one]}))
        except SummariserError as error:  # as where the queue is full
            if not jobs:
                raise
            faults.append(_problem(error))
            break
    if faults:
        more = f" {len(jobs)} of {len(given)} are in the history; give only the others again." if jobs else ""
        raise FieldError("article", " ".join(fault.says for fault in faults) + more)
    return path_of(jobs[0]) if len(jobs) == 1 else "/history"


async def _checked(backend: Backend, form: Sent, client: Client) -> str:
    text = await one_given(backend, form, "text", "the text that is to be checked")
    sources = await all_given(backend, form, "source", "a source")
    try:
        job, _ = await backend.verify(text, sources, client)
    except ArticleError as error:
        raise await blamed(backend, error, {"text": [text], "source": sources}) from error
    return path_of(job)


async def _compared(backend: Backend, form: Sent, client: Client) -> str:
    stored = [await backend.stored(job) for job in _chosen(backend, form)]
    articles = (
        [] if stored and not form.has("articles") else await all_given(backend, form, "articles", _ARTICLES)
    )
    reference: list[Given] = []
    if form.has("reference"):
        reference = [await one_given(backend, form, "reference", "the reference")]
    if len(stored) + len(articles) + len(reference) < 2:
        raise FieldError("articles", "There is one article: give another, or a reference.")
    if len(stored) + len(articles) > (most := backend.options.bounds.articles):
        raise FieldError("articles", f"There are {len(stored) + len(articles)}; give {most} or fewer.")
    try:
        job, _ = await backend.compare(
            [*reference, *stored, *articles], client, has_reference=bool(reference)
        )
    except ArticleError as error:
        raise await blamed(backend, error, {"articles": articles, "reference": reference}) from error
    return path_of(job)
