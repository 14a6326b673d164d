"""Bodies of requests: how large, and how slow."""

import asyncio
import time

from summariser.service.guard.asgi import App, Message, Receive, Scope, Send, header, refuse

# A body has so many seconds, and one more for each so many bytes that have come. By judgement; docs/guides/service.md has it
# among the limits.
PATIENCE_S = 20.0
LEAST_BYTES_PER_S = 10_000
# A client that is refused while it sends often reads the answer only when it has sent all: so long it is listened to.
# By judgement.
_LINGER_S = 2.0
_ANNOUNCED = frozenset({b"content-length", b"transfer-encoding"})


class Bodies:
    """Refuses a body that is larger than `most_bytes` (413), while it comes, or that stays away (408).

    The application sees what it would see of a client that has gone, and what it then answers is dropped. Where it answers before the
    end of a body, as one does that refuses, the rest is waited for a little, and the connection is closed if it does not come.
    """

    def __init__(self, app: App, most_bytes: int, patience_s: float = PATIENCE_S) -> None:
        self.app, self.most_bytes, self.patience_s = app, most_bytes, patience_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = _Body(scope, receive, self.most_bytes, self.patience_s)
        length = header(scope, b"content-length")
        if length is not None and (not length.isdecimal() or int(length) > self.most_bytes):
            await body.linger()
            await self._refuse(scope, send, 413)
            return
        started = False

        async def sent(message: Message) -> None:
            nonlocal started
            if body.refused and not started:
                return
            if not started:
                await body.linger()
                if not body.ended:
                    kept = [line for line in message.get("headers", ()) if line[0].lower() != b"connection"]
                    message = {**message, "headers": [*kept, (b"connection", b"close")]}
            started = True
            await send(message)

        try:
            await self.app(scope, body.receive, sent)
        except Exception:
            if not body.refused or started:
                raise
        if body.refused and not started:
            if body.refused == 413:
                await body.linger()
            await self._refuse(scope, send, body.refused)

    async def _refuse(self, scope: Scope, send: Send, status: int) -> None:
        if status == 413:
            detail = f"the body of a request may have {self.most_bytes:,} bytes"
        else:
            detail = "the body did not come in time; send it again over a better connection, or less of it"
        await refuse(scope, send, status, detail, connection="close")


class _Body:
    """The body of one request as it comes: `refused` is the status with which it is, once it is."""

    def __init__(self, scope: Scope, receive: Receive, most_bytes: int, patience_s: float) -> None:
        names = {name for name, _ in scope["headers"]}
        # With `Expect: 100-continue` nothing of it comes before it is asked for.
        self._comes = bool(names & _ANNOUNCED) and b"expect" not in names
        self._announced = bool(names & _ANNOUNCED)
        self._receive, self._most_bytes, self._patience_s = receive, most_bytes, patience_s
        self._began = time.monotonic()
        self._bytes = 0
        self._whole = False
        self.refused = 0

    async def receive(self) -> Message:
        if self.refused:
            return {"type": "http.disconnect"}
        if self._whole:
            return await self._receive()
        self._comes = self._announced
        try:
            async with asyncio.timeout(self._left_s()):
                message = await self._receive()
        except TimeoutError:
            self.refused = 408
            return {"type": "http.disconnect"}
        self._count(message)
        if self._bytes > self._most_bytes:
            self.refused = 413
            return {"type": "http.disconnect"}
        return message

    @property
    def ended(self) -> bool:
        """Whether nothing more of it can come."""
        return self._whole or not self._announced

    async def linger(self) -> None:
        """Reads what is still sent, not for long, and keeps nothing of it."""
        if not self._comes:
            return
        most = self._bytes + self._most_bytes
        try:
            async with asyncio.timeout(_LINGER_S):
                while not self._whole and self._bytes <= most:
                    self._count(await self._receive())
        except TimeoutError:
            pass

    def _count(self, message: Message) -> None:
        self._bytes += len(message.get("body", b""))
        self._whole = message["type"] != "http.request" or not message.get("more_body", False)

    def _left_s(self) -> float:
        return self._patience_s + self._bytes / LEAST_BYTES_PER_S - (time.monotonic() - self._began)
