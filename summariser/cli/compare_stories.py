"""`summariser compare --stories`: a pile of articles in stories, and a comparison of each."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text

from summariser.article import Article
from summariser.article.files import articles_below
from summariser.cli.compare_view import show_comparison
from summariser.cli.exits import FAILED
from summariser.cli.inputs import tell_aside
from summariser.cli.pile import grouped
from summariser.cli.progress import Reporter
from summariser.comparison import Comparison, comparison_of
from summariser.errors import ArticleError, ConfigurationError
from summariser.foreign import json_text, plain

Write = Callable[[Comparison, Path], None]


def compare_pile(
    files: Sequence[str], reporter: Reporter, write: Write, *, out: Path | None, as_json: bool, show_all: bool
) -> None:
    """Prints the comparison of each story of two articles or more, one JSON object a line with `as_json`.

    Folders among the files stand for the articles in them. With `out`, each story has a folder there. Exits with 1 where a
    file could not be read. Raises ConfigurationError where there is no file.
    """
    aside: list[str] = []
    names = list(dict.fromkeys(_files(files, aside)))
    tell_aside(aside, reporter)
    if not names:
        raise ConfigurationError("--stories: no file in the folders given; name a folder with articles")
    stories, problems = grouped(names)
    for problem in problems:
        reporter.error(problem)
    told = [story for story in stories if len(story) > 1]
    alone = len(stories) - len(told)
    reporter.error(
        f"note: {len(names) - len(problems):,} articles: {len(told):,} {'story' if len(told) == 1 else 'stories'} of two "
        f"articles or more, {alone:,} {'article' if alone == 1 else 'articles'} alone"
    )
    console, digits = Console(file=sys.stdout), len(str(len(told)))
    for number, story in enumerate(told, 1):
        made = comparison_of([Article.from_file(name) for name in story], story)
        if out is not None:
            write(made, out / f"story-{number:0{digits}}")
        if as_json:
            print(json_text(made.model_dump_json()))
            continue
        title = next((article.title for article in made.articles if article.title), None)
        console.print(Text(f"Story {number}: {plain(title or story[0])}", style="bold"), soft_wrap=True)
        show_comparison(made, console, show_all=show_all)
        console.print()
    if problems:
        raise typer.Exit(FAILED)


def _files(names: Sequence[str], aside: list[str]) -> Iterator[str]:
    for name in names:
        if not os.path.isdir(name):
            yield name
            continue
        with suppress(ArticleError):  # there is none in the folder
            yield from articles_below(name, aside)
