"""The gold of the evaluation says what stands in its articles, all of it, and names its traps."""

import re
from pathlib import Path

import pytest

from summariser.evaluation import check_corpus, load_corpus
from tests.processes import ROOT

EVALS = ROOT / "evals"
GOLD = sorted((EVALS / "gold").glob("*.json"))


def _traps_of_the_readme() -> set[str]:
    readme = (EVALS / "README.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([a-z-]+)` \|", readme.split("## The traps")[1], re.MULTILINE))


def test_every_proof_holds() -> None:
    """Each article has its gold, and the gold says what stands there: `summariser eval --check-gold evals`."""
    count, problems = check_corpus(EVALS)
    assert [str(problem) for problem in problems] == []
    assert count >= 24


def test_every_trap_of_the_readme_is_set_at_least_twice() -> None:
    """The traps named are those that the README explains, and none hangs on a single article."""
    named = [trap for item in load_corpus(EVALS) for trap in item.gold.traps]
    assert set(named) == _traps_of_the_readme()
    assert [trap for trap in set(named) if named.count(trap) < 2] == []


def test_each_article_has_its_digest() -> None:
    """SHA256SUMS names every article, so that a change of its text is noticed."""
    sums = (EVALS / "SHA256SUMS").read_text(encoding="utf-8").split()[1::2]
    assert sums == [f"articles/{path.name}" for path in sorted((EVALS / "articles").iterdir())]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_it_names_each_of_its_traps_once(path: Path) -> None:
    """And at least one."""
    (item,) = load_corpus(EVALS, [path.stem])
    assert item.gold.traps
    assert len(set(item.gold.traps)) == len(item.gold.traps)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_an_entry_has_a_line_of_its_own(path: Path) -> None:
    """Quantities, quotations and responses stand one on a line, so that the file is mended by hand."""
    (item,) = load_corpus(EVALS, [path.stem])
    gold = item.gold
    entries = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("    {")]
    assert len(entries) == len(gold.quantities) + len(gold.quotations) + len(gold.responses)
