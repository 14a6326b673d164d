"""A run that is killed, interrupted, starved of disk or run twice: nothing is lost and nothing finished asked again."""

import ctypes
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from summariser.cli.app import app
from tests.jobs.folders import model_server, records, sources, write_jsonl
from tests.support.processes import ROOT, command, environment, run
from tests.support.servers import Reply, obedient, serving

ARTICLES, KILLS, AT_ONCE = 200, 20, 8


class Zygote:
    """Processes that each run one batch, and start without having to load the package."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def start(self, **job: Any) -> int:
        """Starts a batch; its process's id."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return int(self._line())

    def end(self) -> int:
        """How the batch ended, as `os.wait` tells it."""
        return int(self._line())

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()


@contextmanager
def zygote() -> Iterator[Zygote]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.zygote"],
        env=environment(),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Zygote(process)
        assert process.stdin
        process.stdin.close()


def _finished(out: Path) -> set[str]:
    """The numbers of the articles whose results are stored."""
    try:
        with sqlite3.connect(out / "state.sqlite") as db:
            rows = db.execute(
                "SELECT i.source FROM items i JOIN contents c ON c.digest = i.content "
                "JOIN articles a ON a.key = c.key WHERE a.state = 'done'"
            ).fetchall()
    except sqlite3.OperationalError:  # killed before there was a table
        return set()
    finally:
        if "db" in locals():
            db.close()
    return {str(int(source.rsplit(":", 1)[1]) - 1) for (source,) in rows}


def test_killed_twenty_times_every_article_is_there_once_and_none_was_asked_again(tmp_path: Path) -> None:
    """SIGKILL at random moments of one run; no finished article is asked again, nor more than was in flight."""
    log, out = tmp_path / "log", tmp_path / "out"
    inputs = write_jsonl(tmp_path / "in.jsonl", range(ARTICLES))
    chance = random.Random(6)
    kills, asked_again = 0, set[str]()
    with model_server("--delay", 0.16, "--log", log) as base_url, zygote() as processes:
        job = {"inputs": str(inputs), "out": str(out), "base_url": base_url, "flow": {"concurrency": AT_ONCE}}
        while True:
            before, known = _lines(log), _finished(out)
            pid = processes.start(**job)
            if kills < KILLS:
                time.sleep(chance.uniform(0.02, 0.3))
                os.kill(pid, signal.SIGKILL)
            status = processes.end()
            asked_again |= known & {line.split()[0] for line in _lines(log)[len(before) :]}
            if not os.WIFSIGNALED(status):
                break
            kills += 1

    digests = [line.split()[1] for line in _lines(log)]
    assert os.waitstatus_to_exitcode(status) == 0
    assert kills >= KILLS
    assert asked_again == set()
    assert sorted(sources(out)) == sorted(f"in.jsonl:{n}" for n in range(1, ARTICLES + 1))
    assert all("summary" in record for record in records(out))
    assert len(set(digests)) == ARTICLES  # one request each
    assert len(digests) - len(set(digests)) <= kills * AT_ONCE


def _lines(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


def _batch(base_url: str, *arguments: object) -> list[str]:
    return command("batch", *arguments, "--model", "m", "--base-url", base_url)


def _wait_for(condition: Any, seconds: float = 60.0) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_ctrl_c_stops_within_three_seconds_and_says_how_to_go_on(tmp_path: Path) -> None:
    """Exit code 130; what was finished is kept, what was under way is left, and the same call does the rest."""
    log, out = tmp_path / "log", tmp_path / "out"
    inputs = write_jsonl(tmp_path / "in.jsonl", range(12))
    heard = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    with model_server("--delay", 0.3, "--log", log) as base_url:
        call = ["batch", inputs, "--out", out, "--model", "m", "--base-url", base_url, "--concurrency", 4]
        process = subprocess.Popen(
            command(*call),
            env=environment(),
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=heard,  # noqa: PLW1509 (no threads wait here)
        )
        _wait_for(lambda: len(_lines(log)) >= 6)
        process.send_signal(signal.SIGINT)
        started = time.monotonic()
        _, said = process.communicate(timeout=10)

        assert time.monotonic() - started < 3
        assert process.returncode == 130
        assert said.splitlines()[-1] == (
            f"summariser: stopped; run the same command again to go on, see summariser batch status {out}"
        )
        assert "Traceback" not in said
        ended = run(*call)
        assert ended.returncode == 0, ended.stderr
    assert len(records(out)) == 12


def test_a_second_process_on_the_folder_refuses(tmp_path: Path) -> None:
    """Exit code 2 and one line, and the first goes on undisturbed; its status can be asked for meanwhile."""
    out, inputs, over = tmp_path / "out", write_jsonl(tmp_path / "in.jsonl", range(6)), threading.Event()

    def answer(request: dict[str, Any]) -> Reply:
        over.wait(60)
        return obedient()(request)

    with serving(answer) as server:
        first = subprocess.Popen(_batch(server.base_url, inputs, "--out", out, "--quiet"), env=environment())
        _wait_for(lambda: len(server.requests) >= 6)
        second = _invoked("batch", inputs, "--out", out, "--model", "m", "--base-url", server.base_url)
        status = _invoked("batch", "status", out, "--json")
        exported = _invoked("batch", "export", out)
        over.set()

        assert first.wait(60) == 0
    assert second.exit_code == 2
    assert second.stderr.startswith(f"summariser: another process is working on {out}: ")
    assert second.stderr.count("\n") == 1
    told = json.loads(status.stdout)
    assert (told["running"], told["total"], told["under_way"], told["done"]) == (True, 6, 6, 0)
    assert exported.exit_code == 0
    assert len(server.requests) == 6
    assert len(records(out)) == 6


def _invoked(*arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)])


