"""Fetches pages: hop by hop, each address checked, no more and no longer than allowed, and one of a host at a time."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from ssl import SSLContext

import httpcore2
import httpx2

from summariser.article.web.address import checked, parsed, shown
from summariser.article.web.connection import CheckedTransport, Deadline
from summariser.article.web.options import FetchOptions
from summariser.article.web.pages import KeptPages, Page
from summariser.article.web.problems import of_error, of_status
from summariser.article.web.reach import ANYWHERE, PUBLIC, Reach
from summariser.article.web.robots import MOST_BYTES, PRODUCT, Robots
from summariser.errors import FetchError, PrivateAddressError

_HEADERS = {
    "User-Agent": f"{PRODUCT}/{version('summariser')} (fetches articles that its user names)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Language": "en,*;q=0.5",
}
_PROBLEMS = (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.ProxyError,
             httpcore2.UnsupportedProtocol, httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError)  # fmt: skip


class Fetcher:
    """Fetches pages under one set of options; it may be used by several threads at once.

    `reach` is where it may go: where the options say, unless it is given.
    """

    def __init__(self, options: FetchOptions, reach: Reach | None = None) -> None:
        self.options = options
        self._reach = reach or (ANYWHERE if options.allow_private else PUBLIC)
        self._kept = KeptPages(options.kept) if options.kept else None
        self._robots: dict[str, Robots] = {}
        self._turns: defaultdict[str, _Turn] = defaultdict(_Turn)
        self._lock = threading.Lock()

    def kept(self, address: str) -> Page | None:
        """The page that was kept of an address, if there is one and no fresh one is asked for."""
        if self._kept is None or self.options.refresh:
            return None
        return self._kept.find(str(parsed(address)))

    def fetched(self, address: str) -> Page:
        """The page at an address as it is now, which is kept. Raises FetchError, naming the address and what to do."""
        url = parsed(address)
        with self._lock:
            turn = self._turns[url.host]
        with turn.taken(self.options.pause_s):
            page = self._page(url)
        if self._kept:
            self._kept.keep(page)
        return page

    def page(self, address: str) -> Page:
        """The page that was kept, or else as it is now."""
        return self.kept(address) or self.fetched(address)

    def _page(self, url: httpx2.URL) -> Page:
        visit, most = _Visit(self, self.options, self._reach), self.options.max_bytes
        try:
            final, kind, body = visit.get(url, most, robots=not self.options.ignore_robots)
            if len(body) > most:
                raise FetchError(
                    f"the page has more than {most:,} bytes; save what you need of it and give the file"
                )
        except FetchError as error:
            refused = PrivateAddressError if isinstance(error, PrivateAddressError) else FetchError
            raise refused(f"{shown(url)}: {error}") from error
        except _PROBLEMS as error:
            raise FetchError(f"{shown(url)}: {of_error(error, self.options.timeout_s)}") from error
        finally:
            visit.close()
        if not body.strip():
            raise FetchError(f"{shown(url)}: the page is empty; check the address")
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return Page(str(url), str(final), now, kind, body)

    @cached_property
    def context(self) -> SSLContext:
        """Made once, since that takes a while."""
        return httpx2.create_ssl_context()

    def robots_of(self, url: httpx2.URL, visit: "_Visit") -> Robots:
        """The rules of an address's host, which is asked for them once."""
        at = url.copy_with(raw_path=b"/robots.txt")
        origin = str(at)
        if origin not in self._robots:
            self._robots[origin] = visit.robots(at)
        return self._robots[origin]


class _Turn:
    """One page of a host at a time, and a pause between two."""

    def __init__(self) -> None:
        self._lock, self._next = threading.Lock(), 0.0

    @contextmanager
    def taken(self, pause_s: float) -> Iterator[None]:
        with self._lock:
            time.sleep(max(0.0, self._next - time.monotonic()))
            try:
                yield
            finally:
                self._next = time.monotonic() + pause_s


class _Missing(FetchError):
    """An answer without a page."""

    def __init__(self, status: int) -> None:
        super().__init__(of_status(status))
        self.status = status


class _Visit:
    """The requests for one page, with the cookies and the deadline that they share."""

    def __init__(self, fetcher: Fetcher, options: FetchOptions, reach: Reach) -> None:
        self._fetcher, self._options = fetcher, options
        transport = CheckedTransport(
            Deadline(options.timeout_s), reach, fetcher.context, with_proxy=options.allow_private
        )
        self._client = httpx2.Client(transport=transport, headers=_HEADERS, trust_env=False)

    def close(self) -> None:
        self._client.close()

    def get(self, url: httpx2.URL, most: int, *, robots: bool) -> tuple[httpx2.URL, str, bytes]:
        """Where an address led to, the type of what is there, and its bytes; of more than `most` the first."""
        request: httpx2.Request | None = self._client.build_request("GET", url)
        for _ in range(self._options.max_redirects + 1):
            assert request
            self._check(request.url, url, robots=robots)
            answer = self._client.send(request, stream=True)
            try:
                if answer.next_request is None:
                    return answer.url, answer.headers.get("content-type", ""), _body(answer, most)
                request = answer.next_request
            finally:
                answer.close()
        raise FetchError(
            f"is redirected more than {self._options.max_redirects} times; open it in a browser and give the address "
            "where it ends"
        )

    def _check(self, hop: httpx2.URL, url: httpx2.URL, *, robots: bool) -> None:
        if hop != url:
            try:
                checked(hop)
            except FetchError as error:
                raise FetchError(f"is redirected to {error}") from error
        if robots and not self._fetcher.robots_of(hop, self).allows(hop.raw_path.decode("ascii")):
            raise FetchError(
                f"the robots.txt of {hop.host} asks programs to leave it; save the page and give the file, or use "
                "--ignore-robots (ignore_robots=True) if you may read it"
            )

    def robots(self, at: httpx2.URL) -> Robots:
        """The rules at an address; none where there is no such file (RFC 9309, 2.3.1)."""
        try:
            return Robots.read(self.get(at, MOST_BYTES, robots=False)[2])
        except _Missing as error:
            if 400 <= error.status < 500:
                return Robots()
            raise FetchError(
                f"the robots.txt of {at.host} cannot be read ({error.status}), which counts as a refusal; try again "
                "later, or use --ignore-robots (ignore_robots=True)"
            ) from error


def _body(answer: httpx2.Response, most: int) -> bytes:
    if not answer.is_success:
        raise _Missing(answer.status_code)
    pieces, size = [], 0
    for piece in answer.iter_bytes():  # unpacked bit by bit, so that a small answer cannot fill the memory
        size += len(piece)
        pieces.append(piece)
        if size > most:
            break
    return b"".join(pieces)
