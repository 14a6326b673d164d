"""A sentence as a row of items with their word classes, and the phrases that are read off it by walking from a place.

A phrase is a list of places in the row. Numbers and dates are left out of it: a label has neither.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from summariser.numbers import is_plural
from summariser.numbers.vocabulary.lexicon import ADJECTIVES
from summariser.reading.syntax.items import OF_BOUNDS, Item, ItemKind
from summariser.reading.syntax.word_classes import WordClass, is_negative, word_classes

_Is = WordClass
# By judgement: no phrase that names a thing is longer.
_MOST = 12  # words of a phrase
_ASIDE = (_Is.ADVERB, _Is.DATE)
_LEAN = (_Is.PREPOSITION, _Is.DETERMINER, _Is.JOINING, _Is.AUXILIARY, _Is.RELATIVE, _Is.ADVERB, _Is.PRONOUN)
_OPENING = (_Is.DETERMINER, _Is.ADVERB, _Is.JOINING, _Is.DATE, _Is.MARK, _Is.AUXILIARY)
_BOUNDS = OF_BOUNDS - frozenset("at up close compared compares compare well than".split())
_LIMITS = frozenset("to than least most over about under below".split())
_OPENING_BOUNDS = frozenset("up close more less fewer at well no".split())
# Prepositions that open a clause, too: "a day after the council closed 40 mills".
_SUBORDINATING = frozenset("after before since until till as than like".split())
_LIMITS_BEFORE = frozenset("between above below beyond".split())  # right before the number
# English prose has a small word in every three; short headlines have none. By judgement, on sentences and headlines.
_SHORT, _SMALL_WORDS = 5, 7
_BEYOND_LATIN = "\u0370"
_OPENING_CLAUSE = (_Is.RELATIVE, _Is.JOINING, _Is.PRONOUN)
PARTICLES = frozenset("in out off up down over away on back apart aside together".split())
_SET_AGAINST = frozenset("against versus vs compared".split())
_VERBAL = (_Is.VERB, _Is.AUXILIARY)


# What parts phrases beside the marks of a row: the end of a short heading before a sentence, a line's end, mark-up.
_BREAK = re.compile(r"[.?!](?=[\s*_])|\n|\*\*")


class Phrases:
    """The items of a sentence; `kinds` are their word classes, in the same order."""

    def __init__(self, text: str, items: Sequence[Item]) -> None:
        self.text = text
        self.items = list(_with_breaks(text, items))
        self.kinds = word_classes(self.items, text)

    @property
    def is_english(self) -> bool:
        """Whether enough small words of English stand in the sentence for its build to be read; a short one need not."""
        words = [
            kind for item, kind in zip(self.items, self.kinds, strict=True) if item.sort is ItemKind.WORD
        ]
        latin = sum(self.text[item.start] < _BEYOND_LATIN for item in self.items)
        small = sum(kind in _LEAN for kind in words) if latin * 2 > len(self.items) else -1
        if small < 0:
            return False
        return len(words) <= _SHORT or small * _SMALL_WORDS >= len(words)

    def place_of(self, offset: int) -> int | None:
        """The place of the amount, or list of amounts, that begins at or holds an offset."""
        found = (n for n, item in enumerate(self.items) if item.start <= offset < item.end)
        return next(found, None)

    def low(self, at: int) -> str:
        """The word or mark at a place in lower case; nothing outside the row."""
        return self.items[at].low if 0 <= at < len(self.items) else ""

    def kind(self, at: int) -> WordClass:
        """The class at a place; a mark outside the row."""
        return self.kinds[at] if 0 <= at < len(self.items) else _Is.MARK

    def before(self, at: int) -> int:
        """The place before one, without words of a bound, adverbs and articles between."""
        place, at = at, at - 1
        while at >= 0:
            low, last = self.low(at), self.low(at - 1)
            if low in _LIMITS and last in _OPENING_BOUNDS:
                at -= 2  # "up to", "at least", "as many as"
            elif low == "as" and self.low(at - 2) == "as":
                at -= 3
            elif (
                low in _BOUNDS
                or (low in _LIMITS_BEFORE and place == at + 1)
                or self.kinds[at] in (_Is.ADVERB, _Is.DETERMINER)
            ):
                at -= 1
            else:
                break
        return at

    def is_capital(self, at: int) -> bool:
        """Whether a word begins with a capital."""
        return self.text[self.items[at].start].isupper()

    def is_bound(self, at: int, amount: int) -> bool:
        """Whether a small word only says how exact the number right behind it is: "over 40", "about 40"."""
        return self.low(at) in OF_BOUNDS and at + 1 == amount

    def is_particle(self, at: int) -> bool:
        """Whether a small word behind a verb belongs to that: "took in", "looked at"."""
        return self.low(at) in PARTICLES or (
            self.kind(at) is _Is.PREPOSITION and self.low(at) not in OF_BOUNDS - {"at"}
        )

    def end_of_segment(self, at: int) -> int:
        """The place of the next mark, or the end."""
        while at < len(self.items) and self.kinds[at] is not _Is.MARK:
            at += 1
        return at

    def has(self, low: int, high: int, test: Callable[[int], bool]) -> bool:
        """Whether a place from `low` up to `high` passes a test."""
        return any(test(at) for at in range(low, high))

    def is_verbal(self, at: int) -> bool:
        """Whether a verb or an auxiliary stands at a place."""
        return self.kind(at) in _VERBAL

    def naming_from(self, at: int) -> list[int]:
        """The noun phrase that begins at a place, with what "of" adds to it; empty where none does."""
        found: list[int] = []
        while at < len(self.items):
            kind = self.kinds[at]
            if (
                kind is _Is.NAMING
                or (kind is _Is.DETERMINER and (not found or self.low(found[-1]) == "of"))
                or self.low(at) == "of"
                and found
                and self.kind(at + 1) in (_Is.NAMING, _Is.DETERMINER)
                or self.low(at) == "and"
                and found
                and self._joins_nouns(at)
            ):
                found.append(at)
            else:
                break
            at += 1
        return self.trimmed(found)

    def _joins_nouns(self, at: int) -> bool:
        """Whether an "and" joins words before one noun: "maintenance and cleaning workers"."""
        both = self.kind(at - 1) is _Is.NAMING and self.kind(at + 1) is _Is.NAMING
        return both and not is_plural(self.low(at - 1))

    def naming_to(self, at: int) -> list[int]:
        """The noun phrase that ends at a place, with what "of" adds to it."""
        low = at
        while low >= 0 and (
            self.kinds[low] in (_Is.NAMING, _Is.DETERMINER)
            or (self.low(low) == "of" and low < at)
            or (self.low(low) == "and" and self._joins_nouns(low) and low < at)
        ):
            if self.kinds[low] is _Is.DETERMINER and self.low(low - 1) != "of":
                low -= 1
                break
            low -= 1
        return self.trimmed(list(range(low + 1, at + 1)))

    def tail_from(self, at: int) -> list[int]:
        """What follows from a place to the end of its clause, without numbers and dates."""
        found, is_cut = self._walk(at)
        return self._backed_off(found) if is_cut else self.trimmed(found)

    def is_cut(self, at: int) -> bool:
        """Whether what follows from a place runs into a number, which a label leaves out."""
        return self._walk(at)[1]

    def _walk(self, at: int) -> tuple[list[int], bool]:
        found: list[int] = []
        while at < len(self.items):
            kind, low = self.kinds[at], self.low(at)
            if kind is _Is.AMOUNT:
                return found, True
            if kind is _Is.MARK or (low in _SET_AGAINST and self._sets_against(at)):
                break
            if kind is _Is.AUXILIARY and found and not any(self.kinds[n] in _OPENING_CLAUSE for n in found):
                break  # "a fire in which 40 were hurt is being looked into"
            if kind is _Is.DATE:
                while found and self.kinds[found[-1]] in (_Is.PREPOSITION, _Is.DETERMINER):
                    found.pop()
            elif kind is _Is.JOINING and (low not in ("and", "or") or self._begins_clause(at) or not found):
                break
            else:
                found.append(at)
            at += 1
        return found, False

    def _sets_against(self, at: int) -> bool:
        """Whether a number or a date follows: "against 30 in 2019", but not "voted against her"."""
        return self.has(
            at + 1, min(at + 5, len(self.items)), lambda n: self.kinds[n] in (_Is.AMOUNT, _Is.DATE)
        )

    def _begins_clause(self, at: int) -> bool:
        end = self.end_of_segment(at)
        return self.has(at + 1, end, lambda n: self.is_verbal(n) or self.kinds[n] is _Is.AMOUNT)

    def _backed_off(self, found: list[int]) -> list[int]:
        """A phrase that ran into a number, without what leads to that: "by the age of three"."""
        while found:
            last = found[-1]
            if self.low(last) == "of":
                lead = next((n for n in found[-2::-1] if self.kinds[n] is _Is.PREPOSITION), None)
                found = found[: found.index(lead)] if lead is not None else found[:-1]
            elif self.kinds[last] in _LEAN or self.low(last) in OF_BOUNDS or self.kinds[last] is _Is.VERB:
                found = found[:-1]
            elif self.low(last) in ADJECTIVES and self.kind(last - 1) is _Is.DETERMINER:
                found = found[:-1]  # "over the past six years"
            else:
                break
        return self.trimmed(found)

    def trimmed(self, found: list[int]) -> list[int]:
        """A phrase without articles at its start and words at its end that lead to something."""
        relative = next((n for n, at in enumerate(found) if self.kinds[at] is _Is.RELATIVE), None)
        if relative is not None and not any(map(self.is_verbal, found[relative:])):
            found = found[:relative]  # "in which a full"
        while found and (
            (self.kinds[found[0]] in _OPENING and not self._means_something(found[0]))
            or (self.low(found[0]) in OF_BOUNDS and self.kinds[found[0]] is not _Is.PREPOSITION)
        ):
            found = found[1:]
        while found and (
            self.kinds[found[-1]] in (*_LEAN, _Is.MARK) or self.low(found[-1]) in (OF_BOUNDS - {"under"})
        ):
            if self._is_particle(found):
                break
            found = found[:-1]
        return found

    def _means_something(self, at: int) -> bool:
        """Whether a small word at the start of a phrase may not be left out: "never identified", "out of poverty"."""
        return self.low(at) in PARTICLES or is_negative(self.low(at))

    def _is_particle(self, found: list[int]) -> bool:
        """Whether a phrase ends in what belongs to its verb: "water came in"."""
        last = found[-1]
        ends = self.kind(last + 1) not in (_Is.DATE, _Is.AMOUNT, _Is.DETERMINER, _Is.NAMING)
        done = self.is_verbal(last - 1) or self.kind(last - 2) is _Is.AUXILIARY  # "was thrown away"
        return ends and self.low(last) in PARTICLES and done and len(found) > 1

    def phrases_from(self, at: int) -> list[int]:
        """What follows from a place as far as the next verb of a clause: "in the strait", "seized by inspectors"."""
        tail = self.tail_from(at)
        stop = next(
            (n for n in tail if self.is_verbal(n) and not (n == at and self.low(n).endswith(("ed", "ing")))),
            None,
        )
        return tail if stop is None else self.trimmed([n for n in tail if n < stop])

    def cut(self, found: list[int], most: int) -> list[int]:
        """A phrase with at most so many words, cut where a part of it begins."""
        if len(found) <= most:
            return found
        starts = (_Is.PREPOSITION, _Is.RELATIVE, _Is.JOINING)
        end = next((n for n in range(most, 1, -1) if self.kinds[found[n]] in starts), most)
        return self.trimmed(found[:end])

    def words(self, found: Sequence[int]) -> list[tuple[int, int]]:
        """The offsets of a phrase, those of neighbouring words as one."""
        spans: list[tuple[int, int]] = []
        for last, at in zip([None, *found], found, strict=False):
            item = self.items[at]
            if last is not None and at == last + 1 and "\n" not in self.text[spans[-1][1] : item.start]:
                spans[-1] = (spans[-1][0], item.end)
            else:
                spans.append((item.start, item.end))
        return spans


def _with_breaks(text: str, items: Sequence[Item]) -> Iterator[Item]:
    last: Item | None = None
    for item in items:
        if last is not None and (broken := _BREAK.search(text, last.end, item.start)):
            is_short = last.sort is ItemKind.WORD and last.end - last.start <= 3 and broken[0] == "."
            if not is_short:  # "St. Ives", "Mr. Dole"
                yield Item(ItemKind.MARK, broken.start(), broken.end(), ".")
        yield item
        last = item
