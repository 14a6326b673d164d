"""Of which place, firm or group a figure is told, where its text names one beside it: "300 in Hathermouth", a table's row.

Names that one article tells figures of side by side are set against each other: what is told of the one is not told of
the other.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import combinations

from summariser.article import Part, Role
from summariser.comparison.similarity.pool import Figure, Pool
from summariser.reading.times.dates import DATE_WORDS

_NAME = r"[^\W\d_a-z][\w’'-]*(?:[ ][^\W\d_a-z][\w’'-]*)*"
_BEHIND = re.compile(
    rf"(?:[ ][a-z-]+){{0,3}}?[ ](?:in|at|around|near|for|from)[ ](?:the[ ])?(?P<name>{_NAME})"
)
_BEFORE = re.compile(
    rf"(?:^|[.;:,(]\s|\band )\W*(?:[Ii]n|[Aa]t|[Aa]round|[Nn]ear|[Ff]or|[Ff]rom)[ ](?:the[ ])?(?P<name>{_NAME}),?(?:[ ][a-z-]+){{0,4}}[ ]$"
)
_BRACKETED = re.compile(rf"(?P<name>{_NAME}) \($")
_HEADED = re.compile(rf"\W*(?P<name>{_NAME})\W*")
# By judgement, on evals/stories.
_REACH = 70  # characters
_MOST = 60  # names of one list that are set against each other


class Places:
    """The names that a pool's figures are told of, worked out once."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._names: dict[Figure, str | None] = {figure: _name_of(pool, figure) for figure in pool.figures}

    def alike(self, one: Figure, other: Figure) -> bool | None:
        """Whether two figures are told of one name; False of names set against each other, None where nothing tells."""
        mine, theirs = self._names.get(one), self._names.get(other)
        if mine is None or theirs is None:
            return None
        if mine == theirs:
            return True
        return False if frozenset((mine, theirs)) in self._contrasted else None

    @cached_property
    def _contrasted(self) -> set[frozenset[str]]:
        beside: dict[tuple[int, object], set[str]] = {}
        for figure, name in self._names.items():
            if name is None:
                continue
            part = self._pool.sources[figure.article].reading.part_at(figure.own.start)
            listed = part is not None and part.role in (Role.ROW, Role.ITEM)
            place = (part.lead_in or "list") if part is not None and listed else figure.found.sentence
            beside.setdefault((figure.article, place), set()).add(name)
        return {
            frozenset(pair) for names in beside.values() for pair in combinations(sorted(names)[:_MOST], 2)
        }


def _name_of(pool: Pool, figure: Figure) -> str | None:
    source = pool.sources[figure.article]
    part = source.reading.part_at(figure.own.start)
    text = source.text
    sentence = source.sentence(figure.own.sentence or 1)
    for found in _candidates(text, part, figure, sentence.start, sentence.end):
        if found.lower() not in DATE_WORDS:
            return found.removesuffix("’s").removesuffix("'s")
    return None


def _candidates(text: str, part: Part | None, figure: Figure, low: int, high: int) -> Iterator[str]:
    mention = figure.own.mention
    if part is not None and part.role is Role.ROW:
        at = part.cell_at(mention.start)
        head = part.row_head(text, at) if at is not None else None
        if head and (named := _HEADED.fullmatch(text[head.start : min(head.end, head.start + _REACH)])):
            yield named["name"]
        return
    if named := _BEHIND.match(text, mention.end, min(high, mention.end + _REACH)):
        yield named["name"]
    before = text[max(low, mention.start - _REACH) : mention.start]
    for pattern in (_BRACKETED, _BEFORE):
        if named := pattern.search(before):
            yield named["name"]
