"""The service on loopback, beside what it cannot beat: a bare endpoint that calls verify_text, and the batch job.

    python -m benchmarks.service.throughput verifications [--requests 100] [--at-once 8]
    python -m benchmarks.service.throughput summaries [--articles 1000]

`verifications` sends summaries of 200 words with articles of 1,000, in turns to the service, which keeps each with its verdicts on
disk, and to a FastAPI endpoint that does nothing but verify_text; it prints requests a second with p50 and p99, and exits with 1 where
the service makes less than 0.8 of the other. `summaries` has a scripted model that answers after 200 ms, with 64 summaries under way
together, and exits with 1 below 0.85 of the articles a second of the batch job.
"""

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from benchmarks.jobs.batch import AT_ONCE, DELAY_S, TURNS, WITH_FIGURES, model_server, write_articles
from benchmarks.speed.verification import RETOLD, article_of
from summariser import Verdict, batch, verify_text
from summariser.jobs import Flow
from summariser.service.app import create_app
from summariser.service.options import Bounds, ServiceOptions

LEAST_VERIFICATIONS, LEAST_SUMMARIES = 0.8, 0.85
Send = Callable[[str, str, bytes], Awaitable[bytes]]


class Asked(BaseModel):
    """What the bare endpoint takes."""

    text: str
    sources: list[str]


def bare() -> FastAPI:
    """The endpoint that the service is held against."""
    app = FastAPI()

    @app.post("/v1/verifications")
    def verified(asked: Asked) -> list[Verdict]:
        return verify_text(asked.text, source=asked.sources[0])

    return app


def serve(what: str, base_url: str, folder: Path) -> None:
    """Serves one of the two, and prints where as its first line."""
    options = ServiceOptions(
        folder, models=("scripted",), base_url=base_url, workers=AT_ONCE, bounds=Bounds(queued=100_000)
    )
    config = uvicorn.Config(bare() if what == "bare" else create_app(options), port=0, log_level="warning")
    server = uvicorn.Server(config)

    async def serving() -> None:
        work = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        print(server.servers[0].sockets[0].getsockname()[1], flush=True)
        await work

    asyncio.run(serving())


@contextmanager
def served(what: str, base_url: str = "http://127.0.0.1:9/v1") -> Iterator[int]:
    """The port of a server in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        call = [sys.executable, "-m", "benchmarks.service.throughput", "serve", what, base_url, folder]
        with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            try:
                yield int(process.stdout.readline())
            finally:
                process.terminate()
                process.wait(30)


async def sent(
    port: int, requests: int, at_once: int, body: Callable[[int], bytes], path: str
) -> list[float]:
    """The seconds of each of so many requests, over so many connections."""
    numbers, seconds = iter(range(requests)), list[float]()

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in numbers:
            begun = time.perf_counter()
            await answer(reader, writer, "POST", path, body(number))
            seconds.append(time.perf_counter() - begun)
        writer.close()

    await asyncio.gather(*(client() for _ in range(at_once)))
    return seconds


async def answer(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, method: str, path: str, body: bytes = b""
) -> bytes:
    """The body of the answer to a request."""
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    told = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    if told.split()[1] not in ("200", "201", "202"):
        raise RuntimeError(told)
    length = int(told.split("content-length: ")[1].split()[0])
    return await reader.readexactly(length)


def verifications(requests: int, at_once: int) -> int:
    """Prints both rates, and 1 where the service is too slow."""
    article, retold, number = article_of(1000), " ".join(RETOLD.split()), count()

    def body(_: int) -> bytes:
        return json.dumps({"text": retold, "sources": [f"No. {next(number)}. {article}"]}).encode()

    rates: dict[str, list[float]] = {"bare": [], "ours": []}
    with served("bare") as plain, served("ours") as ours:
        for port in (plain, ours):
            asyncio.run(sent(port, 40, at_once, body, "/v1/verifications"))
        for _ in range(TURNS):
            for what, port in (("bare", plain), ("ours", ours)):
                begun = time.perf_counter()
                seconds = asyncio.run(sent(port, requests, at_once, body, "/v1/verifications"))
                rates[what].append(requests / (time.perf_counter() - begun))
                p50, p99 = (statistics.quantiles(seconds, n=100)[at - 1] * 1000 for at in (50, 99))
                print(
                    f"{what}: {rates[what][-1]:7.1f} requests a second, p50 {p50:6.1f} ms, p99 {p99:6.1f} ms"
                )
    share = statistics.median(rates["ours"]) / statistics.median(rates["bare"])
    print(f"the service makes {share:.2f} of the bare endpoint; at least {LEAST_VERIFICATIONS} is asked")
    return int(share < LEAST_VERIFICATIONS)


def summaries(articles: int) -> int:
    """Prints both rates, and 1 where the service is too slow."""
    rates: dict[str, list[float]] = {"batch": [], "service": []}
    with model_server(DELAY_S) as base_url:
        for turn in range(TURNS):
            numbers = range(turn * articles, (turn + 1) * articles)
            rates["batch"].append(articles / _batch_s(base_url, numbers))
            with served("ours", base_url) as port:
                rates["service"].append(articles / asyncio.run(_service_s(port, numbers)))
            print(f"batch {rates['batch'][-1]:.1f}, service {rates['service'][-1]:.1f} articles a second")
    share = statistics.median(rates["service"]) / statistics.median(rates["batch"])
    print(f"the service makes {share:.2f} of the batch job; at least {LEAST_SUMMARIES} is asked")
    return int(share < LEAST_SUMMARIES)


def _batch_s(base_url: str, numbers: range) -> float:
    with tempfile.TemporaryDirectory() as folder:
        given = write_articles(Path(folder, "articles.jsonl"), WITH_FIGURES, numbers)
        begun = time.perf_counter()
        batch(given, Path(folder, "out"), model="scripted", base_url=base_url, flow=Flow(concurrency=AT_ONCE))
        return time.perf_counter() - begun


async def _service_s(port: int, numbers: range) -> float:
    """From the first request until the last summary is done."""

    def body(at: int) -> bytes:
        return json.dumps({"text": WITH_FIGURES.format(numbers[at])}).encode()

    # Until its workers are there: the batch job has loaded all that it needs, too.
    await sent(port, 64, 8, lambda _: b'{"text": "40 boats"}', "/v1/numbers")
    begun = time.perf_counter()
    await sent(port, len(numbers), 8, body, "/v1/summaries")
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while json.loads(await answer(reader, writer, "GET", "/ready"))["queued"]:
        await asyncio.sleep(0.1)
    while json.loads(await answer(reader, writer, "GET", "/ready"))["running"]:
        await asyncio.sleep(0.02)
    took = time.perf_counter() - begun
    writer.close()
    return took


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    checks = commands.add_parser("verifications")
    checks.add_argument("--requests", type=int, default=100)
    checks.add_argument("--at-once", type=int, default=8)
    commands.add_parser("summaries").add_argument("--articles", type=int, default=1000)
    own = commands.add_parser("serve")
    own.add_argument("what")
    own.add_argument("base_url")
    own.add_argument("folder", type=Path)
    given = parser.parse_args()
    if given.command == "serve":
        serve(given.what, given.base_url, given.folder)
        return 0
    if given.command == "verifications":
        return verifications(given.requests, given.at_once)
    return summaries(given.articles)


if __name__ == "__main__":
    sys.exit(main())
