"""Asks an ASGI application without a network, message by message where need be."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from summariser.service.guard import guarded
from summariser.service.guard.asgi import App, Message, Receive, Scope, Send, answer
from summariser.service.options import ServiceOptions

TOKEN = "correct-horse-battery-staple"
OWN = {"Authorization": f"Bearer {TOKEN}"}


@dataclass
class Answered:
    """What came back: status, headers in small letters, body, and how many pieces it had."""

    status: int
    headers: dict[str, str]
    body: bytes
    pieces: int = field(default=1, compare=False)


def scope(method: str, address: str, headers: dict[str, str], *, peer: str, scheme: str) -> Scope:
    """What uvicorn makes of a request."""
    path, _, query = address.partition("?")
    named = {"Host": "127.0.0.1:8080", **headers}
    return {
        "type": "http",
        "http_version": "1.1",
        "scheme": scheme,
        "method": method,
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in named.items()],
        "client": (peer, 50000),
        "state": {},
    }


def ask(
    app: App,
    method: str = "GET",
    address: str = "/v1/things",
    body: Any = b"",
    *,
    peer: str = "127.0.0.1",
    scheme: str = "http",
    **headers: str,
) -> Answered:
    """The answer to one request; of a body of bytes, or in pieces, a number is a wait in seconds. Headers with _ for -."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    whole: list[bytes | float] = [body] if isinstance(body, bytes) else list(body)
    return asyncio.run(_asked(app, scope(method, address, named, peer=peer, scheme=scheme), whole))


async def _asked(app: App, asked: Scope, body: list[bytes | float]) -> Answered:
    waiting = list(body)
    sent: list[Message] = []

    async def receive() -> Message:
        while waiting and not isinstance(waiting[0], bytes):
            await asyncio.sleep(waiting[0])
            waiting.pop(0)
        if not waiting:
            return {"type": "http.disconnect"}
        piece = waiting.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(waiting)}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(asked, receive, send)
    start, *pieces = sent
    headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    return Answered(start["status"], headers, b"".join(p.get("body", b"") for p in pieces), len(pieces))


async def echo(asked: Scope, receive: Receive, send: Send) -> None:
    """An application that answers with the body that it was sent."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    await answer(send, 200, body or b"all fine", "text/plain")


def behind(folder: Path, app: App = echo, **options: Any) -> App:
    """The application behind all guards."""
    return guarded(app, ServiceOptions(folder, **options))


def answer_of(said: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the first answer in what a server said."""
    head, _, body = said.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return int(first.split(" ")[1]), {name.lower(): value.strip() for name, _, value in pairs}, body
