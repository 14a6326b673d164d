"""Runs the tests against mutants: one pytest session collects them, and forked children run them, changed code in place.

A child has the tests and the package imported already; it puts the mutant's code into the living function and runs the
tests that reach the changed statement, the quickest first, until one fails. Nothing is written to any module.
"""

import ast
import builtins
import gc
import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from tools.mutation.mutants import Mutant

SURVIVED, KILLED, TIMED_OUT, UNREACHED = "survived", "killed", "timed out", "reached by no test"
_EXIT_KILLED = 1
_MEMORY = 2 << 30  # bytes that a mutant may take beside what is there
_LEAST_S, _TIMES = 2.0, 10.0  # a test's processor time: so many times its own, and at least so much
_HIT = "__mutation_hit__"

Key = tuple[str, str, int]


class Run:
    """A pytest plugin that, in the place of running the tests, runs those of each mutant against it.

    `folders` gives of each mutant the folder whose tests are to notice it. `results` says what came of it, and `tell` is
    called with each as it comes.
    """

    def __init__(
        self,
        folders: dict[Mutant, Path],
        processes: int,
        tell: Callable[[Mutant, str], None] = lambda *_: None,
    ) -> None:
        self.results: dict[Mutant, str] = {}
        self._tell = tell
        self._folders = folders
        self._mutants = list(folders)
        self._processes = processes
        self._living: dict[Key, list[FunctionType]] = {}
        self._failed = False
        self._ends = False  # in a child that has a mutant, with the first test that fails

    def pytest_sessionstart(self) -> None:
        """A failed property is enough: its smallest example, which takes time, is of no interest."""
        from hypothesis import Phase, settings  # not before pytest, which rewrites its assertions

        quick = settings(phases=(Phase.explicit, Phase.generate), database=None)
        settings.register_profile("mutation", quick)
        settings.load_profile("mutation")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        session.config.pluginmanager.unregister(name="terminalreporter")
        self._living = _living_functions({str(mutant.path) for mutant in self._mutants})
        reach, seconds = self._observed(session.items)
        running: dict[int, Mutant] = {}
        for mutant in self._mutants:
            tests = sorted(reach.get(mutant, ()), key=seconds.__getitem__)
            if not tests:
                self._note(mutant, UNREACHED)
                continue
            if len(running) == self._processes:
                self._wait(running)
            running[_fork(partial(self._try, mutant, session.items, tests, seconds))] = mutant
        while running:
            self._wait(running)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """The first failure is enough; its report, which takes time, is not made."""
        failed = call.excinfo is not None and not call.excinfo.errisinstance(pytest.skip.Exception)
        if self._ends and failed and item.get_closest_marker("xfail") is None:
            os._exit(_EXIT_KILLED)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._failed |= report.failed
        if self._ends and report.failed:  # a known failure that is one no more
            os._exit(_EXIT_KILLED)

    def _observed(self, items: list[pytest.Item]) -> tuple[dict[Mutant, list[int]], list[float]]:
        """Of each mutant that tests reach the numbers of these, and of each test its seconds, from one run of all."""
        reach: dict[Mutant, list[int]] = {}
        seconds = [0.0] * len(items)
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder, str(part)) for part in range(self._processes)]
            parts = [range(part, len(items), self._processes) for part in range(self._processes)]
            children = [
                _fork(partial(self._observe, items, part, file))
                for part, file in zip(parts, files, strict=True)
            ]
            ends = [os.waitpid(child, 0)[1] for child in children]
            if any(ends):
                raise pytest.UsageError("a run of the unchanged code did not come to its end")
            for at, taken, failed, hits in chain(*(json.loads(file.read_text()) for file in files)):
                if failed:
                    raise pytest.UsageError(f"{items[at].nodeid} fails on the unchanged code")
                seconds[at] = taken
                for mutant in (self._mutants[hit] for hit in hits):
                    if self._folders[mutant] in items[at].path.parents:
                        reach.setdefault(mutant, []).append(at)
        return reach, seconds

    def _observe(self, items: list[pytest.Item], part: range, file: Path) -> None:
        hits: set[int] = set()
        setattr(builtins, _HIT, hits.add)
        for path in {mutant.path for mutant in self._mutants}:
            self._put(path, _with_probes(path, self._mutants))
        seen = []
        for at, following in _with_next(part):
            hits.clear()
            self._failed = False
            start = time.process_time()
            _run(items, at, following)
            seen.append((at, time.process_time() - start, self._failed, tuple(hits)))
        file.write_text(json.dumps(seen))

    def _try(self, mutant: Mutant, items: list[pytest.Item], tests: list[int], seconds: list[float]) -> None:
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
        self._put(mutant.path, compile(mutant.source(), str(mutant.path), "exec", dont_inherit=True))
        self._ends = True
        for at, following in _with_next(tests):
            signal.setitimer(signal.ITIMER_VIRTUAL, max(_LEAST_S, _TIMES * seconds[at]))
            _run(items, at, following)

    def _put(self, path: Path, module: CodeType) -> None:
        """Give the living functions of a module the code that it has here."""
        for key, code in _codes(module, str(path)):
            for function in self._living.get(key, ()):
                function.__code__ = code

    def _wait(self, running: dict[int, Mutant]) -> None:
        """Wait for the next child, and note what came of its mutant."""
        child, status = os.wait()
        late = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGVTALRM
        self._note(running.pop(child), TIMED_OUT if late else KILLED if status else SURVIVED)

    def _note(self, mutant: Mutant, result: str) -> None:
        self.results[mutant] = result
        self._tell(mutant, result)


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
    gc.unfreeze()  # what is frozen is not among the objects
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


def _with_probes(path: Path, mutants: list[Mutant]) -> CodeType:
    """The module with a call before each statement that has mutants, which notes that it is reached."""
    wanted: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, mutant in enumerate(mutants):
        if mutant.path == path:
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
    return [*(ast.parse(f"{_HIT}({number})").body[0] for number in numbers), statement]


def _with_next(chosen: Sequence[int]) -> Iterable[tuple[int, int | None]]:
    return zip(chosen, [*chosen[1:], None], strict=False)


def _run(items: list[pytest.Item], at: int, following: int | None) -> None:
    nextitem = None if following is None else items[following]
    items[at].ihook.pytest_runtest_protocol(item=items[at], nextitem=nextitem)
