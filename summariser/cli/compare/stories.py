"""`summariser compare --stories`: a pile of articles in stories, and a comparison of each."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text

from summariser.article import Article
from summariser.article.files import articles_below
from summariser.article.web import FetchOptions
from summariser.cli.compare.inputs import articles_given, is_no_file
from summariser.cli.compare.pile import grouped
from summariser.cli.compare.view import notes_of, show_comparison
from summariser.cli.exits import FAILED
from summariser.cli.inputs import first_few, report_skipped
from summariser.cli.output.progress import Reporter
from summariser.comparison import Comparison, comparison_of, load_corrections
from summariser.comparison.facts.corrections import NAME as CORRECTIONS
from summariser.errors import ArticleError, ConfigurationError
from summariser.foreign import json_text, plain

Write = Callable[[Comparison, Path], None]


def compare_pile(
    files: Sequence[str],
    fetching: FetchOptions,
    reporter: Reporter,
    write: Write,
    *,
    out: Path | None,
    as_json: bool,
    show_all: bool,
) -> None:
    """Prints the comparison of each story of two articles or more, one JSON object a line with `as_json`.

    `files` are what `compare` takes. With `out`, each story has a folder there, whose rows are put right in its
    grouping.toml. Exits with 1 where something could not be read. Raises ConfigurationError where there is nothing to read.
    """
    aside: list[str] = []
    paths, others = _files(files, aside, fetching.kept)
    report_skipped(aside, reporter)
    if not paths and not others:
        raise ConfigurationError("--stories: no file in the folders given; name a folder with articles")
    given, failed = articles_given(others, None, fetching, reporter)
    stories, problems = grouped(paths, given)
    for problem in problems:
        reporter.error(problem)
    told = [story for story in stories if len(story) > 1]
    alone = [name for story in stories if len(story) == 1 for name in story]
    reporter.error(f"note: {_counted(len(paths) - len(problems) + len(given), told, alone)}")
    console, digits = Console(file=sys.stdout), len(str(len(told)))
    for number, story in enumerate(told, 1):
        folder = out / f"story-{number:0{digits}}" if out is not None else None
        made = comparison_of(
            [given.get(name) or Article.from_file(name) for name in story],
            story,
            corrections=load_corrections(folder / CORRECTIONS) if folder else None,
        )
        for note in notes_of(made):
            reporter.error(f"note: story {number}: {note}")
        if folder is not None:
            write(made, folder)
        if as_json:
            print(json_text(made.model_dump_json()))
            continue
        title = next((article.title for article in made.articles if article.title), None)
        console.print(Text(f"Story {number}: {plain(title or story[0])}", style="bold"), soft_wrap=True)
        show_comparison(made, console, show_all=show_all)
        console.print()
    if problems or failed:
        raise typer.Exit(FAILED)


def _counted(articles: int, told: Sequence[object], alone: Sequence[str]) -> str:
    """How many stories there are, and which articles are alone, the first few by name."""
    stories = "story" if len(told) == 1 else "stories"
    by_name = f": {first_few(alone)}" if alone else ""
    one = "article" if len(alone) == 1 else "articles"
    return f"{articles:,} articles: {len(told):,} {stories} of two articles or more, {len(alone):,} {one} alone{by_name}"


def _files(names: Sequence[str], aside: list[str], pages: Path | None) -> tuple[list[str], list[str]]:
    """The files that are named and those of folders, each once; and what is no file: addresses, feeds, lists, run folders."""
    paths: dict[str, None] = {}
    others: list[str] = []
    for name in dict.fromkeys(names):
        if is_no_file(name):
            others.append(name)
        elif os.path.isdir(name):
            with suppress(ArticleError):  # there is none in the folder
                paths |= dict.fromkeys(articles_below(name, aside, pages))
        else:
            paths[name] = None
    return list(paths), others
