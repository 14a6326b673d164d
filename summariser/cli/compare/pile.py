"""A pile of files in stories: read by several processes, of which each sends back only what an article is told by."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor

from summariser.article import Article
from summariser.comparison.clustering import DAYS, Traits, stories_of, traits_of
from summariser.errors import ArticleError
from summariser.foreign import plain

# By judgement.
_FEW = 200  # files that one process has read before a second one has started
_CHUNK = 32


def grouped(
    names: Sequence[str],
    given: Mapping[str, Article] | None = None,
    *,
    days: int = DAYS,
    processes: int | None = None,
) -> tuple[list[list[str]], list[str]]:
    """The files in stories, largest first; and a line for each that cannot be read, which is in none.

    `given` are articles, by their names, that stand in no files; they come behind these. `processes` is as many as there are cores by default, and one for a small pile.
    """
    processes = processes or (1 if len(names) < _FEW else os.cpu_count() or 1)
    if processes == 1:
        made = [_traits_of_file(name) for name in names]
    else:
        with ProcessPoolExecutor(processes) as pool:
            made = list(pool.map(_traits_of_file, names, chunksize=_CHUNK))
    told = {name: one for name, one in zip(names, made, strict=True) if isinstance(one, Traits)}
    told |= {name: traits_of(article) for name, article in (given or {}).items()}
    read = list(told)
    groups = stories_of(list(told.values()), days=days)
    stories = [[read[at] for at in group] for group in groups]
    return sorted(stories, key=len, reverse=True), [one for one in made if isinstance(one, str)]


def _traits_of_file(name: str) -> Traits | str:
    try:
        return traits_of(Article.from_file(name))
    except ArticleError as error:
        label = plain(name)
        return str(error) if str(error).startswith(f"{label}: ") else f"{label}: {error}"
