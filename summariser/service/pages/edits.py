"""Corrections as people send them."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field, StringConstraints

from summariser.comparison import Corrections
from summariser.errors import InputError
from summariser.foreign import plain
from summariser.service.backend import Backend
from summariser.service.pages.corrections import (
    LABELS,
    LONGEST,
    MARK,
    MOST,
    quantities_in,
    with_step,
    without,
)
from summariser.service.pages.frame import PageRoute, backend_of
from summariser.service.pages.given import sent
from summariser.service.pages.jobs import path_of
from summariser.service.pages.results import each, job_of, result_page
from summariser.service.records import Job

_FEWEST = {"join": 2, "split": 1, "rename": 1}
_TOO_FEW = {"join": "Choose two rows or more.", "split": "Choose the figures that are to leave this row."}

router = APIRouter(include_in_schema=False, route_class=PageRoute)


class Marked(BaseModel):
    """A reader's mark on the number of a key; one that says nothing takes it back."""

    key: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]
    checked: bool = False
    note: Annotated[str, StringConstraints(max_length=2000)] = Field("")


@router.post("/s/{job_id}/labels")
async def labels(request: Request, job_id: str) -> Response:
    """Keeps labels beside the machine's: fields are named by their paths, and empty ones take back."""
    backend, job, form = backend_of(request), job_of(request, job_id), await sent(request)
    record, kept = await backend.job_service.result(job), backend.job_service.corrections(job.id)
    for quantity in quantities_in(record.get("summary")):
        for name in LABELS:
            path = f"{quantity.path}.{name}"
            said = plain(form.texts.get(path, [""])[-1]).strip()[:LONGEST]
            if path not in form.texts or name not in quantity.labels or said == kept.get(path, ""):
                continue
            own = said if said != quantity.labels[name] else ""
            _correct(backend, job, path, own or None)
    return RedirectResponse(f"{path_of(job)}#labels", 303)


@each(router.post, "{job_id}/marks")
async def marks(request: Request, job_id: str, mark: Marked) -> Response:
    """Keeps a mark on a number."""
    backend, job = backend_of(request), job_of(request, job_id)
    says = mark.checked or mark.note
    value = {"checked": mark.checked, "note": plain(mark.note)} if says else None
    _correct(backend, job, MARK + mark.key, value)
    return Response(status_code=204)


@router.post("/c/{job_id}/rows")
async def rows(request: Request, job_id: str) -> Response:
    """Joins, splits or renames rows of a comparison, or takes such a correction back."""
    backend, job, form = backend_of(request), job_of(request, job_id), await sent(request)
    grouping, do = backend.grouping(job) or Corrections(), form.one("do") or ""
    figures = list(dict.fromkeys(form.texts.get("figure", ())))
    what = plain(form.one("what") or "").strip()[:LONGEST]
    if back := form.one("back"):
        grouping = without(grouping, back)
    elif do not in _FEWEST or len(figures) < _FEWEST[do] or (do == "rename" and not what):
        return await result_page(request, job, problem=_TOO_FEW.get(do, "Give the row a name."))
    else:
        grouping = with_step(grouping, do, figures, what)
    if sum(map(len, (grouping.join, grouping.split, grouping.rename))) > MOST:
        raise InputError(_many())
    await backend.correct(job, grouping)
    return RedirectResponse(path_of(job), 303)


def _correct(backend: Backend, job: Job, path: str, value: Any) -> None:
    if value is not None and len(backend.job_service.corrections(job.id)) >= MOST:
        raise InputError(_many())
    backend.job_service.correct(job.id, path, value)


def _many() -> str:
    return f"there are {MOST:,} corrections of it already: take some back"
