"""The head of a request: its size, and forms of it that two programs in a row may read in two ways."""

from summariser.service.guard.asgi import App, Receive, Scope, Send, header, refuse

# By judgement: more than any browser sends.
MOST_HEADERS = 100
MOST_HEAD_BYTES = 16 * 2**10
_VERSIONS = ("1.0", "1.1")
_STEPS = (".", "..")


class Heads:
    """Refuses a head that is too large (431), another version of HTTP (505), and with 400 a body of two lengths, and a path with
    control characters or steps. After these a connection is closed: what else is on it cannot be trusted.
    """

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (fault := _fault(scope)):
            status, detail = fault
            await refuse(scope, send, status, detail, connection="close")
        else:
            await self.app(scope, receive, send)


def _fault(scope: Scope) -> tuple[int, str] | None:
    """The status and the reason why a head is refused."""
    size = sum(len(name) + len(value) for name, value in scope["headers"])
    size += len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"")
    if len(scope["headers"]) > MOST_HEADERS or size > MOST_HEAD_BYTES:
        return (
            431,
            f"send at most {MOST_HEADERS} headers, and {MOST_HEAD_BYTES:,} bytes of them with the address",
        )
    version = scope.get("http_version", "1.1")
    if version not in _VERSIONS:
        return 505, "this service speaks HTTP/1.1"
    if header(scope, b"transfer-encoding") is not None and (
        version == "1.0" or header(scope, b"content-length") is not None
    ):
        return (
            400,
            "a body comes in chunks or with a Content-Length, not both, and in chunks only by HTTP/1.1",
        )
    path = scope["path"]
    if not path.startswith("/") or not path.isprintable() or "\\" in path:
        return (
            400,
            "the path does not begin with /, or has control characters or a backslash; write it plainly",
        )
    if any(part in _STEPS for part in path.split("/")):
        return 400, "the path has steps (. or ..); write it plainly"
    return None
