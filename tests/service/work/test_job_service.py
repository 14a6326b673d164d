"""The job service: what becomes of what is asked for, what is answered from the store, taken back, and listed."""

import contextlib
import json
import sqlite3
from pathlib import Path

import pytest

from summariser import Article
from summariser.errors import ConfigurationError
from summariser.jobs.exports.outputs import export
from summariser.service.errors import (
    IdempotencyError,
    NoResultError,
    QueueFullError,
    TooManyReadersError,
    UnknownJobError,
)
from summariser.service.records import Kind, State
from tests.jobs.folders import article, records
from tests.service.job_services import asked, ended, events_of, held, job_service_of, run, running, until
from tests.support.servers import completion, obedient, serving


def test_a_summary_from_its_asking_to_its_result(tmp_path: Path) -> None:
    """The result is the object of results.jsonl, its article is kept with its source, and the run folder is a batch's."""

    async def work() -> None:
        async with job_service_of(tmp_path, server) as job_service:
            job = await asked(job_service, 1)
            assert (job.state, job.version, job.kind) == (State.QUEUED, 1, Kind.SUMMARY)
            assert job.request == {"model": "m", "report_type": "auto", "policy": "fix"}
            (job,) = await ended(job_service, job)
            assert (job.state, job.error, job.flagged) == (State.DONE, None, 0)
            assert job.created <= (job.started or job.created) <= (job.ended or job.created)
            result = await job_service.result(job)
            assert result["article"]["source"] == "bridges-1.txt"
            assert result["summary"]["headline"]
            kept = await job_service.article(job)
            assert (kept.text, kept.source) == (Article.from_text(article(1)).text, "bridges-1.txt")
            load = job_service.load()
            assert (load.queued, load.running, load.done, load.failed) == (0, 0, 1, 0)
            assert load.seconds_an_article["m"] > 0

    with serving(obedient()) as server:
        run(work())
    (folder,) = (tmp_path / "data" / "queues").iterdir()
    assert folder.name.startswith("m_auto_fix_")
    export(folder)
    (record,) = records(folder)
    assert record["article"]["source"] == "bridges-1.txt"
    assert record["summary"]


def test_the_same_article_is_asked_once(tmp_path: Path) -> None:
    """Jobs that run at the same time share the work, later ones have the result at once, also after a restart."""

    async def work() -> None:
        async with job_service_of(tmp_path, server) as job_service:
            first = await asked(job_service, 1)
            await running(job_service, first)
            second = await asked(job_service, 1, "bob", title="The same")
            assert second.id != first.id
            assert second.state is State.RUNNING
            go.set()
            both = await ended(job_service, first, second)
            assert [job.state for job in both] == [State.DONE, State.DONE]
            third = await asked(job_service, 1, "cid", source="elsewhere.txt")
            assert third.state is State.DONE
            assert (await job_service.result(third))["article"]["source"] == "elsewhere.txt"
            assert (await asked(job_service, 1, policy="noop")).state is State.QUEUED
        async with job_service_of(tmp_path, server) as job_service:
            asked_before = len(server.requests)
            assert (await asked(job_service, 1)).state is State.DONE
            assert len(server.requests) == asked_before
            assert job_service.load().from_store == 1

    with held() as (server, go):
        run(work())


def test_what_fails_tells_why_and_is_tried_again_when_it_is_asked_for_again(tmp_path: Path) -> None:
    """A failure is no answer for the next one who asks, and stays that of the job that it came to."""

    async def work() -> None:
        async with job_service_of(tmp_path, server) as job_service:
            (failed,) = await ended(job_service, await asked(job_service, 1))
            assert failed.state is State.FAILED
            assert failed.error is not None
            assert failed.error[0] == "The model's answer was of no use"
            assert (await job_service.result(failed))["error"]["kind"] == "AnswerError"
            bad.clear()
            (again,) = await ended(job_service, await asked(job_service, 1))
            assert again.state is State.DONE
            assert job_service.job(failed.id) == failed
            with pytest.raises(NoResultError):
                await job_service.result(failed)
            assert (job_service.load().done, job_service.load().failed) == (1, 1)

    bad = ["{}"]
    with serving(lambda request: completion(bad[0]) if bad else obedient()(request)) as server:
        run(work())


