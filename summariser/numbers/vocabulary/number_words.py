"""Numbers written in words: the table of number words and the parser of a run of them.

"two and a half million", "one hundred and five", "twenty-first", "two-thirds", "tens of thousands".
All functions read a lower-case text and answer None where the words are no number.
"""

import re
from decimal import Context, Decimal
from fractions import Fraction
from typing import NamedTuple

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "thousand": 3, "lakh": 5, "million": 6, "crore": 7, "billion": 9, "trillion": 12, "quadrillion": 15,
}  # fmt: skip
DOZENS = {"dozen": 12}
VAGUE = {
    "tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 10**3, "lakhs": 10**5,
    "millions": 10**6, "crores": 10**7, "billions": 10**9, "trillions": 10**12,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
    "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
    "hundredth": 100, "thousandth": 1000, "millionth": 10**6, "billionth": 10**9,
}  # fmt: skip
DENOMINATORS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    word + end: value for word, value in ORDINALS.items() if value > 2 for end in ("", "s")
}
MULTIPLES: dict[str, int | Decimal] = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "triple": 3, "tripled": 3, "triples": 3,
    "tripling": 3, "treble": 3, "trebled": 3, "trebling": 3, "quadruple": 4, "quadrupled": 4, "quadrupling": 4,
    "quintuple": 5, "quintupled": 5, "twice": 2, "thrice": 3,
    "halve": Decimal("0.5"), "halved": Decimal("0.5"), "halving": Decimal("0.5"),
}  # fmt: skip
FOLDS = {
    word + "fold": value for word, value in (UNITS | {"hundred": 100, "thousand": 1000}).items() if value > 1
}

_CARDINALS = UNITS | TENS


def _trie(words: set[str]) -> str:
    """A pattern that matches exactly these words, sharing their beginnings so that a miss is cheap."""
    heads: dict[str, set[str]] = {}
    for word in words:
        heads.setdefault(word[:1], set()).add(word[1:])
    tails = [re.escape(head) + _trie(rest) for head, rest in sorted(heads.items()) if head]
    if not tails:
        return ""
    body = tails[0] if len(tails) == 1 else "(?:" + "|".join(tails) + ")"
    if "" not in heads:
        return body
    return f"(?:{body})?"


START = re.compile(
    r"\b"
    + _trie(
        {
            *_CARDINALS,
            *SCALES,
            "hundred",
            "score",
            "none",
            *DOZENS,
            *VAGUE,
            *ORDINALS,
            *DENOMINATORS,
            *MULTIPLES,
            *FOLDS,
        }
    )
    + r"\b"
)
_GAP = "[ \u00a0\n]"
_NEXT = re.compile(
    rf"(,?{_GAP}(?:and{_GAP})?|-(?:and-)?)"
    rf"({_trie({*UNITS, *TENS, *SCALES, 'hundred', *DOZENS, *ORDINALS, *DENOMINATORS})})\b"
)
_MIXED = re.compile(rf"(?:{_GAP}|-)and(?:{_GAP}|-)(?:an?|one|three)(?:{_GAP}|-)(half|quarters?|thirds?)\b")
_TWO_THIRDS = re.compile(rf"{_GAP}and{_GAP}two[ -]thirds\b")
_POINT = re.compile(rf"{_GAP}point((?:{_GAP}{_trie({w for w, v in UNITS.items() if v < 10})}\b)+)")
# What begins a fraction or decimals behind a whole number; else the number ends there.
_FRACTION_HEADS = frozenset(
    (" and ", "\nand ", "-and-", " poin", " and-", "-and ", "\u00a0and ", "\u00a0poin")
)
_SCALE = re.compile(rf"(?:{_GAP}|-)({_trie({*SCALES, 'hundred'})})\b")
_OF_A_SCALE = re.compile(rf"{_GAP}of{_GAP}an?{_GAP}({_trie({*SCALES, 'hundred'})})\b")


# Its own, so that a caller's context neither rounds nor traps.
_CONTEXT = Context(prec=28)


class Spelled(NamedTuple):
    """A number in words: where it ends, its value, its form, and the power of ten of its last scale word."""

    end: int
    value: Decimal
    form: str  # "cardinal", "ordinal", "fraction"
    scale: int = 0


def exact(value: Fraction) -> Decimal:
    """The fraction as a decimal, to 28 digits where it has no end."""
    return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))


def total(value: Decimal, part: Decimal) -> Decimal:
    """The sum of a whole number and a fraction, never rounded."""
    return Context(prec=len(value.as_tuple().digits) + 40).add(value, part)


