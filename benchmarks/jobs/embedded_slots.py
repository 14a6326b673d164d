"""How many requests at a time the embedded model is fastest with on this machine.

    python -m benchmarks.jobs.embedded_slots examples/*.txt [--slots 1 2 4]

Runs the batch job on the same articles once for each number of slots, each in a process of its own, and prints articles
a minute. The default of `summariser batch` for the embedded model is what was fastest where it was measured; another
number is given with --concurrency.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def seconds_with(slots: int, files: list[str]) -> float:
    """Wall seconds of the batch, the loading of the model included."""
    code = "import sys; from summariser.cli import main; sys.argv[0] = 'summariser'; main()"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        call = [
            sys.executable,
            "-c",
            code,
            "batch",
            *files,
            "--out",
            str(out),
            "--concurrency",
            str(slots),
            "--quiet",
        ]
        started = time.monotonic()
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
        taken = time.monotonic() - started
        done = sum("summary" in json.loads(line) for line in (out / "results.jsonl").open())
    print(
        f"{slots} slots: {done} of {len(files)} articles in {taken:.0f} s, {60 * done / taken:.2f} a minute",
        flush=True,
    )
    return taken


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+")
    parser.add_argument("--slots", nargs="+", type=int, default=[1, 2, 4])
    arguments = parser.parse_args()
    best = min(arguments.slots, key=lambda slots: seconds_with(slots, arguments.files))
    print(f"fastest: {best} slots")


if __name__ == "__main__":
    main()
