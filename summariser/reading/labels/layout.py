"""What stands beside a number by the build of a table, a list or a line: heads, things in parallel, what leads in."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from summariser.article import Role
from summariser.numbers import Kind, NumberMention
from summariser.reading.labels.label import BACK, MORE, Draft, LabelSource, NumberInText, Pieces, Span
from summariser.reading.reading import Reading
from summariser.reading.statements.subjects import things_of
from summariser.reading.syntax.rows import Row
from summariser.reading.syntax.word_classes import WordClass as _Is
from summariser.reading.syntax.word_classes import is_past

# In words, by judgement.
_LONGEST_THING = 4
_SET_AGAINST = frozenset("against versus vs than compared from".split())


def headers_of(reading: Reading, mention: NumberMention) -> tuple[Pieces, float]:
    """The heads of a number's column and row, those of nothing but time left out; nothing outside tables.

    And how much less sure they are: a number with words beside it in its cell, or without one of the heads, may be of
    something else.
    """
    part = reading.part_at(mention.start)
    if part is None or part.role is not Role.ROW:
        return [], 0.0
    place = part.cell_at(mention.start)
    if not place:  # none, or the row's head itself
        return [], 0.0
    cell = part.cells[place]
    row_head = part.row_head(reading.text, place)
    found: Pieces = []
    for span in [*cell.heads, *([(row_head.start, row_head.end)] if row_head else [])]:
        if _has_words(reading, span) and not _is_time(reading, *span):
            found += [",", span] if found else [span]
    is_dated = any(_is_time(reading, *span) for span in cell.heads)
    alone = not re.search(
        r"[^\W\d_]{3}", reading.text[mention.end : cell.end] + reading.text[cell.start : mention.start]
    )
    return found, 0.0 if alone and (len(found) > 1 or is_dated) else 0.3


def _has_words(reading: Reading, span: Span) -> bool:
    """Whether a cell names something: "Orlen", but not "12" or "–"."""
    return re.search(r"[^\W\d_]{2}", reading.text[span[0] : span[1]]) is not None


def _is_time(reading: Reading, start: int, end: int) -> bool:
    """Whether a head names nothing but a date."""
    at = bisect_right(reading.dates, start, key=lambda written: written.start)
    near = reading.dates[max(0, at - 1) : at + 1]
    return any(d.end > start and d.start < end and (d.end - d.start) * 3 >= (end - start) * 2 for d in near)


def list_item_of(number: NumberInText, row: Row, at: int) -> Pieces:
    """The thing at the number's place in a list of as many things."""
    said = number.reading.by_start.get(number.mention.start)
    things = things_of(row.items, row.items[at])
    if not things or said is None or (said.period is not None and said.period_is_sure and len(things) < 2):
        return []
    amounts = row.items[at].amounts
    place = next((n for n, one in enumerate(amounts) if one.start == number.mention.start), None)
    if place is None or _are_dated(number, row, at):
        return []
    phrases = [[row.items.index(item) for item in thing] for thing in things]
    last = next((n for n, place in enumerate(phrases[-1]) if row.is_verbal(place)), len(phrases[-1]))
    phrases[-1] = phrases[-1][:last]
    if not all(0 < len(phrase) <= _LONGEST_THING and _names(number, row, phrase) for phrase in phrases):
        return []
    return [*row.words(row.trimmed(phrases[place]))]


def _names(number: NumberInText, row: Row, phrase: Sequence[int]) -> bool:
    return all(row.kind(n) in (_Is.NAMING, _Is.DETERMINER) or row.low(n) == "of" for n in phrase)


def _are_dated(number: NumberInText, row: Row, at: int) -> bool:
    """Whether as many dates as the list has amounts stand in parallel to it."""
    return any(len(item.dates) == len(row.items[at].amounts) for item in row.items)


def restated_by(number: NumberInText, row: Row, at: int) -> NumberMention | None:
    """The number before that this one says again in other terms, or is set against."""
    lead = row.before(at)
    amounts = [n for n in range(at) if row.kind(n) is _Is.AMOUNT]
    if not amounts:
        return None
    last = row.items[amounts[-1]].amounts[-1]
    alone = row.kind(at + 1) is _Is.MARK or at + 1 >= len(row.items)
    measured = number.mention.kind in (Kind.MONEY, Kind.MEASURE) and last.kind in (
        number.mention.kind,
        Kind.CARDINAL,
    )
    other_unit = measured and last.unit != number.mention.unit and alone
    if other_unit and row.low(lead) in ("(", ",") and lead - amounts[-1] <= BACK:
        return last
    behind = row.low(at + 1) if at + 1 < len(row.items) else ""
    if row.low(lead) == "or" and row.low(lead - 1) == "," and alone:
        return last  # "two thirds of the eels, or 2.7 tonnes,"
    opening = row.low(lead) if row.low(lead) != "with" else row.low(lead - 1)
    if opening in _SET_AGAINST and behind != "of" and row.kind(at + 1) is not _Is.NAMING:
        unit = number.reading.with_unit(number.mention).unit
        back = (row.items[n].amounts[-1] for n in reversed(amounts))
        return next(
            (m for m in back if number.reading.with_unit(m).unit == unit and not _is_difference(row, m)),
            None,
        )
    return None


def _is_difference(row: Row, mention: NumberMention) -> bool:
    place = row.place_of(mention.start)
    return place is not None and row.low(place + 1) in MORE


def lead_of(number: NumberInText, row: Row, at: int) -> Iterator[Draft]:
    """What stands before a colon, a dash or a bracket of a number alone: "Homes damaged: 1,200", "Ferries (40)"."""
    lead = row.before(at)
    alone = row.kind(at + 1) in (_Is.MARK, _Is.DATE)
    if lead < 1 or row.low(lead) not in (":", "(", "–", "—") or not alone:
        return
    start = lead - 1
    while start > 0 and row.kind(start - 1) is not _Is.MARK and row.kind(start - 1) is not _Is.AMOUNT:
        start -= 1
    phrase = row.trimmed([n for n in range(start, lead) if row.kind(n) not in (_Is.AMOUNT, _Is.DATE)])
    if (
        phrase
        and len(phrase) <= 6
        and all(not row.is_verbal(n) or is_past(row.low(n)) for n in phrase)
        and row.kind(phrase[0] - 1) is not _Is.AMOUNT
    ):
        opens = start == 0 and row.low(lead) == ":"
        yield LabelSource.LED, [*row.words(phrase)], -0.25 * opens
