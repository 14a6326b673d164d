"""The pages of a run: each article beside its summary, one after the other, out of what is stored."""

import json
from dataclasses import replace
from pathlib import Path

from summariser.arguments import with_checked_arguments
from summariser.jobs.storage.outcome import decompressed
from summariser.jobs.storage.raw_article import article_from
from summariser.jobs.storage.views import Item, View
from summariser.verification import Verification
from summariser.views.html import PageFolder, reading_page


@with_checked_arguments
def write_pages(folder: str | Path, target: str | Path) -> Path:
    """Writes a page for each article of a run folder that has a summary, and an index; returns the index.

    One article is in memory at a time. Raises RunFolderError, StorageError, and ConfigurationError where the pages
    cannot be written.

    >>> write_pages("run", "pages").as_posix()
    'pages/index.html'
    """
    with View.open(Path(folder)) as view:
        pages = PageFolder(Path(target))
        for item in view.items(articles=True):
            if item.state != "pending":
                _add(item, pages)
        return pages.close()


def _add(item: Item, pages: PageFolder) -> None:
    stored = json.loads(item.record)
    error = ": ".join(item.error) if item.error else ""
    if "summary" not in stored:
        pages.add_failure(item.source, error)
        return
    article = replace(article_from(json.loads(decompressed(item.row["article"]))), source=item.source)
    found = Verification.model_validate(stored["verification"])
    page = reading_page(article, stored["summary"], found, provenance=stored["provenance"])
    pages.add(item.source, article.title, page, found, error)
