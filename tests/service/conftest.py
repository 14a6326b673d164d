"""Services that several tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.serving import Service, served
from tests.support.servers import obedient, serving

PAGES = {
    "https://herald.example/harbour": "<html><title>Harbour</title><body><article><h1>Fewer ships</h1>"
    + "<p>The port of Lowmere handled 412 ships in 2024, the harbour board said.</p>" * 3
    + "</article></body></html>"
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service whose model answers at once."""
    data: Path = tmp_path_factory.mktemp("service")
    with serving(obedient()) as server, served(data, server.base_url, pages=PAGES) as running:
        yield running
