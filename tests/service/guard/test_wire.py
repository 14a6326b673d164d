"""What clients may do to a connection, against a real server: nothing of it reaches the application twice or at all."""

import asyncio
import contextlib
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from summariser.service.guard.asgi import Receive, Scope, Send
from summariser.service.options import Bounds
from tests.service.guard.calls import TOKEN, answer_of, echo
from tests.service.guard.served import Served, read, serving

HOST = b"Host: localhost\r\n"
CLOSE = b"Connection: close\r\n\r\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("data"), bounds=Bounds(body_bytes=100_000)) as served:
        yield served


def test_a_plain_request_is_answered(served: Served) -> None:
    said = served.raw(b"POST /a HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n" + CLOSE + b"abc")
    status, headers, body = answer_of(said)
    assert (status, body) == (200, b"abc")
    assert "server" not in headers


def test_answers_do_not_wait_for_the_client_between_head_and_body(served: Served) -> None:
    """As they would by Nagle's algorithm, 40 ms each where the client's system delays its word."""
    with served.connected() as connection:
        began = time.monotonic()
        for _ in range(50):
            connection.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
            said = b""
            while not said.endswith(b"all fine"):
                said += connection.recv(65536)
        assert time.monotonic() - began < 1.5  # of 2 s and more


# Each is read in two ways by two programs in a row, which is what request smuggling lives of (RFC 9112, section 11.2).
SMUGGLING = {
    "two lengths": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\nContent-Length: 30\r\n\r\nabc",
    "a length and chunks": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Content-Length: 3\r\nTransfer-Encoding: x, chunked\r\n\r\n0\r\n\r\n",
    "chunks and a length": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
    "chunks in an old version": b"POST / HTTP/1.0\r\n"
    + HOST
    + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a coding that is no coding": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "two codings": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "a space before the colon": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length : 3\r\n\r\nabc",
    "a length with a sign": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: +3\r\n\r\nabc",
    "a length below nothing": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: -3\r\n\r\nabc",
    "a length in hexadecimals": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 0x3\r\n\r\nabc",
    "several lengths in one": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 3, 30\r\n\r\nabc",
    "a chunk of no size": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    "a chunk below nothing": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
    "NUL in a header": b"GET / HTTP/1.1\r\n" + HOST + b"X: a\x00b\r\n\r\n",
    "a control character in a name": b"GET / HTTP/1.1\r\n" + HOST + b"X\x01: a\r\n\r\n",
    "a lone return in a header": b"GET / HTTP/1.1\r\n" + HOST + b"X: a\rY: b\r\n\r\n",
    "no Host": b"GET / HTTP/1.1\r\n\r\n",
    "two Hosts": b"GET / HTTP/1.1\r\n" + HOST + b"Host: other.example\r\n\r\n",
    "a space in the address": b"GET / /b HTTP/1.1\r\n" + HOST + b"\r\n",
    "a method of signs": b"G(T / HTTP/1.1\r\n" + HOST + b"\r\n",
    "no version": b"GET /\r\n\r\n",
    "another version": b"GET / HTTP/9.9\r\n" + HOST + b"\r\n",
    "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64) + b"\r\n\r\n",
    "NUL in the address": b"GET /a\x00b HTTP/1.1\r\n" + HOST + b"\r\n",
    "a line without end": b"GET /" + b"a" * 40_000,
    "headers without end": b"GET / HTTP/1.1\r\n" + HOST + b"X: y\r\n" * 10_000,
}


@pytest.mark.parametrize("form", SMUGGLING)
def test_forms_that_may_be_read_in_two_ways_are_refused(served: Served, form: str) -> None:
    """And what comes after on the same connection is not taken for a request."""
    served.paths.clear()
    said = served.raw(SMUGGLING[form] + b"GET /smuggled HTTP/1.1\r\n" + HOST + b"\r\n")
    status, headers, body = answer_of(said)
    assert status in (400, 431, 505)
    assert said.count(b"HTTP/1.1 ") == 1
    assert "GET /smuggled" not in served.paths
    assert json.loads(body)["status"] == status
    assert (headers["connection"], headers["x-content-type-options"]) == ("close", "nosniff")


