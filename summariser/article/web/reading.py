"""Makes the article of a page, by the readers that files have; and says what stands there where none does."""

import codecs
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from summariser.article.notes import ASKS_CONSENT, NO_ARTICLE, NO_SENTENCE
from summariser.article.web.address import shown
from summariser.article.web.feeds import entries_of
from summariser.article.web.pages import Page
from summariser.article.web.problems import ASKS_FIRST, of_stub
from summariser.errors import ArticleError, FetchError
from summariser.foreign import plain

if TYPE_CHECKING:
    from summariser.article.article import Article

Read = TypeVar("Read", bound="Article")

# Kinds that hold an article, or may; of an unknown one the content tells.
_KINDS = ("text/", "application/octet-stream", "binary/octet-stream", "application/zip", "application/msword")
_NOT_TEXT = ("text/css", "text/javascript", "text/csv", "text/calendar")
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
# Encodings of Python that are none of texts; decoding some of them takes time beyond all proportion.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw-unicode-escape", "utf-7", "undefined"})


def article_of(page: Page, read: Callable[[Path], Read], source: str) -> Read:
    """The article of a page, its `source` the address. `read` makes one of a file, as Article.from_file does.

    Raises FetchError, naming the address and what to do, where the page holds none.
    """
    name = shown(source)
    if (entries := entries_of(page.body)) is not None:
        raise FetchError(
            f"{name}: is a feed of {len(entries)} articles, not one; give the address of one of them"
        )
    if page.kind and not page.suffix and (not page.kind.startswith(_KINDS) or page.kind in _NOT_TEXT):
        raise FetchError(
            f"{name}: is {plain(page.kind)[:60]}, which holds no article; give the page that shows it"
        )
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder, f"page{page.suffix}")
            path.write_bytes(_as_utf8(page))
            article = _read(path, read)
    except ArticleError as error:
        instead = of_stub(page, 0, told=False) if page.body.lstrip().startswith(b"<") else None
        raise FetchError(f"{name}: {instead or error}") from error
    told = not {NO_ARTICLE, NO_SENTENCE}.isdisjoint(article.notes)
    if instead := of_stub(page, len(article.body.split()), told=told):
        raise FetchError(f"{name}: {instead}")
    if ASKS_CONSENT in article.notes:
        raise FetchError(f"{name}: {ASKS_FIRST}")
    return replace(article, source=source)


def _read(path: Path, read: Callable[[Path], Read]) -> Read:
    """Raises ArticleError without the name of the file, which is no name for the user."""
    try:
        return read(path)
    except ArticleError as error:
        raise ArticleError(str(error).replace(f"{path}: ", "")) from error


def _as_utf8(page: Page) -> bytes:
    """The bytes; of a text that is not UTF-8, but what the header says, as UTF-8. The rest is told from the bytes.

    A header that says otherwise of what is UTF-8 is wrong: hardly any other text is so by chance.
    """
    is_text = not page.kind or page.kind.startswith(("text/", "application/xhtml"))
    if page.charset is None or not is_text or page.body.startswith(_MARKS):
        return page.body
    try:
        page.body.decode("utf-8")
    except UnicodeDecodeError:
        try:
            if codecs.lookup(page.charset).name not in _NO_CHARSETS:
                return codecs.BOM_UTF8 + page.body.decode(page.charset).encode()
        except (LookupError, UnicodeError, ValueError):
            pass
    return page.body
