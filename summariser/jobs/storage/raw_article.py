"""One article as an input holds it, before it is read: cheap to recognise, so that a rerun reads nothing twice."""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Self

from summariser.article import Article, Sentence
from summariser.article.files import LARGEST
from summariser.article.layout.parts import Cell, Part, Role
from summariser.errors import ArticleError

# More than any article has. An HTML page holds far more than its text.
MAX_CHARACTERS = {
    "text": 1_000_000,
    "html": 20_000_000,
    "article": 1_000_000,
    "document": LARGEST * 4 // 3 + 4,
}
_HTML_BEGINS = ("<!doctype html", "<html")


def kind_of(text: str) -> str:
    """ "html" for what begins as a web page, else "text"."""
    return "html" if text.lstrip()[:14].lower().startswith(_HTML_BEGINS) else "text"


def storable(text: str) -> str:
    """A text as SQLite takes it; lone surrogates, which names and messages may hold, become escapes."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


@dataclass(frozen=True)
class RawArticle:
    """An article, or the reason why there is none, as found in an input.

    `file` is the input that it stands in and `source` its place there, for people. `identity` tells it from the
    others of its file: its id, or "" where its content is all that is known of it; None for a file that is one
    article. `kind` says how `text` is to be read: "text", "html", "article" (an Article as JSON), or
    "document" (the bytes of a file as base64, behind its suffix and a colon).
    """

    file: str
    source: str
    identity: str | None = None
    kind: str = "text"
    text: str = field(default="", repr=False)
    title: str | None = None
    published: str | None = None
    error: str | None = None

    @property
    def digest(self) -> str:
        """64 hexadecimal digits that stand for all that the article is made from, and not for its place."""
        parts = [self.kind, self.title or "", self.published or "", self.text]
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def slot(self) -> str:
        """Where its record stands in a run folder, whatever becomes of its content."""
        if self.identity is None:
            return self.file
        return f"{self.file}\0{self.identity or (self.source if self.error else self.digest)}"

    def checked(self) -> Self:
        """Itself, or its error where it is too long to be an article."""
        most = MAX_CHARACTERS[self.kind]
        if len(self.text) <= most:
            return self
        problem = f"the article has {len(self.text):,} characters, more than {most:,}: split it into articles"
        return replace(self, text="", error=problem)

    def to_bytes(self) -> bytes:
        """What `article_from_bytes` reads."""
        parts = [self.kind, self.title, self.published, self.text]
        return json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")


def article_from_bytes(data: bytes) -> Article:
    """The article that `RawArticle.to_bytes` wrote. Raises ArticleError where it holds none."""
    kind, title, published, text = json.loads(data.decode("utf-8", "surrogatepass"))
    if kind == "article":
        return article_from(json.loads(text))
    if title and kind == "text":
        text = f"{title}\n\n{text}"
    article = _READERS[kind](text)
    when = _date(published) if published else article.published
    return replace(article, title=article.title or title, published=when)


def _read_document(text: str) -> Article:
    suffix, _, data = text.partition(":")
    name = f"document{suffix}"
    try:
        return replace(Article.from_bytes(b64decode(data), source=name), source=None)
    except ArticleError as error:
        raise ArticleError(str(error).removeprefix(f"{name}: ")) from error


_READERS: dict[str, Callable[[str], Article]] = {
    "text": Article.from_text,
    "html": Article.from_html,
    "document": _read_document,
}


def _date(written: str) -> date:
    try:
        return date.fromisoformat(written[:10])
    except ValueError as error:
        raise ArticleError(f"{written[:40]!r} is no date: write it like 2026-03-31") from error


def article_data(article: Article) -> dict[str, Any]:
    """An article as JSON holds it; `article_from` is the way back. Its source is left out."""
    data = asdict(article) | {"published": article.published and article.published.isoformat()}
    del data["source"]
    if not article.pages:  # as ever, so that a rerun knows it again
        del data["pages"]
    if not article.remarks:  # as ever, so that a rerun knows it again
        del data["remarks"]
    return data


def article_from(data: dict[str, Any]) -> Article:
    """The article that `article_data` wrote."""
    span = data["title_span"]
    return Article(
        text=data["text"],
        body_spans=tuple((start, end) for start, end in data["body_spans"]),
        sentences=tuple(Sentence(**sentence) for sentence in data["sentences"]),
        title_span=span and (span[0], span[1]),
        title=data["title"],
        published=data["published"] and date.fromisoformat(data["published"]),
        # What was kept before articles had parts has none.
        parts=tuple(map(_part_from, data.get("parts", ()))),
        pages=tuple((offset, page) for offset, page in data.get("pages", ())),
        remarks=tuple(data.get("remarks", ())),
    )


def _part_from(data: dict[str, Any]) -> Part:
    cells = (
        Cell(cell["start"], cell["end"], tuple((low, high) for low, high in cell["heads"]))
        for cell in data["cells"]
    )
    lead_in = data["lead_in"]
    return Part(
        data["start"], data["end"], Role(data["role"]), tuple(cells), lead_in and (lead_in[0], lead_in[1])
    )


def of_document(file: str, data: bytes, suffix: str) -> RawArticle:
    """A file that is a document; it is read when its turn has come, for that may take long."""
    return RawArticle(file, file, None, "document", f"{suffix}:{b64encode(data).decode()}")


def of_article(article: Article, number: int) -> RawArticle:
    """An Article that the caller has made, the `number`th of the call."""
    text = json.dumps(article_data(article))
    return RawArticle(
        "(articles)", article.source or f"article {number}", article.source or "", "article", text
    )
