"""Cassettes: answers of the embedded model, recorded once and played back offline.

A request is matched on method, path and body, so that a changed prompt or schema finds no answer and its test
fails until `make record` has been run. Host, port and key are those of a server that lived for one process:
they are ignored, and not kept.
"""

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openai
import vcr
from vcr.cassette import Cassette

from summariser import Model, open_model
from summariser.extraction import Limits
from summariser.extraction.client.connect import EMBEDDED_LIMITS, SERVED_LIMITS
from summariser.extraction.client.weights import MODEL_NAME
from summariser.extraction.client.wire_schema import Dialect

CASSETTES = Path(__file__).parents[2] / "cassettes"
RECORDING = bool(os.environ.get("SUMMARISER_RECORD"))


# The embedded model as itself, and as a client finds it that was only given a name and a base URL.
@dataclass(frozen=True)
class Way:
    """A way in which a model is asked."""

    dialect: Dialect
    limits: Limits

    def model(self, client: openai.AsyncOpenAI) -> Model:
        """The embedded model behind `client`, asked in this way."""
        return Model(MODEL_NAME, None, client, self.dialect, self.limits, {"sleep": _at_once})


async def _at_once(seconds: float) -> None:
    """What a cassette does not hold now, it will not hold later."""


EMBEDDED = Way(Dialect.EMBEDDED, EMBEDDED_LIMITS)
SERVED = Way(Dialect.LENIENT, SERVED_LIMITS)
HOST = "http://model.invalid"


def _request(request: Any) -> Any:
    request.uri = HOST + request.path
    request.headers = {}
    return request


def _response(response: dict[str, Any]) -> dict[str, Any] | None:
    if response["status"]["code"] != 200:
        return None
    body = json.loads(response["body"]["string"])
    kept = {key: body[key] for key in ("choices", "model", "object", "usage")} | {
        "created": 0,
        "id": "recorded",
    }
    response["body"]["string"] = json.dumps(kept, ensure_ascii=False).encode()
    response["headers"] = {"Content-Type": ["application/json"]}
    return response


def _same_body(one: Any, other: Any) -> None:
    assert json.loads(one.body) == json.loads(other.body), "the prompt or schema changed: run make record"


def _player(recording: bool) -> vcr.VCR:
    player = vcr.VCR(
        record_mode=vcr.mode.NEW_EPISODES if recording else vcr.mode.NONE,
        before_record_request=_request,
        before_record_response=_response,
    )
    player.register_matcher("body_json", _same_body)
    player.match_on = ("method", "path", "body_json")
    return player


@asynccontextmanager
async def playing(path: Path, way: Way = EMBEDDED) -> AsyncIterator[tuple[Model, Cassette]]:
    """The model as the cassette at `path` recorded it. Other requests fail as if the server could not be reached."""
    async with openai.AsyncOpenAI(api_key="none", base_url=f"{HOST}/v1", max_retries=0) as client:
        with _player(recording=False).use_cassette(str(path)) as played:
            yield way.model(client), played


@asynccontextmanager
async def recording(path: Path, client: openai.AsyncOpenAI, way: Way = EMBEDDED) -> AsyncIterator[Model]:
    """The model, whose answers come through `client` and are kept in the cassette at `path`."""
    path.parent.mkdir(exist_ok=True)
    with _player(recording=True).use_cassette(str(path)):
        yield way.model(client)


@asynccontextmanager
async def played_or_recorded(name: str, way: Way = EMBEDDED) -> AsyncIterator[tuple[Model, Cassette | None]]:
    """The model from the cassette `name`; with SUMMARISER_RECORD set, the real one, and no cassette to ask about."""
    path = CASSETTES / f"{name}.yaml"
    if not RECORDING:
        async with playing(path, way) as (played_model, played):
            yield played_model, played
        return
    async with open_model() as real, recording(path, real.client, way) as recorded:
        yield recorded, None
