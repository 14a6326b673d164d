"""uvicorn, run from what the operator decided: where it listens, how it stops, and what it says."""

import errno
import logging
import math
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address
from types import FrameType

import uvicorn

from summariser.errors import ConfigurationError
from summariser.foreign import plain
from summariser.service.guard import guarded
from summariser.service.guard.asgi import App, Message, Receive, Scope, Send
from summariser.service.guard.connections import Connection
from summariser.service.guard.heads import MOST_HEAD_BYTES
from summariser.service.options import ServiceOptions

# Beside connections: of databases, logs and workers, and to the model's server. By judgement.
_OTHER_FILES = 256
_LOG = logging.getLogger(__name__)
# A stop may take a while, in which a person who sees nothing thinks that nothing happens.
_STOPPING = (
    "summariser: stopping; summaries that are not done go on at the next start (Ctrl-C again does not wait)"
)
# As shells have it for Ctrl-C: 128 + SIGINT.
_INTERRUPTED = 130

Ready = Callable[[str], None]


def serve(app: App, options: ServiceOptions, ready: Ready) -> None:
    """Serves the application behind all guards until SIGTERM or Ctrl-C; `ready` is told the address once it answers.

    A stop takes no more requests, lets those that run end within `bounds.stop_s`, and then ends the application, which hands
    back its work; a second Ctrl-C ends the process at once. Raises ConfigurationError where it cannot listen, what the application
    raises as it starts, and KeyboardInterrupt after Ctrl-C.
    """
    _private_folder(options)
    _allow_files(_most_connections(options) + _OTHER_FILES)
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
            workers=1,  # whatever WEB_CONCURRENCY says: one process keeps the queue
            limit_concurrency=_most_connections(options) + 1,
            timeout_graceful_shutdown=math.ceil(options.bounds.stop_s),
            h11_max_incomplete_event_size=MOST_HEAD_BYTES,
        )
        super().__init__(config)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if sockets and self.started:
            self._ready(address(sockets[0]))

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # Of answers that are broken off, uvicorn shows a line or a traceback each; readers of events leave at this moment.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        if sig == signal.SIGINT:
            if self.should_exit:
                # The application waits for its model and for verifications; what it keeps stands a kill at any moment.
                os._exit(_INTERRUPTED)
            _LOG.warning(_STOPPING)
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
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
                # Who is told of the fault need not read that there is one.
                logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
                raise

        return called


def bound(options: ServiceOptions) -> socket.socket:
    """A socket that listens where the options say. Raises ConfigurationError where that cannot be."""
    host, port = options.host, options.port
    if port > 65_535:
        raise ConfigurationError(f"there is no port {port}; ports are 0 (any that is free) to 65535")
    try:
        own = _address_of(host)
        family = socket.AF_INET if own.version == 4 else socket.AF_INET6
        listening = socket.create_server(
            (str(own), port), family=family, dualstack_ipv6=own == IPv6Address("::")
        )
    except OSError as error:
        raise ConfigurationError(_reason(error, host, port)) from error
    # Each connection inherits it. asyncio sets it only where the socket names its protocol, and without it the end of an answer
    # waits for the client's word on its beginning: 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if options.token is None and not own.is_loopback:
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


def _address_of(host: str) -> IPv4Address | IPv6Address:
    """The address that a host is, or has by its name: the first, of IPv4 where there is one. Raises OSError."""
    try:
        return ip_address(host or "0.0.0.0")
    except ValueError:
        found = [ip_address(one[4][0]) for one in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
        return min(found, key=lambda one: one.version)


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


def _most_connections(options: ServiceOptions) -> int:
    return options.bounds.connections + options.bounds.readers


def _allow_files(needed: int) -> None:
    """Many systems give a process a thousand open files, and more if it asks."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < needed:
        raise ConfigurationError(
            f"so many connections take {needed:,} open files, and this system gives {most:,}; lower --max-connections or --max-readers"
        )
    if allowed != resource.RLIM_INFINITY and allowed < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, most))


def _end(number: int, frame: FrameType | None) -> None:
    """A stop by the service manager, also before there is anything to stop, is no fault."""
    sys.exit(0)
