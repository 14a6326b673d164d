"""Batch runs that an operator keeps in the data folder: how far they are, and their articles as reading pages.

What outgrows one machine is a batch, as on Ray: `summariser batch ... --engine ray --out DATA/runs/NAME`.
"""

import asyncio
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response

from summariser.article import Article
from summariser.errors import SummariserError
from summariser.foreign import plain
from summariser.jobs import Item, View, is_run_folder
from summariser.jobs.storage.outcome import decompressed
from summariser.jobs.storage.raw_article import article_from
from summariser.service.errors import NoResultError, UnknownJobError
from summariser.service.pages.frame import (
    SHELL,
    Frame,
    PageRoute,
    backend_of,
    frame_of,
    html,
    page,
    runs_folder,
)
from summariser.verification import Verification
from summariser.views.html.page import reading_values
from summariser.views.html.rendering import render

# By judgement: a page that a screen or two hold.
_LIMIT = 100
_MOST = 200  # runs that are listed

router = APIRouter(include_in_schema=False, route_class=PageRoute)
Start = Annotated[int, Query(alias="from", ge=0, le=10**9)]


@dataclass(frozen=True)
class Run:
    """A run in the list: how far it is, in words, and the share that is done."""

    name: str
    words: str
    share: float


@dataclass(frozen=True)
class Line:
    """An article of a run. `says` is what came of it, `level` the class of its colour."""

    number: int
    source: str
    state: str
    says: str
    level: str


@router.get("/runs")
async def runs(request: Request) -> Response:
    """The runs, by name."""
    found = await asyncio.to_thread(_runs, runs_folder(request))
    return page(request, "runs", here="runs", title="Batch runs", runs=found)


@router.get("/runs/{name}")
async def run(request: Request, name: str, start: Start = 0) -> Response:
    """The articles of a run, in the order of its inputs."""
    folder = _folder(request, name)
    about, lines = await asyncio.to_thread(_lines, folder, start)
    more = f"/runs/{quote(name)}?from={start + _LIMIT}" if len(lines) > _LIMIT else None
    return page(request, "run", here="runs", title=name, run=about, lines=lines[:_LIMIT], more=more)


@router.get("/runs/{name}/{number}")
async def article(request: Request, name: str, number: int) -> Response:
    """An article of a run beside its summary."""
    folder = _folder(request, name)
    record, text = await asyncio.to_thread(_stored, folder, number)
    around = frame_of(request, "runs"), name
    return html(await backend_of(request).workers.run(_shown, record, text, *around, size=len(text.text)))


def _folder(request: Request, name: str) -> Path:
    """The folder of a run, by one of the names that are there. Raises UnknownJobError."""
    found = next((run for run in _folders(runs_folder(request)) if run.name == name), None)
    if found is None:
        raise UnknownJobError("there is no such run")
    return found


def _folders(place: Path) -> list[Path]:
    return sorted(run for run in place.iterdir() if is_run_folder(run))[:_MOST] if place.is_dir() else []


def _runs(place: Path) -> list[Run]:
    return [_run(folder) for folder in _folders(place)]


def _run(folder: Path) -> Run:
    try:
        with View.open(folder) as view:
            counts = view.counts()
    except SummariserError as error:  # as one of another version
        return Run(folder.name, plain(error), 0.0)
    return Run(folder.name, counts.in_words(), (counts.total - counts.pending) / max(1, counts.total))


def _lines(folder: Path, start: int) -> tuple[Run, list[Line]]:
    with View.open(folder) as view:
        items = view.items(start=start, most=_LIMIT + 1)
        return _run(folder), [_line(start + at, item) for at, item in enumerate(items)]


def _line(number: int, item: Item) -> Line:
    flagged = item.row["flagged"]
    if item.error:
        return Line(number, item.source, item.state, plain(item.error[1])[:200], "unsupported")
    if item.state != "done":
        return Line(number, item.source, item.state, "waiting", "unasked")
    says = (f"{flagged:,} not supported", "unsupported") if flagged else ("nothing unsupported", "supported")
    return Line(number, item.source, item.state, *says)


def _stored(folder: Path, number: int) -> tuple[dict[str, Any], Article]:
    """The record of an article and itself. Raises NoResultError where it has no summary."""
    with View.open(folder) as view:
        item = next(view.items(articles=True, start=max(0, number), most=1), None)
        record = json.loads(item.record) if item else {}
        if item is None or "summary" not in record or not item.row["article"]:
            raise NoResultError("it has no summary")
        return record, replace(
            article_from(json.loads(decompressed(item.row["article"]))), source=item.source
        )


def _shown(record: dict[str, Any], article: Article, frame: Frame, name: str) -> str:
    """Called in a worker."""
    found = Verification.model_validate(record["verification"])
    values = reading_values(article, record["summary"], found, provenance=record.get("provenance"))
    return render("service/run-article.html.j2", shell=SHELL, frame=frame, run=name, **values)
