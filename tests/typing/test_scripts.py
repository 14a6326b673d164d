"""What mypy says of the scripts of users: each typo in an option is an error, and right options are none."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.support.processes import ROOT

RIGHT = """
import asyncio
from pathlib import Path

import summariser
from summariser.jobs import Columns, Flow, Options, Prices
from summariser.schemas.report_summary import ReportSummary


def one(text: str) -> str:
    summariser.summarise(text)
    summariser.summarise(text, "m", base_url="http://localhost:8000/v1", on_fail="filter")
    summariser.summarise(summariser.Article.from_file(Path("a.txt")), on_fail=summariser.OnFail.NOOP)
    result = summariser.summarise(text, model="m", report_type=Path("mine"), progress=lambda doing, done, total: None)
    plain = summariser.summarise(text).summary
    told = plain.report if isinstance(plain, ReportSummary) else plain.where
    assert summariser.summarise(text, report_type="news_summary").summary.who
    return str(result.verification.coverage.recall) + str(told)


def many(files: list[Path]) -> None:
    summariser.batch(files, "out", model="m", flow=Flow(concurrency=8, rpm=60, prices=Prices(1, 2)))
    summariser.batch(iter(files), Path("out"), options=Options(engine="ray"), processes=2, columns=Columns("body"))
    report = asyncio.run(summariser.abatch(["*.txt", Path("b")], "out", parquet=True, on_fail="fix", timeout_s=3))
    print(report.counts.done)


async def open_() -> None:
    async with summariser.open_model("m", timeout_s=3.5) as model:
        await summariser.asummarise("text", model, on_fail="reask")
"""

# Each line alone is wrong, and the words are of mypy's error on it.
WRONG = {
    'summariser.summarise("text", polcy="fix")': '"polcy"',
    'summariser.summarise("text", modle="m")': '"modle"',
    'summariser.summarise("text", on_fail="fixx")': 'variant of "summarise"',  # as mypy has it of overloads
    'summariser.summarise("text", base_url=8000)': 'variant of "summarise"',
    'summariser.summarise("text", "m", progres=print)': '"progres"',
    'summariser.summarise("text", report_typ="mine")': '"report_typ"',
    "summariser.summarise(5)": '"int"',
    'summariser.batch("a", "out", concurency=3)': '"concurency"',
    'summariser.batch("a", "out", concurrency=3)': '"concurrency"',
    'summariser.batch("a", "out", retry_faild=True)': '"retry_faild"',
    'summariser.batch("a", "out", engine="cloud")': '"engine"',
    'summariser.batch("a", "out", flow={"rpm": 3})': '"flow"',
    'summariser.batch([3], "out")': '"int"',
    'summariser.batch("a", "out", option=Options())': '"option"',
    'Options(modle="m")': '"modle"',
    'Options(on_fail="fixx")': '"on_fail"',
    "Flow(concurency=3)": '"concurency"',
    'asyncio.run(summariser.abatch("a", "out", proceses=2))': '"proceses"',
    'asyncio.run(summariser.asummarise("text", on_fial="fix"))': '"on_fial"',
    'summariser.verify_text("text", sorce="text")': '"sorce"',
    'summariser.verify_text(b"text", source="text")': '"bytes"',
    'summariser.open_model("m", time_out=3)': '"time_out"',
    'summariser.Article.from_text("text", surce="a")': '"surce"',
    'summariser.Article.from_file("a", furnitur=False)': '"furnitur"',
    'summariser.verify({}, artcle="text")': '"artcle"',
    "summariser.load_report_type(None)": '"None"',
}
_HEAD = "import asyncio\nimport summariser\nfrom summariser.jobs import Flow, Options\n"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[str]]]:
    """The lines of mypy --strict by the name of the script; both are read in one run, as that takes seconds."""
    folder = tmp_path_factory.mktemp("scripts")
    (folder / "right.py").write_text(RIGHT)
    (folder / "wrong.py").write_text(_HEAD + "\n".join(WRONG) + "\n")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(ROOT / ".mypy_cache" / "scripts")]
    scripts = [str(folder / name) for name in ("right.py", "wrong.py")]
    ended = subprocess.run(
        [*command, *scripts], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert ended.returncode == 1, ended.stderr
    lines = ended.stdout.splitlines()
    yield {name: [line for line in lines if f"{name}.py:" in line] for name in ("right", "wrong")}


def test_right_options_pass(said: dict[str, list[str]]) -> None:
    assert said["right"] == []


@pytest.mark.parametrize("call", WRONG)
def test_a_typo_is_an_error(said: dict[str, list[str]], call: str) -> None:
    number = _HEAD.count("\n") + list(WRONG).index(call) + 1
    errors = [line for line in said["wrong"] if f"wrong.py:{number}: error: " in line]
    assert any(WRONG[call] in line for line in errors)
