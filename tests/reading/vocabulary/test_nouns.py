"""Classes of nouns: pairs judged by hand, what must hold of all nouns, and the table as its maker writes it."""

from itertools import combinations_with_replacement
from pathlib import Path

import pytest

from summariser.reading.vocabulary.nouns import TABLE, NounClass, classes_of, disjoint
from tools import noun_classes

# Section of noun_pairs.txt -> what `disjoint` may say of its pairs.
ALLOWED: dict[str, set[bool | None]] = {
    "disjoint": {True}, "may be one": {False, None}, "unknown": {None},
    "disjoint, missed": {False}, "may be one, wrongly disjoint": {True},
}  # fmt: skip


def _judged() -> list[tuple[str, str, str]]:
    pairs, section = [], ""
    for line in Path(__file__).with_name("noun_pairs.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            one, other = line.split(" / ")
            pairs.append((section, one, other))
    return pairs


JUDGED = _judged()
NOUNS = sorted({noun for _, *pair in JUDGED for noun in pair})


@pytest.mark.parametrize(("section", "one", "other"), JUDGED)
def test_pairs_are_as_judged(section: str, one: str, other: str) -> None:
    """Each pair gets what a reader said of it, in either order."""
    assert disjoint(one, other) in ALLOWED[section]
    assert disjoint(other, one) is disjoint(one, other)


def test_enough_is_judged_and_little_of_it_missed() -> None:
    """The pairs that the table gets wrong stay few."""
    count = {section: sum(of == section for of, *_ in JUDGED) for section in ALLOWED}
    assert sum(count.values()) >= 250
    assert count["may be one, wrongly disjoint"] <= 2
    assert count["disjoint, missed"] <= 11


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("people", "people"), ("soldiers", "soldier"), ("women", "woman"), ("Children", "child"), ("wolves", "wolf"),
        ("buses", "bus"), ("families", "family"), ("police officers", "officer"), ("ex-soldiers", "soldier"),
        ("patrol cars", "car"), ("troops", "troop"), ("cattle", "cattle"),
    ],
)  # fmt: skip
def test_a_plural_or_compound_has_the_classes_of_its_noun(plural: str, one: str) -> None:
    """Number, case and the words before the last change nothing."""
    assert classes_of(plural) == classes_of(one) != frozenset()


def test_no_noun_is_disjoint_from_itself() -> None:
    """Whatever classes a noun has, they go together."""
    assert not any(disjoint(noun, noun) for noun in NOUNS)


def test_disjoint_is_symmetric_and_unknown_conflicts_with_nothing() -> None:
    """Order means nothing, and True or False take two known nouns."""
    for one, other in combinations_with_replacement(NOUNS, 2):
        assert disjoint(one, other) is disjoint(other, one)
        assert (disjoint(one, other) is None) == (not classes_of(one) or not classes_of(other))


@pytest.mark.parametrize(
    "noun", "people soldier troop fighter woman dead wounded homeless poor police crew".split()
)
def test_people_are_people(noun: str) -> None:
    """Soldiers, troops, fighters, the dead and the police are of one class."""
    assert NounClass.PERSON in classes_of(noun)


@pytest.mark.parametrize("noun", ["", " ", "12", "they", "who", "zorb", "trees 12", "idea", "é"])
def test_what_is_no_known_noun_has_no_class(noun: str) -> None:
    """Pronouns, numbers, ideas and what is in no dictionary."""
    assert classes_of(noun) == frozenset()


def test_the_table_carries_the_licence() -> None:
    """WordNet's notice is to be on every copy."""
    text = TABLE.read_text(encoding="ascii")
    assert "WordNet 3.0 Copyright 2006 by Princeton University.  All rights reserved." in text
    assert len(text) < 300_000


@pytest.mark.slow  # reads all of WordNet
@pytest.mark.skipif(
    not (noun_classes.WORDNET / "data.noun").exists(), reason="needs WordNet (Debian's wordnet-base)"
)
def test_the_table_is_what_wordnet_gives() -> None:
    """The table was not edited by hand and not left behind by a change of the choice."""
    assert TABLE.read_text(encoding="ascii") == noun_classes.render()
