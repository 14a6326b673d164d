"""The embedded model behind the job service, a scripted server in its place: started late, asked by one at a time, and not twice."""

import asyncio
import json
import threading
from pathlib import Path
from typing import Any

import pytest

from summariser.extraction import OnFail, load_report_type, open_model
from summariser.extraction.client import connect
from summariser.extraction.client.embedded import EmbeddedServer
from summariser.extraction.client.weights import Progress
from summariser.jobs.settings import Settings
from summariser.jobs.storage.views import View
from summariser.service.records import State
from tests.service.job_services import asked, ended, events_of, job_service_of, run, until
from tests.support.servers import Reply, Server, obedient, serving


class _Starts:
    """Stands in for the start of the embedded server."""

    def __init__(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times, self._server, self.go = 0, server, threading.Event()
        self.go.set()
        monkeypatch.setattr(connect, "embedded_server", self)

    def __call__(self, progress: Progress, slots: int) -> EmbeddedServer:
        assert slots == 1
        self.times += 1
        progress("loading the embedded model", 0, 0)
        self.go.wait(20)
        return EmbeddedServer(self._server.base_url, "key", None)


def test_it_is_started_for_the_first_article_and_shared_by_all_queues(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readers hear of the start; results are kept under the settings that the open model has."""
    together, most = 0, 0
    lock = threading.Lock()

    def answer(request: dict[str, Any]) -> Reply:
        nonlocal together, most
        with lock:
            together += 1
            most = max(most, together)
        try:
            return obedient()(request)
        finally:
            with lock:
                together -= 1

    async def work() -> None:
        async with job_service_of(tmp_path, "http://127.0.0.1:9/v1", models=("local",)) as job_service:
            assert starts.times == 0
            starts.go.clear()
            jobs = [await asked(job_service, n, policy=p) for n, p in ((1, "fix"), (2, "reask"), (3, "noop"))]
            await until(lambda: starts.times == 1)
            reader = asyncio.ensure_future(events_of(job_service, jobs[0]))
            await asyncio.sleep(0.05)
            starts.go.set()
            assert "loading the embedded model" in [event.stage for event in await reader]
            assert {job.state for job in await ended(job_service, *jobs)} == {State.DONE}
            assert starts.times == 1

    async def recorded() -> None:
        async with open_model() as model:
            kind = load_report_type("auto")
            for policy in (OnFail.FIX, OnFail.REASK, OnFail.NOOP):
                (folder,) = (tmp_path / "data" / "queues").glob(f"local_auto_{policy.value}_*")
                with View.open(folder) as view:
                    Settings.of(model, kind, policy).check(view.meta("settings"), folder)

    with serving(answer) as server:
        starts = _Starts(server, monkeypatch)
        run(work())
        run(recorded())
    assert most == 1


def test_answers_of_before_a_restart_are_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article of several questions goes on with the one that it was at."""
    go, seen = threading.Event(), list[str]()

    def answer(request: dict[str, Any]) -> Reply:
        seen.append(json.dumps(request, sort_keys=True))
        if len(seen) == 2:
            go.wait(20)
        return obedient()(request)

    async def first() -> Any:
        async with job_service_of(tmp_path, server, models=("local",), grace_s=0) as job_service:
            job = await asked(job_service, 1)
            await until(lambda: len(seen) == 2)
            return job

    async def second(job: Any) -> None:
        async with job_service_of(tmp_path, server, models=("local",)) as job_service:
            (done,) = await ended(job_service, job)
            assert done.state is State.DONE

    with serving(answer) as server:
        _Starts(server, monkeypatch)
        job = run(first())
        go.set()
        run(second(job))
    assert len(seen) >= 3
    assert seen.count(seen[0]) == 1
    assert seen.count(seen[1]) == 2  # it was under way
    assert len(set(seen)) == len(seen) - 1


def test_a_model_that_cannot_be_started_fails_its_articles_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is tried again for the next one."""
    monkeypatch.setenv("SUMMARISER_WEIGHTS", str(tmp_path / "missing.gguf"))

    async def work() -> None:
        async with job_service_of(tmp_path, "http://127.0.0.1:9/v1", models=("local",)) as job_service:
            (failed,) = await ended(job_service, await asked(job_service, 1))
            assert failed.error is not None
            assert failed.error[0] == "The service is not set up for this"
            assert (await job_service.result(failed))["error"]["kind"] == "WeightsError"
            assert job_service.load().problem == failed.error[1]
            assert job_service.load().seconds_an_article == {}

    run(work())
