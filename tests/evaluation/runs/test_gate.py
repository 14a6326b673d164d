"""The gate: catches a prompt made worse on purpose, lets an unchanged one pass, and says which figures failed."""

import json
import random
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from summariser.errors import ConfigurationError, RunError
from summariser.evaluation import Check, Difference, check, compare, junit_xml, load_gate
from summariser.evaluation.metrics import BY_NAME, Measure
from summariser.evaluation.scoring.bootstrap import chance, difference
from tests.evaluation.making import TEXT, write_gold
from tests.evaluation.running import evaluated, loop_on, rules, scored
from tests.support.processes import ROOT
from tests.support.servers import Answer, Reply, obedient, said_to_model, serving

pytestmark = pytest.mark.slow  # thousands of resamples

NAMES = [f"bridges-{i}" for i in range(6)]
WORSE = "Label everything a ferry."
LABELS = ["cost of repairs", "share of old bridges", "age of old bridges", "repairs of old bridges"]


def _labelling() -> Answer:
    """A model that does as its prompt says, and says it a little otherwise each time."""
    generator = random.Random(4)

    def answer(request: dict[str, Any]) -> Reply:
        told_to = WORSE in said_to_model(request)
        return obedient(what="ferry" if told_to else generator.choice(LABELS))(request)

    return answer


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Six articles that differ only in their last line."""
    return write_gold(tmp_path / "gold", {n: TEXT.replace("Ferry", f"Ferry {n[-1]}x") for n in NAMES})


def _prompt(tmp_path: Path, system: str) -> Path:
    own = tmp_path / system[:5].strip() / "report_summary"
    own.mkdir(parents=True)
    (own / "schema.py").write_text(
        "from summariser.schemas.report_summary import SUMMARY\n", encoding="utf-8"
    )
    (own / "system.j2").write_text(system, encoding="utf-8")
    return own


def _gate(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "gate.toml"
    path.write_text(text, encoding="utf-8")
    return path


NO_WORSE = '[[no_worse_than]]\nrun = "old"\nmetrics = ["quantities.f1.all", "core.recall", "labels.what"]\n'


def _checked(tmp_path: Path, new: str, text: str = NO_WORSE) -> list[Check]:
    return check(load_gate(_gate(tmp_path, text)), scored(tmp_path / new), scored)


def test_a_worse_prompt_is_caught(gold: Path, tmp_path: Path) -> None:
    """By the metric that it makes worse, with its figures; what it does not touch passes."""
    with serving(_labelling()) as server:
        evaluated(gold, tmp_path / "old", [loop_on(server, prompt=_prompt(tmp_path, "Answer well."))])
        evaluated(gold, tmp_path / "bad", [loop_on(server, prompt=_prompt(tmp_path, WORSE))])
    (broken,) = [c for c in _checked(tmp_path, "bad") if not c.passed]
    assert broken.name == "labels.what no worse than old"
    assert re.search(r"0\.\d+ \(.*\) against 0\.\d+ \(.*\), a difference of -0\.", broken.message)
    assert "6 articles worse, 0 better" in broken.message


def _with_alarms(folder: Path, changed: dict[str, str]) -> None:
    """Rewrites the records of a run: in the articles named, the bound of the first figure becomes another."""
    for name, bound in changed.items():
        (path,) = (folder / "records").rglob(f"{name}.*.json")
        record = json.loads(path.read_text(encoding="utf-8"))
        record["answer"]["summary"]["quantities"][0]["bound"] = bound
        path.write_text(json.dumps(record), encoding="utf-8")


class TestOnRecords:
    """On runs of the baseline without a model, whose records are then changed."""

    @pytest.fixture(autouse=True)
    def _runs(self, gold: Path, tmp_path: Path) -> None:
        for name in ("old", "new"):
            evaluated(gold, tmp_path / name, [rules])

    def test_a_loss_that_chance_may_make_passes_unless_any_loss_counts(self, tmp_path: Path) -> None:
        """One article of six is worse: its interval reaches zero. With `certain = false` it breaks the rule."""
        _with_alarms(tmp_path / "new", {NAMES[0]: "at_most"})
        assert all(c.passed for c in _checked(tmp_path, "new"))
        strict = _checked(tmp_path, "new", NO_WORSE + "certain = false\n")
        assert [c.passed for c in strict] == [False, False, True]

    def test_an_unchanged_system_passes_ten_times_out_of_ten(self, tmp_path: Path) -> None:
        """Each time with mistakes in some articles and not in others, as a model makes that is not deterministic."""
        generator = random.Random(7)
        _with_alarms(tmp_path / "old", dict.fromkeys(NAMES[:3], "at_most"))
        kept = [shutil.copytree(tmp_path / "new", tmp_path / f"new-{i}") for i in range(10)]
        for run in kept:
            _with_alarms(
                run, dict.fromkeys(generator.sample(NAMES, 3 + generator.randrange(-1, 2)), "at_most")
            )
        checks = [_checked(tmp_path, run.name) for run in kept]
        assert len({c.message for run in checks for c in run}) > 5
        assert [all(c.passed for c in run) for run in checks] == [True] * 10

    def test_a_shown_loss_within_the_margin_passes(self, tmp_path: Path) -> None:
        """All six are worse by one figure of six; `by` says how much is let pass."""
        _with_alarms(tmp_path / "new", dict.fromkeys(NAMES, "at_most"))
        assert [c.passed for c in _checked(tmp_path, "new")] == [False, False, True]
        assert all(c.passed for c in _checked(tmp_path, "new", NO_WORSE + "by = 0.3\n"))

    def test_what_is_better_is_no_loss(self, tmp_path: Path) -> None:
        """Also of a metric of which less is better."""
        _with_alarms(tmp_path / "old", dict.fromkeys(NAMES, "at_most"))
        rule = '[[no_worse_than]]\nrun = "old"\nmetrics = ["core.recall", "failures", "unsupported.after"]\n'
        assert all(c.passed for c in _checked(tmp_path, "new", rule))

    @pytest.mark.parametrize("count", range(1, 6))
    def test_of_a_few_articles_all_worse_nothing_is_told(
        self, gold: Path, tmp_path: Path, count: int
    ) -> None:
        """Chance makes all of five worse once in sixteen times: the rule holds, and says that it tells nothing."""
        few = write_gold(
            tmp_path / "few", {n: TEXT.replace("Ferry", f"Ferry {n[-1]}x") for n in NAMES[:count]}
        )
        for name in ("few-old", "few-new"):
            evaluated(few, tmp_path / name, [rules])
        _with_alarms(tmp_path / "few-new", dict.fromkeys(NAMES[:count], "at_most"))
        made = {d.metric.name: d for d in compare(scored(tmp_path / "few-new"), scored(tmp_path / "few-old"))}
        lost = made["core.recall"]
        assert (lost.better, lost.worse, lost.same) == (0, count, 0)
        assert lost.verdict == "too few articles to tell"
        assert made["quantities.recall.value"].verdict == "no difference shown"
        rule = NO_WORSE.replace('"old"', '"few-old"')
        checks = _checked(tmp_path, "few-new", rule)
        assert [(c.passed, c.told) for c in checks] == [(True, False), (True, False), (True, True)]
        assert checks[0].message.endswith(f"{count} articles worse, 0 better: too few articles to tell")
        assert [c.passed for c in _checked(tmp_path, "few-new", rule + "certain = false\n")] == [
            False,
            False,
            True,
        ]
        assert all(c.told for c in _checked(tmp_path, "few-new", rule + "by = 0.9\n"))
        assert '<skipped message="core.recall' in junit_xml(checks)

    def test_all_of_six_worse_is_a_loss(self, tmp_path: Path) -> None:
        """Chance makes that once in 32 times; all of six better is a gain."""
        _with_alarms(tmp_path / "new", dict.fromkeys(NAMES, "at_most"))
        for runs, verdict in ((("new", "old"), "worse"), (("old", "new"), "better")):
            made = {d.metric.name: d for d in compare(*(scored(tmp_path / run) for run in runs))}
            assert made["core.recall"].verdict == verdict
            assert made["core.recall"].chance == 2 / 64

    def test_thresholds(self, tmp_path: Path) -> None:
        """A value may be at the limit, not beyond it."""
        text = """
            threshold = [
                {metric = "quantities.recall.value", min = 1.0},
                {metric = "quantities.recall.value", max = 0.5},
                {metric = "failures", max = 0.0, system = "rules"},
                {metric = "verifier.precision", min = 0.0},
            ]
        """
        made = _checked(tmp_path, "new", text)
        assert [c.passed for c in made] == [True, False, True, False]
        assert "at most 0.5: it is 1.000" in made[1].message
        assert "it is no data" in made[3].message

    def test_differences_by_hand(self, tmp_path: Path) -> None:
        """Two of six articles lose one core figure of four: 2/24 less, two worse and four the same."""
        _with_alarms(tmp_path / "new", dict.fromkeys(NAMES[:2], "at_most"))
        made = {d.metric.name: d for d in compare(scored(tmp_path / "new"), scored(tmp_path / "old"))}
        lost = made["core.recall"]
        assert lost.estimate.value == pytest.approx(-2 / 24)
        assert (lost.better, lost.worse, lost.same) == (0, 2, 4)
        assert lost.verdict == "no difference shown"
        assert made["quantities.recall.value"].estimate.value == 0

    def test_an_unfinished_run_is_not_judged(self, tmp_path: Path) -> None:
        next((tmp_path / "new" / "records").rglob("*.json")).unlink()
        with pytest.raises(RunError, match="is not finished: 1 answers are missing"):
            _checked(tmp_path, "new")

    @pytest.mark.parametrize(
        ("text", "error", "message"),
        [
            ("", ConfigurationError, "has no rule"),
            ("[[threshold]]\nmetric = 'core.recall'\n", ConfigurationError, "threshold.0: .*give min or max"),
            ("[[threshold]]\nmetric = 'core'\nmin = 1\n", RunError, "no metric 'core': there are quantities"),
            ("[[thresholds]]\n", ConfigurationError, "thresholds"),
            ("x", ConfigurationError, "cannot be read"),
            (
                "[[threshold]]\nmetric = 'cost'\nmin = 1\nsystem = 'x'\n",
                RunError,
                "no system 'x': it has rules",
            ),
            ("[[no_worse_than]]\nrun = 'gone'\nmetrics = ['cost']\n", RunError, "gone holds no run"),
        ],
    )
    def test_rules_that_cannot_be_kept(
        self, text: str, error: type[Exception], message: str, tmp_path: Path
    ) -> None:
        with pytest.raises(error, match=message):
            _checked(tmp_path, "new", text)


def test_the_gate_that_we_ship_can_be_kept(gold: Path, tmp_path: Path) -> None:
    """Its rules name metrics that there are, and the finder alone keeps them on a simple article."""
    evaluated(gold, tmp_path / "run", [rules])
    checks = check(load_gate(ROOT / "evals" / "gate.toml"), scored(tmp_path / "run"), scored)
    assert len(checks) == 3
    assert all(c.passed for c in checks)


def test_junit_says_what_failed_in_any_text() -> None:
    """Well-formed whatever a system is called, with a failure for each broken rule."""
    checks = [Check("a < b", "s & \x00", True, "fine"), Check("c", 's"', False, "0.1 ]]> against \x1b 0.2")]
    read = ElementTree.fromstring(junit_xml(checks).split("\n", 1)[1])
    assert (read.get("tests"), read.get("failures")) == ("2", "1")
    cases = read.findall("./testsuite/testcase")
    assert [case.get("name") for case in cases] == ["a < b", "c"]
    assert [len(case) for case in cases] == [0, 1]
    assert "0.1 ]]> against" in (cases[1][0].get("message") or "")


def _verdict(gaps: list[float]) -> str:
    """The verdict on a metric that differs by so much, article by article."""
    old = [Measure(Decimal("0.5"), 1) for _ in gaps]
    new = [Measure(Decimal("0.5") + Decimal(repr(gap)), 1) for gap in gaps]
    made = difference(new, old)
    assert made
    better, worse = sum(gap > 0 for gap in gaps), sum(gap < 0 for gap in gaps)
    metric = BY_NAME["core.recall"]
    return Difference(metric, "s", "s", made, better, worse, 0, chance(new, old)).verdict


@pytest.mark.parametrize("count", [2, 3, 4, 6, 8, 12])
def test_of_runs_that_only_chance_makes_different_hardly_one_is_called_worse(count: int) -> None:
    """One in forty is to be expected; the interval alone calls a quarter of two articles so."""
    generator = random.Random(count)
    made = [_verdict([round(generator.gauss(0, 0.1), 3) for _ in range(count)]) for _ in range(60)]
    assert made.count("worse") <= 4
    assert made.count("better") <= 4


@pytest.mark.parametrize("count", [8, 12, 24])
def test_a_real_loss_is_nearly_always_called_so(count: int) -> None:
    """Of a size that stands out from what the articles differ by."""
    generator = random.Random(count)
    made = [_verdict([round(generator.gauss(-0.2, 0.1), 3) for _ in range(count)]) for _ in range(20)]
    assert made.count("worse") >= 18
