"""Writes summariser/numbers/units/table.json from pint (measures) and babel (currencies).

    python -m tools.unit_tables            # write the table
    python -m tools.unit_tables --check    # exit 1 when the committed table differs

Importing the two libraries takes half a second, which the number finder must not cost its users; so the
finder reads a table, and this script is the only place that knows where the table comes from. Below is only
the choice: which of the libraries' units a news text uses. Names, symbols, plurals, dimensions and factors
are the libraries' own, in British spelling.
"""

import json
import sys
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

from tools.pages import write_or_check

TABLE = Path(__file__).resolve().parent.parent / "summariser" / "numbers" / "units" / "table.json"

# pint's name of the unit -> the prefixes that news text puts before it.
CHOSEN = {
    "meter": "nano micro milli centi kilo",
    "inch": "", "foot": "", "yard": "", "mile": "", "nautical_mile": "", "light_year": "",
    "hectare": "", "acre": "",
    "gram": "micro milli kilo", "metric_ton": "kilo mega giga", "ton": "kilo mega giga", "pound": "",
    "ounce": "", "stone": "", "carat": "", "troy_ounce": "",
    "liter": "micro milli centi deci mega giga", "gallon": "", "pint": "", "quart": "", "oil_barrel": "",
    "bushel": "", "teaspoon": "", "tablespoon": "", "fluid_ounce": "",
    "mile_per_hour": "", "kilometer_per_hour": "", "knot": "",
    "degree_Celsius": "", "degree_Fahrenheit": "", "kelvin": "",
    "watt": "micro milli kilo mega giga tera", "horsepower": "", "metric_horsepower": "",
    "joule": "kilo mega giga tera", "calorie": "kilo", "watt_hour": "kilo mega giga tera",
    "british_thermal_unit": "", "electron_volt": "kilo mega giga tera",
    "volt": "milli kilo", "ampere": "milli kilo", "ohm": "", "farad": "micro nano pico", "tesla": "",
    "hertz": "kilo mega giga tera",
    "byte": "kilo mega giga tera peta", "bit": "kilo mega giga tera",
    "second": "nano micro milli", "minute": "", "hour": "", "day": "", "week": "", "fortnight": "",
    "month": "", "year": "", "century": "", "millennium": "",
    "pascal": "hecto kilo mega giga", "bar": "milli", "pound_force_per_square_inch": "",
    "standard_atmosphere": "",
    "newton": "kilo mega", "pound_force": "",
    "degree": "", "lumen": "", "lux": "", "candela": "",
    "sievert": "micro milli", "becquerel": "kilo mega giga tera", "mole": "milli micro",
    "pixel": "mega",
}  # fmt: skip

