"""What is the same of every kind of job: to list, to get in any form, to delete."""

import json
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from summariser.foreign import json_text
from summariser.service.api.answers import (
    PLACES,
    check_unchanged,
    chosen,
    document_answer,
    is_known,
    job_answer,
    job_in_json,
    known_answer,
    tag_of,
)
from summariser.service.api.described import IfMatch, IfNoneMatch, JobId, answers, backend_of, documents
from summariser.service.api.shapes import JobsAnswer
from summariser.service.processes.exports import Shown
from summariser.service.records import Kind

# By judgement.
_MOST = 200

Form = Annotated[Shown | None, Query(alias="format", description="The result alone, in this form.")]
Search = Annotated[str, Query(max_length=200, description="Words that title or source hold.")]
After = Annotated[
    str | None, Query(max_length=40, description="Where the page begins: `next` of the one before.")
]
Limit = Annotated[int, Query(ge=1, le=_MOST, description="How many at most.")]


def routes_of(kind: Kind, answer: type[BaseModel], result: type[BaseModel]) -> APIRouter:
    """The routes of a kind of job, whose answers are as `answer` with a result as `result`."""
    place = PLACES[kind]
    router = APIRouter(prefix=f"/v1/{place}", tags=[place])

    @router.get("", operation_id=f"list_{place}", responses=answers({200: {"model": JobsAnswer}}, 404, 422))
    async def listed(request: Request, q: Search = "", after: After = None, limit: Limit = 50) -> Response:
        """The jobs, the newest first; those whose title or source hold every word of `q`."""
        page = await backend_of(request).job_service.jobs(kind, q, after, limit)
        following = None
        if page.after:
            query = (
                {"q": q, "after": page.after, "limit": limit} if q else {"after": page.after, "limit": limit}
            )
            following = f"/v1/{place}?{urlencode(query)}"
        shown = {"jobs": [job_in_json(job) for job in page.jobs], "total": page.total, "next": following}
        made = _json(shown)
        if following:
            made.headers["Link"] = f'<{following}>; rel="next"'
        return made

    @router.get(
        "/{job_id}",
        operation_id=f"get_{place}",
        responses=answers(
            {200: documents(answer | result), 304: {"description": "As the client has it."}},
            404,
            406,
            409,
            413,
            422,
        ),
    )
    async def got(
        request: Request,
        job_id: JobId,
        form: Form = None,
        source: Annotated[int, Query(ge=1, le=1000, description="Of several, whose page it is.")] = 1,
        corrected: Annotated[bool, Query(description="As a person has put it right.")] = True,
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        """The job with its result, or by `format` or the header Accept the result alone, as a page, a table or a workbook."""
        backend = backend_of(request)
        job, shown = backend.job(job_id, kind), chosen(request, form)
        if is_known(request, tag_of(job, shown)):
            return known_answer(tag_of(job, shown))
        if shown is Shown.JSON and form is None:
            return job_answer(job, result=await backend.result_text(job, corrected=corrected))
        return document_answer(
            job, shown, await backend.document(job, shown, source=source, corrected=corrected)
        )

    @router.delete(
        "/{job_id}",
        operation_id=f"delete_{place}",
        status_code=204,
        responses=answers({204: {"description": "It is gone, and what was kept of it."}}, 404, 412, 422),
    )
    async def deleted(request: Request, job_id: JobId, if_match: IfMatch = None) -> Response:
        """Removes a job with its text and its result, whatever its state."""
        backend = backend_of(request)
        check_unchanged(request, backend.job(job_id, kind))
        await backend.job_service.delete(job_id)
        return Response(None, 204)

    return router


def _json(shown: object) -> Response:
    text = json_text(json.dumps(shown, ensure_ascii=False))
    return Response(text, media_type="application/json", headers={"Cache-Control": "private, no-cache"})
