"""Every error as problem details (RFC 9457): one table says which is which."""

import json
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute, Match

from summariser.errors import (
    ArticleError,
    FetchError,
    InputError,
    PrivateAddressError,
    RunFolderError,
    StorageError,
    SummariserError,
    WeightsError,
)
from summariser.foreign import plain
from summariser.service.errors import (
    ClosingError,
    IdempotencyError,
    NoResultError,
    QueueFullError,
    TooManyReadersError,
    UnknownJobError,
)
from summariser.service.processes.intake import TooLargeError
from summariser.service.processes.pool import BusyError, FaultError, LostError, TooLongError

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("summariser.service")
# By judgement.
_AGAIN_S = 5
_MOST_ERRORS = 20
_METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")


class Pointed(BaseModel):
    """What is wrong with one part of a request: `pointer` is a JSON pointer into its body, or names a parameter."""

    pointer: str
    detail: str


class Problem(BaseModel):
    """Why a request was not answered. `type` is the address of an explanation, `detail` says what to do."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[Pointed] | None = None


class ProblemError(Exception):
    """A request that is answered by a problem of the table."""

    def __init__(
        self,
        slug: str,
        detail: str,
        *,
        errors: Sequence[Pointed] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.slug, self.detail, self.errors, self.headers = slug, detail, errors, headers


@dataclass(frozen=True)
class _Kind:
    status: int
    title: str
    meaning: str
    errors: tuple[type[Exception], ...] = field(default=())


# The most special class of an error decides.
KINDS: Mapping[str, _Kind] = {
    "malformed": _Kind(400, "The request cannot be read", "The body is not of the type that its header names."),
    "unknown-job": _Kind(404, "There is no such job", "The id is wrong, or the job was deleted.", (UnknownJobError,)),
    "not-found": _Kind(404, "There is nothing here", "The address is wrong; /openapi.json lists those that are there."),
    "method-not-allowed": _Kind(405, "That cannot be done here", "The header Allow names what can."),
    "not-acceptable": _Kind(406, "It is not to be had in that form", "The detail names the forms that there are."),
    "no-result": _Kind(409, "There is no result yet", "The job has not ended, or has failed: ask for it as JSON.", (NoResultError,)),
    "changed": _Kind(412, "It has changed meanwhile", "The ETag in If-Match is not that of the job as it is now."),
    "too-large": _Kind(413, "It is too large", "The detail names the limit.", (TooLargeError,)),
    "unsupported-media-type": _Kind(415, "That type of body is not taken", "The detail names the types that are."),
    "invalid": _Kind(422, "The request is not as it should be", "Each of `errors` points to what is wrong.", (InputError,)),
    "no-article": _Kind(422, "There is no article in it", "What was given holds no text that can be read.", (ArticleError,)),
    "not-fetched": _Kind(422, "The page cannot be fetched", "It is not there, is not for programs, or may not be asked for.", (FetchError,)),
    "key-used": _Kind(422, "The idempotency key was used before", "A key stands for one request.", (IdempotencyError,)),
    "too-long": _Kind(422, "It takes too long", "A check that takes longer than the operator allows is ended.", (TooLongError,)),
    "queue-full": _Kind(429, "The queue is full", "Try again when Retry-After says.", (QueueFullError,)),
    "too-many-readers": _Kind(429, "Too many follow events", "Ask for the job now and then instead.", (TooManyReadersError,)),
    "fault": _Kind(500, "Something went wrong here", "A fault of the service; its log has more under the id.", (Exception,)),
    "busy": _Kind(503, "There is too much to do", "Try again in a few seconds.", (BusyError,)),
    "closing": _Kind(503, "The service is ending", "Try again when it is back.", (ClosingError, LostError)),
    "not-ready": _Kind(503, "The service is not ready", "It is starting or ending, or its model is not there.", (WeightsError,)),
    "storage": _Kind(503, "Nothing can be stored", "The operator has to make room, or mend the disk.", (StorageError, RunFolderError)),
}  # fmt: skip
_SLUGS = {error: slug for slug, kind in KINDS.items() for error in kind.errors}
# Of these the log alone has all: what folders and what addresses of the own network there are is no client's to know.
_UNTOLD: Mapping[type[Exception], str] = {
    PrivateAddressError: "that address is of no public network, and this service asks for no other; give the text or the file",
    StorageError: "the service cannot store anything now; try again later, or tell whoever runs it to make room",
}
_OF_STATUS = {400: "malformed", 404: "not-found", 405: "method-not-allowed", 413: "too-large", 422: "invalid"}


def of_error(error: Exception) -> ProblemError:
    """The problem that an error is, by the most special of its classes."""
    if isinstance(error, ProblemError):
        return error
    slug = next(_SLUGS[base] for base in type(error).__mro__ if base in _SLUGS)
    if slug == "fault":
        return _fault(error)
    kind = KINDS[slug]
    untold = next((told for known, told in _UNTOLD.items() if isinstance(error, known)), None)
    if untold:
        _LOG.warning("%s", error)
    after = getattr(error, "retry_after_s", _AGAIN_S)
    headers = {"Retry-After": str(after)} if kind.status in (429, 503) else {}
    return ProblemError(slug, untold or str(error), headers=headers)


def of_validation(error: ValidationError | RequestValidationError, body: object = None) -> ProblemError:
    """The problem of a request that is not of its form, with a pointer to each part of `body` that is wrong."""
    wrong = error.errors()
    # Of what may be left out pydantic also says that it might be null, which helps nobody.
    wrong = [one for one in wrong if one["type"] != "none_required"] or wrong
    told = [_pointed(one, body) for one in wrong[:_MOST_ERRORS]]
    found = list({(one.pointer, one.detail): one for one in told}.values())
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    return ProblemError("invalid", f"{found[0].pointer or 'the body'}: {found[0].detail}{more}", errors=found)


def _pointed(error: Mapping[str, Any], body: object) -> Pointed:
    steps = (plain(step)[:100].replace("~", "~0").replace("/", "~1") for step in _steps(error, body))
    return Pointed(pointer="".join(f"/{step}" for step in steps), detail=plain(_in_words(error))[:300])


def _in_words(error: Mapping[str, Any]) -> str:
    match error["type"]:
        case "string_pattern_mismatch" if error["ctx"]["pattern"] == r"\S":
            return "it is empty; give some text"
        case "extra_forbidden":
            return "there is no such field; /openapi.json lists those that are there"
        case _:
            return str(error["msg"]).removeprefix("Value error, ")


def _steps(error: Mapping[str, Any], body: Any) -> Iterator[str]:
    """Where it is; pydantic also names which of several forms it has tried, and that is no part of a body."""
    where = error["loc"]
    if body is None:  # a parameter
        yield from map(str, where)
        return
    for at, step in enumerate(where, 1):
        if isinstance(body, list) and isinstance(step, int) or isinstance(body, dict) and step in body:
            body = body[step]
            yield str(step)
        elif at == len(where) and error["type"] == "missing":
            yield str(step)


def _fault(error: Exception) -> ProblemError:
    """A fault of ours: what it was stands in the log alone, under an id."""
    name = secrets.token_hex(4)
    if isinstance(error, FaultError):
        _LOG.error("fault %s in a worker:\n%s", name, error.args[0])
    else:
        _LOG.error("fault %s", name, exc_info=error)
    return ProblemError("fault", f"a fault of the service, noted in its log as {name}; please report it")


def response_of(error: ProblemError, instance: str) -> Response:
    """The answer that a problem is; `instance` is the path that was asked."""
    kind = KINDS[error.slug]
    problem = Problem(
        type=f"/problems/{error.slug}",
        title=kind.title,
        status=kind.status,
        detail=plain(error.detail)[:1000],
        instance=instance,
        errors=list(error.errors) or None,
    )
    body = json.dumps(problem.model_dump(exclude_none=True))
    return Response(body, kind.status, error.headers, MEDIA_TYPE)


def add_handlers(app: FastAPI) -> None:
    """Answers every error of an application by a problem."""
    for caught, problem_of in _HANDLED.items():
        app.add_exception_handler(caught, _handler(problem_of))


def _handler(problem_of: Callable[[Any], ProblemError]) -> Callable[[Request, Any], Awaitable[Response]]:
    async def handled(request: Request, error: Any) -> Response:
        answer = response_of(problem_of(error), request.url.path)
        if answer.status_code == 405:
            answer.headers["Allow"] = _allowed(request)
        return answer

    return handled


def _of_http(error: HTTPException) -> ProblemError:
    slug = _OF_STATUS.get(error.status_code, "invalid" if error.status_code < 500 else "fault")
    detail = (
        KINDS[slug].meaning if error.detail == HTTPStatus(error.status_code).phrase else str(error.detail)
    )
    return ProblemError(slug, detail, headers=error.headers)


def _allowed(request: Request) -> str:
    """The methods that a path has: of its routes each knows its own alone."""
    scopes = {method: dict(request.scope) | {"method": method} for method in _METHODS}
    routes: Sequence[BaseRoute] = request.app.routes
    return ", ".join(
        method
        for method, scope in scopes.items()
        if any(route.matches(scope)[0] is Match.FULL for route in routes)
    )


def _of_gone(error: ClientDisconnect) -> ProblemError:
    return ProblemError("malformed", "the body ended before its end")


_HANDLED: Mapping[Any, Callable[[Any], ProblemError]] = {
    HTTPException: _of_http,
    RequestValidationError: of_validation,
    ClientDisconnect: _of_gone,
    ProblemError: of_error,
    SummariserError: of_error,
}
