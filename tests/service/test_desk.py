"""The desk: what becomes of what is asked for, what is answered from the store, taken back, and listed."""

import json
from pathlib import Path
from typing import Any

import pytest

from summariser import Article
from summariser.errors import ConfigurationError, RunFolderError
from summariser.jobs.exports.outputs import export
from summariser.service.desk import Desk
from summariser.service.errors import (
    IdempotencyError,
    NoResultError,
    QueueFullError,
    TooManyReadersError,
    UnknownJobError,
)
from summariser.service.options import ServiceOptions
from summariser.service.records import Job, Kind, State
from tests.jobs.folders import article, records
from tests.service.desks import asked, desk_of, ended, events_of, held, options, run, running, until
from tests.servers import completion, obedient, serving


def test_a_summary_from_its_asking_to_its_result(tmp_path: Path) -> None:
    """The result is the object of results.jsonl, its article is kept with its source, and the run folder is a batch's."""

    async def work() -> None:
        async with desk_of(tmp_path, server) as desk:
            job = await asked(desk, 1)
            assert (job.state, job.version, job.kind) == (State.QUEUED, 1, Kind.SUMMARY)
            assert job.request == {"model": "m", "report_type": "auto", "policy": "fix"}
            (job,) = await ended(desk, job)
            assert (job.state, job.error, job.flagged) == (State.DONE, None, 0)
            assert job.created <= (job.started or job.created) <= (job.ended or job.created)
            result = await desk.result(job)
            assert result["article"]["source"] == "bridges-1.txt"
            assert result["summary"]["headline"]
            kept = await desk.article(job)
            assert (kept.text, kept.source) == (Article.from_text(article(1)).text, "bridges-1.txt")
            load = desk.load()
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
        async with desk_of(tmp_path, server) as desk:
            first = await asked(desk, 1)
            await running(desk, first)
            second = await asked(desk, 1, "bob", title="The same")
            assert second.id != first.id
            assert second.state is State.RUNNING
            go.set()
            both = await ended(desk, first, second)
            assert [job.state for job in both] == [State.DONE, State.DONE]
            third = await asked(desk, 1, "cid", source="elsewhere.txt")
            assert third.state is State.DONE
            assert (await desk.result(third))["article"]["source"] == "elsewhere.txt"
            assert (await asked(desk, 1, policy="noop")).state is State.QUEUED
        async with desk_of(tmp_path, server) as desk:
            asked_before = len(server.requests)
            assert (await asked(desk, 1)).state is State.DONE
            assert len(server.requests) == asked_before
            assert desk.load().from_store == 1

    with held() as (server, go):
        run(work())


def test_what_fails_tells_why_and_is_tried_again_when_it_is_asked_for_again(tmp_path: Path) -> None:
    """A failure is no answer for the next one who asks, and stays that of the job that it came to."""

    async def work() -> None:
        async with desk_of(tmp_path, server) as desk:
            (failed,) = await ended(desk, await asked(desk, 1))
            assert failed.state is State.FAILED
            assert failed.error is not None
            assert failed.error[0] == "The model's answer was of no use"
            assert (await desk.result(failed))["error"]["kind"] == "AnswerError"
            bad.clear()
            (again,) = await ended(desk, await asked(desk, 1))
            assert again.state is State.DONE
            assert desk.job(failed.id) == failed
            with pytest.raises(NoResultError):
                await desk.result(failed)
            assert (desk.load().done, desk.load().failed) == (1, 1)

    bad = ["{}"]
    with serving(lambda request: completion(bad[0]) if bad else obedient()(request)) as server:
        run(work())


def _texts_in(data: Path) -> bytes:
    return b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())


