"""The articles that a run folder keeps, for what is made of them beside summaries."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from summariser.article import Article
from summariser.jobs.storage.database import FILE
from summariser.jobs.storage.outcome import decompressed
from summariser.jobs.storage.raw_article import article_from
from summariser.jobs.storage.views import View


def is_run_folder(folder: str | Path) -> bool:
    """Whether a batch has been run into a folder.

    >>> is_run_folder("run"), is_run_folder("articles")
    (True, False)
    """
    return (Path(folder) / FILE).is_file()


def stored_articles(folder: str | Path) -> Iterator[Article]:
    """The articles of a run folder in the order of its inputs, each with its source; those that could not be read are
    left out. One is in memory at a time. Raises RunFolderError and StorageError.

    >>> [article.source for article in stored_articles("run")]
    ['articles/bridges.txt']
    """
    with View.open(Path(folder)) as view:
        for item in view.items(articles=True):
            if item.row["article"] is not None:
                yield replace(article_from(json.loads(decompressed(item.row["article"]))), source=item.source)
