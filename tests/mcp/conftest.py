"""One event loop for all tests here: the processes that work for it are started once."""

from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal

Outcome = TypeVar("Outcome")
Run = Callable[[Coroutine[Any, Any, Outcome]], Outcome]


@pytest.fixture(scope="session")
def _portal() -> Iterator[BlockingPortal]:
    """A loop with one outermost task, at whose end the processes end."""
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture
def run(_portal: BlockingPortal) -> Run[Any]:
    """Runs a coroutine to its end."""
    return lambda work: _portal.call(lambda: work)
