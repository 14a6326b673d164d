"""The shapes of numbers in digits: grouping, decimals, fractions, powers, times, versions, telephone numbers."""

import re
from decimal import Decimal
from fractions import Fraction

from summariser.numbers.vocabulary.number_words import exact

RUN = re.compile(r"[0-9]++")

# A whole number with its groups. The repeats are bounded, so that malformed groups are not scanned again and again.
# Groups after a plain space take one to three figures before them, so that "in 2019 300 people" is two numbers.
GROUPED = re.compile(
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,11}(?![0-9])"
    r"|[0-9]{1,2}(?:,[0-9]{2}){1,11},[0-9]{3}(?![0-9])"
    r"|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3}){1,11}(?![0-9])"
    r"|[1-9][0-9]{0,2}(?: [0-9]{3}){1,11}(?![0-9,:/-])"
    r"|[0-9]{1,3}(?:['’][0-9]{3}){1,11}(?![0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,11}(?!\.?[0-9])(?:,[0-9]{1,2}(?![0-9,]|\.[0-9]))?"
    r"|[0-9]{1,3}\.[0-9]{3},[0-9]{1,2}(?![0-9,]|\.[0-9])"
    r"|[0-9]++)"
    r"(?:\.[0-9]++)?"
)
GROUP_MARKS = frozenset(",. '’\u00a0\u2009\u202f")
_WITHOUT_MARKS = str.maketrans("", "", ", '’\u00a0\u2009\u202f")

VULGAR = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅙": Fraction(1, 6),
    "⅚": Fraction(5, 6), "⅐": Fraction(1, 7), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8), "⅑": Fraction(1, 9), "⅒": Fraction(1, 10),
}  # fmt: skip
VULGAR_SIGN = re.compile("[" + "".join(VULGAR) + "]")

TIME = re.compile(r"([0-9]{1,2}):([0-9]{2}(?::[0-9]{2})?(?:\.[0-9]++)?)(?![0-9])")
HALF_DAY = re.compile(r"[ \u00a0]?([ap])(?:\.[ ]?m\b\.?|m\b)|[ \u00a0]?o['’]clock\b")
VERSION = re.compile(r"[0-9]++(?:\.[0-9]++){2,}+")
HYPHENS = re.compile(r"[0-9]++(?:-[0-9]++){2,}+")
NAMED_PAIR = re.compile(r"[0-9]{1,2}-(?:on|for)-[0-9]{1,2}(?![0-9])")
_DATE_ENDS = r"(?![0-9]|[-.][0-9])"
NAMED_DATE = re.compile(r"([0-9]{1,2})-([a-z]{3,9})-([0-9]{4}|[0-9]{2})" + _DATE_ENDS)
MONTH_FIRST = re.compile(r"[0-9]{1,2}-([0-9]{4}|[0-9]{2})" + _DATE_ENDS)
FIGURE_DATE = re.compile(
    r"(?:([0-9]{1,2})([-.])([0-9]{1,2})\2([0-9]{4})|([0-9]{4})([-.])([0-9]{1,2})\6([0-9]{1,2}))" + _DATE_ENDS
)
SLASHES = re.compile(r"([0-9]{1,4})[/⁄]([0-9]{1,4})(?:/([0-9]{2,4}))?(?![0-9])")
# A height, as in 6'2": feet and inches.
HEIGHT = re.compile(r"([0-9]{1,2})['’′]([0-9]|1[01])(?:[\"”″]|''|’’)")
MIXED = re.compile(r"[ \u00a0-]([0-9]{1,2})[/⁄]([0-9]{1,2})(?![0-9/])")
# A superscript may be lost on the way ("2×108"); behind a plain x it must be marked, since "4x100" is a relay.
POWER_OF_TEN = re.compile(
    r"[ \u00a0]?(?:[×✕][ \u00a0]?10\^?|[x*][ \u00a0]?10(?:\^|(?=[-−–])))([-−–]?[1-9][0-9]{0,2})(?![0-9])"
)
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻−–", "0123456789+---")
_RAISED = r"[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"
# Behind the base of a power, "10^6" and "10⁶", and behind a number with its factor of ten, "1.5×10⁹".
RAISED = re.compile(rf"\^[-−–]?[0-9]{{1,2}}(?![0-9])|{_RAISED}")
RAISED_TEN = re.compile(rf"[ \u00a0]?[×✕x*·][ \u00a0]?10({_RAISED})")
# "20x30 metres", "20x30x5 cm": sides, where a unit follows.
SIDES = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?(?:[x×X][0-9]{1,6}(?:\.[0-9]{1,6})?){1,2}(?![0-9x×X])")
DECIMAL_COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,2}(?![0-9]|,[0-9])")
# "2h15m", "5m30s", "2h 15m": hours, minutes and seconds by their letters.
RUNNING_TIME = re.compile(
    r"[0-9]{1,3}(?:h ?[0-9]{1,2}(?:m|min)?|(?:m|min) ?[0-9]{1,2}s)(?![0-9A-Za-z])|[0-9]{1,3}h ?[0-9]{1,2}(?:m|min) ?[0-9]{1,2}s(?![0-9A-Za-z])"
)
EXPONENT = re.compile(r"[eE]([-+−]?[0-9]{1,3})(?![0-9A-Za-z])")
TELEPHONE = re.compile(r"[0-9]{1,4}(?:[ .-]\(?[0-9]{2,4}\)?){2,5}(?![0-9])|[0-9]{3}\) ?[0-9]{3}-[0-9]{4}")


def value_of(written: str) -> Decimal:
    """The value of a number as GROUPED matches it."""
    plain = written.translate(_WITHOUT_MARKS)
    if plain.count(".") > 1 or written.find(",") > written.find(".") > 0:  # dots part thousands
        whole, _, part = written.partition(",")
        plain = whole.replace(".", "") + (f".{part}" if part else "")
    return Decimal(plain)


def fraction(above: str, below: str) -> Decimal | None:
    """The value of a written fraction such as 3/4, or None where the figures are something else (9/11, 24/7)."""
    top, bottom = int(above), int(below)
    if 0 < top < bottom and (bottom <= 10 or bottom in (12, 16, 20, 25, 32, 50, 64, 100)):
        return exact(Fraction(top, bottom))
    return None
