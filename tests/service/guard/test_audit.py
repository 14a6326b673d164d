"""The audit log: who changed something and who was refused, and never what they said."""

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from summariser.service.guard.asgi import App, Receive, Scope, Send, answer
from summariser.service.guard.audit import Audit
from tests.service.guard.calls import OWN, TOKEN, ask, behind, echo


def lines(folder: Path) -> list[dict[str, Any]]:
    file = folder / "audit.log"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


async def making(scope: Scope, receive: Receive, send: Send) -> None:
    """As the service makes a job: under a route, with the job's address."""
    await receive()
    scope["route"] = SimpleNamespace(path="/v1/summaries")
    await answer(send, 202, b"{}", "application/json", location="/v1/summaries/j0b")


def test_what_changes_something_is_a_line(tmp_path: Path) -> None:
    ask(behind(tmp_path, making, token=TOKEN), "POST", "/v1/summaries?draft=1", b"An article.", **OWN)
    (line,) = lines(tmp_path)
    assert list(line) == ["time", "client", "method", "path", "status", "job", "bytes", "seconds"]
    assert (line["method"], line["path"], line["status"]) == ("POST", "/v1/summaries", 202)
    assert (line["job"], line["bytes"]) == ("j0b", 11)
    assert line["time"].endswith("+00:00")
    assert len(line["client"]) == 12


def test_reading_is_none_and_being_refused_is_one(tmp_path: Path) -> None:
    app = behind(tmp_path, token=TOKEN)
    ask(app, **OWN)
    assert lines(tmp_path) == []
    ask(app)
    ask(app, Host="a", Origin="https://other.example")
    ask(app, address="/?token=x")
    ask(app, address="/%00")
    assert [line["status"] for line in lines(tmp_path)] == [401, 421, 400, 400]


def test_a_job_that_is_named_in_the_path_is_told(tmp_path: Path) -> None:
    async def deleting(scope: Scope, receive: Receive, send: Send) -> None:
        scope["path_params"] = {"id": "j0b"}
        await answer(send, 204, b"", "text/plain")

    ask(behind(tmp_path, deleting), "DELETE", "/v1/summaries/j0b")
    assert lines(tmp_path)[0]["job"] == "j0b"


def test_no_text_query_or_token_is_in_it(tmp_path: Path) -> None:
    app = behind(tmp_path, token=TOKEN)
    for address in (f"/{TOKEN}/x", f"/x?q={TOKEN}", "/v1/summaries?q=secret", "/" + "x" * 190 + TOKEN):
        ask(app, "POST", address, b"secret text", **OWN)
        ask(app, "POST", address, b"secret text", Authorization="Bearer secret", Cookie="summariser=secret")
    written = (tmp_path / "audit.log").read_text()
    assert "secret" not in written
    assert TOKEN[:10] not in written
    assert "/…/x" in [line["path"] for line in lines(tmp_path)]


def test_hostile_paths_stay_in_their_line(tmp_path: Path) -> None:
    ask(behind(tmp_path), "POST", '/%0a{"status":200}%1b[2J%e2%80%ae')
    ask(behind(tmp_path), "PO\nST", "/")
    assert [line["status"] for line in lines(tmp_path)] == [400, 200]
    assert b"\x1b" not in (tmp_path / "audit.log").read_bytes()


def test_a_fault_of_the_application_is_a_line_too(tmp_path: Path) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("secret")

    with pytest.raises(RuntimeError):
        ask(behind(tmp_path, broken), "POST")
    assert lines(tmp_path)[0]["status"] == 500


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    ask(behind(tmp_path), "POST")
    assert (tmp_path / "audit.log").stat().st_mode & 0o777 == 0o600


def test_it_begins_anew_at_a_size_and_five_are_kept(tmp_path: Path) -> None:
    app: App = Audit(echo, tmp_path / "audit.log", largest_bytes=1000)
    for _ in range(100):
        ask(app, "POST")
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "audit.log",
        *(f"audit.log.{n}" for n in range(1, 6)),
    ]
    assert all(file.stat().st_size <= 1000 for file in tmp_path.iterdir())
    for file in tmp_path.iterdir():
        assert [json.loads(line)["status"] for line in file.read_text().splitlines()]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_stops_nothing_and_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "audit.log").symlink_to("/dev/full")
    app = behind(tmp_path)
    assert [ask(app, "POST").status for _ in range(3)] == [200] * 3
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert told.startswith(
        f"summariser: the audit log {tmp_path / 'audit.log'} cannot be written (No space left on device);"
    )
    (tmp_path / "audit.log").unlink()  # there is room again
    ask(app, "POST")
    assert len(lines(tmp_path)) == 1
    (tmp_path / "audit.log").unlink()
    (tmp_path / "audit.log").mkdir()
    ask(app, "POST")
    assert "Is a directory" in capsys.readouterr().err


def test_whoever_moves_the_file_away_need_not_say_so(tmp_path: Path) -> None:
    app = behind(tmp_path)
    ask(app, "POST")
    (tmp_path / "audit.log").rename(tmp_path / "kept")
    ask(app, "POST")
    assert len(lines(tmp_path)) == 1
