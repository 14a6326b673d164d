"""Finds the lead-ins of list items and of the rows of tables: the lines that say what these are.

A lead-in ends in a colon or is a heading, of a table it may be the caption. An item leads in the items that are
indented below it, and, if it ends in a colon, those that follow.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from summariser.article.layout.roles import Role
from summariser.article.layout.tables import Span, indent
from summariser.article.page.page import PageBlock
from summariser.article.text.blocks import Block

# What may stand between a lead-in and what it leads in.
_BETWEEN = (Role.FURNITURE, Role.DATELINE)


@dataclass(slots=True)
class _Level:
    """Items of one list that are indented alike: what leads them in, and the last of them.

    `parent` is the last one that ends in a colon, while the items below it may belong to it.
    """

    indent: int
    lead_in: Span | None
    last: Span
    parent: Span | None = None


def find_leads(
    text: str,
    blocks: Sequence[Block],
    roles: Sequence[Role],
    tables: Sequence[Sequence[int]],
    page: Sequence[PageBlock],
) -> dict[int, Span]:
    """The lead-in of each block that has one, by number; `tables` are the numbers of each table's rows."""
    leads: dict[int, Span | None] = {}
    tops = {table[0]: table for table in tables}
    above: Span | None = None
    captioned: Span | None = None
    levels: list[_Level] = []
    for n, (block, role) in enumerate(zip(blocks, roles, strict=True)):
        if role is Role.ITEM:
            depth = page[n].depth if page else indent(text, block.start)
            leads[n] = _lead_of_item(levels, above, block, depth)
        elif n in tops:
            # What leads a list in does not lead in a table right below it.
            leads |= dict.fromkeys(tops[n], captioned or (None if levels else above))
        if role is Role.CAPTION:
            captioned = block.start, block.end
        elif role not in _BETWEEN and any(map(str.isalnum, block.plain)):
            captioned = None
            if role is not Role.ITEM:
                levels = []
                leading = role is Role.HEADING or role is Role.PARAGRAPH and _announces(block)
                above = (block.start, block.end) if leading else None
    return {n: lead for n, lead in leads.items() if lead}


def _announces(block: Block) -> bool:
    """Ends in a colon, marks of emphasis aside."""
    return block.raw[-8:].rstrip("*_ ").endswith((":", "："))


def _lead_of_item(levels: list[_Level], above: Span | None, block: Block, depth: int) -> Span | None:
    """The lead-in of the next item, which joins the levels of the list; `above` is the whole list's."""
    here = block.start, block.end
    while levels and levels[-1].indent > depth:
        levels.pop()
        if levels:
            levels[-1].parent = None  # has had its items, indented
    if not levels or levels[-1].indent < depth:
        levels.append(_Level(depth, levels[-1].last if levels else above, here))
    level = levels[-1]
    level.last = here
    if _announces(block):
        level.parent = here
        return level.lead_in
    return level.parent or level.lead_in
