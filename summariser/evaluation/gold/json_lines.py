"""On which line each value of a JSON file stands, so that people find what is wrong with it."""

import re
from typing import NamedTuple

Place = tuple[str | int, ...]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


class _Open(NamedTuple):
    """An object or array that is not closed yet; `keys` holds an object's key at hand, or an array's index."""

    is_object: bool
    keys: list[str | int]


def lines_of(text: str) -> dict[Place, int]:
    """The line, from 1, on which each value begins, by its keys and indices; `text` must be valid JSON."""
    lines: dict[Place, int] = {}
    opened: list[_Open] = []
    line, at, awaiting_key = 1, 0, False
    for match in _TOKEN.finditer(text):
        line, at = line + text.count("\n", at, match.start()), match.start()
        token = match[0]
        if token in "}]":
            opened.pop()
            awaiting_key = False
        elif token == ",":
            awaiting_key = opened[-1].is_object
            if not awaiting_key:
                opened[-1].keys[0] = int(opened[-1].keys[0]) + 1
        elif awaiting_key:
            opened[-1].keys[0], awaiting_key = token[1:-1], False
        elif token != ":":
            lines.setdefault(tuple(o.keys[0] for o in opened), line)
            if token in "{[":
                opened.append(_Open(token == "{", ["" if token == "{" else 0]))
                awaiting_key = token == "{"
    return lines


def line_of(place: Place, lines: dict[Place, int]) -> int:
    """The line of a place, or of the nearest thing around it that is there."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)
