"""What operators copy: the unit, the container file and the page that explains them say what the command knows."""

import json
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer

from summariser.cli.app import app
from summariser.cli.serve import serve
from summariser.service.options import Bounds, ServiceOptions
from tests.support.processes import ROOT

UNIT = ROOT / "deploy" / "summariser.service"
CONTAINER = ROOT / "deploy" / "Containerfile"
PAGE = (ROOT / "docs" / "guides" / "service.md").read_text(encoding="utf-8")


def options() -> set[str]:
    """All options of the command."""
    command = typer.main.get_command(app).commands["serve"]  # type: ignore[attr-defined]
    return {name for parameter in command.params for name in parameter.opts} - {"--help"}


def instructions() -> list[tuple[str, str]]:
    """The container file, an instruction each."""
    lines = [line for line in CONTAINER.read_text().splitlines() if line and not line.startswith("#")]
    whole = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in whole.splitlines()]


def settings() -> dict[str, list[str]]:
    """The unit's settings; of one that is given several times all values."""
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text().splitlines():
        if line and not line.startswith(("#", "[")):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def test_every_option_is_explained_with_its_default() -> None:
    assert serve.__doc__
    for option in options():
        assert f"`{option}`" in PAGE, option
    bounds, usual = Bounds(), ServiceOptions(Path())
    rows = {row.split("`")[1]: row for row in PAGE.splitlines() if row.startswith("| `")}
    assert f"`{usual.host}`, {usual.port}" in rows["--host"]
    assert "`, `".join(usual.report_types) in rows["--report-type"]
    assert "`, `".join(usual.policies) in rows["--policy"]
    limits = {
        "--max-body": bounds.body_bytes / 2**20, "--max-text": bounds.text_characters, "--max-check": bounds.check_s,
        "--max-summary": bounds.summary_s, "--max-queued": bounds.queued, "--max-readers": bounds.readers,
        "--max-articles": bounds.articles, "--max-connections": bounds.connections, "--per-minute": bounds.per_minute,
        "--stop": bounds.stop_s,
    }  # fmt: skip
    for option, usual_limit in limits.items():
        assert f"| {usual_limit:,.0f} |" in rows[option], option


def test_no_option_is_made_up() -> None:
    named = set(re.findall(r"summariser serve ([^\n`]*)", PAGE + UNIT.read_text()))
    given = {word for line in named for word in shlex.split(line) if word.startswith("--")}
    assert given
    assert given <= options()


def test_the_container_runs_as_nobody_and_keeps_its_data_in_a_volume() -> None:
    found = instructions()
    known = {
        "FROM",
        "ARG",
        "WORKDIR",
        "COPY",
        "RUN",
        "ENV",
        "USER",
        "VOLUME",
        "EXPOSE",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "ENTRYPOINT",
    }
    assert {name for name, _ in found} <= known
    assert all(":" in text and ":latest" not in text for name, text in found if name == "FROM")
    assert [text for name, text in found if name == "USER"] == ["10001:10001"]
    assert ("VOLUME", "/data") in found
    assert not any("TOKEN" in text or "KEY" in text for name, text in found if name in ("ENV", "ARG"))
    assert [name for name, _ in found][-1] == "ENTRYPOINT"


def test_what_it_copies_and_installs_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for name, text in instructions():
        if name == "COPY" and not text.startswith("--from"):
            assert all((ROOT / source).exists() for source in text.split()[:-1])
        if name == "ARG":
            assert set(text.partition("=")[2].split(",")) <= set(project["optional-dependencies"])


def test_what_it_starts_is_a_call_that_works() -> None:
    by_name = dict(instructions())
    call = json.loads(by_name["ENTRYPOINT"])
    assert call[1] == "serve"
    assert {word for word in call if word.startswith("--")} <= options()
    health = json.loads(by_name["HEALTHCHECK"].partition("CMD ")[2])
    compile(health[2], "health", "exec")
    assert f":{call[call.index('--port') + 1]}/health" in health[2]


def test_the_unit_keeps_the_service_from_all_that_it_does_not_need() -> None:
    found = settings()
    for name, value in {
        "DynamicUser": "yes", "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes",
        "PrivateDevices": "yes", "CapabilityBoundingSet": "", "StateDirectory": "summariser", "UMask": "0077",
    }.items():  # fmt: skip
        assert found[name] == [value], name
    assert found["SystemCallFilter"] == ["@system-service", "~@privileged"]
    assert found["LoadCredential"] == ["token:/etc/summariser/token"]
    stop_s, files = int(found["TimeoutStopSec"][0]), int(found["LimitNOFILE"][0])
    assert stop_s > 3 * Bounds().stop_s
    assert files > Bounds().connections + Bounds().readers + 256


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_takes_the_unit_and_finds_little_exposed(tmp_path: Path) -> None:
    """With a command that is there in the place of ours."""
    unit = tmp_path / "summariser-under-test.service"
    unit.write_text(UNIT.read_text().replace("/opt/summariser/bin/summariser", shutil.which("true") or ""))
    verified = _said("systemd-analyze", "verify", "--man=no", unit)
    if "Failed to" in verified.stderr and "summariser-under-test" not in verified.stderr:
        pytest.skip("systemd-analyze does not work here")
    assert (verified.returncode, verified.stderr) == (0, "")
    judged = _said("systemd-analyze", "security", "--offline=true", "--no-pager", unit)
    level = re.search(r"Overall exposure level for \S+: ([\d.]+)", judged.stdout)
    assert level
    assert float(level[1]) <= 2.0


@pytest.mark.container
def test_the_image_builds_and_refuses_to_start_without_a_token() -> None:
    """Without the embedded model, whose weights take a while."""
    builder = shutil.which("docker") or shutil.which("podman")
    assert builder, "needs docker or podman"
    built = _said(
        builder, "build", "-f", CONTAINER, "-t", "summariser-test", "--build-arg", "EXTRAS=service", ROOT
    )
    assert built.returncode == 0, built.stderr
    started = _said(builder, "run", "--rm", "--read-only", "--tmpfs", "/tmp", "summariser-test")
    assert started.returncode == 2
    assert "takes a token" in started.stderr


def _said(*arguments: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(one) for one in arguments], capture_output=True, text=True, check=False, timeout=1800
    )
