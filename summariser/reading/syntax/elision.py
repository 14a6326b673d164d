"""What a clause leaves out, and an amount takes over from the one before it, from the sentence before, or from behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from summariser.reading.statement import OWN, Subject
from summariser.reading.syntax.clauses import Clause, Opening
from summariser.reading.syntax.items import Item, ItemKind, is_a_verb
from summariser.reading.syntax.scopes import Scope

# By judgement: how closely a word is tied to its number, where 1 is the number's own clause; so are those below.
BEFORE, BEHIND, OTHERS = 1.0, 0.8, 0.4
_TAKEN_OVER, _COMPARED = 0.8, 0.8
# How much a word loses with each word between it and the amount, and the most that it can lose so.
_FADING, _MOST_FADED = 0.02, 0.2
_PRONOUNS = frozenset(
    "it they he she these those this its their them whom which one ones some others former latter that".split()
)
_DETERMINERS = frozenset("the a an its their his her our some any all".split())
_PREPOSITIONS = frozenset("in at for by among on from near of".split())
# "Nineteen were late, and 11 were given up": what is told of the first is not told of the second.
_FINITE = frozenset("was were is are has have had will would could".split())
_JOINING = frozenset(", and or but while ;".split())
_BREAKS = frozenset(", and or".split())
# By judgement.
_LEADING_WORDS, _OF_PAIR = 8, 2


@dataclass(slots=True)
class WeightedWords:
    """The words that are tied to an amount, weighted: those said before it and those behind it, which it may count."""

    before: dict[str, float] = field(default_factory=dict)
    behind: dict[str, float] = field(default_factory=dict)
    verbs: dict[str, float] = field(default_factory=dict)  # of those before it
    places: dict[str, str] = field(default_factory=dict)  # the preposition before a word
    clause: Clause | None = None
    counted: frozenset[str] = frozenset()  # the noun that it counts

    @property
    def merged(self) -> dict[str, float]:
        """All of them."""
        return _merged(self.before, self.behind)


def weighted(side: Sequence[Item], worth: float) -> dict[str, float]:
    """The words on one side of an amount, the nearest first: each the less tied to it the farther it stands."""
    weights: dict[str, float] = {}
    far = 0
    for item in side:
        if item.tells:
            weights[item.stem] = max(worth - min(_MOST_FADED, far * _FADING), weights.get(item.stem, 0.0))
            far += 1
    return weights


def add(mine: dict[str, float], theirs: Mapping[str, float]) -> None:
    """Adds what is taken over; handed on again and again it stays as close."""
    for word, weight in theirs.items():
        mine[word] = max(min(weight, _TAKEN_OVER), mine.get(word, 0.0))


def _merged(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {word: max(one.get(word, 0.0), other.get(word, 0.0)) for word in (*one, *other)}


def take_over(
    tied: WeightedWords,
    scope: Scope,
    clause: Clause,
    items: Sequence[Item],
    amount: Item,
    last: WeightedWords | None,
    before: tuple[Sequence[Item], Mapping[int, Subject]],
) -> None:
    """Adds to an amount's words those that its clause leaves to the amount before, or to the sentence before."""
    # "In the north 12, in the south 9": what stands in a phrase of its own is no subject.
    leaves_out = all(is_a_verb(i) or i.stem in tied.places for i in scope.before if i.tells)
    pronoun = any(item.low in _PRONOUNS for item in (*scope.before, *scope.behind[:2]))
    chosen = next((item.low for item in scope.before if item.low in ("former", "latter")), None)
    earlier = [item for item in items if item.end <= amount.start]
    if chosen:
        one, other = _pair(earlier) or _pair(before[0]) or ([], [])
        meant, left = (one, other) if chosen == "former" else (other, one)
        tied.before.update(dict.fromkeys(left, OTHERS))
        tied.before.update(dict.fromkeys(meant, BEFORE))
        if last is not None:
            add(tied.before, last.verbs)
        return
    if last is not None:
        kept = _left_out(last, tied, clause)
        bare = all(item.low in _JOINING for item in scope.before)
        begins = bool(scope.behind) and (scope.behind[0].low in _FINITE or scope.behind[0].low == ",")
        is_subject = bare and begins and any(item.low in _FINITE for item in scope.behind)
        if is_subject and not pronoun:
            pass  # "and 11 were given up"
        elif leaves_out or pronoun:
            add(tied.before, {word: kept[word] for word in last.before if word in kept})
            if pronoun or clause.opening is Opening.COMPARISON:
                add(tied.before, {word: kept[word] for word in last.behind if word in kept})
        elif clause.opening is Opening.COMPARISON:
            add(tied.before, {word: min(_COMPARED, weight) for word, weight in kept.items()})
        elif not any(is_a_verb(item) for item in scope.before):
            goes_on = last.clause is clause and not _broken(clause, amount)
            add(
                tied.before, kept if goes_on else last.verbs
            )  # "31 seats on 12%"; "and the tunnel $9 million"
        if clause.opening is Opening.BRACKET:
            add(tied.before, {word: min(OWN, weight) for word, weight in last.before.items()})
        if amount.amounts[-1].unit is None and not any(item.tells for item in scope.behind[:1]):
            add(tied.behind, {word: kept[word] for word in last.counted if word in kept})  # "the south 9"
            tied.counted = last.counted
        return
    if amount.amounts[-1].unit is None and not any(item.tells for item in scope.behind[:1]) and before[1]:
        heads = [before[1][max(before[1])].head]
        add(tied.behind, {head: BEHIND for head in heads if head})  # "Tarn has 2,100", after "5,400 families"
    if leaves_out or pronoun:
        said = [item.stem for item in earlier if item.tells]
        add(tied.before, dict.fromkeys(said, BEFORE))
        if pronoun or not said:
            add(tied.before, _topic(*before))


