"""`summariser eval`, as it is called: exit codes, what is printed, and one line for what is wrong."""

import json
import re
import signal
import subprocess
import threading
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from summariser.cli.app import app
from tests.evaluation.making import GOLD, write_gold
from tests.evaluation.running import two_articles
from tests.support.processes import command, environment
from tests.support.servers import Reply, completion, obedient, serving


def _eval(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["eval", *map(str, arguments)])


@pytest.fixture
def prompts(tmp_path: Path) -> list[Path]:
    """Two report types of one's own."""
    made = [tmp_path / name for name in ("brief", "polite")]
    for folder in made:
        folder.mkdir()
        schema = "from summariser.schemas.report_summary import SUMMARY\n"
        (folder / "schema.py").write_text(schema, encoding="utf-8")
    return made


def test_the_grid(tmp_path: Path, prompts: list[Path]) -> None:
    """Two models, two prompts and two repeats on two articles, with progress on standard error."""
    gold, run = two_articles(tmp_path / "gold"), tmp_path / "run"
    with serving(obedient()) as server:
        grid = [
            "--model",
            "A",
            "--model",
            "B",
            "--prompt",
            prompts[0],
            "--prompt",
            prompts[1],
            "--repeat",
            "2",
        ]
        made = _eval(gold, *grid, "--base-url", server.base_url, "--run", run, "--baseline", "rules")
    assert made.exit_code == 0, made.output
    for system in ("loop A brief", "loop A polite", "loop B brief", "loop B polite", "rules"):
        assert system in made.stdout
    assert "20/20" in made.stderr
    assert len(list((run / "records").rglob("*.json"))) == 20
    assert (run / "report.html").is_file()


def test_scoring_alone_asks_nobody(tmp_path: Path) -> None:
    """The server is gone."""
    gold, run = write_gold(tmp_path / "gold"), tmp_path / "run"
    with serving(obedient()) as server:
        first = _eval(gold, "--model", "A", "--base-url", server.base_url, "--run", run, "--quiet")
    again = _eval("--run", run)
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert again.stdout == first.stdout


def test_stored_answers_are_verified_anew(tmp_path: Path) -> None:
    """With --reverify what the stored verdicts say is all the same; the server is gone. The table is the first one."""
    gold, run = write_gold(tmp_path / "gold"), tmp_path / "run"
    with serving(obedient()) as server:
        _eval(gold, "--model", "A", "--base-url", server.base_url, "--run", run)
    table = (run / "table.md").read_text(encoding="utf-8")
    (file,) = (run / "records").rglob("*.json")
    record = json.loads(file.read_text(encoding="utf-8"))
    record["answer"]["verdicts"] = [v | {"ok": False} for v in record["answer"]["verdicts"]]
    file.write_text(json.dumps(record), encoding="utf-8")
    assert _eval("--run", run).exit_code == 0
    assert (run / "table.md").read_text(encoding="utf-8") != table
    assert _eval("--run", run, "--reverify").exit_code == 0
    assert (run / "table.md").read_text(encoding="utf-8") == table


def test_check_gold(tmp_path: Path) -> None:
    """0 and a count where all holds; 1 with file, line and field where not."""
    gold = write_gold(tmp_path / "gold")
    made = _eval("--check-gold", gold)
    assert (made.exit_code, made.stdout) == (0, "1 gold files checked: no problems\n")
    write_gold(gold, quantities=[GOLD["quantities"][0] | {"bound": "over"}, *GOLD["quantities"][1:]])
    wrong = _eval("--check-gold", gold)
    assert wrong.exit_code == 1
    assert f"{gold}/gold/bridges.json:7: quantities.0.bound: " in wrong.stdout
    assert "1 gold files checked: 1 problem\n" in wrong.stdout


def test_the_gate(tmp_path: Path) -> None:
    """0 where every rule holds; 1 with the failing figures where one is broken, and JUnit XML of both."""
    gold, run = write_gold(tmp_path / "gold"), tmp_path / "run"
    rules, junit = tmp_path / "gate.toml", tmp_path / "junit.xml"
    assert (
        _eval(
            gold, "--model", "A", "--base-url", "http://127.0.0.1:9/v1", "--only", "x", "--run", run
        ).exit_code
        == 2
    )
    with serving(obedient()) as server:
        _eval(gold, "--model", "A", "--base-url", server.base_url, "--run", run)
    rules.write_text('threshold = [{metric = "core.recall", min = 0.9}]\n', encoding="utf-8")
    held = _eval("--gate", rules, "--run", run, "--junit", junit)
    assert held.exit_code == 0, held.output
    assert "gate: 1 of 1 checks passed" in held.stdout
    rules.write_text('threshold = [{metric = "labels.what", min = 0.9}]\n', encoding="utf-8")
    broken = _eval("--gate", rules, "--run", run, "--junit", junit)
    assert broken.exit_code == 1
    assert "broken: loop A report_summary: labels.what at least 0.9: it is 0." in broken.stdout
    assert ElementTree.parse(junit).getroot().get("failures") == "1"


