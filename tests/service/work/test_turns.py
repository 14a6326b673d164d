"""Whose turn it is: clients one after the other, oldest first within a client; and any order of calls comes out as it should."""

import asyncio
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from summariser.service.errors import QueueFullError
from summariser.service.jobs import JobService
from summariser.service.records import State
from summariser.service.work.fair_queue import FairQueue
from tests.service.client import TYPES
from tests.service.job_services import asked, ended, held, job_service_of, run, running
from tests.support.servers import Server, obedient, serving

CLIENTS = ("ann", "bob", "cid")


def test_one_clients_five_hundred_do_not_stop_anothers_one() -> None:
    """The one is next but one, and the five hundred keep their order; what two clients want comes once, at the earlier."""
    waiting = FairQueue[int]()
    for number in range(500):
        waiting.add(number, "ann")
    waiting.add(1000, "bob")
    waiting.add(499, "bob")
    assert (waiting.before(0), waiting.before(1000), waiting.before(499)) == (0, 0, 2)
    assert [waiting.take() for _ in range(5)] == [0, 1000, 1, 499, 2]
    assert len(waiting) == 496
    waiting.add(1001, "cid")
    waiting.add(7777, "ann", first=True)
    assert [waiting.take() for _ in range(3)] == [7777, 1001, 3]


def test_a_desk_is_fair(tmp_path: Path) -> None:
    """With one worker the second client's article is worked on after the one that is with the model."""

    async def work() -> None:
        async with job_service_of(tmp_path, server, workers=1) as job_service:
            many = [await asked(job_service, number) for number in range(12)]
            await running(job_service, many[0])
            one = await asked(job_service, 99, "bob")
            go.set()
            await ended(job_service, one, *many)

    with held() as (server, go):
        run(work())
        order = [_number(request) for request in server.requests]
    assert order.index("99") == 2  # after one more of the first client's, whose turn it was
    assert [number for number in order if number != "99"] == [str(number) for number in range(12)]


def test_one_client_does_not_fill_the_queue_for_all(tmp_path: Path) -> None:
    """The last places are for others, as many as there are."""

    async def work() -> None:
        async with job_service_of(
            tmp_path, server, workers=1, grace_s=0, bounds={"queued": 10}
        ) as job_service:
            await running(job_service, await asked(job_service, 0, "cid"))
            for number in range(1, 10):
                await asked(job_service, number)
            with pytest.raises(QueueFullError):
                await asked(job_service, 10)
            await asked(job_service, 11, "bob")
            with pytest.raises(QueueFullError):
                await asked(job_service, 12, "bob")

    with held() as (server, _):
        run(work())


def _number(request: dict[str, Any]) -> str:
    said: str = request["messages"][-1]["content"]
    return said.partition("Article no. ")[2].split()[0]


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("add"), st.integers(0, 8), st.sampled_from(CLIENTS)),
            st.tuples(st.just("leave"), st.integers(0, 8), st.sampled_from(CLIENTS)),
            st.tuples(st.just("take"), st.just(0), st.just("")),
        )
    )
)
def test_turns_are_those_of_a_plain_model(steps: list[tuple[str, int, str]]) -> None:
    """Lists of lists, searched through, come to the same turns."""
    waiting, lines = FairQueue[int](), defaultdict[str, list[int]](list)
    order: list[str] = []
    for what, item, client in steps:
        if what == "add":
            waiting.add(item, client)
            if item not in lines[client]:
                lines[client].append(item)
            if client not in order:
                order.append(client)
        elif what == "leave":
            waiting.leave(item, client)
            lines[client] = [other for other in lines[client] if other != item]
        else:
            expected = None
            if order:
                client = order.pop(0)
                order.append(client)
                expected = lines[client][0]
                for line in lines.values():
                    if expected in line:
                        line.remove(expected)
            assert waiting.take() == expected
        order = [client for client in order if lines[client]]
        assert len(waiting) == len({item for line in lines.values() for item in line})


class Sequences(RuleBasedStateMachine):
    """Submissions, deletions and restarts in any order, against what a client may rely on."""

    server: Server
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.data = self.folder / str(id(self))
        self.known: dict[str, int] = {}
        self.open()

    def open(self) -> None:
        self.opening = job_service_of(self.data, self.server, workers=2, grace_s=0, report_types=TYPES)
        self.job_service: JobService = self.loop.run_until_complete(self.opening.__aenter__())

    @rule(number=st.integers(0, 3), client=st.sampled_from(CLIENTS))
    def submit(self, number: int, client: str) -> None:
        job = self.loop.run_until_complete(asked(self.job_service, number, client))
        self.known[job.id] = number

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        job_id = data.draw(st.sampled_from(list(self.known)))
        self.loop.run_until_complete(self.job_service.delete(job_id))
        del self.known[job_id]

    @rule()
    def restart(self) -> None:
        self.loop.run_until_complete(self.opening.__aexit__(None, None, None))
        self.open()

    @rule()
    def wait(self) -> None:
        self.loop.run_until_complete(self._all_end())

    async def _all_end(self) -> None:
        jobs = await ended(self.job_service, *(self.job_service.job(job_id) for job_id in self.known))
        assert {job.state for job in jobs} <= {State.DONE}
        for job in jobs:
            assert (await self.job_service.result(job))["summary"]
            assert f"Article no. {self.known[job.id]} " in (await self.job_service.article(job)).text

    @invariant()
    def lists_hold_what_is_known(self) -> None:
        page = self.loop.run_until_complete(self.job_service.jobs(limit=1000))
        assert {job.id for job in page.jobs} == set(self.known)
        load = self.job_service.load()
        assert load.queued + load.running == sum(
            not self.job_service.job(job_id).state.ended for job_id in self.known
        )

    def teardown(self) -> None:
        self.wait()
        for job_id in list(self.known):
            self.loop.run_until_complete(self.job_service.delete(job_id))
        self.loop.run_until_complete(self.opening.__aexit__(None, None, None))
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()


def test_any_order_of_calls_and_restarts(tmp_path: Path) -> None:
    """What a client was told of is in the list, and ends with the result of its article."""
    with serving(obedient()) as server:
        Sequences.server, Sequences.folder = server, tmp_path
        run_state_machine_as_test(
            Sequences,
            settings=settings(
                max_examples=6,
                stateful_step_count=12,
                suppress_health_check=list(HealthCheck),
                derandomize=True,
                deadline=None,
            ),
        )
