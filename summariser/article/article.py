"""What the rest of the package knows of an article, and the ways to get one."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from summariser.article.blocks import Block, split_blocks
from summariser.article.dates import find_publication_date
from summariser.article.files import read_file
from summariser.article.furniture import Layout, find_layout
from summariser.article.html import read_page
from summariser.article.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the title or body: `number` counts from 1; `text == article.text[start:end]`."""

    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Article:
    """A text and what is known of it.

    `text` is as given, never altered, so that offsets hold. `title_span` and `body_spans` are half-open
    offsets into it, in order and not overlapping; everything outside them is page furniture (navigation,
    related stories, comment forms, share bars). `body` is the body spans' text, joined by blank lines; the
    title is not in it. `sentences` are those of the title (if there is one) and the body.
    """

    text: str
    body_spans: tuple[tuple[int, int], ...]
    sentences: tuple[Sentence, ...]
    title_span: tuple[int, int] | None = None
    title: str | None = None
    published: date | None = None
    source: str | None = None

    @property
    def body(self) -> str:
        return "\n\n".join(self.text[start:end] for start, end in self.body_spans)

    @classmethod
    def from_text(cls, text: str, *, source: str | None = None) -> Self:
        """Reads plain text, as written or as scraped from a page; `source` says where it came from.

        Never raises: a text in which nothing looks like an article is all body.
        """
        blocks = split_blocks(text)
        layout = find_layout(blocks)
        published = find_publication_date(_lines_around_headline(blocks, layout))
        return cls._from_layout(text, layout, published=published, source=source)

    @classmethod
    def from_html(cls, html: str, *, source: str | None = None) -> Self:
        """Reads a web page; `text` becomes its visible text, paragraphs apart by blank lines.

        Raises ArticleError when the page holds no article.
        """
        page = read_page(html, source or "HTML")
        return cls._from_layout(
            page.text, page.layout, title=page.title, published=page.published, source=source
        )

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        """Reads a text, Markdown or HTML file; `source` becomes its path.

        Raises ArticleError, naming the file and what to do, when it cannot be read or holds no article.
        """
        text, is_html = read_file(Path(path))
        return cls.from_html(text, source=str(path)) if is_html else cls.from_text(text, source=str(path))

    @classmethod
    def _from_layout(
        cls,
        text: str,
        layout: Layout,
        *,
        published: date | None,
        source: str | None,
        title: str | None = None,
    ) -> Self:
        headline = layout.title
        return cls(
            text=text,
            body_spans=_joined(layout.body, text),
            sentences=_sentences(text, layout),
            title_span=(headline.start, headline.end) if headline else None,
            title=" ".join(headline.raw.split()) if headline else title,
            published=published,
            source=source,
        )


def _lines_around_headline(blocks: list[Block], layout: Layout) -> list[str]:
    """The furniture before the article's third block, and the opening of its first, where datelines stand."""
    if not layout.body:
        return []
    third = layout.body[min(2, len(layout.body) - 1)]
    body = {block.start for block in layout.body}
    head = [block.plain for block in blocks if block.start < third.start and block.start not in body]
    return [*head, layout.body[0].plain[:60]]


def _joined(body: tuple[Block, ...], text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the blocks, those with nothing but white space between them as one."""
    spans: list[tuple[int, int]] = []
    for block in body:
        if spans and not text[spans[-1][1] : block.start].strip():
            spans[-1] = (spans[-1][0], block.end)
        else:
            spans.append((block.start, block.end))
    return tuple(spans)


def _sentences(text: str, layout: Layout) -> tuple[Sentence, ...]:
    spans = [(layout.title.start, layout.title.end)] if layout.title else []
    for block in layout.body:
        if block.is_row:
            spans += [(block.start, block.end)]
        else:
            spans += split_sentences(text, block.start, block.end)
    return tuple(Sentence(n, start, end, text[start:end]) for n, (start, end) in enumerate(spans, 1))
