"""What is shown while it works: requests, stage and time left, live in a terminal, now and then elsewhere."""

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from summariser.cli.app import app
from summariser.cli.batch.progress import LiveLine, PlainLines, line_of
from summariser.cli.output.progress import Interval, Reporter, clock_time
from summariser.jobs import Counts, Snapshot
from summariser.jobs.progress import Step
from tests.support import processes
from tests.support.servers import Reply, obedient, serving

WAITING = Counts(total=5, pending=5)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (Snapshot(WAITING, under_way=1, seconds=20, steps=(Step("draft", 0, 14),)),
         "0/min, 0 tokens, 1 under way (draft, 0 of 14 requests), 0:20 so far"),
        (Snapshot(WAITING, under_way=1, seconds=84, answered=7, steps=(Step("numbers", 7, 14, drafted=True),)),
         "0/min, 0 tokens, 7 requests answered, 1 under way (numbers, 7 of 14 requests), 9:06 left"),
        (Snapshot(WAITING, seconds=8, answered=9, steps=(Step("numbers", 4, 10), Step("numbers", 5, 6))),
         "9 requests answered, 2 under way (numbers, 9 of 16 requests)"),
        (Snapshot(WAITING, seconds=8, answered=1, steps=(Step("draft", 0, 10), Step("repair", 1, 6))),
         "2 under way (several stages, 1 of 16 requests)"),
        (Snapshot(Counts(total=5, pending=3, done=2), seconds=600, finished=2), "2/5 done, 0 failed, 0 flagged, 12/h,"),
        (Snapshot(Counts(total=9, pending=9), seconds=3, reading=True), "0/9+ done, 0 failed, 0 flagged, 0/min"),
        (Snapshot.empty(), "0/0 done, 0 failed, 0 flagged, 0/min, 0 tokens, 0:00 so far"),
    ],
)  # fmt: skip
def test_the_line_of_a_batch_moves_while_no_article_is_finished(now: Snapshot, said: str) -> None:
    assert said in line_of(now)


def test_lines_come_less_and_less_often() -> None:
    """After 10 s, 20 s more, 40 s more, and then every minute."""
    at = [0.0]
    occasions = Interval(lambda: at[0])
    due = []
    for second in range(400):
        at[0] = float(second)
        if occasions.is_due():
            due.append(second)
    assert due == [10, 30, 70, 130, 190, 250, 310, 370]


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0:00"), (59.6, "1:00"), (3725, "1:02:05"), (600, "10:00")]
)
def test_durations(seconds: float, said: str) -> None:
    assert clock_time(seconds) == said


def _reporter(terminal: bool, at: list[float], *, quiet: bool = False) -> tuple[Reporter, io.StringIO]:
    written = io.StringIO()
    console = Console(file=written, force_terminal=terminal, width=150)
    return Reporter(console, quiet=quiet, clock=lambda: at[0]), written


def _two_articles(reporter: Reporter, at: list[float]) -> None:
    """Each of five requests: a draft of 32 s, and four questions of 4 s."""
    with reporter:
        for number in (1, 2):
            reporter.article(f"{number}.txt", number, 2)
            for answered in range(6):
                at[0] += {0: 0.0, 1: 32.0}.get(answered, 4.0)
                reporter.asked("draft" if answered < 2 else "numbers", answered, 5)


def test_summarise_tells_of_requests_now_and_then() -> None:
    """A line an article, and one of how far it is as time goes by; what is left is that of all articles."""
    at = [0.0]
    reporter, written = _reporter(False, at)
    _two_articles(reporter, at)
    assert written.getvalue().splitlines() == [
        "1/2 1.txt",
        "1/2 1.txt: draft, 1 of 5 requests, 1:04 left",
        "2/2 2.txt",
        "2/2 2.txt: draft, 1 of 5 requests, 0:16 left",
    ]


def test_summarise_shows_them_live_in_a_terminal() -> None:
    at = [0.0]
    reporter, written = _reporter(True, at)
    _two_articles(reporter, at)
    assert "2/2 2.txt: numbers, 5 of 5 requests, 0:00 left" in written.getvalue()


@pytest.mark.parametrize("terminal", [True, False])
def test_quiet_is_quiet(terminal: bool) -> None:
    at = [0.0]
    reporter, written = _reporter(terminal, at, quiet=True)
    _two_articles(reporter, at)
    assert written.getvalue().strip() == ""


def test_a_terminal_shows_what_is_loaded_before_a_batch() -> None:
    written = io.StringIO()
    shown = LiveLine(Console(file=written, force_terminal=True, width=100))
    with shown:
        shown.loading("joining the weights", 3, 4)
        shown.loading("starting the model", 0, 0)
    assert "joining the weights (75%)" in written.getvalue()
    assert "starting the model" in written.getvalue()


def test_a_name_steers_nothing() -> None:
    at = [0.0]
    reporter, written = _reporter(False, at)
    with reporter:
        reporter.article("a\x1b[2J\u202e.txt", 1, 1)
    assert written.getvalue() == "a [2J .txt\n"


def test_plain_lines_of_a_batch_say_its_requests() -> None:
    at = [0.0]
    written = io.StringIO()
    with PlainLines(Console(file=written, width=200), clock=lambda: at[0]) as shown:
        for second in range(0, 35, 5):
            at[0] = float(second)
            steps = (Step("numbers", second, 50),)
            shown.progress(Snapshot(WAITING, under_way=1, seconds=at[0], answered=second, steps=steps))
    assert [line.split(", ")[5] for line in written.getvalue().splitlines()] == [
        "10 requests answered",
        "30 requests answered",
    ]


@pytest.mark.parametrize("command", ["summarise", "batch"])
def test_elsewhere_than_in_a_terminal_a_quick_call_says_little(
    command: str, article_file: Path, tmp_path: Path
) -> None:
    """A line for each article of `summarise`, none of `batch`."""
    more: list[Any] = ["--out", tmp_path / "out"] if command == "batch" else []
    with serving(obedient()) as server:
        base = [command, str(article_file), "--model", "m", "--base-url", server.base_url]
        ended = CliRunner().invoke(app, [*base, *map(str, more)])
    assert ended.exit_code == 0
    assert len(ended.stderr.splitlines()) == (1 if command == "summarise" else 0)


def test_status_tells_of_requests_while_a_batch_runs(article_file: Path, tmp_path: Path) -> None:
    """Asked in the middle of a run, while its second request waits."""
    out = tmp_path / "out"
    seen: list[tuple[dict[str, Any], str]] = []

    def answer(request: dict[str, Any]) -> Reply:
        made = [
            CliRunner().invoke(app, ["batch", "status", str(out), *more]).stdout for more in (["--json"], [])
        ]
        seen.append((json.loads(made[0]), made[1]))
        return obedient({"abstract": "Some 77 bridges."})(request)

    with serving(answer) as server:
        base = ["--model", "m", "--base-url", server.base_url, "--quiet", "--concurrency", "1"]
        command = processes.command("batch", article_file, "--out", out, *base)
        subprocess.run(command, env=processes.environment(), check=True, capture_output=True, timeout=60)
    counted, shown = seen[1]
    assert (counted["under_way"], counted["answered"], counted["done"]) == (1, 1, 0)
    assert "running, 1 articles under way, 1 requests of unfinished articles answered" in shown