def test_deleted_is_deleted(tmp_path: Path) -> None:
    """With its last job an article, its answers and its result are gone; before, another job keeps what it needs."""

    async def work() -> None:
        async with desk_of(tmp_path, server) as desk:
            first, second = await asked(desk, 1), await asked(desk, 1, "bob")
            await ended(desk, first, second)
            await desk.delete(first.id)
            with pytest.raises(UnknownJobError):
                desk.job(first.id)
            assert (await desk.result(second))["summary"]
            await desk.delete(second.id)
            for call in (desk.delete(second.id), desk.result(second), desk.article(second)):
                with pytest.raises(UnknownJobError):
                    await call
            assert (await asked(desk, 1)).state is State.QUEUED

    with serving(obedient()) as server:
        run(work())


def test_a_deleted_job_that_waits_or_runs_is_not_worked_on(tmp_path: Path) -> None:
    """Unless another one wants the same; its readers hear of it, and the place is free for the next."""

    async def work() -> None:
        async with desk_of(tmp_path, server, workers=1) as desk:
            runs, waits, shared = await asked(desk, 1), await asked(desk, 2), await asked(desk, 3)
            other = await asked(desk, 3, "bob")
            await running(desk, runs)
            follower = desk.events(runs.id)
            assert (await anext(follower)).state is State.RUNNING
            for job in (runs, waits, shared):
                await desk.delete(job.id)
            last = [event async for event in follower][-1]
            assert last.state is State.CANCELLED
            await running(desk, other)
            go.set()
            (other,) = await ended(desk, other)
            assert other.state is State.DONE
            assert desk.load().queued == desk.load().running == 0
        said = json.dumps(server.requests)
        assert "Article no. 2" not in said
        assert "Article no. 3" in said

    with held() as (server, go):
        run(work())


def test_a_full_queue_says_when_there_is_room(tmp_path: Path) -> None:
    """What is answered from the store is answered all the same, and nothing of what was refused is left."""

    async def work() -> None:
        async with desk_of(tmp_path, server, workers=1, bounds={"queued": 2}) as desk:
            first = await asked(desk, 0)
            await running(desk, first)
            await asked(desk, 1)
            second = await asked(desk, 2)
            with pytest.raises(QueueFullError) as full:
                await asked(desk, 3)
            assert full.value.retry_after_s >= 1
            assert (await desk.jobs()).total == 3
            await desk.delete(second.id)
            go.set()
            await ended(desk, first, await asked(desk, 4))
            assert (await asked(desk, 0)).state is State.DONE

    with held() as (server, go):
        run(work())


def test_an_idempotency_key_stands_for_one_request_of_one_client(tmp_path: Path) -> None:
    """The same request is the same job, also after a restart; another one is refused; a deleted job's key is free."""

    async def work() -> None:
        async with desk_of(tmp_path, server) as desk:
            first = await asked(desk, 1, idempotency="k")
            assert (await asked(desk, 1, idempotency="k")).id == first.id
            assert (await asked(desk, 1, "bob", idempotency="k")).id != first.id
            for other in ({"number": 2}, {"number": 1, "policy": "noop"}, {"number": 1, "title": "Another"}):
                with pytest.raises(IdempotencyError):
                    await asked(desk, **other, idempotency="k")
            given = await asked(desk, 2, idempotency="f", fingerprint="of the request")
            assert (await asked(desk, 3, idempotency="f", fingerprint="of the request")).id == given.id
        async with desk_of(tmp_path, server) as desk:
            assert (await asked(desk, 1, idempotency="k")).id == first.id
            await desk.delete(first.id)
            assert (await asked(desk, 2, idempotency="k")).id != first.id

    with serving(obedient()) as server:
        run(work())


def test_only_what_the_operator_allows_can_be_chosen(tmp_path: Path) -> None:
    """The message names what there is; the first of each is the usual one."""

    async def work() -> None:
        async with desk_of(tmp_path, server, models=("m", "n")) as desk:
            job = await asked(desk, 1, model="n", report_type="news_summary", policy="reask")
            assert job.request == {"model": "n", "report_type": "news_summary", "policy": "reask"}
            for wrong in ({"model": "gpt"}, {"report_type": "/etc"}, {"policy": "exception"}):
                with pytest.raises(ConfigurationError, match="choose from"):
                    await asked(desk, 1, **wrong)
            (job,) = await ended(desk, job)
            assert job.state is State.DONE

    with serving(obedient()) as server:
        run(work())


