"""`summariser serve`: from its options to what the service is told. Nothing listens."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from summariser.cli.app import app
from summariser.errors import ConfigurationError, StorageError
from summariser.extraction import OnFail
from summariser.service import server
from summariser.service.options import Bounds, ServiceOptions
from tests.support.processes import environment, run

TOKEN = "correct-horse-battery-staple"


class Service:
    """What stands for the service: it notes its options, and does as it is told."""

    def __init__(self) -> None:
        self.options: ServiceOptions | None = None
        self.fault: BaseException | None = None

    def serve(self, application: Any, options: ServiceOptions, ready: Any) -> None:
        self.options = options
        if self.fault:
            raise self.fault
        ready("http://127.0.0.1:43210/")


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    service = Service()
    stand_in = SimpleNamespace(create_app=lambda options: options)
    monkeypatch.setitem(sys.modules, "summariser.service.app", stand_in)
    monkeypatch.setattr(server, "serve", service.serve)
    monkeypatch.delenv("SUMMARISER_TOKEN", raising=False)
    return service


def call(*arguments: object, env: dict[str, str] | None = None) -> Any:
    return CliRunner().invoke(app, ["serve", *map(str, arguments)], env=env)


def test_without_options_it_is_for_this_machine(service: Service) -> None:
    result = call()
    assert (result.exit_code, result.stdout) == (0, "summariser: http://127.0.0.1:43210/\n")
    assert service.options
    assert service.options.data.name == "summariser"
    assert service.options == ServiceOptions(service.options.data)


def test_every_option_arrives(service: Service, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    (tmp_path / "token").chmod(0o600)
    result = call(
        *("--host", "0.0.0.0", "--port", 0, "--data", tmp_path, "--model", "large", "--model", "local"),
        *(
            "--base-url",
            "http://127.0.0.1:9/v1",
            "--report-type",
            "news_summary",
            "--policy",
            "noop",
            "--workers",
            8,
        ),
        *(
            "--processes",
            2,
            "--token-file",
            tmp_path / "token",
            "--allowed-host",
            "desk.example",
            "--allow-private",
        ),
        *(
            "--trusted-proxy",
            "10.0.0.0/24",
            "--max-body",
            5,
            "--max-text",
            1000,
            "--max-check",
            7,
            "--max-summary",
            8,
        ),
        *(
            "--max-queued",
            9,
            "--max-readers",
            10,
            "--max-articles",
            11,
            "--max-connections",
            12,
            "--per-minute",
            13,
        ),
        *("--stop", 14),
    )
    assert (result.exit_code, result.stderr.count("note:")) == (0, 0)
    bounds = Bounds(5 * 2**20, 1000, 7, 8, 9, 10, 11, 13, 12, 14)
    assert service.options == ServiceOptions(
        tmp_path, "0.0.0.0", 0, ("large", "local"), "http://127.0.0.1:9/v1", ("news_summary",), (OnFail.NOOP,), TOKEN, 8, 2, True,
        ("desk.example",), ("10.0.0.0/24",), bounds,
    )  # fmt: skip


def test_the_token_may_be_in_the_environment_and_is_shown_nowhere(service: Service) -> None:
    result = call("--host", "0.0.0.0", env={"SUMMARISER_TOKEN": TOKEN})
    assert service.options and service.options.token == TOKEN
    assert TOKEN not in result.output + call("--help", env={"SUMMARISER_TOKEN": TOKEN}).output


def test_a_token_among_the_processes_is_warned_of(service: Service) -> None:
    result = call("--token", TOKEN)
    assert result.stderr.startswith(
        "note: others on this machine can see --token among the processes; --token-file"
    )
    assert service.options and service.options.token == TOKEN
    assert TOKEN not in result.output


def test_a_token_file_that_others_can_read_is_warned_of(service: Service, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN)
    (tmp_path / "token").chmod(0o644)
    assert "token; chmod 600 keeps it from them" in " ".join(
        call("--token-file", tmp_path / "token").stderr.split()
    )


@pytest.mark.parametrize(
    "arguments, said",
    [
        (
            ["--host", "0.0.0.0"],
            "0.0.0.0 can be reached from other machines, which takes a token of at least 16 characters",
        ),
        (["--token", "short"], "the token must have at least 16 characters"),
        (["--token", TOKEN, "--token-file", "f"], "not by both"),
        (["--token-file", "nowhere"], "the token file nowhere cannot be read (No such file or directory)"),
        (["--token-file", "."], "the token file . cannot be read (Is a directory)"),
        (
            ["--trusted-proxy", "proxy.example"],
            "the trusted proxy 'proxy.example' is no address and no network",
        ),
    ],
)
def test_what_is_not_safe_or_of_no_use_is_one_line(service: Service, arguments: list[str], said: str) -> None:
    result = call(*arguments)
    assert (result.exit_code, service.options) == (2, None)
    last = result.stderr.strip().splitlines()[-1]
    assert said in last
    assert last.startswith("summariser: ")


@pytest.mark.parametrize(
    "fault, code, said",
    [
        (ConfigurationError("port 8080 is in use"), 2, "summariser: port 8080 is in use\n"),
        (StorageError("the disk is full"), 3, "summariser: the disk is full\n"),
        (KeyboardInterrupt(), 130, "summariser: stopped\n"),
    ],
)
def test_how_it_ends(service: Service, fault: BaseException, code: int, said: str) -> None:
    service.fault = fault
    result = call()
    assert (result.exit_code, result.stderr) == (code, said)


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    """And every other command works without it."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nfrom importlib.abc import MetaPathFinder\n"
        "GONE = {'fastapi', 'multipart', 'prometheus_client', 'sse_starlette', 'starlette', 'uvicorn'}\n"
        "class Gone(MetaPathFinder):\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in GONE: raise ModuleNotFoundError(name)\n"
        "import importlib.util\n"
        "found = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, package=None: None if name in GONE else found(name, package)\n"
        "sys.meta_path.insert(0, Gone())\n"
    )
    done = run("serve", env=environment(tmp_path))
    assert (done.returncode, done.stderr) == (
        2,
        "summariser: the service needs fastapi: pip install 'summariser[service]'\n",
    )
    assert run("serve", "--help", env=environment(tmp_path)).returncode == 0
