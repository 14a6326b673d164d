"""Several sources: a tick of any is a tick, what another says otherwise is a doubt, and failures tell what they can."""

from datetime import date
from itertools import permutations
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summariser import Article, Level, Status, Verdict, verify, verify_text
from summariser.errors import ArgumentError
from tests.verification.example_summaries import EXAMPLES

WIRE = Article.from_text(
    "Strikes cost exporters over €240 million\n\nThe strikes at the ports cost exporters more than €240 million last "
    "year, the audit office said on Thursday. At least 5,600 containers missed their ships. Some 31 days were lost.",
    source="wire.txt",
)
DAILY = Article.from_text(
    "Audit of the ports\n\nThe strikes at the ports cost exporters €180 million last year. A total of 412 firms "
    'answered. "Nobody planned for it," said Odile Marchbanks of the audit office.',
    source="daily.txt",
)
REPORT = Article.from_text(
    "Idle cranes\n\n1. The office asked 530 firms, of which 412 answered.\n\n2. The loss was €241.6 million.",
    source="report.txt",
)


def _one(text: str | Article, *sources: str | Article) -> Verdict:
    (verdict,) = verify_text(text, source=sources)
    return verdict


class TestTicks:
    """What one source supports is supported, and the verdict says by which."""

    @pytest.mark.parametrize(
        ("text", "status", "source"),
        [
            ("Some 31 days were lost.", Status.EXACT, "wire.txt"),
            ("A total of 412 firms answered.", Status.EXACT, "daily.txt"),
            ("The office asked 530 firms.", Status.EXACT, "report.txt"),
            ("The loss was €242 million.", Status.ROUNDED, "report.txt"),
            ("At least 5,600 containers missed their ships.", Status.EXACT, "wire.txt"),
        ],
    )
    def test_by_the_source_that_has_it(self, text: str, status: Status, source: str) -> None:
        verdict = _one(text, WIRE, DAILY, REPORT)
        assert (verdict.level, verdict.status, verdict.source) == (Level.SUPPORTED, status, source)
        assert verdict.message.startswith(f"{source}: ")
        assert {one.source for one in verdict.elsewhere} | {source} == {"wire.txt", "daily.txt", "report.txt"}

    def test_offsets_are_of_the_source_that_is_named(self) -> None:
        articles = {article.source: article for article in (WIRE, DAILY, REPORT)}
        for verdict in verify_text("412 firms answered, 31 days were lost.", source=list(articles.values())):
            assert verdict.source_span is not None
            start, end = verdict.source_span
            assert verdict.text in articles[verdict.source].text[start:end]

    def test_no_arithmetic_over_two_sources(self) -> None:
        """Nor is there any in one of them."""
        one, other = "The north lost 31 days.", "The south lost 12 days."
        text = "North and south lost 43 days in total."
        assert _one(text, f"{one} {other}").status is Status.DERIVED
        assert not _one(text, one, other).ok

    def test_sources_without_a_name_have_their_place(self) -> None:
        assert _one("Ten geese flew.", "Two hens sat.", "Ten geese flew.").source == "source (2)"
        same = [Article.from_text(text, source="a.txt") for text in ("Two hens sat.", "Ten geese flew.")]
        assert _one("Ten geese flew.", *same).source == "a.txt (2)"

    def test_of_one_source_nothing_is_said(self) -> None:
        for source in (WIRE, [WIRE]):
            for verdict in verify_text("31 days and 5 weeks were lost.", source=source):
                assert (verdict.source, verdict.elsewhere) == (None, ())


OTHERWISE = [
    ("The agency capped 412 wells last year.", "Officials said the agency capped 389 wells last year."),
    (
        "Some 5,600 containers missed their ships.",
        "The audit found that 6,500 containers missed their ships.",
    ),
    ("The fund paid out $5.7 billion in grants.", "The fund paid out $7.5 billion in grants, its head said."),
    ("Inflation rose to 4.2% in March.", "Inflation rose to 4.8% in March, the office said."),
    ("The storm left 120,000 homes without power.", "The storm left 95,000 homes without power."),
    ("Exports of cheese rose 3% in May.", "Exports of cheese fell 3% in May."),
    ("The new bridge cost €40 million.", "The new bridge cost $40 million."),
    ("Nine people died in the fire at the mill.", "Seven people died in the fire at the mill."),
]
SOMETHING_ELSE = [
    (
        "The agency capped 412 wells last year.",
        "The agency capped 120 wells in the north and 150 in the south.",
    ),
    ("The agency capped 412 wells last year.", "The agency capped 389 wells in 2019."),
    ("The agency capped 412 wells last year.", "The agency inspected 389 wells last year."),
    ("The agency capped 412 wells last year.", "The agency capped about 400 wells last year."),
    ("The agency capped 412 wells last year.", "The agency capped more than 400 wells last year."),
    ("Nine people died in the fire at the mill.", "Seven people were injured in the fire at the mill."),
    ("Nine people died in the fire at the mill.", "Two of the people who died in the fire were guards."),
    ("The storm left 120,000 homes without power.", "The storm left 95,000 homes in Dorlan without power."),
    ("Inflation rose to 4.2% in March.", "Inflation rose to 4.8% in April, the office said."),
    ("Inflation rose to 4.2% in March.", "Food inflation rose to 4.8% in March, the office said."),
    ("The fund paid out $5.7 billion in grants.", "The fund paid out $1.2 billion in loans."),
    ("The mine dug 3.1 million tonnes of coal.", "The mine dug 2.4 million tonnes of coal a decade earlier."),
    ("The trust owns 14 hospitals.", "The trust closed 9 hospitals."),
]