def test_events_come_in_order_and_go_on_where_a_reader_was(tmp_path: Path) -> None:
    """Each number is above the one before, over a restart too; of an ended job there is its end alone."""

    async def work() -> None:
        async with desk_of(tmp_path, server, workers=1, grace_s=0.0) as desk:
            first, job = await asked(desk, 1), await asked(desk, 2)
            await running(desk, first)
            reader = desk.events(job.id)
            waits = await anext(reader)
            assert (waits.state, waits.stage) == (State.QUEUED, "waiting")
        assert [event async for event in reader] == []
        go.set()
        async with desk_of(tmp_path, server, workers=1) as desk:
            rest = await events_of(desk, job, waits.number)
            numbers = [waits.number, *(event.number for event in rest)]
            assert numbers == sorted(set(numbers))
            assert rest[-1].state is State.DONE
            assert await events_of(desk, job) == rest[-1:]
            assert await events_of(desk, job, rest[-1].number) == []

    with held() as (server, go):
        run(work())


def test_events_tell_how_far_an_article_is(tmp_path: Path) -> None:
    """Its place in the line, then stages with the questions answered and asked, then the end."""

    async def work() -> None:
        async with desk_of(tmp_path, server, workers=1) as desk:
            jobs = [await asked(desk, number) for number in range(3)]
            await running(desk, jobs[0])
            waits = await anext(desk.events(jobs[2].id))
            assert waits.stage == "waiting, 1 before it"
            begun = await anext(desk.events(jobs[0].id))
            assert (begun.state, begun.answered) == (State.RUNNING, 0)
            go.set()
            told = await events_of(desk, jobs[2])
            assert told[-1].state is State.DONE
            assert all(0 <= event.answered <= event.asked for event in told)

    with held() as (server, go):
        run(work())


def test_readers_are_bounded_and_give_their_places_back(tmp_path: Path) -> None:
    """By closing, by the end, and by being dropped."""

    async def work() -> None:
        async with desk_of(tmp_path, server, bounds={"readers": 2}) as desk:
            job = await asked(desk, 1)
            first, _second = desk.events(job.id), desk.events(job.id)
            with pytest.raises(TooManyReadersError):
                desk.events(job.id)
            await first.aclose()
            third = desk.events(job.id)
            go.set()
            assert [event async for event in third][-1].state is State.DONE
            del _second
            await until(lambda: desk.load().readers == 0)
            with pytest.raises(UnknownJobError):
                desk.events("no such job")

    with held() as (server, go):
        run(work())


def test_lists_are_searched_and_paged_from_the_newest(tmp_path: Path) -> None:
    """By every word of title or source, whatever its case; pages hold while others are added and deleted."""

    async def work(desk: Desk) -> None:
        for number in range(7):
            await kept(
                desk, f"Straße {number}", f"https://example.org/{'even' if number % 2 == 0 else 'odd'}"
            )
        await kept(desk, "100% of 5_6", "x", Kind.COMPARISON)
        page = await desk.jobs(Kind.VERIFICATION, limit=3)
        assert ([job.title for job in page.jobs], page.total) == (["Straße 6", "Straße 5", "Straße 4"], 7)
        newest = await kept(desk, "newer", "y")
        await desk.delete(page.jobs[2].id)
        page = await desk.jobs(Kind.VERIFICATION, after=page.after, limit=3)
        assert [job.title for job in page.jobs] == ["Straße 3", "Straße 2", "Straße 1"]
        page = await desk.jobs(Kind.VERIFICATION, after=page.after, limit=3)
        assert ([job.title for job in page.jobs], page.after) == (["Straße 0"], None)
        assert [job.title for job in (await desk.jobs(query="STRASSE even")).jobs] == [
            "Straße 6",
            "Straße 2",
            "Straße 0",
        ]
        assert (await desk.jobs(query="100%")).total == (await desk.jobs(query="5_6")).total == 1
        assert (await desk.jobs(query="%")).total == 1
        assert (await desk.jobs()).jobs[0] == newest
        for wrong in ("", "-1", "x", "9" * 30, "١"):
            with pytest.raises(UnknownJobError):
                await desk.jobs(after=wrong)

    run(_with_desk(tmp_path, work))


