"""A real server of an application on loopback, and requests to it byte by byte."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summariser.service.guard.asgi import App, Receive, Scope, Send
from summariser.service.guard.connections import Connection
from summariser.service.options import ServiceOptions
from summariser.service.server import Server, bound
from tests.service.guard.calls import echo


class Impatient(Connection):
    """As in the service, in less time."""

    head_s = 0.3
    write_s = 0.3


@dataclass
class Served:
    """A running server: its port, and what it has asked of the application."""

    port: int
    server: Server
    paths: list[str]

    def connected(self) -> socket.socket:
        """A new connection to it."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def raw(self, *pieces: bytes, wait_s: float = 0.0) -> bytes:
        """All that the server says to these bytes until it closes."""
        with self.connected() as connection:
            try:
                for piece in pieces:
                    connection.sendall(piece)
                    time.sleep(wait_s)
            except OSError:  # it has closed; what it said before is still read
                pass
            return read(connection)


def read(connection: socket.socket) -> bytes:
    """What comes until the end, or the connection's time is over."""
    said = b""
    try:
        while piece := connection.recv(65536):
            said += piece
    except OSError:
        pass
    return said


@contextmanager
def serving(folder: Path, app: App = echo, *, starts: bool = False, **options: Any) -> Iterator[Served]:
    """A server in a thread of its own; `starts`: whether the application has something to do as it starts and ends."""
    paths: list[str] = []

    async def seen(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" and not starts:
            for stage in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{stage}.complete"})
        else:
            paths.append(f"{scope.get('method')} {scope.get('path')}")
            await app(scope, receive, send)

    made = ServiceOptions(folder, port=0, **options)
    ready = threading.Event()
    listening = bound(made)
    server = Server(seen, made, lambda _: ready.set(), Impatient)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        assert ready.wait(20)
        yield Served(listening.getsockname()[1], server, paths)
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
