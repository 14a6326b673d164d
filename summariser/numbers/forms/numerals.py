"""Reads the number that a run of digits begins, or the date, time, name or code that it belongs to."""

import re
from decimal import Decimal
from unicodedata import combining

from summariser.numbers.context.bounds import bound_before
from summariser.numbers.context.complete import read_context
from summariser.numbers.context.names import is_day
from summariser.numbers.draft import LeftContext, NumberDraft
from summariser.numbers.forms import digits
from summariser.numbers.forms.parts import SUPERSCRIPTS, decimal_comma, with_part
from summariser.numbers.forms.shapes import by_shape, running_time
from summariser.numbers.mention import Bound, Kind
from summariser.numbers.units.measures import LEX, read_unit
from summariser.numbers.units.money import SYMBOL_SIGNS
from summariser.numbers.units.table import SIGNS, SYMBOLS
from summariser.numbers.vocabulary.lexicon import FUNCTION_WORDS, MONTHS, VERBS

_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_TOKEN = re.compile(r"[\w.-]{0,24}\w")
_LINK_TAIL = re.compile(r"[^\s\"'<>()]{0,200}")
_FIRST_MARK = "\u0300"
_SEPARATORS = frozenset(("", " ", ",", ";", ", ", "; ", "\n", "\t", "\u00a0", "\u2009", "\u202f"))
_YEAR_PREFIXES = frozenset("mid pre post early late since from until year".split())
_BEFORE_SHORT_YEARS = frozenset(
    (
        *_YEAR_PREFIXES,
        "in",
        "of",
        "from",
        "by",
        "to",
        "and",
        "summer",
        "spring",
        "winter",
        "autumn",
        "fall",
        *MONTHS,
    )
)
# By judgement.
_UNLIKE = 10  # a relay's length is so many times its runners
_OF_DURATION = frozenset("in for within after every took takes take last lasts lasted by".split())
# Words whose hyphen joins them to a number that counts: "one-to-7", "minus-5", "sub-7".
_JOINING_WORDS = frozenset("to and or in of for minus negative sub".split())
_NAMED = re.compile(r" [A-Z][a-z]")  # "400 737 Max jets" are two numbers
_JOINTS = frozenset("-./–’'")
_SHAPING = frozenset(":.-/⁄'’′apo")
_HALF_DAY_HEADS = frozenset("apo")
_TIMES_SIGNS = frozenset("×x✕*")
_PARTING = frozenset("×x✕*eE^·") | SUPERSCRIPTS | frozenset(digits.VULGAR)


def read_numeral(text: str, low: str, run: re.Match[str], done: int) -> NumberDraft | None:
    """The number, date or name of which `run` is the first run of digits; `done` is where the last one ended."""
    start, end = run.span()
    ahead = text[start - 1] if start else " "
    if done and start - done <= 2 and (bare := _listed(text, run, done)):
        return bare
    if ahead != " " and (draft := _attached(text, low, run, ahead, done)):
        return draft
    written, after, beyond = run[0], text[end : end + 1], text[end + 1 : end + 2]
    if after >= _FIRST_MARK and combining(after):  # an accent makes a sign of its own of the digit
        return NumberDraft(start, end, Decimal(written), Kind.IDENTIFIER)
    if written[0] == "0" and end - start > 2 and (m := digits.TELEPHONE.match(text, start)):
        return NumberDraft(start, m.end(), Decimal(written), Kind.IDENTIFIER)
    plain = True
    if after in digits.GROUP_MARKS and beyond.isdigit():
        m = digits.GROUPED.match(text, start)
        assert m
        if " " in m[0] and (_is_day_before(low, start) or _NAMED.match(text, m.end())):
            m = run
        end, written = m.end(), m[0]
        after, beyond, plain = text[end : end + 1], text[end + 1 : end + 2], written.isdigit()
    if (after in _SHAPING or beyond in _HALF_DAY_HEADS) and (
        draft := by_shape(text, low, start, end, run, plain)
    ):
        return draft
    value = Decimal(written) if plain else digits.value_of(written)
    if ahead == "." and plain and not text[start - 2 : start - 1].isalnum():
        start, value, plain = start - 1, Decimal("0." + written), False
    draft = NumberDraft(start, end, value)
    if (
        ahead == "(" and after == ")" and text[start - 2 : start - 1] in SYMBOL_SIGNS
    ):  # as accounts have it: $(5.7)
        draft = NumberDraft(start - 1, end + 1, value.copy_negate())
        return read_context(text, low, draft, LeftContext(low, start - 1), plain=False)
    if after and after in "hms" and (part := running_time(low, draft, done)):
        return part
    if after in _TIMES_SIGNS and after and beyond.isdigit() and _is_side(text, low, draft, done):
        draft.bound = bound_before(LeftContext(low, start).words)
        return draft
    if after.isalpha() and (suffixed := _suffixed(text, low, draft, plain)):
        return suffixed
    if after == "," and plain and (decimal := decimal_comma(text, low, draft)):
        return decimal
    if after in _PARTING or beyond.isdigit() or beyond in _TIMES_SIGNS:
        plain = with_part(text, draft, after, plain) and plain
    return read_context(text, low, draft, LeftContext(low, start), plain)


