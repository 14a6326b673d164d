"""Real HTTP servers on loopback that speak the OpenAI protocol: one that is scripted, one that replays a cassette."""

import asyncio
import json
import os
import socket
import struct
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

import yaml

from summariser import Article, Model, ReportType, Result, asummarise, load_report_type, open_model
from summariser.extraction import Limits
from summariser.extraction.client.wire_schema import Dialect

Outcome = TypeVar("Outcome")


@dataclass
class Reply:
    """One answer of a server.

    `close` sends that many bytes of the body, then resets the connection; `drip_s` waits so long after each byte.
    """

    status: int = 200
    body: str = "{}"
    headers: dict[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    close: int | None = None
    drip_s: float = 0.0


Answer = Callable[[dict[str, Any]], Reply]


@dataclass
class Server:
    """A running server: its base URL, and every request body that it was sent."""

    base_url: str
    requests: list[dict[str, Any]]


def with_model(
    server: Server,
    work: Callable[[Model], Awaitable[Outcome]],
    *,
    waits: list[float] | None = None,
    limits: Limits | None = None,
    dialect: Dialect = Dialect.LENIENT,
) -> Outcome:
    """What `work` makes of the server's model, which notes in `waits` how long it would wait, and does not."""

    async def wait(seconds: float) -> None:
        if waits is not None:
            waits.append(seconds)

    async def working() -> Outcome:
        async with open_model("scripted", base_url=server.base_url, timeout_s=20) as model:
            own = replace(model, limits=limits or Limits(), dialect=dialect, retry={"sleep": wait})
            return await work(own)

    return asyncio.run(working())


def summarised(server: Server, article: Article | str, **options: Any) -> Result[Any]:
    """The article's result from the server's model; options as those of `with_model` and `asummarise`."""
    own = {name: options.pop(name) for name in ("waits", "limits", "dialect") if name in options}
    options.setdefault("report_type", _ours())
    return with_model(server, lambda model: asummarise(article, model, **options), **own)


@cache
def _ours() -> ReportType:
    """Our report type, its templates read once for all tests."""
    return load_report_type()


def sequence(*replies: Reply) -> Answer:
    """Answers with each reply in turn, and with the last one from then on."""
    waiting = list(replies)
    return lambda _: waiting.pop(0) if len(waiting) > 1 else waiting[0]


def said_to_model(request: dict[str, Any]) -> str:
    """All that the messages of a request say."""
    return "\n".join(str(message["content"]) for message in request["messages"])


@contextmanager
def serving(answer: Answer) -> Iterator[Server]:
    """A server that answers each chat completion request with `answer(request body)`, in a thread of its own."""
    requests: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            requests.append(body)
            self._send(answer(body))

        def _send(self, reply: Reply) -> None:
            time.sleep(reply.delay_s)
            content = reply.body.encode()
            try:
                self.send_response(reply.status)
                for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self._write(content if reply.close is None else content[: reply.close], reply.drip_s)
            except OSError:  # the client has gone
                return
            if reply.close is not None:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                os.close(self.connection.detach())

        def _write(self, content: bytes, drip_s: float) -> None:
            for i in range(len(content)) if drip_s else ():
                self.wfile.write(content[i : i + 1])
                time.sleep(drip_s)
            if not drip_s:
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            if not isinstance(sys.exception(), OSError):  # clients may go when they like
                super().handle_error(request, client_address)

    httpd = Quiet(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{httpd.server_port}/v1", requests)
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def completion(content: str | None, *, finish_reason: str = "stop", refusal: str | None = None) -> Reply:
    """A well-formed chat completion."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return Reply(
        body=json.dumps(
            {
                "id": "1",
                "object": "chat.completion",
                "created": 1,
                "model": "scripted",
                "choices": [
                    {"index": 0, "finish_reason": finish_reason, "message": message, "logprobs": None}
                ],
                "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
            }
        )
    )


DRAFT: dict[str, Any] = {
    "headline": "A report",
    "report": {"title": None, "issuer": None, "date": None, "period": None},
    "abstract": "A report was published.",
    "key_findings": [],
    "responses": [],
}

NEWS_DRAFT: dict[str, Any] = {
    "headline": "A report",
    "abstract": "A report was published.",
    "who": [],
    "where": [],
    "when": None,
    "key_points": [],
    "reactions": [],
}


def obedient(
    draft: dict[str, Any] | None = None, *, what: str = "things", again: str = "nothing new"
) -> Answer:
    """Answers a draft request with `draft`, a repair with `again`, and fills any other schema with `what` or null."""

    def answer(request: dict[str, Any]) -> Reply:
        form = asked_form(request)
        schema = form["schema"]
        if form["name"] == "Answers":
            return completion(json.dumps({k: said(own, schema) for k, own in schema["properties"].items()}))
        return completion(json.dumps(said(schema, schema)))

    def said(schema: dict[str, Any], root: dict[str, Any]) -> Any:
        asked = schema["properties"]
        if asked.keys() & DRAFT.keys() and len(asked) > 1:
            whole = NEWS_DRAFT if asked.keys() & NEWS_DRAFT.keys() - DRAFT.keys() else DRAFT
            return {name: (draft or {}).get(name, said) for name, said in whole.items()}
        if (
            len(asked) == 1
            and not {"$ref", "properties"} & next(iter(asked.values())).keys()
            and "1" not in asked
        ):
            return dict.fromkeys(asked, again)
        return _filled(schema, root, what)

    return answer


def asked_form(request: dict[str, Any]) -> dict[str, Any]:
    """The name and the schema of the answer that a request asks for, in whichever dialect."""
    if "grammar" in request:
        schema = json.loads(request["grammar"].partition("%json ")[2])
        return {"name": schema["title"], "schema": schema}
    form: dict[str, Any] = request["response_format"]["json_schema"]
    return form


def _filled(node: dict[str, Any], root: dict[str, Any], what: str) -> Any:
    if "$ref" in node:
        return _filled(root["$defs"][node["$ref"].rsplit("/", 1)[-1]], root, what)
    if "properties" in node:
        return {name: _filled(child, root, what) for name, child in node["properties"].items()}
    if node.get("type") == "array":
        return []
    if "enum" in node:
        return node["enum"][0]
    return None if "anyOf" in node or node.get("type") == "null" else what


def replaying(cassette: Path) -> Answer:
    """Answers each request as the cassette did; one that it does not hold gets status 500 and says so."""
    recorded = {
        _canonical(json.loads(i["request"]["body"])): i["response"]["body"]["string"]
        for i in yaml.safe_load(cassette.read_text())["interactions"]
    }

    def answer(request: dict[str, Any]) -> Reply:
        body = recorded.get(_canonical(request))
        return (
            Reply(body=body)
            if body
            else Reply(status=500, body='{"error": {"message": "not on the cassette"}}')
        )

    return answer


def _canonical(body: dict[str, Any]) -> str:
    return json.dumps(body, sort_keys=True)
