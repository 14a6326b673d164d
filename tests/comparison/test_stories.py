"""Whole stories: which figures share a row, how they stand to each other, and that the articles' order does not matter."""

from itertools import permutations

import pytest

from summariser.article import Article
from summariser.comparison import compare, comparison_of
from tests.comparison.stories import FOLDER, pairs, places, story

NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
# Of the pairs of the gold, what is found of each story; a figure of another fact may share a row with none.
RECALL = {"ferry": 0.65, "strike": 0.8}
RELATIONS = {"ferry": 0.7}


@pytest.mark.parametrize("name", NAMES)
def test_figures_of_one_thing_share_a_row_and_no_others(name: str) -> None:
    told = story(name)
    made = pairs(comparison_of([*told.articles.values()], [*told.articles]))
    gold = told.pairs()
    marked = {pair for pair in made if pair <= told.fact_at.keys()}
    assert marked <= gold
    assert made == marked, "a figure that is in no row of the gold shares one"
    assert len(marked) >= RECALL.get(name, 0.9) * len(gold)


@pytest.mark.parametrize("name", NAMES)
def test_relations_are_those_of_the_gold(name: str) -> None:
    told = story(name)
    made = comparison_of([*told.articles.values()], [*told.articles])
    at = places(made)
    right = 0
    for fact, (relation, kinds) in told.relations.items():
        homes = {at.get(place) for place, of in told.fact_at.items() if of == fact}
        rows = [made.facts[home] for home in homes if home is not None]
        right += any(row.relation == relation and (not kinds or kinds == {*row.differ_by}) for row in rows)
    assert right >= RELATIONS.get(name, 0.85) * len(told.relations)


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_the_articles_does_not_change_the_rows(name: str) -> None:
    told = story(name)

    def rows(names: tuple[str, ...]) -> set[frozenset[tuple[str, int, str]]]:
        made = comparison_of([told.articles[one] for one in names], names)
        return {
            frozenset(
                (cell.article, start, cell.told)
                for cell in fact.cells
                for start, _ in (cell.span, *cell.repeats)
            )
            for fact in made.facts
        }

    first, *others = [rows(order) for order in permutations(told.articles)]
    assert all(other == first for other in others)


def test_roles_never_share_a_row() -> None:
    told = story("ferry")
    at = places(comparison_of([*told.articles.values()], [*told.articles]))
    homes: dict[int, set[str]] = {}
    for place, fact in told.fact_at.items():
        if place in at:
            homes.setdefault(at[place], set()).add(fact)
    assert all(len(facts) == 1 for facts in homes.values())


def test_a_figure_that_is_taken_back_is_kept_as_such() -> None:
    told = story("audit")
    made = comparison_of([*told.articles.values()], [*told.articles])
    (fact,) = [fact for fact in made.facts if any(cell.value == 31 for cell in fact.cells)]
    assert [(cell.text, cell.told.value) for cell in fact.of("clinic-weekly.txt")] == [
        ("31", "stands"),
        ("41", "former"),
    ]
    assert fact.relation == "agree"


def test_two_accounts_of_one_article_are_two_cells() -> None:
    texts = (
        "Some 12,000 people marched to the quarry on Monday, police said. The organisers spoke of 25,000.",
        "Police put the crowd that marched to the quarry at 12,000 people on Monday.",
    )
    made = compare([Article.from_text(text) for text in texts])
    (fact,) = made.facts
    assert [cell.text for cell in fact.cells] == ["12,000", "25,000", "12,000"]
    assert (fact.relation, fact.differ_by) == ("differ", ("value",))


@pytest.mark.parametrize("head", ["Cargo 2031 (million tonnes)", "Cargo 2031, million tonnes"])
def test_the_cell_of_a_table_counts_in_the_scale_of_its_head(head: str) -> None:
    table = f"# Ports\n\n| Port | {head} | Ships |\n| --- | --- | --- |\n| Orlen | 4.6 | 310 |\n| Skarn | 7.1 | 545 |\n"
    text = "Ports\n\nThe port of Orlen handled 4.6 million tonnes of cargo in 2031, brought by 310 ships."
    made = compare([Article.from_text(table), Article.from_text(text)])
    shared = {tuple(cell.text for cell in fact.cells): fact for fact in made.facts if len(fact.cells) > 1}
    assert {texts: fact.relation.value for texts, fact in shared.items()} == {
        ("4.6", "4.6 million tonnes"): "agree",
        ("310", "310"): "agree",
    }
    assert all(cell.value == 4_600_000 for cell in shared["4.6", "4.6 million tonnes"].cells)


@pytest.mark.parametrize("noun", ["households", "shops", "clinics"])
def test_what_each_article_counts_once_is_one_thing_however_far_it_has_moved(noun: str) -> None:
    texts = (
        f"Quake in Sarvan\n\nThe agency counted 70,000 {noun} without light. It had sent 12 helicopters.",
        f"Sarvan, four days on\n\nDark streets are rare by now: 1,900 {noun}, the agency says. Of its staff 40 are hurt.",
    )
    made = compare([Article.from_text(text) for text in texts])
    assert [[cell.text for cell in f.cells] for f in made.facts if len(f.cells) > 1] == [["70,000", "1,900"]]


NIGHT = "Storm over the Alder\n\nAround 60,000 homes are dark, most of them in {0} (18,000) and {1} (17,000)."
DAY = "After the storm\n\nIn {1} 22,000 homes were without power and 19,000 in {0}, the grid operator said."


@pytest.mark.parametrize(
    ("one", "other"), [("Quenby", "Port Luddow"), ("Ravelby", "Hathermouth"), ("Ähtäri", "Sarvan")]
)
def test_figures_of_two_places_do_not_share_a_row(one: str, other: str) -> None:
    made = compare([Article.from_text(text.format(one, other)) for text in (NIGHT, DAY)])
    assert {tuple(cell.text for cell in fact.cells) for fact in made.facts if len(fact.cells) > 1} == {
        ("18,000", "19,000"),
        ("17,000", "22,000"),
    }
    table = f"# The storm by town\n\n| Town | Homes without power |\n| --- | --- |\n| {other} | 22,400 |\n| {one} | 18,950 |\n"
    made = compare([Article.from_text(table), Article.from_text(DAY.format(one, other))])
    assert {tuple(cell.text for cell in fact.cells) for fact in made.facts if len(fact.cells) > 1} == {
        ("22,400", "22,000"),
        ("18,950", "19,000"),
    }


def test_a_figure_that_another_came_from_is_a_fact_of_its_own() -> None:
    texts = (
        "Waits grow\n\nThe average wait for a hip operation lengthened to 214 days from 187, auditors say.",
        "Hospitals\n\n| | 2024 | 2023 |\n| --- | --- | --- |\n| Average wait for a hip operation (days) | 214 | 187 |\n",
    )
    made = compare([Article.from_text(text) for text in texts])
    assert sorted(tuple(cell.text for cell in fact.cells) for fact in made.facts) == [
        ("187", "187"),
        ("214 days", "214"),
    ]
    assert [fact.relation.value for fact in made.facts] == ["agree", "agree"]


def test_people_of_the_dead_are_a_part_of_them() -> None:
    texts = (
        "Ferry sinks\n\nNine people are dead, the lake police say.",
        "Our dead\n\nSeventeen people died on the lake, the police said. At least six of the dead came from our town.",
    )
    made = compare([Article.from_text(text) for text in texts])
    assert ("Nine", "Seventeen") in {tuple(cell.text for cell in fact.cells) for fact in made.facts}
