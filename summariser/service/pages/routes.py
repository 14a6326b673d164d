"""All routes of the page."""

from fastapi import APIRouter, Response

from summariser.service.pages import assets, history, results, runs, start
from summariser.service.pages import edits as mending
from summariser.service.pages.frame import PageRoute

_FOR_GOOD = "private, max-age=31536000, immutable"

files = APIRouter(include_in_schema=False, route_class=PageRoute)


@files.get("/assets/{digest}/{name}")
async def asset(digest: str, name: str) -> Response:
    """A style, a script or the icon, whatever the digest: an old page gets the new one, and keeps nothing."""
    content, kind = assets.asset(name)
    kept = _FOR_GOOD if assets.place().endswith(f"/{digest}") else "no-cache"
    return Response(content, media_type=kind, headers={"Cache-Control": kept})


def pages_router() -> APIRouter:
    """The page's routes; they find the backend of the application as `app.state.backend`."""
    router = APIRouter()
    for part in (files, start.router, history.router, runs.router, mending.router, results.router):
        router.include_router(part)
    return router
