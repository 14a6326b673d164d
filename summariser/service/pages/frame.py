"""What stands around each page, and how errors are shown to people."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from summariser.errors import SummariserError
from summariser.service.backend import Backend
from summariser.service.pages import assets
from summariser.service.problems import KINDS, of_error
from summariser.views.html.rendering import render

SHELL = "service/frame.html.j2"
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


@dataclass(frozen=True)
class Frame:
    """What the frame of a page says: `here` is the entry of its navigation, `refresh` after how many seconds it is loaded again."""

    assets: str
    here: str = ""
    session: bool = False
    refresh: int | None = None
    has_runs: bool = False


def frame_of(request: Request, here: str = "", refresh: int | None = None) -> Frame:
    """The frame of a page that answers a request."""
    session = bool(getattr(request.state, "session", False))
    return Frame(assets.place(), here, session, refresh, runs_folder(request).is_dir())


def runs_folder(request: Request) -> Path:
    """Where an operator keeps batch runs that the page shows; it need not be there."""
    return backend_of(request).options.data / "runs"


def backend_of(request: Request) -> Backend:
    """The backend that a request goes to."""
    backend: Backend = request.app.state.backend
    return backend


def client_of(request: Request) -> str:
    """A short name of who asks, as the guards have it."""
    return str(getattr(request.state, "client", "") or "local")


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    here: str = "",
    refresh: int | None = None,
    **values: Any,
) -> Response:
    """A page of the service."""
    frame = frame_of(request, here, refresh)
    return html(render(f"service/{template}.html.j2", shell=SHELL, frame=frame, **values), status)


def html(text: str, status: int = 200) -> Response:
    """A page that is made already."""
    return HTMLResponse(text.encode("utf-8", "replace"), status)


class PageRoute(APIRoute):
    """A route whose errors are pages."""

    def get_route_handler(self) -> Handler:
        handler = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handler(request)
            except HTTPException as error:
                return _fault(request, error.status_code, "That cannot be read", str(error.detail))
            except SummariserError as error:
                status, title, detail = told(error)
                return _fault(request, status, title, detail)

        return handled


def told(error: Exception) -> tuple[int, str, str]:
    """The status, title and detail with which an error is answered."""
    problem = of_error(error)
    kind = KINDS[problem.slug]
    return kind.status, kind.title, problem.detail


def _fault(request: Request, status: int, title: str, detail: str) -> Response:
    if "application/json" in request.headers.get("accept", ""):
        return Response(status_code=status)
    return page(request, "fault", status=status, title=title, detail=detail)
