"""What `summariser verify` shows: the words beside each verdict, of which source it is, and what was left aside."""

import json
from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from summariser import NumberMention, Status, Verdict
from summariser.cli.app import app
from summariser.cli.output.highlight import highlight

LEGEND = "✓ supported   ? look again   ✗ not supported"
WIRE = "The storm left 120,000 homes without power. It closed 14 roads of the county, the grid said."
DAILY = "The storm left 95,000 homes without power. Some 700 people slept in schools."
CLAIM = "The storm left 120,000 homes without power, and 700 people slept in schools. It closed 15 roads."
PAGE = (
    "Mill burns down\n\nNine people died in the fire at the mill on Tuesday, the brigade of the valley said in the "
    "evening. It sent 40 men and three boats, who stayed until the morning, and then left the place to the police.\n\n"
    "The police did not say what they think of the cause, nor when the mill might open again. They asked whoever saw "
    "the fire begin to call, and will speak to the press once more before the end of the week, if there is news.\n\n"
    "Related stories\n\nSchool wins 12 prizes for its choir\n\nFarmer sells 470 sacks of flour\n"
)
FIRE = "Nine people died in the fire at the mill. The brigade sent 40 men and three boats."


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder to be in, with two sources, a scraped page, and what it is about."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("wire", WIRE), ("daily", DAILY), ("page", PAGE), ("fire", FIRE)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")


def _verify(text: str, *options: str, columns: int = 80, **more: str) -> Result:
    return CliRunner().invoke(app, ["verify", text, *options], env={"COLUMNS": str(columns), **more})


BOTH = ("--source", "wire.txt", "--source", "daily.txt")


class TestSources:
    """`--source` several times."""

    def test_each_verdict_names_its_source(self) -> None:
        ended = _verify(CLAIM, *BOTH, "--json")
        verdicts = json.loads(ended.stdout)["verdicts"]
        assert ended.exit_code == 1
        assert [(v["text"], v["level"], v["source"]) for v in verdicts] == [
            ("120,000", "doubt", "wire.txt"),
            ("700", "unsupported", "daily.txt"),
            ("15", "unsupported", "wire.txt"),
        ]
        assert [[one["source"] for one in v["elsewhere"]] for v in verdicts] == [
            ["daily.txt"],
            ["wire.txt"],
            ["daily.txt"],
        ]

    def test_the_same_source_twice_is_one(self) -> None:
        ended = _verify("It closed 14 roads.", "--source", "wire.txt", "--source", "wire.txt", "--json")
        (verdict,) = json.loads(ended.stdout)["verdicts"]
        assert (verdict["source"], verdict["elsewhere"]) == (None, [])

    def test_one_that_cannot_be_read_is_named(self) -> None:
        ended = _verify(CLAIM, *BOTH, "--source", "none.txt")
        assert (ended.exit_code, ended.stdout) == (2, "")
        assert ended.stderr.startswith("summariser: none.txt: ")
        assert len(ended.stderr.splitlines()) == 1

    def test_of_several_what_a_summary_leaves_out_is_not_listed(self, tmp_path: Path) -> None:
        (tmp_path / "made.json").write_text('{"roads": 14}')
        assert "coverage" not in json.loads(_verify("made.json", *BOTH, "--json").stdout)
        assert "left out" not in _verify("made.json", *BOTH).stdout
        assert "left out" in _verify("made.json", "--source", "wire.txt").stdout


class TestPages:
    """Of a page that is checked, the article counts."""

    def test_furniture_is_left_aside_and_told(self) -> None:
        ended = _verify("page.txt", "--source", "fire.txt", "--json")
        told = json.loads(ended.stdout)
        assert ended.exit_code == 0
        assert [v["text"] for v in told["verdicts"]] == ["Nine", "40", "three"]
        for verdict in told["verdicts"]:
            assert PAGE[verdict["mention"]["start"] : verdict["mention"]["end"]] == verdict["text"]
        (left,) = told["unchecked"]
        assert left["reason"] == "numbers of the page around the article: 2; --whole-text checks them too"
        assert left["reason"] in " ".join(_verify("page.txt", "--source", "fire.txt").stdout.split())

    def test_a_saved_web_page(self, tmp_path: Path) -> None:
        first, second, *_ = PAGE.split("\n\n")[1:]
        html = (
            f"<html><body><nav><a href=x>7 stories</a></nav><article><h1>Mill burns down</h1><p>{first}</p>"
            f"<p>{second}</p></article><aside><p>Farmer sells 470 sacks</p></aside></body></html>"
        )
        (tmp_path / "page.html").write_text(html, encoding="utf-8")
        told = json.loads(_verify("page.html", "--source", "fire.txt", "--json").stdout)
        assert [v["text"] for v in told["verdicts"]] == ["Nine", "40", "three"]

    @pytest.mark.parametrize("option", [("--whole-text",), ()])
    def test_all_of_it_if_said_so_or_given_as_an_argument(self, option: tuple[str, ...]) -> None:
        ended = _verify("page.txt" if option else PAGE, "--source", "fire.txt", "--json", *option)
        assert [v["text"] for v in json.loads(ended.stdout)["verdicts"]] == [
            "Nine",
            "40",
            "three",
            "12",
            "470",
        ]

    def test_a_short_file_is_checked_whole(self, tmp_path: Path) -> None:
        (tmp_path / "memo.txt").write_text("To: desk\n\nNine people died.\n\nRelated stories\n\n12 prizes\n")
        ended = _verify("memo.txt", "--source", "fire.txt", "--json")
        assert [v["text"] for v in json.loads(ended.stdout)["verdicts"]] == ["Nine", "12"]


