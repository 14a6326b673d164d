"""Finds every number of a text: scan for digits and number words, read the neighbourhood of each, join ranges."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from summariser.numbers import digits, words
from summariser.numbers._unit_table import SIGNS, SYMBOLS
from summariser.numbers.bounds import CUES, bound_after, bound_before
from summariser.numbers.lexicon import FUNCTION_WORDS, LABELS, MONTHS
from summariser.numbers.measures import read_rate, read_unit
from summariser.numbers.mention import Bound, Kind, NumberMention
from summariser.numbers.nouns import is_plural, read_noun


@dataclass(slots=True)
class _Draft:
    """A number on its way to a mention."""

    start: int
    end: int
    value: Decimal
    kind: Kind = Kind.CARDINAL
    upper: Decimal | None = None
    unit: str | None = None
    bound: Bound | None = None
    scale: int = 0  # power of ten of the magnitude word, for ranges that share it
    noun_end: int = 0
    rate: str = ""


_ZERO = Decimal(0)
_MAGNITUDE = re.compile(
    r"[ \u00a0\u2009-]?(?:(million|billion|trillion|thousand|quadrillion|hundred|lakh|crore|mln|mn|mil|bn|bln|trn|tn)s?"
    r"|(k|m|b|t))(?![a-z0-9²³/])"
)
_POWERS = {
    "million": 6, "billion": 9, "trillion": 12, "thousand": 3, "quadrillion": 15, "hundred": 2, "lakh": 5,
    "crore": 7, "mln": 6, "mn": 6, "mil": 6, "bn": 9, "bln": 9, "trn": 12, "tn": 12, "k": 3, "m": 6, "b": 9, "t": 12,
}  # fmt: skip
_WORD_AFTER = re.compile(r"[ \u00a0]([^\W\d_]+)")
_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)\b", re.I)
_LETTERS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[\w.-]*\w")
_CURRENCY = frozenset(sign for sign in SIGNS if len(sign) == 1 and not sign.isalpha())
_BEFORE_SIGN = re.compile(r"[A-Za-z.]{1,4}$")
_DASHES = "-−"


def find_numbers(text: str) -> list[NumberMention]:
    """Find every number of the text, in order of position; mentions never overlap.

    >>> [(m.text, m.bound, m.unit) for m in find_numbers("over 11,000 North Korean troops")]
    [('11,000', <Bound.MORE_THAN: 'more_than'>, 'troop')]
    """
    low = _lower(text)
    starts = [(m.start(), m) for m in digits.RUN.finditer(text)]
    starts += [(m.start(), m) for m in words.START.finditer(low)]
    starts += [(m.start(), m) for m in _VULGAR.finditer(text)]
    starts.sort(key=lambda s: s[0])
    drafts: list[_Draft] = []
    done = 0
    for start, match in starts:
        if start < done:
            continue
        draft = _read(text, low, start, match, done)
        if draft is None:
            continue
        done = draft.end
        if drafts and _join(low, drafts[-1], draft):
            continue
        drafts.append(draft)
    return [
        NumberMention(
            d.start, d.end, text[d.start : d.end], d.value, d.upper, d.bound or Bound.EXACTLY, d.kind,
            d.unit + d.rate if d.unit and d.rate else d.unit,
        )
        for d in drafts
    ]  # fmt: skip


_VULGAR = re.compile("[" + "".join(digits.VULGAR) + "]")


def _lower(text: str) -> str:
    """The text in lower case with every character in its place ("İ" would become two)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _read(text: str, low: str, start: int, match: re.Match[str], done: int) -> _Draft | None:
    first = text[start]
    if "0" <= first <= "9":
        return _read_digits(text, low, start, done)
    if first in digits.VULGAR:
        draft = _Draft(start, start + 1, words.exact(digits.VULGAR[first]))
        return _finish(text, low, draft, _words_before(low, start), plain=False)
    return _read_words(text, low, start, match[0], match.end(), done)


def _words_before(low: str, start: int) -> list[str]:
    return low[max(0, start - 48) : start].rpartition("\n")[2].split()[-5:]


