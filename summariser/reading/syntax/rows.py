"""A sentence as a row of items: the verb that a number follows, and the subject of a verb."""

from summariser.reading.syntax.row_phrases import Phrases
from summariser.reading.syntax.word_classes import BEING, may_be_a_verb
from summariser.reading.syntax.word_classes import WordClass as _Is

# By judgement.
_MOST = 8  # words of a subject
_ASIDE = (_Is.ADVERB, _Is.DATE)
_OPENING = (_Is.DETERMINER, _Is.ADVERB, _Is.JOINING, _Is.DATE, _Is.MARK, _Is.AUXILIARY)
_VERBAL = (_Is.VERB, _Is.AUXILIARY)
# Prepositions that open a clause, too: "a day after the council closed 40 mills".
_SUBORDINATING = frozenset("after before since until till as than like".split())


class Row(Phrases):
    """The items of a sentence with their word classes, asked for its verbs and their subjects."""

    def verb_before(self, at: int) -> int | None:
        """The place of the verb that a number at a place follows in its clause: through prepositions and objects."""
        place = at - 1
        if self.low(place) in ("to", "from", "by") and self.low(place - 1) == ",":
            place -= 2  # "dropped by 4.6 points, to 12.8%"
        while place >= 0:
            kind = self.kinds[place]
            if self.is_verbal(place):
                return place
            if kind is _Is.MARK:
                return None
            if kind in (_Is.RELATIVE, _Is.PRONOUN) or (kind is _Is.JOINING and self.low(place) != "and"):
                return None
            place -= 1
        return None

    def is_place_of_verb(self, at: int) -> bool:
        """Whether a noun by its form, right before a number, is the verb of a clause: "Hedge names 23 traders"."""
        if self.kinds[at] is not _Is.NAMING or not may_be_a_verb(self.low(at)):
            return False
        if not self.text[self.items[at].start].islower() or self.kind(at - 1) not in (_Is.NAMING, _Is.ADVERB):
            return False
        subject, sure = self.subject_of(at)
        return bool(subject) and sure

    def verb_group(self, at: int) -> int:
        """The place of the first word of the verb group that a verb ends: "had been" of "had been seized"."""
        while at > 0 and self.kinds[at - 1] in (_Is.AUXILIARY, _Is.ADVERB):
            at -= 1
        while self.kinds[at] is _Is.ADVERB:
            at += 1
        return at

    def subject_of(self, verb: int) -> tuple[list[int], bool]:
        """The subject of a verb, and whether the build of the clause leaves no doubt of it; empty for a pronoun."""
        at = self.verb_group(verb) - 1
        if self.low(at) == "to":
            return [], False
        while at >= 0 and self.kinds[at] in _ASIDE:
            at -= 1
        sure = True
        if self.low(at) == "," and (opening := self._insertion(at)) is not None:
            at, sure = opening - 1, True
        if self.kind(at) is _Is.RELATIVE:
            at -= 1
            if self.low(at) == ",":
                at -= 1
            found = self.naming_to(at)
            # "the search in the bay that involved": of which of the two, the build does not tell.
            return found, not found or self.kind(found[0] - 1) is not _Is.PREPOSITION
        high = at
        while at >= 0 and self._may_be_of_subject(at):
            at -= 1
        if at >= 0 and self.kinds[at] is _Is.PRONOUN:
            return [], False
        if at >= 0 and self.is_verbal(at):
            sure = False
            relative = self._relative_before(at)
            if relative is not None:
                start = self.naming_to(relative - 1)
                return (self._shortened(start), True) if start else ([], False)
        found = [n for n in range(at + 1, high + 1) if self.kinds[n] not in (_Is.AMOUNT, _Is.DATE)]
        return self._without_front(found, sure)

    def _may_be_of_subject(self, at: int) -> bool:
        kind = self.kinds[at]
        if self.low(at) in _SUBORDINATING:
            return False
        if kind is _Is.JOINING:
            return (
                self.low(at) in ("and", "or")
                and self.kind(at + 1) in (_Is.NAMING, _Is.DETERMINER)
                and (
                    self.kind(at - 1) is _Is.NAMING
                    and not any(self.kinds[n] in (*_VERBAL, _Is.AMOUNT) for n in range(self._start(at), at))
                )
            )
        return kind in (_Is.NAMING, _Is.DETERMINER, _Is.PREPOSITION, _Is.DATE, _Is.ADVERB) or (
            kind is _Is.AMOUNT and self.kind(at + 1) is _Is.NAMING
        )

    def _start(self, at: int) -> int:
        """The place behind the last mark before one."""
        while at > 0 and self.kinds[at - 1] is not _Is.MARK:
            at -= 1
        return at

    def _insertion(self, comma: int) -> int | None:
        """The place of the comma that opens an insertion which another one closes."""
        at = comma - 1
        while at >= 0 and self.kinds[at] is not _Is.MARK:
            at -= 1
        is_one = at > 0 and self.low(at) == "," and self.kind(at - 1) is _Is.NAMING
        told = self.has(at + 1, comma, self.is_verbal) and self.kind(at + 1) is not _Is.RELATIVE
        return at if is_one and not told else None

    def _relative_before(self, verb: int) -> int | None:
        """The place of a relative pronoun that a verb before is told by: "couriers who deliver meals earned"."""
        at = self.verb_group(verb) - 1
        while at > 0 and self.kinds[at] in (_Is.NAMING, _Is.DETERMINER, _Is.PRONOUN):
            at -= 1
        is_one = at > 0 and self.kinds[at] is _Is.RELATIVE and self.kinds[at - 1] is _Is.NAMING
        return at if is_one else None

    def _without_front(self, found: list[int], sure: bool) -> tuple[list[int], bool]:
        """A subject without the phrase that goes before it: "On the harbour side the bill"."""
        while found and (self.kinds[found[0]] in _OPENING):
            found = found[1:]
        if found and self.kinds[found[0]] is _Is.PREPOSITION:
            again = [
                n
                for n in found[2:]
                if self.kinds[n] is _Is.DETERMINER and self.kind(n - 1) is not _Is.PREPOSITION
            ]
            dated = [n for n in found[1:] if n - 1 not in found and self.kind(n - 1) is _Is.DATE]
            if again or dated:
                found = found[found.index((again or dated)[0]) :]
            else:
                found, sure = found[-1:], False
        return self._shortened(self.trimmed(found)), sure

    def _shortened(self, found: list[int]) -> list[int]:
        """A phrase cut before a preposition where it is longer than a label has room for."""
        return self.cut(found, _MOST)

    def object_of(self, verb: int, stop: int) -> list[int]:
        """The noun phrase between a verb and a preposition: "puts the loss at"."""
        at = verb + 1
        while self.kind(at) in (_Is.DETERMINER, _Is.ADVERB) and at < stop:
            at += 1
        found = self.naming_from(at) if at < stop else []
        return found if found and found[-1] < stop else []

    def is_passive(self, verb: int) -> bool:
        """Whether a form of "be" goes before a participle."""
        return any(self.low(n) in BEING for n in range(self.verb_group(verb), verb))
