"""What figures of one article are to each other: taken back, another account of the same, a part of a whole."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from summariser.comparison.similarity.pool import Figure, Pool
from summariser.reading.words import head_of
from summariser.verification.matching.compare import UnitFit

_OF_ONE_SORT = (UnitFit.SAME, UnitFit.ALIKE, UnitFit.OPEN)
# "The organisers say 25,000", "the summary had spoken of 63": a figure that is told by naming who tells it.
_TOLD = re.compile(
    r"\b(?:sp(?:oke|eaks?|oken|eaking) of|sa(?:y|ys|id)|claim(?:s|ed)?|estimate(?:s|d)?|report(?:s|ed)?"
    r"|put(?:s|ting)? (?:it|them|the (?:figure|number|total|toll)) at)\s(?:\w+\s){0,2}$"
)
# In characters, by judgement, on evals/stories.
_REACH = 48
_OF_THEM = re.compile(
    r"\s(?:[\w'’-]+\s){0,2}(?:of (?:them|whom|these|those|us|(?:the|its|his|her|our|their)(?!\s[\W\d]))|among them)\b"
)


def former_of(figures: Sequence[Figure], fit: Callable[[Figure, Figure], float]) -> dict[Figure, Figure]:
    """The figures that an article takes back, with the ones that stand in their place."""
    found = {}
    for figure in figures:
        if not figure.is_former:
            continue
        beside = [
            other
            for other in figures
            if other.article == figure.article
            and other is not figure
            and not other.is_former
            and _may_stand_for(figure, other)
        ]
        if beside:
            found[figure] = max(
                beside, key=lambda o: (fit(figure, o), -abs(o.mention.start - figure.mention.start))
            )
    return found


def _may_stand_for(figure: Figure, other: Figure) -> bool:
    roles = figure.statement.role, other.statement.role
    return (
        other.mention.kind is figure.mention.kind
        and other.claim.unit_fit(figure.found) in _OF_ONE_SORT
        and not (all(roles) and roles[0] != roles[1])
    )


def accounts_of(pool: Pool, figures: Sequence[Figure]) -> dict[Figure, Figure]:
    """Figures that somebody else is said to give for what the figure before counts, with that one."""
    text = pool.index.text
    found: dict[Figure, Figure] = {}
    for before, figure in pairwise(figures):
        near = (figure.found.sentence or 0) - (before.found.sentence or 0) <= 1
        if before.article != figure.article or not near or figure.is_former:
            continue
        if figure.own.mention.unit is not None or before.mention.unit is None:
            continue
        counted = head_of(before.mention.unit)
        start = figure.mention.start
        told = _TOLD.search(text, max(0, start - _REACH), start)
        if told and counted in figure.statement.subject.own and before.mention.value != figure.mention.value:
            found[figure] = found.get(before, before)
    return found


def parts_in(pool: Pool, figures: Sequence[Figure]) -> set[Figure]:
    """Figures told as parts of a whole: "75 of them", "six of the dead", "131: 99 civilians and 32 policemen"."""
    text = pool.index.text
    found = set()
    whole: Figure | None = None
    for figure in figures:
        if _OF_THEM.match(text, figure.mention.end) and not _is_otherwise(figure, whole):
            found.add(figure)
        whole = figure
    sentences: dict[int | None, list[Figure]] = {}
    for figure in figures:
        sentences.setdefault(figure.found.sentence, []).append(figure)
    for beside in sentences.values():
        for at, whole in enumerate(beside):
            rest = [f for f in beside[at + 1 :] if f.mention.kind is whole.mention.kind]
            if len(rest) > 1 and sum(f.mention.value for f in rest) == whole.mention.value:
                found.update(rest)
    return found


def _is_otherwise(part: Figure, whole: Figure | None) -> bool:
    """Whether more befell a part than its whole, so that it is a whole of that: "97 were saved; 31 of these are hurt"."""
    if whole is None or whole.article != part.article or part.statement.role is None:
        return False
    return whole.statement.role != part.statement.role
