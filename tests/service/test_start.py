"""What a start of the service finds: work cut off between any two writes, other prompts, other models, a batch in its folder."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from summariser.jobs import batch
from summariser.service.errors import NoResultError, UnknownJobError
from summariser.service.records import Job, State
from tests.jobs.folders import write_jsonl
from tests.service.job_services import asked, ended, held, job_service_of, run
from tests.support.servers import obedient, serving


def _change(data: Path, statement: str, *values: object) -> None:
    with contextlib.closing(sqlite3.connect(data, isolation_level=None)) as db:
        assert db.execute(statement, values).rowcount > 0


def _made(tmp_path: Path, server: Any, numbers: list[int]) -> list[Job]:
    """Jobs that were taken by a service which has ended before it came to them."""

    async def work() -> list[Job]:
        async with job_service_of(tmp_path, server, workers=1, grace_s=0) as job_service:
            return [await asked(job_service, number) for number in numbers]

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
            async with job_service_of(tmp_path, server) as job_service:
                assert {job.state for job in await ended(job_service, *jobs[:2])} == {State.DONE}
                for gone in jobs[2:]:
                    with pytest.raises(UnknownJobError):
                        job_service.job(gone.id)
                assert (await job_service.jobs()).total == 2

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
            async with job_service_of(tmp_path, server) as job_service:
                (job,) = await ended(job_service, jobs[0])
                assert job.state is State.DONE
                assert (await job_service.result(job))["summary"]

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
            async with job_service_of(tmp_path, server) as job_service:
                lost, other = await ended(job_service, *jobs)
                assert (lost.state, other.state) == (State.FAILED, State.DONE)
                assert lost.error == (
                    "The article is gone",
                    "it is not in the store any more: give it once more",
                )
                with pytest.raises(NoResultError):
                    await job_service.result(lost)
                await job_service.delete(lost.id)

        run(work())


def test_jobs_that_wait_go_on_under_new_prompts_and_end_where_their_model_is_not_offered(
    tmp_path: Path,
) -> None:
    """After an upgrade the results of before are still there; no job waits for ever."""

    async def old() -> Job:
        async with job_service_of(tmp_path, server) as job_service:
            (done,) = await ended(job_service, await asked(job_service, 5))
            return done

    async def new(done: Job) -> None:
        async with job_service_of(tmp_path, server, models=("n", "m")) as job_service:
            assert {job.state for job in await ended(job_service, *jobs)} == {State.DONE}
            assert (await job_service.result(done))["summary"]
            for job in jobs:
                assert (await job_service.result(job))["summary"]
            await job_service.delete(done.id)

    async def without(waiting: list[Job]) -> None:
        async with job_service_of(tmp_path, server, models=("n",)) as job_service:
            (failed,) = await ended(job_service, *waiting)
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


def test_a_batch_into_a_queues_folder_and_the_service_keep_each_others_results(tmp_path: Path) -> None:
    """What either has worked out the other has too, and what a client takes back is kept for the batch."""

    async def first() -> Job:
        async with job_service_of(tmp_path, server) as job_service:
            (job,) = await ended(job_service, await asked(job_service, 1))
            return job

    async def second(job: Job) -> None:
        async with job_service_of(tmp_path, server) as job_service:
            assert (await asked(job_service, 2)).state is State.DONE
            await job_service.delete(job.id)

    with serving(obedient()) as server:
        job = run(first())
        (folder,) = (tmp_path / "data" / "queues").iterdir()
        inputs = write_jsonl(tmp_path / "in.jsonl", [1, 2])
        batch(inputs, folder, model="m", base_url=server.base_url)
        assert len(server.requests) == 2
        run(second(job))
        report = batch(inputs, folder, model="m", base_url=server.base_url)
        assert len(server.requests) == 2
    assert (report.counts.total, report.counts.done) == (3, 3)
