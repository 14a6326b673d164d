"""The gold of the evaluation and of the examples' report types says what stands in its articles, and names its traps."""

import re
from pathlib import Path

import pytest

from summariser.evaluation import check_corpus, load_corpus
from summariser.evaluation.gold.annotations import Gold
from tests.support.processes import ROOT

EVALS = ROOT / "evals"
TYPES = sorted(path.parent for path in (ROOT / "examples" / "report-types").glob("*/gold"))
# Their gold has `fields` in place of `report`.
WITH_FIELDS = pytest.mark.skipif(
    "fields" not in Gold.model_fields, reason="the gold format does not know fields of one's own yet"
)
FOLDERS = [(EVALS, 24), *(pytest.param(folder, 3, marks=WITH_FIELDS) for folder in TYPES)]
GOLD = [
    pytest.param(path, marks=() if folder == EVALS else WITH_FIELDS, id=f"{folder.name}-{path.stem}")
    for folder in (EVALS, *TYPES)
    for path in sorted((folder / "gold").glob("*.json"))
]


def _traps_of_the_readme() -> set[str]:
    readme = (EVALS / "README.md").read_text(encoding="utf-8")
    return set(
        re.findall(r"^\| `([a-z-]+)` \|", readme.split("## The traps")[1].split("\n## ")[0], re.MULTILINE)
    )


@pytest.mark.parametrize(("folder", "least"), FOLDERS, ids=lambda value: getattr(value, "name", ""))
def test_every_proof_holds(folder: Path, least: int) -> None:
    """Each article has its gold, and the gold says what stands there: `summariser eval --check-gold evals`."""
    count, problems = check_corpus(folder)
    assert [str(problem) for problem in problems] == []
    assert count >= least


def test_every_trap_of_the_readme_is_set_at_least_twice() -> None:
    """The traps named are those that the README explains, and none hangs on a single article."""
    named = [trap for item in load_corpus(EVALS) for trap in item.gold.traps]
    assert set(named) == _traps_of_the_readme()
    assert [trap for trap in set(named) if named.count(trap) < 2] == []


@pytest.mark.parametrize("folder", [EVALS, *TYPES], ids=lambda folder: folder.name)
def test_each_article_has_its_digest(folder: Path) -> None:
    """SHA256SUMS names every article, so that a change of its text is noticed."""
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").split()[1::2]
    assert sums == [f"articles/{path.name}" for path in sorted((folder / "articles").iterdir())]


@pytest.mark.parametrize("path", GOLD)
def test_it_names_each_of_its_traps_once(path: Path) -> None:
    """And at least one, by the names that the README explains."""
    (item,) = load_corpus(path.parent.parent, [path.stem])
    assert item.gold.traps
    assert set(item.gold.traps) <= _traps_of_the_readme()
    assert len(set(item.gold.traps)) == len(item.gold.traps)


@pytest.mark.parametrize("path", GOLD)
def test_an_entry_has_a_line_of_its_own(path: Path) -> None:
    """Quantities, quotations and responses stand one on a line, so that the file is mended by hand."""
    (item,) = load_corpus(path.parent.parent, [path.stem])
    gold = item.gold
    entries = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("    {")]
    assert len(entries) == len(gold.quantities) + len(gold.quotations) + len(gold.responses)
