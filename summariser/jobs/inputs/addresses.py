"""The articles of addresses, lists of them and feeds, as a batch takes them in."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from summariser.article import Article
from summariser.article.web.address import shown
from summariser.article.web.fetch import Fetcher
from summariser.article.web.pages import Page
from summariser.article.web.reading import article_of
from summariser.article.web.stream import pages_of
from summariser.errors import ArticleError, ConfigurationError, StorageError, unexpected
from summariser.foreign import plain
from summariser.jobs.storage.raw_article import RawArticle, of_article


def from_addresses(addresses: Iterable[str], fetcher: Fetcher, met: set[str]) -> Iterator[RawArticle]:
    """Each page's article, or why there is none, in order; `met` are the addresses that have come already.

    Raises StorageError or ConfigurationError where pages cannot be kept.
    """
    for address, found in pages_of(addresses, fetcher, met=met):
        try:
            article = _read(found, address)
        except (StorageError, ConfigurationError):
            raise
        except Exception as error:  # noqa: BLE001 (a fault of ours on one page must not end work on the others)
            why = str(error if isinstance(error, ArticleError) else unexpected(error))
            yield RawArticle(address, address, None, error=why.removeprefix(f"{plain(shown(address))}: "))
        else:
            yield replace(of_article(article, 0), file=address, source=address, identity=None)


def _read(found: Page | Exception, address: str) -> Article:
    if isinstance(found, Exception):
        raise found
    return article_of(found, Article.from_file, address)
