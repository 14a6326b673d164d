"""Mutation checks: do the tests notice when one line of the verifier or of the number finder is wrong?

python -m tools.mutation                   # the quick subset
python -m tools.mutation --share 0.5 --seed 2 --no-floor
"""

import argparse
import difflib
import os
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tools.mutation.mutants import Mutant, mutants_of, sample
from tools.mutation.run import KILLED, SURVIVED, TIMED_OUT, UNREACHED, Run

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("verification", "numbers")
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutation"]


def main() -> int:
    options = _options()
    everything = {name: _mutants(name) for name in PACKAGES}
    drawn = {name: sample(all_of_it, options.share, options.seed) for name, all_of_it in everything.items()}
    if options.only:
        drawn = {name: [m for m in some if options.only in str(m.path)] for name, some in drawn.items()}
    start = time.monotonic()
    package_of = {mutant: name for name, some in drawn.items() for mutant in some}
    run = Run(
        {mutant: ROOT / "tests" / name for mutant, name in package_of.items()}, options.processes, _show
    )
    folders = [f"tests/{name}" for name in PACKAGES if drawn[name]]
    left_out = [] if options.slow else ["-k", f"not ({' or '.join(CONFIG['slow'])})"]
    code = pytest.main(
        ["-qs", "-p", "no:cacheprovider", "-p", "no:randomly", *left_out, *folders], plugins=[run]
    )
    if code or len(run.results) != len(package_of):
        print("mutation: the tests must pass on the code as it is", file=sys.stderr)
        return 2
    floors = {} if options.no_floor else CONFIG["floor"]
    return _summary(everything, drawn, run.results, floors, time.monotonic() - start)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.mutation", description=__doc__.splitlines()[0])
    parser.add_argument("--share", type=float, default=CONFIG["share"], help="of the lines that have mutants")
    parser.add_argument("--seed", type=int, default=CONFIG["seed"], help="another seed draws other lines")
    parser.add_argument("--no-floor", action="store_true", help="fail for no score")
    parser.add_argument("--only", default="", help="mutants of modules whose path has this")
    parser.add_argument("--processes", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--slow", action="store_true", help="run the tests that take a second, too")
    return parser.parse_args()


def _mutants(package: str) -> list[Mutant]:
    paths = sorted((ROOT / "summariser" / package).rglob("*.py"))
    return [mutant for path in paths for mutant in mutants_of(path)]


def _show(mutant: Mutant, result: str) -> None:
    """Print a mutant that no test notices, as a difference with its place."""
    if result in (KILLED, TIMED_OUT):
        return
    before, after = (text.decode().splitlines() for text in (mutant.path.read_bytes(), mutant.source()))
    print(f"{mutant.path.relative_to(ROOT)}:{mutant.line} {mutant.function}: {result}")
    print(*list(difflib.unified_diff(before, after, n=1, lineterm=""))[3:], sep="\n", end="\n\n", flush=True)


def _summary(
    everything: dict[str, list[Mutant]],
    drawn: dict[str, list[Mutant]],
    results: dict[Mutant, str],
    floors: dict[str, float],
    seconds: float,
) -> int:
    print(
        f"{'package':14}{'of':>7}{'mutants':>9}{'killed':>8}{'timed out':>11}{'survived':>10}{'unreached':>11}{'score':>8}"
    )
    low = []
    for name, some in drawn.items():
        if not some:
            continue
        counts = Counter(results[mutant] for mutant in some)
        score = 100 * (counts[KILLED] + counts[TIMED_OUT]) / len(some)
        print(
            f"{name:14}{len(everything[name]):7}{len(some):9}{counts[KILLED]:8}{counts[TIMED_OUT]:11}"
            f"{counts[SURVIVED]:10}{counts[UNREACHED]:11}{score:7.1f}%"
        )
        if score < floors.get(name, 0):
            low.append(f"{name} below {floors[name]}%")
    print(f"{seconds:.0f} s")
    if low:
        print(f"mutation: {', '.join(low)}: write the tests that the survivors lack", file=sys.stderr)
    return int(bool(low))


if __name__ == "__main__":
    sys.exit(main())
