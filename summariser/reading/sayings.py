"""What cues and small words say of the amounts of a sentence: direction, endpoint, role, polarity, who states it."""

from collections.abc import Sequence

from summariser.numbers import NumberMention
from summariser.reading.clauses import Clause, Opening
from summariser.reading.cues import Cue
from summariser.reading.items import Item, Sort
from summariser.reading.periods import Told
from summariser.reading.statement import Direction, Endpoint, Polarity, Statement, Subject

# Words of a bound, which stand between "to" and its number.
_PASSED = frozenset(
    "about some around almost nearly over more than just under roughly approximately a an the at only".split()
)
_STRONGEST = (Polarity.RETRACTED, Polarity.DENIED, Polarity.HYPOTHETICAL)
_DETERMINERS = frozenset("the a an its their his her our".split())
_REACH = 90


class Sayings:
    """A sentence's clauses and cues, asked for one amount after the other."""

    def __init__(self, text: str, clauses: Sequence[Clause], cues: Sequence[Cue]) -> None:
        self._text, self._clauses, self._cues = text, clauses, cues
        self._clause_at = {item.start: clause for clause in clauses for item in clause.items}
        self._first = min(self._clause_at, default=0)
        self._names = {clause: self._names_in(clause) for clause in clauses if clause.amounts}
        self._home = {
            m.start: (clause, item) for clause in clauses for item in clause.amounts for m in item.amounts
        }

    def statement(self, mention: NumberMention, sentence: int, subject: Subject, told: Told) -> Statement:
        """The statement that the sentence makes with an amount."""
        clause, item = self._home[mention.start]
        cue = self._nearest("direction", clause, mention)
        direction = Direction(cue.value) if cue else None
        return Statement(
            mention,
            sentence,
            subject,
            told.periods,
            told.sure,
            names=self._names[clause],
            direction=direction,
            endpoint=_endpoint(clause, item, cue),
            role=self._role(clause, mention),
            polarity=self._polarity(clause, mention),
            speaker=self._speaker(mention),
        )

    def _names_in(self, clause: Clause) -> tuple[str, ...]:
        """The runs of words with a capital in a clause; the sentence's first word only where another one follows it."""
        runs: list[list[Item]] = []
        last: Item | None = None
        for item in clause.items:
            if item.sort is Sort.WORD and item.tells and self._text[item.start].isupper():
                goes_on = runs and last is not None and self._text[last.end : item.start] == " "
                if goes_on and last is runs[-1][-1]:
                    runs[-1].append(item)
                else:
                    runs.append([item])
            last = item
        told = [run for run in runs if len(run) > 1 or run[0].start != self._first]
        return tuple(self._text[run[0].start : run[-1].end] for run in told)

    def _role(self, clause: Clause, mention: NumberMention) -> str | None:
        cue = self._nearest("role", clause, mention)
        return cue.value if cue else None

    def _nearest(self, feature: str, clause: Clause, mention: NumberMention) -> Cue | None:
        """The nearest cue of a feature in the clause; where it has none, in those that it goes on from."""
        cues = [cue for cue in self._cues if cue.feature == feature]
        scope: Clause | None = clause
        while scope is not None and cues:
            inside = [
                cue
                for cue in cues
                if self._clause_at.get(cue.start) is scope and _far(cue, mention) <= _REACH
            ]
            if inside:
                return min(inside, key=lambda cue: _far(cue, mention))
            scope = scope.outer or self._before(scope)
        return None

    def _before(self, clause: Clause) -> Clause | None:
        """The clause that one goes on from, which leaves its verb out: "rose to 40 in May and to 55 in June"."""
        at = self._clauses.index(clause)
        before = _up_to_an_amount(clause)
        goes_on = clause.opening is Opening.AND and (
            not any(item.tells for item in before) or before[-1].low in ("to", "by", "from")
        )
        return self._clauses[at - 1] if at and goes_on else None

    def _polarity(self, clause: Clause, mention: NumberMention) -> Polarity:
        """What the cues near a number make of it, a denial before a plan: "will not cut 500 jobs"."""
        near = [
            cue for cue in self._cues if cue.feature == "polarity" and self._is_near(cue, clause, mention)
        ]
        said = {self._said_of(cue, clause, mention) for cue in near}
        return next((polarity for polarity in _STRONGEST if polarity in said), Polarity.AFFIRMED)

    def _said_of(self, cue: Cue, clause: Clause, mention: NumberMention) -> Polarity:
        """What a cue of the number's clause makes of the number."""
        if cue.value == "taken back":
            near = [other for other in self._cues if self._is_near(other, clause, mention)]
            taken = any(other.feature == "figure" for other in near)
            return Polarity.RETRACTED if taken else Polarity.AFFIRMED
        if cue.value == "called false":
            return Polarity.DENIED
        if cue.value == "negated":
            return Polarity.AFFIRMED if self._is_passed_by(cue, clause, mention) else Polarity.DENIED
        if cue.value == "denied" and cue.start >= mention.end:
            return Polarity.AFFIRMED
        return Polarity(cue.value)

    def _is_passed_by(self, cue: Cue, clause: Clause, mention: NumberMention) -> bool:
        """Whether a "not" is of something else: of another number, or what stands between commas before this one."""
        if cue.start >= mention.end:
            return True
        return "," in self._text[cue.end : mention.start] or any(
            cue.end <= item.start < mention.start for item in clause.amounts
        )

    def _is_near(self, cue: Cue, clause: Clause, mention: NumberMention) -> bool:
        """Whether a cue stands in the clause, or in the one before "that ..."."""
        if self._clause_at.get(cue.start) is clause:
            return True
        at = self._clauses.index(clause)
        that = clause.opening is Opening.CONTRAST and bool(clause.items) and clause.items[0].low == "that"
        return (
            that
            and at > 0
            and self._clause_at.get(cue.start) is self._clauses[at - 1]
            and cue.end <= mention.start
        )

    def _speaker(self, mention: NumberMention) -> str | None:
        """The last word of who states it: before the verb, or behind it, or behind "according to"."""
        said = [cue for cue in self._cues if cue.feature == "speech"]
        if not said:
            return None
        before = [cue for cue in said if cue.end <= mention.start]
        return self._words_of_speaker(before[-1] if before else said[0])

    def _words_of_speaker(self, cue: Cue) -> str | None:
        items = sorted(
            (item for clause in self._clauses for item in clause.items), key=lambda item: item.start
        )
        behind = [item for item in items if item.start >= cue.end]
        if self._text[cue.start : cue.end].lower().startswith("accord"):
            return self._name(behind)
        before: list[Item] = []
        for item in reversed([item for item in items if item.end <= cue.start]):
            if item.sort is not Sort.WORD:
                break
            before.append(item)
        named = next((item for item in before if item.tells), None)
        return self._text[named.start : named.end] if named else self._name(behind)

    def _name(self, items: Sequence[Item]) -> str | None:
        """The last word of the noun phrase that items begin with."""
        last: Item | None = None
        for item in items:
            if item.sort is not Sort.WORD or (not item.tells and (last or item.low not in _DETERMINERS)):
                break
            last = item if item.tells else last
        return self._text[last.start : last.end] if last else None


