"""The time that a number holds for, in the text's words, by how surely its place gives it that."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from summariser.numbers import Kind, NumberMention
from summariser.reading.reading import Reading
from summariser.reading.statement import Statement
from summariser.reading.syntax.rows import Row
from summariser.reading.syntax.word_classes import WordClass
from summariser.reading.times.period import WrittenDate
from summariser.reading.vocabulary.nouns import NounClass, classes_of
from summariser.reading.words import head_word

Span = tuple[int, int]
_Is = WordClass


class PeriodSource(StrEnum):
    """What gives a number its period."""

    OWN = "own"  # a date of its clause, or of the head over its cell
    SPAN = "span"  # words of its clause that tell a time without a date: "the 18 months before the ban"
    EARLIER = "earlier"  # "a year before", of what it is set against
    HELD = "held"  # a date beside, or before, that holds on
    SAID = "said"  # a day that may be the day of saying it
    DEFAULT = "default"  # the time that all holds for


# By judgement; benchmarks/accuracy/labels.py measures how often the first is right.
_SCORE = {
    PeriodSource.OWN: 0.9,
    PeriodSource.EARLIER: 0.8,
    PeriodSource.SPAN: 0.7,
    PeriodSource.HELD: 0.5,
    PeriodSource.DEFAULT: 0.5,
    PeriodSource.SAID: 0.3,
}
# From here on a period is given at all, and from here on without a doubt if it leads the next by the margin.
LIKELY = 0.45
_CLEAR, _MARGIN = 0.75, 0.1
_NEAR = 12  # dates on either side
_EARLIER = frozenset("before earlier ago previously".split())
_COMPARING = frozenset("than as".split())
_BEHIND_DATELINE = frozenset("( - – — |".split())
_OPENING = frozenset("in over during for within since".split())
_DEICTIC = frozenset("last this next previous".split())
_THIS = frozenset("year month week season quarter".split())  # "this time" is none
_PARTS = frozenset("end beginning start middle half quarter".split())  # "of" a year
# What opens an end of a time: without it the words would tell another one.
_OPEN_ENDS = frozenset("since until before after".split())
_LEADING = frozenset("early late mid fiscal financial school calendar".split())


@dataclass(frozen=True, slots=True)
class TimeLabel:
    """A time that a number may hold for. `span` are half-open offsets, None of a default; `score`, from 0 to 1, is the greater
    the likelier it is, and `source` what gives the number its time.

    >>> reading = read("It sold 40 boats in the first half of 2019.")
    >>> time = periods_of(reading, reading.numbers[0])[0]
    >>> time.text, time.score, str(time.source)
    ('first half of 2019', 0.9, 'own')
    """

    text: str
    span: Span | None
    score: float
    source: PeriodSource


def periods_of(reading: Reading, mention: NumberMention, default: str | None = None) -> tuple[TimeLabel, ...]:
    """The times that a number may hold for, the likeliest first; `default` is what all of the text holds for.

    >>> from summariser.reading import read
    >>> reading = read("It sold 40 boats in the first half of 2019 and 55 in 2020.")
    >>> [periods_of(reading, m)[0].text for m in reading.numbers if m.is_quantity]
    ['first half of 2019', '2020']
    """
    found: dict[str, TimeLabel] = {}
    for since, span, text, doubt in _drafts(reading, mention, default):
        score = _SCORE[since] - doubt
        if text and (text not in found or found[text].score < score):
            found[text] = TimeLabel(text, span, round(score, 2), since)
    return tuple(sorted(found.values(), key=lambda time: -time.score))


def is_clear_period(times: Sequence[TimeLabel]) -> bool:
    """Whether the first of some times is sure enough, and leads the second, for no doubt to be told of it.

    >>> reading = read("It sold 40 boats in 2019.")
    >>> is_clear_period(periods_of(reading, reading.numbers[0]))
    True
    """
    if not times or times[0].score < _CLEAR:
        return False
    return len(times) == 1 or times[0].score - times[1].score >= _MARGIN


def _drafts(
    reading: Reading, mention: NumberMention, default: str | None
) -> Iterator[tuple[PeriodSource, Span | None, str, float]]:
    said = reading.by_start.get(mention.start)
    row = reading.row_at(mention.start)
    at = row.place_of(mention.start) if row else None
    is_time = _is_a_time(mention)
    if said is not None:
        for written in _dates(reading, said):
            since = PeriodSource.OWN if said.period_is_sure else PeriodSource.HELD
            if _is_day_of_saying(written):
                since = PeriodSource.SAID
            span, text = _written(reading, written)
            doubt = 0.3 * is_time
            if row is not None and at is not None:
                place = row.place_of(written.start)
                doubt += _doubt(row, at, place, mention)
                since = PeriodSource.SAID if place is not None and _is_dateline(row, place) else since
            yield since, span, text, doubt
    if row is not None and at is not None:
        for since, span in _undated(row, at):
            doubt = 0.3 * is_time + _doubt(row, at, row.place_of(span[0]), mention)
            yield since, span, _text(reading, span), doubt
    if default:
        # A length, a weight, or a number that is spelled out mostly tells of the thing, whenever it was.
        unlikely = said is None or mention.kind is Kind.MEASURE or mention.text.isalpha()
        yield PeriodSource.DEFAULT, None, default, 0.2 * unlikely


def _is_a_time(mention: NumberMention) -> bool:
    """Whether a number is a length of time itself: "18 months"."""
    return (
        mention.kind is Kind.MEASURE
        and mention.unit is not None
        and (NounClass.TIME in classes_of(head_word(mention.unit)))
    )


def _dates(reading: Reading, said: Statement) -> list[WrittenDate]:
    """The written dates that a statement's periods are of, the nearest of each to its number."""
    at = bisect_right(reading.dates, said.mention.start, key=lambda written: written.start)
    near = reading.dates[max(0, at - _NEAR) : at + _NEAR]
    found = []
    for period in said.periods[:1]:
        same = [written for written in near if written.parts == period]
        if same:
            found.append(min(same, key=lambda written: abs(written.start - said.mention.start)))
    return found


