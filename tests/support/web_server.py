"""A web server on loopback that answers as it is told to, byte by byte where need be."""

import gzip
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = bytes | Callable[[socket.socket], None]

BRIDGES = (
    "Inspectors closed nine old bridges of the valley on Monday, the Structures Board said. More than 1,200 lorries a "
    "day will have to take the mountain road until the spring, and some 40 jobs at the quarry are at risk."
)


def page(title: str = "Bridges close", text: str = BRIDGES, before: str = "") -> str:
    """A web page with an article of two paragraphs."""
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body>{before}<nav><a href='/'>Home</a></nav><article>"
        f"<h1>{title}</h1><p>{text}</p><p>The board will look at 30 others before the summer, it said, and asks for "
        "£5 million to mend them.</p></article><footer>Imprint</footer></body></html>"
    )


def http(
    body: str | bytes = b"", status: str = "200 OK", kind: str = "text/html; charset=utf-8", **headers: str
) -> bytes:
    """A whole answer; the names of `headers` are written with _ for -."""
    data = body.encode() if isinstance(body, str) else body
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(data)}",
        "Connection: close",
    ]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + data


def packed(body: str | bytes) -> bytes:
    """A whole answer, packed with gzip."""
    data = body.encode() if isinstance(body, str) else body
    return http(gzip.compress(data), Content_Encoding="gzip")


def moved(to: str, **headers: str) -> bytes:
    """A redirect."""
    return http(b"", "302 Found", Location=to, **headers)


def cut(whole: bytes, at: int) -> Answer:
    """The first bytes of an answer, and then the connection is reset."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(whole[:at])
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return answer


def dripping(whole: bytes, wait_s: float) -> Answer:
    """An answer that comes a byte at a time."""

    def answer(connection: socket.socket) -> None:
        for at in range(len(whole)):
            connection.sendall(whole[at : at + 1])
            time.sleep(wait_s)

    return answer


@dataclass
class Web:
    """A running server: its address without a path, and of each request the path and the headers."""

    address: str
    asked: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    most_at_once: int = 0

    def __call__(self, path: str) -> str:
        return self.address + path


@contextmanager
def web(routes: Mapping[str, Answer], *, host: str = "127.0.0.1", speaks_http: bool = True) -> Iterator[Web]:
    """A server of these paths; of any other one it says 404, of robots.txt too. If not `speaks_http`, "" answers all."""
    listening = socket.create_server((host, 0))
    served = Web(f"http://{host}:{listening.getsockname()[1]}")
    open_now: set[int] = set()

    def serve(connection: socket.socket) -> None:
        with connection:
            open_now.add(id(connection))
            served.most_at_once = max(served.most_at_once, len(open_now))
            try:
                _serve(connection, routes, served, speaks_http=speaks_http)
            except OSError:  # the client has gone
                pass
            finally:
                open_now.discard(id(connection))

    def accept() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


def _serve(
    connection: socket.socket, routes: Mapping[str, Answer], served: Web, *, speaks_http: bool
) -> None:
    head = b"" if speaks_http else connection.recv(65536)
    while speaks_http and b"\r\n\r\n" not in head:
        piece = connection.recv(65536)
        if not piece:
            return
        head += piece
    path = head.split(b" ")[1].decode() if speaks_http else ""
    served.asked.append(path)
    served.headers.append(head.decode("latin-1"))
    answer = routes.get(path, http("nothing here", "404 Not Found"))
    if isinstance(answer, bytes):
        connection.sendall(answer)
    else:
        answer(connection)
