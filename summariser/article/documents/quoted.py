"""Tells the quoted messages, signatures and heads of forwarded messages in mail, by how mail programs set them."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from lxml.html import HtmlElement

from summariser.article.furniture.dates import find_date
from summariser.article.text.blocks import Block

# What mail programs call the elements that hold what is not of this message, also once another has handed them on.
_NAMES = re.compile(
    r"(?:^|[\s_])(?:gmail|yahoo|protonmail|moz|tutanota|zmail)[_-](?:quoted?|attr|cite-prefix|extra|(?P<signature>signature))\b"
    r"|(?:^|[\s_])(?:divrplyfwdmsg|appendonsend|(?P<signed>signature))(?:\s|$)",
    re.IGNORECASE,
)
# Behind these all that follows is quoted; Outlook puts nothing around it.
_OPENING = ("divrplyfwdmsg", "appendonsend")
_FORWARDED = re.compile(
    r"[-_ ]{0,12}(?:begin forwarded message|forwarded message|weitergeleitete nachricht)\b", re.IGNORECASE
)
_ORIGINAL = re.compile(r"-{2,12} ?original (?:message|appointment) ?-{2,12}", re.IGNORECASE)
# A line of the head of a message that is written out: "From: Ann Example <ann@example.org>".
_HEAD = re.compile(
    r"[>*_ ]{0,6}(?:from|sent|to|cc|bcc|subject|date|reply-to|importance|attachments)[*_]{0,3}:",
    re.IGNORECASE,
)
_SENT = re.compile(r"[>*_ ]{0,6}(?:sent|date)[*_]{0,3}:", re.IGNORECASE)
_FROM = re.compile(r"[>*_ ]{0,6}from[*_]{0,3}:\s?\S", re.IGNORECASE)
_WROTE = re.compile(r"on .{6,300} wrote:", re.IGNORECASE)
_STAMPED = re.compile(r"@|\d{1,2}:\d\d|(?:19|20)\d\d")
_SHORTEST_RULE = "--"
# What bulk mail has to say by law, in so many words at most.
_BULK = re.compile(
    r"\bunsubscribe\b|\byou(?: are|.re) (?:receiving|getting) this\b|\bview (?:this )?(?:e-?mail )?in (?:your |a )?browser\b",
    re.IGNORECASE,
)
# By judgement, as is how many texts of a mail's head are looked at.
_MOST_BULK_WORDS = 40
_TAG = "footer"
_OPENING_TEXTS = 8


def mark_quoted(root: HtmlElement, is_forward: bool) -> None:
    """Makes furniture of the elements of an HTML message that hold a quoted one or a signature."""
    for element in list(root.iter("blockquote", "div", "span", "section", "p", "table")):
        if element.tag == _TAG:
            continue
        name = element.get("id") or ""
        named = _NAMES.search(f"{element.get('class') or ''} {name}")
        is_signature = named is not None and bool(named["signature"] or named["signed"])
        is_cited = element.tag == "blockquote" and (element.get("type") or "").lower() == "cite"
        if not (named or is_cited) or not is_signature and (is_forward or _forwards(element)):
            continue
        element.tag = _TAG
        if name.lower().endswith(_OPENING):
            for behind in element.itersiblings("div", "p", "blockquote", "table", "span"):
                behind.tag = _TAG


def _forwards(element: HtmlElement) -> bool:
    """Whether an element opens with the mark of a forwarded message."""
    opening = " ".join(text.strip() for text in islice(element.itertext(), _OPENING_TEXTS))
    return bool(_FORWARDED.match(opening.strip()))


def forwarded_day(blocks: Sequence[Block], is_forward: bool) -> date | None:
    """The day on which the message was sent that is forwarded here, by the head that is written out."""
    heads = [
        n
        for n, block in enumerate(blocks)
        if _FORWARDED.match(block.plain) or is_forward and _opens_head(blocks, n)
    ]
    lines = (
        (line for block in blocks[heads[0] : heads[0] + 8] for line in block.raw.splitlines()[:8])
        if heads
        else ()
    )
    return next((find_date(line) for line in lines if _SENT.match(line)), None)


def without_quoted(blocks: Sequence[Block], is_forward: bool, *, marked: bool) -> list[Block]:
    """The blocks of a message that are its own, or that it forwards; `marked` says that the others are known by marks."""
    return list(_own(blocks, is_forward, marked or any(block.raw.startswith(">") for block in blocks)))


def _own(blocks: Sequence[Block], is_forward: bool, marked: bool) -> Iterator[Block]:
    in_head = False
    for n, block in enumerate(blocks):
        first = block.plain
        if in_head and _HEAD.match(first):
            continue
        in_head = False
        if _FORWARDED.match(first) or is_forward and _opens_head(blocks, n):
            in_head = True
        elif _ORIGINAL.match(first) or not is_forward and _opens_head(blocks, n):
            return
        elif _WROTE.fullmatch(first):
            if not marked:
                return
        elif block.raw == _SHORTEST_RULE:
            return
        elif not (block.raw.startswith(">") or _leads_in_quotation(blocks, n) or _is_bulk(block)):
            yield block


def _is_bulk(block: Block) -> bool:
    return not block.is_long and block.words <= _MOST_BULK_WORDS and bool(_BULK.search(block.plain))


def _opens_head(blocks: Sequence[Block], n: int) -> bool:
    """Whether the head of a message is written out here, in one block or in several."""
    if not _FROM.match(blocks[n].plain):
        return False
    heads = sum(bool(_HEAD.match(block.plain)) for block in blocks[n : n + 4])
    return heads >= 3 or sum(bool(_HEAD.match(line)) for line in blocks[n].raw.splitlines()[:6]) >= 3


def _leads_in_quotation(blocks: Sequence[Block], n: int) -> bool:
    """A line that names who wrote what is quoted below it, in any language: "Am 3. März 2026 um 10:04 schrieb Ann:"."""
    below = blocks[n + 1] if n + 1 < len(blocks) else None
    quotes = below is not None and below.raw.startswith(">")
    return quotes and blocks[n].plain.endswith(":") and bool(_STAMPED.search(blocks[n].plain))
