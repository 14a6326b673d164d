"""Reads PDF files with pdfium: opens them, within limits, and says in one line what is wrong where they cannot be read."""

import re
import threading
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from time import monotonic
from typing import Any

from summariser.article.documents.pdf_text import Written, write_pages
from summariser.article.documents.pdf_words import PageWords, words_of
from summariser.article.documents.reading import DocumentReading
from summariser.article.furniture.cues import Cue, find_cues
from summariser.article.furniture.dates import find_publication_date
from summariser.article.furniture.furniture import Layout, find_layout, whole_layout
from summariser.errors import ArticleError

# By judgement, against hostile files: the longest reports have some hundreds of pages.
MOST_PAGES = 2_000
MOST_CHARACTERS = 5_000_000
MOST_SECONDS = 120.0
# The error codes of pdfium.
_BROKEN, _PASSWORD, _SECURITY = 3, 4, 5
# A page of a scan may have a stamp or a number on it. By judgement, as is how many cues of a printed page tell one.
_FEWEST_WORDS = 3
_DAY = re.compile(r"D:((?:19|20)\d\d)(\d\d)(\d\d)")
# What programs put for a title where they know none.
_NO_TITLE = re.compile(
    r"untitled|Microsoft (?:Word|PowerPoint) - |.*\.(?:docx?|odt|indd|tex|pdf|html?|qxp)$|\W*$", re.IGNORECASE
)
_BROWSER = re.compile(r"Mozilla/|Chrom|Firefox|Safari")
_MOST_PAGE_CUES = 3
_PAGE_CUES = (Cue.END, Cue.STAMP, Cue.INSERT, Cue.TAIL)

# pdfium must not be called from two threads at once.
_PDFIUM = threading.Lock()


def read_pdf(data: bytes, name: str, *, furniture: bool | None = None) -> DocumentReading:
    """Reads a PDF; `name` is what error messages call it.

    If `furniture`, it is taken for a printed web page; by default that is told from its address at the head or foot of
    the pages. Raises ArticleError where it cannot be read, holds no text, or is too long, and where pypdfium2 is not
    installed.
    """
    if find_spec("pypdfium2") is None:
        raise ArticleError(f"{name}: PDF files need pypdfium2: pip install 'summariser[documents]'")
    if not data.strip():
        raise ArticleError(f"{name}: the file is empty; give a PDF file with text")
    pages, metadata = _read(data, name)
    if sum(len(page.words) for page in pages) < _FEWEST_WORDS:
        raise ArticleError(
            f"{name}: the PDF has no text, only pictures of it; run it through text recognition (OCR) first"
        )
    return _understood(write_pages(pages), metadata, furniture)


def _read(data: bytes, name: str) -> tuple[list[PageWords], dict[str, str]]:
    pdfium: Any = import_module("pypdfium2")
    with _PDFIUM:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise ArticleError(f"{name}: {_why(error)}") from error
        try:
            return list(_pages(document, pdfium, name)), document.get_metadata_dict()
        finally:
            document.close()


def _why(error: Exception) -> str:
    code = getattr(error, "err_code", None)
    if code in (_PASSWORD, _SECURITY):
        return "the PDF is encrypted and needs a password; save it without one, and give that file"
    return "the PDF is broken and cannot be opened; get the file again, or print it to PDF anew"


def _pages(document: Any, pdfium: Any, name: str) -> Iterator[PageWords]:
    if not len(document):
        raise ArticleError(f"{name}: the PDF has no pages; get the file again")
    if len(document) > MOST_PAGES:
        raise ArticleError(
            f"{name}: has {len(document):,} pages, more than {MOST_PAGES:,}; give a part of it"
        )
    began, letters = monotonic(), 0
    for at in range(len(document)):
        try:
            words = words_of(document[at])
        except pdfium.PdfiumError:  # as readers do, a page that is broken is left blank
            words = PageWords(1, 1, [], [])
        letters += sum(len(word.text) + 1 for word in words.words)
        if letters > MOST_CHARACTERS:
            raise ArticleError(f"{name}: has more than {MOST_CHARACTERS:,} characters; give a part of it")
        if monotonic() - began > MOST_SECONDS:
            raise ArticleError(
                f"{name}: reading it takes more than {MOST_SECONDS:.0f} seconds, at page {at + 1:,}; give a part of it"
            )
        yield words


def _understood(written: Written, metadata: dict[str, str], furniture: bool | None) -> DocumentReading:
    own = [part.block for n, part in enumerate(written.blocks) if n not in written.furniture]
    title = None if written.title is None else written.blocks[written.title].block
    if furniture is None:
        cues = find_cues(own)
        printed = bool(_BROWSER.search(metadata.get("Creator", "") + metadata.get("Producer", "")))
        furniture = written.is_of_web or printed and sum(cue in _PAGE_CUES for cue in cues) > _MOST_PAGE_CUES
    layout = find_layout(own) if furniture else whole_layout(own, title)
    # Cues are those of all blocks, and there are more than `own`.
    layout = Layout(layout.title, layout.body, is_whole=layout.is_whole)
    named = " ".join(metadata.get("Title", "").split())
    return DocumentReading(
        written.text,
        [part.block for part in written.blocks],
        layout,
        written.blocks,
        title=None if _NO_TITLE.match(named) else named,
        published=find_publication_date(own, layout) or _day(metadata),
        pages=written.pages,
    )


def _day(metadata: dict[str, str]) -> date | None:
    """The day on which the file was made."""
    found = _DAY.match(metadata.get("CreationDate", ""))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
