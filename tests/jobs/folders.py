"""What the tests of the batch job share: articles, a model server in a process of its own, a look into a folder."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from summariser.jobs import Flow, Report, batch
from tests.support.processes import ROOT, environment
from tests.support.servers import Server


def article(number: int) -> str:
    """A short article with two numbers, unlike that of any other `number`."""
    return (
        f"Bridges close\n\nArticle no. {number} is from the valley. Inspectors closed nine old bridges on Monday, the "
        "Structures Board said. It cost over £5 million.\n"
    )


def write_jsonl(path: Path, numbers: range | list[int]) -> Path:
    """A JSONL file with an article a line."""
    lines = (json.dumps({"text": article(number)}) + "\n" for number in numbers)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def run(server: Server, inputs: Any, out: Path, **options: Any) -> Report:
    """A batch on a server's model."""
    options.setdefault("flow", Flow(concurrency=8))
    return batch(inputs, out, model="m", base_url=server.base_url, **options)


def records(out: Path) -> list[dict[str, Any]]:
    """The objects of results.jsonl."""
    return [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]


def sources(out: Path) -> list[str]:
    """The place of each article of results.jsonl, without its folder."""
    return [Path(record["article"]["source"]).name for record in records(out)]


@contextmanager
def model_server(*arguments: object) -> Iterator[str]:
    """The base URL of a scripted model in a process of its own; arguments as those of tests/support/model_server.py."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.model_server", *map(str, arguments)],
        env=environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
