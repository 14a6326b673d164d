"""Files are grouped into stories by one process or several; what cannot be read is told, and the rest is done."""

from pathlib import Path

import pytest

from summariser.cli.compare.pile import grouped
from tests.support.processes import ROOT

FILES = [
    str(path)
    for story in ("clashes", "earthquake", "railways", "reservoirs", "sand")
    for path in sorted((ROOT / "evals" / "stories" / "articles" / story).glob("*"))
]
ALONE = str(ROOT / "examples" / "11-brief-ports.txt")


@pytest.mark.parametrize("processes", [1, 2])
def test_files_fall_into_their_stories(tmp_path: Path, processes: int) -> None:
    """The largest first; a file that is none costs a line."""
    gone, binary = str(tmp_path / "gone.txt"), tmp_path / "binary.txt"
    binary.write_bytes(b"\0\0")
    stories, problems = grouped([ALONE, gone, *FILES, str(binary)], processes=processes)
    assert stories == [*(FILES[at : at + 4] for at in range(0, 20, 4)), [ALONE]]
    assert [
        problem.startswith(name) for problem, name in zip(problems, (gone, str(binary)), strict=True)
    ] == [True] * 2


def test_an_empty_pile_has_no_stories() -> None:
    """And is no error here."""
    assert grouped([]) == ([], [])
