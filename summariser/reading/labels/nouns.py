"""The noun that a number counts: beside it, within it, or named before it."""

import re
from bisect import bisect_right

from summariser.numbers import Kind, is_plural
from summariser.reading.labels.label import BACK, MORE, VALUED_STEMS, NumberInText, Pieces, Span, is_share
from summariser.reading.syntax.rows import Row
from summariser.reading.syntax.word_classes import BEING
from summariser.reading.syntax.word_classes import WordClass as _Is
from summariser.reading.vocabulary.cues import turning_stems
from summariser.reading.vocabulary.nouns import NounClass, classes_of
from summariser.reading.words import head_of

# By judgement.
_FEW = 2
_FAR = 20  # characters
_THEM = frozenset("them these those whom which".split())
_HYPHENED = re.compile(r"-[^\W\d_]")
_MEASURES = (Kind.MONEY, Kind.MEASURE, Kind.PERCENT, Kind.MULTIPLE)


def noun_of(number: NumberInText, row: Row, at: int) -> tuple[Pieces, int, float] | None:
    """What a number counts, the place behind it, and how doubtful it is; None where no noun stands with it."""
    mention, behind = number.mention, at + 1
    if is_share(number.mention) and (noun_within := _within(number)):
        return ["share of", noun_within], behind, 0.0
    if row.low(behind) == "of":
        if row.low(behind + 1) in _THEM:
            before = _named_before(number, row, at)
            if not before and is_share(number.mention):
                before = _topic(number, row, at)
                return (["share of", *before], behind + 2, 0.35) if before else None
            return (before, behind + 2, 0.1) if before else None
        if row.low(behind + 1) in ("every", "each"):
            return None
        place = behind + 1
        while row.kind(place) in (_Is.DETERMINER, _Is.AMOUNT):
            place += 1
        noun = row.naming_from(place)
        if not noun:
            return None
        article = [behind + 1] if row.kind(behind + 1) is _Is.DETERMINER and place == behind + 2 else []
        if is_share(number.mention):
            return ["share of", *row.words([*article, *noun])], noun[-1] + 1, 0.0
        return [*row.words(noun)], noun[-1] + 1, 0.0
    if mention.kind is Kind.MULTIPLE or row.low(behind) in MORE:
        return None
    is_attribute = describes(number) or (
        mention.kind in _MEASURES and row.kind(at - 1) is _Is.DETERMINER and row.low(behind) not in MORE
    )
    if row.kind(behind) is _Is.NAMING and (is_attribute or mention.kind is Kind.CARDINAL):
        noun = row.naming_from(behind)
        if mention.counted and (end := _end_of_counted(number)):
            known = [n for n in range(behind, len(row.items)) if row.items[n].end <= end]
            noun = noun if len(noun) >= len(known) else known
        doubt = 0.3 * (is_attribute or mention.unit is None)
        return ([*row.words(noun)], noun[-1] + 1, doubt) if noun else None
    if _is_elided(number, row, at):
        is_object = row.is_verbal(row.before(at))
        doubt = 0.3 * (row.kind(at - 1) is _Is.DETERMINER)  # "the two"
        if not is_object and (before := _named_before(number, row, at)):
            return before, behind, 0.1 + doubt
        before = _counted_before(number, row, at)
        return (before, behind, 0.35) if before else None
    return None


def describes(number: NumberInText) -> bool:
    """Whether a number with a hyphen describes a thing: "a 64-page report", "an 8-year-old boy"."""
    return _HYPHENED.search(number.reading.text, number.mention.start, number.mention.end + 2) is not None


def _end_of_counted(number: NumberInText) -> int:
    """Where the noun ends that the number finder gives a number; 0 where that does not stand right behind."""
    counted, start = number.mention.counted or "", number.mention.end
    at = number.reading.text.find(counted, start, start + len(counted) + _FAR)
    return at + len(counted) if counted and at >= 0 else 0


