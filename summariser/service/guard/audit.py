"""The audit log: who changed something, and who was refused.

A line of JSON a request, without its text, its query or the token. A log that cannot be written, as on a full disk, is told once on
standard error, and the service goes on.
"""

import json
import os
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from logging import LogRecord, makeLogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO, Any

from summariser.foreign import plain
from summariser.service.guard.asgi import SAFE, App, Message, Receive, Scope, Send, state

# By judgement.
_LARGEST, _KEPT = 10 * 2**20, 5
_LONGEST_PATH = 200
# Of requests that change nothing, those that a guard turned away; not what was merely not found.
_REFUSED = frozenset({400, 401, 403, 408, 413, 421, 429, 431, 505})


class Audit:
    """Writes a line about each request that changes something or is refused: `{"time", "client", "method", "path", "status",
    "job", "bytes", "seconds"}`; `path` is the route where there is one, `bytes` what was read of the body.
    """

    def __init__(
        self, app: App, file: Path, *, hidden: str | None = None, largest_bytes: int = _LARGEST
    ) -> None:
        self.app, self.hidden = app, hidden
        self.log = _Log(file, largest_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, clock = datetime.now(UTC), time.monotonic()
        status, location, size = 500, "", 0

        async def sent(message: Message) -> None:
            nonlocal status, location
            if message["type"] == "http.response.start":
                status = message["status"]
                found = [value for name, value in message.get("headers") or () if name.lower() == b"location"]
                location = found[0].decode("latin-1") if found else ""
            await send(message)

        async def received() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            return message

        try:
            await self.app(scope, received, sent)
        finally:
            if scope["method"] not in SAFE or status in _REFUSED:
                line = {
                    "time": began.isoformat(timespec="milliseconds"),
                    "client": state(scope).get("client"),
                    "method": plain(scope["method"])[:20],
                    "path": self._path(scope),
                    "status": status,
                    "job": _job(scope, location),
                    "bytes": size,
                    "seconds": round(time.monotonic() - clock, 3),
                }
                self.log.write(json.dumps(line))

    def _path(self, scope: Scope) -> str:
        route = getattr(scope.get("route"), "path", None)
        path = str(route or scope["path"])
        # Whole, before it is cut: half a token is too much.
        return plain(path.replace(self.hidden, "…") if self.hidden else path)[:_LONGEST_PATH]


def _job(scope: Scope, location: str) -> str | None:
    """The id of the job that a request made or was about."""
    named = (scope.get("path_params") or {}).get("id")
    made = location.rpartition("/")[2] if scope["method"] == "POST" and location.startswith("/v1/") else ""
    found = named if isinstance(named, str) else made
    return plain(found)[:_LONGEST_PATH] or None


class _Log(RotatingFileHandler):
    """A file that begins anew at a size; the last ones are kept beside it. Only its owner may read them."""

    def __init__(self, file: Path, largest_bytes: int) -> None:
        super().__init__(file, maxBytes=largest_bytes, backupCount=_KEPT, encoding="ascii", delay=True)
        self._told = False
        self._failed = False

    def write(self, line: str) -> None:
        self._failed = False
        self.emit(makeLogRecord({"msg": line}))
        self._let_go()
        if not self._failed:
            self._told = False

    def _let_go(self) -> None:
        """Closes the file after each line: whoever moves it away, or makes room, need not tell us."""
        stream, self.stream = self.stream, None
        if stream is not None:
            with suppress(OSError):  # what it still holds cannot be written either
                stream.close()

    def handleError(self, record: LogRecord) -> None:  # noqa: N802 (the name that logging calls)
        self._failed = True
        error = sys.exception()
        if not self._told:
            self._told = True
            reason = getattr(error, "strerror", None) or error
            print(  # noqa: T201 (to whoever runs the service)
                f"summariser: the audit log {plain(self.baseFilename)} cannot be written ({plain(reason)}); the service goes on without "
                "it until there is room",
                file=sys.stderr,
            )

    def _open(self) -> IO[Any]:  # type: ignore[override]
        def private(path: str, flags: int) -> int:
            return os.open(path, flags, 0o600)

        return open(self.baseFilename, self.mode, encoding=self.encoding, opener=private)
