"""How much one client may ask for, how large and how slow a request may be."""

import asyncio
import json
from pathlib import Path

import pytest

from summariser.service.guard.asgi import App, Message, Receive, Scope, Send, state
from summariser.service.guard.bodies import Bodies
from summariser.service.guard.heads import MOST_HEADERS
from summariser.service.guard.rates import Rates
from summariser.service.options import Bounds
from tests.service.guard.calls import OWN, TOKEN, Answered, ask, behind, echo


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def limited(per_minute: int, clock: Clock) -> App:
    """An application whose clients say who they are."""
    rates = Rates(echo, per_minute, clock)

    async def called(scope: Scope, receive: Receive, send: Send) -> None:
        state(scope)["client"] = scope["client"][0]
        await rates(scope, receive, send)

    return called


def test_a_minutes_worth_may_be_asked_at_once_and_then_one_at_a_time() -> None:
    clock = Clock()
    app = limited(6, clock)
    assert [ask(app, "POST").status for _ in range(7)] == [200] * 6 + [429]
    assert ask(app, "POST").headers["retry-after"] == "10"
    clock.now += 9.0
    assert ask(app, "POST").headers["retry-after"] == "1"
    clock.now += 1.0
    assert [ask(app, "POST").status for _ in range(2)] == [200, 429]


def test_waiting_does_not_save_up_more_than_a_minutes_worth() -> None:
    clock = Clock()
    app = limited(6, clock)
    ask(app, "POST")
    clock.now += 3600.0
    assert [ask(app, "POST").status for _ in range(7)] == [200] * 6 + [429]


def test_clients_have_limits_of_their_own_and_reading_is_free() -> None:
    app = limited(1, Clock())
    assert [ask(app, "POST", peer=peer).status for peer in ("10.0.0.1", "10.0.0.2", "10.0.0.1")] == [
        200,
        200,
        429,
    ]
    assert {ask(app, method).status for method in ("GET", "HEAD", "OPTIONS") for _ in range(9)} == {200}


def test_the_memory_of_clients_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summariser.service.guard.rates._MANY", 8)
    clock = Clock()
    rates = Rates(echo, 1, clock)
    for number in range(100):
        assert rates._wait_s(f"client {number}") == 0.0
        assert len(rates.paid_at) <= 8
        clock.now += 1.0
    assert rates._wait_s("client 99") > 0.0  # who asked last is still known


def test_who_is_refused_for_want_of_a_token_does_not_use_up_the_limit(tmp_path: Path) -> None:
    app = behind(tmp_path, token=TOKEN, bounds=Bounds(per_minute=2))
    assert {ask(app, "POST").status for _ in range(9)} == {401}
    assert [ask(app, "POST", **OWN).status for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(
    "peer, forwarded, same_as",
    [
        ("10.0.0.9", "8.8.8.8", "10.0.0.9"),  # its word does not count
        ("10.0.0.1", "8.8.8.8", "8.8.8.8"),
        ("10.0.0.1", "1.1.1.1, 8.8.8.8", "8.8.8.8"),  # what the client wrote before does not count
        ("10.0.0.1", "8.8.8.8, 10.0.0.1", "8.8.8.8"),
        ("2001:db8::1", "", "2001:db8::ffff"),  # one subscriber's network
        ("::ffff:8.8.8.8", "", "8.8.8.8"),
    ],
)
def test_a_client_is_its_address_of_which_only_a_trusted_proxy_may_tell(
    tmp_path: Path, peer: str, forwarded: str, same_as: str
) -> None:
    async def who(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["state"]["client"].encode()})

    app = behind(tmp_path, who, trusted_proxies=("10.0.0.1",))
    assert ask(app, peer=peer, X_Forwarded_For=forwarded).body == ask(app, peer=same_as).body
    assert ask(app, peer="9.9.9.9").body != ask(app, peer=same_as).body


def small(most_bytes: int = 10, patience_s: float = 5.0, app: App = echo) -> App:
    """An application that takes little."""
    return Bodies(app, most_bytes, patience_s)


def test_a_body_that_is_small_enough_passes() -> None:
    assert ask(small(), "POST", body=b"0123456789").body == b"0123456789"
    assert ask(small(), "POST", body=[b"01234", b"", b"56789"]).body == b"0123456789"


