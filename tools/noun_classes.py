"""Writes summariser/reading/vocabulary/noun_classes.txt, the classes of common nouns, from WordNet 3.0.

    python -m tools.noun_classes            # write the table
    python -m tools.noun_classes --check    # exit 1 when the committed table differs

WordNet is Debian's package wordnet-base. Below is only the choice: which class a sense belongs to, by its nearest
ancestor in CLASS_OF and else by its lexicographer's file, and which senses of a noun count.

A noun has the classes of all the senses that a reader may meet, since two nouns conflict only if no sense of the
one goes with a sense of the other: a class too many costs a found error, a class too few a wrong accusation.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from summariser.numbers import singular
from summariser.numbers.vocabulary.lexicon import FUNCTION_WORDS
from summariser.reading.vocabulary.nouns import TABLE, NounClass
from tools.pages import write_or_check

WORDNET = Path("/usr/share/wordnet")

# Lexicographers' files by their numbers. Files that are not here hold what is abstract for one who counts: a state, a
# communication, a relation, a thing of no kind (03), a set of any things (14).
CLASS_OF_FILE = {
    4: "event", 5: "animal", 6: "artifact", 8: "body", 11: "event", 13: "substance", 15: "place", 18: "person",
    19: "event", 20: "plant", 27: "substance", 28: "time",
}  # fmt: skip

# Sense (lemma and its number) -> the classes of all that is below it, until another one here is nearer.
CLASS_OF = {
    # The file of groups holds any set of things. Groups of people are what acts, and what is counted in people.
    "people 1": "person", "people 2": "person group", "ethnic_group 1": "person group",
    "social_group 1": "person group", "multitude 3": "person group",
    # Institutions are places too: "three schools" were built, and were on strike.
    "institution 1": "group place", "enterprise 2": "group place", "political_unit 1": "group place",
    "administrative_unit 1": "group place", "polity 2": "group place", "municipality 2": "group place",
    "municipality 1": "group place", "administrative_district 1": "group place", "court 1": "group place",
    "medical_building 1": "artifact group place", "establishment 4": "artifact group place",
    "place_of_worship 1": "artifact group place", "building_complex 1": "artifact group place",
    # Homes and households, a base and its units are said for one another.
    "housing 1": "artifact place", "facility 1": "artifact place",
    "animal_group 1": "animal", "vegetation 1": "plant place",
    # What is in no file of its own.
    "person 1": "person", "animal 1": "animal", "plant 2": "plant", "artifact 1": "artifact", "food 1": "substance",
    "substance 1": "substance", "event 1": "event", "time_period 1": "time",
    # Natural objects: those that are places.
    "geological_formation 1": "place", "land 4": "place", "body_of_water 1": "place", "celestial_body 1": "place",
    # Of possessions only money ("12 assets" may be aircraft), of quantities only units ("dozens" may be people).
    "money 1": "amount", "sum 1": "amount", "cost 1": "amount", "payment 1": "amount", "currency 1": "amount",
    "coinage 1": "amount artifact", "unit_of_measurement 1": "amount", "containerful 1": "amount artifact",
    # Made, but a stuff.
    "drug 1": "substance artifact", "fabric 1": "substance artifact",
    # Made, or a part of anything.
    "part 2": "artifact abstract", "item 3": "artifact abstract", "merchandise 1": "artifact abstract",
    # Horses win, and teams.
    "contestant 1": "person group animal",
    # Life too small to be counted as animals.
    "microorganism 1": "abstract",
}  # fmt: skip

# The least part and number of a noun's tagged uses that make a sense count; a figure of speech needs more of them.
SHARE = 0.1
LEAST, LEAST_OF_FIGURE = 2, 3
# The tagged texts are of 1961: a noun with fewer uses there may be common today in an untagged sense ("drone").
RARE = 10
# A noun of these classes only is left out if it has a single, untagged sense: species, compounds, ailments, procedures.
SPECIALIST = frozenset(map(NounClass, "plant substance body event abstract".split()))
_PEOPLE = frozenset({NounClass.PERSON, NounClass.GROUP})
_IDEAS = frozenset({NounClass.ABSTRACT, NounClass.EVENT})


@dataclass(frozen=True, slots=True)
class Synset:
    """A meaning: its lexicographer's file, the meanings above it, and whether it is the one bearer of a name."""

    file: int
    above: tuple[str, ...]
    is_name: bool


