"""No test can reach the network: neither in this process, nor in a thread, nor in a process that a test starts."""

import _socket
import asyncio
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.guard.sitecustomize import NetworkBlocked
from tests.support.processes import environment

# Set aside for documentation (RFC 5737, RFC 3849): nobody answers there.
ELSEWHERE = "192.0.2.1"


def _with_socket(family: int, kind: int, use: Callable[[_socket.socket], object]) -> None:
    connection = _socket.socket(family, kind)
    try:
        use(connection)
    finally:
        connection.close()


def _stream(use: Callable[[_socket.socket], object], family: int = socket.AF_INET) -> Callable[[], None]:
    return lambda: _with_socket(family, socket.SOCK_STREAM, use)


WAYS_OUT: dict[str, Callable[[], object]] = {
    "the usual way": lambda: socket.create_connection((ELSEWHERE, 80), timeout=1),
    "connect": _stream(lambda s: s.connect((ELSEWHERE, 80))),
    "connect_ex": _stream(lambda s: s.connect_ex((ELSEWHERE, 80))),
    "IPv6": _stream(lambda s: s.connect(("2001:db8::1", 80)), socket.AF_INET6),
    "datagram": lambda: _with_socket(
        socket.AF_INET, socket.SOCK_DGRAM, lambda s: s.sendto(b"x", (ELSEWHERE, 53))
    ),
    "look up a name": lambda: socket.getaddrinfo("example.org", 80),
    "look up a name, the old way": lambda: socket.gethostbyname("example.org"),
}


@pytest.mark.parametrize("way", WAYS_OUT.values(), ids=WAYS_OUT.keys())
def test_no_way_leads_out(way: Callable[[], object]) -> None:
    """Each way to the network is shut below Python's own sockets, in other threads too."""
    with pytest.raises(NetworkBlocked):
        way()
    with ThreadPoolExecutor(1) as pool, pytest.raises(NetworkBlocked):
        pool.submit(way).result()


def test_a_process_started_by_a_test_is_shut_in_as_well() -> None:
    """The environment that tests give to processes of their own carries the same guard."""
    code = f"import socket; socket.create_connection(({ELSEWHERE!r}, 80), timeout=1)"
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment(), check=False, capture_output=True, text=True
    )

    assert ended.returncode == 1
    assert "NetworkBlocked" in ended.stderr


def test_loopback_and_asyncio_work() -> None:
    """A server of our own can be reached, through an event loop as well."""

    async def echo() -> bytes:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(await reader.readline())
            await writer.drain()
            writer.close()

        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"here\n")
            line = await reader.readline()
            writer.close()
            await writer.wait_closed()
            return line

    assert asyncio.run(echo()) == b"here\n"
