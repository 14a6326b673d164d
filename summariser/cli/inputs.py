"""What the arguments of a command name as articles: files, folders, standard input, addresses, feeds, and lists of addresses."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from summariser.article import Article
from summariser.article.files import articles_below
from summariser.article.web import FetchOptions
from summariser.article.web.feeds import addresses_named
from summariser.article.web.fetch import Fetcher
from summariser.article.web.stream import pages_of
from summariser.cli.output.progress import Reporter
from summariser.cli.texts import article_named, article_of_page
from summariser.errors import ArticleError
from summariser.foreign import plain

# By judgement.
_FEW = 5
KeptPages = Annotated[
    Path | None,
    typer.Option(
        "--pages", metavar="DIR", help="Keep what is fetched in DIR, and read it from there the next time."
    ),
]
Refresh = Annotated[bool, typer.Option("--refresh", help="Fetch pages anew that were kept.")]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="Also addresses of your own network and machine, and the proxy of HTTPS_PROXY.",
    ),
]
IgnoreRobots = Annotated[
    bool, typer.Option("--ignore-robots", help="Also pages that a robots.txt asks programs to leave.")
]


@dataclass(frozen=True)
class NamedArticle:
    """An article that an argument names, or is one of many that it does. `read` raises ArticleError where there is none."""

    name: str
    read: Callable[[], Article]


def articles_named(
    names: Sequence[str], fetching: FetchOptions, *, whole: bool, aside: list[str] | None = None
) -> Iterator[NamedArticle]:
    """The articles in the order of their names, each address once; the next pages are fetched while one is worked on.

    `aside` takes the files of folders that are not taken for articles.
    """
    fetcher, met = Fetcher(fetching), set[str]()
    for is_web, group in groupby(names, key=lambda name: _addresses(name) is not None):
        if is_web:
            addresses = (address for name in group for address in _addresses(name) or ())
            for address, page in pages_of(addresses, fetcher, met=met):
                yield NamedArticle(address, partial(article_of_page, page, address, whole=whole))
        else:
            for name in group:
                if os.path.isdir(name):
                    yield from _in_folder(name, aside, fetching.kept, whole=whole)
                else:
                    yield NamedArticle(name, partial(article_named, name, whole=whole))


def _in_folder(
    folder: str, aside: list[str] | None, pages: Path | None, *, whole: bool
) -> Iterator[NamedArticle]:
    try:
        names = articles_below(folder, aside, pages)
    except ArticleError as error:
        yield NamedArticle(folder, partial(_none, error))
        return
    for name in names:
        yield NamedArticle(name, partial(article_named, name, whole=whole))


def report_skipped(aside: Sequence[str], reporter: Reporter) -> None:
    """Says which files of folders were left aside."""
    if aside:
        reporter.error(f"note: left aside, not taken for articles ({len(aside):,}): {first_few(aside)}")


def first_few(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = f" and {len(names) - _FEW:,} more" if len(names) > _FEW else ""
    return ", ".join(map(plain, names[:_FEW])) + more


def _none(error: ArticleError) -> Article:
    raise error


def _addresses(name: str) -> list[str] | None:
    """Those that a name stands for; None for a file, and for a list that cannot be read, of which reading it will tell."""
    try:
        return addresses_named(name)
    except ArticleError:
        return None
