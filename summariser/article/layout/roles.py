"""Tells what each block of a text is by its form, its place, and the cues of its wording.

The layout tells the article from the furniture; of the article, short lines that are no sentences are headings.
"""

from collections.abc import Sequence
from enum import StrEnum, auto

from summariser.article.furniture.bylines import tells_publication
from summariser.article.furniture.cues import Cue, find_cues
from summariser.article.furniture.furniture import Layout
from summariser.article.layout.tables import indent, is_below, is_row, is_rule
from summariser.article.page.page import PageBlock
from summariser.article.text.blocks import BULLET, Block

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CAPTIONS = frozenset(("figcaption", "caption"))
_CREDITS = (Cue.BYLINE, Cue.DATE, Cue.STAMP)
# A line that is a heading by its form only has at most so many words, and before a colon fewer than in a sentence. By
# judgement, on the pages of tests/article.
_MOST_WORDS = 15
_FEWEST_WORDS = 4


class Role(StrEnum):
    r"""What a part is to the text.

    >>> [str(part.role) for part in parts_of_text("The port is open.\n\n- Hull\n- Leith\n")]
    ['paragraph', 'item', 'item']
    """

    TITLE = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()  # of a list
    ROW = auto()  # of a table
    CAPTION = auto()
    DATELINE = auto()  # a by-line or line of dates at the head of the article
    FURNITURE = auto()


def find_roles(
    text: str, blocks: Sequence[Block], layout: Layout | None, page: Sequence[PageBlock]
) -> list[Role]:
    """The role of each block; `page` says of each block of a web page where it stood, and is empty for other texts."""
    if layout is None:
        roles = [_role_in_body(text, block, None, n + 1 == len(blocks)) for n, block in enumerate(blocks)]
        return _joined(text, blocks, roles, page)
    cues = layout.cues or find_cues(blocks)
    title = layout.title.start if layout.title else -1
    body = {block.start for block in layout.body}
    second = layout.body[:2][-1].start if layout.body else -1
    last = layout.body[-1].start if layout.body else -1
    roles = []
    for n, block in enumerate(blocks):
        place = page[n] if page else None
        if block.start == title:
            roles.append(Role.TITLE)
        elif place and place.tags & _CAPTIONS:
            roles.append(Role.CAPTION)
        elif block.start in body:
            roles.append(_role_in_body(text, block, place, block.start == last))
        elif cues[n] is Cue.CAPTION:
            roles.append(Role.CAPTION)
        else:
            credits = title < block.start < second and is_credit(block, cues[n])
            roles.append(Role.DATELINE if credits else Role.FURNITURE)
    return _joined(text, blocks, roles, page)


def is_credit(block: Block, cue: Cue) -> bool:
    """Whether a line at the head of an article, with its cue, is a by-line or line of dates."""
    return cue in _CREDITS or cue is Cue.LINE and tells_publication(block.plain.lower())


def _role_in_body(text: str, block: Block, place: PageBlock | None, is_last: bool) -> Role:
    if place and place.table:
        return Role.ROW
    if place and place.tags & _HEADINGS:
        return Role.HEADING
    if bullet := BULLET.match(block.raw):
        rest = block.raw[bullet.end() :].lstrip()
        # A tab behind the bullet makes no table.
        if rest and not is_row(Block(block.end - len(rest), block.end, rest)) and rest[0] != "|":
            return Role.ITEM
    if is_row(block):
        return Role.ROW
    marked = place is None and _is_marked(text, block)
    return Role.HEADING if marked or not is_last and _reads_as_heading(block) else Role.PARAGRAPH


def _is_marked(text: str, block: Block) -> bool:
    """A heading in Markdown: what stands before the block on its line are the marks that were taken off."""
    return text[max(0, block.start - 20) : block.start].rstrip("*_ \t").endswith("#")


def _reads_as_heading(block: Block) -> bool:
    """A short line that is no sentence; one that ends in a colon is mostly the sentence that leads in a list."""
    if block.is_long or block.words > _MOST_WORDS or ". " in block.plain:
        return False
    if not any(map(str.isalnum, block.plain)):
        return False
    if block.plain.endswith((":", ",")):  # "Dear all,"
        return block.plain[-1] == ":" and block.words < _FEWEST_WORDS
    return not block.is_prose and (block.plain.endswith("?") or not block.ends_like_a_sentence)


def _joined(text: str, blocks: Sequence[Block], roles: list[Role], page: Sequence[PageBlock]) -> list[Role]:
    """The roles, where a rule next to a row goes with the rows, and lines indented below an item with the list."""
    hanging: int | None = None
    for n, (block, role) in enumerate(zip(blocks, roles, strict=True)):
        if role is Role.PARAGRAPH and is_rule(block):
            if Role.ROW in (*roles[max(0, n - 1) : n], *roles[n + 1 : n + 2]):
                roles[n] = Role.ROW
        elif role is Role.ITEM:
            hanging = None if page else indent(text, block.start)
        elif hanging is not None and role in (Role.PARAGRAPH, Role.HEADING):
            if is_below(text, blocks[n - 1], block) and indent(text, block.start) > hanging:
                roles[n] = Role.ITEM
            else:
                hanging = None
    return roles
