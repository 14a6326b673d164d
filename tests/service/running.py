"""The whole service behind its guards, as browsers meet it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from summariser.service.app import create_app
from summariser.service.options import Bounds, ServiceOptions
from summariser.service.server import Server, bound
from tests.service.conftest import PAGES
from tests.service.serving import Web
from tests.support.servers import Reply, obedient, said_to_model, serving

SLOW = "no. 900"  # an article with these words takes long


@contextmanager
def running(folder: Path, **more: Any) -> Iterator[str]:
    """The address of a service whose model takes a moment for each answer, and whose network is of one page."""
    answer = obedient()

    def slowly(request: dict[str, Any]) -> Reply:
        return replace(answer(request), delay_s=2.0 if SLOW in said_to_model(request) else 0.05)

    with serving(slowly) as model:
        own: dict[str, Any] = {"models": ("m",), "processes": 1, "bounds": Bounds(per_minute=10_000)} | more
        options = ServiceOptions(folder, port=0, base_url=model.base_url, **own)
        app, places, ready = create_app(options), list[str](), threading.Event()

        def is_ready(place: str) -> None:
            places.append(place)
            ready.set()

        listening = bound(options)
        server = Server(app, options, is_ready)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            assert ready.wait(30)
            app.state.backend.pages.close()
            app.state.backend.pages = Web(PAGES)
            _until(lambda: app.state.backend.workers.are_ready)
            yield places[0].rstrip("/")
        finally:
            server.should_exit = True
            thread.join(30)
            listening.close()


def _until(holds: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
