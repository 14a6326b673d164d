"""Verifications, comparisons and numbers: worked out at once."""

import asyncio

from fastapi import APIRouter, Request, Response

from summariser.comparison import Corrections
from summariser.service.api.answers import PLACES, check_unchanged, job_answer
from summariser.service.api.bodies import asked, media_type, text
from summariser.service.api.described import (
    BINARY,
    STRING,
    Idempotency,
    IfMatch,
    JobId,
    answers,
    backend_of,
    client_of,
    job_response,
    takes,
)
from summariser.service.api.inputs import all_given, check_count, check_length, compared, given
from summariser.service.api.shapes import (
    ComparisonAnswer,
    ComparisonRequest,
    NumbersAnswer,
    NumbersRequest,
    VerificationAnswer,
    VerificationRequest,
)
from summariser.service.backend import Backend, Client
from summariser.service.records import Job, Kind

_CHECKS, _STORIES = PLACES[Kind.VERIFICATION], PLACES[Kind.COMPARISON]
_PARTS = {"type": "array", "items": {"anyOf": [STRING, BINARY]}, "minItems": 1}
_CHECK_FORM = {
    "properties": {
        "text": STRING,
        "html": STRING,
        "url": STRING,
        "file": BINARY,
        "sources": _PARTS,
        "title": {"type": "string"},
        "whole_text": {"type": "boolean"},
    },
    "required": ["sources"],
    "oneOf": [{"required": [way]} for way in ("text", "html", "url", "file")],
}
_STORY_FORM = {
    "properties": {"articles": _PARTS, "reference": {"anyOf": [STRING, BINARY]}, "title": {"type": "string"}},
    "required": ["articles"],
}

router = APIRouter(prefix="/v1")


@router.post(
    "/numbers",
    tags=["numbers"],
    operation_id="post_numbers",
    responses=answers({200: {"model": NumbersAnswer}}, 400, 413, 415, 422),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/NumbersRequest"}},
                "text/plain": {"schema": {"type": "string"}},
            },
        }
    },
)
async def numbers(request: Request) -> Response:
    """Finds the numbers of a text: value, upper end, bound, unit and kind of each. Nothing is kept."""
    backend = backend_of(request)
    bounds = backend.options.bounds
    if media_type(request) == "text/plain":
        told = await text(request, bounds.body_bytes)
    else:
        told = (await asked(request, NumbersRequest, bounds.body_bytes)).text
    check_length(told, bounds.text_characters)
    return Response(f'{{"numbers": {await backend.numbers(told)}}}', media_type="application/json")


@router.post(
    f"/{_CHECKS}",
    tags=[_CHECKS],
    operation_id=f"post_{_CHECKS}",
    status_code=201,
    responses=answers({
        200: job_response(VerificationAnswer, "The job that the idempotency key stands for.", place=_CHECKS),
        201: job_response(VerificationAnswer, "The verdicts, and the job under which they are kept.", made=True, place=_CHECKS),
    }, 400, 413, 415, 422),
    openapi_extra=takes(VerificationRequest, form=_CHECK_FORM),
)  # fmt: skip
async def verification(request: Request, idempotency_key: Idempotency = None) -> Response:
    """Checks every number of a text, or of the fields of an object, against one source or several. Needs no model."""
    backend = backend_of(request)
    bounds = backend.options.bounds
    wanted = await asked(request, VerificationRequest, bounds.body_bytes)
    client = client_of(request, idempotency_key, _CHECKS, wanted)
    if known := await _known(backend, client):
        return known
    told, sources = await asyncio.gather(
        given(backend, wanted), all_given(backend, wanted.sources, bounds.articles)
    )
    job, result = await backend.verify(
        told, sources, client, title=wanted.title, whole_text=wanted.whole_text
    )
    return job_answer(job, 201, result)


@router.post(
    f"/{_STORIES}",
    tags=[_STORIES],
    operation_id=f"post_{_STORIES}",
    status_code=201,
    responses=answers({
        200: job_response(ComparisonAnswer, "The job that the idempotency key stands for.", place=_STORIES),
        201: job_response(ComparisonAnswer, "The facts, and the job under which they are kept.", made=True, place=_STORIES),
    }, 400, 404, 409, 413, 415, 422),
    openapi_extra=takes(ComparisonRequest, form=_STORY_FORM),
)  # fmt: skip
async def comparison(request: Request, idempotency_key: Idempotency = None) -> Response:
    """Compares articles on one story: which gives which figure of the same thing, and where they differ. Needs no model."""
    backend = backend_of(request)
    bounds = backend.options.bounds
    wanted = await asked(request, ComparisonRequest, bounds.body_bytes)
    client = client_of(request, idempotency_key, _STORIES, wanted)
    if known := await _known(backend, client):
        return known
    named = [*([wanted.reference] if wanted.reference is not None else []), *wanted.articles]
    check_count(len(named), bounds.articles)
    articles = await asyncio.gather(*(compared(backend, one) for one in named))
    job, result = await backend.compare(
        articles,
        client,
        title=wanted.title,
        has_reference=wanted.reference is not None,
        grouping=wanted.grouping,
    )
    return job_answer(job, 201, result)


@router.get(
    f"/{_STORIES}/{{job_id}}/grouping",
    tags=[_STORIES],
    operation_id=f"grouping_{_STORIES}",
    responses=answers({200: {"model": Corrections}}, 404, 422),
)
async def grouping(request: Request, job_id: JobId) -> Response:
    """What a person has put right in the rows of a comparison; nothing, where nobody has."""
    backend = backend_of(request)
    corrections = backend.grouping(backend.job(job_id, Kind.COMPARISON))
    return Response(corrections.model_dump_json(), media_type="application/json")


@router.put(
    f"/{_STORIES}/{{job_id}}/grouping",
    tags=[_STORIES],
    operation_id=f"regroup_{_STORIES}",
    responses=answers(
        {200: job_response(ComparisonAnswer, "The comparison with the rows as they are wanted.")},
        400,
        404,
        409,
        412,
        413,
        415,
        422,
    ),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Corrections"}}},
        }
    },
)
async def regroup(request: Request, job_id: JobId, if_match: IfMatch = None) -> Response:
    """Joins, splits and renames rows of a comparison by the keys of their figures, instead of what was put right before.

    The machine's answer is kept beside it; an empty object takes back all that was put right.
    """
    backend = backend_of(request)
    wanted = await asked(request, Corrections, backend.options.bounds.body_bytes)
    job, result = await backend.correct(_unchanged(request, backend, job_id), wanted)
    return job_answer(job, 200, result)


def _unchanged(request: Request, backend: Backend, job_id: str) -> Job:
    job = backend.job(job_id, Kind.COMPARISON)
    check_unchanged(request, job)
    return job


async def _known(backend: Backend, client: Client) -> Response | None:
    """The answer to a request that was made before."""
    if client.key is None:
        return None
    job = backend.job_service.known(client.name, client.key, client.fingerprint or "")
    return job_answer(job, 200, await backend.result_text(job)) if job else None
