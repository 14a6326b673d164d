"""The report: whole in itself, safe from what articles and models write, with every miss and alarm in the text."""

import itertools
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from summariser.errors import ConfigurationError
from summariser.evaluation import Prices, Scores
from summariser.evaluation.metrics import METRICS, Case, Unit
from summariser.evaluation.records.record import Answer, Failure
from summariser.evaluation.report import html, markdown, table, write_report
from summariser.evaluation.report.marked import Mark, marks_of, pieces
from summariser.evaluation.report.plots import Dot, Line, Point, cost_plot, dot_plot
from summariser.evaluation.runs.run_folder import Settings
from summariser.evaluation.scoring.bootstrap import Estimate
from summariser.evaluation.scoring.formatting import format_difference, format_estimate
from summariser.schemas.report_summary import Report, ReportSummary
from tests.evaluation.making import ITEM, PERFECT, answer, case, provenance, quantity, summary

NASTY = "<script>alert(1)</script> <img src=x onerror=y> \"' & | ` [a](javascript:b)"
FAULTY = summary([quantity(40, "bridge"), *PERFECT[2:], quantity(17, "sailor")])


def _scores(*cases: Case, name: str = "s") -> Scores:
    settings = Settings(version="0", gold="g", repeats=1, systems=[name], digests={}, cells=[])
    return Scores(Path("run"), settings, Prices(), (ITEM,), {name: {ITEM.name: list(cases)}}, 0)


