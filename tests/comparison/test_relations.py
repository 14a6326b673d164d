"""How two figures of one thing stand to each other, whatever the notation."""

from datetime import date

import pytest

from summariser.article import Article
from summariser.comparison import Comparison, compare


def _made(*texts: str) -> Comparison:
    return compare([Article.from_text(text) for text in texts])


@pytest.mark.parametrize(
    ("one", "other", "relation", "kinds"),
    [
        ("nine million", "9,000,000", "agree", ""),
        ("over 11,000", "more than 11,000", "agree", ""),
        ("over 100", "at least 100", "compatible", ""),
        ("over 11,000", "11,300", "compatible", ""),
        ("about 11,000", "11,000", "compatible", ""),
        ("nearly 11,000", "over 11,000", "differ", "bound"),
        ("nearly 11,000", "about 11,000", "compatible", ""),
        ("as many as 9 million", "more than 9 million", "differ", "bound"),
        ("1.2 million", "1,184,000", "compatible", ""),
        ("up to 450", "430", "compatible", ""),
        ("500 to 600", "550", "compatible", ""),
        ("between 500 and 600", "640", "differ", "value"),
        ("dozens of", "36", "compatible", ""),
        ("140", "260", "differ", "value"),
        ("12", "14", "differ", "value"),
    ],
)
def test_two_figures_of_one_thing(one: str, other: str, relation: str, kinds: str) -> None:
    text = "The inspectors of the harbour said that {} rusty barges were sunk off Merrow in 2031."
    made = _made(text.format(one), text.format(other))
    (fact,) = [fact for fact in made.facts if fact.unit == "barge"]
    assert (fact.relation, " ".join(fact.differ_by)) == (relation, kinds)


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("It lost 62.1 miles of track in the storm.", "The storm cost it 100 km of track.", "compatible"),
        ("It made a loss of 35 cents per share.", "The loss was $0.35 per share.", "agree"),
        (
            "The storm cut 37% of its lines.",
            "More than a third of its lines were cut by the storm.",
            "compatible",
        ),
        ("The storm lasted two weeks.", "The storm went on for 14 days.", "agree"),
    ],
)
def test_other_units_of_one_dimension(one: str, other: str, relation: str) -> None:
    shared = [fact for fact in _made(one, other).facts if len(fact.cells) == 2]
    assert [fact.relation for fact in shared] == [relation]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The flood killed 14 people.", "The flood left 14 people injured."),
        ("Police arrested 20 people after the riot.", "The riot left 20 people missing."),
        ("It sold 4.2 million phones in 2023.", "It sold 3.9 million phones in 2024."),
        ("Profit rose by 8% in spring.", "Costs fell by 8% in spring."),
        ("Some 3,000 soldiers crossed the bridge.", "The fire burnt 3,000 trees beside the bridge."),
        ("It sent 11,000 troops to the border.", "It sent another 3,000 troops to the border."),
        ("The ministry owns 40 dams.", "The dam is 40 metres high."),
    ],
)
def test_figures_of_other_things_share_no_row(one: str, other: str) -> None:
    assert all(len(fact.cells) == 1 for fact in _made(one, other).facts)


def test_an_early_report_and_a_late_one_differ_by_their_time() -> None:
    early = "Harbour fire\n\nMarch 4, 2031\n\nThe fire in the harbour killed 12 people, the coast guard said on Tuesday."
    late = (
        "Harbour fire\n\nMarch 6, 2031\n\nThe fire in the harbour has killed 19 people, the coast guard said."
    )
    made = _made(early, late)
    assert [article.published for article in made.articles] == [date(2031, 3, 4), date(2031, 3, 6)]
    (fact,) = made.facts
    assert (fact.relation, fact.differ_by) == ("differ", ("as_of",))
    assert [cell.as_of for cell in fact.cells] == ["2031-03-04", "2031-03-06"]


def test_words_tell_for_which_day_a_figure_is_told() -> None:
    texts = (
        "By 3 May 2031 the fever had killed 12 people in Merrow.",
        "The fever had killed 19 people in Merrow as of 9 May 2031.",
    )
    (fact,) = _made(*texts).facts
    assert [cell.as_of for cell in fact.cells] == ["2031-05-03", "2031-05-09"]
    assert fact.differ_by == ("as_of",)


def test_one_value_of_two_years_differs_by_period() -> None:
    texts = (
        "Halden spent €41 million on the upkeep of its dams in 2025, the report says.",
        "The upkeep of the dams cost Halden €41 million in 2024, says the report.",
    )
    (fact,) = _made(*texts).facts
    assert (fact.relation, fact.differ_by) == ("differ", ("period",))


def test_what_is_no_fact_is_in_no_row() -> None:
    made = _made(
        "On 3 May 2031 at 9:30 the 14th train of line 12 left platform 4. Call 555-0170. It had 120 seats."
    )
    assert [cell.text for fact in made.facts for cell in fact.cells] == ["120"]


def test_repeats_are_one_cell_and_a_contradiction_is_two() -> None:
    same = _made("The mine employs 900 miners. Its 900 miners live in Harl.", "The mine has 900 miners.")
    (fact,) = same.facts
    assert [(cell.text, len(cell.repeats)) for cell in fact.cells] == [("900", 1), ("900", 0)]
