"""Runs: nothing is asked twice, a stopped one goes on, failures count, and what does not fit is refused."""

import threading
from pathlib import Path
from typing import Any

import pytest

from summariser.article import Article
from summariser.errors import ConfigurationError, RunError
from summariser.evaluation import RunFolder, load_prices
from summariser.evaluation.records.record import Answer
from tests.evaluation.making import TEXT, write_gold
from tests.evaluation.running import evaluated, loop_on, rules, scored, two_articles
from tests.support.servers import Reply, completion, obedient, serving

LOOP = "loop scripted report_summary"


class _Broken:
    """A system that cannot be set up."""

    name = "broken"

    def key(self, article: Article, repeat: int) -> str:
        return "broken"

    async def answer(self, article: Article) -> Answer:
        raise ConfigurationError("no report type")


def test_an_answer_is_asked_for_once(tmp_path: Path) -> None:
    """The same run again sends no request, nor does scoring; one more repeat asks only for that."""
    gold, folder = two_articles(tmp_path / "gold"), tmp_path / "run"
    with serving(obedient()) as server:
        assert evaluated(gold, folder, [loop_on(server)]) == [False, False]
        asked = len(server.requests)
        assert evaluated(gold, folder, [loop_on(server)]) == [True, True]
        assert len(server.requests) == asked
        assert evaluated(gold, folder, [loop_on(server)], repeats=2) == [True, True, False, False]
    scores = scored(folder)
    assert scores.missing == 0
    assert [len(scores.cases[LOOP][name]) for name in ("bridges", "viaducts")] == [2, 2]


def test_articles_may_be_under_way_together(tmp_path: Path) -> None:
    """Each draft is answered only when the other one is asked for too; the scores are those of one after the other."""
    gold = two_articles(tmp_path / "gold")
    both = threading.Barrier(2)

    def answer(request: dict[str, Any]) -> Reply:
        if request["response_format"]["json_schema"]["name"] == "ReportSummary":
            both.wait(30)
        return obedient()(request)

    with serving(answer) as server:
        assert evaluated(gold, tmp_path / "together", [loop_on(server)], at_once=2) == [False, False]
    with serving(obedient()) as server:
        evaluated(gold, tmp_path / "alone", [loop_on(server)])
    together, alone = scored(tmp_path / "together"), scored(tmp_path / "alone")
    assert together.missing == 0
    for name in ("bridges", "viaducts"):
        (one,), (other,) = together.cases[LOOP][name], alone.cases[LOOP][name]
        assert one.output.answer.summary == other.output.answer.summary


def test_what_ends_a_run_ends_it_for_all_that_is_under_way(tmp_path: Path) -> None:
    gold = two_articles(tmp_path / "gold")
    with serving(obedient()) as server, pytest.raises(ConfigurationError, match="no report type"):
        evaluated(gold, tmp_path / "run", [lambda models: _Broken(), loop_on(server)], at_once=2)


def test_a_run_that_was_stopped_goes_on(tmp_path: Path) -> None:
    """What was answered before the stop is kept, and seen as unfinished until then."""
    gold, folder = two_articles(tmp_path / "gold"), tmp_path / "run"

    with serving(obedient()) as server:
        evaluated(gold, folder, [loop_on(server)])
        (kept,) = (folder / "records").rglob("viaducts*.json")
        kept.unlink()  # as where the process was killed before it
        assert scored(folder).missing == 1
        assert evaluated(gold, folder, [loop_on(server)]) == [True, False]
    assert scored(folder).missing == 0


def test_a_changed_article_is_asked_anew_and_alone(tmp_path: Path) -> None:
    """Scoring the old answers on the new text is refused, and says what to do."""
    gold, folder = two_articles(tmp_path / "gold"), tmp_path / "run"
    with serving(obedient()) as server:
        evaluated(gold, folder, [loop_on(server)])
        (gold / "articles" / "bridges.txt").write_text(
            TEXT + "\nMore was said on Monday.\n", encoding="utf-8"
        )
        with pytest.raises(
            RunError, match=r"the text of bridges.txt is not the one .* only that article is asked"
        ):
            scored(folder)
        assert evaluated(gold, folder, [loop_on(server)]) == [False, True]
    assert scored(folder).missing == 0


def test_a_changed_prompt_is_asked_anew(tmp_path: Path) -> None:
    """And going back to the old one finds its answers."""
    gold, folder, own = write_gold(tmp_path / "gold"), tmp_path / "run", tmp_path / "report_summary"
    own.mkdir()
    (own / "schema.py").write_text(
        "from summariser.schemas.report_summary import SUMMARY\n", encoding="utf-8"
    )
    with serving(obedient()) as server:
        evaluated(gold, folder, [loop_on(server, prompt=own)])
        (own / "system.j2").write_text("Answer briefly.\n", encoding="utf-8")
        assert evaluated(gold, folder, [loop_on(server, prompt=own)]) == [False]
        (own / "system.j2").unlink()
        assert evaluated(gold, folder, [loop_on(server, prompt=own)]) == [True]


