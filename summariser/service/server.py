"""uvicorn, run from what the operator decided: where it listens, how it stops, and what it says."""

import errno
import logging
import math
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType

import uvicorn

from summariser.errors import ConfigurationError
from summariser.foreign import plain
from summariser.service.guard import guarded
from summariser.service.guard.asgi import App, Message, Receive, Scope, Send
from summariser.service.guard.connections import Connection
from summariser.service.guard.heads import MOST_HEAD_BYTES
from summariser.service.options import ServiceOptions, is_loopback

Ready = Callable[[str], None]


def serve(app: App, options: ServiceOptions, ready: Ready) -> None:
    """Serves the application behind all guards until SIGTERM or Ctrl-C; `ready` is told the address once it answers.

    A stop takes no more requests, lets those that run end within `bounds.stop_s`, and then ends the application, which hands
    back its work; a second Ctrl-C does not wait. Raises ConfigurationError where it cannot listen, what the application
    raises as it starts, and KeyboardInterrupt after Ctrl-C.
    """
    _private_folder(options)
    listening = bound(options)
    server = Server(app, options, ready)
    before = signal.signal(signal.SIGTERM, _end)
    try:
        server.run([listening])
    except SystemExit:
        # Both of a start that failed and, from `_end`, after a stop.
        if server.fault is not None:
            raise server.fault from None
        if not server.started:
            raise
    finally:
        signal.signal(signal.SIGTERM, before)
        listening.close()
    if server.fault is not None:
        raise server.fault


class Server(uvicorn.Server):
    """uvicorn's server of one application behind its guards. `fault` is what the application raised as it started or ended."""

    def __init__(
        self, app: App, options: ServiceOptions, ready: Ready, connection: type[Connection] = Connection
    ) -> None:
        self.fault: Exception | None = None
        self._ready = ready
        config = uvicorn.Config(
            self._noting(guarded(app, options)),
            http=connection,
            ws="none",
            lifespan="on",
            log_config=None,
            log_level=logging.ERROR,
            access_log=False,  # it would hold queries
            proxy_headers=False,  # the guards know which proxies are trusted
            server_header=False,
            limit_concurrency=options.bounds.connections + 1,
            timeout_graceful_shutdown=math.ceil(options.bounds.stop_s),
            h11_max_incomplete_event_size=MOST_HEAD_BYTES,
        )
        super().__init__(config)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if sockets and self.started:
            self._ready(address(sockets[0]))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Of answers that are broken off, uvicorn shows a traceback each.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)

    def _noting(self, app: App) -> App:
        """The application; what it raises as it starts or ends is kept, instead of being logged as a traceback."""

        async def called(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "lifespan":
                await app(scope, receive, send)
                return

            async def quietly(message: Message) -> None:
                await send({name: value for name, value in message.items() if name != "message"})

            try:
                await app(scope, receive, quietly)
            except Exception as fault:
                self.fault = fault
                raise

        return called


def bound(options: ServiceOptions) -> socket.socket:
    """A socket that listens where the options say. Raises ConfigurationError where that cannot be."""
    host, port = options.host, options.port
    if port > 65_535:
        raise ConfigurationError(f"there is no port {port}; ports are 0 (any that is free) to 65535")
    try:
        family, _, _, _, place = _place(host, port)
        everywhere = family is socket.AF_INET6 and place[0] == "::"
        listening = socket.create_server(place[:2], family=family, dualstack_ipv6=everywhere)
    except OSError as error:
        raise ConfigurationError(_reason(error, host, port)) from error
    own = str(listening.getsockname()[0])
    if options.token is None and not is_loopback(own):
        listening.close()
        raise ConfigurationError(
            f"{host} is {own}, which other machines reach: that takes a token (--token-file FILE)"
        )
    return listening


def address(listening: socket.socket) -> str:
    """Where a browser on this machine finds it."""
    host, port = listening.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def _place(host: str, port: int) -> tuple[socket.AddressFamily, int, int, str, tuple[str, int]]:
    """The first address of a host, of IPv4 where it has one."""
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return min(found, key=lambda one: one[0] is not socket.AF_INET)  # type: ignore[return-value]


def _reason(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use; name another with --port, or 0 for any that is free"
    if error.errno == errno.EACCES:
        return f"port {port} is not for users of this machine; name one from 1024 with --port"
    return f"cannot listen on {plain(host)}: {error.strerror or error}; name an address of this machine with --host"


def _private_folder(options: ServiceOptions) -> None:
    try:
        options.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"the folder {options.data} cannot be made ({error.strerror or error}); name another with --data"
        ) from error


def _end(number: int, frame: FrameType | None) -> None:
    """A stop by the service manager, also before there is anything to stop, is no fault."""
    sys.exit(0)