class TestTerminal:
    """The words, marked, then what is said of them."""

    def test_the_legend_stands_once(self) -> None:
        shown = _verify(CLAIM, *BOTH).stdout
        assert shown.splitlines()[0] == LEGEND
        assert shown.count("look again") == 1

    @pytest.mark.parametrize("columns", [60, 80, 120])
    def test_no_line_is_wider_or_ends_in_spaces(self, columns: int) -> None:
        shown = _verify(CLAIM, *BOTH, columns=columns).stdout
        assert "[120,000]" in shown
        assert all(len(line) <= columns and line == line.rstrip() for line in shown.splitlines())

    def test_words_are_cut_between_words(self) -> None:
        words = {*CLAIM.replace("120,000", "[120,000]").split(), *"… 700 [700] [15] 15".split()}
        shown = [line for line in _verify(CLAIM, *BOTH, columns=60).stdout.splitlines() if "[" in line]
        assert len(shown) == 3
        for line in shown:
            assert set(line.split()[2:]) <= words

    def test_only_some(self) -> None:
        """Doubts include failures; the exit code stays what it is."""
        shown = {only: _verify(CLAIM, *BOTH, "--only", only) for only in ("failures", "doubts", "all")}
        assert {ended.exit_code for ended in shown.values()} == {1}
        assert "Not supported (2 of 3)" in shown["failures"].stdout
        assert "? exact" not in shown["failures"].stdout
        assert "Look again, or not supported (3 of 3)" in shown["doubts"].stdout
        assert "Checked (3)" in shown["all"].stdout

    def test_only_failures_of_what_has_none(self) -> None:
        ended = _verify("It closed 14 roads.", "--source", "wire.txt", "--only", "failures")
        assert (ended.exit_code, ended.stdout) == (0, "Not supported: none of 1 checked.\n")

    def test_json_is_never_cut(self) -> None:
        ended = _verify(CLAIM, *BOTH, "--only", "failures", "--json")
        assert (ended.exit_code, ended.stdout) == (2, "")
        assert "--only chooses what the terminal shows" in ended.stderr

    def test_colour_takes_the_place_of_brackets(self) -> None:
        coloured = _verify(CLAIM, *BOTH, FORCE_COLOR="1", TERM="xterm-256color").stdout
        assert "\x1b[33m120,000\x1b[0m" in coloured
        assert "[120,000]" in _verify(CLAIM, *BOTH, FORCE_COLOR="1", NO_COLOR="1").stdout

    def test_markup_and_steering_of_the_checked_text_are_text(self) -> None:
        claim = "[bold]It closed[/bold] 15 \x1b[31mroads\u202e [link=x]now[/link]."
        shown = _verify(claim, "--source", "wire.txt", columns=120).stdout
        assert "[bold]It closed[/bold] [15]" in shown
        assert "[link=x]now[/link]" in shown
        assert not {"\x1b", "\u202e"} & set(shown)

    @pytest.mark.parametrize(
        ("made", "line"),
        [
            ({"abstract": "It closed 15 roads."}, "abstract: It closed [15] roads."),
            ({"roads": 15}, "roads: [15]"),
            (
                {"figures": [{"what": "roads closed", "value": 15, "bound": "at_least", "unit": "road"}]},
                "figures.0.value: at least [15] road roads closed",
            ),
            ({"a.b": {"c": ["None.", "It closed 15 roads."]}}, "a.b.c.1: It closed [15] roads."),
            ({"text": "Nobody came", "speaker": "Ann Bo"}, "text: [Nobody came]"),
        ],
    )
    def test_the_words_of_each_kind_of_field(
        self, made: dict[str, object], line: str, tmp_path: Path
    ) -> None:
        (tmp_path / "made.json").write_text(json.dumps(made))
        shown = _verify("made.json", "--source", "wire.txt", columns=100).stdout
        assert f"✗ absent  {line}\n" in shown