async def kept(desk: Desk, title: str, source: str, kind: Kind = Kind.VERIFICATION, **more: Any) -> Job:
    more.setdefault("result", {"verdicts": []})
    return await desk.keep(kind, title=title, source=source, request={}, client="ann", **more)


async def _with_desk(data: Path, work: Any) -> None:
    async with desk_of(data, "http://127.0.0.1:9/v1") as desk:
        await work(desk)


def test_checks_are_kept_with_their_texts(tmp_path: Path) -> None:
    """Titles of any characters, a failure with its reason, and users' corrections, until all is deleted."""
    odd = "a\ud800b <script>\x00"
    texts = [Article.from_text("Nine bridges closed."), Article.from_text("Ten did.")]

    async def work(desk: Desk) -> None:
        job = await kept(
            desk, odd, "x", result={"odd": odd}, articles=texts, flagged=2, idempotency="k", fingerprint="f"
        )
        assert (job.state, job.flagged, job.title) == (State.DONE, 2, odd)
        assert desk.job(job.id).title == "a\\ud800b <script>\x00"
        assert await desk.result(job) == {"odd": odd}
        assert [one.text for one in await desk.articles(job)] == [one.text for one in texts]
        again = await kept(desk, odd, "x", idempotency="k", fingerprint="f")
        assert again.id == job.id
        desk.correct(job.id, "facts.0", {"what": odd})
        assert desk.corrections(job.id) == {"facts.0": {"what": odd}}
        assert desk.job(job.id).version == 2
        desk.correct(job.id, "facts.0", None)
        assert desk.corrections(job.id) == {}
        failed = await kept(desk, "t", "x", result=None, error=("Too slow", "not done in 30 s"))
        assert (failed.state, failed.error) == (State.FAILED, ("Too slow", "not done in 30 s"))
        for missing in (desk.result(failed), desk.article(failed)):
            with pytest.raises(UnknownJobError):
                await missing
        assert [event.state for event in await events_of(desk, failed)] == [State.FAILED]
        await desk.delete(job.id)
        assert (await desk.jobs()).total == 1

    run(_with_desk(tmp_path, work))
    assert b"Nine bridges" not in _texts_in(tmp_path / "data")


def test_a_data_folder_has_one_service(tmp_path: Path) -> None:
    """The second one says so in one line; a folder of something else is refused."""

    async def work(desk: Desk) -> None:
        with pytest.raises(RunFolderError, match="another service works on"):
            async with Desk.opened(options(tmp_path, "http://127.0.0.1:9/v1")):
                pass

    run(_with_desk(tmp_path, work))
    run(_with_desk(tmp_path, lambda desk: desk.jobs()))


def test_a_wrong_report_type_or_a_missing_key_ends_the_start(tmp_path: Path) -> None:
    """The operator hears of it at once, and not the first user."""
    for wrong in ({"report_types": ("no_such_type",)}, {"base_url": None}):
        chosen = {"models": ("m",), "base_url": "http://127.0.0.1:9/v1"} | wrong

        async def work(chosen: Any = chosen) -> None:
            async with Desk.opened(ServiceOptions(tmp_path / "data", **chosen)):
                pass

        with pytest.raises(ConfigurationError):
            run(work())


def test_whoever_wants_to_hears_of_each_end(tmp_path: Path) -> None:
    """The model, the seconds and how it ended; not of what is answered from the store."""
    heard: list[tuple[str, bool, State]] = []

    async def work() -> None:
        async with desk_of(tmp_path, server) as desk:
            desk.on_end(lambda model, seconds, state: heard.append((model, seconds > 0, state)))
            await ended(desk, await asked(desk, 1))
            await ended(desk, await asked(desk, 1))

    with serving(obedient()) as server:
        run(work())
    assert heard == [("m", True, State.DONE)]
