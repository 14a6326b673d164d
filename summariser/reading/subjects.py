"""Gives each amount of a sentence the words that tell what it is of, by where they stand to it.

A clause's words belong to the amount that they stand around; what a clause leaves out it takes from the one before;
lists of things and of amounts go in parallel; a pronoun stands for what the sentence before is about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from summariser.numbers import Kind, NumberMention
from summariser.numbers.lexicon import VERBS
from summariser.reading.clauses import Clause, Opening
from summariser.reading.cues import turning_stems
from summariser.reading.items import Item, Sort
from summariser.reading.statement import OWN, Subject
from summariser.reading.words import head_of

_BEFORE, _BEHIND, _TAKEN_OVER, _OTHERS, _ELSEWHERE = 1.0, 0.8, 0.7, 0.4, 0.25
_COMPARED = 0.5
# How much a word loses with each word between it and the amount, and the most that it can lose so.
_FADING, _MOST_FADED = 0.02, 0.2
_PRONOUNS = frozenset(
    "it they he she these those this its their them whom which one ones some others former latter that".split()
)
_SEPARATORS = frozenset(", and or & ;".split())
_LEADING_WORDS, _OF_PAIR = 8, 2


@dataclass(slots=True)
class Scope:
    """What an amount's words are taken from: those before it and those behind it, the nearest first."""

    before: list[Item] = field(default_factory=list)
    behind: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Tied:
    """The words that are tied to an amount, weighted: those said before it and those behind it, which it may count."""

    before: dict[str, float] = field(default_factory=dict)
    behind: dict[str, float] = field(default_factory=dict)
    verbs: dict[str, float] = field(default_factory=dict)  # of those before it

    @property
    def merged(self) -> dict[str, float]:
        """All of them."""
        return _merged(self.before, self.behind)


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
    last: Tied | None = None
    scopes: dict[int, Scope] = {}
    ties: dict[int, Tied] = {}
    chosen: dict[int, list[list[Item]]] = {}
    homes = sorted(
        ((amount, clause) for clause in clauses for amount in clause.amounts), key=lambda home: home[0].start
    )
    for amount, clause in homes:
        scope = _scope(clauses, clause, amount)
        verbs = {item.stem: _BEFORE for item in scope.before if item.tells and _is_a_verb(item)}
        tied = Tied(_weighted(scope.before, _BEFORE), _weighted(scope.behind, _BEHIND), verbs)
        _take_over(tied, scope, clause, items, amount, last, before)
        things = None if amount.start in paired else _things(items, amount)
        reused = things is None and listed is not None and len(listed) == len(amount.amounts)
        if reused and not any(item.tells for item in scope.before):
            things = listed
        listed, last = things or listed, tied
        _add(tied.before, {item.stem: _BEFORE for item in lead if item.tells})
        counted = amount.amounts[-1]
        if counted.unit and counted.kind is Kind.CARDINAL:
            tied.behind[head_of(counted.unit)] = _BEHIND
        scopes[amount.start], ties[amount.start] = scope, tied
        if things:
            chosen[amount.start] = things
    _take_from_behind([amount for amount, _ in homes], ties)
    for amount, _ in homes:
        scope, tied = scopes[amount.start], ties[amount.start]
        for at, one in enumerate(amount.amounts):
            weights = {**whole, **tied.merged}
            if one.unit and one.kind is not Kind.MONEY:
                weights[head_of(one.unit)] = _BEFORE
            if amount.start in chosen:
                _as_listed(weights, chosen[amount.start], at)
            found[one.start] = Subject(weights, _head(one, scope), _phrase(scope, one))
    return found


def _take_from_behind(amounts: Sequence[Item], ties: Mapping[int, Tied]) -> None:
    """Adds to amounts that nothing stands before what the next one has: "$6 in 2020 and $10 in 2019 are wages"."""
    for one, other in zip(amounts[-2::-1], amounts[:0:-1], strict=True):
        mine, theirs = ties[one.start], ties[other.start]
        if not mine.before:
            _add(mine.before, theirs.before)
            if not mine.behind:
                _add(mine.behind, theirs.behind)


