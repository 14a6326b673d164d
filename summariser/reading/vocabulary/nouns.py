"""The class of thing that a noun names (people, animals, things made, ...), and which nouns cannot name one thing.

"5,000 people died" is no copy of "5,000 trees died", but may be one of "5,000 soldiers died". The table of classes is
made from WordNet by tools/noun_classes.py. Only clear cases are disjoint; what the table does not know conflicts with
nothing.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from summariser.numbers import singular

TABLE = Path(__file__).with_name("noun_classes.txt")


class NounClass(StrEnum):
    """What a noun counts."""

    PERSON = "person"
    ANIMAL = "animal"
    PLANT = "plant"
    ARTIFACT = "artifact"  # things made: houses, cars, books
    PLACE = "place"
    AMOUNT = "amount"  # money, and units of measurement
    TIME = "time"
    SUBSTANCE = "substance"  # food too
    BODY = "body"  # and its parts
    GROUP = "group"  # of people: teams, companies, states
    EVENT = "event"  # and acts
    ABSTRACT = "abstract"  # all else


# Class -> the classes of which nothing is both. Missing on purpose: groups are people; bodies and events ("deaths",
# "arrests") are counted in people; animals and plants are food, and food and stuff come as things made and in amounts;
# a place may be built, be an institution, or be measured in acres.
_APART = {
    NounClass.PERSON: "animal plant artifact place amount time substance",
    NounClass.GROUP: "animal plant artifact amount time substance",
    NounClass.ANIMAL: "plant artifact place amount time",
    NounClass.PLANT: "artifact place amount time",
    NounClass.ARTIFACT: "body amount time",
    NounClass.PLACE: "body time",
    NounClass.TIME: "body amount substance",
}
_DISJOINT = frozenset(
    frozenset((one, NounClass(other))) for one, others in _APART.items() for other in others.split()
)
_LAST_WORD = re.compile(r"[^\W\d_]+$")


def classes_of(noun: str) -> frozenset[NounClass]:
    """The classes of a noun in singular or plural, of a compound those of its last word; empty if not known."""
    last = _LAST_WORD.search(noun.lower())
    return _table().get(singular(last[0]), frozenset()) if last else frozenset()


def disjoint(one: str, other: str) -> bool | None:
    """Whether nothing can be both what the one and what the other noun names; None if one of them is not known."""
    these, those = classes_of(one), classes_of(other)
    if not these or not those:
        return None
    return all(frozenset((this, that)) in _DISJOINT for this in these for that in those)


@cache
def _table() -> Mapping[str, frozenset[NounClass]]:
    table: dict[str, frozenset[NounClass]] = {}
    for line in TABLE.read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            classes, _, nouns = line.partition(":")
            table.update(dict.fromkeys(nouns.split(), frozenset(map(NounClass, classes.split()))))
    return MappingProxyType(table)
