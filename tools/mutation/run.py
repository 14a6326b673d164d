"""Runs the tests against mutants: one pytest session collects them, and forked children run them, changed code in place.

A child has the tests and the package imported already; it puts the mutant's code into the living function and runs the
tests that reach the changed statement, the quickest first, until one fails. Nothing is written to any module.
"""

import ast
import builtins
import gc
import os
import pickle
import resource
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tools.mutation.mutants import Mutant

SURVIVED, KILLED, TIMED_OUT, UNREACHED = "survived", "killed", "timed out", "reached by no test"
_EXIT_KILLED = 1
_MEMORY = 2 << 30  # bytes that a mutant may take beside what is there
_LEAST_S, _TIMES = 2.0, 10.0  # a test's processor time: so many times its own, and at least so much
_HIT = "__mutation_hit__"

Key = tuple[str, str, int]


class Run:
    """A pytest plugin that, in the place of running the tests, runs those of each mutant against it."""

    def __init__(
        self, mutants: list[Mutant], tests_of: Callable[[Mutant], Path], processes: int, slowest: float
    ) -> None:
        self.results: dict[Mutant, str] = {}
        self._mutants = mutants
        self._tests_of = tests_of
        self._processes = processes
        self._slowest = slowest
        self._living: dict[Key, list[FunctionType]] = {}
        self._stops = False  # in a child that ends with the first test that fails

    def pytest_sessionstart(self) -> None:
        """A failed property is enough: its smallest example, which takes time, is of no interest."""
        from hypothesis import Phase, settings  # loaded by pytest before, which looks into its assertions

        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutation", settings.get_profile("same"), phases=phases, database=None)
        settings.load_profile("mutation")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._living = _living_functions({str(mutant.path) for mutant in self._mutants})
        items = session.items
        reach, seconds = self._reach(items)
        work = {}
        for mutant in self._mutants:
            folder = self._tests_of(mutant)
            tests = [
                at
                for at in reach[mutant]
                if folder in items[at].path.parents and seconds[at] <= self._slowest
            ]
            if tests:
                tests.sort(key=seconds.__getitem__)
                work[mutant] = tests
            else:
                self.results[mutant] = UNREACHED
        pids: dict[int, Mutant] = {}
        for mutant, tests in sorted(work.items(), key=lambda one: -sum(seconds[at] for at in one[1])):
            if len(pids) == self._processes:
                self._reap(pids)
            limits = [max(_LEAST_S, _TIMES * seconds[at]) for at in tests]
            chosen = [items[at] for at in tests]
            pids[
                _fork(lambda mutant=mutant, chosen=chosen, limits=limits: self._try(mutant, chosen, limits))
            ] = mutant
        while pids:
            self._reap(pids)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """The first failure is enough; its report is never written."""
        failed = call.excinfo is not None and not call.excinfo.errisinstance(pytest.skip.Exception)
        if self._stops and failed and item.get_closest_marker("xfail") is None:
            os._exit(_EXIT_KILLED)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self._stops and report.failed:  # a known failure that is one no more
            os._exit(_EXIT_KILLED)

    def _reach(self, items: list[pytest.Item]) -> tuple[dict[Mutant, list[int]], dict[int, float]]:
        """Of each mutant the tests that reach its statement, and of each test its seconds, from one run of all."""
        reach: dict[Mutant, list[int]] = defaultdict(list)
        seconds: dict[int, float] = {}
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder, str(part)) for part in range(self._processes)]
            pids = [
                _fork(lambda part=part, file=file: self._observe(items, part, file))
                for part, file in enumerate(files)
            ]
            for pid in pids:
                if os.waitpid(pid, 0)[1]:
                    raise pytest.UsageError("a run of the unchanged code did not come to its end")
            for file in files:
                for at, taken, failed, hits in pickle.loads(file.read_bytes()):
                    if failed:
                        raise pytest.UsageError(f"{items[at].nodeid} fails on the unchanged code")
                    seconds[at] = taken
                    for hit in hits:
                        reach[self._mutants[hit]].append(at)
        return reach, seconds

    def _observe(self, items: list[pytest.Item], part: int, file: Path) -> None:
        hits: set[int] = set()
        setattr(builtins, _HIT, hits.add)
        for path in {mutant.path for mutant in self._mutants}:
            self._put(
                path, _with_probes(path, [(n, m) for n, m in enumerate(self._mutants) if m.path == path])
            )
        failures: list[str] = []
        for item in items:
            item.config.pluginmanager.register(_Failures(failures))
            break
        seen = []
        mine = list(range(len(items)))[part :: self._processes]
        for at, item, following in _with_next(items, mine):
            hits.clear()
            failures.clear()
            start = time.process_time()
            item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
            seen.append((at, time.process_time() - start, bool(failures), tuple(hits)))
        file.write_bytes(pickle.dumps(seen))

    def _try(self, mutant: Mutant, tests: list[pytest.Item], limits: list[float]) -> None:
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, most))
        self._put(
            mutant.path,
            compile(mutant.source(), str(mutant.path), "exec", dont_inherit=True),
            mutant.function,
        )
        self._stops = True
        for (_, item, following), limit in zip(_with_next(tests, range(len(tests))), limits, strict=True):
            signal.setitimer(signal.ITIMER_VIRTUAL, limit)
            item.ihook.pytest_runtest_protocol(item=item, nextitem=following)

    def _put(self, path: Path, module: CodeType, only: str | None = None) -> None:
        """Give the living functions of a module the code that it has here."""
        for key, code in _codes(module, str(path)):
            if only is None or key[1] == only:
                for function in self._living.get(key, ()):
                    function.__code__ = code

    def _reap(self, pids: dict[int, Mutant]) -> None:
        pid, status = os.wait()
        late = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGVTALRM
        self.results[pids.pop(pid)] = TIMED_OUT if late else KILLED if status else SURVIVED


