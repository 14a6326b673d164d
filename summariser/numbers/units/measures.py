"""Units right after a number: percent, money by name or code, and measures by name or symbol, with their rates.

The tables come from `table`; here is how they are read, and how two measures are compared.
"""

import re
from decimal import Decimal

from summariser.numbers.mention import Kind
from summariser.numbers.units.rate_symbols import FLOW_HEADS, Unit, read_rate_symbol
from summariser.numbers.units.table import (
    ATTACHED,
    MONEY,
    NAMES,
    SCALES,
    SIGNS,
    SPACED,
    SYMBOLS,
)
from summariser.numbers.vocabulary.lexicon import FUNCTION_WORDS
from summariser.numbers.vocabulary.nouns import singular

_PERCENT = {
    "percent": "percent", "per cent": "percent", "pc": "percent", "pct": "percent", "percentage point":
    "percentage point", "percentage points": "percentage point", "percentage-point": "percentage point",
    "percent point": "percentage point", "percent points": "percentage point", "ppt": "percentage point",
    "pp": "percentage point", "ppts": "percentage point", "basis point": "basis point",
    "per cent point": "percentage point", "per cent points": "percentage point",
    "percentage-points": "percentage point", "basis points": "basis point", "basis-point": "basis point",
    "bps": "basis point", "bp": "basis point", "%": "percent", "per-cent": "percent",
}  # fmt: skip
_SUBUNITS = {
    "cent": "cent", "cents": "cent", "penny": "penny", "pence": "penny", "pennies": "penny", "kopek": "kopek",
    "kopeks": "kopek", "kopeck": "kopek", "kopecks": "kopek", "paise": "paisa", "paisa": "paisa",
}  # fmt: skip
_SQUARES = {
    "square": "square",
    "sq": "square",
    "sq.": "square",
    "cubic": "cubic",
    "cu": "cubic",
    "cu.": "cubic",
}
_POWERS = {"2": "square ", "²": "square ", "3": "cubic ", "³": "cubic "}
# Words of one thing each that may stand after "a": "$5 a day". After "per" any word may.
_SOLD_BY = ("[mass]", "[length] ** 3")
_RATE_WORDS = frozenset(
    "second minute hour day night week month year quarter share head person piece pop unit mile kilometre kilometer "
    "acre ticket session visit vote meal order household hive flight trip game bottle kilowatt-hour".split()
) | {
    name
    for name, unit in NAMES.items()
    if singular(name) == name and SCALES.get(unit, _SOLD_BY)[0] in _SOLD_BY
}


def _first_words() -> dict[str, list[tuple[str, Kind, str]]]:
    """First word -> the names that begin with it, longest first."""
    table: dict[str, list[tuple[str, Kind, str]]] = {}
    for kind, names in (
        (Kind.MEASURE, NAMES),
        (Kind.MONEY, MONEY),
        (Kind.MONEY, _SUBUNITS),
        (Kind.PERCENT, _PERCENT),
    ):
        for name, unit in names.items():
            table.setdefault(re.split("[ -]", name)[0], []).append((name, kind, unit))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


_FIRST = _first_words()
# Signs of letters that stand behind the number in their own countries.
_NATIONAL = frozenset({"zł", "kr", "Kč", "Ft"})
_SHORT = frozenset(
    {*SYMBOLS, *ATTACHED, *(s for s in SIGNS if len(s) == 3 and s.isupper()), "p", "c", "b", "lb", *_NATIONAL}
)
# The word or sign right after a number, with the space or hyphen between.
LEX = re.compile(r"([ \u00a0\u2009\u202f]?-?|\n(?=[a-z]))([^\W\d_²³]{1,32}|[%‰°º′″Ω¢’$€£¥₹₽]{1,3}[CF]?)")
_SYMBOL = re.compile(r"((?:°|º)?[A-Za-zµμΩ°º″łč]{1,8}(?:-(?:ft|lbs?|fts?)\b)?)(\^?[23](?![0-9])|[²³])?")
_SLASH = re.compile(r"/([A-Za-zµμ]{1,12})(\^?[23](?![0-9])|[²³])?(?![A-Za-z])")
_RATE = re.compile(r"[ -](per|an?)[ -]([a-z]{1,32}(?:-hour)?)")
# "It cost $5 a year ago."
_BACK = (" ago", " earlier", " later", " before", " after")
_NEXT_WORD = re.compile(r" ([a-z]+)")
# The sign of the year: no article stands before these.
_ANNUM = re.compile(r"a(?:[.,;)]| (?:and|or|is|was|in|at|for|of|to|with)\b|\Z)")
_OLD = re.compile(r"[ -]olds?\b")


