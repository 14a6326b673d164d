"""What users give, as text, HTML, a file or an address, and the article that it is."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from enum import StrEnum

from summariser.article import Article
from summariser.article.web import FetchOptions, is_address
from summariser.article.web.fetch import Fetcher
from summariser.article.web.pages import Page
from summariser.article.web.reading import article_of
from summariser.errors import ArticleError, FetchError
from summariser.foreign import plain
from summariser.service.processes.pool import BusyError

# By judgement; so are those below.
_SHORTEST_PAGE = 500  # characters, or bytes of a file; what is shorter is a text by itself
_LONGEST_NAME = 200
_TITLE = 80
_AT_ONCE = 8
_MOST_WAITING = 64
_FETCHES = 500  # of one fetcher, which remembers each host


class TooLargeError(ArticleError):
    """A text is longer than the service takes."""


class Form(StrEnum):
    """As what it is given."""

    TEXT = "text"
    HTML = "html"
    FILE = "file"
    PAGE = "page"


@dataclass(frozen=True)
class Given:
    """What a user gives, before it is read: `name` is the file's, the address, or what else it is to be called; "" for none."""

    form: Form
    content: str | bytes | Page
    name: str = ""

    @property
    def size(self) -> int:
        """Its characters or bytes."""
        return len(self.content.body if isinstance(self.content, Page) else self.content)

    def named(self, otherwise: str) -> "Given":
        """Itself, with a name where it has none."""
        return self if self.name else replace(self, name=otherwise)


def safe_name(name: str) -> str:
    """The name of a file or article in one line, without the folders before it."""
    return plain(name.replace("\\", "/").rpartition("/")[2])[:_LONGEST_NAME]


def is_one_address(text: str) -> bool:
    """Whether a text is an address and nothing else."""
    return is_address(text) and not any(map(str.isspace, text.strip()))


def read(given: Given, most_characters: int, *, whole: bool = False) -> Article:
    """The article that was given, its `source` its name. If `whole`, all of a page counts, not only the article.

    Call it in a worker. Raises ArticleError where there is none, TooLargeError where it is too long.
    """
    content, source = given.content, given.name or None
    if isinstance(content, Page):
        article = article_of(
            content, lambda path: Article.from_file(path, furniture=_furniture(whole)), given.name
        )
    elif isinstance(content, bytes):
        article = Article.from_bytes(content, source=source, furniture=_furniture(whole))
    elif not content.strip():
        raise ArticleError("the text is empty; give the text of an article")
    elif given.form is Form.HTML:
        article = Article.from_html(content, source=source, furniture=not whole)
    else:
        article = Article.from_text(content, source=source, furniture=_furniture(whole))
    if len(article.text) > most_characters:
        raise TooLargeError(
            f"the text has {len(article.text):,} characters, more than {most_characters:,}; give less of it"
        )
    return article


def _furniture(whole: bool) -> bool | None:
    return False if whole else None


def written_in(given: Given, article: Article, *, whole: bool = False) -> str | Article:
    """What is checked of a text that was given: the article of a page, or all of a text that is none."""
    is_text = whole or given.form is Form.TEXT or given.size < _SHORTEST_PAGE
    return article.text if is_text else article


def title_of(article: Article) -> str:
    """What a text is called in lists: its title, or its first words."""
    return plain(article.title or article.body[: 2 * _TITLE] or article.text[: 2 * _TITLE])[:_TITLE]


class Pages:
    """Fetches the pages that users name, some at a time; addresses of the own network only if `allow_private`."""

    def __init__(self, *, allow_private: bool, most_bytes: int, time_s: float) -> None:
        self._options = FetchOptions(allow_private=allow_private, max_bytes=most_bytes, timeout_s=time_s)
        self._threads = ThreadPoolExecutor(_AT_ONCE, "page")
        self._fetcher, self._fetches, self._waiting = Fetcher(self._options), 0, 0

    async def page(self, address: str) -> Given:
        """The page at an address. Raises FetchError, naming it and what to do, and BusyError."""
        async with self._turn():
            page = await asyncio.get_running_loop().run_in_executor(
                self._threads, self._fetcher.page, address
            )
        return Given(Form.PAGE, page, address.strip())

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._waiting >= _MOST_WAITING:
            raise BusyError("too many addresses wait to be fetched: try again in a few seconds")
        self._fetches += 1
        if self._fetches % _FETCHES == 0:
            self._fetcher = Fetcher(self._options)
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Takes no more addresses."""
        with contextlib.suppress(FetchError):
            self._threads.shutdown(wait=False, cancel_futures=True)
