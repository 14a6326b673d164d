"""Units right after a number: percent, money by name or code, and measures by name or symbol, with their rates.

The tables come from _unit_table; here is how they are read, and how two measures are compared.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from summariser.numbers._unit_table import ATTACHED, MONEY, NAMES, SCALES, SIGNS, SYMBOLS
from summariser.numbers.mention import Kind
from summariser.numbers.nouns import singular


class Unit(NamedTuple):
    """A unit as read: where it ends, what kind of quantity it makes, and its canonical name."""

    end: int
    kind: Kind
    name: str


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
_RATE_WORDS = frozenset(
    "second minute hour day night week month year quarter decade gallon litre liter barrel bushel pound kilo "
    "tonne ton ounce share head person piece pop unit mile kilometre kilometer acre ticket".split()
)
_TIMES = frozenset("times time".split())


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
_LEX = re.compile(r"([ \u00a0\u2009\u202f]?-?)([^\W\d_]+[²³]?|[%°º′″Ω’$€£¥₹]+[CF]?)")
_SYMBOL = re.compile(
    r"[ \u00a0\u2009\u202f-]?((?:°|º)?[A-Za-zµμΩ°º%]+(?:-(?:ft|lbs?|fts?)\b)?)([23²³](?![0-9]))?"
)
_SLASH = re.compile(r"/([A-Za-zµμ]+)([23²³](?![0-9]))?(?![A-Za-z])")
_RATE = re.compile(r"(?: (?:per|an?)|-(?:per|an?)-?) ?([a-z]+)(?: ([a-z]+))?|(?: each| every) ([a-z]+)")
_OLD = re.compile(r"[ -]olds?\b")


def read_unit(text: str, low: str, end: int) -> Unit | None:
    """The unit that begins right at `end`, after at most a space or a hyphen; None if there is none."""
    m = _LEX.match(text, end)
    if m is None:
        return None
    joint, word = m[1], m[2]
    if word[0] == "%":
        point = _PERCENTAGE_POINTS.match(low, m.end())
        return (
            Unit(point.end(), Kind.PERCENT, "percentage point")
            if point
            else Unit(m.start(2) + 1, Kind.PERCENT, "percent")
        )
    unit = _symbol(text, end, attached=not joint)
    if unit is None:
        unit = _name(low, m.start(2), word.lower())
    if unit is None or (unit.name == "second" and not joint.endswith("-") and word == "second"):
        return unit
    return _old(low, unit) if unit.name in ("year", "month", "week", "day") else unit


_PERCENTAGE_POINTS = re.compile(r"[ -](?:age )?points?\b")


def _old(low: str, unit: Unit) -> Unit:
    m = _OLD.match(low, unit.end)
    return unit._replace(end=m.end()) if m else unit


def _name(low: str, start: int, word: str) -> Unit | None:
    if word in _SQUARES:
        at = start + len(word) + (low[start + len(word) : start + len(word) + 1] == ".")
        if low[at : at + 1] in (" ", "-"):
            inner = _name(low, at + 1, _first(low, at + 1)) or _symbol(low, at, attached=False)
            if inner and inner.kind is Kind.MEASURE:
                return inner._replace(name=f"{_SQUARES[word]} {inner.name}")
    for name, kind, unit in _FIRST.get(word, ()):
        stop = start + len(name)
        if low.startswith(name, start) and not low[stop : stop + 1].isalnum():
            return Unit(stop, kind, unit)
    return None


def _first(low: str, start: int) -> str:
    m = _LETTERS.match(low, start)
    return m[0] if m else ""


_LETTERS = re.compile(r"[a-z]+")


def _symbol(text: str, end: int, attached: bool) -> Unit | None:
    m = _SYMBOL.match(text, end)
    if m is None:
        return None
    symbol, power = m[1], m[2]
    stop = m.end()
    if text[stop : stop + 1].isalnum():
        return None
    name = SYMBOLS.get(symbol) or (ATTACHED.get(symbol) if attached or power else None)
    if name is None:
        if symbol in SIGNS and len(symbol) > 2 and symbol.isupper():
            return Unit(stop, Kind.MONEY, SIGNS[symbol])
        return None
    if power:
        name = _POWERS[power] + name
    over = _SLASH.match(text, stop)
    if over:
        below = SYMBOLS.get(over[1]) or ATTACHED.get(over[1]) or NAMES.get(over[1].lower())
        if below:
            return Unit(
                over.end(), Kind.MEASURE, f"{name} per {_POWERS.get(over[2], '') if over[2] else ''}{below}"
            )
    return Unit(stop, Kind.MEASURE, name)


def read_rate(text: str, low: str, end: int) -> tuple[int, str]:
    """The rate after a unit or a noun, as " per year", with its end; (end, "") if there is none."""
    m = _RATE.match(low, end)
    if m is None:
        over = _SLASH.match(text, end)
        below = over and (SYMBOLS.get(over[1]) or ATTACHED.get(over[1]) or NAMES.get(over[1].lower()))
        return (over.end(), f" per {below}") if over and below else (end, "")
    word = m[1]
    if word is None or word == "cent":
        return end, ""
    start = m.start(1)
    if "per" in m[0][:5]:
        unit = _name(low, start, word) or _symbol(text, start - 1, attached=False)
        if unit and unit.kind is Kind.MEASURE:
            return unit.end, f" per {unit.name}"
        return m.end(1), f" per {singular(word)}"
    if word in _RATE_WORDS:
        return m.end(1), f" per {NAMES.get(word, word)}"
    return end, ""


def in_base_units(value: Decimal, unit: str) -> tuple[str, Decimal] | None:
    """Dimension and value in base units, so that measures compare; None where the unit is no measure.

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
