"""What cues and small words say of the amounts of a sentence: direction, endpoint, role, polarity, who states it."""

from collections.abc import Iterator, Sequence

from summariser.numbers import Kind, NumberMention
from summariser.reading.statement import Direction, Endpoint, Polarity, Statement, Subject
from summariser.reading.statements.endpoints import endpoint_of
from summariser.reading.statements.periods import AssignedPeriods
from summariser.reading.syntax.clauses import Clause, Opening
from summariser.reading.syntax.items import Item, ItemKind
from summariser.reading.vocabulary.cues import Cue, bare_role_verbs, role_of
from summariser.reading.vocabulary.nouns import NounClass, classes_of
from summariser.reading.words import head_word, stem

_STRONGEST = (Polarity.RETRACTED, Polarity.DENIED, Polarity.HYPOTHETICAL)
_DETERMINERS = frozenset("the a an its their his her our".split())
# In characters, by judgement; so are those below.
_REACH = 90
_BESIDE = 12
# So many words behind a "not" it denies another thing than a number.
_DENIES = 4
_EARLIER = frozenset("earlier before ago previous previously last prior".split())
_OF_A_WHOLE = frozenset(("of", "among"))
_LEADING = frozenset("with on in at after by for from near".split())
_STOPPING = frozenset((",", "and", "or", ";", "of", "them", "whom"))
# Of these nouns nobody is hurt, rescued or missing.
_SUFFER = frozenset((NounClass.PERSON, NounClass.ANIMAL, NounClass.GROUP, NounClass.ABSTRACT))
_BEING = frozenset("is are was were be been being as".split())