class _Page(HTMLParser):
    """The tags of a page, and the text of its marks by their classes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marked: list[tuple[str, str]] = []
        self._kinds: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "mark":
            self._kinds = dict(attrs)["class"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._kinds = None

    def handle_data(self, data: str) -> None:
        if self._kinds:
            self.marked.append((self._kinds.removeprefix("m "), data))


def test_what_was_missed_and_flagged_is_marked_in_the_text() -> None:
    """The missing euros, the bridges without "over" and their alarm, the leaked sailors, and all that was found."""
    marked = _Page(html(_scores(case(FAULTY)))).marked
    assert ("missed", "€5 million") in marked
    assert (
        next(kinds for kinds, text in marked if text.startswith("over") or text == "40").split()[0]
        == "partly"
    )
    assert any("alarm" in kinds.split() and "40" in text for kinds, text in marked)
    assert any("leak" in kinds.split() and "17" in text for kinds, text in marked)
    assert ("found", "$5.7 million") in marked


def test_the_text_is_whole_and_every_mark_is_on_its_words() -> None:
    """The pieces make up the article again, and no mark is lost on the way."""
    made, text = case(FAULTY), ITEM.article.text
    cut = list(pieces(text, marks_of(made)))
    assert "".join(piece.text for piece in cut) == text
    for mark in marks_of(made):
        assert "".join(p.text for p in cut if mark.note in p.note and mark.kind in p.kinds) in text


def test_doubts_are_listed_and_marked_apart_from_alarms() -> None:
    """In both forms, with why; and a verdict that is not supported is an alarm alone."""
    made = answer()
    own = [v.model_copy(update={"doubt": None}) for v in made.verdicts]
    own[0] = own[0].model_copy(update={"doubt": "Odd & why.", "ok": True, "source_span": (0, 6)})
    own[1] = own[1].model_copy(update={"doubt": "Unseen.", "ok": False, "source_span": (7, 15)})
    scores = _scores(case(made.model_copy(update={"verdicts": tuple(own)})))
    page = html(scores)
    assert [(kinds, text) for kinds, text in _Page(page).marked if kinds in ("alarm", "doubt")] == [
        ("doubt", "Bridge"), ("alarm", "closures"),
    ]  # fmt: skip
    assert "<h3>Look again (1)</h3>" in page
    assert "Odd &amp; why.</li>" in page
    doubts = [line for line in markdown(scores).splitlines() if line.startswith("- look again: ")]
    assert len(doubts) == 1
    assert doubts[0].endswith("Odd &amp; why.")


def test_marks_that_overlap_share_their_piece() -> None:
    cut = list(pieces("abcdef", [Mark(1, 4, "found", "x"), Mark(3, 5, "alarm", "y")]))
    assert [(p.text, p.kinds) for p in cut] == [
        ("a", ()), ("bc", ("found",)), ("d", ("found", "alarm")), ("e", ("alarm",)), ("f", ()),
    ]  # fmt: skip


def _hostile() -> Case:
    said: ReportSummary = summary(
        [quantity(1, NASTY[:90], what=NASTY), *PERFECT], headline=NASTY, abstract=NASTY
    )
    return case(said)


def test_nothing_that_was_written_elsewhere_becomes_markup() -> None:
    """In the page, whoever names systems or writes units; and the page asks nobody for anything."""
    page = html(_scores(_hostile(), name=NASTY))
    tags = _Page(page).tags
    assert not {"script", "img", "link", "iframe", "object", "a", "form"} & {tag for tag, _ in tags}
    assert not [
        name for _, attrs in tags for name in attrs if name.startswith("on") or name in ("src", "href")
    ]
    assert "&lt;script&gt;alert(1)" in page
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", page)


def test_markdown_has_no_markup_of_others_either() -> None:
    made = markdown(_scores(_hostile(), name=NASTY))
    assert "<script" not in made
    assert "](javascript" not in made
    rows = [line for line in table(_scores(_hostile(), name=NASTY)).splitlines()]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {3}


def test_every_metric_has_its_row_and_no_data_is_not_zero() -> None:
    """A failed answer: what cannot be measured says so, a cost without a price is unknown, the failure is named."""
    failed = case(Answer(failure=Failure(kind="AnswerError", message=NASTY), provenance=provenance()))
    made = table(_scores(failed))
    rows = dict(re.findall(r"^\| (.*?) \| (.*) \|$", made, re.MULTILINE))
    assert rows["Precision, value"] == "no data"
    assert rows["Recall, value"] == "0.000"
    assert rows["Cost \\(USD\\)"] == "unknown"
    assert rows["Failures: AnswerError"] == "1"
    assert len(rows) == len(METRICS) - 3 + 2  # no judge was asked; the head, and the kind of failure
    assert "AnswerError" in html(_scores(failed))
    assert "failed: AnswerError" in markdown(_scores(failed))


def test_what_is_wrong_without_an_alarm_and_what_is_invented_is_listed() -> None:
    """With what let it through, in both forms."""
    report = Report(title=None, issuer="Road Office", date="Monday", period="2025")
    scores = _scores(case(summary([quantity(48, "bridge")], report=report)))
    made, page = markdown(scores), html(scores)
    assert "<li>furniture <code>quantities.0.value</code> 48</li>" in page
    assert "<li>Road Office</li>" in page
    assert "- wrong, without an alarm (furniture): quantities.0.value: 48" in made
    assert "- not in the article: Road Office" in made


def test_an_unfinished_run_says_so() -> None:
    """In both forms."""
    scores = _scores(case())
    unfinished = Scores(scores.path, scores.settings, scores.prices, scores.items, scores.cases, 4)
    assert "4 answers are missing" in html(unfinished)
    assert "4 answers are missing" in markdown(unfinished)


def test_the_report_is_written_into_the_run_folder(tmp_path: Path) -> None:
    scores = _scores(case())
    own = Scores(tmp_path, scores.settings, scores.prices, scores.items, scores.cases, 0)
    assert write_report(own) == tmp_path / "report.html"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["report.html", "report.md", "table.md"]


def test_plots_are_well_formed_and_have_a_dot_an_article() -> None:
    """And words on each, for who cannot point at it."""
    estimate = Estimate(0.5, 0.25, 0.75, 3)
    dots = [Dot(NASTY, 0.0), Dot("b", 0.5), Dot("c", 1.0)]
    plot = ElementTree.fromstring(dot_plot(NASTY, [Line(NASTY, dots, estimate), Line("none", [], None)]))
    svg = "{http://www.w3.org/2000/svg}"
    circles = plot.findall(f"{svg}circle")
    assert len(circles) == 3
    assert [circle.findtext(f"{svg}title") for circle in circles][1:] == ["b: 0.500", "c: 1.000"]
    assert "no data" in [t.text for t in plot.findall(f"{svg}text")]
    across = [float(circle.get("cx", "")) for circle in circles]
    assert across[1] - across[0] == pytest.approx(across[2] - across[1])


@pytest.mark.parametrize("costs", [[0.0, 0.0], [1e-9, 2e-9], [3.0, 70000.0]])
def test_cost_against_quality_at_any_scale(costs: list[float]) -> None:
    """Points keep their order, stay within the plot, and the axis has no more than nine numbers."""
    points = [Point(str(cost), cost, Estimate(0.5, None, None, 1)) for cost in costs]
    plot = ElementTree.fromstring(cost_plot("title", "across", points))
    svg = "{http://www.w3.org/2000/svg}"
    xs = [float(circle.get("cx", "")) for circle in plot.findall(f"{svg}circle")]
    assert xs == sorted(xs)
    assert all(0 < x < 860 for x in xs)
    ticks = [t for t in plot.findall(f"{svg}text") if t.get("class") == "tick"]
    assert 2 <= len(ticks) - 1 <= 10


def test_labels_do_not_stand_on_one_another() -> None:
    """Three systems of one cost and quality have three heights; one far to the right keeps its own."""
    points = [
        Point(str(i), cost, Estimate(0.5, None, None, 1)) for i, cost in enumerate([1.0, 1.0, 1.0, 9.0])
    ]
    plot = ElementTree.fromstring(cost_plot("title", "across", points))
    svg = "{http://www.w3.org/2000/svg}"
    names = [float(t.get("y", "")) for t in plot.findall(f"{svg}text") if t.get("class") == "name"]
    assert [round(b - a) for a, b in itertools.pairwise(names[:3])] == [18, 18]
    assert names[3] == names[0]


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    scores = _scores(case())
    gone = Scores(tmp_path / "gone", scores.settings, scores.prices, scores.items, scores.cases, 0)
    with pytest.raises(ConfigurationError, match="cannot write the report"):
        write_report(gone)


def test_figures_as_tables_show_them() -> None:
    assert format_estimate(Estimate(0.8125, 0.7, 0.9, 3), Unit.SHARE) == "0.812 (0.700 to 0.900)"
    assert format_estimate(None, Unit.SHARE) == "no data"
    assert format_estimate(None, Unit.MONEY) == "unknown"
    assert format_estimate(Estimate(1234.4, None, None, 1), Unit.COUNT) == "1,234"
    assert format_difference(Estimate(-0.04, -0.07, 0.01, 3), Unit.SHARE) == "-0.040 (-0.070 to +0.010)"
