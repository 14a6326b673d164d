"""Stories that we wrote, whose texts have their gold in them: `{number|fact}`."""

import re
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from summariser.article import Article
from summariser.comparison import Comparison, Told

FOLDER = Path(__file__).with_name("stories")
_MARK = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")
Place = tuple[str, int]  # an article, and where a number begins in it


@dataclass(frozen=True)
class Story:
    """Articles by name, which fact each marked number is of, and how each fact's figures stand to each other."""

    articles: dict[str, Article]
    fact_at: dict[Place, str]
    relations: dict[str, tuple[str, frozenset[str]]]

    def pairs(self) -> set[frozenset[Place]]:
        """The marked numbers of different articles that are of one fact."""
        return {
            frozenset((one, other))
            for one, other in combinations(self.fact_at, 2)
            if one[0] != other[0] and self.fact_at[one] == self.fact_at[other]
        }


def story(name: str) -> Story:
    """The story of a file."""
    head, *rest = re.split(r"^== ", (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
    relations = {}
    for line in head.splitlines():
        if " = " in line:
            fact, said = line.split(" = ")
            relation, *kinds = said.split()
            relations[fact] = (relation, frozenset(kinds))
    articles, fact_at = {}, {}
    for part in rest:
        title, _, marked = part.partition("\n")
        source = title.split()[0]
        pieces: list[str] = []
        length = last = 0
        for found in _MARK.finditer(marked.strip()):
            pieces += [marked.strip()[last : found.start()], found[1]]
            length += len(pieces[-2])
            fact_at[source, length] = found[2]
            length, last = length + len(found[1]), found.end()
        articles[source] = Article.from_text("".join([*pieces, marked.strip()[last:]]), source=source)
    return Story(articles, fact_at, relations)


def places(made: Comparison) -> dict[Place, int]:
    """In which fact each standing figure is, by its place and by the places of its repeats."""
    return {
        (cell.article, start): number
        for number, fact in enumerate(made.facts)
        for cell in fact.cells
        if cell.told is Told.STANDS
        for start, _ in (cell.span, *cell.repeats)
    }


def pairs(made: Comparison) -> set[frozenset[Place]]:
    """The figures of different articles that share a fact, repeats included."""
    at = places(made)
    return {
        frozenset((one, other))
        for one, other in combinations(at, 2)
        if one[0] != other[0] and at[one] == at[other]
    }