def _is_day_of_saying(written: WrittenDate) -> bool:
    """Whether a date is a day that is told from the day of publication: "said on Tuesday", "reports today"."""
    return written.relative and written.parts.day is not None and written.parts.until is None


def _written(reading: Reading, written: WrittenDate) -> tuple[Span, str]:
    """A date with the words before it that are part of the time: "end of 2023", "early 2025"."""
    words, start, following = reading.words, written.start, ""
    first = bisect_left(words.starts, start)
    for place in range(first - 1, max(0, first - 4), -1):
        low, gap = words.lows[place], reading.text[words.ends[place] : start]
        is_part = low in _LEADING or (low in _PARTS and following == "of")
        if gap not in (" ", "-") or not (is_part or (low == "of" and words.lows[place - 1] in _PARTS)):
            break
        start, following = words.starts[place], low
    before = bisect_left(words.starts, start) - 1
    if before >= 0 and words.lows[before] in _OPEN_ENDS and reading.text[words.ends[before] : start] == " ":
        start = words.starts[before]  # "since 2022" is not 2022
    text = _text(reading, (start, written.end))
    if words.lows[first - 1 : first] == ["between"]:
        text = text.replace(" and ", " to ")
    return (start, written.end), text


def _text(reading: Reading, span: Span) -> str:
    return " ".join(reading.text[span[0] : span[1]].split())


def _undated(row: Row, at: int) -> Iterator[tuple[PeriodSource, Span]]:
    """Times of the number's clause that have no date: "in the 18 months before the ban", "a year before"."""
    for n in range(len(row.items)):
        if n == at or row.kind(n) is not _Is.AMOUNT or not _is_a_time(row.items[n].amounts[-1]):
            continue
        start = n - 1
        while row.low(start) in ("the", "past", "last", "first", "next", "previous"):
            start -= 1
        if row.low(start) in _OPENING and row.low(start + 1) == "the":
            tail = row.tail_from(n + 1)
            is_near = _same_segment(row, start, at) or start < at
            if is_near:
                opened = row.low(n + 1) in ("before", "after", "since", "to", "until")
                end = row.items[tail[-1]].end if tail and opened else row.items[n].end
                yield PeriodSource.SPAN, (row.items[start + 2].start, end)
    for n in range(len(row.items) - 1):
        is_one = row.low(n) in _DEICTIC and NounClass.TIME in classes_of(row.low(n + 1)) and n + 1 != at
        if is_one and (row.low(n) != "this" or row.low(n + 1) in _THIS):
            yield PeriodSource.SPAN, (row.items[n].start, row.items[n + 1].end)
    behind = at + 1
    if row.low(behind) in ("a", "one") and row.low(behind + 2) in _EARLIER:
        yield PeriodSource.EARLIER, (row.items[behind].start, row.items[behind + 2].end)


def _doubt(row: Row, at: int, place: int | None, mention: NumberMention) -> float:
    """How much less sure a date is by what stands between it and the number, which goes before it."""
    if place is None:
        return 0.1  # in another sentence
    if place < at:
        return 0.0
    if mention.kind is Kind.MULTIPLE or row.has(at + 1, place, lambda n: row.low(n) in _COMPARING):
        return 0.5  # "a third more than in 2019", "twice the number of 2019"
    apart = row.has(at + 1, place, lambda n: row.low(n) == "," or row.kind(n) is _Is.AMOUNT)
    return 0.2 * apart


def _is_dateline(row: Row, place: int) -> bool:
    """Whether a date opens a report, before the dash or the agency's name: "Tarn, 3 May 2024 (Wire) -"."""
    return row.low(place + 1) in _BEHIND_DATELINE and not row.has(0, place, row.is_verbal)


def _same_segment(row: Row, one: int, other: int) -> bool:
    low, high = min(one, other), max(one, other)
    return not row.has(low, high, lambda n: row.kind(n) is _Is.MARK)
