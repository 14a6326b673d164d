"""What the job service keeps: lists of jobs, checks with their texts, one service to a folder, and what ends its start."""

import contextlib
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from summariser import Article
from summariser.errors import ConfigurationError, RunFolderError
from summariser.service.errors import UnknownJobError
from summariser.service.jobs import JobService
from summariser.service.options import ServiceOptions
from summariser.service.records import Job, Kind, State
from summariser.service.storage import ledger
from tests.service.job_services import events_of, job_service_of, options, run


def test_lists_are_searched_and_paged_from_the_newest(tmp_path: Path) -> None:
    """By every word of title or source, whatever its case; pages hold while others are added and deleted."""

    async def work(job_service: JobService) -> None:
        for number in range(7):
            await kept(
                job_service, f"Straße {number}", f"https://example.org/{'even' if number % 2 == 0 else 'odd'}"
            )
        await kept(job_service, "100% of 5_6", "x", Kind.COMPARISON)
        page = await job_service.jobs(Kind.VERIFICATION, limit=3)
        assert ([job.title for job in page.jobs], page.total) == (["Straße 6", "Straße 5", "Straße 4"], 7)
        newest = await kept(job_service, "newer", "y")
        await job_service.delete(page.jobs[2].id)
        page = await job_service.jobs(Kind.VERIFICATION, after=page.after, limit=3)
        assert [job.title for job in page.jobs] == ["Straße 3", "Straße 2", "Straße 1"]
        page = await job_service.jobs(Kind.VERIFICATION, after=page.after, limit=3)
        assert ([job.title for job in page.jobs], page.after) == (["Straße 0"], None)
        assert [job.title for job in (await job_service.jobs(query="STRASSE even")).jobs] == [
            "Straße 6",
            "Straße 2",
            "Straße 0",
        ]
        assert (
            (await job_service.jobs(query="100%")).total == (await job_service.jobs(query="5_6")).total == 1
        )
        assert (await job_service.jobs(query="%")).total == 1
        assert (await job_service.jobs()).jobs[0] == newest
        for wrong in ("", "-1", "x", "9" * 30, "١"):
            with pytest.raises(UnknownJobError):
                await job_service.jobs(after=wrong)

    run(_with_desk(tmp_path, work))


async def kept(
    job_service: JobService, title: str, source: str, kind: Kind = Kind.VERIFICATION, **more: Any
) -> Job:
    more.setdefault("result", {"verdicts": []})
    return await job_service.keep(kind, title=title, source=source, request={}, client="ann", **more)


async def _with_desk(data: Path, work: Any) -> None:
    async with job_service_of(data, "http://127.0.0.1:9/v1") as job_service:
        await work(job_service)


def test_checks_are_kept_with_their_texts(tmp_path: Path) -> None:
    """Titles of any characters, a failure with its reason, and users' corrections, until all is deleted."""
    odd = "a\ud800b <script>\x00"
    texts = [Article.from_text("Nine bridges closed."), Article.from_text("Ten did.")]

    async def work(job_service: JobService) -> None:
        job = await kept(
            job_service,
            odd,
            "x",
            result={"odd": odd},
            articles=texts,
            flagged=2,
            idempotency="k",
            fingerprint="f",
        )
        assert (job.state, job.flagged, job.title) == (State.DONE, 2, odd)
        assert job_service.job(job.id).title == "a\\ud800b <script>\x00"
        assert await job_service.result(job) == {"odd": odd}
        assert [one.text for one in await job_service.articles(job)] == [one.text for one in texts]
        again = await kept(job_service, odd, "x", idempotency="k", fingerprint="f")
        assert again.id == job.id
        job_service.correct(job.id, "facts.0", {"what": odd})
        assert job_service.corrections(job.id) == {"facts.0": {"what": odd}}
        assert job_service.job(job.id).version == 2
        job_service.correct(job.id, "facts.0", None)
        assert job_service.corrections(job.id) == {}
        failed = await kept(job_service, "t", "x", result=None, error=("Too slow", "not done in 30 s"))
        assert (failed.state, failed.error) == (State.FAILED, ("Too slow", "not done in 30 s"))
        for missing in (job_service.result(failed), job_service.article(failed)):
            with pytest.raises(UnknownJobError):
                await missing
        assert [event.state for event in await events_of(job_service, failed)] == [State.FAILED]
        await job_service.delete(job.id)
        assert (await job_service.jobs()).total == 1

    run(_with_desk(tmp_path, work))
    assert b"<script>" not in _texts_in(tmp_path / "data")
    with contextlib.closing(sqlite3.connect(tmp_path / "data" / "service.sqlite")) as db:
        assert db.execute("SELECT count(*) FROM kept").fetchone()[0] == 1
        assert db.execute("SELECT count(*) FROM repeats").fetchone()[0] == 0


def test_a_data_folder_has_one_service(tmp_path: Path) -> None:
    """The second one says so in one line; a folder of something else is refused."""

    async def work(job_service: JobService) -> None:
        with pytest.raises(RunFolderError, match="another service works on"):
            async with JobService.open(options(tmp_path, "http://127.0.0.1:9/v1")):
                pass

    run(_with_desk(tmp_path, work))
    run(_with_desk(tmp_path, lambda job_service: job_service.jobs()))


def test_a_wrong_report_type_or_a_missing_key_ends_the_start(tmp_path: Path) -> None:
    """The operator hears of it at once, and not the first user."""
    for wrong in ({"report_types": ("no_such_type",)}, {"base_url": None}):
        chosen = {"models": ("m",), "base_url": "http://127.0.0.1:9/v1"} | wrong

        async def work(chosen: Any = chosen) -> None:
            async with JobService.open(ServiceOptions(tmp_path / "data", **chosen)):
                pass

        with pytest.raises(ConfigurationError):
            run(work())


def _texts_in(data: Path) -> bytes:
    return b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())


def test_ids_of_no_job(tmp_path: Path) -> None:
    """Whatever they are made of."""

    async def work(job_service: JobService) -> None:
        for wrong in ("", "x", "' OR 1=1", "\ud800", "\x00", "a" * 10_000):
            with pytest.raises(UnknownJobError):
                job_service.job(wrong)

    run(_with_desk(tmp_path, work))


def test_an_idempotency_key_is_forgotten_after_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not before, and its job stays."""
    began = ledger.now()

    async def work(job_service: JobService) -> None:
        jobs = []
        for hours in (0, 23, 25):
            monkeypatch.setattr(ledger, "now", lambda hours=hours: began + timedelta(hours=hours))
            jobs.append(await kept(job_service, f"{hours}", "x", idempotency="k", fingerprint="f"))
        assert jobs[0].id == jobs[1].id != jobs[2].id
        assert (await job_service.jobs()).total == 2

    run(_with_desk(tmp_path, work))
