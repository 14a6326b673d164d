"""What tests of the page need of a service that runs: a network of one page, and to know that it is ready."""

import time
from urllib.error import URLError
from urllib.request import urlopen

from tests.service.conftest import PAGES
from tests.service.serving import Web

WEB = Web(PAGES)


def until_ready(place: str, seconds: float = 60) -> None:
    """Waits until the service takes work."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urlopen(f"{place}ready") as answer:
                if answer.status == 200:
                    return
        except URLError:
            time.sleep(0.05)
    raise AssertionError(f"{place} is not ready")
