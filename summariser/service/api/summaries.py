"""Summaries: asked for and followed."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from sse_starlette import EventSourceResponse, JSONServerSentEvent

from summariser.service.api.answers import PLACES, job_answer
from summariser.service.api.bodies import asked
from summariser.service.api.described import (
    BINARY,
    STRING,
    Idempotency,
    JobId,
    answers,
    backend_of,
    client_of,
    job_response,
    takes,
)
from summariser.service.api.inputs import given
from summariser.service.api.shapes import EventAnswer, SummaryAnswer, SummaryRequest
from summariser.service.records import Event, Kind, State
from summariser.service.work.events import Stream

# By judgement: proxies end what is silent for a minute (nginx).
_HEARTBEAT_S = 15
_SEND_S = 30.0  # for a client that does not take what it is sent

_PLACE = PLACES[Kind.SUMMARY]
_CHOICES = {name: {"type": "string"} for name in ("title", "report_type", "policy", "model")}
_FORM = {
    "properties": {"text": STRING, "html": STRING, "url": STRING, "file": BINARY} | _CHOICES,
    "oneOf": [{"required": [way]} for way in ("text", "html", "url", "file")],
}
_EVENT = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "event": {"type": "string", "enum": ["progress", "end"]},
        "data": {"type": "string", "contentMediaType": "application/json", "description": "As EventAnswer."},
    },
}
_BY_ITSELF = "Only with a body that is the article itself; see the JSON body."
Choice = Annotated[str | None, Query(description=_BY_ITSELF, max_length=300)]

router = APIRouter(prefix=f"/v1/{_PLACE}", tags=[_PLACE])


@router.post(
    "",
    operation_id=f"post_{_PLACE}",
    status_code=202,
    responses=answers(
        {
            200: job_response(SummaryAnswer, "The job, which is done already.", place=_PLACE),
            202: job_response(SummaryAnswer, "The job, which waits for its turn.", made=True, place=_PLACE),
        },
        400,
        413,
        415,
        422,
        429,
    ),
    openapi_extra=takes(SummaryRequest, form=_FORM, files=True),
)
async def post(
    request: Request,
    idempotency_key: Idempotency = None,
    title: Choice = None,
    report_type: Choice = None,
    policy: Choice = None,
    model: Choice = None,
) -> Response:
    """Asks for the summary of an article. The same article with the same settings is answered from the store."""
    backend = backend_of(request)
    wanted = await asked(request, SummaryRequest, backend.options.bounds.body_bytes, files=True)
    client = client_of(request, idempotency_key, _PLACE, wanted)
    if client.key and (known := backend.job_service.known(client.name, client.key, client.fingerprint or "")):
        return job_answer(known, result=await backend.result_text(known))
    job = await backend.summarise(
        await given(backend, wanted),
        client,
        title=wanted.title,
        report_type=wanted.report_type,
        policy=wanted.policy,
        model=wanted.model,
    )
    return job_answer(job, 200 if job.state is State.DONE else 202, await backend.result_text(job))


@router.get(
    "/{job_id}/events",
    operation_id=f"events_{_PLACE}",
    responses=answers(
        {
            200: {
                "description": "Events until the summary has ended: their ids rise, their data is as EventAnswer.",
                "content": {"text/event-stream": {"schema": _EVENT}},
            }
        },
        404,
        422,
        429,
    ),
)
async def events(
    request: Request,
    job_id: JobId,
    last_event_id: Annotated[
        str | None, Header(description="The id of the last event that came.", max_length=40)
    ] = None,
) -> Response:
    """Follows a summary: what is being done, questions answered, the seconds left. A comment comes every 15 seconds."""
    backend = backend_of(request)
    backend.job(job_id, Kind.SUMMARY)
    after = (
        int(last_event_id) if last_event_id and last_event_id.isascii() and last_event_id.isdecimal() else 0
    )
    stream = backend.job_service.events(job_id, after)
    return EventSourceResponse(_sent(stream), ping=_HEARTBEAT_S, send_timeout=_SEND_S)


async def _sent(stream: Stream) -> AsyncIterator[JSONServerSentEvent]:
    try:
        async for event in stream:
            name = "end" if event.state.ended else "progress"
            yield JSONServerSentEvent(_data(event), id=str(event.number), event=name)
    finally:
        await stream.aclose()


def _data(event: Event) -> dict[str, Any]:
    left = event.seconds_left
    return EventAnswer(
        state=event.state,
        stage=event.stage,
        answered=event.answered,
        asked=event.asked,
        seconds_left=None if left is None else round(left, 1),
    ).model_dump(mode="json")