class WordNet:
    """The nouns of WordNet: synsets by offset, the offsets of a lemma in order, tagged uses by lemma and sense."""

    def __init__(self, folder: Path) -> None:
        self.synsets = dict(map(_synset, _entries(folder / "data.noun")))
        self.senses = {
            fields[0]: fields[-int(fields[2]) :] for fields in map(str.split, _entries(folder / "index.noun"))
        }
        self.tagged: dict[str, Counter[int]] = defaultdict(Counter)
        self.as_adjective: Counter[str] = Counter()
        for line in _lines(folder / "cntlist.rev"):
            key, sense, count = line.split()
            lemma, _, rest = key.partition("%")
            if rest.startswith("1:"):
                self.tagged[lemma][int(sense) - 1] += int(count)
            elif rest.startswith(("3:", "5:")):
                self.as_adjective[lemma] += int(count)
        self._class_of = {
            self._offset(sense): frozenset(map(NounClass, to.split())) for sense, to in CLASS_OF.items()
        }

    def _offset(self, sense: str) -> str:
        lemma, number = sense.split()
        return self.senses[lemma][int(number) - 1]

    def classes(self, offset: str) -> frozenset[NounClass]:
        """The classes of a sense: of the nearest ancestor in CLASS_OF, else of its file."""
        level = [offset]
        while level:
            if found := [self._class_of[one] for one in level if one in self._class_of]:
                return frozenset().union(*found)
            level = [above for one in level for above in self.synsets[one].above]
        return frozenset({NounClass(CLASS_OF_FILE.get(self.synsets[offset].file, "abstract"))})

    def counted(self, lemma: str) -> list[str]:
        """The senses of a lemma that a reader may meet."""
        offsets, tagged = self.senses[lemma], self.tagged[lemma]
        first = self.classes(offsets[0])
        counted = offsets[:1]
        for number, offset in enumerate(offsets[1:], 1):
            classes = self.classes(offset)
            is_figure = _is_figure(classes, first)
            if (
                tagged[number] >= max(LEAST_OF_FIGURE if is_figure else LEAST, SHARE * tagged.total())
                or (tagged.total() < RARE and not is_figure)
                or NounClass.AMOUNT in classes  # a number before it makes a measure of a "barrel", a "stone"
            ):
                counted.append(offset)
        return counted

    def is_common(self, lemma: str) -> bool:
        """Whether the lemma is one word, no name, and not of the stocks of words that no news counts."""
        if len(lemma) < 3 or not lemma.isalpha() or lemma in FUNCTION_WORDS:
            return False
        offsets = self.counted(lemma)
        if all(self.synsets[offset].is_name for offset in offsets):
            return False
        return len(offsets) > 1 or bool(self.tagged[lemma]) or not self.classes(offsets[0]) <= SPECIALIST


def _is_figure(classes: frozenset[NounClass], first: frozenset[NounClass]) -> bool:
    """Whether a sense is likely a figure of speech: an idea named for a thing, a person named for an animal."""
    return classes == {NounClass.ABSTRACT} or (classes == {NounClass.PERSON} and first == {NounClass.ANIMAL})


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="ascii") as lines:
        yield from lines


def _entries(path: Path) -> Iterator[str]:
    return (line for line in _lines(path) if not line.startswith("  "))


def _synset(line: str) -> tuple[str, Synset]:
    fields = line.partition("|")[0].split()
    pointers = fields[5 + 2 * int(fields[3], 16) :]
    above = [
        (pointers[at], pointers[at + 1]) for at in range(0, len(pointers), 4) if pointers[at] in ("@", "@i")
    ]
    is_name = any(kind == "@i" for kind, _ in above)
    return fields[0], Synset(int(fields[1]), tuple(offset for _, offset in above), is_name)


def noun_classes(wordnet: WordNet) -> dict[str, frozenset[NounClass]]:
    """The classes of each common noun, in the singular, that has another one than `abstract`."""
    found: dict[str, frozenset[NounClass]] = defaultdict(frozenset)
    for lemma in filter(wordnet.is_common, wordnet.senses):
        classes = frozenset[NounClass]().union(*map(wordnet.classes, wordnet.counted(lemma)))
        # What is mostly an adjective ("old", "new", "missing") stands for anything that was named before, but for those
        # that are people only ("the dead").
        if wordnet.as_adjective[lemma] > 2 * wordnet.tagged[lemma].total() and not classes <= _PEOPLE:
            continue
        # Plurals with a meaning of their own are counted like others: "arms", "goods", but not "Windows".
        found[singular(lemma)] |= classes if lemma == singular(lemma) else classes - _IDEAS
    return {noun: classes for noun, classes in found.items() if classes - {NounClass.ABSTRACT}}


def render(folder: Path = WORDNET) -> str:
    """The table: WordNet's notice, then a line for each set of classes with its nouns."""
    wordnet = WordNet(folder)
    lines: dict[str, list[str]] = defaultdict(list)
    for noun, classes in noun_classes(wordnet).items():
        lines[" ".join(sorted(classes))].append(noun)
    return notice("Classes of nouns. Written by tools/noun_classes.py", folder) + "".join(
        f"{of}: {' '.join(sorted(nouns))}\n" for of, nouns in sorted(lines.items())
    )


def notice(made_by: str, folder: Path) -> str:
    """The head of a table that was made from WordNet: WordNet's licence, which is to be on every copy."""
    licence = [
        line.lstrip().partition(" ")[2].rstrip()
        for line in _lines(folder / "data.noun")
        if line.startswith("  ")
    ]
    head = [f"{made_by} from WordNet 3.0; change the choice there.", "", *licence]
    return "".join(f"# {line}".rstrip() + "\n" for line in head)


if __name__ == "__main__":
    sys.exit(write_or_check(TABLE, render, __doc__))
