"""A service that is killed, starved of disk, refused by its model's server, or closed: nothing is lost and nothing done twice."""

import contextlib
import itertools
import os
import random
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from summariser.service.errors import UnknownJobError
from summariser.service.records import State
from summariser.service.storage.database import FILE
from tests.jobs.folders import model_server
from tests.jobs.test_kill import zygote
from tests.service.client import CRASHED, KEYS, TYPES
from tests.service.job_services import asked, ended, job_service_of, run

ARTICLES, KILLS, AT_ONCE = 200, 20, 8


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def _jobs(data: Path) -> list[tuple[str, str, str]]:
    """Title, id and state of each job."""
    try:
        with contextlib.closing(sqlite3.connect(data / FILE)) as db:
            return db.execute("SELECT title, id, state FROM jobs ORDER BY number").fetchall()
    except sqlite3.OperationalError:  # killed before there was a table
        return []


def _done(data: Path) -> set[str]:
    """The articles whose results are in the store, by their number."""
    for path in (data / "queues").glob("*/state.sqlite"):
        with contextlib.closing(sqlite3.connect(path)) as db:
            keys = [row[0] for row in db.execute("SELECT key FROM articles WHERE state = 'done'")]
        with contextlib.closing(sqlite3.connect(data / FILE)) as db:
            titles = dict(db.execute("SELECT key, title FROM jobs"))
        return {titles[key] for key in keys if key in titles}
    return set()


def test_killed_twenty_times_every_job_ends_once_and_nothing_finished_is_asked_again(tmp_path: Path) -> None:
    """SIGKILL at random moments of taking and working: what a client was told of is there under its id."""
    log, data, told = tmp_path / "log", tmp_path / "data", tmp_path / "told"
    data.mkdir()
    told.touch()
    chance = random.Random(24)
    kills, asked_again = 0, set[str]()
    with model_server("--delay", 0.1, "--log", log) as base_url, zygote() as processes:
        job = {"data": str(data), "told": str(told), "base_url": base_url, "workers": AT_ONCE}
        while True:
            before, known = len(_lines(log)), _done(data)
            pid = processes.start(**job, articles=ARTICLES)
            if kills < KILLS:
                time.sleep(chance.uniform(0.05, 0.4))
                os.kill(pid, signal.SIGKILL)
            status = processes.end()
            asked_again |= known & {line.split()[0] for line in _lines(log)[before:]}
            if not os.WIFSIGNALED(status):
                break
            kills += 1

    assert os.waitstatus_to_exitcode(status) == 0
    assert kills == KILLS
    jobs = _jobs(data)
    assert [title for title, _, _ in jobs] == [str(number) for number in range(ARTICLES)]
    assert {state for _, _, state in jobs} == {"done"}
    ids = {f"{title} {job_id}" for title, job_id, _ in jobs}
    assert set(_lines(told)) == ids
    assert asked_again == set()
    digests = [line.split()[1] for line in _lines(log)]
    assert len(set(digests)) == ARTICLES
    assert len(digests) - ARTICLES <= KILLS * AT_ONCE


def test_a_crash_behind_any_write_loses_nothing_and_brings_nothing_back(tmp_path: Path) -> None:
    """For each write of a whole course of giving and taking back: what a client was told holds at the next start."""
    crashed = 0
    with model_server() as base_url, zygote() as processes:
        for at in itertools.count(1):
            folder = tmp_path / str(at)
            (folder / "data").mkdir(parents=True)
            (folder / "told").touch()
            job = {"data": str(folder / "data"), "told": str(folder / "told"), "base_url": base_url}
            processes.start(**job, workers=2, crash_at=at)
            status = os.waitstatus_to_exitcode(processes.end())
            run(_holds(folder, base_url))
            if status == 0:
                break
            assert status == CRASHED
            crashed += 1
    assert crashed > 15


async def _holds(folder: Path, base_url: str) -> None:
    told = [(word, job_id) for word, job_id in map(str.split, _lines(folder / "told"))]
    gone = {job_id for word, job_id in told if word == "deleted"}
    perhaps_gone = {job_id for word, job_id in told if word == "deleting"}
    known = {key: job_id for key, job_id in told if key in KEYS and job_id not in perhaps_gone}
    async with job_service_of(folder, base_url, report_types=TYPES) as job_service:
        for job_id in gone:
            with pytest.raises(UnknownJobError):
                job_service.job(job_id)
        for key, job_id in known.items():
            again = await asked(job_service, KEYS[key], idempotency=key, title=str(KEYS[key]), source="")
            assert again.id == job_id
        jobs = await ended(job_service, *(await job_service.jobs()).jobs)
        assert {job.state for job in jobs} <= {State.DONE}
        assert set(known.values()) <= {job.id for job in jobs}
        assert len(jobs) <= len(KEYS)
    for path in (folder / "data" / "queues").glob("*/state.sqlite"):
        with contextlib.closing(sqlite3.connect(path)) as db:
            owners = {row[0] for row in db.execute("SELECT slot FROM items")}
            articles = db.execute("SELECT count(*) FROM articles").fetchone()[0]
        assert owners == {job.id for job in jobs}
        assert articles == len({job.title for job in jobs})