def _listed(text: str, run: re.Match[str], done: int) -> NumberDraft | None:
    """A small number between two others with nothing but separators around: tables and lists are full of them."""
    start, end = run.span()
    if end - start > 3 or text[done:start] not in _SEPARATORS:
        return None
    after, beyond = text[end : end + 1], text[end + 1 : end + 2]
    if after not in _SEPARATORS or (beyond and not beyond.isdigit() and beyond != "\n"):
        return None
    if beyond.isdigit() and ("/" in text[end + 2 : end + 5] or _groups_on(text, start, end)):
        return None
    return NumberDraft(start, end, Decimal(run[0])) if text[start] != "0" or end == start + 1 else None


def _groups_on(text: str, start: int, end: int) -> bool:
    """Whether the number has more groups than the run of digits that ends at `end`."""
    if not text[end + 2 : end + 3].isdigit():  # a group has two or three figures
        return False
    m = digits.GROUPED.match(text, start)
    return m is not None and m.end() > end


def _is_day_before(low: str, start: int) -> bool:
    """Whether a month stands before: "May 12 300 people" is two numbers."""
    return LeftContext(low, start).last.rstrip(".") in MONTHS


def _attached(text: str, low: str, run: re.Match[str], ahead: str, done: int) -> NumberDraft | None:
    """The name, code or year of digits that stand right behind something other than a space."""
    start = run.start()
    if done == start - 1 and ahead in _TIMES_SIGNS and text[start - 2].isdigit():  # "20x30 metres"
        return None
    if ahead.isalpha() or ahead in "_#@§":
        if done == start and low[start - 1] in "hmn" and text[start - 2].isdigit():  # "2h15m"
            return running_time(low, NumberDraft(start, run.end(), Decimal(run[0])), done)
        prefix = _letters_before(text, start)
        # "PS45" is what is left of "£45", but "PS4" is a name
        amount = prefix == "PS" and (
            text[start + 1 : start + 2].isdigit() or text[start + 1 : start + 2] == "."
        )
        if prefix in SIGNS and (prefix not in SYMBOLS or amount):
            return None
        if len(prefix) <= 3 and prefix.isupper() and "," in (m := digits.GROUPED.match(text, start))[0]:  # type: ignore[index]
            return None
        return identifier(text, start)
    if ahead in _JOINTS:
        beyond = text[start - 2] if start > 1 else " "
        if beyond.isalnum() and _is_link(text, start):
            return _link(text, start)
        return _behind_joint(text, low, run, ahead, beyond, done)
    if ahead in "+(" and (m := digits.TELEPHONE.match(text, start)) and (ahead == "+" or ")" in m[0][:4]):
        return NumberDraft(start - 1, m.end(), Decimal(run[0]), Kind.IDENTIFIER)
    return None


def _is_link(text: str, start: int) -> bool:
    token = text[max(0, start - 200) : start].rsplit(None, 1)[-1]
    return "://" in token or "www." in token or "@" in token


def _link(text: str, start: int) -> NumberDraft:
    m = digits.RUN.match(text, start)
    tail = _LINK_TAIL.match(text, start)
    assert m
    assert tail
    return NumberDraft(start, tail.end(), Decimal(m[0]), Kind.IDENTIFIER)


def _letters_before(text: str, start: int) -> str:
    at = start
    while at > 0 and start - at < 8 and text[at - 1].isalpha():
        at -= 1
    return text[at:start]


