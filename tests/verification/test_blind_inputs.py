"""The inputs that verification is judged by were written without sight of it, and stay as they were written."""

import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PLANTED = sorted((HERE / "planted").glob("*.json"))


@pytest.mark.parametrize("path", PLANTED, ids=lambda path: path.stem)
def test_each_planted_summary_has_three_errors_that_can_be_found(path: Path) -> None:
    """The sentence of each error stands once in the summary, its number once in the sentence, its article beside it."""
    planted = json.loads(path.read_text(encoding="utf-8"))
    assert len(planted["errors"]) == 3
    assert (path.parent / planted["article"]).is_file()
    for entry in [*planted["errors"], *planted["tricky"]]:
        assert planted["summary"].count(entry["sentence"]) == 1
        assert entry["number"] in entry["sentence"]


def test_there_are_fifteen_planted_summaries() -> None:
    """Fifteen summaries, 45 errors."""
    assert len(PLANTED) == 15


def test_each_case_that_must_hold_names_one_number() -> None:
    """The number of each case stands once in its claim, and what is wanted is one of two things."""
    cases = json.loads((HERE / "holding.json").read_text(encoding="utf-8"))
    assert len(cases) >= 250
    assert [c for c in cases if c["claim"].count(c["number"]) != 1] == []
    assert {c["want"] for c in cases} == {"supported", "wrong"}
