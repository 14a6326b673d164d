"""Compares articles after a model has been asked about each: its labels help to name rows and to join them."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any

from summariser.arguments import with_checked_arguments
from summariser.article import Article
from summariser.comparison import Comparison, Given, article_of, compare
from summariser.errors import ConfigurationError, StorageError, SummariserError
from summariser.extraction import Model, asummarise, open_model


@with_checked_arguments
async def acompare(
    articles: Sequence[Given],
    *,
    reference: Given | None = None,
    model: str | Model | None = None,
    base_url: str | None = None,
) -> Comparison:
    """As `compare`, off the event loop; with a `model` ("local", or a name that a server at `base_url` knows) each article
    that is no result yet is summarised first.

    An article of which the model gives no summary is compared by its text alone, and a note says so. Raises
    ConfigurationError where the model cannot be opened.
    """
    given = [*([reference] if reference is not None else []), *articles]
    given = [article_of(one) if isinstance(one, str) else one for one in given]
    notes: list[str] = []
    if model is not None:
        given, notes = await summarised(given, model, base_url=base_url)
    first, rest = (given[0], given[1:]) if reference is not None else (None, given)
    made = await asyncio.to_thread(compare, rest, reference=first)
    return made.model_copy(update={"notes": (*notes, *made.notes)})


async def summarised(
    given: Sequence[Given], model: str | Model, *, base_url: str | None = None, **options: Any
) -> tuple[list[Given], list[str]]:
    """What is given with results for articles, as far as the model gives any, and a note for each that it does not."""
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
