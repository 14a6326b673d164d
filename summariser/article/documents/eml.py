"""Reads mail: the text of a message, of its HTML where that says as much, with its subject as the title.

What a message quotes, its signature and the head of what it forwards are furniture (`quoted`), and so are labels as
newsletters have them. Attachments are not read, but told of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from summariser.article.documents.quoted import forwarded_day, mark_quoted, without_quoted
from summariser.article.documents.reading import DocumentReading, without_credits, write_tree
from summariser.article.files import decode
from summariser.article.furniture.cues import Cue, find_cues
from summariser.article.furniture.furniture import Layout, whole_layout
from summariser.article.html import parse_page
from summariser.article.text.blocks import Block, split_blocks
from summariser.errors import ArticleError
from summariser.foreign import plain
from summariser.outside import well_formed

# Parts within parts, attachments that are named, and characters of a header: decoding takes time by their square. By
# judgement, against hostile mail: no real one comes near.
_MOST_MULTIPARTS = 100
_MOST_NAMED = 10
_LABELS = (Cue.LINE, Cue.INSERT, Cue.STAMP, Cue.TAIL, Cue.END)
_LONGEST_HEADER = 5_000
_MULTIPART = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]?|[ \t]+\S|From \S")
# What mail programs write, and nobody by hand at the head of an article.
_OF_MAIL = re.compile(
    rb"^(?:message-id|mime-version|received|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE
)
# A line of mail that ends in a space goes on in the next (RFC 3676), but for the one above a signature.
_FLOWED = re.compile(r"^((?!>|-- ).*\S) \r?\n(?!>|\s)", re.MULTILINE)
_ANSWERED = re.compile(r"(?:(?:re|aw|sv|fwd?|wg|tr)\s?(?:\[\d{1,3}\])?\s?:\s*)+", re.IGNORECASE)
_FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr)\s?:", re.IGNORECASE)


@dataclass
class _Text:
    """What one part of a message says, once or in two forms."""

    plain: str | None = None
    html: str | None = None

    def better_html(self) -> str | None:
        """The HTML, which keeps tables and headings, unless it has less than half of the words."""
        if self.html is None or self.plain is None:
            return self.html
        root = parse_page(self.html)
        words = 0 if root is None else len(root.text_content().split())
        return self.html if 2 * words >= len(self.plain.split()) else None


def is_mail(head: bytes) -> bool:
    """Whether a file that begins so is a message: all of its first lines are headers, one of which programs write."""
    headers, blank, _ = head.replace(b"\r\n", b"\n").partition(b"\n\n")
    lines = headers.split(b"\n")
    # Where more headers follow, the last line may be cut off.
    return bool(_OF_MAIL.search(headers)) and all(map(_HEADER.match, lines if blank else lines[:-1]))


def read_eml(data: bytes, name: str, *, furniture: bool | None = None) -> DocumentReading:
    """Reads a message; `name` is what error messages call it. If `furniture` is False, all of it is the article.

    Raises ArticleError where it has no text, or is none.
    """
    if len(_MULTIPART.findall(data)) > _MOST_MULTIPARTS:
        raise ArticleError(
            f"{name}: has more than {_MOST_MULTIPARTS} parts within parts; give the text of the message"
        )
    try:
        message = message_from_bytes(data)
        parts = list(_parts(message))
        # Whoever forwards a message as an attachment often writes nothing.
        while not any(map(_has_text, parts)) and len(parts) == 1 and (inner := _inner_message(parts[0])):
            message, parts = inner, list(_parts(inner))
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise ArticleError(f"{name}: is a broken message; save it again, or give its text") from error
    attached = [_name(one) for one in parts if isinstance(one, Message)]
    if not any(map(_has_text, parts)):
        told = (
            f"give what is attached: {_named(attached)}"
            if attached
            else "give one with the text of an article"
        )
        raise ArticleError(f"{name}: a message without text; {told}")
    subject = " ".join(_unfolded(str(message.get("Subject") or "")).split())
    texts = [one for one in parts if isinstance(one, _Text)]
    title, is_forward = _ANSWERED.sub("", subject, count=1).strip(), bool(_FORWARDED.match(subject))
    reading = _read(texts, title, furniture is not False, is_forward)
    remarks = (f"Attached and not read: {_named(attached)}.",) if attached else ()
    return replace(reading, published=reading.published or _day(message), remarks=remarks)


def _has_text(part: _Text | Message) -> bool:
    return isinstance(part, _Text) and bool((part.plain or part.html or "").strip())


def _inner_message(part: _Text | Message) -> Message | None:
    """The message that a part is."""
    is_message = isinstance(part, Message) and part.get_content_type() == "message/rfc822"
    return next(iter(_inner(part)), None) if is_message else None  # type: ignore[arg-type]


def _name(part: Message) -> str:
    inner = _inner_message(part)
    stated = part.get_filename() or (str(inner.get("Subject") or "") if inner else "")
    return plain(_unfolded(stated) or f"a part of type {part.get_content_type()}")[:100]


def _named(attached: list[str]) -> str:
    more = len(attached) - _MOST_NAMED
    return ", ".join(attached[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _parts(message: Message) -> Iterator[_Text | Message]:
    """The texts of a message, in order, and the parts that are attached to it."""
    kind = message.get_content_type()
    if kind == "multipart/alternative" and message.is_multipart():
        both = _Text()
        for one in (found for part in _inner(message) for found in _parts(part)):
            if isinstance(one, Message):
                yield one
            else:
                both = _Text(both.plain or one.plain, both.html or one.html)
        yield both
    elif message.is_multipart() and kind != "message/rfc822":
        for part in _inner(message):
            yield from _parts(part)
    elif kind in ("text/plain", "text/html") and message.get_content_disposition() != "attachment":
        text = _decoded(message)
        if (message.get_param("format") or "") == "flowed":
            text = _FLOWED.sub(r"\1 ", text)
        yield _Text(html=text) if kind == "text/html" else _Text(plain=text)
    elif message.get_content_disposition() != "inline" or not message.get("Content-ID"):
        yield message  # others are the pictures of its HTML


def _inner(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _decoded(part: Message) -> str:
    """The text of a part, by the encoding that it states, else by what its bytes show."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):
        try:
            text = decode(data)
        except ArticleError:
            text = data.decode("utf-8", "replace")
    return well_formed(text).replace("\0", " ")