@pytest.mark.parametrize("length", ["11", "99999999999999999999999", "-1", "1e3", "", "0x5", "٣"])
def test_one_that_says_it_is_too_large_is_refused_before_it_comes(length: str) -> None:
    async def unasked(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("was asked")

    head = {"Content_Length": length} if length.isascii() else {"Content_Length": "\xb2"}
    answered = ask(small(app=unasked), "POST", body=[b"0"], **head)
    assert (answered.status, answered.headers["connection"]) == (413, "close")
    assert json.loads(answered.body)["detail"] == "the body of a request may have 10 bytes"


def test_one_that_says_nothing_or_lies_is_refused_while_it_comes() -> None:
    seen = 0

    async def counting(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal seen
        while (message := await receive())["type"] == "http.request":
            seen += len(message["body"])
        await echo(scope, receive, send)  # whatever it says is not heard

    for headers in ({}, {"Content_Length": "5"}):
        seen = 0
        answered = ask(small(app=counting), "POST", body=[b"01234"] * 40, **headers)
        assert (answered.status, seen) == (413, 10)


def test_an_application_that_fails_at_a_body_cut_off_is_not_to_blame() -> None:
    async def strict(scope: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] == "http.request":
            pass
        raise RuntimeError(message)

    assert ask(small(app=strict), "POST", body=[b"01234"] * 40).status == 413
    with pytest.raises(RuntimeError):
        ask(small(app=strict), "POST", body=b"0")


def test_a_body_that_stays_away_is_not_waited_for() -> None:
    answered = ask(small(patience_s=0.05), "POST", body=[b"0", 30.0, b"1"])
    assert (answered.status, answered.headers["connection"]) == (408, "close")


def test_one_that_drips_is_not_waited_for() -> None:
    dripping = [piece for _ in range(400) for piece in (b"0", 0.01)]
    assert ask(small(10_000, patience_s=0.05), "POST", body=[*dripping, b"1"]).status == 408


def test_waiting_for_an_answer_is_not_waiting_for_a_body() -> None:
    """As whoever follows events does; the client that goes is still noticed."""

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await asyncio.sleep(0.1)
        assert (await receive())["type"] == "http.disconnect"
        await echo(scope, receive, send)

    assert ask(small(patience_s=0.05, app=slow), "GET").status == 200


def test_answers_pass_piece_by_piece_as_they_are_made(tmp_path: Path) -> None:
    """Each is with the client before the next is made: as events must be."""
    log: list[str] = []

    async def streaming(scope: Scope, receive: Receive, send: Send) -> None:
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/event-stream")],
            }
        )
        for number in range(3):
            log.append(f"made {number}")
            await send({"type": "http.response.body", "body": b"data: %d\n\n" % number, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def asked() -> None:
        async def send(message: Message) -> None:
            if message.get("body"):
                log.append(f"got {message['body'][6:7].decode()}")

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        scope = {
            "type": "http",
            "method": "GET",
            "path": "/",
            "scheme": "http",
            "headers": [(b"host", b"localhost")],
        }
        await behind(tmp_path, streaming)(scope, receive, send)

    asyncio.run(asked())
    assert log == [f"{what} {number}" for number in range(3) for what in ("made", "got")]


def heads(tmp_path: Path, address: str = "/", **headers: str) -> Answered:
    return ask(behind(tmp_path), address=address, **headers)


def test_a_large_head_is_refused(tmp_path: Path) -> None:
    assert heads(tmp_path, X="x" * 15_000).status == 200
    assert heads(tmp_path, X="x" * 17_000).status == 431
    assert heads(tmp_path, f"/?q={'x' * 17_000}").status == 431
    assert heads(tmp_path, "/" + "x" * 17_000).status == 431
    assert heads(tmp_path, **{f"X{n}": "" for n in range(MOST_HEADERS - 1)}).status == 200
    assert heads(tmp_path, **{f"X{n}": "" for n in range(MOST_HEADERS)}).status == 431


@pytest.mark.parametrize(
    "path",
    [
        "/../etc/passwd",
        "/a/../b",
        "/a/..",
        "/.",
        "/a/./b",
        "/%2e%2e/b",
        "/%2E./b",
        "/a%2f..%2fb",
        "/a%00b",
        "/a%0d%0aX:%20y",
    ]
    + ["/..%5cb", "/a\\b", "/%e2%80%ae", "/%7f", "/%1b[2J"],
)
def test_paths_that_may_be_read_in_two_ways_are_refused(tmp_path: Path, path: str) -> None:
    assert heads(tmp_path, path).status == 400


@pytest.mark.parametrize(
    "path", ["/", "/a.b", "/..a", "/a..", "/...", "/%252e%252e/a", "/%c3%a9", "/a%20b", "//a", "/a?q=../.."]
)
def test_other_paths_pass(tmp_path: Path, path: str) -> None:
    assert heads(tmp_path, path).status == 200


def test_web_sockets_are_closed_and_the_start_of_the_application_passes(tmp_path: Path) -> None:
    kinds = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        kinds.append(scope["type"])

    sent: list[Message] = []

    async def asked() -> None:
        async def receive() -> Message:
            return {"type": "websocket.connect"}

        async def send(message: Message) -> None:
            sent.append(message)

        for kind in ("websocket", "lifespan"):
            await behind(tmp_path, app)({"type": kind, "headers": [], "path": "/"}, receive, send)

    asyncio.run(asked())
    assert (kinds, sent) == (["lifespan"], [{"type": "websocket.close", "code": 1008}])
