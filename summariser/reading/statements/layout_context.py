"""What the layout of a text says of its numbers: the heads of a table's rows and columns, the words that lead a list in."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from summariser.article import Part, Role
from summariser.numbers import Kind, NumberMention, is_plural, singular
from summariser.reading.statement import OWN, Statement, Subject, with_taken_unit
from summariser.reading.statements.periods import AssignedPeriods
from summariser.reading.statements.table_headers import HeaderPosition, headers_of, unit_in
from summariser.reading.syntax.items import Item, items_of
from summariser.reading.times.period import Period, WrittenDate
from summariser.reading.vocabulary.nouns import classes_of
from summariser.reading.vocabulary.stopwords import STOPWORDS
from summariser.reading.words import Words, head_of

Span = tuple[int, int]
# By judgement, on tables of filings and reports; so are those below.
_HEAD, _BESIDE = 1.0, 0.8
_DEEPEST = 4  # lists within lists
_LONGEST_HEAD = 60
_COLUMNS = 4  # how far left of a head without a noun the one that has it may stand
_BRACKETED = re.compile(r"\([^()]*\)|[*_]")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@dataclass(frozen=True)
class LayoutContext:
    """The parts of a text with its words and dates, asked for one sentence after the other."""

    text: str
    parts: Sequence[Part]
    words: Words
    dates: Sequence[WrittenDate]

    def part_at(self, offset: int) -> Part | None:
        """The part that holds an offset."""
        at = bisect_right(self._starts, offset) - 1
        return self.parts[at] if at >= 0 and offset < self.parts[at].end else None

    @cached_property
    def _starts(self) -> list[int]:
        return [part.start for part in self.parts]

    @cached_property
    def _date_starts(self) -> list[int]:
        return [written.start for written in self.dates]

    def lead_of(self, offset: int) -> tuple[list[Item], AssignedPeriods]:
        """The words that lead in the list item at an offset, and the time that they tell; none elsewhere.

        An item of a list within a list has the words that lead in either.
        """
        items: list[Item] = []
        told = AssignedPeriods()
        part = self.part_at(offset)
        for _ in range(_DEEPEST):
            if part is None or part.role is not Role.ITEM or part.lead_in is None:
                break
            items += items_of(self.text, part.lead_in, self.words, (), ())
            told = told if told.periods else self._told(part.lead_in)
            part = self.part_at(part.lead_in[0])
        return items, told

    def in_cell(self, mention: NumberMention, sentence: int) -> Statement | None:
        """The statement of a number that stands in the cell of a table under or beside a head."""
        part = self.part_at(mention.start)
        at = part.cell_at(mention.start) if part is not None and part.role is Role.ROW else None
        if part is None or at is None or (at == 0 and not part.cells[0].heads):
            return None
        cells, cell = part.cells, part.cells[at]
        named = (part.row_head(self.text, at) or cells[0]) if at else None
        heads: list[Span] = [*cell.heads, *([(named.start, named.end)] if named else [])]
        weights: dict[str, float] = {}
        for span, worth in (
            (part.lead_in, OWN),
            ((cell.start, cell.end), _BESIDE),
            *((h, _HEAD) for h in heads),
        ):
            if span is not None:
                weights.update(dict.fromkeys(self._stems(span), worth))
        if mention.unit and mention.kind is not Kind.MONEY:
            weights[head_of(mention.unit)] = _HEAD
        told = next(
            (
                t
                for span in (*heads, (cell.start, cell.end), part.lead_in)
                if span and (t := self._told(span)).periods
            ),
            AssignedPeriods(),
        )
        head = next(iter(self._stems(heads[0])), None) if heads else None
        subject = Subject(weights, head, (min(cells[0].start, cell.start), cell.end))
        said = Statement(mention, sentence, subject, told.periods, told.sure)
        return with_taken_unit(said, self._unit_over(part, at))

    def _unit_over(self, part: Part, at: int) -> tuple[str, Kind] | None:
        """What the heads of a cell count or measure.

        A head of one word that is no noun, "Vacant", counts what the column left of it does; under a head of nothing but time,
        what the row's head tells: "Burglary", "Wait (days)", or else what stands over the rows' heads: "EUR million".
        """
        cells = part.cells
        for span in cells[at].heads:
            if unit := self._unit_in(span):
                return unit
        for place in range(at, max(0, at - _COLUMNS), -1):
            head = cells[place].heads[0] if cells[place].heads else None
            if head is None:
                return None
            if self._told(head).periods:
                return self._unit_beside(part, at)
            noun = self._noun_in(head)
            if noun == "age":
                return "year", Kind.MEASURE
            if noun or not self.text[head[0] : head[1]].strip("*_").isalpha():
                return (singular(noun), Kind.CARDINAL) if noun and is_plural(noun) else None
        return None

    def _unit_beside(self, part: Part, at: int) -> tuple[str, Kind] | None:
        """What the head of a row tells, or else what stands over it, if that is money or a share of something."""
        for span, where in headers_of(self.text, part, at, self.part_at):
            unit = self._unit_in(span) if where in (HeaderPosition.ROW, HeaderPosition.CORNER) else None
            if unit and (where is HeaderPosition.ROW or unit[1] in (Kind.MONEY, Kind.PERCENT)):
                return unit
        noun = self._noun_in((part.cells[0].start, part.cells[0].end))
        return (singular(noun), Kind.CARDINAL) if noun else None

    def _noun_in(self, head: Span) -> str | None:
        """The noun that a head ends in, in lower case: "Vehicle theft"."""
        words = _BRACKETED.sub("", self.text[head[0] : min(head[1], head[0] + _LONGEST_HEAD)]).split()
        if not words or not words[-1].isalpha():
            return None
        low = words[-1].lower()
        is_noun = classes_of(low) or is_plural(low) or (len(words) > 1 and words[-1].islower())
        return low if is_noun else None

    def _unit_in(self, head: Span) -> tuple[str, Kind] | None:
        if head not in self._units:
            self._units[head] = unit_in(self.text[head[0] : min(head[1], head[0] + _LONGEST_HEAD)])
        return self._units[head]

    @cached_property
    def _units(self) -> dict[Span, tuple[str, Kind] | None]:
        return {}

    def _stems(self, span: Span) -> list[str]:
        if span not in self._stems_in:
            low, high = bisect_left(self.words.starts, span[0]), bisect_left(self.words.starts, span[1])
            words = zip(self.words.lows[low:high], self.words.stems[low:high], strict=True)
            self._stems_in[span] = [stem for word, stem in words if word not in STOPWORDS]
        return self._stems_in[span]

    @cached_property
    def _stems_in(self) -> dict[Span, list[str]]:
        return {}

    def _told(self, span: Span) -> AssignedPeriods:
        """The dates within a span; a head that is nothing but a year is one whatever else it could be."""
        low, high = bisect_left(self._date_starts, span[0]), bisect_left(self._date_starts, span[1])
        if low < high:
            return AssignedPeriods(tuple(written.parts for written in self.dates[low:high]), sure=True)
        year = _YEAR.fullmatch(self.text[span[0] : span[1]].strip(" *_"))
        return AssignedPeriods((Period(int(year[0])),), sure=True) if year else AssignedPeriods()
