"""What the pages tell to run is there: modules, and targets of the Makefile. And every benchmark is told of."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support.processes import ROOT

TOP = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
PAGES = [*(ROOT / name for name in TOP), *sorted((ROOT / "docs").rglob("*.md"))]
TEXTS = {str(page.relative_to(ROOT)): page.read_text(encoding="utf-8") for page in PAGES}
TARGETS = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
# A benchmark is a module that is run.
BENCHMARKS = [
    path
    for path in (ROOT / "benchmarks").rglob("*.py")
    if '__name__ == "__main__"' in path.read_text("utf-8")
]


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_of_a_page_is_there(name: str) -> None:
    modules = set(re.findall(r"python -m ((?:benchmarks|tests|tools|summariser)[\w.]*\w)", TEXTS[name]))
    scripts = re.findall(r"python ((?:benchmarks|tests|tools|examples)/\S+\.py)", TEXTS[name])

    assert [module for module in modules if not find_spec(module)] == []
    assert [script for script in scripts if not (ROOT / script).exists()] == []
    assert set(re.findall(r"(?:`|^)make ([\w-]+)", TEXTS[name], re.MULTILINE)) <= TARGETS


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_every_benchmark_says_how_it_is_run(path: Path) -> None:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__main__")

    assert f"python -m {module}" in path.read_text("utf-8").partition('"""')[2].partition('"""')[0]