def scaled(value: Decimal, power: int) -> Decimal:
    """The value times ten to the power, written out in full and never rounded."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    if exponent + power <= 0:
        return Decimal((sign, digits, exponent + power))
    return Decimal((sign, (*digits, *(0,) * (exponent + power)), 0))


def is_whole(value: Decimal) -> bool:
    """Whether a number has nothing behind its point; of numbers of any length."""
    return value == value.to_integral_value()


def fraction(low: str, end: int, part: Fraction) -> Spelled:
    """A fraction that ends at `end`, with the scale word that it is of: "a quarter of a million" is 250,000."""
    if low.startswith(" of a", end) and (m := _OF_A_SCALE.match(low, end)):
        power = 2 if m[1] == "hundred" else SCALES[m[1]]
        return Spelled(m.end(), exact(part * 10**power), "cardinal", power)
    return Spelled(end, exact(part), "fraction")


def read_cardinal(low: str, word: str, end: int) -> Spelled:
    """Parse the run of number words that begins with `word`, a cardinal that ends at `end`."""
    whole, group, scale = 0, 0, 0
    last, top = "", 10**9  # last: what the run may go on from; top: the scale that must not be reached again
    checkpoint: tuple[int, int] | None = None
    if word == "hundred":
        group, last = 100, "hundred"
    elif word in SCALES:
        whole, scale, top, last = 10 ** SCALES[word], SCALES[word], SCALES[word], "scale"
    elif word == "dozen":
        return Spelled(end, Decimal(12), "cardinal", 0)
    else:
        group = _CARDINALS[word]
        last = "tens" if word in TENS else "unit" if group < 10 else "teen"
    while m := _NEXT.match(low, end):
        joint, word = m[1], m[2]
        comma = joint[0] == ","
        plain = joint in (" ", "-", "\u00a0", "\n")
        if comma and (last != "scale" or (word not in UNITS and word not in TENS)):
            break
        if word in _CARDINALS:
            value = _CARDINALS[word]
            if last == "tens" and 0 < value < 10 and plain:
                last = "unit+"
            elif last in ("hundred", "scale") and value and (joint != "-" or last == "hundred"):
                last = "tens" if word in TENS else "unit+"
                if comma:
                    checkpoint = (m.start(), whole)
            else:
                break
            group += value
        elif word == "hundred" and plain and 0 < group < 100 and last != "tens!":
            group, last, checkpoint = group * 100, "hundred", None
        elif word in SCALES and plain and group and SCALES[word] < top:
            top = scale = SCALES[word]
            whole, group, last, checkpoint = whole + group * 10**scale, 0, "scale", None
        elif word in SCALES and plain and last == "scale" and whole and scale + SCALES[word] <= 15:
            whole, scale = whole * 10 ** SCALES[word], scale + SCALES[word]
        elif word in ORDINALS and _closes(last, group, joint, ORDINALS[word]):
            return Spelled(m.end(), Decimal((whole + group) + ORDINALS[word]), "ordinal")
        elif word == "dozen" and plain and whole == 0:
            return Spelled(m.end(), Decimal(group * 12), "cardinal", 0)
        else:
            break
        end = m.end()
    if checkpoint:
        return Spelled(checkpoint[0], Decimal(checkpoint[1]), "cardinal", scale)
    if m is None and low[end : end + 5] not in _FRACTION_HEADS:
        return Spelled(end, Decimal(whole + group), "cardinal", scale)
    return _with_fraction(low, end, whole + group, group if whole else 0, scale)


def _closes(last: str, group: int, joint: str, ordinal: int) -> bool:
    """Whether the ordinal ends the run: "twenty-first", "one hundred and fifth", "two hundredth" not."""
    if last == "tens":
        return ordinal < 10 and joint in (" ", "-")
    return last in ("hundred", "scale") and ordinal < 100 and "," not in joint


def _with_fraction(low: str, end: int, value: int, rest: int, scale: int) -> Spelled:
    """Take in what follows a whole number: "and a half", "point five", "-thirds", and then a scale word."""
    number: Fraction | None = None
    if m := _MIXED.match(low, end):
        word = m[1].rstrip("s")
        part = Fraction(3 if "three" in m[0] else 1, DENOMINATORS[word])
        number = Fraction(value) + part * (1 if rest or not scale else 10**scale)
    elif m := _TWO_THIRDS.match(low, end):
        number = value + Fraction(2, 3)
    elif m := _POINT.match(low, end):
        digits = "".join(str(UNITS[w]) for w in m[1].split())
        number = Fraction(f"{value}.{digits}")
    elif not scale and 0 < value < 100 and (m := _NEXT.match(low, end)) and m[1] in (" ", "-"):
        word = m[2]
        if word in DENOMINATORS and (word.endswith("s") or word == "halves") == (value > 1):
            return fraction(low, m.end(), Fraction(value, DENOMINATORS[word]))
    if number is None or m is None:
        return Spelled(end, Decimal(value), "cardinal", scale)
    end = m.end()
    if s := _SCALE.match(low, end):
        power = 2 if s[1] == "hundred" else SCALES[s[1]]
        return Spelled(s.end(), exact(number * 10**power), "cardinal", power)
    return Spelled(end, exact(number), "cardinal", scale)
