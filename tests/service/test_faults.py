"""What goes wrong around the job service: a full disk, a server that refuses or hangs, the service's end, a clock that is set back."""

import asyncio
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from summariser.errors import StorageError
from summariser.service import jobs as jobs_module
from summariser.service.errors import ClosingError
from summariser.service.records import Job, State
from summariser.service.storage import ledger
from summariser.service.work import dispatcher
from tests.service.job_services import asked, ended, held, job_service_of, run, running, until
from tests.support.servers import Reply, obedient, serving


@contextmanager
def _full_disk() -> Iterator[None]:
    """No file may grow, which the disk reports as an error of its own."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_refuses_new_work_and_keeps_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be kept is not taken; what runs waits until there is room, and then ends, nothing of it twice."""
    monkeypatch.setattr(dispatcher, "_FIRST_PAUSE_S", 0.05)

    async def work() -> None:
        async with job_service_of(tmp_path, server, workers=2) as job_service:
            jobs = [await asked(job_service, number) for number in range(4)]
            await running(job_service, jobs[1])
            with _full_disk():
                with pytest.raises(StorageError, match="make room"):
                    await asked(job_service, 9)
                go.set()
                await until(lambda: job_service.load().problem is not None)
                await asyncio.sleep(0.2)
                assert (job_service.load().done, (await job_service.jobs()).total) == (0, 4)
            assert {job.state for job in await ended(job_service, *jobs)} == {State.DONE}
            assert job_service.load().problem is None
            assert (await job_service.jobs()).total == 4
            (late,) = await ended(job_service, await asked(job_service, 9))
            assert late.state is State.DONE

    with held() as (server, go):
        run(work())


def test_a_server_that_refuses_us_fails_what_it_was_asked_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason is the job's error, and the service tells of it until all is well."""
    monkeypatch.setattr(dispatcher, "_FIRST_PAUSE_S", 0.05)
    refuses = ["yes"]

    def answer(request: dict[str, Any]) -> Reply:
        if refuses:
            return Reply(401, '{"error": {"message": "no such key"}}')
        return obedient()(request)

    async def work() -> None:
        async with job_service_of(tmp_path, server, workers=1) as job_service:
            first, second = await asked(job_service, 1), await asked(job_service, 2)
            (first,) = await ended(job_service, first)
            assert first.error is not None
            assert first.error[0] == "The model did not answer"
            assert "refused the key" in first.error[1]
            assert "refused the key" in (job_service.load().problem or "")
            refuses.clear()
            (second,) = await ended(job_service, second)
            assert second.state in (State.DONE, State.FAILED)  # it may have been asked before
            (again,) = await ended(job_service, await asked(job_service, 1))
            assert again.state is State.DONE
            assert job_service.load().problem is None

    with serving(answer) as server:
        run(work())


def test_a_summary_has_its_time(tmp_path: Path) -> None:
    """One that takes longer fails with that reason, and the next one has its turn."""

    async def work() -> None:
        async with job_service_of(tmp_path, server, workers=1, bounds={"summary_s": 0.3}) as job_service:
            (late,) = await ended(job_service, await asked(job_service, 1))
            assert late.state is State.FAILED
            assert late.error == ("The model did not answer", "not finished within 0.3 s")
            go.set()
            (next_one,) = await ended(job_service, await asked(job_service, 2))
            assert next_one.state is State.DONE

    with held() as (server, go):
        run(work())


def test_closing_lets_what_runs_end_and_hands_back_the_rest(tmp_path: Path) -> None:
    """What ended in time is done; the rest is asked for at the next start, without being asked for by a client again."""

    async def first_time() -> list[Job]:
        async with job_service_of(tmp_path, server, workers=1, grace_s=5) as job_service:
            jobs = [await asked(job_service, number) for number in range(3)]
            await running(job_service, jobs[0])
            closing = asyncio.ensure_future(job_service.close(5))
            await asyncio.sleep(0)
            with pytest.raises(ClosingError):
                await asked(job_service, 9)
            go.set()
            await closing
            assert [job_service.job(job.id).state for job in jobs] == [State.DONE, State.QUEUED, State.QUEUED]
            return jobs

    async def second_time(jobs: list[Job]) -> None:
        async with job_service_of(tmp_path, server, workers=1) as job_service:
            assert {job.state for job in await ended(job_service, *jobs)} == {State.DONE}

    async def too_slow() -> None:
        async with job_service_of(tmp_path, server, workers=1, grace_s=0.05) as job_service:
            job = await asked(job_service, 7)
            await running(job_service, job)
            started = time.monotonic()
            await job_service.close(0.05)
            assert time.monotonic() - started < 3
            assert job_service.job(job.id).state is State.QUEUED

    with held() as (server, go):
        run(second_time(run(first_time())))
        asked_once = len(server.requests)
        assert asked_once == 3
    with held() as (server, go):
        run(too_slow())


def test_a_clock_that_is_set_back_changes_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists, turns and keys go by counters; a key that was kept "tomorrow" is not forgotten."""
    times = iter([ledger.now() - timedelta(days=n) for n in range(200)])

    def earlier() -> Any:
        return next(times)

    monkeypatch.setattr(ledger, "now", earlier)
    monkeypatch.setattr(jobs_module, "now", earlier)

    async def work() -> None:
        async with job_service_of(tmp_path, server, workers=1) as job_service:
            jobs = [await asked(job_service, number, idempotency=f"k{number}") for number in range(5)]
            await ended(job_service, *jobs)
            assert [job.title for job in (await job_service.jobs()).jobs] == [
                f"Bridges {n}" for n in range(4, -1, -1)
            ]
            assert (await asked(job_service, 0, idempotency="k0")).id == jobs[0].id

    with serving(obedient()) as server:
        run(work())
