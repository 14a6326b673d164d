"""What of foreign text is shown and written: of articles, file names, models and servers.

The one place that decides. Nothing of it steers a terminal, reorders a line, breaks one, or runs in a spreadsheet.
JSON keeps all of it, as escapes.
"""

import re

# The controls C0 and C1, marks that turn the direction of writing, separators of lines, and halves of characters. The
# joiners of Indic and Arabic words and of emoji are none of these.
_STEERING = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff"
_STEERS = re.compile(f"[{_STEERING}]")
_HALF = re.compile("[\ud800-\udfff]")
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|~<>&-])")
_LINE_END = re.compile("\r\n?")
# With these a spreadsheet takes a cell for a formula (OWASP, "CSV injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
# Where semicolons stand between cells, as in much of Europe, a comma's quotes hold no cell together: a new one begins here.
_FURTHER_FORMULA = re.compile('([;\n])(?=[ \t\u00a0\ufeff"]*[=+\\-@＝＋－＠])')


def plain(text: object) -> str:
    """One line of printable characters, for a terminal or a message."""
    return "".join(c if c.isprintable() else " " for c in " ".join(str(text).split()))


def cell(text: str) -> str:
    """Text of a table, in which lines and tabs stay; what steers becomes U+FFFD, and halves of characters escapes."""
    if text.isascii() and text.isprintable():
        return text
    halves = _HALF.sub(_escape, _LINE_END.sub("\n", text))
    return _STEERS.sub("\N{REPLACEMENT CHARACTER}", halves)


def csv_cell(text: str) -> str:
    """As `cell`; what a spreadsheet would take for a formula gets an apostrophe before it.

    Also within the text, where one that reads semicolons as the ends of cells would have a cell begin.
    """
    safe = _FURTHER_FORMULA.sub(r"\1'", cell(text))
    return f"'{safe}" if safe.lstrip(" \u00a0\ufeff").startswith(_FORMULA) else safe


def inert_markdown(text: str) -> str:
    """One line with nothing that Markdown or HTML would take for markup, nor a table for the end of a cell."""
    line = _MARKUP.sub(r"\\\1", plain(text))
    return line.replace(r"\<", "&lt;").replace(r"\>", "&gt;").replace(r"\&", "&amp;")


def json_text(text: str) -> str:
    """JSON with escapes for all of its characters that steer: the same JSON."""
    return text if text.isascii() and "\x7f" not in text else _STEERS.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
