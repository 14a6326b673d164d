"""The service on loopback, as its clients meet it: a real server in a thread of its own."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import uvicorn

from summariser.article.web.pages import Page
from summariser.errors import FetchError
from summariser.service.app import create_app
from summariser.service.backend import Backend
from summariser.service.processes.intake import Form, Given
from tests.service.job_services import options


class Web:
    """Stands for the network: the pages that are there, by address."""

    def __init__(self, pages: dict[str, str]) -> None:
        self.pages = pages

    async def page(self, address: str) -> Given:
        if address not in self.pages:
            raise FetchError(f"{address}: is not there; save the page and give the file")
        body = self.pages[address].encode()
        return Given(Form.PAGE, Page(address, address, "2026-11-28T09:00:00Z", "text/html", body), address)

    def close(self) -> None:
        """There is nothing to end."""


@dataclass
class Service:
    """A running service: what asks it, and its backend, which belongs to another thread."""

    client: httpx2.Client
    backend: Backend
    url: str

    def until_ended(self, url: str) -> dict[str, Any]:
        """A job when it has ended."""
        with self.client.stream("GET", f"{url}/events", timeout=30) as events:
            for _ in events.iter_lines():
                pass
        found: dict[str, Any] = self.client.get(url).json()
        return found


@contextmanager
def served(
    data: Path, base_url: str = "http://127.0.0.1:9/v1", *, pages: dict[str, str] | None = None, **more: Any
) -> Iterator[Service]:
    """A service with one model, which a server at `base_url` has, and one worker. With `pages`, its network has these alone."""
    more.setdefault("processes", 1)
    app = create_app(options(data, base_url, **more), grace_s=0.1)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        _until(lambda: server.started or not thread.is_alive())
        port = server.servers[0].sockets[0].getsockname()[1]
        backend: Backend = app.state.backend
        if pages is not None:
            backend.pages.close()
            backend.pages = Web(pages)  # type: ignore[assignment]
        url = f"http://127.0.0.1:{port}"
        with httpx2.Client(base_url=url, timeout=30) as client:
            _until(lambda: client.get("/ready").status_code == 200)
            yield Service(client, backend, url)
    finally:
        server.should_exit = True
        thread.join(20)


def _until(holds: Any, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
