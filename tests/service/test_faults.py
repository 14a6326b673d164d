"""What goes wrong around the desk: a full disk, a server that refuses or hangs, a start that finds half-done work, a clock that is set back."""

import asyncio
import contextlib
import resource
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from summariser.errors import StorageError
from summariser.service import desk as desk_module
from summariser.service import ledger, line
from summariser.service.errors import ClosingError, NoResultError, UnknownJobError
from summariser.service.records import Job, State
from tests.servers import Reply, obedient, serving
from tests.service.desks import asked, desk_of, ended, held, run, running, until


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
    monkeypatch.setattr(line, "_FIRST_PAUSE_S", 0.05)

    async def work() -> None:
        async with desk_of(tmp_path, server, workers=2) as desk:
            jobs = [await asked(desk, number) for number in range(4)]
            await running(desk, jobs[1])
            with _full_disk():
                with pytest.raises(StorageError, match="make room"):
                    await asked(desk, 9)
                go.set()
                await until(lambda: desk.load().problem is not None)
                await asyncio.sleep(0.2)
                assert (desk.load().done, (await desk.jobs()).total) == (0, 4)
            assert {job.state for job in await ended(desk, *jobs)} == {State.DONE}
            assert desk.load().problem is None
            assert (await desk.jobs()).total == 4
            (late,) = await ended(desk, await asked(desk, 9))
            assert late.state is State.DONE

    with held() as (server, go):
        run(work())


def test_a_server_that_refuses_us_fails_what_it_was_asked_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason is the job's error, and the service tells of it until all is well."""
    monkeypatch.setattr(line, "_FIRST_PAUSE_S", 0.05)
    refuses = ["yes"]

    def answer(request: dict[str, Any]) -> Reply:
        if refuses:
            return Reply(401, '{"error": {"message": "no such key"}}')
        return obedient()(request)

    async def work() -> None:
        async with desk_of(tmp_path, server, workers=1) as desk:
            first, second = await asked(desk, 1), await asked(desk, 2)
            (first,) = await ended(desk, first)
            assert first.error is not None
            assert first.error[0] == "The model did not answer"
            assert "refused the key" in first.error[1]
            assert "refused the key" in (desk.load().problem or "")
            refuses.clear()
            (second,) = await ended(desk, second)
            assert second.state in (State.DONE, State.FAILED)  # it may have been asked before
            (again,) = await ended(desk, await asked(desk, 1))
            assert again.state is State.DONE
            assert desk.load().problem is None

    with serving(answer) as server:
        run(work())


def test_a_summary_has_its_time(tmp_path: Path) -> None:
    """One that takes longer fails with that reason, and the next one has its turn."""

    async def work() -> None:
        async with desk_of(tmp_path, server, workers=1, bounds={"summary_s": 0.3}) as desk:
            (late,) = await ended(desk, await asked(desk, 1))
            assert late.state is State.FAILED
            assert late.error == ("The model did not answer", "not finished within 0.3 s")
            go.set()
            (next_one,) = await ended(desk, await asked(desk, 2))
            assert next_one.state is State.DONE

    with held() as (server, go):
        run(work())


def test_closing_lets_what_runs_end_and_hands_back_the_rest(tmp_path: Path) -> None:
    """What ended in time is done; the rest is asked for at the next start, without being asked for by a client again."""

    async def first_time() -> list[Job]:
        async with desk_of(tmp_path, server, workers=1, grace_s=5) as desk:
            jobs = [await asked(desk, number) for number in range(3)]
            await running(desk, jobs[0])
            closing = asyncio.ensure_future(desk.close(5))
            await asyncio.sleep(0)
            with pytest.raises(ClosingError):
                await asked(desk, 9)
            go.set()
            await closing
            assert [desk.job(job.id).state for job in jobs] == [State.DONE, State.QUEUED, State.QUEUED]
            return jobs

    async def second_time(jobs: list[Job]) -> None:
        async with desk_of(tmp_path, server, workers=1) as desk:
            assert {job.state for job in await ended(desk, *jobs)} == {State.DONE}

    async def too_slow() -> None:
        async with desk_of(tmp_path, server, workers=1, grace_s=0.05) as desk:
            job = await asked(desk, 7)
            await running(desk, job)
            started = time.monotonic()
            await desk.close(0.05)
            assert time.monotonic() - started < 3
            assert desk.job(job.id).state is State.QUEUED

    with held() as (server, go):
        run(second_time(run(first_time())))
        asked_once = len(server.requests)
        assert asked_once == 3
    with held() as (server, go):
        run(too_slow())


def _change(data: Path, statement: str, *values: object) -> None:
    with contextlib.closing(sqlite3.connect(data, isolation_level=None)) as db:
        assert db.execute(statement, values).rowcount > 0


def _made(tmp_path: Path, server: Any, numbers: list[int]) -> list[Job]:
    """Jobs that were taken by a service which has ended before it came to them."""

    async def work() -> list[Job]:
        async with desk_of(tmp_path, server, workers=1, grace_s=0) as desk:
            return [await asked(desk, number) for number in numbers]

    return run(work())


