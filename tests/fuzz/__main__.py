"""Fuzzes every target for a while: python -m tests.fuzz [--minutes 10] [--processes 2] [--seed N] [TARGET...].

Prints for each target how many inputs it took, and what it raised; what fails is shrunk and added to cases.txt. The exit code
is 1 if anything failed. With --outcomes, reads inputs from standard input, a line each as in cases.txt, and prints a
digest of what is made of each.
"""

import argparse
import hashlib
import json
import random
import sys
import time
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import HypothesisWarning

from tests.fuzz.cases import keep
from tests.fuzz.targets import TARGETS, HangError, Target

_AT_ONCE = 200  # inputs of a target before another has its turn
_SHOWN = 300


def fuzz(target: Target, number: int, until: float) -> tuple[Counter[str], list[tuple[str, Any, str]]]:
    """Some inputs for a target, from the seed `number`: how many were tried, and what failed, with the input."""
    counts: Counter[str] = Counter()
    failed: list[tuple[str, Any, str]] = []

    @seed(number)
    @settings(
        max_examples=_AT_ONCE,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(target.given)
    def each(value: Any) -> None:
        if time.time() > until:
            return
        counts["inputs"] += 1
        try:
            target.run(value)
        except Exception as error:
            said = f"{type(error).__name__}: {error}"[:_SHOWN]
            failed.append(("hangs" if isinstance(error, HangError) else "exceptions", value, said))
            raise

    with suppress(Exception):  # it has been noted
        each()
    return counts, failed[-1:]  # the last is the smallest


def _work(number: int, names: list[str], until: float) -> tuple[dict[str, Counter[str]], list[Any]]:
    totals: dict[str, Counter[str]] = {name: Counter() for name in names}
    found = []
    while time.time() < until:
        for name in names:
            counts, failed = fuzz(TARGETS[name], number, until)
            totals[name] += counts
            for kind, value, said in failed:
                totals[name][kind] += 1
                found.append((name, value, said))
                print(f"{name}: {said}\n  {json.dumps(value)[:_SHOWN]}", flush=True)
        number += 1_000_003
    return totals, found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--outcomes", action="store_true")
    asked = parser.parse_args()
    if asked.outcomes:
        for line in sys.stdin:
            name, _, value = line.partition("\t")
            print(
                hashlib.sha256(
                    TARGETS[name].run(json.loads(value)).encode("utf-8", "surrogatepass")
                ).hexdigest()
            )
        return 0
    warnings.simplefilter("ignore", HypothesisWarning)  # of long inputs
    names = asked.targets or list(TARGETS)
    number = random.randrange(2**32) if asked.seed is None else asked.seed
    print(f"seed {number}")
    until = time.time() + 60 * asked.minutes
    with ProcessPoolExecutor(asked.processes) as pool:
        jobs = [pool.submit(_work, number + at, names, until) for at in range(asked.processes)]
        done = [job.result() for job in jobs]
    for name in names:
        total = sum((totals[name] for totals, _ in done), Counter[str]())
        print(
            f"{name:>10} {total['inputs']:>9,} inputs {total['exceptions']:>4} exceptions {total['hangs']:>4} hangs"
        )
    kept: list[str] = []
    for name, value, said in (each for _, found in done for each in found):
        if (kind := name + said[:60]) not in kept:  # one input of each kind
            kept.append(kind)
            keep(name, value)
    return int(bool(kept))


if __name__ == "__main__":
    sys.exit(main())
