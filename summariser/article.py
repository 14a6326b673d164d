"""An article: its text untouched, its sentences, and what of the text is the article and what is page furniture."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self


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
        raise NotImplementedError

    @classmethod
    def from_html(cls, html: str, *, source: str | None = None) -> Self:
        raise NotImplementedError

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        raise NotImplementedError
