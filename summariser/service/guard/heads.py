"""The head of a request: its size, and forms of it that are only there to be read in two ways."""

from summariser.service.guard.asgi import App, Receive, Scope, Send, refuse

MOST_HEADERS = 100
MOST_HEAD_BYTES = 16 * 2**10
# Of a path: what ends a string in other languages, and a step up however it was written.
_STEPS = (".", "..")


class Heads:
    """Refuses a head that is too large (431), and a path with control characters or steps (400)."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            size = sum(len(name) + len(value) for name, value in scope["headers"])
            size += len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"")
            if len(scope["headers"]) > MOST_HEADERS or size > MOST_HEAD_BYTES:
                detail = f"send at most {MOST_HEADERS} headers, and {MOST_HEAD_BYTES:,} bytes of them with the address"
                await refuse(send, 431, detail, connection="close")
                return
            path = scope["path"]
            if not path.isprintable() or "\\" in path or any(part in _STEPS for part in path.split("/")):
                detail = "the path has control characters, a backslash or steps (. or ..); write it plainly"
                await refuse(send, 400, detail)
                return
        await self.app(scope, receive, send)
