"""A sentence as a row of items: its words, its marks, its amounts and its dates, lists of either taken as one.

"$92 million, $167 million and $218 million for 2018, 2019 and 2020" is an item of three amounts, a word, and an item of
three dates. All structure above it (clauses, periods, subjects) is read off this row.
"""

from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum

from summariser.numbers import Kind, NumberMention
from summariser.numbers.vocabulary.lexicon import VERBS
from summariser.reading.times.period import WrittenDate
from summariser.reading.vocabulary.cues import turning_stems
from summariser.reading.vocabulary.stopwords import STOPWORDS
from summariser.reading.words import Words, stem

# Between the members of a list; beside these, words of a bound and the noun counted may stand there.
_JOINTS = frozenset(", and or plus nor / &".split())
_ENDING = _JOINTS - {","}
OF_BOUNDS = frozenset(
    """about approximately roughly over more than nearly almost some around just under less at least most up only another
    further additional an a the estimated close well mere no fewer compared compares compare""".split()
)
_OF_DATES = frozenset(
    "in at on of as for during the year years ended ending end fiscal financial calendar months quarter period periods".split()
)
_SILENT = STOPWORDS | OF_BOUNDS
MARKS = frozenset(",;:()[]–—|")


class ItemKind(Enum):
    """What an item is."""

    WORD = 1
    MARK = 2
    AMOUNT = 3
    DATE = 4


class Item:
    """A word, a mark, or a list of amounts or dates; half-open offsets. `low` is the word or mark in lower case.

    `tells` is set of a word that may say what a number is of.
    """

    __slots__ = ("amounts", "dates", "end", "low", "sort", "start", "stem", "tells")

    # Written out, since texts have many: a dataclass with these defaults takes twice the time.
    def __init__(
        self, sort: ItemKind, start: int, end: int, low: str = "", stem: str = "", tells: bool = False
    ) -> None:
        self.sort, self.start, self.end = sort, start, end
        self.low, self.stem, self.tells = low, stem, tells
        self.amounts: list[NumberMention] = _NO_AMOUNTS
        self.dates: list[WrittenDate] = _NO_DATES


def is_a_verb(item: Item) -> bool:
    """Whether a word is a verb that news tell numbers with, as far as its form shows."""
    return item.low in VERBS or item.low.endswith("ed") or item.stem in turning_stems()


_NO_AMOUNTS: list[NumberMention] = []
_NO_DATES: list[WrittenDate] = []


def _amount(mention: NumberMention) -> Item:
    item = Item(ItemKind.AMOUNT, mention.start, mention.end)
    item.amounts = [mention]
    return item


def _date(written: WrittenDate) -> Item:
    item = Item(ItemKind.DATE, written.start, written.end)
    item.dates = [written]
    return item


def items_of(
    text: str,
    span: tuple[int, int],
    words: Words,
    amounts: Sequence[NumberMention],
    dates: Sequence[WrittenDate],
) -> list[Item]:
    """The items of the sentence at `span`, given the amounts and dates in it, in order."""
    start, end = span
    atoms = [_amount(mention) for mention in amounts]
    atoms += [_date(written) for written in dates if not _names(text, written)]
    atoms.sort(key=lambda item: item.start)
    items: list[Item] = []
    first, last = bisect_left(words.starts, start), bisect_left(words.starts, end)
    at, done = first, start
    starts, ends, lows, stems = words.starts, words.ends, words.lows, words.stems
    for atom in [*atoms, None]:
        stop = atom.start if atom else end
        while at < last and starts[at] < stop:
            if starts[at] >= done:
                gap = text[done : starts[at]]
                if gap != " ":
                    _marks(gap, done, items)
                low = lows[at]
                tells = low not in _SILENT and (
                    len(low) > 1 or (low not in "aist" and text[starts[at]].isupper())
                )
                items.append(Item(ItemKind.WORD, starts[at], ends[at], low, stems[at], tells))
                done = ends[at]
            at += 1
        gap = text[done:stop]
        if gap != " ":
            _marks(gap, done, items)
        if atom:
            items.append(atom)
            done = max(done, atom.end)
    return _joined(items)