# Spellings that news text uses and pint does not have, or has for something else.
EXTRA_SYMBOLS = {
    "kph": "kilometre per hour", "kmh": "kilometre per hour", "km/h": "kilometre per hour",
    "kmph": "kilometre per hour", "mph": "mile per hour", "mpg": "mile per gallon",
    "cc": "cubic centimetre", "lbs": "pound", "yds": "yard", "hr": "hour", "hrs": "hour", "mins": "minute",
    "secs": "second", "sec": "second", "yrs": "year", "yr": "year", "wks": "week", "°C": "degree Celsius",
    "°F": "degree Fahrenheit", "ºC": "degree Celsius", "ºF": "degree Fahrenheit", "degC": "degree Celsius",
    "degF": "degree Fahrenheit", "C": "degree Celsius", "F": "degree Fahrenheit", "°": "degree", "º": "degree",
    "PS": "metric horsepower", "bhp": "horsepower", "sqm": "square metre", "sqft": "square foot",
    "sqkm": "square kilometre", "″": "inch", "Nm": "newton metre", "lb-ft": "pound foot",
    "ft-lb": "pound foot", "ft-lbs": "pound foot", "lb-fts": "pound foot", "Mbps": "megabit per second",
    "Gbps": "gigabit per second", "kbps": "kilobit per second", "Mbit": "megabit", "Gbit": "gigabit", "kbit": "kilobit", "bbl": "barrel", "bpd": "barrel per day",
    "kt": "kilotonne", "MT": "tonne", "mt": "tonne", "kWh": "kilowatt hour", "MP": "megapixel",
    "Kg": "kilogram", "KG": "kilogram", "KM": "kilometre", "Km": "kilometre", "HP": "horsepower",
    "Hp": "horsepower", "HZ": "hertz", "KHz": "kilohertz", "Ghz": "gigahertz", "Mhz": "megahertz",
    "KB": "kilobyte", "Mb": "megabit", "ML": "megalitre", "mL": "millilitre", "ml": "millilitre",
    "cl": "centilitre", "sqmi": "square mile", "dB": "decibel", "psi": "pound-force per square inch",
    "MB": "megabyte", "mAh": "milliampere hour", "Ah": "ampere hour",
    "rpm": "revolution per minute", "fps": "frame per second", "ppm": "part per million",
    "ppb": "part per billion", "bpm": "beat per minute", "mcg": "microgram", "pts": "point", "kW": "kilowatt", "KW": "kilowatt", "kw": "kilowatt", "gal": "gallon",
    "IU": "international unit",
}  # fmt: skip
EXTRA_NAMES = {
    "decibel": "decibel", "decibels": "decibel", "decade": "decade", "decades": "decade",
    "centigrade": "degree Celsius", "deg c": "degree Celsius",
    "deg f": "degree Fahrenheit", "deg": "degree", "degrees c": "degree Celsius", "degrees f": "degree Fahrenheit",
    "degree c": "degree Celsius", "degree f": "degree Fahrenheit", "kilo": "kilogram", "kilos": "kilogram", "klick": "kilometre",
    "klicks": "kilometre", "barrel": "barrel", "barrels": "barrel", "centuries": "century",
    "millennia": "millennium", "amps": "ampere", "amp": "ampere", "hertz": "hertz", "lux": "lux",
    "metric ton": "tonne", "metric tons": "tonne", "metric tonne": "tonne", "metric tonnes": "tonne",
    "atmospheres": "atmosphere", "inches": "inch", "feet": "foot", "foot": "foot", "knots": "knot",
    "pound": "pound", "pounds": "pound", "calories": "calorie", "tons": "ton",
    "kiloton": "kiloton", "kilotons": "kiloton", "megaton": "megaton", "megatons": "megaton",
    "gigaton": "gigaton", "gigatons": "gigaton",
}  # fmt: skip
# Symbols of pint that are words or say something else in English prose.
REFUSED = {
    "a", "d", "in", "as", "am", "at", "are", "b", "c", "g0", "k", "l", "m", "mil", "mo", "P", "R",
    "S", "T", "t", "pt", "A", "deg", "dot", "pel", "bu", "Mdot", "Mpel", "kamp", "mamp", "st", "qt", "bar", "u",
    "y", "yd", "h", "s", "K", "B", "J", "N", "ct", "L", "mb",
    "Gal", "Pa", "cd", "au", "Eh", "D", "M", "nit", "ms", "lx", "lm",
}  # fmt: skip
# Names that in news text are things to be counted.
REFUSED_NAMES = {"bar", "bars", "stones", "mole", "moles", "tesla", "teslas"}
# Single letters that are units also after a space: "12 m high". Not "a", nor the capitals.
SPACED = {"m": "metre", "g": "gram", "t": "tonne", "h": "hour", "s": "second", "l": "litre"}
# Single letters and short words that are units only right after the digits ("5m", "6in", "20s").
ATTACHED = {
    "m": "metre", "g": "gram", "t": "tonne", "h": "hour", "s": "second", "l": "litre", "L": "litre",
    "in": "inch", "min": "minute", "mi": "mile", "d": "day", "K": "kelvin", "J": "joule", "N": "newton",
    "V": "volt", "W": "watt", "A": "ampere", "y": "year", "yd": "yard", "ms": "millisecond", "pt": "pint",
    "Pa": "pascal", "B": "byte",
}  # fmt: skip
RENAMED = {"oil barrel": "barrel", "standard atmosphere": "atmosphere", "metric ton": "tonne"}


def british(name: str) -> str:
    """pint's name in British spelling and with spaces."""
    name = name.replace("_", " ").replace("meter", "metre").replace("liter", "litre")
    for old, new in RENAMED.items():
        name = name.replace(old, new)
    return name


def plural(name: str) -> str:
    """The regular plural of the unit's head word."""
    if name in INVARIABLE or name.endswith("hertz"):
        return name
    if name.startswith("degree "):
        return name.replace("degree", "degrees")
    return name + ("es" if name.endswith(("ch", "s", "x")) else "s")