def test_deleted_is_deleted(tmp_path: Path) -> None:
    """With its last job an article, its answers and its result are gone; before, another job keeps what it needs."""

    async def work() -> None:
        async with job_service_of(tmp_path, server) as job_service:
            first, second = await asked(job_service, 1), await asked(job_service, 1, "bob")
            await ended(job_service, first, second)
            await job_service.delete(first.id)
            with pytest.raises(UnknownJobError):
                job_service.job(first.id)
            assert (await job_service.result(second))["summary"]
            await job_service.delete(second.id)
            for call in (
                job_service.delete(second.id),
                job_service.result(second),
                job_service.article(second),
            ):
                with pytest.raises(UnknownJobError):
                    await call
            (tables,) = (tmp_path / "data").glob("queues/*/state.sqlite")
            with contextlib.closing(sqlite3.connect(tables)) as db:
                for table in ("items", "contents", "articles", "answers"):
                    assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
            assert (await asked(job_service, 1)).state is State.QUEUED

    with serving(obedient()) as server:
        run(work())


def test_a_deleted_job_that_waits_or_runs_is_not_worked_on(tmp_path: Path) -> None:
    """Unless another one wants the same; its readers hear of it, and the place is free for the next."""

    async def work() -> None:
        async with job_service_of(tmp_path, server, workers=1) as job_service:
            runs, waits, shared = (
                await asked(job_service, 1),
                await asked(job_service, 2),
                await asked(job_service, 3),
            )
            other = await asked(job_service, 3, "bob")
            await running(job_service, runs)
            follower = job_service.events(runs.id)
            assert (await anext(follower)).state is State.RUNNING
            for job in (runs, waits, shared):
                await job_service.delete(job.id)
            last = [event async for event in follower][-1]
            assert last.state is State.CANCELLED
            await running(job_service, other)
            go.set()
            (other,) = await ended(job_service, other)
            assert other.state is State.DONE
            assert job_service.load().queued == job_service.load().running == 0
        said = json.dumps(server.requests)
        assert "Article no. 2" not in said
        assert "Article no. 3" in said

    with held() as (server, go):
        run(work())


def test_a_full_queue_says_when_there_is_room(tmp_path: Path) -> None:
    """What is answered from the store is answered all the same, and nothing of what was refused is left."""

    async def work() -> None:
        async with job_service_of(tmp_path, server, workers=1, bounds={"queued": 2}) as job_service:
            first = await asked(job_service, 0)
            await running(job_service, first)
            await asked(job_service, 1)
            second = await asked(job_service, 2)
            with pytest.raises(QueueFullError) as full:
                await asked(job_service, 3)
            assert full.value.retry_after_s >= 1
            assert (await job_service.jobs()).total == 3
            await job_service.delete(second.id)
            go.set()
            await ended(job_service, first, await asked(job_service, 4))
            assert (await asked(job_service, 0)).state is State.DONE

    with held() as (server, go):
        run(work())


def test_an_idempotency_key_stands_for_one_request_of_one_client(tmp_path: Path) -> None:
    """The same request is the same job, also after a restart; another one is refused; a deleted job's key is free."""

    async def work() -> None:
        async with job_service_of(tmp_path, server) as job_service:
            first = await asked(job_service, 1, idempotency="k")
            assert (await asked(job_service, 1, idempotency="k")).id == first.id
            assert (await asked(job_service, 1, "bob", idempotency="k")).id != first.id
            for other in ({"number": 2}, {"number": 1, "policy": "noop"}, {"number": 1, "title": "Another"}):
                with pytest.raises(IdempotencyError):
                    await asked(job_service, **other, idempotency="k")
            given = await asked(job_service, 2, idempotency="f", fingerprint="of the request")
            assert (await asked(job_service, 3, idempotency="f", fingerprint="of the request")).id == given.id
        async with job_service_of(tmp_path, server) as job_service:
            assert (await asked(job_service, 1, idempotency="k")).id == first.id
            await job_service.delete(first.id)
            assert (await asked(job_service, 2, idempotency="k")).id != first.id

    with serving(obedient()) as server:
        run(work())