def test_a_start_puts_right_what_the_end_has_cut_off(tmp_path: Path) -> None:
    """Between any two writes: no job that was told of is lost, none that was not is worked on, none removed comes back."""
    with held() as (server, go):
        jobs = _made(tmp_path, server, [1, 2, 3, 4])
        data = tmp_path / "data"
        (store,) = data.glob("queues/*/state.sqlite")
        # The second was with the model, the third was being removed, and nobody was told of the fourth.
        _change(data / "service.sqlite", "UPDATE jobs SET state = 'running' WHERE id = ?", jobs[1].id)
        _change(data / "service.sqlite", "UPDATE jobs SET going = 1 WHERE id = ?", jobs[2].id)
        _change(data / "service.sqlite", "DELETE FROM jobs WHERE id = ?", jobs[3].id)
        go.set()

        async def work() -> None:
            async with desk_of(tmp_path, server) as desk:
                assert {job.state for job in await ended(desk, *jobs[:2])} == {State.DONE}
                for gone in jobs[2:]:
                    with pytest.raises(UnknownJobError):
                        desk.job(gone.id)
                assert (await desk.jobs()).total == 2

        before = len(server.requests)
        run(work())
        assert len(server.requests) - before <= 2
        # The ledger did not hear that the first was done.
        _change(
            data / "service.sqlite",
            "UPDATE jobs SET state = 'running', ended = NULL WHERE id = ?",
            jobs[0].id,
        )
        before = len(server.requests)

        async def again() -> None:
            async with desk_of(tmp_path, server) as desk:
                (job,) = await ended(desk, jobs[0])
                assert job.state is State.DONE
                assert (await desk.result(job))["summary"]

        run(again())
        assert len(server.requests) == before
    with contextlib.closing(sqlite3.connect(store)) as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone()[0] == 2


def test_a_job_whose_article_is_lost_says_so(tmp_path: Path) -> None:
    """As after a power cut, or where someone has removed a folder: its job fails, the others go on."""
    with held() as (server, go):
        jobs = _made(tmp_path, server, [1, 2])
        go.set()
        (store,) = (tmp_path / "data").glob("queues/*/state.sqlite")
        _change(store, "DELETE FROM articles WHERE number = 1")

        async def work() -> None:
            async with desk_of(tmp_path, server) as desk:
                lost, other = await ended(desk, *jobs)
                assert (lost.state, other.state) == (State.FAILED, State.DONE)
                assert lost.error == (
                    "The article is gone",
                    "it is not in the store any more: give it once more",
                )
                with pytest.raises(NoResultError):
                    await desk.result(lost)
                await desk.delete(lost.id)

        run(work())


def test_jobs_that_wait_go_on_under_new_prompts_and_end_where_their_model_is_not_offered(
    tmp_path: Path,
) -> None:
    """After an upgrade the results of before are still there; no job waits for ever."""

    async def old() -> Job:
        async with desk_of(tmp_path, server) as desk:
            (done,) = await ended(desk, await asked(desk, 5))
            return done

    async def new(done: Job) -> None:
        async with desk_of(tmp_path, server, models=("n", "m")) as desk:
            assert {job.state for job in await ended(desk, *jobs)} == {State.DONE}
            assert (await desk.result(done))["summary"]
            for job in jobs:
                assert (await desk.result(job))["summary"]
            await desk.delete(done.id)

    async def without(waiting: list[Job]) -> None:
        async with desk_of(tmp_path, server, models=("n",)) as desk:
            (failed,) = await ended(desk, *waiting)
            assert failed.error == (
                "The service is not set up for this",
                "there is no model 'm' here: choose from n",
            )

    with held() as (server, go):
        jobs = _made(tmp_path, server, [1, 2])
        (folder,) = (tmp_path / "data" / "queues").iterdir()
        folder.rename(folder.with_name("m_auto_fix_0fold"))
        _change(tmp_path / "data" / "service.sqlite", "UPDATE jobs SET queue = 'm_auto_fix_0fold'")
        go.set()
        run(new(run(old())))
        go.clear()
        waiting = _made(tmp_path, server, [8])
        go.set()
        run(without(waiting))


def test_a_clock_that_is_set_back_changes_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists, turns and keys go by counters; a key that was kept "tomorrow" is not forgotten."""
    times = iter([ledger.now() - timedelta(days=n) for n in range(200)])

    def earlier() -> Any:
        return next(times)

    monkeypatch.setattr(ledger, "now", earlier)
    monkeypatch.setattr(desk_module, "now", earlier)

    async def work() -> None:
        async with desk_of(tmp_path, server, workers=1) as desk:
            jobs = [await asked(desk, number, idempotency=f"k{number}") for number in range(5)]
            await ended(desk, *jobs)
            assert [job.title for job in (await desk.jobs()).jobs] == [
                f"Bridges {n}" for n in range(4, -1, -1)
            ]
            assert (await asked(desk, 0, idempotency="k0")).id == jobs[0].id

    with serving(obedient()) as server:
        run(work())
