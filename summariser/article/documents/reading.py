"""What the readers of documents give: the text of a document, and what of it is the article."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from lxml.html import HtmlElement

from summariser.article.alignment import key_of
from summariser.article.furniture.cues import find_cues
from summariser.article.furniture.furniture import Layout, whole_layout
from summariser.article.layout.roles import is_credit
from summariser.article.layout.sections import PageStart
from summariser.article.page.page import PageBlock, write_page
from summariser.article.page.shown import show
from summariser.article.text.blocks import Block

# Elements that the readers of documents put furniture into: what stands on each page, tables of contents, quoted mail.
FURNITURE = frozenset(("nav", "footer"))
# So many blocks from the start may hold the title. By judgement.
_HEAD = 12


@dataclass(frozen=True)
class DocumentReading:
    """A document's text and what of it is the article; `page` says where each block stood, or is empty.

    `remarks` tell what was not read, a sentence each; `pages` where each page begins.
    """

    text: str
    blocks: Sequence[Block]
    layout: Layout
    page: Sequence[PageBlock] = ()
    title: str | None = None
    published: date | None = None
    remarks: tuple[str, ...] = ()
    pages: tuple[PageStart, ...] = ()


def write_tree(root: HtmlElement, *, furniture: bool) -> tuple[str, Sequence[PageBlock], list[Block]]:
    """The text of a document that a reader wrote as HTML, its blocks, and which are told, rather than furniture."""
    show(root)
    text, page = write_page(root)
    return text, page, [part.block for part in page if not (furniture and part.tags & FURNITURE)]


def layout_of(page: Sequence[PageBlock], told: Sequence[Block], stated: str | None) -> Layout:
    """All that is told, with the title that is marked as such, else the stated one, else a main heading above it all.

    By-lines and lines of dates below the title are not of the body.
    """
    starts = {block.start for block in told[:_HEAD]}
    head = [part for part in page if part.block.start in starts]
    marked = [part for part in head if part.container.endswith("h1.title")]
    named = [part for part in head if stated and key_of(part.block.raw) == key_of(stated)]
    main = [part for part in head[:2] if "h1" in part.tags]
    return without_credits(whole_layout(told, next((part.block for part in (*marked, *named, *main)), None)))


def without_credits(layout: Layout) -> Layout:
    """The layout without by-lines and lines of dates at the head of its body."""
    pairs = zip(layout.body, find_cues(layout.body[:_HEAD]), strict=False)
    credits = list(takewhile(lambda pair: is_credit(*pair), pairs))
    return replace(layout, body=layout.body[len(credits) :])