def measures() -> tuple[dict[str, str], dict[str, str], dict[str, tuple[str, str, str]]]:
    """Symbols (case matters), names (lower case), and dimension, factor and offset of each unit."""
    import pint

    registry: Any = pint.UnitRegistry(non_int_type=Decimal)
    symbols: dict[str, str] = {}
    names: dict[str, str] = {}
    scales: dict[str, tuple[str, str, str]] = {}
    for unit, prefixes in CHOSEN.items():
        for prefix in ["", *prefixes.split()]:
            _add_unit(registry, prefix, unit, symbols, names, scales)
    # pint's "decade" is the logarithmic one.
    dimension, year, zero = scales["year"]
    scales["decade"] = (dimension, f"{Decimal(year) * 10:f}", zero)
    symbols = {s: n for s, n in symbols.items() if s not in REFUSED} | EXTRA_SYMBOLS
    names = {name: unit for name, unit in names.items() if name not in REFUSED_NAMES}
    return symbols, names | EXTRA_NAMES, scales


def _add_unit(
    registry: Any,
    prefix: str,
    unit: str,
    symbols: dict[str, str],
    names: dict[str, str],
    scales: dict[str, Any],
) -> None:
    definition = registry._units[unit]
    canonical = british(prefix + unit)
    for american in (prefix + unit.replace("_", " "), canonical):
        name = american.replace("metric ton", "tonne").lower()
        for form in (name, plural(name)):
            names[form] = names[form.replace(" ", "-")] = canonical
    short = registry._prefixes[prefix].symbol if prefix else ""
    for symbol in [definition.symbol, *definition.aliases]:
        if len(symbol) <= 4 and symbol not in (unit, "feet"):
            symbols[short + symbol] = canonical
            if short == "µ":
                symbols["μ" + symbol] = canonical
    zero = registry.Quantity(Decimal(0), prefix + unit).to_base_units()
    one = registry.Quantity(Decimal(1), prefix + unit).to_base_units()
    factor = (one.magnitude - zero.magnitude).normalize()
    scales[canonical] = (str(one.dimensionality), f"{factor:f}", f"{zero.magnitude.normalize():f}")


# What a reader takes the word or sign for when nothing else says which country's it is.
PLAIN_MONEY = {
    "$": "USD", "£": "GBP", "¥": "JPY", "￥": "JPY", "€": "EUR", "₤": "GBP", "₨": "INR",
    "dollar": "USD", "pound": "GBP", "euro": "EUR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "rouble": "RUB", "ruble": "RUB", "rupee": "INR", "won": "KRW", "franc": "CHF", "peso": "MXN", "lira": "TRY",
    "rand": "ZAR", "real": "BRL", "reais": "BRL", "shekel": "ILS", "sheqel": "ILS", "krona": "SEK",
    "kronor": "SEK", "krone": "NOK", "kroner": "NOK", "zloty": "PLN", "forint": "HUF", "ringgit": "MYR",
    "hryvnia": "UAH", "baht": "THB", "rupiah": "IDR", "dong": "VND", "naira": "NGN", "cedi": "GHS",
    "taka": "BDT", "dirham": "AED", "riyal": "SAR", "rial": "IRR", "lev": "BGN", "leva": "BGN", "lari": "GEL",
    "dram": "AMD", "tenge": "KZT", "manat": "AZN", "koruna": "CZK", "shilling": "KES", "birr": "ETB",
    "kwacha": "ZMW", "pula": "BWP", "quetzal": "GTQ", "bolivar": "VES", "guarani": "PYG", "ariary": "MGA",
    "sterling": "GBP", "quid": "GBP", "greenback": "USD", "kip": "LAK", "riel": "KHR", "kyat": "MMK",
    "tugrik": "MNT", "leu": "RON", "lei": "RON", "denar": "MKD", "lempira": "HNL", "gourde": "HTG",
    "metical": "MZN", "kwanza": "AOA", "dalasi": "GMD", "ouguiya": "MRU", "pataca": "MOP", "som": "KGS",
    "hryvnias": "UAH", "bitcoin": "BTC", "kuna": "HRK", "colon": "CRC", "dinar": "KWD", "lek": "ALL",
    "afghani": "AFN", "rufiyaa": "MVR", "paanga": "TOP", "tala": "WST", "vatu": "VUV", "kina": "PGK",
}  # fmt: skip
INVARIABLE = {
    "reais",
    "kronor",
    "kroner",
    "leva",
    "hryvnias",
    "leu",
    "lev",
    "krona",
    "krone",
    "real",
    "hertz",
    "foot",
    "century",
    "yen",
    "yuan",
    "renminbi",
    "baht",
    "won",
    "rand",
    "sterling",
    "quid",
    "dong",
    "lei",
    "kip",
    "som",
}
MONEY_NAMES = {
    "us dollar": "USD", "american dollar": "USD", "british pound": "GBP", "pound sterling": "GBP",
    "pounds sterling": "GBP", "chinese renminbi": "CNY", "korean won": "KRW", "israeli shekel": "ILS",
    "israeli shekels": "ILS", "taiwan dollar": "TWD", "taiwan dollars": "TWD", "emirati dirham": "AED",
    "russian rouble": "RUB", "hong kong dollars": "HKD", "canadian dollars": "CAD", "iranian rial": "IRR",
}  # fmt: skip
# "PS" is what transliteration to ASCII makes of "£".
SIGNS_BEFORE = {"US$": "USD", "$US": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "Can$": "CAD",
                "Cdn$": "CAD", "HK$": "HKD", "NZ$": "NZD", "S$": "SGD", "SG$": "SGD", "NT$": "TWD", "R$": "BRL",
                "MX$": "MXN", "EC$": "XCD", "J$": "JMD", "TT$": "TTD", "N$": "NAD", "Z$": "ZWG", "RM": "MYR",
                "Rs": "INR", "Rs.": "INR", "Re": "INR", "Rp": "IDR", "RMB": "CNY", "CN¥": "CNY", "JP¥": "JPY",
                "Tk": "BDT", "kr": "SEK", "Kr": "SEK", "R": "ZAR", "CFA": "XOF", "FCFA": "XAF", "KSh": "KES",
                "Sh": "KES", "Fr": "CHF", "SFr": "CHF", "Bs": "VES", "LE": "EGP", "NIS": "ILS", "Php": "PHP",
                "P": "PHP", "zł": "PLN", "Kč": "CZK", "Ft": "HUF", "BTC": "BTC", "HRK": "HRK", "BGN": "BGN",
                "NTD": "TWD", "STG": "GBP", "US": "USD", "UK£": "GBP", "GH₵": "GHS", "PS": "GBP", "VEF": "VES"}  # fmt: skip


