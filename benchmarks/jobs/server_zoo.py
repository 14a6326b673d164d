"""A thousand articles on a zoo of hostile and odd servers: how each ends, in what time and memory, and where the key is.

    python -m benchmarks.jobs.server_zoo [--articles 1000] [--concurrency 64] [--timeout 3]

Every second article meets a good server, the others one animal of tests/support/zoo.py each, in turn: bodies without end and of
100 MB, drips and silence, what is no HTTP, HTML, odd shapes and counts, odd waits, and the key said back. The servers run in
a process of their own. Fails where an article has no record, a good server's article has no summary, or a part of the key
of six characters or more stands in any file or stream.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
from tests.support.zoo import ANIMALS, animal_of

KEY = "sk-zoo-Zx81QpLmv7RtYw20bnKsd4HgTe"
ARTICLE = (
    "Bridges close\n\nArticle no. {} is from the valley. Inspectors closed the old bridges, the Board said.\n"
)


def run_batch(
    inputs: Path, out: Path, base_url: str, options: list[str]
) -> "subprocess.CompletedProcess[bytes]":
    """`summariser batch` on the zoo, with the key in its environment."""
    code = "import sys; from summariser.cli import main; sys.argv[0] = 'summariser'; main()"
    call = ["batch", str(inputs), "--out", str(out), "--model", "m", "--base-url", base_url, "--log-json"]
    environment = os.environ | {"OPENAI_API_KEY": KEY, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code, *call, *options], env=environment, capture_output=True, check=False
    )


def places_of_key(folder: Path, streams: list[bytes]) -> list[str]:
    """The files and streams that hold a part of the key."""
    parts = [KEY[i : i + 6].encode() for i in range(len(KEY) - 5)]
    texts = {str(f): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
    texts |= {f"stream {i}": text for i, text in enumerate(streams)}
    return [name for name, text in texts.items() if any(part in text for part in parts)]


def kind_of(record: dict[str, object]) -> str:
    """How an article ended, its error without numbers and addresses."""
    if "error" not in record:
        return "a summary"
    message = str(record["error"]["message"])  # type: ignore[index]
    return re.sub(r"https?://\S+ ?|\(.*", "", message).split(":")[0].strip()[:60]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--timeout", type=float, default=3.0)
    parser.add_argument("--max-pause", type=float, default=30.0)
    parser.add_argument("--processes", type=int, default=1)
    asked = parser.parse_args()
    numbers = range(asked.articles)
    with (
        tempfile.TemporaryDirectory() as name,
        subprocess.Popen(
            [sys.executable, "-m", "tests.support.zoo"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as zoo,
    ):
        assert zoo.stdout
        folder = Path(name)
        inputs, out = folder / "in.jsonl", folder / "out"
        inputs.write_text("".join(json.dumps({"text": ARTICLE.format(n)}) + "\n" for n in numbers))
        flow = [
            "--concurrency",
            asked.concurrency,
            "--timeout",
            asked.timeout,
            "--max-pause",
            asked.max_pause,
        ]
        flow += ["--processes", asked.processes]
        started = time.monotonic()
        ended = run_batch(inputs, out, zoo.stdout.readline().strip(), [str(option) for option in flow])
        seconds = time.monotonic() - started
        peak = (
            resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        )  # of the batch: the zoo has not ended
        zoo.kill()
        records = [json.loads(line) for line in (out / "results.jsonl").read_text().splitlines()]
        found = places_of_key(folder, [ended.stdout, ended.stderr])
        size = sum(f.stat().st_size for f in out.rglob("*") if f.is_file())
    kinds = Counter(kind_of(record) for record in records)
    for kind, times in kinds.most_common():
        print(f"{times:6,}  {kind}")
    lost = [n for n, r in enumerate(records) if "summary" not in r and not r.get("error", {}).get("message")]
    unfair = [n for n, r in enumerate(records) if "summary" not in r and animal_of(n) is None]
    print(
        f"\n{len(records):,} records of {asked.articles:,} articles on {len(ANIMALS)} animals in {seconds:.0f} s, "
        f"peak memory {peak:.0f} MB, run folder {size / 1e6:.1f} MB, exit code {ended.returncode}"
    )
    print(f"without a reason: {lost}; failed on a good server: {unfair}; the key in: {found}")
    if len(records) != asked.articles or lost or unfair or found:
        print(ended.stderr.decode(errors="replace")[-2000:])
        sys.exit(1)


if __name__ == "__main__":
    main()
