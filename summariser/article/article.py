"""What the rest of the package knows of an article, and the ways to get one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from summariser.arguments import Positive, with_checked_arguments
from summariser.article.documents import HEAD, Reader, find_reader, read_docx, read_eml, read_pdf
from summariser.article.files import read_bytes, text_in
from summariser.article.furniture.dates import find_publication_date
from summariser.article.furniture.document import is_whole_document
from summariser.article.furniture.furniture import Layout, find_layout, whole_layout
from summariser.article.html import read_page
from summariser.article.layout.parts import Part, parts_in_source, parts_of
from summariser.article.layout.sections import PageStart, Place, Section, section_at, sections_of
from summariser.article.notes import find_notes
from summariser.article.text.blocks import split_blocks
from summariser.article.text.language import find_language
from summariser.article.text.markup import ShownText, shown
from summariser.article.text.sentences import split_sentences
from summariser.outside import well_formed


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the title or body: `number` counts from 1; `text == article.text[start:end]`.

    >>> Article.from_text("Rain fell. Two roads closed.").sentences[1]
    Sentence(number=2, start=11, end=28, text='Two roads closed.')
    """

    number: int
    start: int
    end: int
    text: str


# Properties that are no fields: neither compared nor pickled.
_WORKED_OUT = frozenset(("kept", "language", "notes", "sections"))


