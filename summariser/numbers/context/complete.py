"""Reads what stands around a number: magnitude, currency, sign, unit, bound and the noun it counts."""

import re
from decimal import Decimal

from summariser.numbers.context.bounds import bound_after, bound_before, bound_sign
from summariser.numbers.context.names import mark_non_quantity
from summariser.numbers.draft import LeftContext, NumberDraft
from summariser.numbers.mention import Bound, Kind
from summariser.numbers.units.magnitudes import MAGNITUDES, take_magnitude, take_magnitude_behind
from summariser.numbers.units.measures import LEX, read_rate, read_unit
from summariser.numbers.units.money import SYMBOL_SIGNS, currency_before, may_be_money
from summariser.numbers.units.rate_symbols import Unit
from summariser.numbers.units.table import NAMES
from summariser.numbers.vocabulary.lexicon import FUNCTION_WORDS, MONTHS
from summariser.numbers.vocabulary.nouns import read_noun
from summariser.numbers.vocabulary.number_words import scaled, total

# By judgement, on filings and news.
_TEN = 10  # "$1.100" may be a rate of exchange
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_AND_A_PART = re.compile(
    r" and a (half|quarter)\b(?!-| (?:of (?:the|its|his|her|their|all)|hundred|thousand|million|billion|dozen|later)\b)"
)
_BELOW_ZERO = " below zero"
_MINUS = frozenset("-−")
# Words behind a number that end its phrase: no unit, no noun and no bound follows.
_PHRASE_ENDS = FUNCTION_WORDS - frozenset(
    "a an per of or and at plus more most less least fewer few other all such much many very".split()
)
_BOUND_HEADS = frozenset(" -+\u00a0")
_OPENING = "([\"'“‘"
_MINUS_WORDS = frozenset(("minus", "negative"))
_MINUS_ENDS = ("minus", "negative", "minus-", "negative-")
_MULTIPLE_AFTER = re.compile(
    r"[ -]times? (?:as \w{1,24} as|as (?:many|much)|the|last|this|those|these|more|less|higher|larger|bigger|greater|faster|smaller|lower|better|worse|longer|stronger"
    r"|heavier|that|its|their|his|her|what|over|likelier|cheaper|thinner|older|normal|usual|average)\b|-?fold\b"
)
_OF_AGE = frozenset(("age", "aged", "ages"))
# In years, by judgement.
_OLDEST, _YOUNGEST_NAMED = 120, 10
_PERSONS = frozenset("boy girl man woman child youth teenager person".split())
_SPANS = frozenset("second minute hour day week month year decade century".split())
_PASSED_SPANS = (" ago", " old", " later", " earlier", "-old", " long", " after", " since", " before")
# Words before "over" that make it say how much, rather than how long something went on.
_BEFORE_OVER = frozenset(
    "for just well a little bit lasted took spent lasting takes taking of is was are were be been after with than by "
    "and at in to aged last lasts took serve served serving waited wait not until every only".split()
)
_CLOSING_QUOTES = frozenset('"”’')
# Words behind a hyphen that are no unit: "200-strong", "50-odd people", "100-plus missiles".
_NO_UNIT = frozenset("strong odd plus something ish or to and in of old up out off on".split())
_PARTICIPLE = re.compile(r"(?<![eb])(?<!sh)(?<!sl)ed\Z")  # "one-sided", but not "10-speed", "three-bed"
_HYPHENED = re.compile(r"-([^\W\d_]{1,32})")
# Names of money and measure that are everyday words unless the number is large.
_WEIGHTY = frozenset({"KRW", "BRL", "CRC"})


