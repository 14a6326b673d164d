"""A number where it stands: the words of the summary around it, for a terminal, with the number itself marked."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from summariser.article.text.sentences import split_sentences
from summariser.foreign import plain
from summariser.numbers import Bound
from summariser.verification import Verdict

# The parts of a quantity in the order in which they read as one: "over 11,000 troop sent to the front 2024".
_PARTS = ("bound", "value", "upper", "unit", "what", "period", "attribution")
_CUT = "…"
Piece = tuple[str, int, int]  # a text, and from where to where in it is marked


def highlight(written: Any, verdict: Verdict, *, width: int, style: str, in_colour: bool) -> Text | None:
    """The words around what a verdict is on, on one line of at most `width` columns; None where there are none.

    `written` is what was checked: a text, or a summary as a mapping. Without colour, brackets mark the part.
    """
    piece = _piece(written, verdict)
    if piece is None:
        return None
    text, start, end = _sentence(*piece, reach=width + 1)
    before, marked, behind = _flat(text[:start]), plain(text[start:end]), _flat(text[end:])
    brackets = ("[", "]") if marked and not in_colour else ("", "")
    width -= sum(map(len, brackets))
    most = width // 2 if before or behind else width
    marked = marked if len(marked) <= most else f"{marked[: most - 1]}{_CUT}"
    room = max(width - cell_len(marked), 0)
    if cell_len(before + behind) > len(before + behind):
        room //= 2  # characters of two columns each
    before = _last_words(before, max(room // 2, room - len(behind)))
    marked = marked.join(brackets)
    line = Text.assemble(before, (marked, style), _first_words(behind, room - len(before)))
    line.no_wrap, line.overflow = True, "ellipsis"
    return line


def _piece(written: Any, verdict: Verdict) -> Piece | None:
    """Where the verdict is of: in its text, in the string at its path, or in the quantity that its path is a part of."""
    mention = verdict.mention
    if isinstance(written, str):
        return (written, mention.start, mention.end) if mention else None
    try:
        value = _at(written, verdict.path)
        holder = _at(written, verdict.path.rpartition(".")[0])
    except (LookupError, TypeError, ValueError):
        return None
    name = verdict.path.rpartition(".")[2]
    if isinstance(holder, Mapping) and holder.get("value") is not None and name in (*_PARTS, "evidence"):
        return _quantity(holder, name)
    if not isinstance(value, str):
        return None if isinstance(value, Mapping | list) else (str(value), 0, len(str(value)))
    if mention and value[mention.start : mention.end] == mention.text:
        return value, mention.start, mention.end
    start = max(value.find(verdict.text), 0)
    return value, start, start + len(verdict.text)


def _at(data: Any, path: str) -> Any:
    """What stands at a path, whose keys may hold full stops; raises LookupError, TypeError or ValueError where nothing does."""
    while path:
        steps = path.split(".")
        if isinstance(data, list | tuple):
            data, path = data[int(steps[0])], ".".join(steps[1:])
            continue
        ends = (at for at in range(len(steps), 0, -1) if ".".join(steps[:at]) in data)
        end = next(ends, len(steps))
        data, path = data[".".join(steps[:end])], ".".join(steps[end:])
    return data


def _quantity(parts: Mapping[str, Any], named: str) -> Piece:
    """A quantity's fields as one line, with the named one marked; for an exact bound, which has no words, the number."""
    line, start, end = "", 0, 0
    for name in _PARTS:
        said = _said(name, parts.get(name))
        if said:
            line += " " if line else ""
            if name == named or (name == "value" and named == "bound" and start == end):
                start, end = len(line), len(line) + len(said)
            line += said
    return line, start, end


def _said(name: str, part: Any) -> str:
    """A part in words: a bound as it is written before a number, none of an exact one; a number with its separators."""
    if isinstance(part, Decimal | int):
        return f"{part:,f}" if isinstance(part, Decimal) else f"{part:,}"
    if name == "bound" and part in list(Bound):
        return Bound(part).words.strip()
    return "" if part is None else str(part)


def _sentence(text: str, start: int, end: int, *, reach: int) -> Piece:
    """The sentence around a place, as far as `reach` characters to each side of it."""
    low, high = max(0, start - reach), min(len(text), end + reach)
    low = max(low, text.rfind("\n", low, start) + 1)
    line_end = text.find("\n", end, high)
    high = high if line_end < 0 else line_end
    for first, last in split_sentences(text, low, high):
        if first <= start and end <= last:
            low, high = first, last
    return text[low:high], start - low, end - low


def _flat(text: str) -> str:
    """As plain text on one line, with the spaces at its ends."""
    words = plain(text)
    return f"{' ' * text[:1].isspace()}{words}{' ' * text[-1:].isspace()}" if words else " " * bool(text)


def _last_words(text: str, most: int) -> str:
    if len(text) <= most:
        return text.lstrip()
    words = text[len(text) - max(most - 2, 0) :]
    return f"{_CUT} {words.partition(' ')[2]}"


def _first_words(text: str, most: int) -> str:
    if len(text) <= most:
        return text.rstrip()
    words = text[: max(most - 2, 0)]
    return f"{words.rpartition(' ')[0]} {_CUT}"