def test_compare(tmp_path: Path) -> None:
    """A run with itself: no difference in anything, each system with its like."""
    gold, run = two_articles(tmp_path / "gold"), tmp_path / "run"
    with serving(obedient()) as server:
        _eval(gold, "--model", "A", "--base-url", server.base_url, "--baseline", "rules", "--run", run)
    made = _eval("compare", run, run)
    assert made.exit_code == 0
    assert "loop A report_summary against loop A report_summary" in made.stdout
    assert "rules against rules" in made.stdout
    assert "0 / 0 / 2" in made.stdout
    assert "worse  " not in made.stdout.split("same")[1]
    apart = _eval("compare", run, run, "--system", "rules", "--against", "loop A report_summary")
    assert "rules against loop A report_summary" in apart.stdout


def test_two_articles_that_differ_tell_nothing(tmp_path: Path) -> None:
    """The comparison says so, and the gate, which holds."""
    gold, gate = two_articles(tmp_path / "gold"), tmp_path / "gate.toml"
    wrong = "Some 77 otters and 78 boats sank."  # cites nothing, so that no sentence of the article can stand for it
    for name, draft in ("old", None), ("new", {"key_findings": [{"text": wrong}]}):
        with serving(obedient(draft, again=wrong)) as server:
            _eval(gold, "--model", "A", "--base-url", server.base_url, "--run", tmp_path / name)
    made = _eval("compare", tmp_path / "new", tmp_path / "old")
    assert made.exit_code == 0
    assert "too few articles to tell" in made.stdout
    assert not re.search(r"(worse|better) *$", made.stdout, re.MULTILINE)
    gate.write_text('[[no_worse_than]]\nrun = "old"\nmetrics = ["unsupported.before", "core.recall"]\n')
    held = _eval("--gate", gate, "--run", tmp_path / "new")
    assert held.exit_code == 0
    assert "not told: loop A report_summary: unsupported.before no worse than old: " in held.stdout
    assert "gate: 2 of 2 checks passed" in held.stdout


WRONG = {
    "no such gold": (["{tmp}/none"], "holds no gold"),
    "no such run": (["--run", "{tmp}/none"], "holds no run"),
    "no such baseline": (["{gold}", "--baseline", "magic"], "no baseline 'magic': there are one-shot"),
    "a gate that is not there": (["--gate", "{tmp}/none.toml", "--run", "{tmp}"], "cannot be read"),
    "prices that are not there": (["--prices", "{tmp}/none.toml", "--run", "{tmp}"], "cannot be read"),
    "junit without a gate": (["{gold}", "--junit", "{tmp}/x"], "name one with --gate"),
    "a grid without gold": (["--baseline", "rules"], "name the gold folder"),
    "no such prompt": (["{gold}", "--prompt", "{tmp}/none"], "none"),
    "compared with nothing": (["compare", "{tmp}/a", "{tmp}/b"], "holds no run"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_call_is_one_line_and_exit_code_2(wrong: str, tmp_path: Path) -> None:
    arguments, message = WRONG[wrong]
    gold = write_gold(tmp_path / "gold")
    made = _eval(*(a.format(tmp=tmp_path, gold=gold) for a in arguments))
    assert made.exit_code == 2, made.output
    assert message in made.stderr
    assert len(made.stderr.strip().splitlines()) == 1
    assert made.stdout == ""


def test_where_nothing_was_answered_the_exit_code_says_so(tmp_path: Path) -> None:
    """And the table has the failures."""
    gold = write_gold(tmp_path / "gold")
    with serving(lambda _: Reply(status=401, body='{"error": {"message": "no"}}')) as server:
        made = _eval(gold, "--model", "A", "--base-url", server.base_url, "--run", tmp_path / "run")
    assert made.exit_code == 1
    assert "loop A report_summary: 1 failed with ServerError" in made.stdout


def test_ctrl_c_says_how_far_it_came_and_the_same_command_goes_on(tmp_path: Path) -> None:
    """The first article is kept, the second was under way."""
    gold, run = two_articles(tmp_path / "gold"), tmp_path / "run"
    second, over = threading.Event(), threading.Event()

    def answer(request: dict[str, Any]) -> Reply:
        if (run / "records").exists():
            second.set()
            over.wait(20)
            return completion("{}")
        return obedient()(request)

    with serving(answer) as server:
        process = subprocess.Popen(
            command("eval", gold, "--model", "A", "--base-url", server.base_url, "--run", run, "--quiet"),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # Tests may run in the background, where shells have SIGINT ignored.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )
        try:
            assert second.wait(30)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=20)
        finally:
            over.set()
            process.kill()
    assert process.returncode == 130
    assert (
        err == f"summariser: stopped; 1 of 2 answers are in {run}, and the same command goes on from there\n"
    )
    assert out == ""
    with serving(obedient()) as server:
        made = _eval(gold, "--model", "A", "--base-url", server.base_url, "--run", run)
    assert made.exit_code == 0
