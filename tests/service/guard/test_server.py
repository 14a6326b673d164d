"""Where the service listens, and how it stops."""

import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from summariser.errors import ConfigurationError
from summariser.service import server
from summariser.service.guard.asgi import Receive, Scope, Send
from summariser.service.options import Bounds, ServiceOptions
from summariser.service.server import address, bound, serve
from tests.service.guard.calls import TOKEN, answer_of, echo
from tests.service.guard.served import read
from tests.support.processes import environment

# An application that takes its time for an answer, and notes how it ends.
_SCRIPT = """
import asyncio, sys
from pathlib import Path
from summariser.service.options import Bounds, ServiceOptions
from summariser.service.server import serve

data, stop_s, answer_s = Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])

async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if answer_s < 0:
            print("ending", flush=True)
            await asyncio.sleep(600)
        (data / "closed").touch()
        await send({"type": "lifespan.shutdown.complete"})
        return
    print("asked", flush=True)
    await asyncio.sleep(answer_s)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
    await send({"type": "http.response.body", "body": b"done"})

options = ServiceOptions(data, port=0, bounds=Bounds(stop_s=stop_s))
try:
    serve(app, options, lambda address: print(address, flush=True))
except KeyboardInterrupt:
    sys.exit(130)
"""

Started = Callable[[float, float], "subprocess.Popen[str]"]


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    """Starts the script, in `data` below the test's folder."""
    running = []

    def start(stop_s: float, answer_s: float) -> "subprocess.Popen[str]":
        arguments = [str(tmp_path / "data"), str(stop_s), str(answer_s)]
        process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", _SCRIPT, *arguments],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def ask(process: "subprocess.Popen[str]") -> socket.socket:
    """Sends one request, and returns when it is being answered."""
    assert process.stdout
    port = int(process.stdout.readline().rstrip("/\n").rpartition(":")[2])
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert process.stdout.readline() == "asked\n"
    return connection


@pytest.mark.parametrize(
    "sign, code, words", [(signal.SIGTERM, 0, ""), (signal.SIGINT, 130, f"{server._STOPPING}\n")]
)
def test_a_stop_lets_answers_end_and_then_ends_the_application(
    started: Started, tmp_path: Path, sign: signal.Signals, code: int, words: str
) -> None:
    process = started(20, 0.5)
    with ask(process) as connection:
        process.send_signal(sign)
        assert answer_of(read(connection))[::2] == (200, b"done")
    _, said = process.communicate(timeout=20)
    assert (tmp_path / "data" / "closed").exists()
    assert (process.returncode, said) == (code, words)


def test_it_does_not_wait_for_ever(started: Started, tmp_path: Path) -> None:
    process = started(1, 600)
    with ask(process) as connection:
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert b"done" not in read(connection)
    _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (0, "")
    assert time.monotonic() - began < 10
    assert (tmp_path / "data" / "closed").exists()


def test_a_second_interrupt_does_not_wait_for_the_application(started: Started) -> None:
    process = started(20, -1)
    assert process.stdout
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert process.stdout.readline() == "ending\n"
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130


def test_it_takes_nothing_more_while_it_stops(started: Started) -> None:
    process = started(20, 2)
    with ask(process) as connection:
        port = connection.getpeername()[1]
        process.send_signal(signal.SIGTERM)
        time.sleep(0.8)
        with pytest.raises(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=5)
        assert answer_of(read(connection))[0] == 200


def test_the_data_are_for_their_owner(started: Started, tmp_path: Path) -> None:
    with ask(started(1, 0)):
        assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def options(folder: Path, **more: object) -> ServiceOptions:
    return ServiceOptions(folder, **{"port": 0, **more})  # type: ignore[arg-type]


def unasked(_: str) -> None:
    raise AssertionError("is ready")


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            ConfigurationError, match=f"^port {port} is in use; name another with --port, or 0 for"
        ):
            serve(echo, options(tmp_path, port=port), unasked)


@pytest.mark.parametrize(
    "more, said",
    [
        (
            {"host": "192.0.2.7", "token": TOKEN},
            "cannot listen on 192.0.2.7: .*; name an address of this machine",
        ),
        ({"port": 70_000}, "there is no port 70000"),
    ],
)
def test_so_is_what_is_no_place_to_listen(tmp_path: Path, more: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        serve(echo, options(tmp_path, **more), unasked)


def test_and_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match="file/data cannot be made .*; name another with --data"):
        serve(echo, options(tmp_path / "file" / "data"), unasked)


def test_a_name_that_leads_elsewhere_is_not_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("0.0.0.0", 0))]
    monkeypatch.setattr("summariser.service.server.socket.getaddrinfo", lambda *_, **__: elsewhere)
    with pytest.raises(
        ConfigurationError, match="localhost is 0.0.0.0, which other machines reach: that takes a token"
    ):
        bound(options(tmp_path, host="localhost"))


@pytest.mark.parametrize(
    "host, shown",
    [
        ("127.0.0.1", "http://127.0.0.1:"),
        ("localhost", "http://127.0.0.1:"),
        ("::1", "http://[::1]:"),
        ("0.0.0.0", "http://127.0.0.1:"),
    ]
    + [("", "http://127.0.0.1:"), ("::", "http://[::1]:")],
)
def test_the_address_is_one_that_a_browser_opens(tmp_path: Path, host: str, shown: str) -> None:
    try:
        with bound(options(tmp_path, host=host, token=TOKEN)) as listening:
            assert address(listening).startswith(shown)
    except ConfigurationError:
        if ":" not in host:
            raise
        pytest.skip("this machine has no IPv6")


def test_both_families_are_served_where_all_addresses_are_meant(tmp_path: Path) -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")
    with bound(options(tmp_path, host="::", token=TOKEN)) as listening:
        socket.create_connection(("127.0.0.1", listening.getsockname()[1]), timeout=5).close()


def test_what_the_application_raises_as_it_starts_is_raised(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """In one piece, not as lines of a log."""

    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.failed", "message": "Traceback ..."})
        raise ConfigurationError("the folder is in use")

    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(ConfigurationError, match="^the folder is in use$"):
        serve(failing, options(tmp_path), unasked)
    assert capfd.readouterr().err == ""
    assert signal.getsignal(signal.SIGTERM) is before


def test_open_files_are_made_to_suffice_or_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1024, 4096))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: asked.append(limits))
    server._allow_files(1000)
    server._allow_files(3000)
    assert asked == [(3000, 4096)]
    many = options(tmp_path, bounds=Bounds(readers=10_000))
    with pytest.raises(
        ConfigurationError, match="take 10,512 open files, and this system gives 4,096; lower --max-"
    ):
        serve(echo, many, unasked)


def test_nothing_of_the_environment_changes_who_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """uvicorn by itself would believe X-Forwarded-For from loopback, and from whom a variable names."""
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    monkeypatch.setenv("WEB_CONCURRENCY", "4")
    config = server.Server(echo, options(tmp_path), unasked).config
    assert (config.proxy_headers, config.access_log, config.workers) == (False, False, 1)
