"""One connection, below requests: uvicorn's, which knows no limit to how slow the other side is.

What is no request yet, or no request at all, no other guard gets to see.
"""

import asyncio
from collections.abc import Callable
from http import HTTPStatus

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from summariser.service.guard.asgi import problem
from summariser.service.guard.headers import SAFETY
from summariser.service.guard.heads import MOST_HEAD_BYTES


class Connection(H11Protocol):
    """Ends a connection whose head of a request takes longer than `head_s` (408), or whose reader takes nothing for `write_s`; and
    what is no HTTP is refused (400) as problem details.

    Where there are as many connections as may be, the one that has asked nothing for longest gives way to a new one: so nobody can
    keep others out by connections that do nothing. Where all are busy, the new one is refused (503).
    """

    head_s = 15.0
    write_s = 60.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._head = _Timer(self.loop, self.head_s, self._late)
        self._write = _Timer(self.loop, self.write_s, transport.abort)
        self.since = self.loop.time()
        super().connection_made(transport)
        # uvicorn itself refuses from this number on, but only once a request has come.
        full = self.limit_concurrency is not None and len(self.connections) >= self.limit_concurrency
        if full and not self._makes_room():
            self._refuse(503, "too many connections; try again in a moment", "retry-after: 1")
        else:
            self._time_head()

    def data_received(self, data: bytes) -> None:
        self.since = self.loop.time()
        super().data_received(data)
        self._time_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head.stop()
        self._write.stop()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._write.start()

    def resume_writing(self) -> None:
        self._write.stop()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        if self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete:
            self.transport.abort()  # in the middle of another answer there is no place for this one
        else:
            self._refuse(
                400,
                f"this is no HTTP request that can be read, or its head is above {MOST_HEAD_BYTES:,} bytes",
            )

    @property
    def is_idle(self) -> bool:
        """Whether no request is being read or answered."""
        return self.conn.their_state is h11.IDLE and (self.cycle is None or self.cycle.response_complete)

    def _makes_room(self) -> bool:
        idle = [
            one for one in self.connections if isinstance(one, Connection) and one is not self and one.is_idle
        ]
        if not idle:
            return False
        oldest = min(idle, key=lambda one: one.since)
        self.connections.discard(oldest)
        oldest.transport.abort()
        return True

    def _time_head(self) -> None:
        """All of a head has so long, however its bytes come; none runs while a request is read or answered."""
        if self.conn.their_state is h11.IDLE:
            self._head.start()
        else:
            self._head.stop()

    def _late(self) -> None:
        if not self.transport.is_closing():
            self._refuse(408, "the head of a request did not come in time")

    def _refuse(self, status: int, detail: str, *more: str) -> None:
        body = problem(status, detail)
        lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", "content-type: application/problem+json"]
        lines += [f"content-length: {len(body)}", "connection: close", *more]
        lines += [f"{name.decode()}: {value.decode()}" for name, value in SAFETY.items()]
        self.transport.write("\r\n".join([*lines, "", ""]).encode() + body)
        self.transport.close()


class _Timer:
    """Calls `late` so many seconds after it was started, unless it is stopped before."""

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float, late: Callable[[], None]) -> None:
        self._loop, self._seconds, self._late = loop, seconds, late
        self._running: asyncio.TimerHandle | None = None

    def start(self) -> None:
        if self._running is None:
            self._running = self._loop.call_later(self._seconds, self._late)

    def stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            self._running = None
