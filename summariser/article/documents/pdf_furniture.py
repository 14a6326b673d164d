"""Tells running heads, running feet and page numbers from a document's body: by their place, and what recurs there."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import mode

from summariser.article.documents.pdf_columns import Line, Row

# So many rows at the top and at the bottom of a page, in so much of its height, may be furniture. By judgement, on the
# PDF files of tests/data/documents; so are those below.
_ROWS, _ZONE = 3, 0.16
# A row of so many lines beside each other is one of a table.
_CELLS = 4
# In points, what stands in the same place; in parts of the size, what is set apart from the body.
_SAME, _APART = 4.0, 0.7
# Of all pages, how many have a head in one place, if it says something else on each of them.
_SHARE = 0.4
_SMALLER = 0.95
_DIGITS = re.compile(r"\d+|\b[ivxl]{1,6}\b")
_ADDRESS = re.compile(r"(?:https?|file)://|\bwww\.")
_NUMBER = re.compile(r"(?:page |p\. ?)?(\d{1,4})(?: ?(?:/|of) ?\d{1,4})?", re.IGNORECASE)
_OF = re.compile(r"\d{1,4}\s?(?:/|of)\s?\d{1,4}")

Place = tuple[int, int]  # the number of a page, and of a row on it


def find_running(pages: Sequence[Sequence[Row]], heights: Sequence[float]) -> set[Place]:
    """The rows that are running heads, feet and page numbers."""
    edges = [dict(_edge_rows(rows, height)) for rows, height in zip(pages, heights, strict=True)]
    said: dict[str, list[tuple[float, int]]] = defaultdict(list)
    heads: dict[int, set[int]] = defaultdict(set)
    sizes = [line.size for rows in pages for row in rows for line in row for _ in line.words]
    body = mode(round(size, 1) for size in sizes) if sizes else 0
    for page, rows in enumerate(edges):
        for row, is_top in rows.items():
            here = pages[page][row]
            for line in here:
                said[_pattern(line, page)].append((here[0].base, page))
            if is_top and len(here) < _CELLS and here[0].size < body * _SMALLER:
                heads[round(here[0].base / _SAME)].add(page)
    running = set()
    for page, rows in enumerate(edges):
        for row, is_top in rows.items():
            here = pages[page][row]
            recurs = [_recurs(said[_pattern(line, page)], here[0].base) for line in here]
            places = heads[round(here[0].base / _SAME)]
            is_head = is_top and page in places and len(places) >= max(2, _SHARE * len(pages))
            # Of the rows of a table, only a head is the same on the next page.
            is_number = not is_top and len(here) == 1 and _numbers(here[0], page)
            again = any(recurs) if len(here) < _CELLS else all(recurs)
            if again or is_head or is_number or _is_of_browser(here):
                running.add((page, row))
    return running


def _numbers(line: Line, page: int) -> bool:
    """Whether a line is the number of its page and nothing else: of a document of one page none recurs."""
    found = _NUMBER.fullmatch(line.text.strip("-–—| "))
    return found is not None and int(found[1]) == page + 1


def is_of_web(row: Row) -> bool:
    """Whether a running head or foot has an address, as browsers print it."""
    return any(_ADDRESS.search(line.text) for line in row)


def _is_of_browser(row: Row) -> bool:
    return is_of_web(row) and any(_OF.fullmatch(line.text) for line in row)


def _edge_rows(rows: Sequence[Row], height: float) -> Iterator[tuple[int, bool]]:
    """The numbers of the rows near an edge of the page, set apart from the body, and whether that is the top one."""
    for is_top in (True, False):
        order = range(len(rows)) if is_top else range(len(rows) - 1, -1, -1)
        outer: list[int] = []
        for row in [*order][: _ROWS + 1]:
            if outer and _gap(rows[row], rows[outer[-1]]) > _APART * rows[outer[-1]][0].size:
                yield from ((n, is_top) for n in outer)
                outer = []
            from_edge = rows[row][0].base / height
            if (from_edge if is_top else 1 - from_edge) > _ZONE or row is order[-1] and len(rows) > 1:
                break
            outer.append(row)


def _gap(one: Row, other: Row) -> float:
    upper, lower = sorted((one, other), key=lambda row: row[0].base)
    return min(line.top for line in lower) - max(line.bottom for line in upper)


def _pattern(line: Line, page: int) -> str:
    """What a line says but for its numbers; of a number alone, how far it is from that of its page."""
    text = line.text.strip("-–—| ")
    if text.isdecimal() and len(text) < 5:
        return f"#{int(text) - page}"
    return (
        " ".join(_DIGITS.sub("#", text.lower()).split())
        if any(map(str.isalpha, text)) or _OF.fullmatch(text)
        else text
    )


def _recurs(places: Sequence[tuple[float, int]], base: float) -> bool:
    """Whether the same stands in the same place on another page."""
    return len({page for at, page in places if abs(at - base) <= _SAME}) > 1
