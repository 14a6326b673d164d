"""Connections that are made to checked addresses alone, and on which every wait ends with the page's time."""

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpcore2
import httpx2

from summariser.article.web.reach import Reach


class Deadline:
    """The end of a page's time, in seconds from now."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._end = clock, clock() + seconds

    def left_s(self) -> float:
        """The seconds that are left. Raises httpcore2.ReadTimeout where none are."""
        left = self._end - self._clock()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time is over")
        return left


class _Stream(httpcore2.NetworkStream):
    """A connection on which no read or write outlasts the deadline, however slowly bytes drip in."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left_s())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left_s())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        own = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left_s())
        return _Stream(own, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore2.NetworkBackend):
    """Connects to the checked addresses of a name; TLS and the Host header go on to speak of the name."""

    def __init__(self, deadline: Deadline, reach: Reach) -> None:
        self._deadline, self._reach = deadline, reach
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        failed: Exception = httpcore2.ConnectError("the name has no address")
        for address in self._addresses(host, port):
            try:
                stream = self._plain.connect_tcp(
                    address, port, self._deadline.left_s(), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self._deadline)
        raise failed

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            return self._reach.addresses(host, port, self._deadline.left_s())
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout("the name was not found in time") from error
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"{host} is not known: {error}") from error


class _Body(httpx2.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        self._stream.close()


class CheckedTransport(httpx2.BaseTransport):
    """What carries the requests for one page. Raises the errors of httpcore2, and FetchError for what is refused."""

    def __init__(
        self, deadline: Deadline, reach: Reach, context: ssl.SSLContext, *, with_proxy: bool
    ) -> None:
        self._with_proxy, self._context = with_proxy, context
        self._backend = _Backend(deadline, reach)
        self._pools: dict[str, httpcore2.ConnectionPool] = {}

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = httpcore2.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        asked = httpcore2.Request(request.method, url, headers=request.headers.raw)
        answer = self._pool(request.url).handle_request(asked)
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream))

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()

    def _pool(self, url: httpx2.URL) -> httpcore2.ConnectionPool:
        proxy = _proxy_for(url) if self._with_proxy else ""
        if proxy not in self._pools:
            common: Any = {"ssl_context": self._context, "network_backend": self._backend}
            self._pools[proxy] = _proxied(proxy, **common) if proxy else httpcore2.ConnectionPool(**common)
        return self._pools[proxy]


def _proxy_for(url: httpx2.URL) -> str:
    """The proxy that the environment names for an address, "" if none."""
    return "" if proxy_bypass(url.host) else getproxies().get(url.scheme, "")


def _proxied(proxy: str, **common: Any) -> httpcore2.HTTPProxy:
    known = httpx2.Proxy(proxy)
    return httpcore2.HTTPProxy(str(known.url), proxy_auth=known.raw_auth, **common)
