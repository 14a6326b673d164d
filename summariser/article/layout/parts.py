"""The parts of a text, headings, paragraphs, list items and rows of tables, and what they stand under.

Each block of the text is a part. `roles` tells what it is, `tables` reads the cells, `leads` finds the lines that
say what the items and rows below them are.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from summariser.article.furniture.furniture import Layout
from summariser.article.layout.leads import find_leads
from summariser.article.layout.roles import Role, find_roles
from summariser.article.layout.tables import Cell, Row, Span, is_below, read_table
from summariser.article.page.page import PageBlock
from summariser.article.text.blocks import Block, split_blocks
from summariser.article.text.markup import ShownText

_WORD = re.compile(r"[^\W\d_]{2}")
# By judgement, on tables of reports; so is the next.
_SHORTEST_NAME = 3  # characters
# In which columns, and in how many characters, a row's name is looked for.
_FIRST_COLUMNS, _LOOKED_AT = 4, 100

__all__ = ["Cell", "Part", "Role", "parts_in_source", "parts_of", "parts_of_text"]


@dataclass(frozen=True, slots=True)
class Part:
    r"""A block of the text, as half-open offsets; rows have cells, rows and items may have a lead-in (its offsets).

    >>> text = "Ports closed:\n\n- Hull\n- Leith\n"
    >>> part = parts_of_text(text)[1]
    >>> text[part.start : part.end], str(part.role), part.lead_in
    ('- Hull', 'item', (0, 13))
    """

    start: int
    end: int
    role: Role
    cells: tuple[Cell, ...] = ()
    lead_in: Span | None = None

    def cell_at(self, offset: int) -> int | None:
        """Which of the cells holds an offset; None where none does."""
        at = bisect_right(self.cells, offset, key=lambda cell: cell.start) - 1
        return at if at >= 0 and offset < self.cells[at].end else None

    def row_head(self, text: str, before: int) -> Cell | None:
        """The cell that names a row: of those before a place the first that holds words rather than a rank or a code."""
        first = self.cells[: min(before, _FIRST_COLUMNS)]
        named = [
            cell for cell in first if _WORD.search(text, cell.start, min(cell.end, cell.start + _LOOKED_AT))
        ]
        return next(
            (cell for cell in named if cell.end - cell.start > _SHORTEST_NAME), next(iter(named), None)
        )


def parts_of_text(text: str) -> tuple[Part, ...]:
    r"""The parts of a text of which all is body, in order and not overlapping; an article has its own in `Article.parts`.

    >>> [str(part.role) for part in parts_of_text("| Port | Ships |\n|---|---|\n| Hull | 421 |\n")]
    ['row', 'row', 'row']
    """
    return parts_of(text, split_blocks(text), None)


def parts_of(
    text: str, blocks: Sequence[Block], layout: Layout | None, page: Sequence[PageBlock] = ()
) -> tuple[Part, ...]:
    """The parts of a text, one for each of its blocks; without a layout, all is body.

    `page` says of each block of a web page where it stood there.
    """
    roles = find_roles(text, blocks, layout, page)
    tables = list(_find_tables(text, blocks, roles, page))
    cells = {
        n: row for table in tables for n, row in zip(table, _read(text, blocks, table, page), strict=True)
    }
    leads = find_leads(text, blocks, roles, tables, page)
    return tuple(
        Part(block.start, block.end, role, cells.get(n, ()), leads.get(n))
        for n, (block, role) in enumerate(zip(blocks, roles, strict=True))
    )


def parts_in_source(parts: tuple[Part, ...], visible: ShownText) -> tuple[Part, ...]:
    """The parts of the shown text, with offsets into its source; where markup cuts one apart, as its pieces."""
    if visible.starts == visible.shifts == (0,):
        return parts
    return tuple(piece for part in parts for piece in _in_source(part, visible))


def _in_source(part: Part, visible: ShownText) -> Iterator[Part]:
    pieces = visible.sources(part.start, part.end)
    lead_in = part.lead_in and visible.sources(*part.lead_in)[-1]
    cells: tuple[Cell, ...] = ()
    if len(pieces) == 1:
        shift = pieces[0][0] - part.start
        cells = tuple(
            Cell(
                cell.start + shift, cell.end + shift, tuple(visible.sources(*head)[-1] for head in cell.heads)
            )
            for cell in part.cells
        )
    for start, end in pieces:
        yield replace(part, start=start, end=end, cells=cells, lead_in=lead_in)


def _find_tables(
    text: str, blocks: Sequence[Block], roles: Sequence[Role], page: Sequence[PageBlock]
) -> Iterator[list[int]]:
    """The numbers of the blocks that are the rows of each table.

    A blank line ends a table, unless all of its lines stand apart.
    """
    run: list[int] = []
    for n, role in enumerate([*roles, Role.FURNITURE]):
        if role is Role.ROW:
            run.append(n)
        elif run:
            if page:
                apart = [page[one].table != page[other].table for one, other in pairwise(run)]
            else:
                apart = [not is_below(text, blocks[one], blocks[other]) for one, other in pairwise(run)]
            cuts = [] if all(apart) and not page else [at for at, cut in enumerate(apart, 1) if cut]
            for low, high in pairwise([0, *cuts, len(run)]):
                yield run[low:high]
            run = []


def _read(
    text: str, blocks: Sequence[Block], table: Sequence[int], page: Sequence[PageBlock]
) -> list[tuple[Cell, ...]]:
    if page:
        return read_table(text, [Row(blocks[n], page[n].columns, "thead" in page[n].tags) for n in table])
    return read_table(text, [Row(blocks[n]) for n in table])
