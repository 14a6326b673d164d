"""What the arguments of `summariser compare` stand for: files, addresses, feeds, lists, folders, and run folders of a batch."""

import os
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from summariser.article import Article
from summariser.article.web import FetchOptions
from summariser.article.web.feeds import addresses_named
from summariser.cli.inputs import NamedArticle, articles_named, report_skipped
from summariser.cli.output.progress import Reporter
from summariser.cli.texts import article_named
from summariser.errors import ArticleError
from summariser.foreign import plain
from summariser.jobs import is_run_folder, stored_articles


def articles_given(
    names: Sequence[str], reference: str | None, fetching: FetchOptions, reporter: Reporter
) -> tuple[dict[str, Article], bool]:
    """The articles by their names, the reference first; and whether some could not be read, with a line for each.

    Raises ArticleError where the reference cannot be read, RunFolderError and StorageError of a batch's folder.
    """
    read, failed = dict[str, Article](), False
    if reference is not None:
        read[reference] = article_named(reference, fetching, whole=False)
    aside: list[str] = []
    for one in _named([name for name in names if name != reference], fetching, aside):
        try:
            if one.name not in read:
                read[one.name] = one.read()
        except ArticleError as error:
            failed, label = True, plain(one.name)
            reporter.error(str(error) if str(error).startswith(f"{label}: ") else f"{label}: {error}")
    report_skipped(aside, reporter)
    return read, failed


def is_no_file(name: str) -> bool:
    """Whether it stands for articles that are in no file of their own: an address, a feed, a list, a run folder."""
    if os.path.isdir(name):
        return is_run_folder(name)
    try:
        return addresses_named(name) is not None
    except ArticleError:  # a list that cannot be read, of which reading it will tell
        return True


def _named(names: Sequence[str], fetching: FetchOptions, aside: list[str]) -> Iterator[NamedArticle]:
    for is_run, group in groupby(names, key=lambda name: os.path.isdir(name) and is_run_folder(name)):
        if is_run:
            for folder in group:
                yield from _stored(folder)
        else:
            yield from articles_named(list(group), fetching, whole=False, aside=aside)


def _stored(folder: str) -> Iterator[NamedArticle]:
    for at, article in enumerate(stored_articles(folder), 1):
        yield NamedArticle(article.source or f"{folder}:{at}", partial(_itself, article))


def _itself(article: Article) -> Article:
    return article
