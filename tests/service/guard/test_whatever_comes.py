"""Whatever bytes a request has: one answer, with the headers of safety, and nothing reaches the application without the token."""

import asyncio
from collections.abc import Awaitable
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summariser.service.guard.asgi import App, Message, Receive, Scope, Send, answer
from tests.service.guard.calls import TOKEN, behind

_REACHED: list[str] = []


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    _REACHED.append(scope["path"])
    await answer(send, 200, b"", "text/plain")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> App:
    return behind(tmp_path_factory.mktemp("data"), _app, token=TOKEN)


_VALUES = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [
            b"127.0.0.1",
            b"[::1]",
            b"[",
            b"null",
            b"http://127.0.0.1",
            b"Bearer ",
            b"Bearer",
            b"same-origin",
            b"none",
            b"text/html",
        ]
        + [
            b"summariser=1.1",
            b"summariser=9999999999.\xff",
            b"__Host-summariser=.",
            b";;=;",
            b"-1",
            b"99999999999",
            b"\xb2",
        ]
    ),
)
_NAMES = st.sampled_from(
    [
        b"host",
        b"origin",
        b"authorization",
        b"cookie",
        b"content-length",
        b"accept",
        b"expect",
        b"connection",
        b"x-forwarded-for",
    ]
    + [b"sec-fetch-site", b"sec-fetch-mode", b"sec-fetch-dest", b"transfer-encoding"]
)
_PATHS = st.one_of(
    st.binary(max_size=30), st.sampled_from([b"/", b"/health", b"/login", b"/logout", b"/v1/summaries", b"*"])
)


@given(
    method=st.sampled_from(["GET", "POST", "HEAD", "DELETE", "OPTIONS", "get", "\x00", ""]),
    path=_PATHS,
    query=st.binary(max_size=30),
    headers=st.lists(st.tuples(_NAMES, _VALUES), max_size=6),
    body=st.lists(st.binary(max_size=30), max_size=3),
    client=st.sampled_from([("127.0.0.1", 1), ("::1", 1), ("fe80::1%eth0", 1), ("not an address", 0), None]),
)
@example(
    method="POST",
    path=b"/login",
    query=b"next=%ff",
    headers=[(b"host", b"localhost")],
    body=[b"token=%00&next=%0d"],
    client=None,
)
@example(
    method="GET",
    path=b"/login",
    query=b"next=//x",
    headers=[(b"host", b"localhost"), (b"cookie", b"summariser=\xb2.\xff")],
    body=[],
    client=None,
)
def test_one_answer_and_nothing_without_the_token(
    guarded: App,
    method: str,
    path: bytes,
    query: bytes,
    headers: list[tuple[bytes, bytes]],
    body: list[bytes],
    client: tuple[str, int] | None,
) -> None:
    waiting = list(body)
    sent: list[Message] = []

    async def receive() -> Message:
        piece = waiting.pop(0) if waiting else b""
        return {"type": "http.request", "body": piece, "more_body": bool(waiting)}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": "http", "http_version": "1.1", "scheme": "http", "method": method, "path": unquote(path.decode("latin-1")),
        "raw_path": path, "query_string": query, "headers": headers, "client": client, "state": {},
    }  # fmt: skip
    _REACHED.clear()

    async def whole(answered: Awaitable[None]) -> None:
        await answered

    asyncio.run(whole(guarded(scope, receive, send)))
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    lines = dict(sent[0]["headers"])
    assert lines[b"x-content-type-options"] == b"nosniff"
    assert not any(byte in value for value in lines.values() for byte in (b"\r", b"\n", b"\x00"))
    assert set(_REACHED) <= {"/health"}