def test_a_model_that_fails_on_some_articles(tmp_path: Path) -> None:
    """Is scored on all: the failure is counted by its kind, and what the article had counts as not found."""
    gold, folder = two_articles(tmp_path / "gold"), tmp_path / "run"

    def answer(request: dict[str, Any]) -> Reply:
        # Only the draft of the one article is answered with what is no JSON, again and again.
        is_draft = bool(drafts([request]))
        return (
            completion("I cannot.") if is_draft and len(drafts(server.requests)) > 1 else obedient()(request)
        )

    with serving(answer) as server:
        evaluated(gold, folder, [loop_on(server)])
        scores = scored(folder)
        assert scores.failures(LOOP) == {"AnswerError": 1}
        failed = scores.estimate(LOOP, "failures")
        assert failed is not None
        assert failed.value == 1 / 2
        found = scores.row(LOOP, "quantities.recall.value")
        assert [measure and (measure.part, measure.whole) for measure in found] == [(6, 6), (0, 6)]
        tokens = scores.row(LOOP, "tokens.completion")
        assert tokens[1] is not None
        assert tokens[1].part > 0  # what the failure cost is counted too
        # A model's failure is an answer: it is not asked for again.
        assert evaluated(gold, folder, [loop_on(server)]) == [True, True]


def drafts(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The requests for a draft, alone or with all else that is asked about an article."""
    return [
        r for r in requests if r["response_format"]["json_schema"]["name"] in ("ReportSummary", "Answers")
    ]


def test_an_unreachable_server_is_asked_again_next_time(tmp_path: Path) -> None:
    """Its failure is counted, but it says nothing about the model."""
    gold, folder = write_gold(tmp_path / "gold"), tmp_path / "run"
    with serving(lambda _: Reply(status=401, body='{"error": {"message": "no"}}')) as server:
        evaluated(gold, folder, [loop_on(server)])
        assert scored(folder).failures(LOOP) == {"ServerError": 1}
        assert evaluated(gold, folder, [loop_on(server)]) == [False]


def test_the_baseline_without_a_model_asks_nobody(tmp_path: Path) -> None:
    """Costs nothing, which is known, and finds what the finder finds."""
    folder = tmp_path / "run"
    evaluated(write_gold(tmp_path / "gold"), folder, [rules])
    scores = scored(folder)
    cost, found = scores.estimate("rules", "cost"), scores.estimate("rules", "quantities.recall.value")
    assert cost is not None
    assert cost.value == 0
    assert found is not None
    assert found.value == 1


def test_a_model_without_a_price_has_an_unknown_cost(tmp_path: Path) -> None:
    """With one it has a cost: 5 completion and 10 prompt tokens a request, at 1 and 2 dollars a million."""
    folder = tmp_path / "run"
    with serving(obedient()) as server:
        evaluated(write_gold(tmp_path / "gold"), folder, [loop_on(server)])
    assert scored(folder).estimate(LOOP, "cost") is None
    prices = tmp_path / "prices.toml"
    prices.write_text('[models."scripted"]\nprompt = 2\ncompletion = 1\n', encoding="utf-8")
    made = scored(folder, load_prices(prices)).estimate(LOOP, "cost")
    assert made is not None
    assert float(made.value) == pytest.approx(len(server.requests) * 25 / 1_000_000)


def test_a_run_of_another_version_is_refused(tmp_path: Path) -> None:
    """Both to score it and to write into it; a record of another version too."""
    gold, folder = write_gold(tmp_path / "gold"), tmp_path / "run"
    evaluated(gold, folder, [rules])
    settings = folder / "run.json"
    kept = settings.read_text(encoding="utf-8")
    settings.write_text(kept.replace('"format": 1', '"format": 2'), encoding="utf-8")
    with pytest.raises(RunError, match="is of format 2, and this version reads 1"):
        scored(folder)
    with pytest.raises(RunError, match="run again into another folder"):
        evaluated(gold, folder, [rules])
    settings.write_text(kept, encoding="utf-8")
    (record,) = (folder / "records").rglob("*.json")
    record.write_text(
        record.read_text(encoding="utf-8").replace('"format": 1', '"format": 7'), encoding="utf-8"
    )
    with pytest.raises(RunError, match="is of format 7"):
        scored(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', "\x00"])
def test_a_record_that_is_none_says_what_to_do(text: str, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    evaluated(write_gold(tmp_path / "gold"), folder, [rules])
    (record,) = (folder / "records").rglob("*.json")
    record.write_text(text, encoding="utf-8")
    with pytest.raises(RunError, match="delete it to have it asked anew"):
        scored(folder)


def test_a_folder_without_a_run(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"holds no run: it has no run.json; make one with"):
        scored(tmp_path)


def test_settings_cannot_point_outside_the_run(tmp_path: Path) -> None:
    """A run folder may come from others."""
    folder = tmp_path / "run"
    evaluated(write_gold(tmp_path / "gold"), folder, [rules])
    with pytest.raises(RunError, match="outside the run"):
        RunFolder(folder).record("../../gold/gold/bridges.json")


def test_gold_that_moved_away(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    evaluated(write_gold(tmp_path / "gold"), folder, [rules])
    (tmp_path / "gold").rename(tmp_path / "elsewhere")
    with pytest.raises(RunError, match="name its folder with --gold"):
        scored(folder)


def test_two_systems_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="two systems are called 'rules'"):
        evaluated(write_gold(tmp_path / "gold"), tmp_path / "run", [rules, rules])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[models."m"]\nprompt = 1\n', "models.m.completion"),
        ('[models."m"]\nprompt = -1\ncompletion = 1\n', "models.m.prompt"),
        ("models = 3\n", "models"),
        ("[models", "cannot be read"),
    ],
)
def test_wrong_prices_name_the_entry(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "prices.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=message):
        load_prices(path)
