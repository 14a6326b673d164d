"""A judge: asked only when named, once for each answer, and shown for what it is."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from summariser.cli.app import app
from summariser.evaluation import Prices, RunFolder, Scores, score
from tests.evaluation.running import two_articles
from tests.support.servers import Reply, completion, obedient, said_to_model, serving

LOOP = "loop A report_summary"
OPINION = {"worst": "It is short.", "faithful": 4, "complete": 2, "clear": 5}


def _answering(opinion: Any, asked: list[str]) -> Any:
    """The pipeline's model and the judge behind one address; what the judge is asked goes into `asked`."""

    def answer(request: dict[str, Any]) -> Reply:
        if request["response_format"]["json_schema"]["name"] != "Opinion":
            return obedient()(request)
        asked.append(said_to_model(request))
        return completion(json.dumps(opinion))

    return answer


def _eval(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["eval", *map(str, arguments)])


def _scores(run: Path) -> Scores:
    return score(RunFolder(run), Prices())


def test_each_summary_is_judged_once(tmp_path: Path) -> None:
    """With the article beside it; a second call asks nothing, and the ratings stand in table and report."""
    gold, run, asked = two_articles(tmp_path / "gold"), tmp_path / "run", list[str]()
    with serving(_answering(OPINION, asked)) as server:
        at = ["--model", "A", "--base-url", server.base_url, "--run", run]
        assert _eval(gold, *at).exit_code == 0
        assert asked == []
        assert _scores(run).estimate(LOOP, "judge.faithful") is None
        assert _eval(gold, *at, "--judge", "wise").exit_code == 0
        assert len(asked) == 2
        assert "Structures Board said in a report" in asked[0]
        assert "A report was published." in asked[0]
        assert _eval(gold, *at, "--judge", "wise").exit_code == 0
    assert len(asked) == 2
    made = [_scores(run).estimate(LOOP, f"judge.{name}") for name in ("faithful", "complete", "clear")]
    assert [estimate and estimate.value for estimate in made] == [4, 2, 5]
    assert "judge wise" in (run / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("opinion", [{"worst": "x", "faithful": 9, "complete": 1, "clear": 1}, "no opinion"])
def test_an_unusable_opinion_is_no_data(opinion: Any, tmp_path: Path) -> None:
    """It is kept with its reason, and not asked for again."""
    gold, run, asked = two_articles(tmp_path / "gold"), tmp_path / "run", list[str]()
    with serving(_answering(opinion, asked)) as server:
        at = [gold, "--model", "A", "--base-url", server.base_url, "--run", run, "--judge", "wise"]
        assert _eval(*at).exit_code == 0
        count = len(asked)
        assert _eval(*at).exit_code == 0
    assert len(asked) == count
    assert _scores(run).estimate(LOOP, "judge.faithful") is None
    kept = next((run / "judgements").rglob("*.json")).read_text(encoding="utf-8")
    assert "not of the schema" in json.loads(kept)["error"]


def test_a_judge_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    """And what was answered is kept."""
    gold, run = two_articles(tmp_path / "gold"), tmp_path / "run"
    with serving(obedient()) as server, serving(lambda _: Reply(status=401)) as nobody:
        at = [gold, "--model", "A", "--base-url", server.base_url, "--run", run, "--quiet"]
        made = _eval(*at, "--judge", "wise", "--judge-base-url", nobody.base_url)
    assert made.exit_code == 2
    assert made.stderr.startswith("summariser: the judge gives no answer: ")
    assert _scores(run).missing == 0