def _names(text: str, written: WrittenDate) -> bool:
    """Whether a year is part of a name: "the 2017 Tax Act"."""
    behind = text[written.end : written.end + 2]
    if len(behind) < 2 or behind[0] != " " or not behind[1].isupper() or written.parts.sole_year is None:
        return False
    return text[max(0, written.start - 4) : written.start].lower().endswith("the ")


def _marks(gap: str, offset: int, items: list[Item]) -> None:
    for at, character in enumerate(gap):
        if character in MARKS or (character == "-" and gap[at - 1 : at + 2] == " - "):
            items.append(Item(ItemKind.MARK, offset + at, offset + at + 1, character))


def _joined(items: list[Item]) -> list[Item]:
    """The items with every list of amounts, and every list of dates, as one.

    Two amounts with a comma between them are no list: "it cost 9 million, 5 million more than planned".
    """
    joined: list[Item] = []
    pieces: dict[Item, list[Item]] = {}
    waiting: list[Item] = []  # what stands behind the last amount or date, as long as that may be a joint
    last: Item | None = None
    for at, item in enumerate(items):
        if item.sort in (ItemKind.WORD, ItemKind.MARK):
            waiting.append(item)
            continue
        joins = last is not None and last.sort is item.sort and _joins(last, waiting, item)
        if (
            joins
            and last is not None
            and not (item.sort is ItemKind.DATE and _begins_anew(waiting, items[at + 1 : at + 5]))
        ):
            pieces.setdefault(last, [_amount(m) for m in last.amounts] if last.amounts else [])
            pieces[last] += [*waiting, item]
            last.amounts = last.amounts + item.amounts
            last.dates = last.dates + item.dates
            last.end = item.end
        else:
            joined += waiting
            joined.append(item)
            last = item
        waiting = []
    apart = {
        item: parts
        for item, parts in pieces.items()
        if item.sort is ItemKind.AMOUNT
        and len(item.amounts) == 2
        and not any(part.low in _ENDING for part in parts)
    }
    if not apart:
        return joined + waiting
    return [part for item in joined for part in apart.get(item, [item])] + waiting


def _joins(last: Item, between: Sequence[Item], following: Item) -> bool:
    """Whether nothing but joints, and words that go with an amount or a date, stands between two of them."""
    if not between:
        return False
    joints = 0
    if last.sort is ItemKind.DATE:
        for item in between:
            if item.low in _JOINTS:
                joints += 1
            elif item.low not in _OF_DATES:
                return False
        return joints > 0
    one, other = last.amounts[-1], following.amounts[0]
    if not _alike(one, other):
        return False
    counted = _heads(one)
    if {",", "or"} <= {item.low for item in between}:
        return False  # "$9 billion, or $200 for each resident"
    for item in between:
        if item.low in _JOINTS:
            joints += 1
            counted = frozenset()  # the noun stands right behind its number
        elif item.low not in OF_BOUNDS and item.stem not in counted:
            return False
    return joints > 0


def _begins_anew(between: Sequence[Item], behind: Sequence[Item]) -> bool:
    """Whether a date is of what follows: "€64m in 2020, and in 2021 no less than €71m"."""
    again = any(item.low in ("in", "on", "by", "at", "during") for item in between)
    for item in behind:
        if item.sort is ItemKind.AMOUNT:
            return again
        if item.sort is ItemKind.DATE or item.low in _JOINTS:
            return False
    return False


def _alike(one: NumberMention, other: NumberMention) -> bool:
    """Whether two amounts may be of one list, whose unit may stand behind the last only: "310, 295 and 342 tonnes"."""
    if (abs(one.value) < 1) is not (abs(other.value) < 1):
        return False  # a part and a count
    if one.unit == other.unit:
        return one.kind is other.kind
    if one.unit is None:
        return other.kind in (Kind.CARDINAL, Kind.MEASURE)
    if one.kind is not other.kind:
        return False
    return other.unit is None or one.unit.partition(" per ")[0] == other.unit.partition(" per ")[0]


def _heads(mention: NumberMention) -> frozenset[str]:
    return frozenset(stem(word) for word in mention.unit.split()) if mention.unit else frozenset()
