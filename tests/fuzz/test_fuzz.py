"""The quick form of `make fuzz`: every input that ever failed, some new ones, and the same results under any hash seed."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.__main__ import fuzz
from tests.fuzz.cases import cases
from tests.fuzz.targets import TARGETS, HangError, Target, size_of
from tests.support.processes import ROOT, environment

pytestmark = [pytest.mark.slow, pytest.mark.timed]  # a target's input may take a second of processor time

CASES = cases()
_LONG, _SHORT = (
    20_000,
    5_000,
)  # characters that take too long for every run of the suite, once or under four seeds
_FEW = settings(
    max_examples=40, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize(("name", "value"), CASES, ids=[f"{name}-{n}" for n, (name, _) in enumerate(CASES)])
def test_what_failed_once_fails_no_more(name: str, value: Any) -> None:
    """Neither an exception nor a hang, and the invariants hold."""
    TARGETS[name].run(value)


@pytest.mark.parametrize("name", TARGETS)
def test_new_inputs_hold_too(name: str) -> None:
    """The same few in every run of the suite; `make fuzz` takes others for as long as it is let."""

    @_FEW
    @given(TARGETS[name].given)
    def each(value: Any) -> None:
        json.dumps(value)  # so that it can be kept
        if size_of(value) < _LONG:
            TARGETS[name].run(value)

    each()


def test_results_are_the_same_under_any_hash_seed(tmp_path: Path) -> None:
    """Nothing depends on the order of a set of strings."""
    known = [(name, value) for name, value in (*CASES, *_drawn()) if size_of(value) < _SHORT]
    lines = [f"{name}\t{json.dumps(value)}\n" for name, value in known]
    given_all = tmp_path / "given"
    given_all.write_text("".join(lines), encoding="ascii")
    running = [_outcomes(given_all, tmp_path / hash_seed, hash_seed) for hash_seed in "1234"]

    assert [process.wait() for process in running] == [0] * 4
    made = [(tmp_path / hash_seed).read_text().splitlines() for hash_seed in "1234"]
    assert len(made[0]) == len(lines)
    outcomes = zip(lines, zip(*made, strict=True), strict=True)
    assert not [line for line, digests in outcomes if len({*digests}) > 1]


def _outcomes(given_all: Path, made: Path, hash_seed: str) -> subprocess.Popen[bytes]:
    with given_all.open("rb") as stdin, made.open("wb") as stdout:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz", "--outcomes"],
            env=environment(PYTHONHASHSEED=hash_seed),
            cwd=ROOT,
            stdin=stdin,
            stdout=stdout,
        )


def _drawn() -> list[tuple[str, Any]]:
    """Some inputs for each target, the same ones in every run of the suite."""
    found: list[tuple[str, Any]] = []

    def each(name: str) -> Callable[[Any], None]:
        return lambda value: found.append((name, value))

    for name, one in TARGETS.items():
        settings(_FEW, max_examples=15)(given(one.given)(each(name)))()
    return found


def test_what_fails_is_found_and_shrunk() -> None:
    """A target that cannot take a "7" and one that hangs on it are caught, with the smallest such input."""

    def refuses(value: str) -> None:
        assert "7" not in value

    def hangs(value: str) -> None:
        if "7" in value:
            raise HangError

    for check, kind in ((refuses, "exceptions"), (hangs, "hangs")):
        counts, failed = fuzz(Target(check, st.text("01234567")), 1, time.time() + 60)
        assert counts["inputs"] > 1
        assert [(how, value) for how, value, _ in failed] == [(kind, "7")]
