"""How many may follow a job that never ends, and what it costs: idle readers of events, one after the other, up to ten thousand.

    python -m benchmarks.service.readers [--readers 10000]

Prints how many were let in and how many refused, the memory of the service before and after, and how long it takes to answer somebody
else meanwhile. Exits with 1 where more are let in than the bound allows, or the service does not answer any more.
"""

import argparse
import asyncio
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

BOUND = 200  # of readers, as ServiceOptions has it


async def _silent_model() -> asyncio.Server:
    """A model server that takes requests and never answers."""

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.CancelledError):
            await reader.read()
        writer.close()

    return await asyncio.start_server(take, "127.0.0.1", 0)


async def _asked(port: int, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
    writer.write(
        f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    )
    answer = await reader.read()
    writer.close()
    return int(answer.split()[1]), answer.partition(b"\r\n\r\n")[2]


async def _follow(port: int, job: str) -> tuple[int | None, asyncio.StreamWriter | None]:
    """The status with which somebody is let in or refused; None where the connection is not taken at all."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"GET /v1/summaries/{job}/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            "Accept: text/event-stream\r\n\r\n".encode()
        )
        head = await asyncio.wait_for(reader.readline(), 10)
    except (OSError, TimeoutError):
        return None, None
    if not head:
        return None, None
    return int(head.split()[1]), writer


def _memory_mb(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


async def _measured(readers: int) -> bool:
    model = await _silent_model()
    address = f"http://127.0.0.1:{model.sockets[0].getsockname()[1]}/v1"
    with tempfile.TemporaryDirectory() as data:
        command = [
            sys.executable,
            "-m",
            "summariser",
            "serve",
            "--port",
            "0",
            "--data",
            data,
            "--model",
            "silent",
        ]
        environment = os.environ | {"OPENAI_API_KEY": "none"}
        server = subprocess.Popen(
            [*command, "--base-url", address],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
        )
        try:
            port = 0
            for line in server.stdout:
                if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                    port = int(found[1])
                    break
            for _ in range(200):
                with suppress(OSError):
                    if (await _asked(port, "GET", "/health"))[0] == 200:
                        break
                await asyncio.sleep(0.1)
            text = "Nine bridges close\n\nInspectors closed nine old bridges of the valley on Monday, the Board said."
            status, body = await _asked(port, "POST", "/v1/summaries", json.dumps({"text": text}).encode())
            job = json.loads(body)["id"]
            before, counts, kept = _memory_mb(server.pid), Counter(), []
            began = time.perf_counter()
            for _ in range(readers):
                status, writer = await _follow(port, job)
                counts[status] += 1
                if writer is not None and status == 200:
                    kept.append(writer)
                elif writer is not None:
                    writer.close()
            took = time.perf_counter() - began
            asked = time.perf_counter()
            status, _ = await _asked(port, "GET", "/health")
            answer_ms = (time.perf_counter() - asked) * 1000
            after = _memory_mb(server.pid)
            print(f"{readers:,} readers in {took:.1f} s: {dict(counts)}")
            print(
                f"memory {before:.0f} MB before, {after:.0f} MB after; /health answered {status} in {answer_ms:.1f} ms"
            )
            for writer in kept:
                writer.close()
            return status == 200 and counts[200] <= BOUND
        finally:
            server.terminate()
            server.wait(60)
            model.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readers", type=int, default=10_000)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    sys.exit(not asyncio.run(_measured(parser.parse_args().readers)))