# ---------------------------------------------------------------- digits


def _read_digits(text: str, low: str, start: int, done: int) -> _Draft | None:
    before = text[start - 1] if start else " "
    if before.isalpha() or before in "_#":
        prefix = _letters_before(text, start)
        if prefix not in SIGNS or prefix in SYMBOLS:
            return _identifier(text, start)
    elif before in "-./–'’" and start > 1 and (draft := _after_joint(text, low, start, before, done)):
        return draft
    shaped = _by_shape(text, low, start)
    if shaped:
        return shaped
    m = digits.NUMBER.match(text, start)
    assert m
    written, end = m[0], m.end()
    value = digits.value_of(written)
    if before == "." and not text[start - 2 : start - 1].isalnum() and written.isdigit():
        value, start = Decimal("0." + written), start - 1
    plain = written.isdigit()
    draft = _Draft(start, end, value)
    after = text[end : end + 1]
    if after.isalpha():
        if o := _ORDINAL_END.match(text, end):
            draft.end, draft.kind = o.end(), Kind.ORDINAL
            return draft
        if (
            after in "xX"
            and not text[end + 1 : end + 2].isalnum()
            and not digits.POWER_OF_TEN.match(text, end)
        ):
            draft.end, draft.kind = end + 1, Kind.MULTIPLE
            draft.bound = bound_before(_words_before(low, start))
            return draft
        if after == "s" and plain and not text[end + 1 : end + 2].isalnum():
            draft.kind = Kind.DATE if len(written) in (2, 4) else Kind.IDENTIFIER
            draft.end = end + 1
            return draft
    elif after in digits.VULGAR:
        draft.value += words.exact(digits.VULGAR[after])
        draft.end, plain = end + 1, False
    if f := digits.MIXED.match(text, end):
        part = digits.fraction(f[1], f[2])
        if part is not None and plain:
            draft.value, draft.end, plain = value + part, f.end(), False
    elif p := digits.POWER_OF_TEN.match(text, end):
        draft.value = words.scaled(value, int(p[1].replace("−", "-").replace("–", "-")))
        draft.end, plain = p.end(), False
    return _finish(text, low, draft, _words_before(low, start), plain)


def _letters_before(text: str, start: int) -> str:
    at = start
    while at > 0 and start - at < 6 and text[at - 1].isalpha():
        at -= 1
    return text[at:start]


def _after_joint(text: str, low: str, start: int, joint: str, done: int) -> _Draft | None:
    """The identifier or year that a number behind a joint belongs to: "S-300", "mid-2019", "'98"."""
    ahead = text[start - 2]
    if joint in "'’":
        m = digits.RUN.match(text, start)
        assert m
        if m.end() - start == 2 and not ahead.isalnum():
            end = m.end() + (text[m.end() : m.end() + 1] == "s")
            return _Draft(start, end, Decimal(m[0]), Kind.DATE)
        return None
    if not ahead.isalpha() or start - 1 <= done - 1:
        return None
    word = _letters_before(low, start - 1)
    if word in ("to", "and", "or"):
        return None
    m = digits.RUN.match(text, start)
    assert m
    if len(m[0]) == 4 and word in ("mid", "pre", "post", "early", "late", "since", "from", "until", "year"):
        return _Draft(start, m.end() + (text[m.end() : m.end() + 1] == "s"), Decimal(m[0]), Kind.DATE)
    return _identifier(text, start)


def _identifier(text: str, start: int) -> _Draft:
    """The whole token around a digit run that is part of a name."""
    m = digits.RUN.match(text, start)
    assert m
    tail = _TOKEN.match(text, m.end(), m.end() + 24)
    end = max(m.end(), tail.end() if tail and text[m.end()] not in " " else m.end())
    head = start
    while head > 0 and start - head < 24 and (text[head - 1].isalnum() or text[head - 1] in "-_"):
        head -= 1
    while head < start and not text[head].isalnum():
        head += 1
    return _Draft(head, end, Decimal(m[0]), Kind.IDENTIFIER)


