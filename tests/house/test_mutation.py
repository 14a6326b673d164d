"""The mutation checks: what they change, that what they draw stays, and that a test which notices is told from none."""

import ast
import os
import subprocess
import sys
from pathlib import Path

from tools.mutation.mutants import mutants_of, sample

SOURCE = '''
"""A module."""

WORDS = ("one", "two")


class Box:
    def fits(self, size: int, *, tight: bool = False) -> bool:
        """Whether a thing of a size goes in."""
        if size < 3 and not tight:
            self.count(size)
            return size + 1 in self.sizes
        raise ValueError(f"no box of size {size}")
'''


def _changed(path: Path) -> list[str]:
    """Each mutant's line, as it is changed."""
    return [mutant.source().decode().splitlines()[mutant.line - 1].strip() for mutant in mutants_of(path)]


def test_each_kind_of_slip_is_made_once(tmp_path: Path) -> None:
    """Comparisons, conditions, constants, returned values and statements change; docstrings, tables and messages do not."""
    path = tmp_path / "box.py"
    path.write_text(SOURCE, encoding="utf-8")
    assert sorted(_changed(path)) == sorted(
        [
            "if False:",
            "if True:",
            "if size < 3 or not tight:",
            "if True and not tight:",
            "if size < 3 and True:",
            "if size <= 3 and not tight:",
            "if size < 4 and not tight:",
            "if size < 3 and (tight):",
            "pass",
            "return None",
            "return size + 1 not in self.sizes",
            "return size - 1 in self.sizes",
            "return size + 2 in self.sizes",
            "pass",
        ]
    )


def test_a_sample_hangs_on_the_function_alone(tmp_path: Path) -> None:
    """What is drawn of a module stays where the module moves, and where other lines are written above."""
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    one.write_text(SOURCE, encoding="utf-8")
    other.write_text(
        SOURCE.replace("WORDS =", "def nothing() -> None:\n    pass\n\n\nWORDS ="), encoding="utf-8"
    )

    def drawn(path: Path) -> list[tuple[str, str]]:
        return [(mutant.function, mutant.text) for mutant in sample(mutants_of(path), 0.5, seed=1)]

    assert drawn(one) == drawn(other)
    assert len(drawn(one)) == 2


LOW = "def told(x):\n    return x + 1\n\ndef run(x):\n    return x + 1\n\ndef never(x):\n    return x + 1\n"
TESTS = "from low import run, told\n\ndef test_it():\n    run(1)\n    assert told(2) == 3\n"
PROGRAM = """
import sys
from pathlib import Path
import pytest
from tools.mutation.mutants import mutants_of
from tools.mutation.run import Run
here = Path(sys.argv[1])
run = Run({mutant: here for mutant in mutants_of(here / "low.py") if mutant.text == "2"}, 2)
pytest.main(["-q", "-p", "no:cacheprovider", str(here)], plugins=[run])
print({mutant.function: result for mutant, result in run.results.items()})
"""


def test_what_came_of_a_mutant(tmp_path: Path) -> None:
    """A test that notices kills it, one that only runs the line does not, and a line that none runs is told apart."""
    (tmp_path / "low.py").write_text(LOW, encoding="utf-8")
    (tmp_path / "test_low.py").write_text(TESTS, encoding="utf-8")
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])])}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        env=env,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    told = {"told": "killed", "run": "survived", "never": "reached by no test"}
    assert ast.literal_eval(done.stdout or "None") == told, done.stderr