def currencies() -> tuple[dict[str, str], dict[str, str]]:
    """Signs and codes (case matters), and names (lower case, singular and plural), of the money in use today."""
    from babel import Locale
    from babel.core import get_global

    english = Locale("en")
    current = {
        c
        for rows in get_global("territory_currencies").values()
        for c, _, end, tender in rows
        if tender and end is None
    }
    current &= {code for code in english.currencies if "(" not in english.currencies[code]}
    names: dict[str, str] = {}
    for word, code in PLAIN_MONEY.items():
        if word[0].isalpha():
            names[word] = code
            names.setdefault(plural(word), code)
    for code in sorted(current):
        forms = english._data["currency_names_plural"].get(code, {})
        for name in {english.currencies[code], *forms.values()}:
            names[name.lower()] = code
    signs = {code: code for code in sorted(current)}
    for code in sorted(current):
        for locale in _SIGN_LOCALES:
            sign = Locale.parse(locale).currency_symbols.get(code, code)
            if len(sign) == 1 and unicodedata.category(sign) == "Sc" and sign not in PLAIN_MONEY:
                signs.setdefault(sign, code)
    signs |= {sign: code for sign, code in PLAIN_MONEY.items() if not sign[0].isalpha()}
    return signs | SIGNS_BEFORE, names | MONEY_NAMES


# Locales whose own currency has a sign of its own.
_SIGN_LOCALES = (
    "en en_IN uk ru he ko vi hi bn th tr kk ka hy az lo km mn fil en_NG ak es_CR es_PY si ps ar fa ur".split()
)


def render() -> str:
    """The text of the table: an object for each kind, one line for each entry."""
    symbols, names, scales = measures()
    signs, money = currencies()
    table = {
        "symbols": symbols,
        "attached": ATTACHED,
        "spaced": SPACED,
        "names": names,
        "scales": scales,
        "signs": signs,
        "money": money,
    }
    return "{\n" + ",\n".join(f'"{kind}": {_object(entries)}' for kind, entries in table.items()) + "\n}\n"


def _object(entries: dict[str, Any]) -> str:
    lines = (f"  {_quoted(key)}: {_quoted(entries[key])}" for key in sorted(entries))
    return "{\n" + ",\n".join(lines) + "\n}"


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(write_or_check(TABLE, render, __doc__))