def _behind_joint(
    text: str, low: str, run: re.Match[str], joint: str, beyond: str, done: int
) -> NumberDraft | None:
    """The name or the year behind a joint: "S-300", "mid-2019", "’98"."""
    start, end = run.span()
    if joint in "'’":
        opens = (
            text[end : end + 1] == " " and text[end + 1 : end + 2].isalpha() and not _names_a_year(low, start)
        )
        if end - start == 2 and not beyond.isalnum() and not opens:
            return NumberDraft(start, end + (text[end : end + 1] == "s"), Decimal(run[0]), Kind.DATE)
        return None
    if joint == "-" and beyond == " ":
        return _spaced_hyphen(text, low, start)
    if not beyond.isalpha() or start - 1 <= done:
        return None
    word = _letters_before(low, start - 1)
    if word in MONTHS and (m := digits.MONTH_FIRST.match(text, start)):
        return NumberDraft(start - 1 - len(word), m.end(), Decimal(m[1]), Kind.DATE)
    if low.startswith("-year", end) or word in _JOINING_WORDS:
        return None
    if end - start == 4 and word in _YEAR_PREFIXES:
        return NumberDraft(start, end + (text[end : end + 1] == "s"), Decimal(run[0]), Kind.DATE)
    return identifier(text, start)


def _names_a_year(low: str, start: int) -> bool:
    """Whether the word before an apostrophe makes a year of two figures: "in '98 they", but not "'30 steps to"."""
    return LeftContext(low, start - 1).last in _BEFORE_SHORT_YEARS


def _spaced_hyphen(text: str, low: str, start: int) -> NumberDraft | None:
    """The name that a spaced hyphen breaks: "Covid -19"."""
    before = LeftContext(low, start - 1)
    m = digits.GROUPED.match(text, start)
    if m and ("." in m[0] or text[m.end() : m.end() + 1] == "%"):  # "CAC -1.7%" is a change
        return None
    if before.last.isalpha() and text[before.at : before.at + 2].isupper() and len(before.last) > 2:
        return identifier(text, start)
    return None


def identifier(text: str, start: int) -> NumberDraft:
    """The whole token around digits that are part of a name: "Pantsir-S1", "M21"."""
    m = digits.GROUPED.match(text, start)
    assert m
    end = m.end()
    if text[end : end + 1].isalnum() or text[end : end + 1] in ("-", ".", "_"):
        tail = _TOKEN.match(text, end)
        end = tail.end() if tail else end
    head = start
    while head > 0 and start - head < 24 and (text[head - 1].isalnum() or text[head - 1] in "-_"):
        head -= 1
    while head < start and not text[head].isalnum():
        head += 1
    return NumberDraft(head, end, digits.value_of(m[0]), Kind.IDENTIFIER)


def _is_side(text: str, low: str, draft: NumberDraft, done: int) -> bool:
    """Whether a number before "x" is a side, as in "20x30 metres"; "4x100m" is a relay."""
    m = digits.SIDES.match(text, draft.start)
    after = LEX.match(text, m.end()) if m else None
    unit = read_unit(text, low, after) if after else None
    if m is None or unit is None or unit.kind is not Kind.MEASURE:
        return False
    if after and after[1]:
        return True
    last = Decimal(m[0].replace("X", "x").replace("×", "x").rsplit("x", 1)[1])
    return last < draft.value * _UNLIKE


def _suffixed(text: str, low: str, draft: NumberDraft, plain: bool) -> NumberDraft | None:
    """An ordinal (22nd), a multiple (3x) or a decade (1990s)."""
    end = draft.end
    if o := _ORDINAL_END.match(text, end):
        draft.end = o.end()
        draft.kind = Kind.DATE if is_day(text, low, draft, LeftContext(low, draft.start)) else Kind.ORDINAL
        return draft
    lone = not text[end + 1 : end + 2].isalnum()
    if text[end] in "xX" and lone and not digits.POWER_OF_TEN.match(text, end):
        draft.end, draft.kind = end + 1, Kind.MULTIPLE
        draft.bound = bound_before(LeftContext(low, draft.start).words)
        return draft
    if text[end] == "s" and lone and plain:
        size = end - draft.start
        if size == 2 and _lasts(low, draft):
            return None
        if size in (2, 4) and draft.value % 10 == 0:
            of_ages = size == 2 and LeftContext(low, draft.start).last in ("over", "under")
            draft.end, draft.kind = end + 1, Kind.IDENTIFIER if of_ages else Kind.DATE
            return draft
        if size == 1:
            draft.end, draft.kind = end + 1, Kind.IDENTIFIER
            return draft
    return None


def _lasts(low: str, draft: NumberDraft) -> bool:
    """Whether "90s" is ninety seconds: no article makes a decade of it, and no noun follows ("90s music")."""
    before, following = LeftContext(low, draft.start), LEX.match(low, draft.end + 1)
    if following and following[1] and following[2] not in FUNCTION_WORDS and following[2] not in VERBS:
        return False
    cued = before.last in _OF_DURATION or (before.last not in _YEAR_PREFIXES and before.last in VERBS)
    return cued or bound_before(before.words) not in (None, Bound.MORE_THAN, Bound.LESS_THAN)