class StatementBuilder:
    """A sentence's clauses and cues, asked for one amount after the other."""

    def __init__(self, text: str, clauses: Sequence[Clause], cues: Sequence[Cue]) -> None:
        self._text, self._clauses, self._cues = text, clauses, cues
        self._clause_at = {item.start: clause for clause in clauses for item in clause.items}
        self._in_names = {start for clause in clauses for start in _in_names(clause.items)}
        self._first = min(self._clause_at, default=0)
        self._names = {clause: self._names_in(clause) for clause in clauses if clause.amounts}
        self._home = {
            m.start: (clause, item) for clause in clauses for item in clause.amounts for m in item.amounts
        }

    def statement(
        self, mention: NumberMention, sentence: int, subject: Subject, told: AssignedPeriods
    ) -> Statement:
        """The statement that the sentence makes with an amount."""
        clause, item = self._home[mention.start]
        polarity = self._polarity(clause, mention)
        shift = self._nearest("shift", clause, mention)
        cue = self._nearest("direction", clause, mention)
        direction = Direction(cue.value) if cue else self._plus(mention)
        endpoint = endpoint_of(clause, item, cue)
        if endpoint is None:
            direction, endpoint = self._compared(clause, mention, direction)
        return Statement(
            mention,
            sentence,
            subject,
            told.periods,
            told.sure,
            names=self._names[clause],
            direction=direction,
            endpoint=endpoint,
            role=self._role(clause, mention),
            polarity=polarity,
            denied=self._denied_verb(clause, mention) if polarity is Polarity.DENIED else None,
            is_earlier=shift is not None and shift.value == "-1",
            speaker=self._speaker(mention),
        )

    def _plus(self, mention: NumberMention) -> Direction | None:
        """Upwards where a plus stands before a number and behind no word: "(+8%)". A minus is of the value itself."""
        before = self._text[max(0, mention.start - 2) : mention.start]
        return Direction.UP if before.endswith("+") and not before[0].isalnum() else None

    def _names_in(self, clause: Clause) -> tuple[str, ...]:
        """The runs of words with a capital in a clause; the sentence's first word only where another one follows it."""
        runs: list[list[Item]] = []
        last: Item | None = None
        for item in clause.items:
            if item.sort is ItemKind.WORD and item.tells and self._text[item.start].isupper():
                goes_on = runs and last is not None and self._text[last.end : item.start] == " "
                if goes_on and last is runs[-1][-1]:
                    runs[-1].append(item)
                else:
                    runs.append([item])
            last = item
        told = [run for run in runs if len(run) > 1 or run[0].start != self._first]
        return tuple(self._text[run[0].start : run[-1].end] for run in told)

    def _role(self, clause: Clause, mention: NumberMention) -> str | None:
        if mention.unit and (own := role_of(head_word(mention.unit))):
            return own  # "151 dead, 102 missing"
        if mention.kind is Kind.CARDINAL and mention.value != mention.value.to_integral_value():
            return None  # "a quake of magnitude 6.4 killed 41"
        if mention.unit and not _can_suffer(mention.unit):
            return None  # "the 3 hospitals where 40 injured were treated"
        cue = self._nearest("role", clause, mention)
        return cue.value if cue else None

    def _nearest(self, feature: str, clause: Clause, mention: NumberMention) -> Cue | None:
        """The nearest cue of a feature in the clause; where it has none, in those that it goes on from."""
        cues = [c for c in self._cues if c.feature == feature and self._may_be_said(c, mention)]
        if feature == "role":
            cues = [c for c in cues if c.start not in self._in_names and not self._is_of_another(c, mention)]
            if any(self._has_its_own(cue, clause, mention) for cue in cues):
                return None
            cues = self._of_whole_last(cues, clause, mention)
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

    @staticmethod
    def _of_whole_last(cues: list[Cue], clause: Clause, mention: NumberMention) -> list[Cue]:
        """The cues behind an amount that opens with its whole, if it has some: "Of the survivors, 44 were injured"."""
        behind = [cue for cue in cues if cue.start >= mention.end]
        return behind if behind and clause.items[0].low in _OF_A_WHOLE else cues

    @staticmethod
    def _has_its_own(cue: Cue, clause: Clause, mention: NumberMention) -> bool:
        """Whether a word tells what became of an amount before it, and a preposition leads to this one.

        "26 were missing after the ferry sank with 170 on board."
        """
        if cue.end > mention.start or not any(item.start < cue.start for item in clause.amounts):
            return False
        for item in reversed([i for i in clause.items if cue.end <= i.start < mention.start]):
            if item.low in _LEADING:
                return True
            if item.sort is not ItemKind.WORD or item.low in _STOPPING:
                return False
        return False

    def _is_of_another(self, cue: Cue, mention: NumberMention) -> bool:
        """Whether a word behind a number stands behind another one, too: "151, with 111 missing"."""
        own = self._home[mention.start][1]
        return any(
            item is not own and item.start < cue.start and "," in self._text[mention.end : item.start]
            for start, (_, item) in self._home.items()
            if start >= mention.end
        )

    def _may_be_said(self, cue: Cue, mention: NumberMention) -> bool:
        """Whether a cue may be of a number: "up" and "down" only right beside it, no word only if part of another."""
        word = self._text[cue.start : cue.end].lower()
        if self._text[cue.end : cue.end + 1] == "-" or self._text[cue.start - 1 : cue.start] == "-":
            return False  # "narrow-gauge"
        turns = self._text[cue.end : cue.end + 6].lower().startswith((" from ", " by "))
        if word in (
            "above",
            "below",
        ):  # "9% above the mean"; what is "above the limit of 9%" tells nothing of 9%
            return 0 <= cue.start - mention.end <= _BESIDE
        return word not in ("up", "down") or turns or _far(cue, mention) <= _BESIDE

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

    def _compared(
        self, clause: Clause, mention: NumberMention, direction: Direction | None
    ) -> tuple[Direction | None, Endpoint | None]:
        """What is said of a number by what it is compared with: "40, up from 30", "40, against 50 a year before"."""
        inserted = (
            c for c in self._clauses if c.outer is clause and c.opening is Opening.COMPARISON and c.amounts
        )
        behind = next((c for c in inserted if c.items[0].start >= mention.end), None)
        if behind is None:
            return direction, None
        between = (i.amounts[0] for i in clause.amounts if mention.end <= i.start < behind.items[0].start)
        if any(one.kind is mention.kind for one in between):
            return direction, None
        other = behind.amounts[0].amounts[0]
        if other.kind is not mention.kind or other.value == mention.value:
            return direction, None
        way = Direction.UP if mention.value > other.value else Direction.DOWN
        if behind.items[0].low == "from":
            return direction or way, Endpoint.TO
        earlier = any(item.low in _EARLIER for item in behind.items)
        return (direction or way) if earlier else direction, None

    def _denied_verb(self, clause: Clause, mention: NumberMention) -> str | None:
        """The first word that tells behind the last "not" before a number."""
        said = [
            c
            for c in self._cues
            if c.value == "negated" and self._is_near(c, clause, mention) and c.end <= mention.start
        ]
        if not said:
            return None
        behind = (item for item in clause.items if said[-1].end <= item.start < mention.start and item.tells)
        return next((item.stem for item in behind), None)

    def _said_of(self, cue: Cue, clause: Clause, mention: NumberMention) -> Polarity:
        """What a cue of the number's clause makes of the number."""
        if cue.value in ("taken back", "right one"):
            return Polarity.AFFIRMED  # of which amount, `retractions` tells
        if cue.value == "set aside":
            return Polarity.RETRACTED if self._is_set_aside(cue, mention) else Polarity.AFFIRMED
        if cue.value == "called false":
            before = self._words_before(cue)
            return Polarity.DENIED if before and before[-1] in _BEING else Polarity.AFFIRMED
        if cue.value == "negated":
            if self._is_passed_by(cue, clause, mention):
                return Polarity.AFFIRMED
            # "310, not the 130 that were reported"
            contrasted = self._text[cue.start : mention.start].lower().split()
            is_other = contrasted[0] == "not" and contrasted[1:] in [["the"], ["its"], ["their"]]
            return Polarity.RETRACTED if is_other else Polarity.DENIED
        if cue.value == "denied":
            denied = cue.end <= mention.start and self._is_a_saying(cue, mention)
            return Polarity.DENIED if denied else Polarity.AFFIRMED
        return Polarity(cue.value)

    def _is_passed_by(self, cue: Cue, clause: Clause, mention: NumberMention) -> bool:
        """Whether a "not" is of something else: of another number, or what stands between commas before this one."""
        if cue.start >= mention.end:
            return True
        between = self._text[cue.end : mention.start].lower().split()
        if len(between) > _DENIES and "that" not in between:
            return True
        return "," in self._text[cue.end : mention.start] or any(
            cue.end <= item.start < mention.start for item in clause.amounts
        )

    def _is_set_aside(self, cue: Cue, mention: NumberMention) -> bool:
        """Whether another figure is said to stand in a number's place: "rather than the 130 that were reported"."""
        told = (c for c in self._cues if c.feature in ("speech", "figure") and cue.end <= c.start)
        return 0 <= mention.start - cue.end <= _REACH and any(c.start - mention.end <= _REACH for c in told)

    def _words_before(self, cue: Cue) -> list[str]:
        return self._text[max(0, cue.start - _REACH) : cue.start].lower().split()

    def _is_a_saying(self, cue: Cue, mention: NumberMention) -> bool:
        """Whether what is denied is told, as "that ..." or as a figure: a bill may be rejected, too."""
        between = self._text[cue.end : mention.start].lower().split()
        figures = (c for c in self._cues if c.feature == "figure" and cue.end <= c.start < mention.start)
        return "that" in between or next(figures, None) is not None

    def _is_near(self, cue: Cue, clause: Clause, mention: NumberMention) -> bool:
        """Whether a cue stands in the clause, or in the one before "that ..."."""
        if self._clause_at.get(cue.start) is clause or any(item.end == cue.end for item in clause.items):
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
            if item.sort is not ItemKind.WORD:
                break
            before.append(item)
        named = next((item for item in before if item.tells), None)
        return self._text[named.start : named.end] if named else self._name(behind)

    def _name(self, items: Sequence[Item]) -> str | None:
        """The last word of the noun phrase that items begin with."""
        last: Item | None = None
        for item in items:
            if item.sort is not ItemKind.WORD or (not item.tells and (last or item.low not in _DETERMINERS)):
                break
            last = item if item.tells else last
        return self._text[last.start : last.end] if last else None


def _up_to_an_amount(clause: Clause) -> list[Item]:
    found = []
    for item in clause.items:
        if item.sort is ItemKind.AMOUNT:
            break
        found.append(item)
    return found


def _can_suffer(unit: str) -> bool:
    classes = classes_of(unit)
    return not classes or bool(classes & _SUFFER)


def _far(cue: Cue, mention: NumberMention) -> int:
    return mention.start - cue.end if cue.end <= mention.start else cue.start - mention.end


def _in_names(items: Sequence[Item]) -> Iterator[int]:
    """Where a verb's bare form stands between an amount and its noun, which it is part of: "3,000 rescue workers"."""
    for before, verb, noun in zip(items, items[1:], items[2:], strict=False):
        units = (stem(head_word(m.unit)) for m in before.amounts if m.unit)
        if verb.low in bare_role_verbs() and noun.stem in units:
            yield verb.start
