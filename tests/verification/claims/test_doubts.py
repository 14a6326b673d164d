"""A number is held against what the source says of all its numbers: one that fits far better is named, a weaker one raises a doubt."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from summariser import Article, verify_text
from summariser.cli.app import app
from tests.support.processes import ROOT

FILING = (
    "Wage costs were $92 million, $167 million and $218 million for 2018, 2019 and 2020, respectively. "
    "Energy costs were $14 million and $19 million in 2019 and 2020. The group also paid rents of $33 million in 2020."
)
VISITS = (
    "The museum had 512 visitors in May, 634 in June and 701 in July. "
    "The castle had 320 visitors in May, 415 in June and 388 in July."
)
EXAMPLES = sorted(ROOT.glob("examples/*.txt"))


def _seen(text: str, number: str, source: str = FILING) -> str:
    """The level of a number: supported, doubted or not supported."""
    verdict = next(v for v in verify_text(text, source=source) if v.text == number)
    return "doubted" if verdict.doubt else "supported" if verdict.ok else "not supported"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Wage costs were $167 million in 2019.", "$167 million"),
        ("In 2020 wages cost the group $218 million.", "$218 million"),
        ("Energy costs came to $19 million in 2020, after $14 million in 2019.", "$19 million"),
        ("Energy costs came to $19 million in 2020, after $14 million in 2019.", "$14 million"),
        ("$33 million went on rents.", "$33 million"),
    ],
)
def test_a_number_told_of_its_own_thing_and_time_is_supported(text: str, number: str) -> None:
    assert _seen(text, number) == "supported"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Wage costs were $218 million in 2019.", "$218 million"),
        ("Energy costs were $167 million in 2019.", "$167 million"),
        ("Rents of $19 million were paid in 2020.", "$19 million"),
        ("Wage costs were $14 million in 2019.", "$14 million"),
    ],
)
def test_another_things_or_another_years_number_is_no_plain_tick(text: str, number: str) -> None:
    assert _seen(text, number) != "supported"


@pytest.mark.parametrize(
    ("text", "number", "level"),
    [
        ("The castle had 634 visitors in June.", "634", "not supported"),
        ("The museum had 388 visitors in July.", "388", "not supported"),
        ("The castle had 415 visitors in June.", "415", "supported"),
        ("The museum had 701 visitors in July.", "701", "supported"),
    ],
)
def test_a_number_of_the_same_time_and_another_place_is_told_apart(
    text: str, number: str, level: str
) -> None:
    assert _seen(text, number, VISITS) == level


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_copied_sentence_raises_no_doubt(path: Path) -> None:
    article = Article.from_file(path)
    doubted = [v.doubt for s in article.sentences for v in verify_text(s.text, source=article) if v.doubt]
    assert doubted == []


def test_text_about_something_else_changes_no_verdict() -> None:
    """What shares no word with a claim and takes nothing back neither supports nor accuses."""
    other = "\n\nThe orchestra toured nine towns in 2017 and played to 41,000 listeners at $12 a ticket."
    text = "Wage costs were $167 million in 2019, energy costs $14 million; rents of $19 million were paid in 2020."
    alone, beside = verify_text(text, source=FILING), verify_text(text, source=FILING + other)
    assert [(v.text, v.status, bool(v.doubt)) for v in beside] == [
        (v.text, v.status, bool(v.doubt)) for v in alone
    ]


RATE = "The rate was 71.4%, compared with 75.8% in 2023."


def test_what_is_doubted_stays_supported_and_says_why() -> None:
    """A doubt is no status: it stands beside one that is ok, in JSON too."""
    verdict = verify_text("In 2023 the rate was 71.4%.", source=RATE)[-1]
    assert verdict.ok
    assert "75.8%" in (verdict.doubt or "")
    assert "75.8%" in json.loads(verdict.model_dump_json())["doubt"]


def test_the_terminal_shows_a_doubt_apart(tmp_path: Path) -> None:
    """`summariser verify` marks it with "?" and says why; the exit code stays 0."""
    article = tmp_path / "article.txt"
    article.write_text(RATE, encoding="utf-8")
    ended = CliRunner().invoke(app, ["verify", "In 2023 the rate was 71.4%.", "--source", str(article)])
    assert ended.exit_code == 0
    assert "? exact" in ended.stdout
    assert "fits another number" in " ".join(ended.stdout.split())
