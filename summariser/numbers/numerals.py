"""Reads the number that a run of digits begins, or the date, time, name or code that it belongs to."""

import re
from decimal import Decimal
from unicodedata import combining

from summariser.numbers import digits
from summariser.numbers._unit_table import SIGNS, SYMBOLS
from summariser.numbers.bounds import bound_before
from summariser.numbers.complete import complete
from summariser.numbers.draft import Before, Draft
from summariser.numbers.lexicon import MONTHS
from summariser.numbers.mention import Kind
from summariser.numbers.money import SYMBOL_SIGNS
from summariser.numbers.names import is_day
from summariser.numbers.words import exact, scaled, total

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
_JOINTS = frozenset("-./–’'")
_SHAPING = frozenset(":.-/⁄'’′apo")
_HALF_DAY_HEADS = frozenset("apo")
_TIMES_SIGNS = frozenset("×x✕*")
_PARTING = frozenset("×x✕*eE") | frozenset(digits.VULGAR)


def read_numeral(text: str, low: str, run: re.Match[str], done: int) -> Draft | None:
    """The number, date or name of which `run` is the first run of digits; `done` is where the last one ended."""
    start, end = run.span()
    ahead = text[start - 1] if start else " "
    if done and start - done <= 2 and (bare := _listed(text, run, done)):
        return bare
    if ahead != " " and (draft := _attached(text, low, run, ahead, done)):
        return draft
    written, after, beyond = run[0], text[end : end + 1], text[end + 1 : end + 2]
    if after >= _FIRST_MARK and combining(after):  # an accent makes a sign of its own of the digit
        return Draft(start, end, Decimal(written), Kind.IDENTIFIER)
    plain = True
    if after in digits.GROUP_MARKS and beyond.isdigit():
        m = digits.GROUPED.match(text, start)
        assert m
        if " " in m[0] and _is_day_before(low, start):
            m = run
        end, written = m.end(), m[0]
        after, beyond, plain = text[end : end + 1], text[end + 1 : end + 2], written.isdigit()
    if (after in _SHAPING or beyond in _HALF_DAY_HEADS) and (
        draft := _by_shape(text, low, start, end, run, plain)
    ):
        return draft
    value = Decimal(written) if plain else digits.value_of(written)
    if ahead == "." and plain and not text[start - 2 : start - 1].isalnum():
        start, value, plain = start - 1, Decimal("0." + written), False
    draft = Draft(start, end, value)
    if (
        ahead == "(" and after == ")" and text[start - 2 : start - 1] in SYMBOL_SIGNS
    ):  # as accounts have it: $(5.7)
        draft = Draft(start - 1, end + 1, value.copy_negate())
        return complete(text, low, draft, Before(low, start - 1), plain=False)
    if after.isalpha() and (suffixed := _suffixed(text, low, draft, plain)):
        return suffixed
    if after in _PARTING or beyond.isdigit() or beyond in _TIMES_SIGNS:
        plain = _with_part(text, draft, after, plain) and plain
    return complete(text, low, draft, Before(low, start), plain)


def _listed(text: str, run: re.Match[str], done: int) -> Draft | None:
    """A small number between two others with nothing but separators around: tables and lists are full of them."""
    start, end = run.span()
    if end - start > 3 or text[done:start] not in _SEPARATORS:
        return None
    after, beyond = text[end : end + 1], text[end + 1 : end + 2]
    if after not in _SEPARATORS or (beyond and not beyond.isdigit() and beyond not in "\n"):
        return None
    if beyond.isdigit() and ("/" in text[end + 2 : end + 5] or _groups_on(text, start, end)):
        return None
    return Draft(start, end, Decimal(run[0])) if text[start] != "0" or end == start + 1 else None


def _groups_on(text: str, start: int, end: int) -> bool:
    """Whether the number has more groups than the run of digits that ends at `end`."""
    if not text[end + 2 : end + 3].isdigit():  # a group has two or three figures
        return False
    m = digits.GROUPED.match(text, start)
    return m is not None and m.end() > end


