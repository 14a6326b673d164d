"""All routes of the page, in the order in which they are tried."""

from fastapi import APIRouter

from summariser.service.pages import assets, history, mending, results, start


def pages_router() -> APIRouter:
    """The page's routes; they find the office of the application as `app.state.office`."""
    router = APIRouter()
    for part in (assets, start, history, mending, results):
        router.include_router(part.router)
    return router