class TestJson:
    """What a text that is JSON, or looks like it, is checked as."""

    def test_an_array_of_objects_is_checked_field_by_field(self) -> None:
        ended = _verify('[{"roads": 14, "what": "roads"},\n {"men": 99}]', "--source", "wire.txt", "--json")
        found = [(v["path"], v["ok"]) for v in json.loads(ended.stdout)["verdicts"]]
        assert ("0.roads", True) in found and ("1.men", False) in found and "note" not in ended.stderr

    @pytest.mark.parametrize("text", ['{"roads": 14,}', '{"roads": 14}\n{"roads": 15}\n', '[{"roads": 14}'])
    def test_what_cannot_be_read_is_told(self, text: str) -> None:
        """And checked as prose."""
        ended = _verify(text, "--source", "wire.txt", "--json")
        assert ended.stderr.startswith("note: the text begins as JSON and is none (")
        assert json.loads(ended.stdout)["verdicts"][0]["path"] == ""

    def test_prose_in_brackets_is_prose(self) -> None:
        assert _verify("[Update: it closed 14 roads.]", "--source", "wire.txt").stderr == ""


_WORDS = st.lists(
    st.sampled_from(
        ["roads", "15", "of", "the", "x" * 70, "文字", "(", "Dr.", "\n", "[15]", "\x1b[31m", "…"]
    ),
    max_size=30,
)


@pytest.mark.parametrize("columns", [30, 44, 60])
def test_a_narrow_terminal_loses_no_word_of_a_message(columns: int) -> None:
    verdicts = json.loads(_verify(CLAIM, *BOTH, "--json").stdout)["verdicts"]
    shown = " ".join(_verify(CLAIM, *BOTH, columns=columns).stdout.split())
    assert all(" ".join(verdict["message"].split()) in shown for verdict in verdicts)


@given(_WORDS, _WORDS, st.integers(20, 90), st.booleans())
def test_words_are_one_line_of_the_width(
    before: list[str], behind: list[str], width: int, colour: bool
) -> None:
    """With the number whole in it, whatever stands around."""
    text = " ".join([*before, "1,234 boats", *behind])
    start = len(" ".join(before)) + bool(before)
    mention = NumberMention(start, start + 5, "1,234", Decimal(1234))
    verdict = Verdict(text="1,234", mention=mention, status=Status.ABSENT, message="m")
    line = highlight(text, verdict, width=width, style="red", in_colour=colour)
    assert line is not None
    assert ("1,234" if colour else "[1,234]") in line.plain
    assert line.plain.isprintable()
    if text.isascii():
        assert len(line.plain) <= width


def test_many_fields_take_time_in_proportion() -> None:
    """Each of 40,000 fields is found by its name, not among all of them."""
    written = {f"f{n}": n for n in range(40_000)}
    verdicts = [Verdict(path=name, text="1", status=Status.ABSENT, message="m") for name in written]
    began = process_time()
    for verdict in verdicts:
        highlight(written, verdict, width=60, style="red", in_colour=True)
    assert process_time() - began < 20


def test_a_folder_is_the_articles_in_it(tmp_path: Path) -> None:
    """By their endings; each is a source of its own."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.txt").write_text("The storm sank 40 boats off Orsa on Friday, the harbour board said.")
    (tmp_path / "inner" / "b.md").write_text(
        "The storm broke 70 masts in Vik, the harbour board said on Friday."
    )
    (tmp_path / "notes.log").write_text("99 boats")
    ended = CliRunner().invoke(app, ["verify", "40 boats and 70 masts.", "--source", str(tmp_path), "--json"])
    assert ended.exit_code == 0, ended.output
    sources = [verdict["source"] for verdict in json.loads(ended.stdout)["verdicts"]]
    assert sources == [str(tmp_path / "a.txt"), str(tmp_path / "inner" / "b.md")]


def test_several_articles_do_not_fit_into_one_page(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The storm sank 40 boats off Orsa on Friday, the harbour board said.")
    page = tmp_path / "page.html"
    call = ["verify", "40 boats.", "--source", str(tmp_path), "--html", str(page)]
    ended = CliRunner().invoke(app, call)
    assert ended.exit_code == 2
    assert "name one" in ended.stderr or "name a folder" in ended.stderr
