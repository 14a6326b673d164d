"""From what a call gives to an article: its text, or an address or file where the server was started so."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from summariser.article import Article
from summariser.article.files import read_bytes
from summariser.article.web import is_address
from summariser.comparison.story import named
from summariser.errors import ArticleError, InputError
from summariser.foreign import plain
from summariser.mcp.options import TOGETHER, Reach
from summariser.outside import well_formed

# In characters, by judgement.
_LONGEST_NAME = 300
_ENDS = (".txt", ".md", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".eml")
_ROOTED = re.compile(r"(?:file:|~?/|\.{1,2}/|[A-Za-z]:\\)")


def article_of(given: str, reach: Reach, name: str) -> Article:
    """The article of a text, or of what it names; `name` is what an error calls it. Raises InputError."""
    short = given.strip() if len(given) <= _LONGEST_NAME else ""
    if is_address(short) and not any(map(str.isspace, short)):
        if not reach.addresses:
            raise InputError(
                f"{name}: no address is fetched here: give the article's text (or start the server with --allow-addresses)"
            )
        return Article.from_url(short)
    if _is_file_name(short):
        return _file(short.removeprefix("file:"), reach.folder)
    if not given.strip():
        raise ArticleError(f"{name} is empty: give the text of an article")
    return _read(well_formed(given).encode(), name)


def articles_of(given: Sequence[str], reach: Reach, what: str) -> list[Article]:
    """An article for each that is given, named by where it came from, its title or its number. Raises InputError."""
    if sum(map(len, given)) > TOGETHER:
        raise InputError(
            f"the {what}s have more than {TOGETHER:,} characters together: give fewer, or shorter ones"
        )
    articles = [article_of(one, reach, f"{what} {number}") for number, one in enumerate(given, 1)]
    names = named(
        [
            one if one.source or one.title else replace(one, source=f"{what} {n}")
            for n, one in enumerate(articles, 1)
        ]
    )
    return [replace(article, source=name) for article, name in zip(articles, names, strict=True)]


def _is_file_name(short: str) -> bool:
    """Whether one line is written as the path of a file, and not as a text."""
    return len(short.splitlines()) == 1 and (
        bool(_ROOTED.match(short)) and not any(map(str.isspace, short)) or short.lower().endswith(_ENDS)
    )


def _file(name: str, folder: Path | None) -> Article:
    """The article of a file of the opened folder, wherever links lead; what lies outside is not told from what is missing."""
    if folder is None:
        raise InputError(
            "no file is read here: give the article's text (or start the server with --allow-folder)"
        )
    root = folder.resolve()
    try:
        path = (root / name).resolve()
        inside = path.is_relative_to(root) and path.is_file()
    except (OSError, ValueError, RuntimeError):  # a name that no file can have, a loop of links
        inside = False
    if not inside:
        raise InputError(
            f"the opened folder has no file {plain(name)}: name one by its path within the folder"
        )
    try:
        content = read_bytes(path)
    except ArticleError as error:
        raise ArticleError(str(error).replace(str(path), name)) from error
    return _read(content, name, source=name)


def _read(content: bytes, name: str, *, source: str | None = None) -> Article:
    """The article of what was given, whose errors call it `name`."""
    try:
        return Article.from_bytes(content, source=source)
    except ArticleError as error:
        raise ArticleError(str(error).replace(source or "the document", name)) from error
