"""`summariser batch` and its sub-commands: exit codes, what is shown, and what a machine can read."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from summariser.cli.app import app
from summariser.cli.batch.progress import LiveLine, PlainLines, line_of
from summariser.jobs import Counts, Snapshot
from tests.jobs.folders import article, records, write_jsonl
from tests.support.servers import Reply, Server, completion, obedient, said_to_model, serving


def _answer(request: dict[str, Any]) -> Reply:
    """One article fails, another has a number that its source does not have."""
    if "no. 1 " in said_to_model(request):
        return completion("no JSON \x1b[31m")
    invents = "no. 2 " in said_to_model(request)
    return obedient({"abstract": "Some 77 bridges."} if invents else None, again="Still 77 bridges.")(request)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(_answer) as running:
        yield running


def _invoke(*arguments: object, **options: Any) -> Result:
    return CliRunner().invoke(app, ["batch", *map(str, arguments)], **options)


def _batch(server: Server, *arguments: object, **options: Any) -> Result:
    return _invoke(*arguments, "--model", "m", "--base-url", server.base_url, **options)


def test_the_end_tells_what_failed_and_why_and_what_was_flagged(server: Server, tmp_path: Path) -> None:
    """Exit code 1; nothing steers the terminal."""
    out = tmp_path / "out"
    ended = _batch(server, write_jsonl(tmp_path / "in.jsonl", range(4)), "--out", out, "--on-fail", "reask")
    assert ended.exit_code == 1
    assert "3 of 4 articles done, 1 failed, 1 with unsupported numbers, 0 left" in ended.stdout
    assert "1 × the model's answer is not of the schema (draft)" in ended.stdout
    assert 'in.jsonl:3: abstract: The source does not have "77"' in ended.stdout
    assert f"Written: {out / 'results.jsonl'}" in ended.stdout
    assert "\x1b" not in ended.stdout + ended.stderr


def test_sub_commands_look_into_the_folder(server: Server, tmp_path: Path) -> None:
    """status, errors, export and reverify; none of them asks the model."""
    out = tmp_path / "out"
    _batch(server, write_jsonl(tmp_path / "in.jsonl", range(4)), "--out", out, "--quiet")
    asked = len(server.requests)

    status = _invoke("status", out)
    assert status.exit_code == 0
    assert f"{out}: not running" in status.stdout.replace("\n", "")
    assert "model m, base_url http://127.0.0.1" in status.stdout
    errors = _invoke("errors", out)
    assert errors.exit_code == 1
    assert errors.stdout.startswith(f"{tmp_path / 'in.jsonl'}:2: AnswerError: the model's answer")
    told = json.loads(_invoke("errors", out, "--json").stdout)
    assert (told["source"], told["kind"]) == (f"{tmp_path / 'in.jsonl'}:2", "AnswerError")
    exported = _invoke("export", out, "--parquet")
    assert exported.stdout.split()[-1] == str(out / "quantities.parquet")
    assert "3 summaries verified again, 0 with other verdicts" in _invoke("reverify", out).stdout
    assert len(server.requests) == asked


def test_run_may_be_named_or_not(server: Server, tmp_path: Path) -> None:
    """Options may come first; standard input is read."""
    lines = json.dumps({"body": article(0), "nr": "a7"}) + "\n"
    for out, call in ((tmp_path / "a", ["run", "-"]), (tmp_path / "b", ["--quiet", "-"])):
        options = ["--out", out, "--text-column", "body", "--id-column", "nr"]
        assert _batch(server, *call, *options, input=lines).exit_code == 0
        assert records(out)[0]["article"]["source"] == "standard input:a7"


def test_retry_failed_is_an_option(server: Server, tmp_path: Path) -> None:
    inputs = write_jsonl(tmp_path / "in.jsonl", [1])
    for more, grows in (((), True), ((), False), (("--retry-failed",), True)):
        before = len(server.requests)
        assert _batch(server, inputs, "--out", tmp_path / "out", "--quiet", *more).exit_code == 1
        assert (len(server.requests) > before) is grows


def test_a_budget_ends_with_an_exit_code_of_its_own(server: Server, tmp_path: Path) -> None:
    inputs = write_jsonl(tmp_path / "in.jsonl", [0, 3, 4])
    ended = _batch(
        server, inputs, "--out", tmp_path / "out", "--quiet", "--max-tokens", 30, "--concurrency", 1
    )
    assert ended.exit_code == 3
    assert "Stopped before the end: the budget of 30 tokens is used up (30): allow more" in ended.stdout


WRONG: dict[str, tuple[list[str], str]] = {
    "nothing there": (["none.txt", "--out", "run"], "none.txt: no such file"),
    "no folder named": (["in.jsonl"], "--out"),
    "out is a file": (["in.jsonl", "--out", "in.jsonl"], "in.jsonl: File exists"),
    "money without prices": (["in.jsonl", "--out", "run", "--max-cost", "3"], "needs --prompt-price"),
    "no run folder": (["status", "nowhere"], "nowhere is no run folder"),
    "no run to export": (["export", "nowhere"], "nowhere is no run folder"),
    "unknown engine": (
        ["in.jsonl", "--out", "run", "--engine", "steam"],
        "'steam' is not one of 'local', 'ray'",
    ),
    "unknown report type": (["in.jsonl", "--out", "run", "--report-type", "weather"], "no report type"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_call_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    """And an exit code that is neither that of success nor that of a failed article."""
    monkeypatch.chdir(tmp_path)
    write_jsonl(tmp_path / "in.jsonl", [1])
    ended = _invoke(*arguments)
    assert ended.exit_code in (2, 3)
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_reverify_of_no_run_folder_makes_none(tmp_path: Path) -> None:
    ended = _invoke("reverify", tmp_path / "nowhere")
    assert ended.exit_code == 2
    assert not (tmp_path / "nowhere").exists()


def test_logs_and_metrics_for_machines(server: Server, tmp_path: Path) -> None:
    """Each line of the log is an object; the text file is of Prometheus' format and ends with the run."""
    metrics = tmp_path / "batch.prom"
    inputs = write_jsonl(tmp_path / "in.jsonl", range(3))
    ended = _batch(server, inputs, "--out", tmp_path / "out", "--log-json", "--metrics", metrics)
    events = [json.loads(line) for line in ended.stderr.splitlines()]
    assert [e["event"] for e in events if e["event"] != "progress"] == ["begin", *["article"] * 3, "end"]
    assert {e["state"] for e in events if e["event"] == "article"} == {"done", "failed"}
    lines = metrics.read_text().splitlines()
    assert 'summariser_batch_articles{state="done"} 2' in lines
    assert "summariser_batch_running 0" in lines
    assert all(line.startswith("#") or len(line.split()) == 2 for line in lines)


NOW = Snapshot(
    Counts(total=90, done=30, failed=2, pending=58, flagged=3, prompt_tokens=9000, completion_tokens=500),
    under_way=4,
    finished=30,
    seconds=60,
    cost=1.5,
)


def test_the_live_line_says_how_far_it_is() -> None:
    assert line_of(NOW) == "32/90 done, 2 failed, 3 flagged, 30/min, 9,500 tokens, cost 1.50, 1:56 left"


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_a_live_line_in_a_terminal_and_lines_elsewhere(terminal: bool) -> None:
    """What a server said is shown as plain text in both."""
    written = io.StringIO()
    console = Console(file=written, force_terminal=terminal, width=120)
    now = [0.0]
    shown = LiveLine(console) if terminal else PlainLines(console, clock=lambda: now[0])
    with shown:
        shown.progress(NOW)
        now[0] = 11.0
        shown.progress(NOW)
        shown.event("note", message="the server is down (\x1b]0;x\x07): paused")
        shown.event("article", state="done")
    text = written.getvalue()
    assert "32/90 done, 2 failed" in text
    assert "the server is down ( ]0;x ): paused" in text
    if not terminal:
        assert text.count("\n") == 2