def read_unit(text: str, low: str, after: re.Match[str]) -> Unit | None:
    """The unit that the word or sign after a number begins, as LEX matched it; None if it is no unit."""
    joint, word = after[1], after[2]
    at = after.start(2)
    if word[0] == "%":
        point = _PERCENTAGE_POINTS.match(low, at + 1)
        end, name = (point.end(), "percentage point") if point else (at + 1, "percent")
        return Unit(end, Kind.PERCENT, name)
    if word[0] == "¢":
        return Unit(at + 1, Kind.MONEY, "cent")
    if word[0] in _MONEY_SIGNS:
        behind = text[at + 1 : at + 2]
        return None if behind.isdigit() else Unit(at + 1, Kind.MONEY, SIGNS[word[0]], code=True)
    lower = word.lower()
    if (
        not joint
        and len(word) == 3
        and lower != word.upper()
        and word.upper() in _CODES
        and word not in _SHORT
    ):
        return Unit(at + 3, Kind.MONEY, SIGNS[word.upper()], code=True)
    if not joint.startswith("-") and lower in FLOW_HEADS and (flow := read_rate_symbol(text, at)):
        return flow
    if not (lower in _FIRST or lower in _SQUARES or word in _SHORT or word == "a"):
        return None
    unit = _symbol(text, at, attached=not joint) if word in _SHORT else None
    if unit is None and joint == " " and word in SPACED:
        return Unit(at + 1, Kind.MEASURE, SPACED[word])
    if word == "a":
        return Unit(at + 1, Kind.MEASURE, "year") if joint == " " and _ANNUM.match(low, at) else None
    if unit is None:
        unit = _name(text, low, at, lower)
    return _old(low, unit) if unit and unit.name in _AGES else unit


_CODES = frozenset(code for code in SIGNS if len(code) == 3 and code.isalpha() and code.isupper()) - {
    "ALL",
    "TOP",
}
_MONEY_SIGNS = frozenset(sign for sign in SIGNS if len(sign) == 1 and not sign.isalpha())
_AGES = frozenset({"year", "month", "week", "day"})

_PERCENTAGE_POINTS = re.compile(r"[ -](?:age )?points?\b")


def _old(low: str, unit: Unit) -> Unit:
    m = _OLD.match(low, unit.end)
    return unit._replace(end=m.end()) if m else unit


def _name(text: str, low: str, start: int, word: str) -> Unit | None:
    if word in _SQUARES:
        at = start + len(word) + low.startswith(".", start + len(word))
        if at < len(low) and low[at] in " -" and (m := _LETTERS.match(low, at + 1)):
            inner = _name(text, low, at + 1, m[0]) or _symbol(text, at + 1, attached=True)
            if inner and inner.kind is Kind.MEASURE:
                return inner._replace(name=f"{_SQUARES[word]} {inner.name}")
    for name, kind, unit in _FIRST.get(word, ()):
        stop = start + len(name)
        if low.startswith(name, start) and not low[stop : stop + 1].isalnum():
            return Unit(stop, kind, unit)
    return None


_LETTERS = re.compile(r"[a-z]{1,32}")


