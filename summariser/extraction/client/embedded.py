"""The embedded model: served on loopback inside this process, so that it is reached like any other server."""

import atexit
import secrets
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from summariser.errors import WeightsError
from summariser.extraction.client.weights import INSTALL, MODEL_NAME, Progress, no_progress, weights_path

# By judgement: the model could have more, in memory that a small machine does not have.
CONTEXT_TOKENS = 8192


@dataclass(frozen=True)
class EmbeddedServer:
    """A running server: where it listens, and the key made for this process alone, without which it answers nobody."""

    base_url: str
    api_key: str
    _server: Any


def embedded_server(progress: Progress = no_progress, slots: int = 1) -> EmbeddedServer:
    """The server of the embedded model, started on first use; it ends with the process.

    `slots` is how many requests it works on together, each with a whole context window.

    Raises WeightsError where the extra [local] is not installed or the weights cannot be used.
    """
    if find_spec("xllamacpp") is None:
        raise WeightsError(
            f"the embedded model's engine is missing: {INSTALL}; or name a hosted model with --model"
        )
    path = weights_path(progress)
    progress("loading the embedded model", 0, 0)
    return _start(path, slots)


@cache  # one server a file and process: a second one would only take the first one's memory and cores
def _start(path: Path, slots: int) -> EmbeddedServer:
    from xllamacpp import CommonParams, Server

    params = CommonParams()
    params.model.path = str(path)
    params.model_alias = {MODEL_NAME}  # else every answer would carry the file's path
    params.n_ctx = CONTEXT_TOKENS * slots  # which the engine divides among them
    params.n_parallel = slots
    params.verbosity = 0
    params.ui = False
    params.endpoint_slots = False
    key = secrets.token_urlsafe(24)
    params.api_keys = [key]
    try:
        server = Server(params)
    except (RuntimeError, ValueError, OSError) as error:
        raise WeightsError(
            f"cannot load the model {path}: {error}; is it a GGUF file, and is there memory?"
        ) from error
    running = EmbeddedServer(f"{server.listening_address}/v1", key, server)
    # Left to the interpreter's end, the engine's threads would outlive what they use.
    atexit.register(_start.cache_clear)
    return running
