"""What the desk keeps: lists of jobs, checks with their texts, one service to a folder, and what ends its start."""

import contextlib
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from summariser import Article
from summariser.errors import ConfigurationError, RunFolderError
from summariser.service.desk import Desk
from summariser.service.errors import UnknownJobError
from summariser.service.options import ServiceOptions
from summariser.service.records import Job, Kind, State
from summariser.service.storage import ledger
from tests.service.desks import desk_of, events_of, options, run


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
    assert b"<script>" not in _texts_in(tmp_path / "data")
    with contextlib.closing(sqlite3.connect(tmp_path / "data" / "service.sqlite")) as db:
        assert db.execute("SELECT count(*) FROM kept").fetchone()[0] == 1
        assert db.execute("SELECT count(*) FROM repeats").fetchone()[0] == 0


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


def _texts_in(data: Path) -> bytes:
    return b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())


def test_ids_of_no_job(tmp_path: Path) -> None:
    """Whatever they are made of."""

    async def work(desk: Desk) -> None:
        for wrong in ("", "x", "' OR 1=1", "\ud800", "\x00", "a" * 10_000):
            with pytest.raises(UnknownJobError):
                desk.job(wrong)

    run(_with_desk(tmp_path, work))


def test_an_idempotency_key_is_forgotten_after_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not before, and its job stays."""
    began = ledger.now()

    async def work(desk: Desk) -> None:
        jobs = []
        for hours in (0, 23, 25):
            monkeypatch.setattr(ledger, "now", lambda hours=hours: began + timedelta(hours=hours))
            jobs.append(await kept(desk, f"{hours}", "x", idempotency="k", fingerprint="f"))
        assert jobs[0].id == jobs[1].id != jobs[2].id
        assert (await desk.jobs()).total == 2

    run(_with_desk(tmp_path, work))
