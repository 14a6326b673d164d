"""The few things that all guards need of ASGI."""

import json
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from http import HTTPStatus
from typing import Any

from summariser.service.guard.plain_page import HTML, POLICY, message

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# Methods that ask and change nothing (RFC 9110, section 9.2.1).
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LONGEST_PATH = 200  # characters, by judgement


def only_http(app: App) -> App:
    """The application for requests and for its own start and end; anything else, as a web socket, is closed."""

    async def called(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "lifespan"):
            await app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    return called


def header(scope: Scope, name: bytes) -> str | None:
    """The value of a header, the first where there are several; None without one."""
    return next(headers(scope, name), None)


def headers(scope: Scope, name: bytes) -> Iterator[str]:
    """Each value of a header."""
    return (value.decode("latin-1").strip() for key, value in scope["headers"] if key == name)


def state(scope: Scope) -> dict[str, Any]:
    """What is known of a request, for whoever comes after."""
    known: dict[str, Any] = scope.setdefault("state", {})
    return known


def problem(status: int, detail: str, **more: str) -> bytes:
    """Problem details (RFC 9457) of a refusal, in the form that the service's own have."""
    own = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return json.dumps(own | more).encode()


async def refuse(scope: Scope, send: Send, status: int, detail: str, **more: str) -> None:
    """Answers with problem details, or with a page where a person asks; `more` are headers, with _ for -."""
    if "text/html" in (header(scope, b"accept") or ""):
        shown = message(HTTPStatus(status).phrase, detail)
        more["content_security_policy"] = POLICY
        await answer(send, status, shown, HTML, **more)
        return
    body = problem(status, detail, instance=scope["path"][:_LONGEST_PATH])
    await answer(send, status, body, "application/problem+json", **more)


async def answer(send: Send, status: int, body: bytes, kind: str, **more: str) -> None:
    """Answers with a body of that media type; `more` are headers, with _ for -."""
    own = {"content_type": kind, "content_length": str(len(body)), **more}
    lines = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in own.items()]
    await send({"type": "http.response.start", "status": status, "headers": lines})
    await send({"type": "http.response.body", "body": body})
