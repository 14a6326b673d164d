"""Reads a text, or an article, once."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from summariser.article import Article, Part, parts_of_text
from summariser.article.text.sentences import split_sentences
from summariser.numbers import Kind, NumberMention, find_numbers
from summariser.reading.statement import Polarity, Statement, Subject, with_taken_unit
from summariser.reading.statements.events import events_of
from summariser.reading.statements.former import mark_superseded
from summariser.reading.statements.layout_context import LayoutContext
from summariser.reading.statements.periods import AssignedPeriods, left_by, periods_of
from summariser.reading.statements.retractions import retracted
from summariser.reading.statements.statement_builder import StatementBuilder
from summariser.reading.statements.subjects import subjects_of
from summariser.reading.statements.units import Units
from summariser.reading.syntax.clauses import clauses_of
from summariser.reading.syntax.items import Item, items_of
from summariser.reading.syntax.rows import Row
from summariser.reading.times.dates import find_dates
from summariser.reading.times.period import WrittenDate
from summariser.reading.vocabulary.cues import Cue, find_cues
from summariser.reading.words import Words, split_words

# A sentence longer than any that people write is read in pieces, so that a text without a full stop costs no more. By
# judgement.
_LONGEST, _MOST_NUMBERS = 1500, 60
# Between two numbers of a row, the second behind a name, and behind the second. In characters, by judgement.
_ROW = 80
_ROW_JOINT = re.compile(r"(?:,|;|\band)\s(?:the\s)?(?:[A-Z][\w'’.-]*\s)+$")
_ROW_END = re.compile(r"[.,;:)]|\s?$|\s(?:on|in|at|of|to|a|and)\b")
_NOTHING_BEFORE: tuple[list[Item], dict[int, Subject]] = [], {}


@dataclass(frozen=True)
class Reading:
    """What one pass over a text found. All offsets are half-open and into `text`; all lists are in order of position.

    `sentences` are the spans of the title's and the body's sentences; `numbers` are all numbers of the text, those of
    page furniture among them; `dates` are those of all the text; `parts` are its blocks, and none of a text of one line;
    `statements` are those of the quantities that stand in a sentence.

    >>> reading = read("Rain fell. It sold 40 boats in 2019.")
    >>> len(reading.sentences), [number.text for number in reading.numbers], len(reading.statements)
    (2, ['40', '2019'], 1)
    """

    text: str
    sentences: tuple[tuple[int, int], ...]
    words: Words
    numbers: tuple[NumberMention, ...]
    dates: tuple[WrittenDate, ...]
    parts: tuple[Part, ...] = ()

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """The words that say something of a number beside what it is of."""
        return tuple(find_cues(self.words))

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the text says of each of its quantities."""
        found = list(self._statements())
        wrong = retracted(self.text, self.sentences, found, self.cues)
        found = [replace(s, polarity=Polarity.RETRACTED) if s.mention.start in wrong else s for s in found]
        return mark_superseded(self.text, self.sentences, found, self.words, self.cues)

    @cached_property
    def events(self) -> tuple[Statement, ...]:
        """What the text says of each of its dates, as statements that have the date for their number."""
        days = [d.start for d in self.dates]
        amounts = list(self._counting())
        places = [m.start for m in amounts]
        found: list[Statement] = []
        for number, (start, end) in enumerate(self.sentences):
            for span in self.pieces(start, end):
                dates = self.dates[bisect_left(days, span[0]) : bisect_left(days, span[1])]
                if dates:
                    mine = amounts[bisect_left(places, span[0]) : bisect_left(places, span[1])]
                    mine = [m for m in mine if not self._is_dated(m)]
                    items = items_of(self.text, span, self.words, mine, dates)
                    found += events_of(self.text, items, number)
        return tuple(found)

    @cached_property
    def by_start(self) -> dict[int, Statement]:
        """The statements by the offset where their numbers begin."""
        return {statement.mention.start: statement for statement in self.statements}

    def part_at(self, offset: int) -> Part | None:
        """The part that holds an offset, of articles and texts of several lines."""
        at = bisect_right(self.parts, offset, key=lambda part: part.start) - 1
        return self.parts[at] if at >= 0 and offset < self.parts[at].end else None

    def row_at(self, offset: int) -> Row | None:
        """The sentence, or the piece of one, that holds an offset, with its word classes; None outside sentences."""
        at = bisect_right(self.sentences, offset, key=lambda span: span[0]) - 1
        if at < 0 or offset >= self.sentences[at][1]:
            return None
        pieces = self._pieces_of.setdefault(at, [])
        if not pieces:
            pieces += self.pieces(*self.sentences[at])
        span = pieces[bisect_right(pieces, offset, key=lambda piece: piece[0]) - 1]
        if span not in self._rows:
            low, high = (bisect_left(self._amount_starts, place) for place in span)
            first, last = (bisect_left(self._date_starts, place) for place in span)
            amounts, dates = self._amounts[low:high], self.dates[first:last]
            self._rows[span] = Row(self.text, items_of(self.text, span, self.words, amounts, dates))
        return self._rows[span]

    @cached_property
    def _rows(self) -> dict[tuple[int, int], Row]:
        return {}

    @cached_property
    def _pieces_of(self) -> dict[int, list[tuple[int, int]]]:
        return {}

    @cached_property
    def _amounts(self) -> list[NumberMention]:
        return [m for m in self._counting() if not self._is_dated(m)]

    @cached_property
    def _amount_starts(self) -> list[int]:
        return [mention.start for mention in self._amounts]

    def with_unit(self, mention: NumberMention) -> NumberMention:
        """A number of the text with the unit that it takes over, where it is written without one.

        >>> text = "Of 60 samples, 46 failed."
        >>> [reading.with_unit(m).unit for reading in [read(text)] for m in reading.numbers]
        ['sample', 'sample']
        """
        said = self.by_start.get(mention.start)
        if mention.unit is not None or said is None or said.taken_unit is None:
            return mention
        unit, kind = said.taken_unit
        return replace(mention, unit=unit, kind=kind)

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A sentence in pieces, of which none is longer, or has more numbers, than any that people write: mostly one."""
        starts, low = self._number_starts, start
        while low < end or low == start:
            first = bisect_left(starts, low) + _MOST_NUMBERS
            high = min(low + _LONGEST, end, starts[first] if first < len(starts) else end)
            yield low, high
            low = max(high, low + 1)

    @cached_property
    def _number_starts(self) -> list[int]:
        return [mention.start for mention in self.numbers]

    def _statements(self) -> Iterator[Statement]:
        amounts = self._amounts
        places, days, cued = (
            [m.start for m in amounts],
            [d.start for d in self.dates],
            [c.start for c in self.cues],
        )
        before, last, told_before = _NOTHING_BEFORE, 0, AssignedPeriods()
        lead: list[Item] = []
        told_of_list = AssignedPeriods()
        places_of = LayoutContext(self.text, self.parts, self.words, self.dates)
        units = Units(self.text)
        for number, (start, end) in enumerate(self.sentences):
            if _apart(self.text[last:start]):
                before, told_before = _NOTHING_BEFORE, AssignedPeriods()
                units.new_paragraph()
                lead, told_of_list = places_of.lead_of(start)
            last = end
            for span in self.pieces(start, end):
                mine = amounts[bisect_left(places, span[0]) : bisect_left(places, span[1])]
                dates = self.dates[bisect_left(days, span[0]) : bisect_left(days, span[1])]
                cues = self.cues[bisect_left(cued, span[0]) : bisect_left(cued, span[1])]
                celled = [s for m in mine if (s := places_of.in_cell(m, number))] if self.parts else []
                if celled:
                    placed = {statement.mention.start for statement in celled}
                    mine = [mention for mention in mine if mention.start not in placed]
                items = items_of(self.text, span, self.words, mine, dates)
                if not mine:
                    units.pass_sentence()
                    yield from celled
                    before, told_before = (items, {}), left_by(items, told_before)
                    continue
                clauses = clauses_of(items)
                told = periods_of(clauses, cues, told_of_list if told_of_list.periods else told_before)
                subjects = subjects_of(clauses, items, before, told.paired, lead)
                sayings = StatementBuilder(self.text, clauses, cues)
                said = [sayings.statement(m, number, subjects[m.start], told.periods[m.start]) for m in mine]
                taken = dict(units.sentence(items))
                said = [with_taken_unit(s, taken.get(s.mention.start)) for s in said]
                yield from sorted([*celled, *said], key=_place) if celled else said
                before, told_before = (items, subjects), told.left

    def _counting(self) -> Iterator[NumberMention]:
        """The quantities, and bare figures behind a name that stand in a row with one: "Spain sent 70 boats and Greece 35"."""
        before: NumberMention | None = None
        for mention in self.numbers:
            if mention.is_quantity:
                yield mention
            elif (
                mention.kind is Kind.IDENTIFIER
                and mention.text.isdigit()
                and before is not None
                and before.is_quantity
            ):
                between, behind = (
                    self.text[before.end : mention.start],
                    self.text[mention.end : mention.end + 4],
                )
                if len(between) < _ROW and _ROW_JOINT.search(between) and _ROW_END.match(behind):
                    yield mention
                    continue
            before = mention

    def _is_dated(self, mention: NumberMention) -> bool:
        """Whether a number is part of a date."""
        at = bisect_right(self._date_starts, mention.start) - 1
        return at >= 0 and mention.start < self.dates[at].end

    @cached_property
    def _date_starts(self) -> list[int]:
        return [written.start for written in self.dates]


def _place(statement: Statement) -> int:
    return statement.mention.start


def read(source: "str | Article", published: date | None = None) -> Reading:
    """Reads a text or an article; an article is read once, however often it is asked for.

    `published` is the day from which a text's relative dates count; an article has its own.

    >>> [(s.mention.text, s.period.edtf) for s in read("It sold 40 in 2019 and 55 in 2020.").statements]
    [('40', '2019'), ('55', '2020')]
    """
    if isinstance(source, str):
        return _read(source, _sentences(source), parts_of_text(source) if "\n" in source else (), published)
    found = source.kept.get("reading")
    if not isinstance(found, Reading):
        spans = [(s.start, s.end) for s in source.sentences]
        found = source.kept["reading"] = _read(source.text, spans, source.parts, source.published)
    return found


def _read(
    text: str, sentences: Sequence[tuple[int, int]], parts: tuple[Part, ...], published: date | None
) -> Reading:
    numbers, words = find_numbers(text), split_words(text)
    dates = find_dates(text, numbers, published, words)
    return Reading(text, tuple(sentences), words, tuple(numbers), tuple(dates), parts)


def _sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of every line, since a line break ends a sentence in prose that has them."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        found += split_sentences(text, start, start + len(line))
        start += len(line)
    return found


def _apart(gap: str) -> bool:
    """Whether a new line or paragraph begins between two sentences."""
    return any(character in gap for character in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