def read_context(
    text: str, low: str, draft: NumberDraft, before: LeftContext, plain: bool
) -> NumberDraft | None:
    """Complete a number whose value is read; `plain` says that it may yet be a part of a date or a name."""
    money = currency_before(text, draft.start, before) if may_be_money(text, draft.start, before) else None
    after = LEX.match(text, draft.end)
    apart = after is not None and len(after[2]) == 1 and _opens_another(text, draft, after, plain)
    if after and not apart and not draft.scale and draft.upper is None and after[2].lower() in MAGNITUDES:
        take_magnitude(text, low, draft, after, money is not None)
        if draft.scale:
            _take_part_behind(low, draft)
        after = LEX.match(text, draft.end)
    ends = after is None or apart or (after[1] == " " and after[2] in _PHRASE_ENDS)
    unit = None if after is None or ends else read_unit(text, low, after)
    if money:
        draft.start, draft.kind, draft.unit = money[0], Kind.MONEY, money[1]
        _take_money_after(text, low, draft, unit)
        draft.value = draft.value.copy_negate() if money[2] else draft.value
        before = LeftContext(low, draft.start)
    elif unit and (unit := _sensible(low, draft, unit)):
        draft.kind, draft.unit, draft.end = unit.kind, unit.name, unit.end
        if unit.power:
            draft.value, draft.scale = scaled(draft.value, unit.power), draft.scale + unit.power
        if unit.code and not draft.scale:
            take_magnitude_behind(text, draft)
        draft.noun_end, draft.rate = read_rate(text, low, draft.end)
        if draft.rate and draft.kind is Kind.MEASURE:
            draft.end = draft.noun_end
        if draft.unit.startswith("degree") and low.startswith(_BELOW_ZERO, draft.end):
            draft.value, draft.end = draft.value.copy_negate(), draft.end + len(_BELOW_ZERO)
    elif after and not after[1] and after[2][0].isalpha() and not draft.scale:
        return _token(text, draft)
    if draft.kind is Kind.MONEY and not draft.rate and _groups_thousands(draft):
        draft.value = scaled(draft.value, 3)
    if draft.unit is None and not draft.scale and _is_age(text, draft, before, plain):
        draft.kind, draft.unit = Kind.MEASURE, "year"
    elif (
        draft.unit is None
        and plain
        and not draft.scale
        and mark_non_quantity(text, low, draft, before, after)
    ):
        if not draft.firm:
            draft.bound = bound_before(before.words)
        return draft
    signed = (
        before.last.endswith(_MINUS_ENDS) and before.last.lstrip(_OPENING).removesuffix("-") in _MINUS_WORDS
    )
    if signed or (not money and text[draft.start - 1 : draft.start] in _MINUS):
        before = _take_sign(text, low, draft, before)
    draft.bound = (
        bound_sign(text, draft.start) or draft.bound or (bound_before(before.words) if before.words else None)
    )
    if draft.kind is Kind.MEASURE:
        _weigh_spans(low, draft, before)
    elif before.last == "over" and "".join(before.words[-2:-1]).isdigit():  # "128 over 84"
        draft.bound = None
    if draft.unit is None and (not ends or _may_count(text, draft.end)):
        _take_noun(text, low, draft)
    if draft.bound is None and (
        text[draft.end : draft.end + 1] in _BOUND_HEADS or draft.noun_end > draft.end
    ):
        _take_bound_after(text, low, draft)
    if draft.unit and not draft.scale and not money:
        _take_part_behind(low, draft)
    return draft


def _groups_thousands(draft: NumberDraft) -> bool:
    """Whether the dot of an amount of money parts thousands: "300.000 VND"; money has no three decimals but in rates."""
    _, figures, exponent = draft.value.as_tuple()
    return exponent == -3 and not draft.scale and figures[-2:] == (0, 0) and draft.value >= _TEN


def _take_part_behind(low: str, draft: NumberDraft) -> None:
    """A part behind the magnitude, unit or noun: "2 million and a half tonnes", "three hours and a half"."""
    if m := _AND_A_PART.match(low, max(draft.end, draft.noun_end)):
        part = _PARTS[m[1]]
        draft.value = total(draft.value, scaled(part, draft.scale))
        draft.end = draft.noun_end = m.end()


def _opens_another(text: str, draft: NumberDraft, after: re.Match[str], plain: bool) -> bool:
    """Whether the word or sign after a number is the beginning of what follows rather than a unit.

    A currency sign before an amount ("two $ 500 cheques"), or behind a year the sign of a column's money
    ("2019 £m") or the initial of a name ("in 2021 F. Roe").
    """
    joint, word, at = after[1], after[2], after.end()
    if joint != " ":
        return False
    year = (
        plain and draft.end - draft.start == len("2019") and "1000" <= text[draft.start : draft.end] <= "2199"
    )
    if word in SYMBOL_SIGNS:
        return text[at : at + 2].lstrip()[:1].isdigit() or (year and text[at : at + 1].isalpha())
    if not (year and len(word) == 1 and word.isupper() and text[at : at + 1] == "."):
        return False
    return text[at + 1 : at + 3].lstrip()[:1].isupper()


def _is_age(text: str, draft: NumberDraft, before: LeftContext, plain: bool) -> bool:
    """Whether it is somebody's age: "aged 46", "at the age of 12", "Ann Bo, 46, said"."""
    last = before.last
    if not before.spaced or draft.value >= _OLDEST:
        return False
    if last in _OF_AGE or (last == "of" and before.words[-2:-1] and before.words[-2] in _OF_AGE | _PERSONS):
        return True
    return (
        plain
        and last[-1:] == ","
        and text[draft.end : draft.end + 1] == ","
        and not text[draft.end + 2 : draft.end + 3].isdigit()
        and last[:-1].isalpha()
        and last[:-1] not in MONTHS
        and draft.value >= _YOUNGEST_NAMED
        and len(before.words) > 1
    )


def _weigh_spans(low: str, draft: NumberDraft, before: LeftContext) -> None:
    """ "within 90 days" is at most 90; "over" is no bound in "$5bn over five years", where a figure stands before."""
    last = before.last
    if draft.bound is None:
        if last == "within" or before.words[-3:] in (["within", "the", "next"], ["within", "the", "first"]):
            draft.bound = Bound.AT_MOST
    elif (
        last == "over"
        and draft.unit in _SPANS
        and not (draft.rate or low.startswith(_PASSED_SPANS, draft.end) or low.endswith("old", 0, draft.end))
    ):
        above = before.words[-5:-1]
        if any(map(str.isdigit, "".join(above))) and above[-1] not in _BEFORE_OVER:
            draft.bound = None