@pytest.mark.parametrize(
    "target, status",
    [
        (b"/../../etc/passwd", 400),
        (b"/static/..%2f..%2fetc/passwd", 400),
        (b"/%2e%2e/%2e%2e/etc/passwd", 400),
        (b"/a%00.html", 400),
        (b"/a%0d%0aSet-Cookie:%20b=c", 400),
        (b"http://other.example/", 400),
        (b"*", 400),
        (b"//other.example/", 200),
    ],
)
def test_paths_as_they_come_over_the_wire(served: Served, target: bytes, status: int) -> None:
    answered, headers, _ = answer_of(served.raw(b"GET " + target + b" HTTP/1.1\r\n" + HOST + CLOSE))
    assert (answered, "set-cookie" in headers) == (status, False)


def test_large_and_many_headers(served: Served) -> None:
    for head in (b"X: " + b"x" * 17_000 + b"\r\n", b"X: y\r\n" * 200, b"X: y\r\n" * 3_000):
        assert answer_of(served.raw(b"GET / HTTP/1.1\r\n" + HOST + head + CLOSE))[0] in (400, 431)


def test_a_body_is_refused_while_it_comes(served: Served) -> None:
    """Its client hears why, though it is still sending."""
    head = b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
    chunk = b"4e20\r\n" + b"x" * 20_000 + b"\r\n"
    status, headers, _ = answer_of(served.raw(head, *[chunk] * 8, b"0\r\n\r\n"))
    assert (status, headers["connection"]) == (413, "close")
    said = served.raw(b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 150000\r\n\r\n" + b"x" * 150_000)
    assert answer_of(said)[0] == 413
    asked_first = b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 150000\r\nExpect: 100-continue\r\n\r\n"
    assert answer_of(served.raw(asked_first))[0] == 413


def test_a_client_that_never_ends_its_body_is_cut_off(served: Served) -> None:
    head = b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
    began = time.monotonic()
    with served.connected() as connection, contextlib.suppress(OSError):
        connection.sendall(head)
        while time.monotonic() - began < 20:
            connection.sendall(b"4e20\r\n" + b"x" * 20_000 + b"\r\n")
    assert time.monotonic() - began < 15


def test_whoever_is_refused_hears_why_and_cannot_go_on_sending(tmp_path: Path) -> None:
    """An answer that comes before the end of a body waits for it a little, and then ends the connection."""
    with serving(tmp_path, token=TOKEN) as served:
        head = b"POST / HTTP/1.1\r\n" + HOST
        whole = head + b"Content-Length: 150000\r\n\r\n" + b"x" * 150_000
        said = served.raw(whole + b"GET /health HTTP/1.1\r\n" + HOST + CLOSE)
        assert [part[:3] for part in said.split(b"HTTP/1.1 ")[1:]] == [b"401", b"200"]
        for endless in (b"Content-Length: 10000000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n"):
            began = time.monotonic()
            status, headers, _ = answer_of(served.raw(head + endless))
            assert (status, headers["connection"]) == (401, "close")
            assert time.monotonic() - began < 5
        asked_first = b"Content-Length: 5\r\nExpect: 100-continue\r\n\r\n"
        status, headers, _ = answer_of(served.raw(head + asked_first))
        assert (status, headers["connection"]) == (401, "close")


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: local"])
def test_a_head_that_does_not_come_is_not_waited_for(served: Served, sent: bytes) -> None:
    began = time.monotonic()
    status, headers, _ = answer_of(served.raw(sent))
    assert (status, headers["connection"]) == (408, "close")
    assert 0.2 < time.monotonic() - began < 5


def test_nor_one_that_drips(served: Served) -> None:
    """A header now and then, as slow loris does it, also as a second request."""
    first = b"GET / HTTP/1.1\r\n" + HOST + b"\r\n"
    for before in (b"", first):
        began = time.monotonic()
        said = served.raw(before + b"GET / HTTP/1.1\r\n", *[b"X: y\r\n"] * 60, wait_s=0.05)
        assert b"HTTP/1.1 408" in said
        assert time.monotonic() - began < 10


def test_slow_clients_do_not_keep_others_out(served: Served) -> None:
    slow = [served.connected() for _ in range(100)]
    for connection in slow:
        connection.sendall(b"GET / HTTP/1.1\r\nX: ")
    assert answer_of(served.raw(b"GET / HTTP/1.1\r\n" + HOST + CLOSE))[0] == 200
    for connection in slow:
        connection.settimeout(10)
        assert b" 408 " in read(connection)
        connection.close()


def test_connections_are_bounded_and_idle_ones_give_way(tmp_path: Path) -> None:
    go_on = threading.Event()

    async def busy(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/busy":
            await asyncio.to_thread(go_on.wait, 20)
        await echo(scope, receive, send)

    plain, long = (b"GET " + path + b" HTTP/1.1\r\n" + HOST + CLOSE for path in (b"/", b"/busy"))
    with (
        serving(tmp_path, busy, bounds=Bounds(connections=3, readers=2)) as served,
        contextlib.ExitStack() as held,
    ):
        idle = [held.enter_context(served.connected()) for _ in range(4)]
        asking = [held.enter_context(served.connected())]
        asking[0].sendall(long)
        time.sleep(0.1)
        assert answer_of(served.raw(plain))[0] == 200
        idle[0].settimeout(0.1)
        assert read(idle[0]) == b""  # it was there for longest
        while len(served.paths) < 6:
            asking.append(held.enter_context(served.connected()))
            asking[-1].sendall(long)
            time.sleep(0.05)
        status, headers, _ = answer_of(served.raw(plain))
        assert (status, headers["retry-after"]) == (503, "1")
        go_on.set()
        assert [answer_of(read(connection))[0] for connection in asking] == [200] * 5
        assert answer_of(served.raw(plain))[0] == 200


def test_a_flood_of_idle_connections_keeps_nobody_out(tmp_path: Path) -> None:
    with (
        serving(tmp_path, bounds=Bounds(connections=20, readers=5)) as served,
        contextlib.ExitStack() as held,
    ):
        for _ in range(200):
            held.enter_context(served.connected())
        assert answer_of(served.raw(b"GET / HTTP/1.1\r\n" + HOST + CLOSE))[0] == 200


def test_a_reader_that_takes_nothing_is_let_go(tmp_path: Path) -> None:
    ended = threading.Event()

    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            for _ in range(2000):
                await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})
        finally:
            ended.set()

    with serving(tmp_path, endless) as served, served.connected() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
        assert ended.wait(10)


