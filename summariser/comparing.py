"""The public calls that compare: also of files, folders and run folders, and after a model has been asked about each
article, whose labels help to name rows and to join them."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summariser import comparison
from summariser.arguments import with_checked_arguments
from summariser.article import Article
from summariser.article.files import articles_below
from summariser.article.web import is_address
from summariser.comparison import Comparison, Given, article_of
from summariser.errors import ArgumentError, ConfigurationError, StorageError, SummariserError

if TYPE_CHECKING:  # loaded where they are used: a comparison of articles needs neither a client nor a store
    from summariser.extraction import Model


@with_checked_arguments
def compare(articles: Sequence[Given | Path], *, reference: Given | Path | None = None) -> Comparison:
    """Which article gives which figure of the same thing, and where they differ; without a model.

    `articles` are articles, their texts, results of `summarise`, or paths, on one story. A path is a file, a folder (all
    articles in it and below), or the run folder of a batch (the articles that it keeps). With a `reference`, which is the
    first of the comparison's articles then, each is held against it. Raises ArgumentError where there is nothing to compare,
    ArticleError, RunFolderError or StorageError where a path cannot be read.

    >>> texts = "Some 40 boats were seized in May.", "In May inspectors seized 41 boats."
    >>> fact, = compare(texts).facts
    >>> fact.relation.value, [cell.text for cell in fact.cells]
    ('compatible', ['40', '41'])
    """
    return comparison.compare(list(_read(articles)), reference=_reference(reference))


@with_checked_arguments
async def acompare(
    articles: Sequence[Given | Path],
    *,
    reference: Given | Path | None = None,
    model: "str | Model | None" = None,
    base_url: str | None = None,
) -> Comparison:
    """As `compare`, off the event loop; with a `model` ("local", or a name that a server at `base_url` knows) each article
    that is no result yet is summarised first.

    An article of which the model gives no summary is compared by its text alone, and a note says so. Raises
    ConfigurationError where the model cannot be opened, and what `compare` raises.

    >>> import asyncio
    >>> texts = "Some 40 boats were seized.", "Inspectors seized 41 boats."
    >>> made = asyncio.run(acompare(texts, model="m", base_url=server))
    >>> [cell.text for cell in made.facts[0].cells]
    ['40', '41']
    """
    read = await asyncio.to_thread(lambda: list(_read(articles)))
    held = await asyncio.to_thread(_reference, reference)
    given = [*([held] if held is not None else []), *read]
    given = [article_of(one) if isinstance(one, str) else one for one in given]
    notes: list[str] = []
    if model is not None:
        given, notes = await summarised(given, model, base_url=base_url)
    first, rest = (given[0], given[1:]) if held is not None else (None, given)
    made = await asyncio.to_thread(comparison.compare, rest, reference=first)
    return made.model_copy(update={"notes": (*notes, *made.notes)})


async def summarised(
    given: Sequence[Given], model: "str | Model", *, base_url: str | None = None, **options: Any
) -> tuple[list[Given], list[str]]:
    """What is given with results for articles, as far as the model gives any, and a note for each that it does not."""
    from summariser.extraction import Model, asummarise, open_model

    made: list[Given] = []
    notes: list[str] = []
    async with AsyncExitStack() as stack:
        opened = (
            model
            if isinstance(model, Model)
            else await stack.enter_async_context(open_model(model, base_url=base_url))
        )
        for one in given:
            if not isinstance(one, Article):
                made.append(one)
                continue
            try:
                made.append(await asummarise(one, opened, **options))
            except (ConfigurationError, StorageError):
                raise
            except SummariserError as error:
                made.append(one)
                notes.append(
                    f"{one.source or one.title or 'an article'} is compared by its text alone: {error}"
                )
    return made, notes


def _read(given: Sequence[Given | Path]) -> Iterator[Given]:
    """What is given, with the articles that a path stands for in its place."""
    for one in given:
        if isinstance(one, str) and is_address(one) and not any(map(str.isspace, one.strip())):
            raise ArgumentError(f"compare: {one!r} is an address, not a text; read it with Article.from_url")
        if isinstance(one, str) and _is_path(one):
            raise ArgumentError(
                f"compare: {one!r} is the name of a file or folder, not a text; give Path({one!r})"
            )
        if not isinstance(one, os.PathLike):
            yield one
        elif not os.path.isdir(one):
            yield Article.from_file(one)
        else:
            yield from _in_folder(Path(one))


def _is_path(text: str) -> bool:
    try:
        return bool(text) and Path(text).exists()
    except (OSError, ValueError):  # a text too long for a name, or a null character, which no name has
        return False


def _in_folder(folder: Path) -> Iterator[Article]:
    from summariser.jobs import is_run_folder, stored_articles

    if is_run_folder(folder):
        yield from stored_articles(folder)
    else:
        yield from map(Article.from_file, articles_below(folder))


def _reference(given: Given | Path | None) -> Given | None:
    return Article.from_file(given) if isinstance(given, os.PathLike) else given
