"""The verb that a word is a form of, irregular forms too: "lent" and "lending" are of "lend".

The table of irregular forms is made from WordNet by tools/irregular_verbs.py.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from summariser.reading.words import stem

TABLE = Path(__file__).with_name("irregular_verbs.txt")


def same_verb(one: str, other: str) -> bool:
    """Whether two stems may be of one verb: one is the other, or an irregular form of it, or both are of a third.

    >>> same_verb("lent", "lend"), same_verb("sold", "buy")
    (True, False)
    """
    return one == other or not _verbs_of(one).isdisjoint(_verbs_of(other))


def _verbs_of(word: str) -> frozenset[str]:
    """The stems of the verbs that a stem is of. "found" is of two, "find" and "found"."""
    return _table().get(word, frozenset()) | {word}


@cache
def _table() -> Mapping[str, frozenset[str]]:
    verbs: dict[str, set[str]] = defaultdict(set)
    for line in TABLE.read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            base, _, forms = line.partition(":")
            for form in forms.split():
                verbs[stem(form)].add(stem(base))
    return {form: frozenset(bases) for form, bases in verbs.items()}