class _Failures:
    def __init__(self, failures: list[str]) -> None:
        self._failures = failures

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failures.append(report.nodeid)


def _fork(work: Callable[[], None]) -> int:
    """The number of a child that does the work and ends, without a word."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 2
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        work()
        code = 0
    finally:
        os._exit(code)


def _living_functions(paths: set[str]) -> dict[Key, list[FunctionType]]:
    living: dict[Key, list[FunctionType]] = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename in paths:
            code = one.__code__
            living[code.co_filename, code.co_qualname, code.co_firstlineno].append(one)
    return living


def _codes(code: CodeType, path: str) -> Iterable[tuple[Key, CodeType]]:
    """The code of each function of a module and its classes, not of those within functions."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield (path, one.co_qualname, one.co_firstlineno), one
            if "<locals>" not in one.co_qualname:
                yield from _codes(one, path)


def _with_probes(path: Path, mutants: list[tuple[int, Mutant]]) -> CodeType:
    """The module with a word before each statement that has mutants, which says that it is reached."""
    wanted: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, mutant in mutants:
        wanted[mutant.statement].append(number)
    tree = ast.parse(path.read_bytes())
    for node in list(ast.walk(tree)):
        for field in ("body", "orelse", "finalbody"):
            body = getattr(node, field, None)
            if isinstance(body, list):
                setattr(node, field, [one for statement in body for one in _probed(statement, wanted)])
    return compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)


def _probed(statement: ast.stmt, wanted: dict[tuple[int, int], list[int]]) -> list[ast.stmt]:
    numbers = wanted.get((statement.lineno, statement.col_offset), [])
    probes: list[Any] = [ast.parse(f"{_HIT}({number})").body[0] for number in numbers]
    for probe in probes:
        for node in ast.walk(probe):
            ast.copy_location(node, statement)
    return [*probes, statement]


def _with_next(
    items: list[pytest.Item], chosen: Iterable[int]
) -> Iterable[tuple[int, pytest.Item, pytest.Item | None]]:
    order = list(chosen)
    for at, following in zip(order, [*order[1:], None], strict=True):
        yield at, items[at], None if following is None else items[following]