class TestOtherwise:
    """A source that clearly says otherwise makes a tick a doubt, which names both; another thing is silence."""

    @pytest.mark.parametrize(("text", "other"), OTHERWISE)
    def test_of_the_same_thing(self, text: str, other: str) -> None:
        mine, theirs = Article.from_text(text, source="mine.txt"), Article.from_text(other, source="its.txt")
        verdict = _one(text, mine, theirs)
        assert (verdict.level, verdict.source) == (Level.DOUBT, "mine.txt")
        assert verdict.doubt
        assert verdict.doubt.startswith('mine.txt supports it, its.txt says otherwise: "')

    @pytest.mark.parametrize(("text", "other"), SOMETHING_ELSE)
    def test_of_another_thing(self, text: str, other: str) -> None:
        assert _one(text, text, other).level is Level.SUPPORTED

    def test_the_words_of_the_supporting_source_count(self) -> None:
        """The text says less than either of them."""
        verdict = _one("The strikes cost exporters over €240 million.", WIRE, DAILY)
        assert (verdict.level, verdict.source) == (Level.DOUBT, "wire.txt")
        assert "€180 million" in str(verdict.doubt)


class TestFailures:
    """Where no source supports a number, the one decides that tells most of what is wrong."""

    @pytest.mark.parametrize(
        ("text", "status", "source"),
        [
            ("Exactly 5,600 containers missed their ships.", Status.BOUND_CHANGED, "wire.txt"),
            ("The loss was $241.6 million.", Status.UNIT_CHANGED, "report.txt"),
            ("The loss was €241.6 billion.", Status.SCALE_CHANGED, "report.txt"),
            ("The office fined 530 trees.", Status.MISATTRIBUTED, "report.txt"),
            ("It asked 415 firms.", Status.ABSENT, "daily.txt"),
        ],
    )
    def test_the_most_telling(self, text: str, status: Status, source: str) -> None:
        verdict = _one(text, WIRE, DAILY, REPORT)
        assert (verdict.status, verdict.source) == (status, source)
        assert verdict.message.startswith(f"No source supports it. {source}: ")

    def test_candidates_of_all(self) -> None:
        verdict = _one("It asked 415 firms.", WIRE, DAILY, REPORT)
        told = {one.source: [c.text for c in one.candidates] for one in (verdict, *verdict.elsewhere)}
        assert told["daily.txt"][0] == "412"
        assert "530" in told["report.txt"]

    def test_the_marker_of_a_list_of_any_source_is_none_left_over(self) -> None:
        text, listed = "3) It rose again.", "1) It fell.\n2) It went.\n3) It rose again, and fell."
        assert [v.ok for v in verify_text(text, source=["It rose.", "It went."])] == [False]
        assert verify_text(text, source=["It rose.", listed]) == []


class TestSummaries:
    """Fields are merged like prose; what belongs to one number is of one source."""

    SUMMARY: ClassVar = {
        "abstract": "Strikes cost exporters more than €240 million. On Thursday 412 firms had answered.",
        "quantities": [
            {
                "value": 5600,
                "bound": "at_least",
                "unit": "container",
                "what": "missed ships",
                "evidence": [3],
            },
            {"value": 412, "unit": "firm", "what": "firms that answered", "evidence": [3]},
            {"value": 31, "unit": "week", "what": "weeks lost"},
        ],
        "quotations": [{"text": "Nobody planned for it", "speaker": "Odile Marchbanks"}],
        "who": "Odile Marchbanks",
    }

    def test_each_by_the_source_that_has_it(self) -> None:
        found = verify(self.SUMMARY, [WIRE, DAILY])
        told = [(v.path, v.source) for v in found.verdicts if v.ok]
        assert told == [
            ("abstract", "wire.txt"),
            ("abstract", "daily.txt"),
            ("abstract", "wire.txt"),
            ("quantities.0.value", "wire.txt"),
            ("quantities.0.what", "wire.txt"),
            ("quantities.0.evidence", "wire.txt"),
            ("quantities.1.value", "daily.txt"),
            ("quantities.1.what", "daily.txt"),
            ("quantities.1.evidence", "daily.txt"),
            ("quotations.0.text", "daily.txt"),
            ("quotations.0.speaker", "daily.txt"),
            ("who", "daily.txt"),
        ]
        assert [(v.path, v.status, v.source) for v in found.unsupported] == [
            ("quantities.2.unit", Status.UNIT_CHANGED, "wire.txt")
        ]

    def test_what_several_sources_tell_beside_is_not_listed(self) -> None:
        assert verify(self.SUMMARY, [WIRE, DAILY]).coverage.recall is None
        assert verify(self.SUMMARY, [WIRE]).coverage == verify(self.SUMMARY, WIRE).coverage

    def test_evidence_is_of_the_source_that_has_the_number(self) -> None:
        """That the other source has so many sentences is nothing for it."""
        summary = {"quantities": [{"value": 412, "unit": "firm", "evidence": [2]}]}
        last = verify(summary, [WIRE, DAILY]).verdicts[-1]
        assert (last.path, last.status, last.source) == (
            "quantities.0.evidence", Status.MISATTRIBUTED, "daily.txt"
        )  # fmt: skip


