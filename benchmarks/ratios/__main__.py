"""How long the parts take as ratios to a yardstick, beside the stored ones: `make bench`; `make bench-store` stores them.

    python -m benchmarks.ratios [--only NAME ...] [--rounds 5] [--store]

Each round is a process of its own, in which task and yardstick take turns; what counts is processor time, so that other work on
the machine hardly matters, and a slower machine gives about the same ratios. Medians are compared with `benchmarks/ratios.toml`; what
seems slower is measured once more. Exits with 1 where a task is slower than stored by more than its tolerance, or is not stored; with
2 where there is nothing to compare with. `--store` measures half of its rounds while both cores have other work.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.ratios.stored import StoredError, compared, dump, failed, load, table

ROOT = Path(__file__).parents[2]
STORED = ROOT / "benchmarks" / "ratios.toml"
ROUNDS, ROUNDS_TO_STORE = 5, 12
BUSY = "from benchmarks.ratios.yardstick import pure_python\nwhile True: pure_python()"


def measured_with() -> dict[str, str]:
    """What has a part in the ratios."""
    packages = ("openai", "pydantic", "httpx2")
    versions = {"python": platform.python_version()} | {name: version(name) for name in packages}
    return versions | {"machine": platform.machine()}


def rounds(numbers: Sequence[int], only: Sequence[str]) -> dict[str, list[float]]:
    """The ratios of so many rounds; the hashes of words differ from round to round, and are the same in every run."""
    found: dict[str, list[float]] = defaultdict(list)
    for number in numbers:
        environment = os.environ | {"PYTHONHASHSEED": str(number + 1)}
        call = [sys.executable, "-m", "benchmarks.ratios.tasks", *only]
        ended = subprocess.run(call, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        for name, ratio in json.loads(ended.stdout).items():
            found[name].append(ratio)
    return dict(found)


@contextmanager
def other_work() -> Iterator[None]:
    """Every core busy with something else."""
    busy = [subprocess.Popen([sys.executable, "-c", BUSY], cwd=ROOT) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


def store(count: int) -> int:
    """Writes what half of the rounds say alone, and half beside other work."""
    alone = rounds(range(count // 2), ())
    with other_work():
        beside = rounds(range(count // 2, count), ())
    taken = {name: ratios + beside[name] for name, ratios in alone.items()}
    dump(
        STORED, taken, {"date": datetime.now(UTC).date().isoformat(), "rounds": str(count)} | measured_with()
    )
    print(STORED.read_text(encoding="utf-8"), end="")
    return 0


def check(count: int, only: Sequence[str]) -> int:
    """Prints the table, and the exit code."""
    ratios, before = load(STORED)
    if unknown := [name for name in only if name not in ratios]:
        raise StoredError(f"{unknown[0]!r} is not stored; give one of: {', '.join(ratios)}")
    taken = rounds(range(count), only)
    rows = compared({name: ratios[name] for name in only or ratios}, taken)
    if slower := [row.name for row in rows if row.is_slower]:
        again = rounds(range(count, 3 * count), slower)
        rows = compared(
            {name: ratios[name] for name in only or ratios}, taken | {n: taken[n] + again[n] for n in slower}
        )
    print(table(rows))
    for name, value in measured_with().items():
        if before.get(name) != value:
            print(f"stored with {name} {before.get(name)}, this is {value}: compare both on one of them")
    return int(failed(rows))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--store", action="store_true")
    given = parser.parse_args()
    if given.store:
        return store(given.rounds or ROUNDS_TO_STORE)
    try:
        return check(given.rounds or ROUNDS, given.only)
    except StoredError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
