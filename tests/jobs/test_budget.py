"""The budget of a run folder: held as nearly as can be, and what is said of it is true."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from summariser.jobs import Flow, Prices, Report
from tests.jobs.folders import article, records, run, write_jsonl
from tests.support.servers import Reply, Server, completion, obedient, serving

COST = 15  # tokens of each answer of the scripted model


def _run(server: Server, tmp_path: Path, articles: int = 6, **flow: Any) -> Report:
    inputs = write_jsonl(tmp_path / "in.jsonl", range(articles))
    return run(server, inputs, tmp_path / "out", flow=Flow(**({"concurrency": 16} | flow)))


def _used(report: Report) -> int:
    return report.counts.prompt_tokens + report.counts.completion_tokens


@pytest.mark.parametrize("limit", [1, 14, 15, 16, 50, 100])
def test_no_more_is_used_than_the_budget_and_one_request(tmp_path: Path, limit: int) -> None:
    """However many requests might be under way together; what an article lacks is asked for by another run."""
    with serving(obedient()) as server:
        report = _run(server, tmp_path, articles=10, max_tokens=limit)
        asked = len(server.requests)
        assert limit <= asked * COST < limit + COST
        assert report.stopped
        assert f"budget of {limit:,} tokens" in report.stopped
        assert report.counts.failed == 0

        again = _run(server, tmp_path, articles=10, max_tokens=10_000)
    assert (again.counts.done, again.stopped) == (10, None)
    assert len(server.requests) * COST == _used(again)  # nothing was asked twice


def test_a_budget_that_was_enough_is_not_what_ended_the_run(tmp_path: Path) -> None:
    """Also where it is used up to the last token, or a little beyond."""
    with serving(obedient()) as server:
        whole = _run(server, tmp_path, articles=3)
    for limit in (_used(whole), _used(whole) - 1):
        folder = tmp_path / str(limit)
        folder.mkdir()
        with serving(obedient()) as server:
            report = _run(server, folder, articles=3, concurrency=1, max_tokens=limit)
        assert (report.counts.done, report.stopped) == (3, None)


def test_a_budget_in_money(tmp_path: Path) -> None:
    with serving(obedient()) as server:
        report = _run(server, tmp_path, max_cost=0.0004, prices=Prices(10, 10))
    assert report.stopped
    assert "budget of 0.00" in report.stopped
    assert len(server.requests) == 3


def test_a_folder_whose_budget_is_used_up_asks_for_nothing(tmp_path: Path) -> None:
    with serving(obedient()) as server:
        _run(server, tmp_path, max_tokens=40)
        asked = len(server.requests)
        report = _run(server, tmp_path, max_tokens=40)
    assert report.stopped
    assert len(server.requests) == asked


def test_several_processes_count_together(tmp_path: Path) -> None:
    """What is under way in another process is finished, and nothing begun after it."""
    inputs = write_jsonl(tmp_path / "in.jsonl", range(30))
    with serving(obedient()) as server:
        flow = Flow(concurrency=2, max_tokens=60)
        report = run(server, inputs, tmp_path / "out", flow=flow, processes=2)
    assert report.stopped
    assert report.counts.pending > 10


# What a server may answer an article with that then fails, each request of it costing 15 tokens.
def _with_usage(body: dict[str, Any]) -> str:
    return json.dumps(body | {"usage": {"prompt_tokens": 10, "completion_tokens": 5}})


_SAID = json.loads(completion("x").body)["choices"][0]
FAILURES = {
    "refusal": (completion(None, refusal="I will not"), 1),
    "content filter": (completion("", finish_reason="content_filter"), 1),
    "cut off": (completion('{"a', finish_reason="length"), 1),
    "not of the schema": (completion('{"a": 1}'), 2),
    "no JSON": (completion("no"), 2),
    "no choices": (Reply(body=_with_usage({"choices": []})), 1),
    "no message": (Reply(body=_with_usage({"choices": [_SAID | {"message": None}]})), 1),
    "an error with status 200": (Reply(body=_with_usage({"error": {"message": "oops"}})), 1),
    "an error": (Reply(400, _with_usage({"error": {"message": "oops"}})), 1),
    "a status of none": (Reply(418, _with_usage({"error": {"message": "oops"}})), 1),
}


@pytest.mark.parametrize(("reply", "requests"), FAILURES.values(), ids=FAILURES.keys())
def test_what_a_failed_article_cost_is_counted(tmp_path: Path, reply: Reply, requests: int) -> None:
    """In its record, in the counts, and in the budget of the next run."""
    good = obedient()

    def answer(request: dict[str, Any]) -> Reply:
        return reply if "no. 0 " in json.dumps(request) else good(request)

    inputs = tmp_path / "in.jsonl"
    plain = "Bridges close\n\nArticle no. {} is from the valley, where bridges are old, the Board said.\n"
    with serving(answer) as server:
        inputs.write_text(json.dumps({"text": plain.format(0)}) + "\n")
        report = run(server, inputs, tmp_path / "out", flow=Flow(concurrency=1))
        sent = len(server.requests)
        assert (report.counts.failed, sent) == (1, requests)
        assert _used(report) == requests * COST
        (record,) = records(tmp_path / "out")
        usage = record["provenance"]["usage"]
        assert usage["prompt_tokens"] + usage["completion_tokens"] == requests * COST

        inputs.write_text("".join(json.dumps({"text": plain.format(n)}) + "\n" for n in (0, 1)))
        report = run(server, inputs, tmp_path / "out", flow=Flow(concurrency=1, max_tokens=requests * COST))
    assert report.stopped
    assert len(server.requests) == sent


@pytest.mark.parametrize(
    "usage",
    [
        {"prompt_tokens": 2**63, "completion_tokens": 2**63 - 1},
        {"prompt_tokens": 10**400, "completion_tokens": 2**64},
        {"prompt_tokens": 9e18, "completion_tokens": 1e300},
        {"prompt_tokens": -(2**63) - 1, "completion_tokens": -1},
        {"prompt_tokens": 2.5, "completion_tokens": "12"},
        {"prompt_tokens": True, "completion_tokens": [3]},
        {"prompt_tokens": None, "completion_tokens": {}},
        {"prompt_tokens": float("nan"), "completion_tokens": float("-inf")},
        [1, 2],
        2**63,
    ],
    ids=str,
)
@pytest.mark.parametrize("failing", [False, True])
def test_counts_that_cannot_be_true_count_as_none(tmp_path: Path, usage: Any, failing: bool) -> None:
    """They end nothing, and use up no budget."""

    def answer(request: dict[str, Any]) -> Reply:
        reply = completion(None, refusal="no") if failing else obedient()(request)
        reply.body = json.dumps(json.loads(reply.body) | {"usage": usage})
        return reply

    with serving(answer) as server:
        report = _run(server, tmp_path, articles=3, max_tokens=1000)
    assert (report.counts.failed, report.counts.done) == ((3, 0) if failing else (0, 3))
    assert (_used(report), report.stopped) == (0, None)


@pytest.mark.parametrize(("told", "counted"), [(12.0, 12), (10**9, 10**9), (10**9 + 1, 0), (1, 1), (0, 0)])
def test_counts_that_can_be_true_are_taken(tmp_path: Path, told: float, counted: int) -> None:
    text = article(1).replace("nine", "the").replace(" It cost over £5 million.", "").replace("no. 1", "one")
    (tmp_path / "one.txt").write_text(text)

    def answer(request: dict[str, Any]) -> Reply:
        reply = obedient()(request)
        reply.body = json.dumps(json.loads(reply.body) | {"usage": {"prompt_tokens": told}})
        return reply

    with serving(answer) as server:
        report = run(server, str(tmp_path / "one.txt"), tmp_path / "out")
    assert report.counts.prompt_tokens == counted * len(server.requests)
    with sqlite3.connect(tmp_path / "out" / "state.sqlite") as state:
        assert state.execute("SELECT typeof(prompt_tokens) FROM articles").fetchone() == ("integer",)
    state.close()
