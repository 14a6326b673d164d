"""What a cell of a spreadsheet shows of a value: typed where the sheet holds it exactly, else as text."""

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from summariser.article.text.sentences import split_sentences
from summariser.foreign import cell
from summariser.views.tables.columns import Column, Type
from summariser.views.tables.numerals import MOST_DIGITS, is_held, is_part

# As Excel has it ("Excel specifications and limits").
LONGEST = 32_767  # UTF-16 units of a cell's text
_CUT = " [... cut here: a cell holds no more]"
_TOO_LONG = f"Text, as a spreadsheet holds {MOST_DIGITS} digits of a number and this one has more."
_NO_XML = re.compile("[\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@")
_FIRST_DATE = date(1900, 3, 1)  # before it Excel counts a 29 February that was none
# By judgement.
_MOST_DECIMALS, _DECIMALS_OF_PART = 10, 4
_LEVELS = {"supported": "#1A7F37", "doubt": "#9A6700", "unsupported": "#B42318"}


class Formats:
    """The formats of a workbook's cells, each made once."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "bg_color": "#E8ECF0", "bottom": 1, "valign": "top"})
        self.link = book.add_format({"font_color": "#0B57D0", "underline": 1, "quote_prefix": True})
        # So marked, what begins like a formula stays text also when someone edits the cell.
        self.text = book.add_format({"quote_prefix": True})
        self.digits = book.add_format({"align": "right", "quote_prefix": True})
        self.of_type = {
            Type.COUNT: book.add_format({"num_format": "#,##0"}),
            Type.SHARE: book.add_format({"num_format": "0%"}),
            Type.AMOUNT: book.add_format({"num_format": "#,##0.0###"}),
            Type.DATE: book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        }
        self.levels = {name: book.add_format({"font_color": color}) for name, color in _LEVELS.items()}
        self.number = cache(lambda shape: book.add_format({"num_format": shape}))


def write(
    sheet: Any, at: tuple[int, int], column: Column, value: object, formats: Formats, *, named: bool
) -> None:
    """Writes a value, not None, into the cell `at` (row, column). `named`: a number is of a date or a name, ungrouped."""
    if isinstance(value, bool):
        sheet.write_boolean(*at, value)
    elif isinstance(value, Decimal):
        _write_number(sheet, at, value, formats, named)
    elif isinstance(value, date) and value >= _FIRST_DATE:
        sheet.write_datetime(*at, value, formats.of_type[Type.DATE])
    elif isinstance(value, int | float):
        sheet.write_number(*at, value, formats.of_type.get(column.type))
    else:
        text = cell_text(str(value))
        starts = formats.text if text.lstrip().startswith(_FORMULA) else None
        sheet.write_string(*at, text, formats.levels.get(text) if column.name == "level" else starts)


def _write_number(sheet: Any, at: tuple[int, int], value: Decimal, formats: Formats, named: bool) -> None:
    part = is_part(value)
    if not part and not is_held(value):
        sheet.write_string(*at, cell_text(f"{value:f}"), formats.digits)
        sheet.write_comment(*at, _TOO_LONG)
        return
    most = _DECIMALS_OF_PART if part else _MOST_DECIMALS
    decimals = min(max(-int(value.as_tuple().exponent), 0), most)
    whole = "0" if named else "#,##0"
    sheet.write_number(*at, float(value), formats.number(f"{whole}.{'0' * decimals}" if decimals else whole))


def cell_text(text: str) -> str:
    """Text as a cell holds it: nothing that steers, and where it is too long, its first sentences and a word of that."""
    if len(text) <= LONGEST and text.isascii() and text.isprintable() and not text.startswith("<"):
        return text
    safe = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", cell(text))
    if safe.startswith("<r>") and safe.endswith("</r>"):
        safe += " "  # else xlsxwriter takes it for markup of its own
    return safe if _units(safe) <= LONGEST else _cut(safe)


def _cut(text: str) -> str:
    room = LONGEST - len(_CUT)
    kept = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
    *whole, _ = list(split_sentences(kept, 0, len(kept))) or [(0, 0)]
    # Where no sentence ends within reach, after a word.
    end = whole[-1][1] if whole else kept.rfind(" ", len(kept) // 2)
    return (kept[:end] if end > 0 else kept) + _CUT


def _units(text: str) -> int:
    return len(text) if len(text) <= LONGEST // 2 else len(text.encode("utf-16-le")) // 2