def _by_shape(text: str, low: str, start: int) -> _Draft | None:
    run = digits.RUN.match(text, start)
    assert run
    after = text[run.end() : run.end() + 1]
    if after == ":" and (m := digits.TIME.match(text, start)):
        half = digits.HALF_DAY.match(low, m.end())
        hour = int(m[1]) + (12 if half and half[1] == "p" and int(m[1]) < 12 else 0)
        value = Decimal(f"{hour}.{m[2].replace(':', '').replace('.', '')}")
        return _Draft(start, half.end() if half else m.end(), value, Kind.TIME)
    if after == "." and (m := digits.VERSION.match(text, start)):
        if digits.NUMBER.match(text, start).end() >= m.end():  # type: ignore[union-attr]
            return None
        return _Draft(start, m.end(), Decimal(run[0]), Kind.IDENTIFIER)
    if after == "-" and (m := digits.HYPHENS.match(text, start)):
        if digits.ISO_DATE.match(text, start):
            return _Draft(start, run.end(), Decimal(run[0]), Kind.DATE)
        return _Draft(start, m.end(), Decimal(m[0].replace("-", "")[:40]), Kind.IDENTIFIER)
    if after == "/" and (m := digits.SLASHES.match(text, start)):
        part = None if m[3] else digits.fraction(m[1], m[2])
        if part is not None:
            draft = _Draft(start, m.end(), part)
            return _finish(text, low, draft, _words_before(low, start), plain=False)
        return _Draft(start, m.end(), Decimal(m[1]), Kind.DATE if m[3] else Kind.IDENTIFIER)
    if (half := digits.HALF_DAY.match(low, run.end())) and len(run[0]) <= 2:
        hour = int(run[0]) + (12 if half[1] == "p" and int(run[0]) < 12 else 0)
        return _Draft(start, half.end(), Decimal(hour), Kind.TIME)
    return None


# ---------------------------------------------------------------- the neighbourhood


def _finish(text: str, low: str, draft: _Draft, ahead: list[str], plain: bool) -> _Draft | None:
    """Magnitude, currency, sign, unit, bound and noun of a number, or what name or date it belongs to."""
    money = _currency_before(text, draft)
    _magnitude(text, low, draft, money is not None)
    if money:
        draft.kind, draft.unit = Kind.MONEY, money
        end, draft.rate = read_rate(text, low, draft.end)
        unit = read_unit(text, low, draft.end)
        if unit and unit.kind is Kind.MONEY and unit.name not in ("cent", "penny"):
            draft.unit, draft.end = unit.name, unit.end
        ahead = _words_before(low, draft.start)
    else:
        unit = read_unit(text, low, draft.end)
        if unit:
            draft.kind, draft.unit, draft.end = unit.kind, unit.name, unit.end
            draft.noun_end, draft.rate = read_rate(text, low, unit.end)
        elif text[draft.end : draft.end + 1].isalpha():
            return _identifier(text, draft.start)
    _sign(text, draft)
    if draft.unit is None and not draft.scale and plain and _is_name_or_date(text, low, draft, ahead):
        return draft
    if ahead:
        draft.bound = bound_before(_words_before(low, draft.start))
    if draft.unit is None:
        _noun(text, low, draft)
    if draft.bound is None:
        draft.bound = bound_after(low, draft.end)
        if draft.bound is None and draft.noun_end > draft.end:
            draft.bound = bound_after(low, draft.noun_end)
        if draft.bound is None and text[draft.end : draft.end + 1] == "+":
            draft.bound = Bound.AT_LEAST
            draft.end += 1
            if draft.unit is None:
                _noun(text, low, draft)
    return draft


