"""The unit of an amount that is written without one, where the build of its sentence or the head over it tells it.

"Of 60 samples, 46 failed", "up from 410", "six of them", "Ann Bo, 52,": only what such a form says. Where nothing but
the nearest noun speaks for a unit, there is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from summariser.numbers import Kind, NumberMention, is_plural, singular
from summariser.reading.statement import Unit
from summariser.reading.statements.ages import is_an_age
from summariser.reading.syntax.items import OF_BOUNDS, Item, ItemKind, is_a_verb
from summariser.reading.vocabulary.nouns import NounClass, classes_of
from summariser.reading.words import head_word

_PARTITIVE = re.compile(r",? of (?:them|these|those|whom|which)(?![\w'’-])", re.IGNORECASE)
_HYPHENED = re.compile(r"-[^\W\d_]")
_THEM = frozenset("them these those whom which".split())
_OUT_OF = re.compile(r" (?:in|(?:out )?of(?: the| its| his| her| their| our| all| all the)?) ")
_COMPARED = frozenset("against versus vs than from to instead".split())
_COPULA = frozenset("is was are were be am turned turns".split())
_TOLD = frozenset("is was were are been be at".split())
# What stands for a figure named before.
_FIGURES = frozenset(
    "it number figure total sum target goal limit quota average mean median maximum minimum record".split()
)
_FINITE = _COPULA | frozenset("has have had will would could".split())
_OF_A_SPAN = frozenset("in for within after over during every".split())
_OPENING = frozenset(", and but ; : while".split())
# By judgement, on filings and news.
_OLDEST = 110
_PREDICATE = 3  # words between a copula and the noun that it gives
_LABEL = 4  # words
_BEFORE = 40  # characters
_FAR = 100  # characters
_REACH = 2  # sentences


class Units:
    """Goes through the amounts of a text, sentence by sentence, and gives those without a unit the one they take over."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counted: NumberMention | None = None  # the last count with a noun
        self._passed = 0  # sentences begun since
        self._near = False  # whether it stands in the same paragraph
        # The last amount with a unit, of this sentence or the one before.
        self._figure: NumberMention | None = None

    def new_paragraph(self) -> None:
        """Tells that the next sentence opens a paragraph, which takes nothing over from the one before."""
        self._near, self._figure = False, None

    def pass_sentence(self) -> None:
        """A sentence begins; one without amounts is only passed."""
        self._passed += 1
        self._figure = None

    def sentence(self, items: Sequence[Item]) -> Iterator[tuple[int, Unit]]:
        """The units taken over in the next sentence, by the offset where the amount begins."""
        amounts = [(at, one) for at, item in enumerate(items) for one in item.amounts]
        figure = self._figure
        self.pass_sentence()
        before: list[NumberMention] = []
        for place, (at, one) in enumerate(amounts):
            known = one
            if one.unit is None and one.kind in (Kind.CARDINAL, Kind.PERCENT):
                behind = amounts[place + 1][1] if place + 1 < len(amounts) else None
                unit = self._taken(items, at, one, before, behind)
                if unit is None and _is_told_of_it(items, at, one):
                    unit = self._of_figure(one, self._figure or figure)
                if unit is not None:
                    yield one.start, unit
                    known = replace(one, unit=unit[0], kind=unit[1])
            before.append(known)
            if known.unit and not self._is_aside(known):
                self._figure = known
            if known.unit and known.kind is Kind.CARDINAL and not self._is_attribute(known):
                self._counted, self._passed, self._near = known, 0, True

    def _taken(
        self,
        items: Sequence[Item],
        at: int,
        one: NumberMention,
        before: Sequence[NumberMention],
        behind: NumberMention | None,
    ) -> Unit | None:
        text = self._text
        counts = behind is not None and behind.kind in (Kind.CARDINAL, Kind.MEASURE)
        if counts and behind is not None and (joint := _OUT_OF.fullmatch(text, one.end, behind.start)):
            of_few = (
                one.value == 1 or joint[0] != " in "
            )  # "one in nine clients", but "a fifth in nine years"
            return _unit(behind) if of_few else None  # "2,050 of the 6,900 kilometres"
        opening, subject = _before(items, at)
        of_them = _of_them(text, items, at, one)
        noun = _predicate(items, at + of_them)
        if noun:
            return singular(noun), Kind.CARDINAL
        if of_them or (opening and opening.low in _THEM and subject and subject.low in ("of", "among")):
            return self._last(_REACH)
        if one.kind is not Kind.CARDINAL or 0 < abs(one.value) < 1:
            return None
        last = items[at].amounts[-1]
        if one is not last and last.bound is one.bound and last.kind is not Kind.PERCENT and last.unit:
            return _unit(last)  # "at 12, 15 and 18 months"
        if opening is not None and opening.low == ":" and (label := _label(items, opening)):
            return singular(label), Kind.CARDINAL
        free = _is_free(items, at)
        if is_an_age(text, one) or (free and _is_told_as_age(one, opening, subject)):
            return "year", Kind.MEASURE
        compared = self._compared(one, before, opening) if free else None
        return compared or self._counted_on(items, at, one, before, opening)

    def _of_figure(self, one: NumberMention, figure: NumberMention | None) -> Unit | None:
        share = figure is not None and figure.kind is Kind.PERCENT
        return None if share and one.value > 100 else _unit(figure)

    def _last(self, reach: int) -> Unit | None:
        """What the last count of the paragraph counts, if no more sentences have passed since."""
        return _unit(self._counted) if self._near and self._passed <= reach else None

    def _compared(
        self, one: NumberMention, before: Sequence[NumberMention], opening: Item | None
    ) -> Unit | None:
        """The unit of the amount that this one is set against: "71 courses, up from 58"; and of money told in millions."""
        last = next((m for m in reversed(before) if m.unit and not self._is_aside(m)), None)
        if last is None or one.start - last.end > _FAR:
            return None
        if opening is not None and opening.low in _COMPARED and last.kind is not Kind.PERCENT:
            return _unit(last)
        return _unit(last) if last.kind is Kind.MONEY and one.text.lower().endswith("illion") else None

    def _is_aside(self, mention: NumberMention) -> bool:
        """Whether an amount only goes with another: "(13 feet)", "the 36-hole cut", "514 in 252 days"."""
        if self._text.endswith("(", 0, mention.start) or self._is_attribute(mention):
            return True
        words = self._text[max(0, mention.start - _BEFORE) : mention.start].lower().split()
        is_time = mention.unit is not None and NounClass.TIME in classes_of(head_word(mention.unit))
        return bool(words) and (words[-1] == "in" or (is_time and words[-1] in _OF_A_SPAN))

    def _is_attribute(self, mention: NumberMention) -> bool:
        """Whether an amount only describes a thing: "a 12-storey house", "the 20-day mean"."""
        return _HYPHENED.search(self._text, mention.start, mention.end + 2) is not None

    def _counted_on(
        self,
        items: Sequence[Item],
        at: int,
        one: NumberMention,
        before: Sequence[NumberMention],
        opening: Item | None,
    ) -> Unit | None:
        """The noun of the count before, where a bare count is what a verb is said of: "some 430 were rated serious"."""
        opens = opening is None or opening.low in _OPENING
        if (
            not self._near
            or not opens
            or one.value != one.value.to_integral_value()
            or not _has_verb(items, at)
        ):
            return None
        return self._last(1) if not before or before[-1].kind is Kind.CARDINAL else None