def _within(number: NumberInText) -> Span | None:
    """The noun that stands within a share: "one case in six"."""
    words = number.reading.words.between(number.mention.start, number.mention.end)
    head = head_of(number.mention.unit or "")
    found = next((word for word in words if number.mention.unit and word.stem == head), None)
    is_thing = number.mention.kind is Kind.CARDINAL and NounClass.AMOUNT not in classes_of(head)
    return (found.start, found.end) if found and is_thing else None


def _is_elided(number: NumberInText, row: Row, at: int) -> bool:
    """Whether a number alone is a subject or an object: "46 came", "named 23 of them"."""
    if number.mention.kind is not Kind.CARDINAL and not is_share(number.mention):
        return False
    lead = row.before(at)
    opens = row.kind(lead) in (_Is.MARK, _Is.JOINING, _Is.DATE) or lead < 0 or row.kind(lead) is _Is.NAMING
    is_object = row.is_verbal(lead) and number.mention.kind is Kind.CARDINAL and row.low(lead) not in BEING
    if (
        is_object
        and not is_share(number.mention)
        and row.items[lead].stem not in turning_stems() | VALUED_STEMS
    ):
        return row.kind(at + 1) in (_Is.MARK, _Is.DATE)
    return opens and row.is_verbal(at + 1) and not row.is_place_of_verb(max(lead, 0))


def _named_before(number: NumberInText, row: Row, at: int) -> Pieces:
    """The noun that a number takes over, where it stands last before the number."""
    unit = number.reading.with_unit(number.mention).unit
    share: Pieces = ["share of"] if is_share(number.mention) else []
    if row.low(0) == "of":
        first = next((n for n in range(1, at) if row.kind(n) is _Is.NAMING), at)
        noun = row.naming_from(first)
        if noun and row.low(first - 1) != ",":
            return [*share, *row.words(noun)]
    if unit in (None, "percent"):
        return []
    head = head_of(unit or "")
    place, current = at, row
    for _ in range(BACK):
        for n in range(place - 1, -1, -1):
            if current.items[n].stem == head and current.kind(n) is _Is.NAMING:
                low = n
                while current.kind(low - 1) is _Is.NAMING and n - low < _FEW:
                    low -= 1
                return [*share, *current.words(range(low, n + 1))]
        before = row_before(number, current)
        if before is None:
            break
        current, place = before, len(before.items)
    return []


def _counted_before(number: NumberInText, row: Row, at: int) -> Pieces:
    """What the last number that counts a noun counts, in this sentence or one of the two before."""
    place, current = at, row
    for _ in range(BACK):
        for n in range(place - 1, -1, -1):
            if current.kind(n) is _Is.AMOUNT and current.kind(n + 1) is _Is.NAMING:
                last = current.items[n].amounts[-1]
                if last.kind is Kind.CARDINAL and last.unit and n + 1 < place:
                    share: Pieces = ["share of"] if is_share(number.mention) else []
                    return [*share, *current.words(current.naming_from(n + 1))]
        before = row_before(number, current)
        if before is None:
            break
        current, place = before, len(before.items)
    return []


def _topic(number: NumberInText, row: Row, at: int) -> Pieces:
    """The first plural of the sentence, or, where that does what is told, of the one before."""
    lead = row.before(at)
    current = row_before(number, row) if lead >= 0 and row.is_verbal(lead) else row
    stop = at if current is row else len(current.items) if current else 0
    for n in range(stop):
        if current and current.kind(n) is _Is.NAMING and is_plural(current.low(n)):
            return [*current.words([n])]
    return []


def row_before(number: NumberInText, row: Row) -> Row | None:
    """The row of the sentence before the row's, if that has one with items."""
    if not row.items or not row.items[0].start:
        return None
    at = bisect_right(number.reading.sentences, row.items[0].start, key=lambda span: span[0]) - 2
    found = number.reading.row_at(number.reading.sentences[at][0]) if at >= 0 else None
    return found if found is not None and found.items else None