def _merged(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {word: max(one.get(word, 0.0), other.get(word, 0.0)) for word in (*one, *other)}


def _scope(clauses: Sequence[Clause], clause: Clause, amount: Item) -> Scope:
    """The words of the clause around an amount, as far as the amounts beside it.

    Of what stands between two amounts the first has what comes before a comma, the second what comes behind it;
    without one, both have all of it. An amount in a bracket has the words before the bracket.
    """
    items = clause.items
    at = items.index(amount)
    scope = Scope()
    for item in items[at + 1 :]:
        if item.sort is Sort.AMOUNT:
            scope.behind = _behind_it(scope.behind)
            break
        scope.behind.append(item)
    for item in items[at - 1 :: -1] if at else []:
        if item.sort is Sort.AMOUNT:
            scope.before = _before_it(scope.before)
            break
        scope.before.append(item)
    else:
        scope.before = _without_insertion(scope.before)
    inserted = clause.opening in (Opening.BRACKET, Opening.COMPARISON)
    if inserted and clause.outer is not None and not any(item.tells for item in scope.before):
        scope.before += _before_bracket(clauses, clause, clause.outer)
    return scope


def _behind_it(items: list[Item]) -> list[Item]:
    """Of the items between an amount and the next one those that are the first one's."""
    comma = next((n for n, item in enumerate(items) if item.low in (",", "and")), None)
    if comma is None or not any(item.tells or item.sort is Sort.DATE for item in items[:comma]):
        return items
    return items[:comma]


def _before_it(items: list[Item]) -> list[Item]:
    """Of the items between an amount and the one before, nearest first, those that are the second one's.

    Between two commas an insertion may stand: "lead output, which had been falling for years, was 210".
    """
    commas = [n for n, item in enumerate(items) if item.low in (",", "and")]
    if not commas:
        return items
    nearest = items[: commas[0]]
    marks = [n for n, item in enumerate(items) if item.low == ","]
    if len(marks) > 1 and not any(item.tells for item in nearest):
        end = next((n for n in commas if n > marks[1]), len(items))
        return nearest + items[marks[1] + 1 : end]
    return nearest


def _without_insertion(items: list[Item]) -> list[Item]:
    """The items before a first amount, nearest first, without what stands between two commas before the verb."""
    marks = [n for n, item in enumerate(items) if item.low == ","]
    if len(marks) > 1 and not any(item.tells for item in items[: marks[0]]):
        return items[: marks[0]] + items[marks[1] + 1 :] + items[marks[0] : marks[1]]
    return items


def _before_bracket(clauses: Sequence[Clause], bracket: Clause, outer: Clause) -> list[Item]:
    """The words of the clause around a bracket that stand right before it, nearest first."""
    start = bracket.items[0].start
    brackets = (c for c in clauses if c.outer is outer and c is not bracket and c.items[0].start < start)
    low = max((c.items[-1].end for c in brackets), default=0)
    found: list[Item] = []
    for item in outer.items[::-1]:
        if item.end <= start:
            if (
                item.sort is Sort.AMOUNT
                or item.start < low
                or (item.low == "," and bracket.opening is Opening.COMPARISON)
            ):
                break
            found.append(item)
    return found


def _weighted(side: Sequence[Item], worth: float) -> dict[str, float]:
    weights: dict[str, float] = {}
    far = 0
    for item in side:
        if item.tells:
            weights[item.stem] = max(worth - min(_MOST_FADED, far * _FADING), weights.get(item.stem, 0.0))
            far += 1
    return weights


def _take_over(
    tied: Tied,
    scope: Scope,
    clause: Clause,
    items: Sequence[Item],
    amount: Item,
    last: Tied | None,
    before: tuple[Sequence[Item], Mapping[int, Subject]],
) -> None:
    """Adds to an amount's words those that its clause leaves to the amount before, or to the sentence before."""
    leaves_out = all(_is_a_verb(item) for item in scope.before if item.tells)
    pronoun = any(item.low in _PRONOUNS for item in scope.before)
    chosen = next((item.low for item in scope.before if item.low in ("former", "latter")), None)
    earlier = [item for item in items if item.end <= amount.start]
    if chosen:
        one, other = _pair(earlier) or _pair(before[0]) or ([], [])
        meant, left = (one, other) if chosen == "former" else (other, one)
        tied.before.update(dict.fromkeys(left, _OTHERS))
        tied.before.update(dict.fromkeys(meant, _BEFORE))
        return
    if last is not None:
        if leaves_out or pronoun:
            _add(tied.before, last.before)
            if pronoun:
                _add(tied.before, last.behind)
        elif clause.opening is Opening.COMPARISON:
            _add(tied.before, {word: min(_COMPARED, weight) for word, weight in last.merged.items()})
        elif not any(_is_a_verb(item) for item in scope.before):
            _add(tied.before, last.verbs)  # "and the tunnel $9 million"
        if clause.opening is Opening.BRACKET:
            _add(tied.before, {word: min(OWN, weight) for word, weight in last.before.items()})
        if amount.amounts[-1].unit is None and not any(item.tells for item in scope.behind[:1]):
            _add(tied.behind, last.behind)  # "the south 9"
        return
    if leaves_out or pronoun:
        said = [item.stem for item in earlier if item.tells]
        _add(tied.before, dict.fromkeys(said, _BEFORE))
        if pronoun or not said:
            _add(tied.before, _topic(*before))


def _is_a_verb(item: Item) -> bool:
    return item.low in VERBS or item.low.endswith("ed") or item.stem in turning_stems()


def _pair(items: Sequence[Item]) -> tuple[list[str], list[str]] | None:
    """The two that "the former" and "the latter" stand for: the words around the last "and" before."""
    at = next((n for n in range(len(items) - 1, 0, -1) if items[n].low == "and"), None)
    if at is None:
        return None
    before = [item.stem for item in items[:at][::-1] if item.tells][:_OF_PAIR]
    behind = [item.stem for item in items[at + 1 :] if item.tells][:_OF_PAIR]
    return before, behind


def _add(mine: dict[str, float], theirs: Mapping[str, float]) -> None:
    """Adds what is taken over; handed on again and again it stays as close."""
    for word, weight in theirs.items():
        mine[word] = max(min(weight, _TAKEN_OVER), mine.get(word, 0.0))


def _things(items: Sequence[Item], amount: Item) -> list[list[Item]] | None:
    """The things of a list before a list of as many amounts: "sales, costs and profits were 9, 5 and 4"."""
    count = len(amount.amounts)
    if count < 2:
        return None
    at = items.index(amount)
    first = next((n for n in range(at - 1, -1, -1) if items[n].sort is Sort.AMOUNT), -1) + 1
    pieces: list[list[Item]] = [[]]
    for item in items[first:at]:
        if item.low in _SEPARATORS:
            if any(item.tells for item in pieces[-1]):
                pieces.append([])
        elif item.sort is Sort.WORD:
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
                tied[item.stem] = _BEFORE
            elif place < len(lists) - 1 or _names_a_thing(piece, item):
                tied[item.stem] = min(_OTHERS, tied.get(item.stem, _OTHERS))


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


def _topic(items: Sequence[Item], subjects: Mapping[int, Subject]) -> dict[str, float]:
    """What a sentence is about: its first words, and what its amounts count."""
    weights = dict.fromkeys([item.stem for item in items if item.tells][:_LEADING_WORDS], _BEFORE)
    for subject in subjects.values():
        for word, weight in subject.weights.items():
            if weight >= OWN:
                weights[word] = max(weight, weights.get(word, 0.0))
    return weights
