"""How assistants reach the server: standard input and output, or streamable HTTP."""

import hmac
import json
import socket
from collections.abc import Callable

import uvicorn
from mcp.server.transport_security import TransportSecuritySettings
from starlette.types import ASGIApp, Receive, Scope, Send

from summariser.errors import ConfigurationError
from summariser.mcp.options import TOGETHER, AssistantOptions, HttpOptions
from summariser.mcp.server import AssistantServer, open_server

PATH = "/mcp"
_BODY_BYTES = 6 * TOGETHER  # a character is up to four bytes, or an escape of six
# By judgement.
_AT_ONCE = 200  # connections; further ones are answered with 503
_BODY = json.dumps({"error": "give the server's token as Authorization: Bearer TOKEN"}).encode()


async def serve_stdio(options: AssistantOptions) -> None:
    """Serves the process that started this one, until it closes standard input. Nothing else is printed there."""
    async with open_server(options) as server:
        await server.run_stdio_async()


async def serve_http(options: AssistantOptions, http: HttpOptions, told: Callable[[str], None]) -> None:
    """Serves HTTP until the process is asked to end; `told` gets the address. Raises ConfigurationError where it is taken."""
    async with open_server(options) as server:
        with _listening(http) as listening:
            config = uvicorn.Config(
                http_app(server, http),
                access_log=False,
                log_level="warning",
                server_header=False,
                limit_concurrency=_AT_ONCE,
                timeout_graceful_shutdown=5,
            )
            shown = f"[{http.host}]" if ":" in http.host else http.host
            address = f"http://{shown}:{listening.getsockname()[1]}{PATH}"
            await _Server(config, lambda: told(address)).serve([listening])


class _Server(uvicorn.Server):
    """A server that says when it serves, from when on it also knows how to end."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._when_started()


def _listening(http: HttpOptions) -> socket.socket:
    family = socket.AF_INET6 if ":" in http.host else socket.AF_INET
    try:
        return socket.create_server((http.host, http.port), family=family, backlog=100)
    except OSError as error:
        raise ConfigurationError(
            f"{http.host} cannot be served at port {http.port} ({error.strerror or error}): name others with --host, --port"
        ) from error


def http_app(server: AssistantServer, http: HttpOptions) -> ASGIApp:
    """The application: the token first, then the library's checks of host, origin and size."""
    hosts = [form for host in http.hosts for form in (host, f"{host}:*")]
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        host=http.host,
        max_request_body_size=_BODY_BYTES,
        transport_security=TransportSecuritySettings(
            allowed_hosts=hosts,
            allowed_origins=[f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts],
        ),
    )
    return app if http.token is None else WithToken(app, http.token)


class WithToken:
    """Lets through who gives the token in the header, compared in constant time; never one in an address."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app, self._expected = app, token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self._is_known(scope):
            await self._app(scope, receive, send)
            return
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(_BODY)).encode()),
            (b"www-authenticate", b"Bearer"),
        ]
        await send({"type": "http.response.start", "status": 401, "headers": headers})
        await send({"type": "http.response.body", "body": _BODY})

    def _is_known(self, scope: Scope) -> bool:
        given = [value for name, value in scope.get("headers", ()) if name == b"authorization"]
        if len(given) != 1:
            return False
        scheme, _, token = given[0].partition(b" ")
        return hmac.compare_digest(token.strip(), self._expected) and scheme.lower() == b"bearer"
