"""How long the parts take as ratios to a yardstick, beside the stored ones: `make bench`; `make bench-store` stores them.

    python -m benchmarks.ratios [--only NAME ...] [--rounds 5] [--store] [--stored FILE]

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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.ratios.stored import StoredError, compared, dump, failed, load, table

ROOT = Path(__file__).parents[2]
STORED = ROOT / "benchmarks" / "ratios.toml"
ROUNDS, ROUNDS_TO_STORE = 5, 12
Measure = Callable[[Sequence[int], Sequence[str]], Mapping[str, Sequence[float]]]
# Ends with the process that began it, however that ends.
BUSY = """
import os
from benchmarks.ratios.yardstick import pure_python
begun_by = os.getppid()
while os.getppid() == begun_by:
    pure_python()
"""


def measured_with() -> dict[str, str]:
    """What has a part in the ratios."""
    packages = ("openai", "pydantic", "httpx2")
    versions = {"python": platform.python_version()} | {name: version(name) for name in packages}
    return versions | {"machine": platform.machine()}


def measured(numbers: Sequence[int], only: Sequence[str]) -> dict[str, list[float]]:
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


def store(path: Path, count: int) -> int:
    """Writes what half of the rounds say alone, and half beside other work."""
    alone = measured(range(count // 2), ())
    with other_work():
        beside = measured(range(count // 2, count), ())
    taken = {name: ratios + beside[name] for name, ratios in alone.items()}
    dump(path, taken, {"date": datetime.now(UTC).date().isoformat()} | measured_with())
    print(path.read_text(encoding="utf-8"), end="")
    return 0


def check(path: Path, measure: Measure, count: int, only: Sequence[str]) -> int:
    """Prints the table, and gives the exit code. Raises StoredError where there is nothing to compare with."""
    stored, before = load(path)
    if unknown := [name for name in only if name not in stored]:
        raise StoredError(f"{unknown[0]!r} is not stored; give one of: {', '.join(stored)}")
    held = {name: stored[name] for name in only or stored}
    taken = measure(range(count), only)
    rows = compared(held, taken)
    if slower := [row.name for row in rows if row.is_slower]:
        again = measure(range(count, 3 * count), slower)
        rows = compared(held, taken | {name: [*taken[name], *again[name]] for name in slower})
    print(table(rows))
    for name, value in measured_with().items():
        if before.get(name) != value:
            print(f"stored with {name} {before.get(name)}, this is {value}: compare both on one of them")
    return int(failed(rows))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--store", action="store_true")
    parser.add_argument("--stored", type=Path, default=STORED, metavar="FILE")
    given = parser.parse_args(arguments)
    if given.store:
        return store(given.stored, given.rounds or ROUNDS_TO_STORE)
    try:
        return check(given.stored, measured, given.rounds or ROUNDS, given.only)
    except StoredError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
