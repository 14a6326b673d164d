"""Reads Word documents: finds their parts, has them written as HTML, and reads that as any page.

What heads and foots the pages is furniture, and so is a table of contents.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from summariser.article.documents.package import Package, Relation
from summariser.article.documents.reading import DocumentReading, layout_of, write_tree
from summariser.article.documents.story import StoryWriter
from summariser.article.documents.styles import Styles, local, value
from summariser.article.furniture.dates import find_publication_date
from summariser.outside import well_formed

_MAIN = "officeDocument"
_WORD = "document"  # what the main part of a Word document is, and those of other documents are not
_OTHERS = {
    "workbook": "is a spreadsheet; export the sheet as CSV and give its text, or give the document it belongs to",
    "presentation": "is a presentation; export it as PDF",
}
_TYPES = {
    "application/epub+zip": "is an e-book; give its article as text, HTML or DOCX",
    "application/vnd.oasis.opendocument.text": "is an OpenDocument text; export it as DOCX or PDF",
    "application/vnd.oasis.opendocument.": "is an OpenDocument file; export it as PDF",
}
# What may hold figures and is not read, by the kind of its part.
_UNREAD = {
    "chart": "chart",
    "chartEx": "chart",
    "diagramData": "diagram",
    "aFChunk": "inserted file",
    "subDocument": "inserted document",
}
# The day that python-docx leaves in each document.
_NO_DAY = "2013-12-23T23:15:00Z"
_NO_DOCUMENT = "is a zip archive; unpack it and give the files in it, as text, HTML, PDF, DOCX or EML"


def read_docx(data: bytes, name: str, *, furniture: bool | None = None) -> DocumentReading:
    """Reads a Word document; `name` is what error messages call it. If `furniture` is False, all of it is the article.

    Raises ArticleError where it is none, is broken, encrypted or too large, or has no text.
    """
    package = Package(data, name)
    path, body = _main_part(package)
    relations = list(package.relations(path))
    root = _written(package, body, relations)
    text, page, told = write_tree(root, furniture=furniture is not False)
    if not told:
        raise package.error("holds no text, perhaps pictures of it; give a document with text")
    title, saved = _properties(package)
    layout = layout_of(page, told, title)
    blocks = [part.block for part in page]
    published = find_publication_date(blocks, layout) or saved
    return DocumentReading(text, blocks, layout, page, title, published, tuple(_remarks(relations)))


def _remarks(relations: list[Relation]) -> Iterator[str]:
    unread = Counter(_UNREAD[one.kind] for one in relations if one.kind in _UNREAD)
    named = [f"{count} {what}{'s' if count > 1 else ''}" for what, count in unread.items()]
    if named:
        yield f"Not read: {', '.join(named)}."


def _main_part(package: Package) -> tuple[str, etree._Element]:
    main = next((one.path for one in package.relations("") if one.kind == _MAIN), "word/document.xml")
    if not package.has(main):
        declared = package.read("mimetype")[:80].decode("ascii", "replace") if package.has("mimetype") else ""
        raise package.error(
            next((what for kind, what in _TYPES.items() if declared.startswith(kind)), _NO_DOCUMENT)
        )
    body = package.xml(main)
    if local(body.tag) != _WORD:
        raise package.error(_OTHERS.get(local(body.tag), "is no Word document; export it as DOCX or PDF"))
    return main, body


def _written(package: Package, body: etree._Element, relations: list[Relation]) -> HtmlElement:
    """The document as HTML: what heads its pages, its body, what foots them."""
    styles = next((package.xml(one.path) for one in relations if one.kind == "styles"), None)
    notes = {key: note for one in relations for key, note in _notes(package, one)}
    writer = StoryWriter(Styles(styles), notes)
    root = document_fromstring("<html><body></body></html>")
    for kind, tag in (("header", "nav"), (None, "div"), ("footer", "footer")):
        stories = [package.xml(one.path) for one in relations if one.kind == kind] if kind else [body]
        written = set[str]()
        for story in stories:
            home = etree.SubElement(root[-1], tag)
            writer.write(story, home)
            # Sections of a document have heads of their own, which say the same.
            said = home.text_content() if kind else ""
            if said in written:
                root[-1].remove(home)
            written.add(said)
    return root


def _notes(package: Package, relation: Relation) -> Iterator[tuple[tuple[str, str], etree._Element]]:
    """The notes of a part by the kind of their reference and id; the lines that divide them from the text are none."""
    if relation.kind in ("footnotes", "endnotes"):
        for note in package.xml(relation.path):
            if value(note, "type") in (None, "normal"):
                yield (f"{relation.kind[:-1]}Reference", value(note, "id") or ""), note


def _properties(package: Package) -> tuple[str | None, date | None]:
    """The title that the file states, and the day on which it was last saved, or else made."""
    path = next((one.path for one in package.relations("") if one.kind == "core-properties"), None)
    stated = {local(one.tag): (one.text or "").strip() for one in package.xml(path)} if path else {}
    title = " ".join(well_formed(stated.get("title", "")).split())
    saved = (stated.get(name, "") for name in ("modified", "created"))
    days = (_day(moment) for moment in saved if moment != _NO_DAY)
    return title or None, next(filter(None, days), None)


def _day(stated: str) -> date | None:
    try:
        return date.fromisoformat(stated[:10])
    except ValueError:
        return None
