"""Writes a story of a Word document, its body, a note, the head of its pages, as HTML as clean as a page can be.

Read from the XML itself. python-docx passes over footnotes, text boxes and tracked insertions. mammoth 1.13 has these,
but no heads and feet of pages, no equations, no text box without its old form, and no heading but by its style's
name; it shows hidden text, takes rules of conversion from the document itself, and takes ten times as long.

What is deleted, moved away, hidden or struck out is left out, and so are comments and the codes of fields. Text boxes
stand behind the paragraph that they are tied to, notes at the end of the section that refers to them.
"""

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from lxml.html import HtmlElement

from summariser.article.documents.styles import Kind, Style, Styles, child, is_on, local, value

_UNREAD = frozenset(
    """del moveFrom pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr instrText delText delInstrText rt
    annotationRef commentReference bookmarkStart bookmarkEnd""".split()
)
_BLOCKS = frozenset(("p", "tbl"))
_BETWEEN = {"tab": " ", "ptab": " ", "noBreakHyphen": "‑", "den": "/"}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NOTES = ("footnoteReference", "endnoteReference")
# What the font Symbol draws for these numbers; a bound or a sign of a number may be written so.
_SYMBOLS = {0x2D: "−", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xBB: "≈"}
# Where the font Symbol begins (Unicode's private use area); the most columns of a span by judgement, against hostile
# files.
_PRIVATE = 0xF000
_MOST_SPANNED = 100


class StoryWriter:
    """Appends stories to an HTML element, linear in their size. `notes` are by the kind of their reference and id."""

    def __init__(self, styles: Styles, notes: Mapping[tuple[str, str], etree._Element]) -> None:
        self._styles, self._notes = styles, notes
        self._cited: list[etree._Element] = []
        self._seen: set[tuple[str, str]] = set()
        self._boxes: list[etree._Element] = []
        self._undivided: HtmlElement | None = (
            None  # a paragraph whose end is deleted, so that the next goes on in it
        )

    def write(self, story: etree._Element, home: HtmlElement) -> None:
        """A story and the notes that it refers to."""
        for element in _blocks(story):
            if local(element.tag) == "p" and self._styles.of(child(element, "pPr")).level:
                self._write_notes(home)
            self._write_block(element, home)
        self._write_notes(home)

    def _write_notes(self, home: HtmlElement) -> None:
        for note in self._cited:  # grows where notes refer to notes
            item = _add(_add(home, "ul"), "li")
            for element in _blocks(note):
                self._write_block(element, item)
        self._cited = []

    def _write_block(self, element: etree._Element, home: HtmlElement) -> None:
        if local(element.tag) == "tbl":
            self._write_table(element, home)
        else:
            self._write_paragraph(element, home)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            for inner in _blocks(box):
                self._write_block(inner, home)

    def _write_paragraph(self, element: etree._Element, home: HtmlElement) -> None:
        properties = child(element, "pPr")
        paragraph = self._undivided
        if paragraph is None:
            paragraph = _home_of(self._styles.of(properties), home)
        self._undivided = paragraph if child(properties, "rPr", "del") is not None else None
        self._write_inline(element, paragraph)

    def _write_inline(self, element: etree._Element, home: HtmlElement) -> None:
        for one in element:
            name = local(one.tag)
            if name == "t":
                _write(home, one.text)
            elif name == "r":
                self._write_run(one, home)
            elif name == "txbxContent":
                self._boxes.append(one)
            elif name in _NOTES:
                self._cite(name, one)
            elif name == "sym":
                _write(home, _symbol(one))
            elif name in ("br", "cr"):
                _write(home, " ") if home.tag in _HEADINGS or value(one, "type") else _add(home, "br")
            elif name == "sup" and len(one):  # of an equation
                self._write_inline(one, _add(home, "sup"))
            elif name not in _UNREAD:
                _write(home, _BETWEEN.get(name))
                self._write_inline(_shown(one), home)

    def _write_run(self, run: etree._Element, home: HtmlElement) -> None:
        properties = child(run, "rPr")
        if properties is not None:
            if any(is_on(child(properties, name)) for name in ("vanish", "strike", "dstrike")):
                return
            if place := _raised(properties):
                home = _add(home, place)
        self._write_inline(run, home)

    def _cite(self, name: str, reference: etree._Element) -> None:
        key = name, value(reference, "id") or ""
        if key in self._notes and key not in self._seen:
            self._seen.add(key)
            self._cited.append(self._notes[key])

    def _write_table(self, element: etree._Element, home: HtmlElement) -> None:
        table = _add(home, "table")
        rows = [row for row in _inner(element, frozenset(("tr",))) if child(row, "trPr", "del") is None]
        heads, open_cells = True, dict[int, HtmlElement]()
        part = table
        for row in rows:
            properties = child(row, "trPr")
            is_head = heads and is_on(child(properties, "tblHeader"))
            if part is table or heads and not is_head:
                part = _add(table, "thead" if is_head else "tbody")
            heads = is_head
            self._write_row(row, _add(part, "tr"), _count(child(properties, "gridBefore"), 0), open_cells)

    def _write_row(
        self, row: etree._Element, home: HtmlElement, column: int, open_cells: dict[int, HtmlElement]
    ) -> None:
        """`column` is the first; `open_cells` are those of the rows above, by column, that may go on in this one."""
        if column:
            _add(home, "td").set("colspan", str(column))
        for cell in _inner(row, frozenset(("tc",))):
            properties = child(cell, "tcPr")
            wide = _count(child(properties, "gridSpan"), 1)
            merge = child(properties, "vMerge")
            if merge is not None and value(merge) in (None, "", "continue") and column in open_cells:
                above = open_cells[column]
                above.set("rowspan", str(int(above.get("rowspan") or 1) + 1))
            else:
                place = open_cells[column] = _add(home, "td")
                if wide > 1:
                    place.set("colspan", str(wide))
                for element in _blocks(cell):
                    self._write_block(element, place)
            column += wide