def _unfolded(header: str) -> str:
    try:
        return well_formed(str(make_header(decode_header(header[:_LONGEST_HEADER]))))
    except (MessageError, LookupError, ValueError):
        return well_formed(header[:_LONGEST_HEADER])


def _day(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message.get("Date") or "")).date()
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def _read(texts: list[_Text], subject: str, furniture: bool, is_forward: bool) -> DocumentReading:
    pages = [one.better_html() for one in texts]
    if any(page is not None for page in pages):
        root = _composed(texts, pages, subject, is_forward)
        text, page, told = write_tree(root, furniture=furniture)
        blocks = [part.block for part in page]
    else:
        text = "\n\n".join(filter(None, [subject, *(one.plain for one in texts)]))
        blocks = told = split_blocks(text, wrapped=True)
        page = ()
    sent = forwarded_day(blocks, is_forward)
    if furniture:
        told = without_quoted(told, is_forward, marked=len(told) < len(blocks))
    # A message that is nothing but a quotation is read for what it quotes.
    title = blocks[0] if subject and blocks else None
    if not any(any(map(str.isalnum, block.plain)) for block in told if block is not title):
        told = list(blocks)
    layout = _layout(told, title, furniture)
    return DocumentReading(text, blocks, layout, page, subject or None, sent)


def _composed(texts: list[_Text], pages: Sequence[str | None], subject: str, is_forward: bool) -> HtmlElement:
    """All texts of a message as one page, below its subject."""
    root = document_fromstring("<html><body></body></html>")
    if subject:
        etree.SubElement(root[-1], "h1").text = _xml(subject)
    for text, page in zip(texts, pages, strict=True):
        inner = parse_page(page) if page is not None else None
        if inner is not None:
            mark_quoted(inner, is_forward)
            body = inner.find("body")
            home = etree.SubElement(root[-1], "div")
            home.text = inner.text if body is None else body.text
            home.extend(list(inner if body is None else body))
        elif text.plain:
            for block in split_blocks(text.plain, wrapped=True):
                etree.SubElement(root[-1], "p").text = _xml(block.raw)
    return root


def _xml(text: str) -> str:
    """Text without the controls that no XML holds."""
    return (
        "".join(c if c >= " " or c in "\t\n\r" else " " for c in text)
        .replace("\ufffe", " ")
        .replace("\uffff", " ")
    )


def _layout(told: Sequence[Block], title: Block | None, furniture: bool) -> Layout:
    """All that is told but for labels as pages have them ("Read more"); what stands in mail is short, and mostly meant."""
    cues = find_cues(told) if furniture else [Cue.NONE] * len(told)
    kept = [
        block
        for block, cue in zip(told, cues, strict=True)
        if cue not in _LABELS or block.is_prose or block is title
    ]
    return without_credits(whole_layout(kept, title))