@dataclass(frozen=True)
class Article:
    """A text and what is known of it.

    `text` is as given, never altered but for halves of surrogate pairs (each becomes U+FFFD), so that offsets hold. `title_span` and `body_spans` are half-open
    offsets into it, in order and not overlapping; everything outside them is page furniture (navigation,
    related stories, comment forms, share bars). `body` is the body spans' text, joined by blank lines; the
    title is not in it. `sentences` are those of the title (if there is one) and the body. `parts` are all of the
    text, furniture too, each with its role and what it stands under; an article made by hand may have none.
    `pages` says of a document that has pages from which offset on the text stands on which, counted from 1.
    `title`, `published` (its day) and `source` (where it came from) are None where that is not known.
    `remarks` say what of a document was not read, a sentence each. Those that read one (`from_text` and so on) raise
    ArgumentError where an argument is of another type.

    >>> article = Article.from_html("<h1>Bridges close</h1><p>Nine are shut. Rain goes on.</p>")
    >>> article.title, [sentence.text for sentence in article.sentences], article.text[slice(*article.title_span)]
    ('Bridges close', ['Bridges close', 'Nine are shut.', 'Rain goes on.'], 'Bridges close')
    """

    text: str
    body_spans: tuple[tuple[int, int], ...]
    sentences: tuple[Sentence, ...]
    title_span: tuple[int, int] | None = None
    title: str | None = None
    published: date | None = None
    source: str | None = None
    parts: tuple[Part, ...] = ()
    pages: tuple[PageStart, ...] = ()
    remarks: tuple[str, ...] = ()

    @cached_property
    def kept(self) -> dict[str, object]:
        """What later layers work out of the article once; no field: neither compared nor pickled."""
        return {}

    def __getstate__(self) -> dict[str, object]:
        return {key: value for key, value in self.__dict__.items() if key not in _WORKED_OUT}

    @cached_property
    def language(self) -> str | None:
        """ "en", the code of another language, "und" for one that is not known; None if the text is too short to tell."""
        return find_language(sentence.text for sentence in self.sentences)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What to know before relying on it, a sentence each: `remarks`, not English, cut off by a paywall, no article."""
        return (*self.remarks, *find_notes(self.text, self.body, self.language))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Which page and heading the text stands on and under, in order; what has neither is in none."""
        return sections_of(self.text, self.parts, self.pages)

    def place(self, offset: int) -> Place | None:
        """The page and the heading of an offset into `text`; None where it has neither."""
        found = section_at(self.sections, offset)
        return found.place if found else None

    @property
    def body(self) -> str:
        """The text of the body spans, joined by blank lines."""
        return "\n\n".join(self.text[start:end] for start, end in self.body_spans)

    @classmethod
    @with_checked_arguments
    def from_text(cls, text: str, *, source: str | None = None, furniture: bool | None = None) -> Self:
        """Reads plain text, as written or as scraped from a page; `source` says where it came from.

        `furniture` says whether the text of a page stands around the article; if False, all but the title is body. By
        default that is told from the text: a report with numbered paragraphs, contents or notes is a whole document.
        Never raises: a text in which nothing looks like an article is all body.
        """
        text = well_formed(text)
        visible = shown(text)
        blocks = split_blocks(visible.text)
        if furniture is None:
            furniture = not is_whole_document(visible.text, blocks)
        layout = find_layout(blocks) if furniture else whole_layout(blocks)
        published = find_publication_date(blocks, layout)
        parts = parts_in_source(parts_of(visible.text, blocks, layout), visible)
        return cls._from_layout(text, visible, layout, parts, published=published, source=source)

    @classmethod
    @with_checked_arguments
    def from_html(cls, html: str, *, source: str | None = None, furniture: bool = True) -> Self:
        """Reads a web page; `text` becomes its visible text, paragraphs apart by blank lines.

        If not `furniture`, all of the page but its title is body. Raises ArticleError when the page holds no article,
        or, if all is body, no text.
        """
        page = read_page(html, source or "HTML", furniture=furniture)
        return cls._from_layout(
            page.text,
            ShownText(page.text),
            page.layout,
            parts_of(page.text, [part.block for part in page.page], page.layout, page.page),
            title=page.title,
            published=page.published,
            source=source,
        )

    @classmethod
    @with_checked_arguments
    def from_pdf(cls, path: str | Path, *, furniture: bool | None = None) -> Self:
        """Reads a PDF file; `text` becomes that of its pages in reading order, `source` its path.

        Running heads, running feet and page numbers are furniture, and so is, of a printed web page, what stands
        around its article: `furniture` says whether it is one, which by default is told from the address that
        browsers print. Needs the extra `documents`.
        Raises ArticleError, naming the file and what to do, when it cannot be read, is encrypted or has no text.
        """
        return cls._from_document(read_pdf, read_bytes(Path(path)), str(path), furniture=furniture)

    @classmethod
    @with_checked_arguments
    def from_file(cls, path: str | Path, *, furniture: bool | None = None) -> Self:
        """Reads a file of text, Markdown, HTML, PDF, DOCX or EML, told by its content; `source` becomes its path.

        For `furniture` see the others. Raises ArticleError, naming the file and what to do, when it cannot be read or
        holds no article.
        """
        return cls.from_bytes(read_bytes(Path(path)), source=str(path), furniture=furniture)

    @classmethod
    @with_checked_arguments
    def from_bytes(cls, data: bytes, *, source: str | None = None, furniture: bool | None = None) -> Self:
        """Reads what a file of any kind that `from_file` takes holds; `source`, if it has a suffix, helps to tell which.

        Raises ArticleError, naming the source and what to do, when it cannot be read or holds no article.
        """
        name = source or "the document"
        suffix = Path(name).suffix.lower()
        if reader := find_reader(data[:HEAD], suffix):
            return cls._from_document(reader, data, source, furniture=furniture)
        text, is_html = text_in(data, name, suffix)
        if is_html:
            return cls.from_html(text, source=source, furniture=furniture is not False)
        return cls.from_text(text, source=source, furniture=furniture)

    @classmethod
    @with_checked_arguments
    def from_docx(cls, path: str | Path, *, furniture: bool | None = None) -> Self:
        """Reads a Word document; heads and feet of its pages and its table of contents are furniture.

        Footnotes stand at the end of the section that refers to them. If `furniture` is False, all but the title is
        body. Raises ArticleError, naming the file and what to do, when it cannot be read or holds no text.
        """
        return cls._from_document(read_docx, read_bytes(Path(path)), str(path), furniture=furniture)

    @classmethod
    @with_checked_arguments
    def from_eml(cls, path: str | Path, *, furniture: bool | None = None) -> Self:
        """Reads a mail; its subject is the title, what it quotes and its signature are furniture.

        If `furniture` is False, all but the title is body. What is attached is not read; `notes` name it. Raises
        ArticleError, naming the file and what to do, when it cannot be read or holds no text.
        """
        return cls._from_document(read_eml, read_bytes(Path(path)), str(path), furniture=furniture)

    @classmethod
    def _from_document(
        cls, reader: Reader, data: bytes, source: str | None, *, furniture: bool | None
    ) -> Self:
        read = reader(data, source or "the document", furniture=furniture)
        return cls._from_layout(
            read.text,
            shown(read.text) if not read.page else ShownText(read.text),
            read.layout,
            parts_of(read.text, read.blocks, read.layout, read.page),
            title=read.title,
            published=read.published,
            source=source,
            pages=read.pages,
            remarks=read.remarks,
        )

    @classmethod
    @with_checked_arguments
    def from_url(
        cls,
        url: str,
        *,
        kept: str | Path | None = None,
        refresh: bool = False,
        furniture: bool | None = None,
        allow_private: bool = False,
        ignore_robots: bool = False,
        timeout_s: Positive = 30.0,
    ) -> Self:
        """Fetches an address and reads what is there, as `from_file` does; `source` becomes the address.

        With `kept`, a folder, the page is kept there, and read from there the next time unless `refresh`. Addresses
        of the own network are refused unless `allow_private`, and what a robots.txt asks programs to leave unless
        `ignore_robots`. `timeout_s` is for all redirects together. Raises FetchError, naming the address and what to
        do, where there is no article; StorageError or ConfigurationError where it cannot be kept.
        """
        # Only who asks for an address needs the network.
        from summariser.article.web import FetchOptions
        from summariser.article.web.fetch import Fetcher
        from summariser.article.web.reading import article_of

        options = FetchOptions(
            kept=None if kept is None else Path(kept),
            refresh=refresh,
            allow_private=allow_private,
            ignore_robots=ignore_robots,
            timeout_s=timeout_s,
        )
        page = Fetcher(options).page(url)
        return article_of(page, lambda path: cls.from_file(path, furniture=furniture), url.strip())

    @classmethod
    def _from_layout(
        cls,
        text: str,
        visible: ShownText,
        layout: Layout,
        parts: tuple[Part, ...],
        *,
        published: date | None,
        source: str | None,
        title: str | None = None,
        pages: tuple[PageStart, ...] = (),
        remarks: tuple[str, ...] = (),
    ) -> Self:
        headline = layout.title
        # Of a headline that hidden markup cuts apart, the first piece is the title's span.
        titled, *rest = visible.sources(headline.start, headline.end) if headline else [None]
        body = [piece for span in layout.told(visible.text) for piece in visible.sources(*span)]
        return cls(
            text=text,
            body_spans=_joined([*filter(None, rest), *body], text),
            sentences=_sentences(text, visible, layout),
            title_span=titled,
            title=" ".join(headline.raw.split()) if headline else title,
            published=published,
            source=source,
            parts=parts,
            pages=pages,
            remarks=remarks,
        )


def _joined(pieces: Iterable[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the pieces, those with nothing but white space between them as one."""
    spans: list[tuple[int, int]] = []
    for start, end in pieces:
        if spans and not text[spans[-1][1] : start].strip():
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def _sentences(text: str, visible: ShownText, layout: Layout) -> tuple[Sentence, ...]:
    """The title, rows of tables and sentences; what has no letter or digit, as a rule below a heading, is none."""
    spans = [(layout.title.start, layout.title.end)] if layout.title else []
    for block in layout.body:
        if block.is_row:
            spans += [(block.start, block.end)]
        else:
            for start, end in Layout(None, (block,), is_whole=layout.is_whole).told(visible.text):
                spans += split_sentences(visible.text, start, end)
    pieces = (piece for span in spans for piece in visible.sources(*span))
    worded = (piece for piece in pieces if any(map(str.isalnum, text[slice(*piece)])))
    return tuple(Sentence(n, start, end, text[start:end]) for n, (start, end) in enumerate(worded, 1))