def _currency_before(text: str, draft: _Draft) -> str | None:
    start = draft.start
    at = start - 1
    while at >= 0 and start - at < 3 and text[at] in " \u00a0-−":
        at -= 1
    if at < 0:
        return None
    sign = text[at]
    if sign in _CURRENCY:
        name = SIGNS[sign]
        head = at
        m = _BEFORE_SIGN.search(text, max(0, at - 4), at)
        if m and m[0] + sign in SIGNS:
            name, head = SIGNS[m[0] + sign], m.start()
        elif text[at - 1 : at] == " " and (m := _BEFORE_SIGN.search(text, max(0, at - 5), at - 1)):
            if m[0].isupper() and m[0] + sign in SIGNS:
                name, head = SIGNS[m[0] + sign], m.start()
        draft.value = -draft.value if any(c in _DASHES for c in text[at + 1 : start]) else draft.value
        draft.start = head
        return name
    if sign.isalpha() or sign == ".":
        head = at
        while head > 0 and at - head < 4 and (text[head - 1].isalpha() or text[head - 1] == "$"):
            head -= 1
        code = text[head : at + 1]
        spaced = at < start - 1
        if code in SIGNS and (len(code) > 1 or not spaced) and code not in ("US", "LE", "Re", "BTC"[:0]):
            if any(c in _DASHES for c in text[at + 1 : start]):
                return None
            draft.start = head
            return SIGNS[code]
        if code == "$US" or code == "US":
            if "$" in text[max(0, head - 1) : at + 1]:
                draft.start = text.rindex("$", 0, at)
                return "USD"
    return None


def _magnitude(text: str, low: str, draft: _Draft, money: bool) -> None:
    m = _MAGNITUDE.match(low, draft.end)
    if not m:
        return
    letter = m[2]
    if letter:
        spaced = m.start(2) > draft.end
        written = text[m.start(2)]
        if spaced and (low[draft.end] == "-" or not (written in "MBKm" and (money or written in "MB"))):
            return
        if not money and (written == "t" or (written == "m" and not _counts(text, low, m.end()))):
            return
        if not money and written in "T":
            return
    power = _POWERS[m[1] or letter]
    draft.value = words.scaled(draft.value, power)
    draft.scale, draft.end = power, m.end()


def _counts(text: str, low: str, end: int) -> bool:
    """Whether a number with "m" counts millions: a plural or a unit follows ("12.3m tonnes")."""
    unit = read_unit(text, low, end)
    if unit:
        return True
    m = _WORD_AFTER.match(low, end)
    return bool(m and (m[1] == "people" or read_noun(text, low, end, one=False)[1] and is_plural(m[1])))


def _sign(text: str, draft: _Draft) -> None:
    before = text[draft.start - 1 : draft.start]
    if before and before in _DASHES:
        ahead = text[draft.start - 2 : draft.start - 1] if draft.start > 1 else " "
        if not ahead.isalnum() and ahead not in ")%-−":
            draft.value = -draft.value
            draft.start -= 1
    elif before == " " and text[max(0, draft.start - 7) : draft.start].lower().endswith(
        (" minus ", "\nminus ")
    ):
        if not text[: draft.start - 7].rstrip()[-1:].isdigit():
            draft.value = -draft.value
            draft.start -= 6


def _is_name_or_date(text: str, low: str, draft: _Draft, ahead: list[str]) -> bool:
    """Whether a plain number is part of a date or a name, and mark it so."""
    written = text[draft.start : draft.end]
    after = _WORD_AFTER.match(low, draft.end)
    word = after[1] if after else ""
    last = ahead[-1] if ahead else ""
    if len(written) <= 2:
        if last.rstrip(".") in MONTHS and text[draft.start - len(last) - 1].isupper():
            draft.kind = Kind.DATE
            return True
        if word in MONTHS and text[after.start(1)].isupper():  # type: ignore[union-attr]
            draft.kind = Kind.DATE
            return True
    elif len(written) == 4 and "1000" <= written < "2200" and _is_year(text, low, draft, last, word):
        draft.kind = Kind.DATE
        return True
    if _is_name(text, draft, last, word, after):
        draft.kind = Kind.IDENTIFIER
        return True
    return False


_YEAR_CUES = frozenset(
    "in since by until of from during before after late early mid year circa ad a.d. bc".split()
)


