"""For who runs the service: whether it lives, whether it takes work, and its counts; and what each problem means."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from summariser.service.api.described import answers, backend_of
from summariser.service.api.shapes import HealthAnswer, ReadyAnswer
from summariser.service.problems import KINDS, ProblemError

router = APIRouter(tags=["operations"])


@router.get("/health", operation_id="health", responses=answers({200: {"model": HealthAnswer}}))
async def health() -> dict[str, str]:
    """Whether the service answers at all."""
    return {"status": "ok"}


@router.get("/ready", operation_id="ready", responses=answers({200: {"model": ReadyAnswer}}))
async def ready(request: Request) -> dict[str, object]:
    """Whether it takes work. `problem` says why summaries rest, as where a model's server is down; checks need no model."""
    backend = backend_of(request)
    load = backend.job_service.load()
    if load.closing or not backend.workers.are_ready:
        raise ProblemError(
            "not-ready",
            "the service is ending" if load.closing else "the service is starting",
            headers={"Retry-After": "2"},
        )
    return {"status": "ready", "queued": load.queued, "running": load.running, "problem": load.problem}


@router.get(
    "/metrics",
    operation_id="metrics",
    responses=answers(
        {200: {"description": "For Prometheus.", "content": {"text/plain": {"schema": {"type": "string"}}}}}
    ),
)
async def metrics(request: Request) -> Response:
    """Counts and times, in the text format of Prometheus."""
    return Response(backend_of(request).metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})


@router.get(
    "/problems/{slug}",
    operation_id="problem",
    responses=answers(
        {200: {"description": "What it means.", "content": {"text/plain": {"schema": {"type": "string"}}}}},
        404,
        422,
    ),
)
async def problem(slug: str) -> Response:
    """What a type of problem means."""
    kind = KINDS.get(slug)
    if kind is None:
        raise ProblemError("not-found", f"there is no such problem; there are {', '.join(KINDS)}")
    return Response(f"{kind.title} ({kind.status})\n\n{kind.meaning}\n", media_type="text/plain")
