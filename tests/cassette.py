"""Cassettes: answers of the embedded model, recorded once and played back offline.

A request is matched on method, path and body, so that a changed prompt or schema finds no answer and its test
fails until `make record` has been run. Host, port and key are those of a server that lived for one process:
they are ignored, and not kept.
"""

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import openai
import vcr
from vcr.cassette import Cassette

from summariser import Model, open_model
from summariser.extraction.model import EMBEDDED_LIMITS
from summariser.extraction.weights import MODEL_NAME
from summariser.extraction.wire_schema import Dialect

CASSETTES = Path(__file__).parent.parent / "cassettes"
RECORDING = bool(os.environ.get("SUMMARISER_RECORD"))


def _request(request: Any) -> Any:
    request.uri = "http://model.invalid" + request.path
    request.headers = {}
    return request


def _response(response: dict[str, Any]) -> dict[str, Any]:
    body = json.loads(response["body"]["string"])
    kept = {key: body[key] for key in ("choices", "created", "id", "model", "object", "usage")}
    kept |= {"created": 0, "id": "recorded"}
    response["body"]["string"] = json.dumps(kept, ensure_ascii=False)
    response["headers"] = {"Content-Type": ["application/json"]}
    return response


def _same_body(one: Any, other: Any) -> None:
    assert json.loads(one.body) == json.loads(other.body), "the prompt or schema changed: run make record"


player = vcr.VCR(
    cassette_library_dir=str(CASSETTES),
    record_mode=vcr.mode.NEW_EPISODES if RECORDING else vcr.mode.NONE,
    before_record_request=_request,
    before_record_response=_response,
)
player.register_matcher("body_json", _same_body)
player.match_on = ("method", "path", "body_json")


@asynccontextmanager
async def embedded_model(cassette: str) -> AsyncIterator[tuple[Model, Cassette]]:
    """The embedded model as the cassette recorded it; when recording, the real one."""
    if RECORDING:
        async with open_model() as model:
            with player.use_cassette(cassette) as played:
                yield model, played
        return
    client = openai.AsyncOpenAI(api_key="none", base_url="http://model.invalid/v1", max_retries=0)
    async with client:
        with player.use_cassette(cassette) as played:
            yield Model(MODEL_NAME, None, client, Dialect.EMBEDDED, EMBEDDED_LIMITS), played
