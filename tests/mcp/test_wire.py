"""Standard input and output by hand: whatever comes in, only lines of the protocol go out, and the end is clean."""

import json
import subprocess
from typing import Any

from tests.mcp.conversing import BRIDGES
from tests.mcp.test_engine import SLOWLY, Slow
from tests.support.processes import command, environment
from tests.support.servers import serving

RUBBISH = [
    b"hello",
    b"\xff\xfe\x00",
    b"[]",
    b"{}",
    b'{"jsonrpc": "2.0", "id": 1}',
    b"[" * 100_000,
    b'{"jsonrpc": "2.0", "id": ' + b"9" * 5000 + b', "method": "ping"}',
    b'{"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": "no"}',
    b'{"jsonrpc": "2.0", "id": 3, "method": "../../etc/passwd"}',
]


def request(number: int, method: str, **params: Any) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}).encode()


BEGIN = [
    request(
        10,
        "initialize",
        protocolVersion="2025-06-18",
        capabilities={},
        clientInfo={"name": "by hand", "version": "1"},
    ),
    b'{"jsonrpc": "2.0", "method": "notifications/initialized"}',
]


def test_rubbish_is_survived_and_the_end_does_not_wait_for_what_runs() -> None:
    slow = Slow()
    with serving(slow) as model:
        arguments = command("mcp", "--model", "scripted", "--base-url", model.base_url)
        with subprocess.Popen(
            arguments,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdin
            assert process.stdout
            call = request(11, "tools/call", name="summarise", arguments={"article": BRIDGES})
            process.stdin.write(b"\n".join([*RUBBISH, *BEGIN, *RUBBISH, call, b""]))
            process.stdin.flush()
            said: list[dict[str, Any]] = []
            while not any(one.get("id") == 11 for one in said):
                said.append(json.loads(process.stdout.readline()))
            process.stdin.write(
                request(12, "tools/call", name="summarise", arguments={"article": SLOWLY}) + b"\n"
            )
            process.stdin.flush()
            assert slow.asked.wait(60)
            process.stdin.close()
            rest = process.stdout.read()
            assert process.wait(30) == 0
        slow.go.set()
    assert all(one["jsonrpc"] == "2.0" for one in said)
    by_id = {one.get("id"): one for one in said}
    assert by_id[10]["result"]["serverInfo"]["name"] == "summariser"
    assert by_id[11]["result"]["structuredContent"]["figures"]
    assert all(json.loads(line) for line in rest.splitlines())