def _of_them(text: str, items: Sequence[Item], at: int, one: NumberMention) -> int:
    """How many items "of them" behind an amount has; 0 where it does not stand there, or has words of its own.

    "Six of those retired", but not "six of those arrested were couriers".
    """
    if not _PARTITIVE.match(text, one.end):
        return 0
    width = 3 if text[one.end] == "," else 2
    ended = items[at + width + 1 : at + width + 3]
    owned = len(ended) == 2 and is_a_verb(ended[0]) and ended[1].low in _FINITE
    return 0 if owned else width


def _has_verb(items: Sequence[Item], at: int) -> bool:
    """Whether a verb stands right behind an amount."""
    return at + 1 < len(items) and (items[at + 1].low in _FINITE or is_a_verb(items[at + 1]))


def _predicate(items: Sequence[Item], at: int) -> str | None:
    """The plural behind "were" that names what is counted: "seventeen were old tanks", "six of them were nurses"."""
    if at + 1 >= len(items) or items[at + 1].low not in _COPULA:
        return None
    for item in items[at + 2 : at + 2 + _PREDICATE]:
        if item.sort is not ItemKind.WORD or not item.tells or is_a_verb(item):
            return None
        if is_plural(item.low):
            return item.low
    return None


def _label(items: Sequence[Item], colon: Item) -> str | None:
    """The plural in the few words that open a line before a colon: "Homes damaged: 1,200"."""
    words = [item for item in items[: _LABEL + 1] if item.start < colon.start]
    if len(words) > _LABEL or any(item.sort is not ItemKind.WORD for item in words):
        return None
    return next((item.low for item in reversed(words) if item.tells and is_plural(item.low)), None)


def _before(items: Sequence[Item], at: int) -> tuple[Item | None, Item | None]:
    """The item before an amount and the words of its bound, and the one before that; None where none is."""
    place = at - 1
    while place >= 0 and items[place].low in OF_BOUNDS and items[place].low not in _COMPARED:
        place -= 1
    return items[place] if place >= 0 else None, items[place - 1] if place >= 1 else None


def _is_free(items: Sequence[Item], at: int) -> bool:
    """Whether no word behind an amount may be what it counts."""
    after = items[at + 1 : at + 2]
    if not after or after[0].sort is not ItemKind.WORD:
        return True
    return (not after[0].tells and after[0].low not in ("of", "per")) or is_a_verb(after[0])


def _is_told_as_age(one: NumberMention, opening: Item | None, subject: Item | None) -> bool:
    """Whether an amount that nothing is counted by is somebody's age: "she is 58", "whose mean age is 34"."""
    if opening is None or subject is None or opening.low not in _COPULA or not 0 < one.value <= _OLDEST:
        return False
    if subject.low in ("he", "she", "i", "who", "age"):
        return True
    return NounClass.PERSON in classes_of(subject.low) and not is_plural(subject.low)


def _is_told_of_it(items: Sequence[Item], at: int, one: NumberMention) -> bool:
    """Whether an amount is said of the figure before: "the target was 50", "it is 58"."""
    opening, subject = _before(items, at)
    told = opening is not None and opening.low in _TOLD and subject is not None and subject.low in _FIGURES
    return told and one.kind is Kind.CARDINAL and not 0 < abs(one.value) < 1 and _is_free(items, at)


def _unit(mention: NumberMention | None) -> Unit | None:
    return (mention.unit, mention.kind) if mention is not None and mention.unit else None
