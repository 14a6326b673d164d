"""Mutation checks: do the tests notice when one line of the verifier or of the number finder is wrong?

python -m tools.mutation                   # the quick subset
python -m tools.mutation --share 0.3       # three of ten lines
"""

import argparse
import difflib
import os
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tools.mutation.mutants import Mutant, mutants_of, sample
from tools.mutation.run import KILLED, SURVIVED, TIMED_OUT, UNREACHED, Run

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("verification", "numbers")
# Tests that take about a second, which each survivor would cost: of time, which mutants do not keep, and of very many
# texts that chance draws.
SLOW = "growth or linear_time or order_of_sources or takes_a_support_away or has_a_verdict_or_is_listed or libraries_give"


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
    left_out = [] if options.slow else ["-k", f"not ({SLOW})"]
    code = pytest.main(
        ["-qs", "-p", "no:cacheprovider", "-p", "no:randomly", *left_out, *folders], plugins=[run]
    )
    if code or len(run.results) != len(package_of):
        print("mutation: the tests must pass on the code as it is", file=sys.stderr)
        return 2
    return _summary(everything, drawn, run.results, options.floor, time.monotonic() - start)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.mutation", description=__doc__.splitlines()[0])
    parser.add_argument("--share", type=float, default=0.05, help="of the lines that have mutants")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other lines")
    parser.add_argument("--floor", type=float, default=0, help="fail below this score, in percent")
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
    floor: float,
    seconds: float,
) -> int:
    print(
        f"{'package':14}{'of':>7}{'mutants':>9}{'killed':>8}{'timed out':>11}{'survived':>10}{'unreached':>11}{'score':>8}"
    )
    scores = []
    for name, some in drawn.items():
        if not some:
            continue
        counts = Counter(results[mutant] for mutant in some)
        scores.append(100 * (counts[KILLED] + counts[TIMED_OUT]) / len(some))
        print(
            f"{name:14}{len(everything[name]):7}{len(some):9}{counts[KILLED]:8}{counts[TIMED_OUT]:11}{counts[SURVIVED]:10}"
            f"{counts[UNREACHED]:11}{scores[-1]:7.1f}%"
        )
    print(f"{seconds:.0f} s")
    if scores and min(scores) < floor:
        print(
            f"mutation: a score is below {floor:.0f}%: write the tests that the survivors lack",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
