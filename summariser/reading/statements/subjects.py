"""Gives each amount of a sentence the words that tell what it is of, by where they stand to it.

A clause's words belong to the amount that they stand around (`scopes`); what a clause leaves out it takes from the one
before (`elision`); lists of things and of amounts go in parallel.
"""

from collections.abc import Mapping, Sequence

from summariser.numbers import Kind, NumberMention
from summariser.reading.statement import Subject
from summariser.reading.syntax.clauses import Clause
from summariser.reading.syntax.elision import (
    BEFORE,
    BEHIND,
    OTHERS,
    WeightedWords,
    add,
    counted_of,
    places_of,
    take_from_behind,
    take_over,
    weighted,
)
from summariser.reading.syntax.items import Item, ItemKind, is_a_verb
from summariser.reading.syntax.scopes import Scope, scope_of
from summariser.reading.words import head_of

# By judgement: how closely a word is tied to its number, where 1 is the number's own clause.
_ELSEWHERE = 0.25
_SEPARATORS = frozenset(", and or & ;".split())


def subjects_of(
    clauses: Sequence[Clause],
    items: Sequence[Item],
    before: tuple[Sequence[Item], Mapping[int, Subject]],
    paired: frozenset[int],
    lead: Sequence[Item] = (),
) -> dict[int, Subject]:
    """The subjects of the amounts of a sentence, by the offset where each amount begins.

    `before` are the items and subjects of the sentence before, for this one's pronouns; `paired` are the offsets of
    amounts that stand in a list in parallel to one of dates, and so to no list of things; `lead` are the words that
    lead in the list which the sentence is in.
    """
    whole = {item.stem: _ELSEWHERE for item in items if item.tells}
    found: dict[int, Subject] = {}
    listed: list[list[Item]] | None = None
    last: WeightedWords | None = None
    scopes: dict[int, Scope] = {}
    ties: dict[int, WeightedWords] = {}
    chosen: dict[int, list[list[Item]]] = {}
    homes = sorted(
        ((amount, clause) for clause in clauses for amount in clause.amounts), key=lambda home: home[0].start
    )
    for amount, clause in homes:
        scope = scope_of(clauses, clause, amount)
        verbs = {item.stem: BEFORE for item in scope.before if item.tells and is_a_verb(item)}
        places = {**places_of(scope.before[::-1]), **places_of(scope.behind)}
        tied = WeightedWords(
            weighted(scope.before, BEFORE),
            weighted(scope.behind, BEHIND),
            verbs,
            places,
            clause,
            counted_of(scope),
        )
        take_over(tied, scope, clause, items, amount, last, before)
        things = None if amount.start in paired else things_of(items, amount)
        reused = things is None and listed is not None and len(listed) == len(amount.amounts)
        if reused and not any(item.tells for item in scope.before):
            things = listed
        listed, last = things or listed, tied
        add(tied.before, {item.stem: BEFORE for item in lead if item.tells})
        counted = amount.amounts[-1]
        if counted.unit and counted.kind is Kind.CARDINAL:
            tied.behind[head_of(counted.unit)] = BEHIND
            tied.counted |= {head_of(counted.unit)}
        scopes[amount.start], ties[amount.start] = scope, tied
        if things:
            chosen[amount.start] = things
    take_from_behind([amount for amount, _ in homes], ties)
    for amount, _ in homes:
        scope, tied = scopes[amount.start], ties[amount.start]
        for at, one in enumerate(amount.amounts):
            weights = {**whole, **tied.merged}
            if one.unit and one.kind is not Kind.MONEY:
                weights[head_of(one.unit)] = BEFORE
            if amount.start in chosen:
                _as_listed(weights, chosen[amount.start], at)
            found[one.start] = Subject(weights, _head(one, scope), _phrase(scope, one))
    return found


def things_of(items: Sequence[Item], amount: Item) -> list[list[Item]] | None:
    """The things of a list before a list of as many amounts: "sales, costs and profits were 9, 5 and 4"."""
    count = len(amount.amounts)
    if count < 2:
        return None
    at = items.index(amount)
    first = next((n for n in range(at - 1, -1, -1) if items[n].sort is ItemKind.AMOUNT), -1) + 1
    pieces: list[list[Item]] = [[]]
    for item in items[first:at]:
        if item.low in _SEPARATORS:
            if any(item.tells for item in pieces[-1]):
                pieces.append([])
        elif item.sort is ItemKind.WORD:
            pieces[-1].append(item)
    pieces = [piece for piece in pieces if any(item.tells for item in piece)]
    return pieces[-count:] if len(pieces) >= count else None


def _as_listed(tied: dict[str, float], lists: Sequence[Sequence[Item]], at: int) -> None:
    """The words of the thing at this place in full, those of the others as other amounts'."""
    own = {item.stem for item in lists[at] if item.tells}
    for place, piece in enumerate(lists):
        for item in piece:
            if not item.tells:
                continue
            if item.stem in own:
                tied[item.stem] = BEFORE
            elif place < len(lists) - 1 or _names_a_thing(piece, item):
                tied[item.stem] = min(OTHERS, tied.get(item.stem, OTHERS))


def _names_a_thing(piece: Sequence[Item], item: Item) -> bool:
    """Whether a word of the last piece is of the thing rather than of what is said of all: the first that tells."""
    return item is next(word for word in piece if word.tells)


def _head(mention: NumberMention, scope: Scope) -> str | None:
    if mention.unit and mention.kind is Kind.CARDINAL:
        return head_of(mention.unit)
    return next((item.stem for item in scope.before if item.tells), None)


def _phrase(scope: Scope, mention: NumberMention) -> tuple[int, int]:
    own = [item for item in (*scope.before, *scope.behind) if item.tells]
    return (
        min([item.start for item in own] + [mention.start]),
        max([item.end for item in own] + [mention.end]),
    )