def test_only_what_the_operator_allows_can_be_chosen(tmp_path: Path) -> None:
    """The message names what there is; the first of each is the usual one."""

    async def work() -> None:
        async with job_service_of(tmp_path, server, models=("m", "n")) as job_service:
            job = await asked(job_service, 1, model="n", report_type="news_summary", policy="reask")
            assert job.request == {"model": "n", "report_type": "news_summary", "policy": "reask"}
            for wrong in ({"model": "gpt"}, {"report_type": "/etc"}, {"policy": "exception"}):
                with pytest.raises(ConfigurationError, match="choose from"):
                    await asked(job_service, 1, **wrong)
            (job,) = await ended(job_service, job)
            assert job.state is State.DONE

    with serving(obedient()) as server:
        run(work())


def test_events_come_in_order_and_go_on_where_a_reader_was(tmp_path: Path) -> None:
    """Each number is above the one before, over a restart too; of an ended job there is its end alone."""

    async def work() -> None:
        async with job_service_of(tmp_path, server, workers=1, grace_s=0.0) as job_service:
            first, job = await asked(job_service, 1), await asked(job_service, 2)
            await running(job_service, first)
            reader = job_service.events(job.id)
            waits = await anext(reader)
            assert (waits.state, waits.stage) == (State.QUEUED, "waiting")
        assert [event async for event in reader] == []
        go.set()
        async with job_service_of(tmp_path, server, workers=1) as job_service:
            rest = await events_of(job_service, job, waits.number)
            numbers = [waits.number, *(event.number for event in rest)]
            assert numbers == sorted(set(numbers))
            assert rest[-1].state is State.DONE
            assert await events_of(job_service, job) == rest[-1:]
            assert await events_of(job_service, job, rest[-1].number) == []

    with held() as (server, go):
        run(work())


def test_events_tell_how_far_an_article_is(tmp_path: Path) -> None:
    """Its place in the line, then stages with the questions answered and asked, then the end."""

    async def work() -> None:
        async with job_service_of(tmp_path, server, workers=1) as job_service:
            jobs = [await asked(job_service, number) for number in range(3)]
            await running(job_service, jobs[0])
            waits = await anext(job_service.events(jobs[2].id))
            assert waits.stage == "waiting, 1 before it"
            assert waits.seconds_left is None
            dispatcher = job_service._summaries.dispatchers["m"]
            dispatcher.seconds_an_article, dispatcher.measured = 100.0, 1
            waits = await anext(job_service.events(jobs[2].id))
            assert waits.seconds_left == pytest.approx(300, abs=20)
            begun = await anext(job_service.events(jobs[0].id))
            assert (begun.state, begun.answered) == (State.RUNNING, 0)
            go.set()
            told = await events_of(job_service, jobs[2])
            assert told[-1].state is State.DONE
            assert all(0 <= event.answered <= event.asked for event in told)

    with held() as (server, go):
        run(work())


def test_readers_are_bounded_and_give_their_places_back(tmp_path: Path) -> None:
    """By closing, by the end, and by being dropped."""

    async def work() -> None:
        async with job_service_of(tmp_path, server, bounds={"readers": 2}) as job_service:
            job = await asked(job_service, 1)
            first, _second = job_service.events(job.id), job_service.events(job.id)
            with pytest.raises(TooManyReadersError):
                job_service.events(job.id)
            await first.aclose()
            third = job_service.events(job.id)
            go.set()
            assert [event async for event in third][-1].state is State.DONE
            del _second
            await until(lambda: job_service.load().readers == 0)
            with pytest.raises(UnknownJobError):
                job_service.events("no such job")

    with held() as (server, go):
        run(work())


def test_whoever_wants_to_hears_of_each_end(tmp_path: Path) -> None:
    """The model, the seconds and how it ended; not of what is answered from the store."""
    heard: list[tuple[str, bool, State]] = []

    async def work() -> None:
        async with job_service_of(tmp_path, server) as job_service:
            job_service.on_end(lambda model, seconds, state: heard.append((model, seconds > 0, state)))
            await ended(job_service, await asked(job_service, 1))
            await ended(job_service, await asked(job_service, 1))

    with serving(obedient()) as server:
        run(work())
    assert heard == [("m", True, State.DONE)]
