"""What an argument of the command line stands for: a text, a file or a page that holds it, or standard input."""

import os
import re
import sys
from pathlib import Path

from summariser.article import Article
from summariser.article.files import LARGEST
from summariser.article.web import FetchOptions
from summariser.article.web.feeds import addresses_named
from summariser.article.web.fetch import Fetcher
from summariser.article.web.pages import Page
from summariser.article.web.reading import article_of
from summariser.errors import ArticleError

STANDARD_INPUT = "-"
_HTML_BEGINS = ("<!doctype html", "<html")
_LONGEST_TAG = max(map(len, _HTML_BEGINS))
# Names that end so are those of files that a text may stand in, also with spaces in them.
_READ = (".txt", ".md", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".csv", ".pdf", ".docx", ".eml")
# "report.pdf", "q3.final.rtf", but no "$3.4bn", "U.S." or "12.Dec".
_NAME = re.compile(r"[^\s.][^\s]{0,250}\.[A-Za-z][A-Za-z0-9]{1,4}")
_ROOTED = ("/", "./", "../", "~/", ".\\", "..\\")


def article_named(name: str, fetching: FetchOptions | None = None, *, whole: bool) -> Article:
    """The article of a file, of an address, or of standard input. Raises ArticleError where there is none, or several."""
    addresses = addresses_named(name)
    if addresses is not None:
        if len(addresses) != 1:
            raise ArticleError(f"{name}: names {len(addresses)} articles; name one of them")
        page = Fetcher(fetching or FetchOptions()).page(addresses[0])
        return article_of_page(page, addresses[0], whole=whole)
    if name != STANDARD_INPUT:
        return Article.from_file(name, furniture=False if whole else None)
    text, source = standard_input(), "standard input"
    if text.lstrip()[:_LONGEST_TAG].lower().startswith(_HTML_BEGINS):
        return Article.from_html(text, source=source, furniture=not whole)
    return Article.from_text(text, source=source, furniture=False if whole else None)


def article_of_page(page: Page | Exception, address: str, *, whole: bool) -> Article:
    """The article of what was fetched. Raises what came of it in its place, or ArticleError where it holds none."""
    if isinstance(page, Exception):
        raise page
    return article_of(page, lambda path: Article.from_file(path, furniture=False if whole else None), address)


def standard_input() -> str:
    """The text on standard input. Raises ArticleError where there is none."""
    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ArticleError(f"standard input: has more than {LARGEST:,} bytes; give the text of one article")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(
            "standard input: is not UTF-8 text; name the file instead, or convert it"
        ) from error
    if "\0" in text:
        raise ArticleError("standard input: is binary, not text; give the article as text or HTML")
    if not text.strip():
        raise ArticleError("standard input: is empty; give the text of an article")
    return text


def text_given(argument: str) -> str:
    """The text that an argument is, or that stands in the file that it names.

    Raises ArticleError where it names what is no such file, or reads as a name and nothing is there.
    """
    if argument == STANDARD_INPUT:
        return standard_input()
    if os.path.lexists(argument):
        return Article.from_file(argument).text
    if _reads_as_a_name(argument):
        raise ArticleError(f"{argument}: no such file; check the path, or give a text like it to -")
    if not argument.strip():
        raise ArticleError("the text is empty; give a text, a file that holds it, or - for standard input")
    return argument


def _reads_as_a_name(argument: str) -> bool:
    """Whether it is written as names of files are, rather than as a text."""
    name = argument.strip()
    if "\n" in name or name.startswith(("{", "[")):
        return False
    if name.lower().endswith(_READ):
        return True
    if any(map(str.isspace, name)):
        return False
    folder, last = os.path.split(name)
    if folder and (
        name.startswith(_ROOTED) or not last or any(map(str.isalpha, last)) and os.path.isdir(folder)
    ):
        return True
    return bool(_NAME.fullmatch(last)) and any(map(str.isalpha, Path(last).stem))