def _may_count(text: str, end: int) -> bool:
    """Whether a noun may follow though no word does: "two 9-litre cases", "“more than 50” ships"."""
    following = text[end + 1 : end + 2]
    return following.isdigit() or following in SYMBOL_SIGNS or text[end : end + 1] in _CLOSING_QUOTES


def _token(text: str, draft: NumberDraft) -> NumberDraft:
    """A number with letters that are no unit is a name: "9AB8", "3D"."""
    end = draft.end
    while end < len(text) and end - draft.end < 24 and (text[end].isalnum() or text[end] in "-_"):
        end += 1
    while not text[end - 1].isalnum():
        end -= 1
    draft.end, draft.kind = end, Kind.IDENTIFIER
    return draft


def _take_money_after(text: str, low: str, draft: NumberDraft, unit: Unit | None) -> None:
    """The code or name behind an amount with a sign settles whose it is: "$5m Canadian dollars", "$5 AUD"."""
    if unit and unit.kind is Kind.MONEY and unit.name not in ("cent", "penny"):
        draft.unit, draft.end = unit.name, unit.end
    draft.noun_end, draft.rate = read_rate(text, low, draft.end)


def _sensible(low: str, draft: NumberDraft, unit: Unit) -> Unit | None:
    """The unit that the word is for this number: money by the million, weight by the pound."""
    if unit.name == "pound" and (draft.scale >= 6 or low.startswith(" sterling", unit.end)):
        end = unit.end + (9 if low.startswith(" sterling", unit.end) else 0)
        return Unit(end, Kind.MONEY, "GBP")
    if unit.name in _WEIGHTY and not unit.code and draft.value < 100 and not draft.scale:
        return None
    return unit


def _take_sign(text: str, low: str, draft: NumberDraft, before: LeftContext) -> LeftContext:
    start = draft.start
    if start and text[start - 1] in _MINUS and not before.spaced:
        beyond = text[start - 2] if start > 1 else " "
        if not beyond.isalnum() and beyond not in ")%.,-−":
            draft.value, draft.start = draft.value.copy_negate(), start - 1
            return LeftContext(low, start - 1)
        if before.last.endswith("-") and before.last.lstrip(_OPENING)[:-1] in _MINUS_WORDS:  # "minus-5"
            at = before.at + len(before.last) - len(before.last.lstrip(_OPENING))
            draft.value, draft.start = draft.value.copy_negate(), at
            return LeftContext(low, at)
    elif before.spaced and not "".join(before.words[-2:-1])[-1:].isdigit():
        at = before.at + len(before.last) - len(before.last.lstrip(_OPENING))
        draft.value, draft.start = draft.value.copy_negate(), at
        return LeftContext(low, at)
    return before


def _take_noun(text: str, low: str, draft: NumberDraft) -> None:
    end = draft.end
    if text[end : end + 1] in _CLOSING_QUOTES:
        end += 1
    mark_after = low[end : end + 1]
    if mark_after in " -f" and (m := _MULTIPLE_AFTER.match(low, draft.end)):
        draft.kind, draft.unit = Kind.MULTIPLE, "time"
        draft.end = draft.noun_end = (
            m.end()
            if "fold" in m[0]
            else draft.end + 1 + len(low[draft.end + 1 : m.end()].split(maxsplit=1)[0])
        )
        return
    if mark_after == "-" and (m := _HYPHENED.match(low, end)):
        if m[1] not in _NO_UNIT and m[1] not in FUNCTION_WORDS and not _PARTICIPLE.search(m[1]):
            draft.unit, draft.noun_end = m[1], m.end()
            return
        if m[1] in ("odd", "plus", "ish"):
            draft.noun_end, draft.unit = read_noun(text, low, m.end(), one=False)
        return
    if draft.upper and low.startswith(" of ", end) and (after := LEX.match(text, end + 3)):
        unit = read_unit(text, low, after)
        if unit:
            draft.kind, draft.unit, draft.noun_end = unit.kind, unit.name, unit.end
            return
    if draft.bound is None and (behind := bound_after(low, end)):
        draft.bound, end = behind
    draft.noun_end, draft.unit = read_noun(text, low, end, one=draft.value == 1 and draft.upper is None)
    if draft.unit in NAMES:  # "four more years"
        draft.kind, draft.unit = Kind.MEASURE, NAMES[draft.unit]
    if draft.unit:
        draft.noun_end, draft.rate = read_rate(text, low, draft.noun_end)


def _take_bound_after(text: str, low: str, draft: NumberDraft) -> None:
    if text[draft.end : draft.end + 1] == "+":
        draft.end, draft.bound = draft.end + 1, Bound.AT_LEAST
        if draft.unit is None:
            _take_noun(text, low, draft)
        return
    behind = bound_after(low, draft.end)
    if behind is None and draft.noun_end > draft.end:
        behind = bound_after(low, draft.noun_end)
    draft.bound = behind[0] if behind else None
