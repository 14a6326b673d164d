"""How operations are described: each status that they answer with, headers, bodies and links to what follows."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Header, Path, Request
from pydantic import BaseModel

from summariser.service.api.bodies import FILES
from summariser.service.backend import Backend, Client, fingerprint
from summariser.service.problems import KINDS, MEDIA_TYPE
from summariser.service.processes.exports import Shown

Responses = dict[int | str, dict[str, Any]]

JobId = Annotated[str, Path(description="The id of a job.", max_length=64)]
IfMatch = Annotated[str | None, Header(description="The ETag that the job must have, or *.")]
IfNoneMatch = Annotated[str | None, Header(description="The ETag of what the client has already.")]
Idempotency = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="A name for this request: the same request with it again is not done again.",
        min_length=1,
        max_length=255,
    ),
]

_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_ETAG = {"ETag": {"description": "Stands for this version of it.", "schema": {"type": "string"}}}
_LOCATION = {"Location": {"description": "Where the job is.", "schema": {"type": "string"}}}
_AFTER = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}
# The statuses of RFC 9110 and RFC 6585 that these answer with, not choices.
_USUAL = (500, 503)
# By the guards before the API, which need not be there. Statuses of RFC 9110 and RFC 6585.
_GUARDS = (400, 401, 403, 408, 413, 421, 429, 431)


def backend_of(request: Request) -> Backend:
    """The backend of the application that a request came to."""
    backend: Backend = request.app.state.backend
    return backend


def client_of(request: Request, key: str | None, *asked: object) -> Client:
    """Who asks: as the guards name it, or by the address. With an idempotency key `asked` is what it stands for."""
    known = request.scope.get("state", {}).get("client")
    return Client(
        known or (request.client.host if request.client else ""),
        key,
        fingerprint(*map(repr, asked)) if key else None,
    )


def answers(own: Responses, *statuses: int) -> Responses:
    """The answers of an operation, and the problems of these statuses; those that any may have are added."""
    told = dict(own)
    for status in sorted({*statuses, *_USUAL, *_GUARDS}):
        titles = [kind.title for kind in KINDS.values() if kind.status == status]
        told[status] = {
            "description": "; ".join(titles) or "Refused by the guards before the service.",
            "content": {MEDIA_TYPE: {"schema": _PROBLEM}},
        }
        if status in (429, 503):
            told[status]["headers"] = _AFTER
    return told


def job_response(
    model: type[BaseModel], description: str, *, made: bool = False, place: str = ""
) -> dict[str, Any]:
    """An answer that is a job; `place` is whose links it has."""
    told: dict[str, Any] = {
        "model": model,
        "description": description,
        "headers": _ETAG | (_LOCATION if made else {}),
    }
    if place:
        told["links"] = links(place)
    return told


def links(place: str) -> Mapping[str, Any]:
    """From a job that was made to what can be done with it."""
    names = ["get", "delete"]
    names += ["events"] if place == "summaries" else []
    names += ["grouping", "regroup"] if place == "comparisons" else []
    return {
        f"{name}_{place}": {"operationId": f"{name}_{place}", "parameters": {"job_id": "$response.body#/id"}}
        for name in names
    }


def documents(model: object) -> dict[str, Any]:
    """The forms in which a job's result can be had; `model` is of the job with it, or of the result alone."""
    kept = {one.media_type: {"schema": {"type": "string"}} for one in Shown if one is not Shown.JSON}
    return {
        "model": model,
        "description": "The job with its result; in another form the result alone.",
        "content": kept,
        "headers": _ETAG,
    }


def takes(model: type[BaseModel], *, form: Mapping[str, Any], files: bool = False) -> dict[str, Any]:
    """The body of a request: JSON, a form, and if `files` an article by itself."""
    reference = {"$ref": f"#/components/schemas/{model.__name__}"}
    content: dict[str, Any] = {
        "application/json": {"schema": reference},
        "multipart/form-data": {"schema": {"type": "object", **form}},
    }
    if files:
        content |= {kind: {"schema": {"type": "string", "format": "binary"}} for kind in FILES}
    return {"requestBody": {"required": True, "content": content}}


BINARY = {"type": "string", "format": "binary"}
STRING = {"type": "string", "pattern": r"\S"}
