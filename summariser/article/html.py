"""Finds the article in a web page: trafilatura's judgement, laid over the page's own text.

trafilatura decides what is the article and reads title and date from the page's metadata; but what it returns
is a new text. Here its paragraphs are found again in the text of the whole page, so that what is not the
article stays at hand as furniture. Two corrections follow: blocks that the cues of `cues` unmask are taken
out, and paragraphs it overlooked are put back when they stand among the others in the same kind of element.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from summariser.article.alignment import find_blocks, key_of
from summariser.article.furniture.cues import Cue, find_cues
from summariser.article.furniture.dates import find_publication_date
from summariser.article.furniture.furniture import Layout, whole_layout
from summariser.article.page.metadata import published_day, updated_days
from summariser.article.page.page import PageBlock, write_page
from summariser.article.page.shown import show
from summariser.article.page.uncut import is_deep, is_large, parse_whole
from summariser.article.text.blocks import Block
from summariser.errors import ArticleError
from summariser.outside import well_formed

# Elements that hold no paragraph of an article, whatever its form.
_NOT_BODY = frozenset("nav footer aside form header figcaption figure button label".split())
# Posts that articles quote; trafilatura leaves them out.
_QUOTED_POST = re.compile(r"blockquote\.[^ ]*\b(?:twitter-tweet|instagram-media|twitter-video|bluesky-embed)")
# The most that stands below the mark at an article's end, and was taken for the article, of all of it. By judgement, on
# the pages of tests/article; so are those below.
_TAIL_SHARE = 0.3
# Where a page opens; fragments of pages do not.
_HEAD = 4096
# Blocks in a row that are not the article before nothing below is taken for it.
_FARTHEST = 15


@dataclass(frozen=True)
class PageReading:
    """What a page says and what of it is the article."""

    text: str
    page: Sequence[PageBlock]
    layout: Layout
    title: str | None
    published: date | None


def read_page(html: str, name: str, *, furniture: bool = True) -> PageReading:
    """Reads a page; `name` is what error messages call it.

    If not `furniture`, all of it is the article. Raises ArticleError when it holds no article, or no text at all.
    """
    root = parse_page(html)
    if root is not None:
        show(root)
    text, page = write_page(root) if root is not None else ("", [])
    if root is None or not page:
        raise ArticleError(f"{name}: no text in this HTML; save the page again, or give its article as text")
    document = _extract(root)
    found = find_blocks(document.text or "", [part.block for part in page]) if document else set()
    if not furniture:
        headed = _find_title(page, document.title if document else None, len(page))
        layout = whole_layout([part.block for part in page], None if headed is None else page[headed].block)
        return PageReading(text, page, layout, document.title if document else None, published_day(root))
    if document is None or not any(_is_statement(page[i].block) for i in found):
        raise ArticleError(f"{name}: no article in this HTML; give the article itself as a text file")
    title = _find_title(page, document.title, min(found))
    body = _corrected(page, found - {title})
    blocks = tuple(page[i].block for i in sorted(body))
    layout = Layout(None if title is None else page[title].block, blocks)
    published = published_day(root) or _other_day(root, document, html, [part.block for part in page], layout)
    return PageReading(text, page, layout, document.title, published)


def _is_statement(block: Block) -> bool:
    """A sentence or more, which menus do not have."""
    return block.is_prose or block.ends_like_a_sentence


def parse_page(html: str) -> HtmlElement | None:
    """The elements of a page; None where it has none."""
    # Null characters end a document for the parser.
    clean = well_formed(html).replace("\0", " ")
    if "<html" not in clean[:_HEAD].lower():
        clean = f"<html><body>{clean}</body></html>"
    root = None if is_large(clean) else trafilatura.load_html(clean)
    return parse_whole(clean) if is_large(clean) or root is not None and is_deep(root) else root


def _extract(root: HtmlElement) -> Document | None:
    """trafilatura's careful judgement, or its usual one where the careful one finds nothing."""
    for careful in (True, False):
        document = trafilatura.bare_extraction(
            root,
            favor_precision=careful,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
        if isinstance(document, Document) and document.text:
            return document
    return None


def _other_day(
    root: HtmlElement, document: Document, html: str, blocks: Sequence[Block], layout: Layout
) -> date | None:
    """The day of the address or of metadata that do not say of what; one of an update counts less than the text's."""
    stated, written = _stated_day(document, html), find_publication_date(blocks, layout)
    return written or stated if stated in updated_days(root) else stated or written


def _stated_day(document: Document, html: str) -> date | None:
    """The date of the page's metadata or address, written as these write dates.

    One that stands in the text only may be any; its place there must tell.
    """
    iso = document.date or ""
    if iso not in html and iso.replace("-", "/") not in html:
        return None
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _find_title(page: Sequence[PageBlock], title: str | None, first: int) -> int | None:
    """The block with the title: the one nearest above the article's second block, a main heading by preference."""
    if not title:
        return None
    headings = [i for i, part in enumerate(page) if "h1" in part.tags and _agree(part.block.raw, title)]
    same = headings or [i for i, part in enumerate(page) if key_of(part.block.raw) == key_of(title)]
    above = [i for i in same if i <= first]
    return above[-1] if above else next(iter(same), None)


def _agree(heading: str, title: str) -> bool:
    """Whether half of the longer one's words are in the other: metadata shorten headlines and add the site's name."""
    ours, theirs = (set(re.findall(r"\w+", text.lower())) for text in (heading, title))
    return 2 * len(ours & theirs) >= max(len(ours), len(theirs))


def _corrected(page: Sequence[PageBlock], found: set[int]) -> set[int]:
    cues = find_cues(part.block for part in page)
    body = {i for i in found if cues[i] in (Cue.NONE, Cue.DATE)}
    body = body | _overlooked(page, body, cues)
    end = _end(page, body, cues)
    return {i for i in body if i < end}


def _end(page: Sequence[PageBlock], body: set[int], cues: Sequence[Cue]) -> int:
    """Where the article is over, by a mark with little of it below; a mark higher up stands in a box of its own."""
    total = sum(len(page[i].block.raw) for i in body)
    below, end = 0, len(page)
    for i in range(len(page) - 1, -1, -1):
        if i in body:
            below += len(page[i].block.raw)
            if below > total * _TAIL_SHARE:
                break
        elif cues[i] is Cue.END:
            end = i
    return end


def _overlooked(page: Sequence[PageBlock], body: set[int], cues: Sequence[Cue]) -> set[int]:
    """Paragraphs among the article's, or close below, in the same kind of element as several of them."""
    homes = Counter(page[i].container for i in body if page[i].block.is_prose)
    last = max(body, default=0)
    missed: set[int] = set()
    distance = 0
    for i in range(min(body, default=0), len(page)):
        part = page[i]
        if i in body:
            distance = 0
            continue
        if i > last and ("h1" in part.tags or distance > _FARTHEST):
            break
        distance += 1
        if cues[i] is not Cue.NONE:
            continue
        posted = distance < 4 and _QUOTED_POST.search(part.container)
        among = homes[part.container] >= 2 and part.block.is_prose and not part.tags & _NOT_BODY
        if posted or among:
            missed.add(i)
            distance = 0
    return missed
