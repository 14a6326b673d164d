"""Writes a web page out as plain text, block by block, and keeps where in the page each block stood."""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from summariser.article.page.grid import Grid
from summariser.article.text.blocks import BLANK, Block

UNSEEN = frozenset(
    """script style noscript template head svg math iframe object embed canvas select option datalist textarea input
    audio video map meter progress""".split()
)
BLOCKS = frozenset(
    """address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav ol p pre
    section summary table tbody tfoot thead tr ul""".split()
)
CELLS = ("td", "th")
_LISTS = ("ul", "ol")
_WHITE = re.compile(r"[ \t\n\r\f]+")
# Stands between the cells of a row until the row is written; no page text has it.
_CELL = "\x1f"
# A cell longer than this makes a table the layout of a page rather than a table of figures. By judgement, on tables of
# figures.
_LONGEST_CELL = 200


@dataclass(frozen=True)
class PageBlock:
    """A block of the page's text and its place in the page.

    `tags` are the names of all elements around it; `container` describes the innermost three with their
    classes, so that the paragraphs of one article agree in it. `table` counts the page's tables of figures from 1
    and is 0 outside them; `columns` are those of the row's cells, empty where they are 0, 1, 2...; `depth` is how
    many lists the block is in.
    """

    block: Block
    container: str
    tags: frozenset[str]
    table: int = 0
    columns: tuple[int, ...] = ()
    depth: int = 0


class _PageWriter:
    """Collects the visible text of a page; without recursion, for pages nest deep."""

    def __init__(self) -> None:
        self.blocks: list[PageBlock] = []
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[str] = []
        self._stack: list[HtmlElement] = []
        self._table: HtmlElement | None = None
        self._bullet = ""
        self._tables = 0
        self._grid = Grid()

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def write(self, root: HtmlElement) -> None:
        todo: list[tuple[HtmlElement, bool]] = [(root, True)]
        while todo:
            element, entering = todo.pop()
            if not entering:
                self._leave(element)
            elif not isinstance(element.tag, str) or element.tag in UNSEEN:
                self._add(element.tail)
            else:
                self._enter(element)
                todo.append((element, False))
                todo += [(child, True) for child in reversed(element)]
        self._flush()

    def _enter(self, element: HtmlElement) -> None:
        if self._table is None and element.tag == "table" and _is_table_of_figures(element):
            self._flush()
            self._table = element
            self._tables += 1
            self._grid = Grid()
        elif self._breaks(element):
            self._flush()
            if element.tag == "tr":
                self._grid.next_row()
        elif element.tag in CELLS:
            self._open.append(_CELL)
            self._grid.add(element)
        elif element.tag in BLOCKS:
            self._add(" ")  # paragraphs and lines of one cell stand apart
        self._stack.append(element)
        if element.tag == "li":
            self._bullet = "• "
        self._add(element.text)

    def _leave(self, element: HtmlElement) -> None:
        if self._breaks(element):
            self._flush()
        if element is self._table:
            self._table = None
        if element.tag == "li":
            self._bullet = ""
        self._stack.pop()
        self._add(element.tail)

    def _breaks(self, element: HtmlElement) -> bool:
        if self._table is not None:
            return element.tag in ("tr", "caption", "table")
        return element.tag in BLOCKS or element.tag in CELLS

    def _add(self, text: str | None) -> None:
        if text:
            self._open.append(text.replace(_CELL, " "))

    def _flush(self) -> None:
        if not self._open:
            return
        cells = [_WHITE.sub(" ", cell).strip(BLANK) for cell in "".join(self._open).split(_CELL)]
        self._open.clear()
        # Ahead of the first cell stands nothing, and outside of tables there are no cells.
        at_cells = (
            [] if cells[0] else [at for at, cell in zip(self._grid.columns, cells[1:], strict=False) if cell]
        )
        line = " | ".join(filter(None, cells))
        if not line:
            return
        if self._table is None:
            line = self._bullet + line
        self._bullet = ""
        self._write_line(line, () if at_cells == [*range(len(at_cells))] else tuple(at_cells))

    def _write_line(self, line: str, columns: tuple[int, ...]) -> None:
        if self._pieces:
            gap = "\n" if self._table is not None or line.startswith("• ") else "\n\n"
            self._pieces.append(gap)
            self._length += len(gap)
        block = Block(self._length, self._length + len(line), line)
        self._pieces.append(line)
        self._length += len(line)
        around = self._stack
        tags = frozenset(str(element.tag) for element in around)
        container = " ".join(map(_signature, around[-3:]))
        depth = sum(element.tag in _LISTS for element in around)
        table = self._tables if self._table is not None else 0
        self.blocks.append(PageBlock(block, container, tags, table, columns, depth))


def write_page(root: HtmlElement) -> tuple[str, list[PageBlock]]:
    """The visible text of a page, and its blocks in order, each a slice of the text.

    Paragraphs stand apart by blank lines; list items and the rows of a table each have a line of their own,
    cells divided by bars.
    """
    writer = _PageWriter()
    writer.write(root)
    return writer.text, writer.blocks


def _signature(element: HtmlElement) -> str:
    return f"{element.tag}.{element.get('class') or ''}"


def _is_table_of_figures(table: HtmlElement) -> bool:
    """Rows of short cells, rather than a page laid out by a table."""
    if table.find(".//table") is not None:
        return False
    cells = list(table.iter(*CELLS))
    rows = sum(1 for _ in table.iter("tr"))
    return (
        rows >= 2 and len(cells) > rows and all(len(cell.text_content()) <= _LONGEST_CELL for cell in cells)
    )