def _up_to_an_amount(clause: Clause) -> list[Item]:
    found = []
    for item in clause.items:
        if item.sort is Sort.AMOUNT:
            break
        found.append(item)
    return found


def _far(cue: Cue, mention: NumberMention) -> int:
    return mention.start - cue.end if cue.end <= mention.start else cue.start - mention.end


def _endpoint(clause: Clause, item: Item, cue: Cue | None) -> Endpoint | None:
    """What the small word right before an amount makes of it, where something changes: "fell 9%" is by that."""
    at = clause.items.index(item) - 1
    while at >= 0 and clause.items[at].low in _PASSED:
        at -= 1
    word = clause.items[at].low if at >= 0 else ""
    if word == "from":
        return Endpoint.FROM
    if cue is None:
        return None
    if word == "to":
        return Endpoint.TO
    if word == "by" or (at >= 0 and clause.items[at].start <= cue.start < clause.items[at].end):
        return Endpoint.BY
    return _by_cue_behind(clause, item, cue)


def _by_cue_behind(clause: Clause, item: Item, cue: Cue) -> Endpoint | None:
    """What a word of change behind an amount makes of it: "11% lower" is by that, "40, down from 50" came to that."""
    place = clause.items.index(item)
    behind = [other for other in clause.items[place + 1 :] if other.start >= item.end]
    if behind and behind[0].start <= cue.start < behind[0].end:
        return Endpoint.BY
    at_end = bool(behind) and behind[-1].start <= cue.start
    return Endpoint.TO if at_end and cue.end - cue.start <= len("down") else None
