"""The batch job on a Ray cluster: two nodes on this machine, of which one is killed midway; and a killed driver."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.folders import model_server, records, sources, write_jsonl
from tests.support.processes import ROOT, command

pytestmark = pytest.mark.ray

ARTICLES = 500


def _environment() -> dict[str, str]:
    """Without the guard of the tests: Ray looks for the machine's own address in a way that the guard forbids."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "OPENAI_API_KEY")}
    return kept | {"PYTHONPATH": str(ROOT), "RAY_DISABLE_IMPORT_WARNING": "1", "RAY_USAGE_STATS_ENABLED": "0"}


class Cluster:
    """A running cluster."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.address = self._line()

    def lose_a_node(self) -> None:
        assert self._process.stdin
        self._process.stdin.write("lose\n")
        self._process.stdin.flush()
        assert self._line() == "gone"

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


@contextmanager
def cluster() -> Iterator[Cluster]:
    pytest.importorskip("ray")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.ray_cluster"],
        env=_environment(),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Cluster(process)
        assert process.stdin
        process.stdin.close()
        process.wait(60)


def _batch(running: Cluster, base_url: str, inputs: Path, out: Path) -> "subprocess.Popen[str]":
    call: list[Any] = ["batch", inputs, "--out", out, "--model", "m", "--base-url", base_url]
    call += ["--engine", "ray", "--ray-address", running.address, "--concurrency", 8, "--log-json"]
    line = [part for part in command(*call) if part not in ("-W", "error")]
    return subprocess.Popen(line, env=_environment(), stderr=subprocess.PIPE, text=True)


def _lines(log: Path) -> int:
    return len(log.read_text().splitlines()) if log.exists() else 0


def _wait_for(condition: Any) -> None:
    ends = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.1)


def test_a_node_that_is_killed_midway_costs_nothing_but_its_calls_in_flight(tmp_path: Path) -> None:
    """500 articles, each once in the output, in order."""
    log, out = tmp_path / "log", tmp_path / "out"
    inputs = write_jsonl(tmp_path / "in.jsonl", range(ARTICLES))
    with model_server("--delay", 0.05, "--log", log) as base_url, cluster() as running:
        driver = _batch(running, base_url, inputs, out)
        _wait_for(lambda: _lines(log) > ARTICLES // 2)
        running.lose_a_node()
        assert _lines(log) < 2 * ARTICLES
        _, said = driver.communicate(timeout=300)
        assert driver.returncode == 0, said

    assert "a worker has died" in said
    assert sources(out) == [f"in.jsonl:{n}" for n in range(1, ARTICLES + 1)]
    assert all("summary" in record for record in records(out))
    assert _lines(log) <= 2 * ARTICLES + 5 * 2 * 8


def test_a_driver_that_is_killed_is_gone_on_with(tmp_path: Path) -> None:
    log, out = tmp_path / "log", tmp_path / "out"
    inputs = write_jsonl(tmp_path / "in.jsonl", range(100))
    with model_server("--delay", 0.05, "--log", log) as base_url, cluster() as running:
        driver = _batch(running, base_url, inputs, out)
        _wait_for(lambda: _lines(log) > 60)
        driver.send_signal(signal.SIGKILL)
        driver.communicate()
        again = _batch(running, base_url, inputs, out)
        _, said = again.communicate(timeout=120)
        assert again.returncode == 0, said
    assert sources(out) == [f"in.jsonl:{n}" for n in range(1, 101)]
    assert _lines(log) < 200 + 5 * 2 * 8
