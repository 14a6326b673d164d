"""CONTRIBUTING.md: its changes, applied to a copy of the checkout, do what its commands look for."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes import ROOT, environment

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COPIED = "summariser schemas prompts tests tools docs".split()


def _blocks(language: str, section: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


SECTIONS = {
    section.partition("\n")[0]: section for section in PAGE.split("\n## ")[1:] if _blocks("diff", section)
}


def _apply(block: str, folder: Path) -> None:
    """Puts the added lines behind the others, which stand in the file once; a file without others is a new one."""
    head, *lines = block.splitlines()
    target = folder / head.removeprefix("--- ")
    known = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
    added = "".join(f"{line[1:]}\n" for line in lines if line.startswith("+"))
    if known:
        text = target.read_text(encoding="utf-8")
        assert text.count(known) == 1, f"{head}: not there once: {known}"
        added = text.replace(known, known + added)
    else:
        assert not target.exists()
        target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(added, encoding="utf-8")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the changes need, with all of them."""
    folder = tmp_path_factory.mktemp("changed")
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, symlinks=True, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    for section in SECTIONS.values():
        for block in _blocks("diff", section):
            _apply(block, folder)
    return folder


@pytest.mark.parametrize("title", SECTIONS)
def test_each_example_does_what_its_commands_look_for(title: str, changed: Path) -> None:
    (commands,) = _blocks("sh", SECTIONS[title])
    for line in commands.splitlines():
        _, *arguments = shlex.split(line)
        ended = subprocess.run(
            [sys.executable, *arguments],
            cwd=changed,
            env={**environment(COVERAGE_PROCESS_CONFIG=""), "PYTHONPATH": str(changed)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr


def test_what_is_named_is_there() -> None:
    """Each make target, folder, module and page."""
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([\w-]+)`", PAGE)) <= targets
    prose = re.sub(r"^```.*?^```$", "", PAGE, flags=re.MULTILINE | re.DOTALL)
    for path in re.findall(
        r"`((?:summariser|docs|tests|tools|examples)/[\w/.-]+)`|\((docs/[\w.-]+)\)", prose
    ):
        assert (ROOT / (path[0] or path[1])).exists(), path
    for module in re.findall(r"`python -m ([\w.]+)`", prose):
        assert (ROOT / f"{module.replace('.', '/')}.py").is_file()
