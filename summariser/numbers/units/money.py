"""The currency before a number: a sign, a sign with letters, or a code."""

import re

from summariser.numbers.draft import LeftContext
from summariser.numbers.units.table import SIGNS, SYMBOLS

SYMBOL_SIGNS = frozenset(sign for sign in SIGNS if len(sign) == 1 and not sign.isalpha())
_LAST_WORDS = frozenset(sign.lower() for sign in SIGNS)
_MINUS = frozenset("-−")
_LETTERS = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,3}\Z")
_NATIONS_AFTER = {"$US": "USD", "$A": "AUD", "$C": "CAD", "$NZ": "NZD", "$HK": "HKD", "$S": "SGD"}
# Codes that are English words or other things when they stand apart from the number.
_ONLY_ATTACHED = frozenset(
    {"R", "P", "Re", "LE", "Fr", "Ft", "Sh", "Bs", "US", "ALL", "TOP", "TRY", "MOP", "kr"}
)


def may_be_money(text: str, start: int, before: LeftContext) -> bool:
    """Whether a currency can stand before the number at all; most numbers follow a space and a plain word."""
    if not start or text[start - 1] != " ":
        return bool(start)
    last = before.last
    return last in _LAST_WORDS or last[-1:] in SYMBOL_SIGNS or not last.isalpha()


def currency_before(text: str, start: int, before: LeftContext) -> tuple[int, str, bool] | None:
    """Where the currency before a number begins, its code, and whether a minus stands between or before."""
    at = start - 1
    if at < 0:
        return None
    minus = text[at] in _MINUS
    if minus or text[at] in " \u00a0":
        at -= 1
    if at < 0:
        return None
    sign = text[at]
    if sign in SYMBOL_SIGNS:
        head, code = _with_letters(text, at)
        if head > 0 and text[head - 1] in _MINUS and not text[head - 2 : head - 1].isalnum():
            return head - 1, code, True
        return head, code, minus
    if minus or not before.last or not (sign.isalpha() or sign == "."):
        return None
    head = before.at
    while head < at and not (text[head].isalpha() or text[head] == "$"):
        head += 1
    word = text[head : at + 1]
    if word in _NATIONS_AFTER:
        return head, _NATIONS_AFTER[word], False
    if word not in SIGNS or (word in SYMBOLS and before.spaced) or (before.spaced and word in _ONLY_ATTACHED):
        return None
    return head, SIGNS[word], False


def _with_letters(text: str, at: int) -> tuple[int, str]:
    """The sign at `at` with the letters that say which country's it is: "US$", "HK $"."""
    sign = text[at]
    m = _LETTERS.search(text, max(0, at - 4), at)
    if m and m[0] + sign in SIGNS:
        return m.start(), SIGNS[m[0] + sign]
    apart = _LETTERS.search(text, max(0, at - 5), at - 1) if text[at - 1 : at] == " " else None
    if apart and apart[0].isupper() and len(apart[0]) > 1 and apart[0] + sign in SIGNS:
        return apart.start(), SIGNS[apart[0] + sign]
    return at, SIGNS[sign]