def _is_year(text: str, low: str, draft: _Draft, last: str, word: str) -> bool:
    if last in CUES and last not in ("in", "of", "by", "from", "around", "about", "before", "circa"):
        return False
    year = int(draft.value)
    if last.strip("(,.") in MONTHS or last.rstrip(",").isdigit():
        return True
    if 1900 <= year <= 2049:
        return not (word and is_plural(word) and year % 100 == 0)
    if is_plural(word):
        return False
    return last in _YEAR_CUES


def _is_name(text: str, draft: _Draft, last: str, word: str, after: re.Match[str] | None) -> bool:
    if not last or not last[-1].isalnum():
        return False
    counted = bool(after and text[after.start(1)].islower() and is_plural(word))
    if last in LABELS:
        return not counted
    begin = draft.start - len(last) - 1
    if not text[begin].isupper() or last in FUNCTION_WORDS or last in CUES:
        return False
    return not counted


def _noun(text: str, low: str, draft: _Draft) -> None:
    hyphen = text[draft.end : draft.end + 1] == "-"
    if hyphen:
        m = _LETTERS.match(low, draft.end + 1)
        if m and m[0] not in FUNCTION_WORDS:
            draft.unit, draft.noun_end = m[0], m.end()
        return
    draft.noun_end, draft.unit = read_noun(text, low, draft.end, one=draft.value == 1 and draft.upper is None)
    if draft.unit:
        draft.noun_end, draft.rate = read_rate(text, low, draft.noun_end)


# ---------------------------------------------------------------- number words


_VAGUE_OF = re.compile(r" of (hundreds|thousands|millions|billions|trillions)\b")
_A_BEFORE = re.compile(r"(?:^|[^\w])an? $")
_HALF = re.compile(
    r"(?:-| | an? )(hundred|thousand|million|billion|trillion|dozen)\b|(?= of\b| the\b| its\b| their\b)"
)
_SEVERAL = frozenset("several few many".split())
_PRONOUN_BEFORE = frozenset(
    "no any every each some this that which another the good new big last next first only other bbc".split()
)


def _read_words(text: str, low: str, start: int, word: str, end: int, done: int) -> _Draft | None:
    if text[end : end + 1] in ("'", "’"):
        return None
    ahead = _words_before(low, start)
    last = ahead[-1] if ahead else ""
    if word in words.VAGUE:
        return _read_vague(text, low, start, word, end, ahead)
    if word in words.MULTIPLES or word in words.FOLDS:
        value = words.MULTIPLES.get(word) or words.FOLDS[word]
        if word in ("twice", "thrice") and not low.startswith((" as ", " the ", " its ", " that "), end):
            return None
        return _Draft(start, end, Decimal(value), Kind.MULTIPLE, bound=bound_before(ahead))
    article = last in ("a", "an") and low[start - 1] == " "
    if word in words.ORDINALS or word in words.DENOMINATORS:
        return _read_part(text, low, start, word, end, ahead, article)
    if word in words.SCALES or word == "hundred" or word == "dozen":
        if last in _SEVERAL and low[start - 1] == " ":
            value = Decimal(
                10 ** words.SCALES[word] if word in words.SCALES else 100 if word == "hundred" else 12
            )
            draft = _Draft(start, end, value, upper=value * 10)
            return _finish(text, low, draft, ahead, plain=False)
        if not article:
            return None
    number = words.read_cardinal(low, word, end)
    if article and (word in words.SCALES or word in ("hundred", "dozen")):
        start -= len(last) + 1
        ahead = ahead[:-1]
    if number.form == "ordinal":
        return _Draft(start, number.end, number.value, Kind.ORDINAL)
    draft = _Draft(start, number.end, number.value, scale=number.scale)
    if word == "one" and number.value == 1 and number.end == end and not _is_one(text, low, end, last):
        return None
    return _finish(text, low, draft, ahead, plain=number.end == end and word not in ("a", "an"))


def _read_vague(text: str, low: str, start: int, word: str, end: int, ahead: list[str]) -> _Draft | None:
    value = words.VAGUE[word]
    power = 0
    while m := _VAGUE_OF.match(low, end):
        value, end, power = value * words.VAGUE[m[1]], m.end(), 1
    if word == "tens" and not power:
        if not low.startswith(" of ", end):
            return None
    if word == "scores" and not low.startswith(" of ", end):
        return None
    draft = _Draft(start, end, Decimal(value), upper=Decimal(value * 10))
    return _finish(text, low, draft, ahead, plain=False)