@contextmanager
def _small_files(folder: Path) -> Iterator[Any]:
    """No file may grow beyond a limit, which the disk reports as an error of its own."""
    folder.mkdir()
    yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))


@contextmanager
def _small_disk(folder: Path) -> Iterator[Any]:
    """A disk with little room, which gets more when the block goes on."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=700k", "none", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield lambda: None
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("starved", [_small_files, _small_disk])
def test_a_full_disk_ends_the_run_and_keeps_what_was_finished(tmp_path: Path, starved: Any) -> None:
    """Exit code 3 and one line; with room again the same call does the rest, and asks for nothing twice."""
    log, out = tmp_path / "log", tmp_path / "disk"
    inputs = write_jsonl(tmp_path / "in.jsonl", range(60))
    with model_server("--log", log) as base_url, starved(out) as limit:
        call = _batch(base_url, inputs, "--out", out, "--quiet", "--concurrency", 4)
        uncounted = environment(COVERAGE_PROCESS_CONFIG="")  # there is no room for its lines, either
        options: dict[str, Any] = {"env": uncounted, "capture_output": True, "text": True}
        ended = subprocess.run(call, check=False, **options, preexec_fn=limit)
        assert ended.returncode == 3, ended.stderr
        assert ended.stderr.startswith(f"summariser: {out}: ")
        assert "make room and run again" in ended.stderr
        assert ended.stderr.count("\n") == 1
        finished, before = _finished(out), _lines(log)
        subprocess.run(["mount", "-o", "remount,size=50m", str(out)], check=False, capture_output=True)
        again = subprocess.run(call, check=False, **options)

        assert again.returncode == 0, again.stderr
        assert len(records(out)) == 60
        assert finished
        assert finished.isdisjoint(line.split()[0] for line in _lines(log)[len(before) :])


_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE = 24, 1


def _without_override() -> None:
    """Root obeys the permissions of files from here on; anyone else does anyway."""
    ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, 0, 0, 0)


@pytest.mark.parametrize("made", ["folder", "run folder"])
def test_a_folder_that_may_only_be_read_is_refused(tmp_path: Path, made: str) -> None:
    """One line that names it, an exit code that says so, and nothing is asked of the model."""
    log, out = tmp_path / "log", tmp_path / "out"
    inputs = write_jsonl(tmp_path / "in.jsonl", range(3))
    with model_server("--log", log) as base_url:
        out.mkdir()
        if made == "run folder":
            subprocess.run(_batch(base_url, inputs, "--out", out, "--quiet"), env=environment(), check=True)
            write_jsonl(inputs, range(4))
            for path in out.iterdir():
                path.chmod(0o444)
        asked = _lines(log)
        out.chmod(0o555)
        try:
            ended = subprocess.run(
                _batch(base_url, inputs, "--out", out, "--quiet"),
                env=environment(),
                capture_output=True,
                text=True,
                preexec_fn=_without_override,
                check=False,
            )
        finally:
            out.chmod(0o755)

    assert ended.returncode == 3, ended.stderr
    assert ended.stderr.startswith(f"summariser: {out}: ")
    assert ended.stderr.count("\n") == 1
    assert _lines(log) == asked