def take_from_behind(amounts: Sequence[Item], ties: Mapping[int, WeightedWords]) -> None:
    """Adds to amounts that nothing stands before what the next one has: "$6 in 2020 and $10 in 2019 are wages"."""
    for one, other in zip(amounts[-2::-1], amounts[:0:-1], strict=True):
        mine, theirs = ties[one.start], ties[other.start]
        if not mine.before and not mine.behind:
            add(mine.before, theirs.before)
            add(mine.behind, theirs.behind)


def _left_out(last: WeightedWords, tied: WeightedWords, clause: Clause) -> dict[str, float]:
    """The words of the amount before that a clause may leave out: those whose place no word of its own has.

    "74% in towns", after "38% in villages", leaves out no villages; "50 for daxes", after "45 wugs", no wugs.
    """
    places, own = set(tied.places.values()), {*tied.before, *tied.behind}
    named = clause.opening is Opening.COMPARISON and (
        "for" in places or not tied.before.keys() <= tied.places.keys()
    )
    return {
        word: weight
        for word, weight in last.merged.items()
        if word in own
        or (word in last.verbs)
        or (last.places[word] not in places if word in last.places else not (named and word in last.before))
    }


def places_of(items: Sequence[Item]) -> dict[str, str]:
    """The preposition that each word stands behind, as far as a mark or the next preposition: "in towns"."""
    places: dict[str, str] = {}
    preposition = ""
    for item in items:
        if item.low in _PREPOSITIONS:
            preposition = item.low
        elif item.sort is not ItemKind.WORD or (not item.tells and item.low not in _DETERMINERS):
            preposition = ""
        elif item.tells and preposition:
            places[item.stem] = preposition
    return places


def counted_of(scope: Scope) -> frozenset[str]:
    """The words of what an amount counts: "boats", "of cherries"; those right behind it, as far as they name a thing."""
    found: set[str] = set()
    for item in scope.behind:
        if item.sort is not ItemKind.WORD or not (item.tells or item.low == "of") or is_a_verb(item):
            break
        if item.tells:
            found.add(item.stem)
    return frozenset(found)


def _broken(clause: Clause, amount: Item) -> bool:
    """Whether a comma or an "and" stands between an amount and the one before it in its clause."""
    for item in clause.items[: clause.items.index(amount)][::-1]:
        if item.sort is ItemKind.AMOUNT:
            return False
        if item.low in _BREAKS:
            return True
    return True


def _pair(items: Sequence[Item]) -> tuple[list[str], list[str]] | None:
    """The two that "the former" and "the latter" stand for: the words around the last "and" before."""
    at = next((n for n in range(len(items) - 1, 0, -1) if items[n].low == "and"), None)
    if at is None:
        return None
    before = [item.stem for item in items[:at][::-1] if item.tells][:_OF_PAIR]
    behind = [item.stem for item in items[at + 1 :] if item.tells][:_OF_PAIR]
    return before, behind


def _topic(items: Sequence[Item], subjects: Mapping[int, Subject]) -> dict[str, float]:
    """What a sentence is about: its first words, and what its amounts count."""
    first = next((n for n, item in enumerate(items) if item.sort is ItemKind.AMOUNT), len(items))
    leading = [item.stem for item in items[:first] if item.tells][:_LEADING_WORDS]
    counted = [subject.head for subject in subjects.values() if subject.head]
    return {**dict.fromkeys(counted, BEFORE), **dict.fromkeys(leading, BEFORE)}