def test_the_token_over_the_wire(tmp_path: Path) -> None:
    with serving(tmp_path, token=TOKEN) as served:

        def status(*lines: str, target: str = "/") -> int:
            head = "\r\n".join(
                [f"GET {target} HTTP/1.1", "Host: localhost", *lines, "Connection: close", "", ""]
            )
            return answer_of(served.raw(head.encode("latin-1")))[0]

        assert status() == 401
        assert status(f"Authorization: Bearer {TOKEN}") == 200
        assert status(f"Authorization: Basic {TOKEN}") == 401
        assert status("Authorization: Bearer wrong") == 401
        assert status(f"Authorization: Bearer {TOKEN}", "Authorization: Bearer wrong") == 401
        assert status(f"Authorization: Bearer {TOKEN}", target=f"/?token={TOKEN}") == 400
        assert status(f"X-Authorization: Bearer {TOKEN}") == 401
        assert status(f"Cookie: summariser={TOKEN}") == 401
        assert status(target="/health") == 200


def test_events_come_as_they_are_sent(tmp_path: Path) -> None:
    """Through all guards and the server, each before the next is made."""
    go_on = threading.Event()

    async def events(scope: Scope, receive: Receive, send: Send) -> None:
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/event-stream")],
            }
        )
        await send({"type": "http.response.body", "body": b"data: first\n\n", "more_body": True})
        await asyncio.to_thread(go_on.wait, 10)
        await send({"type": "http.response.body", "body": b"data: second\n\n"})

    with serving(tmp_path, events) as served, served.connected() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n" + HOST + CLOSE)
        said = b""
        while b"first" not in said:
            said += connection.recv(65536)
        assert b"second" not in said
        go_on.set()
        assert b"second" in read(connection)
