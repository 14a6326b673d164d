"""One event loop for all tests here: the processes that work for it are started once."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

import pytest

Outcome = TypeVar("Outcome")
Run = Callable[[Coroutine[Any, Any, Outcome]], Outcome]


@pytest.fixture(scope="session")
def _runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def run(_runner: asyncio.Runner) -> Run[Any]:
    """Runs a coroutine to its end."""
    return _runner.run
