"""The application: the API, and where the page and its guards join it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from pydantic import BaseModel

from summariser.comparison import Comparison
from summariser.service.api import checked, summaries
from summariser.service.api import health as operations
from summariser.service.api.jobs import routes_of
from summariser.service.api.openapi import describe
from summariser.service.api.shapes import (
    ComparisonAnswer,
    JobAnswer,
    SummaryAnswer,
    SummaryResult,
    VerdictsAnswer,
    VerificationAnswer,
)
from summariser.service.backend import Backend
from summariser.service.error_middleware import ErrorMiddleware
from summariser.service.jobs import GRACE_S
from summariser.service.options import ServiceOptions
from summariser.service.pages import pages_router
from summariser.service.problems import add_handlers
from summariser.service.records import Kind

_ANSWERS: dict[Kind, tuple[type[JobAnswer], type[BaseModel]]] = {
    Kind.SUMMARY: (SummaryAnswer, SummaryResult),
    Kind.VERIFICATION: (VerificationAnswer, VerdictsAnswer),
    Kind.COMPARISON: (ComparisonAnswer, Comparison),
}


def create_app(options: ServiceOptions, *, grace_s: float = GRACE_S) -> FastAPI:
    """The service as an ASGI application; its start opens the data folder, and its end hands back what runs after `grace_s`.

    It has no guards of its own: `server.serve` puts `guarded` around it. Starting raises as `Backend.open`.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with Backend.open(options, grace_s) as backend:
            app.state.backend = backend
            yield

    # The pages that FastAPI has for its documentation load scripts from elsewhere.
    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None)
    for kind, (answer, result) in _ANSWERS.items():
        app.include_router(routes_of(kind, answer, result))
    app.include_router(summaries.router)
    app.include_router(checked.router)
    app.include_router(operations.router)
    app.include_router(pages_router())
    add_handlers(app)
    app.add_middleware(ErrorMiddleware)
    describe(app, options)
    return app