def _is_day_before(low: str, start: int) -> bool:
    """Whether a month stands before: "May 12 300 people" is two numbers."""
    return Before(low, start).last.rstrip(".") in MONTHS


def _attached(text: str, low: str, run: re.Match[str], ahead: str, done: int) -> Draft | None:
    """The name, code or year of digits that stand right behind something other than a space."""
    start = run.start()
    if ahead.isalpha() or ahead in "_#@§":
        prefix = _letters_before(text, start)
        if prefix in SIGNS and (prefix not in SYMBOLS or prefix == "PS"):
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
        return Draft(start - 1, m.end(), Decimal(run[0]), Kind.IDENTIFIER)
    return None


def _is_link(text: str, start: int) -> bool:
    token = text[max(0, start - 200) : start].rsplit(None, 1)[-1]
    return "://" in token or "www." in token or "@" in token


def _link(text: str, start: int) -> Draft:
    m = digits.RUN.match(text, start)
    tail = _LINK_TAIL.match(text, start)
    assert m and tail
    return Draft(start, tail.end(), Decimal(m[0]), Kind.IDENTIFIER)


def _letters_before(text: str, start: int) -> str:
    at = start
    while at > 0 and start - at < 8 and text[at - 1].isalpha():
        at -= 1
    return text[at:start]


def _behind_joint(
    text: str, low: str, run: re.Match[str], joint: str, beyond: str, done: int
) -> Draft | None:
    """The name or the year behind a joint: "S-300", "mid-2019", "’98"."""
    start, end = run.span()
    if joint in "'’":
        opens = (
            text[end : end + 1] == " " and text[end + 1 : end + 2].isalpha() and not _names_a_year(low, start)
        )
        if end - start == 2 and not beyond.isalnum() and not opens:
            return Draft(start, end + (text[end : end + 1] == "s"), Decimal(run[0]), Kind.DATE)
        return None
    if joint == "-" and beyond == " ":
        return _spaced_hyphen(text, low, start)
    if not beyond.isalpha() or start - 1 <= done:
        return None
    word = _letters_before(low, start - 1)
    if low.startswith("-year", end) or word in ("to", "and", "or", "in", "of", "for"):
        return None
    if end - start == 4 and word in _YEAR_PREFIXES:
        return Draft(start, end + (text[end : end + 1] == "s"), Decimal(run[0]), Kind.DATE)
    return identifier(text, start)


def _names_a_year(low: str, start: int) -> bool:
    """Whether the word before an apostrophe makes a year of two figures: "in '98 they", but not "'30 steps to"."""
    return Before(low, start - 1).last in _BEFORE_SHORT_YEARS


def _spaced_hyphen(text: str, low: str, start: int) -> Draft | None:
    """The name that a spaced hyphen breaks: "Covid -19"."""
    before = Before(low, start - 1)
    if before.last.isalpha() and text[before.at : before.at + 2].isupper() and len(before.last) > 2:
        return identifier(text, start)
    return None


def identifier(text: str, start: int) -> Draft:
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
    return Draft(head, end, digits.value_of(m[0]), Kind.IDENTIFIER)


