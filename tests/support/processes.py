"""The command in a process of its own, with the network shut off as in the tests."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
# The last is what `make coverage` counts the lines of a process by; a test whose process must not be counted sets it to "".
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "COVERAGE_PROCESS_CONFIG")


def environment(*first_on_path: Path, **variables: str) -> dict[str, str]:
    """A clean environment in which Python finds this checkout, and `first_on_path` before it."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    path = [*first_on_path, ROOT / "tests" / "guard", ROOT]
    return kept | {"PYTHONPATH": os.pathsep.join(map(str, path))} | variables


def command(*arguments: object) -> list[str]:
    """What to run for `summariser ARGUMENTS`."""
    code = "import sys; from summariser.cli import main; sys.argv[0] = 'summariser'; main()"
    return [sys.executable, "-W", "error", "-c", code, *map(str, arguments)]


def run(
    *arguments: object, env: dict[str, str] | None = None, **options: Any
) -> "subprocess.CompletedProcess[str]":
    """`summariser ARGUMENTS`, to its end."""
    return subprocess.run(
        command(*arguments),
        env=env or environment(),
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        **options,
    )