def _read_part(
    text: str, low: str, start: int, word: str, end: int, ahead: list[str], article: bool
) -> _Draft | None:
    """A lone "half", "third" or "quarter": a fraction, an ordinal, or a period of the year."""
    if word == "half":
        m = _HALF.match(low, end)
        if m is None:
            return None
        value = Decimal("0.5")
        if m[1]:
            whole = Fraction(
                12 if m[1] == "dozen" else 100 if m[1] == "hundred" else 10 ** words.SCALES[m[1]]
            )
            value = words.exact(whole / 2)
        if article:
            start -= 2
        elif not m[1] and ahead and ahead[-1] in ("first", "second", "other", "the"):
            return None
        draft = _Draft(start, m.end(), value, scale=6 if m[1] and m[1] != "dozen" else 0)
        return _finish(text, low, draft, ahead[:-1] if article else ahead, plain=False)
    if article and word in words.DENOMINATORS and low.startswith(" of ", end):
        draft = _Draft(start - 2, end, words.exact(Fraction(1, words.DENOMINATORS[word])))
        return _finish(text, low, draft, ahead[:-1], plain=False)
    if word in words.ORDINALS:
        if word == "second" and low.startswith((" and ", "-hand"), end):
            return None
        return _Draft(start, end, Decimal(words.ORDINALS[word]), Kind.ORDINAL)
    return None


def _is_one(text: str, low: str, end: int, last: str) -> bool:
    """Whether "one" is the number: not in "no one", "one of these days", "the one who"."""
    if last in _PRONOUN_BEFORE:
        return False
    if low.startswith((" of ", " in ", "-"), end):
        return True
    m = _WORD_AFTER.match(low, end)
    return bool(m and m[1] not in FUNCTION_WORDS and text[end : end + 1] == " ")


# ---------------------------------------------------------------- ranges

_TO = frozenset(
    (" to ", "-", "–", "—", " - ", " – ", " to-", "-to-", " up to ", "- to ", " and up to ", "- to-")
)
_SHARED = frozenset((" or ", " and ", "-, ", "- and ", "- or ", "-and ", "-or "))


def _join(low: str, left: _Draft, right: _Draft) -> bool:
    """Make one range of two numbers where the words between say so; share a unit where they are listed."""
    gap = low[left.end : right.start]
    if len(gap) > 11:
        return False
    if gap in _TO or (gap == " and " and low[max(0, left.start - 8) : left.start] == "between "):
        return _range(low, left, right, gap)
    if gap in _SHARED and left.unit is None and left.kind is Kind.CARDINAL is right.kind:
        left.unit, left.rate = right.unit, right.rate
    return False


def _range(low: str, left: _Draft, right: _Draft, gap: str) -> bool:
    if left.kind is Kind.DATE or right.kind is Kind.DATE:
        if left.kind is Kind.CARDINAL and left.unit is None and right.kind is Kind.DATE and gap != " to ":
            left.kind = Kind.DATE
        if right.kind is Kind.CARDINAL and right.unit is None:
            right.kind = Kind.DATE
        return False
    kinds = (left.kind, right.kind)
    if Kind.ORDINAL in kinds or Kind.IDENTIFIER in kinds or Kind.TIME in kinds or left.upper or right.upper:
        return False
    if left.unit and left.unit != right.unit and not (left.kind is Kind.MONEY and right.unit is None):
        return False
    first = left.value
    if right.scale and not left.scale and first < words.scaled(right.value, -right.scale):
        first = words.scaled(first, right.scale)
    left.value, left.upper = sorted((first, abs(right.value) if gap == "-" else right.value))
    left.end, left.scale, left.noun_end = right.end, right.scale, right.noun_end
    left.unit = left.unit or right.unit
    if right.kind is not Kind.CARDINAL:
        left.kind = right.kind
    left.rate = right.rate
    left.bound = left.bound or right.bound
    return True
