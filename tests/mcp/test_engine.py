"""Summaries: one at a time, each to its end or given up, and never in the way of the protocol."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from mcp import Client
from mcp_types import CallToolResult

from summariser.mcp.options import AssistantOptions
from summariser.mcp.server import open_server
from tests.mcp.conftest import Run
from tests.mcp.conversing import BRIDGES, CLAIMS, data, in_process, refusal
from tests.support.servers import Reply, Server, obedient, said_to_model, serving


class Slow:
    """Answers of an obedient model that waits for a sign where the article says so; counts those under way together."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.asked = threading.Event()
        self.together = self.most = 0
        self._lock = threading.Lock()

    def __call__(self, request: dict[str, Any]) -> Reply:
        with self._lock:
            self.together += 1
            self.most = max(self.most, self.together)
        if "slowly" in said_to_model(request):
            self.asked.set()
            self.go.wait(60)
        with self._lock:
            self.together -= 1
        return obedient()(request)


@pytest.fixture
def slow() -> Iterator[Slow]:
    answers = Slow()
    yield answers
    answers.go.set()


@pytest.fixture
def model(slow: Slow) -> Iterator[Server]:
    with serving(slow) as running:
        yield running
        slow.go.set()


SLOWLY = BRIDGES + "The water rose slowly.\n"


def options(model: Server, **more: Any) -> AssistantOptions:
    return AssistantOptions(model="scripted", base_url=model.base_url, **more)


async def _asked(slow: Slow, calling: "asyncio.Task[CallToolResult]") -> None:
    """Until the model has been asked about the slow article, which a call that has ended did not."""
    asked = asyncio.create_task(asyncio.to_thread(slow.asked.wait, 60))
    await asyncio.wait({asked, calling}, return_when=asyncio.FIRST_COMPLETED)
    assert not calling.done(), calling.result()
    assert asked.result()


def test_who_is_cancelled_frees_the_turn(slow: Slow, model: Server, run: Run[Any]) -> None:
    """And so is who waits for it; the next is answered at once, though the model has not answered the first."""

    async def ask() -> dict[str, Any]:
        async with in_process(options(model)) as client:
            first = asyncio.create_task(client.call_tool("summarise", {"article": SLOWLY}))
            await _asked(slow, first)
            waits = asyncio.create_task(client.call_tool("summarise", {"article": BRIDGES}))
            await asyncio.sleep(0.05)
            for task in (waits, first):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            return data(await client.call_tool("summarise", {"article": BRIDGES}))

    assert run(ask())["figures"]
    assert not slow.go.is_set()


def test_a_client_that_cancels_by_notification(slow: Slow, model: Server, run: Run[Any]) -> None:
    """As in a session of 2025, where cancelling is a message of its own; other tools are answered meanwhile."""

    async def ask() -> None:
        async with open_server(options(model)) as server, Client(server, mode="legacy") as client:
            first = asyncio.create_task(client.call_tool("summarise", {"article": SLOWLY}))
            await _asked(slow, first)
            assert data(await client.call_tool("find_numbers", {"text": CLAIMS}))["found"] == 3
            first.cancel()
            with suppress(asyncio.CancelledError):
                await first
            assert data(await client.call_tool("summarise", {"article": BRIDGES}))["figures"]

    run(ask())
    assert not slow.go.is_set()


def test_one_at_a_time_and_not_too_many(slow: Slow, model: Server, run: Run[Any]) -> None:
    async def ask() -> None:
        async with in_process(options(model, waiting=1)) as client:
            first = asyncio.create_task(client.call_tool("summarise", {"article": SLOWLY}))
            await _asked(slow, first)
            told: list[str | None] = []
            waiting = asyncio.Event()

            async def tell(progress: float, total: float | None, message: str | None) -> None:
                told.append(message)
                waiting.set()

            second = asyncio.create_task(
                client.call_tool("summarise", {"article": BRIDGES}, progress_callback=tell)
            )
            await asyncio.wait_for(waiting.wait(), 60)
            third = refusal(await client.call_tool("summarise", {"article": BRIDGES}))
            assert third == "2 summaries are under way or waiting: ask again in a few minutes"
            assert not second.done()
            slow.go.set()
            assert data(await first)["figures"]
            assert data(await second)["figures"]
            assert told[0] == "waiting for its turn"

    run(ask())
    assert slow.most == 1


def test_the_time_limit_of_a_summary(slow: Slow, model: Server, run: Run[Any]) -> None:
    async def ask() -> str:
        async with in_process(options(model, summary_s=0.5)) as client:
            return refusal(await client.call_tool("summarise", {"article": SLOWLY}))

    began = time.monotonic()
    assert "0.5" in run(ask())
    assert time.monotonic() - began < 50


@pytest.mark.parametrize("status", [401, 404])
def test_a_server_that_refuses(status: int, run: Run[Any]) -> None:
    with serving(lambda _: Reply(status=status, body='{"error": {"message": "no\\nway"}}')) as model:

        async def ask() -> str:
            async with in_process(options(model)) as client:
                return refusal(await client.call_tool("summarise", {"article": BRIDGES}))

        assert str(status) in run(ask())


def test_a_model_that_cannot_be_opened(run: Run[Any]) -> None:
    """Each call says so; the other tools are there."""

    async def ask() -> str:
        async with in_process(AssistantOptions(model="gpt-none")) as client:
            await client.list_tools()
            first = refusal(await client.call_tool("summarise", {"article": BRIDGES}))
            assert first == refusal(await client.call_tool("summarise", {"article": BRIDGES}))
            return first

    assert run(ask()).startswith("no key for model 'gpt-none'")


def test_an_article_without_text(run: Run[Any]) -> None:
    async def ask() -> str:
        async with in_process() as client:
            return refusal(await client.call_tool("summarise", {"article": "  \n "}))

    assert run(ask()) == "the article is empty: give the text of an article"


def test_of_what_is_no_article_nothing_is_invented(model: Server, run: Run[Any]) -> None:
    before = len(model.requests)

    async def ask() -> None:
        async with in_process(options(model)) as client:
            told = refusal(await client.call_tool("summarise", {"article": "Sign in"}))
            assert told.endswith("Give the text of an article.")

    run(ask())
    assert len(model.requests) == before
