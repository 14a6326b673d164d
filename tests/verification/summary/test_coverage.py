"""What a summary leaves out is listed, the report's findings first."""

from decimal import Decimal

import pytest

from summariser import Bound, verify
from summariser.verification import uncovered
from tests.verification.models import ARTICLE, Quantity, Summary


def _left(summary: Summary, source: str) -> list[str]:
    return [u.mention.text for u in verify(summary, source).coverage.uncovered]


def test_an_empty_summary_leaves_out_everything() -> None:
    coverage = verify(Summary(), ARTICLE).coverage
    assert coverage.covered == 0
    assert coverage.total == len(coverage.uncovered) > 5
    assert coverage.recall == 0
    assert uncovered(ARTICLE) == coverage.uncovered


def test_prose_and_fields_cover_alike() -> None:
    source = "The report counted 340 ships. It also found 25 harbours."
    assert _left(Summary(abstract="It counted 340 ships."), source) == ["25"]
    assert _left(Summary(quantities=[Quantity(value=Decimal(25), unit="harbour")]), source) == ["340"]


def test_only_a_plain_tick_covers() -> None:
    assert _left(Summary(abstract="It counted 340 ships."), "The report counted over 340 ships.") == ["340"]
    source = "The report counted 340 ships. Fishing went on. Crews rested. Storms sank 25 barges at Orsa."
    right = Quantity(what="barges sunk by storms", value=Decimal(25), unit="barge")
    wrong = Quantity(what="counted by the report", value=Decimal(25), unit="barge")
    assert _left(Summary(quantities=[right]), source) == ["340"]
    assert "25" in _left(Summary(quantities=[wrong]), source)


def test_a_derived_number_does_not_carry_its_operands() -> None:
    source = "Floods killed 37 villagers in the north and 6 villagers in the south."
    assert _left(Summary(abstract="Floods killed 43 villagers."), source) == ["37", "6"]


def test_a_quantity_that_comes_again_counts_once() -> None:
    coverage = verify(Summary(), "It found 340 ships. The 340 ships were old.").coverage
    assert coverage.total == 1


def test_dates_and_names_are_not_asked_for() -> None:
    coverage = verify(Summary(), "On 3 May 2024 the KV-300 was shown at 15:30.").coverage
    assert coverage.total == 0
    assert coverage.recall is None


def test_page_furniture_is_not_asked_for() -> None:
    page = (
        "Divers find wrecks\n\nBy Dana Ferrow\n\nDivers found 812 wrecks off the coast, the agency said on Monday in "
        "a report. It will raise the worst of them soon.\n\nThe minister thanked the divers and promised an answer "
        "soon. She would not speak of money.\n\nRelated stories\nCouncil to close 37 libraries\n\nLeave a comment\n"
        "Your email address will not be published."
    )
    assert _left(Summary(), page) == ["812"]


def test_findings_come_before_background_and_small_counts() -> None:
    source = (
        "The report found over 4,000 cases of fraud. Two officials declined to comment. "
        "Decades ago, in 1987, there had been 650 cases."
    )
    coverage = verify(Summary(), source).coverage
    weights = {u.mention.text: u.weight for u in coverage.uncovered}
    assert weights["4,000"] > weights["650"]
    assert weights["4,000"] > weights["Two"]
    assert [u.weight for u in coverage.uncovered] == sorted(weights.values(), reverse=True)


SEALS = (
    "A survey of the Seal Office found over 4,000 seals, 310 orphans and 27 rocks in use. Visitors came from 4 towns. "
    "Decades ago, in 1987, there had been 650."
)


@pytest.mark.parametrize(
    ("summary", "told"),
    [
        (Summary(), 0),
        (Summary(abstract="The survey found over 4,000 seals."), 1),
        (Summary(abstract="The survey found over 4,000 seals and 310 orphans."), 2),
        (Summary(abstract="Over 4,000 seals were found, over 4,000 in all."), 1),
        # No plain tick: another bound, a sum, another number.
        (Summary(abstract="The survey found 4,000 seals."), 0),
        (Summary(abstract="The survey found some 5,000 seals."), 0),
        # In fields only, and in their labels.
        (
            Summary(
                quantities=[Quantity(what="seals", value=Decimal(4000), bound=Bound.MORE_THAN, unit="seal")]
            ),
            0,
        ),
        (
            Summary(
                quantities=[
                    Quantity(what="orphans among over 4,000 seals", value=Decimal(310), unit="orphan")
                ]
            ),
            0,
        ),
        # Told, but not of those that matter most.
        (Summary(abstract="Visitors came from 4 towns."), 0),
    ],
)
def test_the_weightiest_figures_that_prose_tells_are_counted_apart(summary: Summary, told: int) -> None:
    coverage = verify(summary, SEALS).coverage
    assert (coverage.weighty_in_prose, coverage.weighty) == (told, 3)


def test_an_article_without_figures_has_no_weighty_ones() -> None:
    coverage = verify(Summary(abstract="It found 3 seals."), "The survey found seals.").coverage
    assert (coverage.weighty_in_prose, coverage.weighty) == (0, 0)


def test_a_number_told_twice_weighs_more_and_stands_where_it_stands_first() -> None:
    once, twice = (
        verify(Summary(), f"The office lent 812 maps in May and {other} maps in June.").coverage.uncovered
        for other in (813, 812)
    )
    assert [u.mention.start for u in twice] == [16]
    assert twice[0].weight == pytest.approx(max(u.weight for u in once) + 0.05)
