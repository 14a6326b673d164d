"""Several processes for one run: the same outputs, and no process left behind, however the run ends."""

import os
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from summariser import load_report_type
from summariser.errors import ConfigurationError
from summariser.jobs import Flow, batch
from summariser.jobs.engines.processes import share
from tests.jobs.folders import records, run, sources, write_jsonl
from tests.support.processes import command, environment
from tests.support.servers import Reply, completion, obedient, said_to_model, serving


def _children(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in listed.stdout.split()]


def _is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_the_outputs_are_those_of_one_process(tmp_path: Path) -> None:
    """In the same order, with the same reasons for what failed; then nothing is left to ask."""

    def answer(request: dict[str, Any]) -> Reply:
        return completion("no JSON") if "no. 3 " in said_to_model(request) else obedient()(request)

    inputs = write_jsonl(tmp_path / "in.jsonl", range(12))
    with serving(answer) as server:
        run(server, inputs, tmp_path / "one")
        report = run(server, inputs, tmp_path / "two", processes=2)
        asked = len(server.requests)
        run(server, inputs, tmp_path / "two")
        assert len(server.requests) == asked
    assert (report.counts.done, report.counts.failed) == (11, 1)
    assert sources(tmp_path / "one") == sources(tmp_path / "two")
    for one, two in zip(records(tmp_path / "one"), records(tmp_path / "two"), strict=True):
        assert (one.get("summary"), one.get("error")) == (two.get("summary"), two.get("error"))


def test_when_the_run_is_killed_its_workers_end_and_their_answers_are_kept(tmp_path: Path) -> None:
    """What was answered before the kill is not asked for again."""
    over, out = threading.Event(), tmp_path / "out"

    def answer(request: dict[str, Any]) -> Reply:
        if request["response_format"]["json_schema"]["name"] == "Again":
            over.wait(60)
        return obedient({"abstract": "Some 77 boats sank."})(request)

    inputs = write_jsonl(tmp_path / "in.jsonl", range(4))
    with serving(answer) as server:
        call = command("batch", inputs, "--out", out, "--model", "m", "--base-url", server.base_url)
        process = subprocess.Popen([*call, "--quiet", "--processes", "2"], env=environment())
        _wait_for(lambda: len(server.requests) >= 8)
        time.sleep(0.5)
        workers = _children(process.pid)
        process.kill()
        process.wait()
        over.set()
        assert len(workers) == 2
        _wait_for(lambda: not any(map(_is_there, workers)))
        before = len(server.requests)
        assert run(server, inputs, out).counts.done == 4
        again = [r["response_format"]["json_schema"]["name"] for r in server.requests[before:]]
    assert again == ["Again"] * 4


def test_a_worker_that_is_killed_ends_the_run_which_can_be_gone_on_with(tmp_path: Path) -> None:
    """Exit code 1 and one line."""
    over, out = threading.Event(), tmp_path / "out"

    def answer(request: dict[str, Any]) -> Reply:
        over.wait(60)
        return obedient()(request)

    inputs = write_jsonl(tmp_path / "in.jsonl", range(4))
    with serving(answer) as server:
        call = command("batch", inputs, "--out", out, "--model", "m", "--base-url", server.base_url)
        process = subprocess.Popen(
            [*call, "--quiet", "--processes", "2"], env=environment(), stderr=subprocess.PIPE, text=True
        )
        _wait_for(lambda: len(server.requests) >= 4)
        os.kill(_children(process.pid)[0], signal.SIGKILL)
        _, said = process.communicate(timeout=60)
        over.set()
        assert process.returncode == 1
        assert said == "summariser: a worker process has ended by itself: run again to go on\n"
        assert run(server, inputs, out).counts.done == 4


def _wait_for(condition: Any) -> None:
    ends = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_each_worker_has_its_share_of_the_limits() -> None:
    own = share(Flow(concurrency=5, rpm=60, tpm=None), 2)
    assert (own.concurrency, own.rpm, own.tpm) == (3, 30, None)


@pytest.mark.parametrize("what", ["model", "report type"])
def test_what_cannot_be_shared_is_a_wrong_call(tmp_path: Path, what: str) -> None:
    """The embedded model, and a report type that is an object; nothing is started for them."""
    served = {"model": "m", "base_url": "http://127.0.0.1:1/v1", "report_type": load_report_type()}
    options: dict[str, Any] = {"model": "local"} if what == "model" else served
    with pytest.raises(ConfigurationError, match="embedded model|give its name"):
        batch(write_jsonl(tmp_path / "in.jsonl", [1]), tmp_path / "out", processes=2, **options)