def _symbol(text: str, at: int, attached: bool) -> Unit | None:
    m = _SYMBOL.match(text, at)
    if m is None:
        return None
    symbol, power = m[1], m[2]
    stop = m.end()
    if text[stop : stop + 1].isalnum():
        return None
    if symbol == "b":
        return Unit(stop + 2, Kind.MEASURE, "barrel per day") if text.startswith("/d", stop) else None
    name = SYMBOLS.get(symbol) or (
        ATTACHED.get(symbol) if attached or power or text[stop : stop + 1] == "/" else None
    )
    if name is None:
        if symbol in SIGNS and (symbol in _NATIONAL or (len(symbol) == 3 and symbol.isupper())):
            return Unit(stop, Kind.MONEY, SIGNS[symbol], code=True)
        if not attached or symbol not in _COINS or text[at - 4 : at].endswith(_SCREEN_LINES):
            return None
        return Unit(stop, Kind.MONEY, _COINS[symbol])
    if (
        not attached
        and len(symbol) == 1
        and text[stop : stop + 1] == "-"
        and text[stop + 1 : stop + 2].isdigit()
    ):
        return None  # "two F-35s"
    if power:
        name = _POWERS[power[-1]] + name
    over = _SLASH.match(text, stop)
    if over and (below := _below(over)):
        return Unit(over.end(), Kind.MEASURE, f"{name} per {below}")
    return Unit(stop, Kind.MEASURE, name)


_SCREEN_LINES = ("480", "720", "1080", "1440", "2160")  # "1080p" is a screen
_COINS = {"p": "penny", "c": "cent"}


def _below(over: re.Match[str]) -> str | None:
    """The unit below the stroke of "A/cm2"."""
    name = SYMBOLS.get(over[1]) or ATTACHED.get(over[1]) or NAMES.get(over[1].lower())
    return (_POWERS[over[2][-1]] + name if over[2] else name) if name else None


def read_rate(text: str, low: str, end: int) -> tuple[int, str]:
    """The rate after a unit or a noun, as " per year", with its end; (end, "") if there is none."""
    following = text[end : end + 1]
    if following == "/":
        over = _SLASH.match(text, end)
        below = over and _below(over)
        return (over.end(), f" per {below}") if over and below else (end, "")
    if not (following and following in " -") or not (m := _RATE.match(low, end)):
        return end, ""
    word = m[2]
    if m[1] == "per":
        if word == "cent" or word in FUNCTION_WORDS:
            return end, ""
        at = m.start(2)
        unit = _name(text, low, at, word) or _symbol(text, at, attached=False)
        return (unit.end, f" per {unit.name}") if unit else (m.end(), f" per {singular(word)}")
    if word not in _RATE_WORDS or low.startswith(_BACK, m.end()):
        return end, ""
    if word == "second" and (noun := _NEXT_WORD.match(low, m.end())) and noun[1] not in FUNCTION_WORDS:
        return end, ""  # "it cost 90,000 dollars a second home"
    return m.end(), f" per {NAMES.get(word, word)}"


def in_base_units(value: Decimal, unit: str) -> tuple[str, Decimal] | None:
    """Dimension and value in base units, so that measures compare; None where the unit is no measure.

    `unit` is canonical, as `NumberMention.unit` has it. Base units are metres, kilograms, seconds and those made of them; the
    factors are Pint's (tools/unit_tables.py takes them over).

    >>> from decimal import Decimal
    >>> in_base_units(Decimal("1.5"), "kilometre") == in_base_units(Decimal(1500), "metre")
    True
    """
    above, per, below = unit.partition(" per ")
    top = _scale(above)
    if top is None:
        return None
    dimension, factor, offset = top
    if not per:
        return dimension, value * factor + offset
    bottom = _scale(below)
    if bottom is None:
        return None
    return f"{dimension} per {bottom[0]}", value * factor / bottom[1]


def _scale(unit: str) -> tuple[str, Decimal, Decimal] | None:
    head, _, rest = unit.partition(" ")
    if head in ("square", "cubic") and rest in SCALES:
        power = 2 if head == "square" else 3
        dimension, factor, _offset = SCALES[rest]
        return f"{dimension} ** {power}", Decimal(factor) ** power, Decimal(0)
    if unit not in SCALES:
        return None
    dimension, factor, offset = SCALES[unit]
    return dimension, Decimal(factor), Decimal(offset)
