"""Numbers written in digits: grouping, decimals, fractions, exponents, and the forms that are no quantity.

Dates, times, versions, phone numbers and codes are recognised here by their shape alone.
"""

import re
from decimal import Decimal
from fractions import Fraction

from summariser.numbers.words import exact

RUN = re.compile(r"[0-9]++")

# A whole number with its groups. The repeats are bounded so that malformed groups cost no second scan.
NUMBER = re.compile(
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,11}(?![0-9])"
    r"|[0-9]{1,2}(?:,[0-9]{2}){1,11},[0-9]{3}(?![0-9])"
    r"|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3}){1,11}(?![0-9])"
    r"|[0-9]{1,3}(?: [0-9]{3}){1,11}(?![0-9,:/-])(?!\.[0-9]{4})"
    r"|[0-9]{1,3}(?:['’][0-9]{3}){1,11}(?![0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,11}(?![0-9.])"
    r"|[0-9]++)"
    r"(?:\.[0-9]++)?"
)
VULGAR = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅙": Fraction(1, 6),
    "⅚": Fraction(5, 6), "⅐": Fraction(1, 7), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8), "⅑": Fraction(1, 9), "⅒": Fraction(1, 10),
}  # fmt: skip

TIME = re.compile(r"([0-9]{1,2}):([0-9]{2}(?::[0-9]{2})?(?:\.[0-9]++)?)(?![0-9])")
HALF_DAY = re.compile(r"[ \u00a0]?([ap])(?:\.[ ]?m\b\.?|m\b)")
VERSION = re.compile(r"[0-9]++(?:\.[0-9]++){2,}+")
HYPHENS = re.compile(r"[0-9]++(?:-[0-9]++){2,}+")
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9-])")
SLASHES = re.compile(r"([0-9]{1,4})/([0-9]{1,4})(?:/([0-9]{2,4}))?(?![0-9])")
MIXED = re.compile(r"[ \u00a0-]([0-9]{1,2})[/⁄]([0-9]{1,2})(?![0-9/])")
POWER_OF_TEN = re.compile(r"[ \u00a0]?[×x✕*][ \u00a0]?10\^?([-−–]?[0-9]{1,3})(?![0-9])")
_SEPARATORS = str.maketrans("", "", ", '’\u00a0\u2009\u202f")


def value_of(written: str) -> Decimal:
    """The value of a number as NUMBER matches it."""
    if written.isdigit():
        return Decimal(written)
    plain = written.translate(_SEPARATORS)
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    return Decimal(plain)


def fraction(above: str, below: str) -> Decimal | None:
    """The value of a written fraction such as 3/4, or None where the figures are something else."""
    top, bottom = int(above), int(below)
    if 0 < top < bottom and (bottom <= 10 or bottom in (12, 16, 20, 25, 32, 50, 64, 100)):
        return exact(Fraction(top, bottom))
    return None