class TestArticles:
    """An article as the checked text: its furniture is left aside, its day is that of its relative dates."""

    PAGE = (
        "Mill burns down\n\nNine people died in the fire at the mill on Tuesday, the brigade of the valley said in the "
        "evening. It sent 40 men and three boats, who stayed until the morning.\n\n"
        "Related stories\n\nSchool wins 12 prizes for its choir\n\nFarmer sells 470 sacks of flour\n"
    )

    def test_furniture_is_left_aside_and_offsets_are_of_the_whole(self) -> None:
        article = Article.from_text(self.PAGE)
        verdicts = verify_text(article, source="Nine people died. The brigade sent 40 men and three boats.")
        assert [v.text for v in verdicts] == ["Nine", "40", "three"]
        for verdict in verdicts:
            assert verdict.mention
            assert article.text[verdict.mention.start : verdict.mention.end] == verdict.text
        whole = Article.from_text(self.PAGE, furniture=False)
        assert [v.text for v in verify_text(whole, source="x")] == ["Nine", "40", "three", "12", "470"]

    @pytest.mark.parametrize("of_source", [2024, 2025])
    @pytest.mark.parametrize(("year", "ok"), [(2024, True), (2025, False)])
    def test_its_relative_dates_count_from_its_own_day(self, year: int, ok: bool, of_source: int) -> None:
        """Not from that of the source."""
        article = Article.from_text(
            f"Yard does well\n\n15 May {year}\n\nThe yard sold 55 fishing boats last year, its head said."
        )
        assert article.published == date(year, 5, 15)
        source = (
            f"Boats\n\n20 May {of_source}\n\nThe yard sold 40 fishing boats in 2024. The yard sold 55 fishing boats "
            "in 2023."
        )
        assert _one(article, source).ok is ok

    def test_its_title_is_a_headline(self) -> None:
        """Which drops "about", as headlines do."""
        article = Article.from_text(
            "Storm leaves 120,000 homes dark\n\nThe storm hit the coast on Monday, the grid's operator said at noon."
        )
        assert _one(article.title or "", "About 120,000 homes were dark.").status is Status.BOUND_CHANGED
        assert all(v.ok for v in verify_text(article, source="The storm left about 120,000 homes dark."))


PIECES = [
    "Over 11,000 soldiers left in 2024.",
    "At least 11,000 soldiers left.",
    "Some 11,300 soldiers left, and 40 came.",
    "Exports fell by 3.4% in May.",
    "Exports rose by 3.4% in May.",
    "A dozen ships sank.",
    "Of 40 ships 12 sank.",
    "It paid $5 billion.",
    "The fund paid €5 billion in grants.",
    "The fund paid €6 billion in grants.",
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join)


@pytest.mark.slow  # a hundred articles, each verified against several
@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3), TEXTS)
def test_another_source_never_takes_a_support_away(text: str, sources: list[str], another: str) -> None:
    before, after = verify_text(text, source=sources), verify_text(text, source=[*sources, another])
    told = {v.mention.start: v for v in after if v.mention}
    for verdict in before:
        assert verdict.mention
        assert not verdict.ok or told[verdict.mention.start].ok


@pytest.mark.slow  # a hundred articles, each verified against several
@given(TEXTS, st.lists(TEXTS, min_size=2, max_size=3, unique=True))
def test_the_order_of_sources_changes_no_verdict(text: str, sources: list[str]) -> None:
    """Which of two that are as good is named may change."""
    levels = {
        tuple((v.text, v.level, v.status) for v in verify_text(text, source=order))
        for order in permutations(sources)
    }
    assert len(levels) == 1


@pytest.mark.parametrize(
    "path", sorted(p for p in EXAMPLES.iterdir() if p.suffix == ".txt"), ids=lambda path: path.stem
)
def test_one_source_alone_gives_what_it_gave(path: object) -> None:
    article, claims = Article.from_file(path), "Over 11,000 troops, 4.8% and 12 days."  # type: ignore[arg-type]
    assert verify_text(claims, source=[article]) == verify_text(claims, source=article)
    assert verify({"text": claims}, [article]) == verify({"text": claims}, article)


def test_no_source_is_told_in_one_line() -> None:
    with pytest.raises(ArgumentError, match="there is no source"):
        verify_text("Nine men left.", source=[])