def _shown(element: etree._Element) -> Iterable[etree._Element]:
    """What of an element is shown: of alternatives the first, of nested content its content."""
    if local(element.tag) == "AlternateContent":
        return list(element)[:1]
    return element  # type: ignore[no-any-return]


def _blocks(story: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a story, in order, also those within content controls and tracked insertions."""
    return _inner(story, _BLOCKS)


def _inner(element: etree._Element, names: frozenset[str]) -> Iterator[etree._Element]:
    for one in _shown(element):
        name = local(one.tag)
        if name in names:
            yield one
        elif name and name not in _UNREAD:
            yield from _inner(one, names)


def _home_of(style: Style, home: HtmlElement) -> HtmlElement:
    """The new element that a paragraph of a style is written to."""
    if style.kind is Kind.CONTENTS:
        return _add(home, "nav")
    if style.level:
        heading = _add(home, f"h{style.level}")
        if style.kind is Kind.TITLE:
            heading.set("class", "title")
        return heading
    if style.kind is Kind.CAPTION:
        return _add(home, "figcaption")
    for _ in range(style.depth):
        home = _add(home, "ul")
    return _add(home, "li" if style.depth else "p")


def _add(home: HtmlElement, tag: str) -> HtmlElement:
    return etree.SubElement(home, tag)


def _write(home: HtmlElement, text: str | None) -> None:
    if text:
        _add(home, "span").text = text  # to add to the text before takes time in proportion to that


def _raised(properties: etree._Element) -> str | None:
    """ "sup" or "sub" of a run that is set so, or, as LibreOffice writes it, moved up or down by half points."""
    align = value(child(properties, "vertAlign")) or ""
    moved = value(child(properties, "position")) or "0"
    if align in ("superscript", "subscript"):
        return align[:3]
    return None if moved.strip("+-0") == "" else "sub" if moved.startswith("-") else "sup"


def _symbol(element: etree._Element) -> str:
    try:
        number = int(value(element, "char") or "", 16)
    except ValueError:
        return ""
    if number >= _PRIVATE or value(element, "font") == "Symbol":
        return _SYMBOLS.get(number & 0xFF, "") if value(element, "font") == "Symbol" else ""
    return chr(number) if 0x20 <= number < 0xD800 else ""


def _count(element: etree._Element | None, least: int) -> int:
    stated = value(element) or ""
    return max(least, min(int(stated), _MOST_SPANNED)) if stated.isdecimal() and len(stated) < 6 else least
