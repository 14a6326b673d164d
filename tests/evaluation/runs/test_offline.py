"""`make eval`: three articles on what the embedded model answered, played by cassettes, to a whole report."""

from pathlib import Path

import pytest

from summariser import evaluation
from tests.support.cassette import RECORDING
from tools import eval_offline

pytestmark = pytest.mark.slow  # an evaluation, whole


@pytest.mark.cassette
def test_three_articles_from_cassettes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every request finds its answer, and the table and report say what the run folder holds."""
    if RECORDING:
        pytest.skip("plays what the other tests record")
    eval_offline.main(tmp_path / "run")
    scores = evaluation.score(evaluation.RunFolder(tmp_path / "run"), evaluation.Prices())
    (loop, rules) = scores.systems
    assert rules == "rules"
    assert scores.failures(loop) == {}, "the prompt or schema changed: run make record"
    assert len(scores.items) == 3
    assert scores.missing == 0
    tokens = scores.estimate(loop, "tokens.completion")
    assert tokens is not None
    assert tokens.value > 0
    out = capsys.readouterr().out
    assert "| Core recall |" in out
    assert (tmp_path / "run" / "report.html").stat().st_size > 10_000