def _by_shape(text: str, low: str, start: int, end: int, run: re.Match[str], plain: bool) -> Draft | None:
    """What the signs after the digits make of them: a time, a version, a telephone number, a fraction, a date."""
    after = text[end : end + 1]
    if after in "'’′":
        h = digits.HEIGHT.match(text, start)
        if h is None:
            return None
        inches = Decimal(h[1]) * 12 + Decimal(h[2])
        return Draft(
            start, h.end(), inches, Kind.MEASURE, unit="inch", bound=bound_before(Before(low, start).words)
        )
    if after == ":":
        m = digits.TIME.match(text, start)
        return _time(low, start, m.end(), m[1], m[2]) if m and plain else None
    if after == "." and not plain:
        m = digits.VERSION.match(text, start)
        return Draft(start, m.end(), Decimal(run[0]), Kind.IDENTIFIER) if m else None
    if after == "-":
        if not (m := digits.HYPHENS.match(text, start)):
            return None
        if digits.ISO_DATE.match(text, start):
            return Draft(start, m.end(), Decimal(run[0]), Kind.DATE)
        return Draft(start, m.end(), Decimal(run[0]), Kind.IDENTIFIER)
    if after in "/⁄":
        return _slashed(text, low, start) if plain else None
    if digits.HALF_DAY.match(low, end):
        hour, _, minutes = text[start:end].partition(".")
        if len(hour) <= 2 and hour.isdigit():
            return _time(low, start, end, hour, minutes or "00")
    return None


def _time(low: str, start: int, end: int, hour: str, rest: str) -> Draft:
    """A time of day or a running time; its value is hour.minutes on the 24-hour clock."""
    half = digits.HALF_DAY.match(low, end)
    afternoon = 12 if half and half[1] == "p" and int(hour) < 12 else 0
    value = Decimal(f"{int(hour) + afternoon}.{rest.replace(':', '').replace('.', '')}")
    return Draft(start, half.end() if half else end, value, Kind.TIME)


def _slashed(text: str, low: str, start: int) -> Draft | None:
    m = digits.SLASHES.match(text, start)
    if m is None:
        return None
    part = None if m[3] else digits.fraction(m[1], m[2])
    if part is not None:
        return complete(text, low, Draft(start, m.end(), part), Before(low, start), plain=False)
    if m[3]:
        return Draft(start, m.end(), Decimal(m[1] if len(m[1]) == 4 else m[3]), Kind.DATE)
    return Draft(start, m.end(), Decimal(m[1]), Kind.IDENTIFIER)


def _suffixed(text: str, low: str, draft: Draft, plain: bool) -> Draft | None:
    """An ordinal (22nd), a multiple (3x) or a decade (1990s)."""
    end = draft.end
    if o := _ORDINAL_END.match(text, end):
        draft.end = o.end()
        draft.kind = Kind.DATE if is_day(text, low, draft, Before(low, draft.start)) else Kind.ORDINAL
        return draft
    lone = not text[end + 1 : end + 2].isalnum()
    if text[end] in "xX" and lone and not digits.POWER_OF_TEN.match(text, end):
        draft.end, draft.kind = end + 1, Kind.MULTIPLE
        draft.bound = bound_before(Before(low, draft.start).words)
        return draft
    if text[end] == "s" and lone and plain:
        size = end - draft.start
        if size in (2, 4) and draft.value % 10 == 0:
            of_ages = size == 2 and Before(low, draft.start).last in ("over", "under")
            draft.end, draft.kind = end + 1, Kind.IDENTIFIER if of_ages else Kind.DATE
            return draft
        if size == 1:
            draft.end, draft.kind = end + 1, Kind.IDENTIFIER
            return draft
    return None


def _with_part(text: str, draft: Draft, after: str, plain: bool) -> bool:
    """Take in a fraction ("2 1/2", "2½") or a power of ten ("1.3×10−8"); answer whether there was none."""
    if after in digits.VULGAR:
        draft.value = total(draft.value, exact(digits.VULGAR[after]))
        draft.end += 1
        return False
    if plain and (f := digits.MIXED.match(text, draft.end)):
        part = digits.fraction(f[1], f[2])
        if part is not None:
            draft.value, draft.end = total(draft.value, part), f.end()
            return False
    if p := digits.POWER_OF_TEN.match(text, draft.end) or digits.EXPONENT.match(text, draft.end):
        draft.value = scaled(draft.value, int(p[1].replace("−", "-").replace("–", "-")))
        draft.end = p.end()
        return False
    return True
