"""Reads pages that libxml2 cuts off: it ends a tree, and with it the article, at 256 levels, or at a text, script,
comment or embedded image of more than 10 million bytes.

The parser's events have no such end. From them a tree is built in which an element that holds nothing but one of its
own kind is left out, and what is too deep even then stands behind the element that it would stand in.
"""

import re
from array import array
from itertools import accumulate

from lxml import etree
from lxml.html import HtmlElement, html_parser

from summariser.article.page.page import BLOCKS, CELLS, UNSEEN
from summariser.article.page.shown import is_hidden

# Trees as deep as this may have been cut off; the two below keep those built here well under it. libxml2 ends a tree at
# 256 levels and a text node at 10 million bytes; a little less, by judgement.
_CUT = 250
_LARGE = 2_500_000  # in characters, of which each may be four bytes
_DEEPEST_BLOCK, _DEEPEST = 150, 200
# Trees that are built take no control characters and no odd names, as those that are parsed do.
_CONTROLS = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,200}", re.ASCII)
_Start = tuple[str, dict[str, str]]
_END = None


def is_large(html: str) -> bool:
    """Whether a part of the page may be so long that the parser ends its tree there."""
    return len(html) > _LARGE


def is_deep(root: HtmlElement) -> bool:
    """Whether a tree is so deep that the parser may have ended it before the page's end."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _CUT:
            return True
    return False


def parse_whole(html: str) -> HtmlElement | None:
    """The page with all of its text, at most 200 levels deep, None if there is no element; linear in its size."""
    parser = etree.HTMLParser(
        target=_Events(), collect_ids=False, remove_comments=True, remove_pis=True, huge_tree=True
    )
    events = etree.fromstring(html, parser)
    return _tree(events) if any(isinstance(event, tuple) for event in events) else None


class _Events:
    """Takes down what the parser meets: starts, ends and text. Starts without attributes share one object a tag."""

    def __init__(self) -> None:
        self._events: list[_Start | str | None] = []
        self._plain: dict[str, _Start] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        named = {
            name: _CONTROLS.sub(" ", value) for name, value in attributes.items() if _NAME.fullmatch(name)
        }
        plain = self._plain.setdefault(tag, (tag if _NAME.fullmatch(tag) else "span", {}))
        self._events.append((plain[0], named) if named else plain)

    def end(self, _: str) -> None:
        self._events.append(_END)

    def data(self, text: str) -> None:
        self._events.append(_CONTROLS.sub(" ", text))

    def close(self) -> list[_Start | str | None]:
        return self._events


def _tree(events: list[_Start | str | None]) -> HtmlElement:
    is_deep = _depth(events) > _CUT
    builder = _Builder(_DEEPEST_BLOCK, _DEEPEST) if is_deep else _Builder(_CUT, _CUT)
    left_out = _wrappers(events) if is_deep else bytes(len(events))
    for at, event in enumerate(events):
        if isinstance(event, str):
            builder.text(event)
        elif not left_out[at]:
            builder.end() if event is _END else builder.start(*event)
    return builder.close()


def _depth(events: list[_Start | str | None]) -> int:
    return max(accumulate(-1 if event is _END else not isinstance(event, str) for event in events), default=0)


def _wrappers(events: list[_Start | str | None]) -> bytearray:
    """Marks the start and end of each visible element in which there is nothing but one of the same kind."""
    marks, size = bytearray(len(events)), len(events)
    ends, following = array("q", [0]) * size, array("q", [0]) * size
    open_ends: list[int] = []
    next_one = 0
    for at in range(size - 1, -1, -1):
        event = events[at]
        following[at] = next_one
        if isinstance(event, str):
            next_one = at if event.strip() else next_one
            continue
        next_one = at
        if event is _END:
            open_ends.append(at)
            continue
        ends[at] = end = open_ends.pop()
        child = events[following[at]]
        if isinstance(child, tuple) and child[0] == event[0] and following[ends[following[at]]] == end:
            marks[at] = marks[end] = not is_hidden(*event)
    return marks


class _Builder:
    """Builds the tree. `_open` has an entry for each element of the page that is open: what became of it."""

    _KEPT, _ENDED, _DROPPED, _HIDDEN = range(4)

    def __init__(self, deepest_block: int, deepest: int) -> None:
        self._deepest_block, self._deepest = deepest_block, deepest
        self._tree = etree.TreeBuilder(element_factory=html_parser.makeelement)
        self._open: list[int] = []
        self._kept: list[tuple[int, _Start]] = []  # their places in `_open`
        self._unwritten = False  # the last of them is a deep block that is empty so far
        self._hidden = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        is_block = (tag in BLOCKS or tag in CELLS) and tag != "br"
        deep = len(self._kept) >= self._deepest_block
        if self._hidden or deep and (tag in UNSEEN or is_hidden(tag, attributes)):
            self._hidden += 1
            self._open.append(self._HIDDEN)
        elif len(self._kept) >= self._deepest and not is_block and tag != "br":
            self._open.append(self._DROPPED)
        else:
            while is_block and len(self._kept) >= self._deepest_block:
                self._open[self._kept[-1][0]] = self._ENDED
                self._end_last()
            self._write_last()
            self._kept.append((len(self._open), (tag, attributes)))
            self._open.append(self._KEPT)
            self._unwritten = True
            if not (is_block and deep):
                self._write_last()

    def end(self) -> None:
        became = self._open.pop()
        self._hidden -= became == self._HIDDEN
        if became == self._KEPT:
            self._end_last()

    def text(self, text: str) -> None:
        if not self._hidden:
            if text.strip():
                self._write_last()
            self._tree.data(text)

    def close(self) -> HtmlElement:
        root: HtmlElement = self._tree.close()
        return root

    def _write_last(self) -> None:
        if self._unwritten:
            self._tree.start(*self._kept[-1][1])
            self._unwritten = False

    def _end_last(self) -> None:
        _, (tag, _) = self._kept.pop()
        if not self._unwritten:
            self._tree.end(tag)
        self._unwritten = False
