"""The batch job against a bare asyncio loop, its memory and its resume, and the same job through other tools.

    python -m benchmarks.jobs.batch throughput [--articles 6000] [--processes 2]
    python -m benchmarks.jobs.batch memory [--articles 100000]
    python -m benchmarks.jobs.batch langextract [--articles 2000]

The model is a scripted server in a process of its own, so that its processor time and memory are not ours. For the
throughput it answers after 200 ms, and both sides have 64 requests in flight. The bare loop sends the very bodies that
the job sends, through the openai client, and looks at no answer; both are compared in requests a second, in turns.
For the memory it answers at once, and the articles are short and without a figure, so that each is one request.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import openai
from openai.types.chat import ChatCompletion

from summariser import asummarise, open_model
from summariser.extraction.client.model import Call

ROOT = Path(__file__).parents[2]
from tests.support.model_server import answered

AT_ONCE, DELAY_S, TURNS = 64, 0.2, 3
WITH_FIGURES = (
    "Bridges close\n\nArticle no. {} is from the valley. Inspectors closed nine old bridges on Monday, the Structures "
    "Board said. It cost over £5 million.\n"
)
WITHOUT = (
    "Bridges close\n\nArticle no. {} is from the valley. Inspectors closed the old bridges, the Board said.\n"
)


@contextmanager
def model_server(delay_s: float) -> Iterator[str]:
    """The base URL of a scripted model."""
    call = [sys.executable, "-m", "tests.support.model_server", "--delay", str(delay_s)]
    with subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def write_articles(path: Path, text: str, numbers: range) -> Path:
    """A JSONL file of articles."""
    with path.open("w", encoding="utf-8") as file:
        for number in numbers:
            file.write(json.dumps({"text": text.format(number)}) + "\n")
    return path


def run_batch(inputs: Path, out: Path, base_url: str, *more: object) -> tuple[float, float]:
    """Wall seconds and peak memory (MB, of its largest process) of `summariser batch`."""
    code = "import sys; from summariser.cli import main; sys.argv[0] = 'summariser'; main()"
    options = [
        "--out",
        out,
        "--model",
        "m",
        "--base-url",
        base_url,
        "--concurrency",
        AT_ONCE,
        "--quiet",
        *more,
    ]
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", code, "batch", str(inputs), *map(str, options)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the batch ended with {process.returncode}")
    return time.monotonic() - started, usage.ru_maxrss / 1024


async def bodies(texts: list[str]) -> list[dict[str, Any]]:
    """Every request that the job sends for these articles."""
    sent: list[dict[str, Any]] = []

    async def around(call: Call) -> ChatCompletion:
        sent.append(call.request)
        return ChatCompletion.model_validate(answered(call.request))

    async with open_model("m", base_url="http://127.0.0.1:1/v1") as model:
        for text in texts:
            await asummarise(text, replace(model, around=around))
    return sent


async def bare_loop(requests: list[dict[str, Any]], base_url: str) -> float:
    """Requests a second of workers that send one request after the other."""
    waiting = iter(requests)

    async def worker() -> None:
        for request in waiting:
            await client.chat.completions.create(**request)

    async with openai.AsyncOpenAI(api_key="none", base_url=base_url, max_retries=0) as client:
        started = time.monotonic()
        await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
        return len(requests) / (time.monotonic() - started)


def seconds_at_work(out: Path) -> float:
    """How long a run took from its first request to its last, by its own metrics."""
    lines = dict(line.rsplit(" ", 1) for line in (out / "metrics").read_text().splitlines() if line[0] != "#")
    done = float(lines['summariser_batch_articles{state="done"}'])
    return 60 * done / float(lines["summariser_batch_articles_per_minute"])


def throughput(articles: int, processes: int) -> None:
    """Both sides in turns; the ratio of the medians, with the start and the outputs of the job and without."""
    ours: list[float] = []
    at_work: list[float] = []
    bare: list[float] = []
    requests = asyncio.run(bodies([WITH_FIGURES.format(n) for n in range(articles)]))
    with tempfile.TemporaryDirectory() as folder, model_server(DELAY_S) as base_url:
        inputs = write_articles(Path(folder, "in.jsonl"), WITH_FIGURES, range(articles))
        for turn in range(TURNS):
            bare.append(asyncio.run(bare_loop(requests, base_url)))
            out = Path(folder, f"out{turn}")
            out.mkdir()
            more = ["--processes", processes, "--metrics", out / "metrics"]
            seconds, _ = run_batch(inputs, out, base_url, *more)
            ours.append(len(requests) / seconds)
            at_work.append(len(requests) / seconds_at_work(out))
            print(
                f"turn {turn + 1}: bare {bare[-1]:.0f} requests/s, batch {at_work[-1]:.0f} ({ours[-1]:.0f} with start and outputs)",
                flush=True,
            )
    print(
        f"{articles} articles, {len(requests)} requests, {processes} processes, load {os.getloadavg()[0]:.1f}"
    )
    whole, work = (statistics.median(side) / statistics.median(bare) for side in (ours, at_work))
    print(
        f"throughput ratio: {work:.2f} while at work, {whole:.2f} with its start and the writing of outputs"
    )


def memory(articles: int) -> None:
    """Peak memory of a hundredth of the articles and of all, and how long a finished run takes to see that it is."""
    with tempfile.TemporaryDirectory() as folder, model_server(0) as base_url:
        few = write_articles(Path(folder, "few.jsonl"), WITHOUT, range(1000))
        many = write_articles(Path(folder, "many.jsonl"), WITHOUT, range(articles))
        _, small = run_batch(few, Path(folder, "few"), base_url)
        print(f"1,000 articles: peak {small:.0f} MB", flush=True)
        seconds, large = run_batch(many, Path(folder, "many"), base_url)
        print(
            f"{articles:,} articles: peak {large:.0f} MB, {large / small:.2f} times, in {seconds:.0f} s",
            flush=True,
        )
        seconds, _ = run_batch(many, Path(folder, "many"), base_url)
        print(f"resume of the finished run: {seconds:.1f} s (load {os.getloadavg()[0]:.1f})")


def langextract(articles: int, processes: int) -> None:
    """The same articles through langextract on the same server, in articles a second."""
    # Installed by hand for this comparison, in an environment of its own.
    import langextract
    from langextract.providers.openai import OpenAILanguageModel

    example = langextract.data.ExampleData(
        text="Some 40 mills closed.",
        extractions=[langextract.data.Extraction(extraction_class="figure", extraction_text="40 mills")],
    )
    texts = [WITH_FIGURES.format(n) for n in range(articles)]
    with tempfile.TemporaryDirectory() as folder, model_server(DELAY_S) as base_url:
        inputs = write_articles(Path(folder, "in.jsonl"), WITH_FIGURES, range(articles))
        seconds, _ = run_batch(inputs, Path(folder, "out"), base_url, "--processes", processes)
        model = OpenAILanguageModel(model_id="m", api_key="none", base_url=base_url, max_workers=AT_ONCE)
        started = time.monotonic()
        documents = [langextract.data.Document(text=text) for text in texts]
        list(
            langextract.extract(
                text_or_documents=documents,
                prompt_description="Extract every figure and what it counts.",
                examples=[example],
                model=model,
                batch_length=AT_ONCE,
                max_workers=AT_ONCE,
                fence_output=False,
                use_schema_constraints=False,
            )
        )
        other = time.monotonic() - started
    print(
        f"batch {articles / seconds:.1f} articles/s of 2 requests each, in {processes} processes, start included"
    )
    print(f"langextract {articles / other:.1f} articles/s of 1 request each; ratio {other / seconds:.2f}")


PARTS: dict[str, Callable[..., None]] = {
    "throughput": throughput,
    "memory": memory,
    "langextract": langextract,
}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    usual = {"throughput": 6000, "memory": 100_000, "langextract": 2000}
    articles = arguments.articles or usual[arguments.part]
    if arguments.part == "memory":
        memory(articles)
    else:
        PARTS[arguments.part](articles, arguments.processes)


if __name__ == "__main__":
    main()
