"""`--strict` and `--fail-on`: which verdicts end a command with exit code 1, and the three levels in what is shown."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from summariser import Article, Level, Verdict, Verification
from summariser.cli.app import app
from summariser.cli.fail_on import failing, in_words, parse_rules, rules_of, without_comments
from summariser.errors import ConfigurationError
from summariser.extraction import pipeline
from summariser.verification import Check, Status, verify, verify_text, written
from tests.jobs.folders import write_jsonl
from tests.support.servers import Server, obedient, serving

WHY = "Another number fits better."


def _doubted(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts, that on each supported number outside `quantities` with a doubt."""

    def in_prose(v: Verdict) -> bool:
        return v.check is Check.NUMBER and not v.path.startswith("quantities.")

    return tuple(v.model_copy(update={"doubt": WHY}) if v.ok and in_prose(v) else v for v in verdicts)


@pytest.fixture
def doubting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is supported in prose is doubted, whatever the rules for doubts are."""

    def doubting_verify(summary: Any, article: Article) -> Verification:
        found = verify(summary, article)
        return found.model_copy(update={"verdicts": _doubted(found.verdicts)})

    for module in (written, pipeline):
        monkeypatch.setattr(module, "verify", doubting_verify)
    monkeypatch.setattr(
        written, "verify_text", lambda text, source: _doubted(verify_text(text, source=source))
    )


class TestLevel:
    """Each verdict has one of three levels."""

    @pytest.mark.parametrize(
        ("status", "doubt", "level"),
        [
            (Status.ROUNDED, None, Level.SUPPORTED),
            (Status.ROUNDED, WHY, Level.DOUBT),
            (Status.ABSENT, None, Level.UNSUPPORTED),
            (Status.ABSENT, WHY, Level.UNSUPPORTED),
        ],
    )
    def test_from_status_and_doubt(self, status: Status, doubt: str | None, level: Level) -> None:
        verdict = Verdict(text="9", status=status, doubt=doubt, message="m")
        assert verdict.level is level
        assert verdict.model_dump(mode="json")["level"] == level.value


class TestRules:
    """The rules by themselves."""

    @pytest.mark.parametrize(
        ("rules", "path", "level", "fails"),
        [
            ("abstract:doubt", "abstract", Level.DOUBT, True),
            ("abstract:doubt", "abstract", Level.UNSUPPORTED, True),
            ("abstract:doubt", "abstract", Level.SUPPORTED, False),
            ("abstract:unsupported", "abstract", Level.DOUBT, False),
            ("abstract:never", "abstract", Level.UNSUPPORTED, False),
            ("abstract:doubt", "headline", Level.UNSUPPORTED, False),
            ("quantities.*:unsupported", "quantities.12.value", Level.UNSUPPORTED, True),
            ("quantities.*.value:unsupported", "quantities.2.value", Level.UNSUPPORTED, True),
            ("quantities.*.value:unsupported", "quantities.2.evidence", Level.UNSUPPORTED, False),
            ("quantities:unsupported", "quantities.2.value", Level.UNSUPPORTED, True),
            ("quant:unsupported", "quantities.2.value", Level.UNSUPPORTED, False),
            ("*:doubt", "", Level.DOUBT, True),
            ("*:doubt", "a.b\nc", Level.DOUBT, True),
            ("a+[b]?:doubt", "a+[b]?", Level.DOUBT, True),
            ("abs.ract:doubt", "abstract", Level.DOUBT, False),
            ("report.date:never,*:doubt", "report.date", Level.UNSUPPORTED, False),
            ("report.date:never,*:doubt", "report.issuer", Level.DOUBT, True),
            ("*:doubt,report.date:never", "report.date", Level.DOUBT, True),
        ],
    )
    def test_the_first_that_matches_decides(self, rules: str, path: str, level: Level, fails: bool) -> None:
        assert failing([(path, level)], parse_rules(rules)) == [(path, level)] * fails

    @pytest.mark.parametrize(
        "wrong",
        [
            "",
            " , ",
            "abstract",
            ":doubt",
            "abstract:",
            "abstract:bad",
            "a:doubt b:doubt",
            "abstract:supported",
        ],
    )
    def test_what_is_no_rule_says_how_to_write_one(self, wrong: str) -> None:
        with pytest.raises(ConfigurationError, match=r"^[^\n]*rule: write PATTERN:LEVEL, such as [^\n]*$"):
            parse_rules(wrong)

    def test_a_file_has_a_rule_a_line(self) -> None:
        """With comments and empty lines."""
        text = "# ours\n\nquantities.* : unsupported  # figures\r\nabstract:doubt\n"
        assert parse_rules(without_comments(text)) == parse_rules("quantities.*:unsupported,abstract:doubt")

    def test_strict_is_the_last_rule(self) -> None:
        assert rules_of(["report:never"], strict=True) == parse_rules("report:never,*:doubt")
        assert rules_of(["a:doubt", "b:never"], strict=False) == parse_rules("a:doubt,b:never")
        assert rules_of(None, strict=False) == ()

    def test_what_fails_is_named_once_and_shortly(self) -> None:
        judged = [(f"q.{i}", Level.UNSUPPORTED) for i in range(7)]
        failed = failing([("", Level.DOUBT), ("", Level.DOUBT), *judged], parse_rules("*:doubt"))
        named = ", ".join(f"q.{i} (unsupported)" for i in range(4))
        assert in_words(failed) == f"the text (doubt), {named} and 3 more"


def _verify(text: object, source: Path, *more: object) -> Result:
    return CliRunner().invoke(app, ["verify", str(text), "--source", str(source), *map(str, more)])


class TestVerify:
    """`summariser verify`."""

    @pytest.mark.parametrize(
        ("text", "options", "code"),
        [
            ("Nine bridges.", [], 0),
            ("Nine bridges.", ["--strict"], 1),
            ("Nine bridges.", ["--fail-on", "*:unsupported"], 0),
            ("Nine bridges.", ["--fail-on", "*:doubt"], 1),
            ("Some 12 bridges.", [], 1),
            ("Some 12 bridges.", ["--strict"], 1),
            ("Some 12 bridges.", ["--fail-on", "*:never"], 0),
            ("Some 12 bridges.", ["--fail-on", "abstract:unsupported"], 0),
            ("Some 12 bridges.", ["--fail-on", "abstract:unsupported", "--strict"], 1),
        ],
    )
    def test_of_a_text(
        self, doubting: None, article_file: Path, text: str, options: list[str], code: int
    ) -> None:
        """What fails is told on a line of standard error where rules were given, and only there."""
        ended = _verify(text, article_file, *options)
        assert ended.exit_code == code
        told = ended.stderr.splitlines()
        assert len(told) == (code if options else 0)
        assert not told or told[0].startswith("summariser: fails by the rules: the text (")

    def test_without_a_doubt_strict_is_content(self, article_file: Path) -> None:
        assert _verify("Nine bridges were closed.", article_file, "--strict").exit_code == 0

    @pytest.mark.parametrize(
        ("rules", "code"),
        [
            ("closed.*:unsupported", 1),
            ("closed:never,*:unsupported", 0),
            ("closed:never,*:doubt", 1),
            ("notes:unsupported", 0),
            ("notes:doubt", 1),
        ],
    )
    def test_of_json_by_field(
        self, doubting: None, article_file: Path, tmp_path: Path, rules: str, code: int
    ) -> None:
        """`closed` is not supported, `notes` doubted."""
        made = {"closed": {"value": 12, "unit": "bridges"}, "notes": ["Nine bridges were closed."]}
        (tmp_path / "made.json").write_text(json.dumps(made), encoding="utf-8")
        (tmp_path / "rules.txt").write_text(rules.replace(",", "  # so\n"), encoding="utf-8")
        for given in (rules, f"@{tmp_path / 'rules.txt'}"):
            ended = _verify(tmp_path / "made.json", article_file, "--json", "--fail-on", given)
            assert ended.exit_code == code
            levels = {v["path"]: v["level"] for v in json.loads(ended.stdout)["verdicts"]}
            assert levels == {"closed.value": "unsupported", "notes.0": "doubt"}

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ("abstract=doubt", '--fail-on: "abstract=doubt" is no rule: write PATTERN:LEVEL'),
            ("", "--fail-on: there is no rule: write PATTERN:LEVEL"),
            ("@none.txt", "--fail-on @none.txt: No such file"),
            ("@/dev/zero", "--fail-on @/dev/zero: is a device, not a file; name a text file"),
            ("@binary", "--fail-on @binary: is not UTF-8 text; name a text file"),
            ("@empty", "--fail-on @empty: there is no rule"),
            ("@wrong", '--fail-on @wrong: "abstract" is no rule'),
        ],
    )
    def test_what_is_no_rule_is_a_wrong_call(
        self, article_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, said: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("binary").write_bytes(b"\xff\xfe")
        Path("empty").write_text("# nothing yet\n")
        Path("wrong").write_text("abstract\n")
        ended = _verify("Nine bridges.", article_file, "--fail-on", given)
        assert (ended.exit_code, ended.stdout) == (2, "")
        (line,) = ended.stderr.splitlines()
        assert line.startswith(f"summariser: {said}")

    def test_the_view_marks_each_level(self, doubting: None, article_file: Path) -> None:
        shown = _verify("Nine bridges were closed, not 12.", article_file).stdout
        assert "? equivalent" in shown or "? exact" in shown
        assert WHY in " ".join(shown.split())
        assert "✗ absent" in shown


@pytest.fixture
def server() -> Iterator[Server]:
    """A model whose headline is supported and whose abstract stays without support."""
    draft = {"headline": "Nine bridges closed", "abstract": "Some 77 bridges closed."}
    with serving(obedient(draft, again="Still 77 bridges.")) as running:
        yield running


def _on(server: Server, *arguments: object) -> Result:
    given = [*map(str, arguments), "--model", "m", "--base-url", server.base_url, "--quiet"]
    given += ["--on-fail", "reask"]  # what stays unsupported is kept
    return CliRunner().invoke(app, given)


CASES: list[tuple[list[str], int, str]] = [
    ([], 0, ""),
    (["--strict"], 1, "headline (doubt), abstract (unsupported)"),
    (["--fail-on", "*:unsupported"], 1, "abstract (unsupported)"),
    (["--fail-on", "abstract:never,*:unsupported"], 0, ""),
    (["--fail-on", "abstract:never,*:doubt"], 1, "headline (doubt)"),
    (["--fail-on", "abstract:never", "--strict"], 1, "headline (doubt)"),
    (["--fail-on", "quantities.*:doubt"], 0, ""),
]


class TestSummarise:
    """`summariser summarise`, which without the options does not fail by verdicts."""

    @pytest.mark.parametrize(("options", "code", "said"), CASES)
    def test_by_field_and_level(
        self, doubting: None, server: Server, article_file: Path, options: list[str], code: int, said: str
    ) -> None:
        """One line an article says what fails, and each article is still done."""
        ended = _on(server, "summarise", article_file, article_file, "--json", *options)
        assert ended.exit_code == code
        assert len(ended.stdout.splitlines()) == 2
        line = f"{article_file}: fails by the rules: {said}"
        assert ended.stderr.splitlines() == [line] * 2 * bool(said)

    def test_the_view_lists_each_level(self, doubting: None, server: Server, article_file: Path) -> None:
        shown = " ".join(_on(server, "summarise", article_file).stdout.split())
        assert "Not supported by the article (1) ✗ absent abstract" in shown
        assert "Look again (1) ? " in shown

    def test_a_wrong_rule_is_told_before_the_model_is_asked(self, server: Server, article_file: Path) -> None:
        ended = _on(server, "summarise", article_file, "--fail-on", "x")
        assert (ended.exit_code, server.requests) == (2, [])


class TestBatch:
    """`summariser batch`, by all that its folder holds."""

    @pytest.mark.parametrize(("options", "code", "said"), CASES)
    def test_by_field_and_level(
        self, doubting: None, server: Server, tmp_path: Path, options: list[str], code: int, said: str
    ) -> None:
        """The rules are no settings of the folder: the same run is held against others, and nothing is asked again."""
        inputs, out = write_jsonl(tmp_path / "in.jsonl", range(2)), tmp_path / "out"
        assert _on(server, "batch", inputs, "--out", out).exit_code == 0
        asked = len(server.requests)
        ended = _on(server, "batch", inputs, "--out", out, *options)
        assert (ended.exit_code, len(server.requests)) == (code, asked)
        line = f"summariser: 2 articles fail by the rules, the first: {inputs}:1: {said}"
        assert ended.stderr.splitlines() == [line] * bool(said)

    def test_the_end_lists_each_level(self, doubting: None, server: Server, tmp_path: Path) -> None:
        inputs = write_jsonl(tmp_path / "in.jsonl", [0])
        shown = _on(server, "batch", inputs, "--out", tmp_path / "out").stdout
        assert f"Not supported by the article (1)\n  ✗ {inputs}:1: abstract: " in shown
        assert f"Look again (1)\n  ? {inputs}:1: headline: " in shown
        assert WHY in shown

    def test_a_wrong_rule_is_told_before_the_run(self, server: Server, tmp_path: Path) -> None:
        inputs = write_jsonl(tmp_path / "in.jsonl", [0])
        ended = _on(server, "batch", inputs, "--out", tmp_path / "out", "--fail-on", "x")
        assert (ended.exit_code, server.requests) == (2, [])
        assert not (tmp_path / "out").exists()
