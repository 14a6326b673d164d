"""`summariser compare`: which article gives which figure of the same thing, and where they differ."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from summariser.article import Article
from summariser.cli.compare_stories import compare_pile
from summariser.cli.compare_view import show_changes, show_comparison
from summariser.cli.exits import FAILED, exits
from summariser.cli.progress import Reporter
from summariser.cli.texts import article_named
from summariser.comparing import summarised
from summariser.comparison import Comparison, Given, changes, comparison_of, load_corrections
from summariser.comparison.corrections import NAME as CORRECTIONS
from summariser.comparison.corrections import TEMPLATE
from summariser.comparison.tables import write_csv
from summariser.errors import ArticleError, ConfigurationError
from summariser.foreign import json_text, plain
from summariser.writing import whole, write_whole, written_to

_OTHERWISE = "name another folder with --out"

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Articles on one story: text, Markdown or HTML files."),
]


def compare(
    files: Files,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Also write facts.csv and comparison.json to DIR; rows are put right in grouping.toml there.",
        ),
    ] = None,
    reference: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="What each article is held against, as the report itself."),
    ] = None,
    versions: Annotated[
        bool,
        typer.Option("--versions", help="The files are versions of one article, oldest first: what changed."),
    ] = False,
    stories: Annotated[
        bool,
        typer.Option("--stories", help="Group the files, and those of folders, into stories first."),
    ] = False,
    model: Annotated[
        str | None,
        typer.Option(help="Ask a model about each article first: local, or a name that the server knows."),
    ] = None,
    no_model: Annotated[bool, typer.Option("--no-model", help="Ask none, which is the default.")] = False,
    base_url: Annotated[str | None, typer.Option(help="An OpenAI-compatible server, with its /v1.")] = None,
    show_all: Annotated[
        bool, typer.Option("--all", help="Show also all figures that only one article gives.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress on standard error.")] = False,
) -> None:
    """Compare articles on one story: a row for each fact, a column for each article. Needs no model.

    Example: summariser compare examples/01-wire-sanctions.txt other-paper.txt
    """
    with Reporter(Console(stderr=True), quiet=quiet) as reporter, exits(reporter):
        if model is not None and no_model:
            raise ConfigurationError("--model and --no-model exclude each other; leave one out")
        if stories:
            if reference is not None or versions or model is not None:
                raise ConfigurationError("--stories goes with none of --reference, --versions and --model")
            compare_pile(files, reporter, write_folder, out=out, as_json=as_json, show_all=show_all)
            return
        corrections = load_corrections(out / CORRECTIONS) if out else None
        names = list(dict.fromkeys([*([reference] if reference is not None else []), *files]))
        read = dict(_articles(names, reference, reporter))
        if not read:
            raise typer.Exit(FAILED)
        for name in names:
            if (often := files.count(name) + (name == reference)) > 1:
                reporter.error(f"note: {plain(name)} is given {often} times, and compared once")
        given: list[Given] = list(read.values())
        if model is not None:
            given, notes = asyncio.run(summarised(given, model, base_url=base_url, progress=reporter.asked))
            for note in notes:
                reporter.error(f"note: {note}")
        made = comparison_of(given, list(read), has_reference=reference is not None, corrections=corrections)
        for note in made.notes:
            reporter.error(f"note: {note}")
        if out is not None:
            write_folder(made, out)
    changed = changes(made) if versions else None
    if as_json:
        shown = made.model_dump(mode="json")
        if changed is not None:
            shown["changes"] = [change.model_dump(mode="json") for change in changed]
        print(json_text(json.dumps(shown, ensure_ascii=False)))
    elif changed is not None:
        show_changes(changed, Console(file=sys.stdout))
    else:
        show_comparison(made, Console(file=sys.stdout), show_all=show_all)
    if len(read) < len(names):
        raise typer.Exit(FAILED)


def _articles(names: list[str], reference: str | None, reporter: Reporter) -> Iterator[tuple[str, Article]]:
    """The articles that can be read, each with its name; a line for each that cannot, unless it is the reference."""
    for name in names:
        try:
            yield name, article_named(name, whole=False)
        except ArticleError as error:
            if name == reference:
                raise
            label = plain(name)
            reporter.error(str(error) if str(error).startswith(f"{label}: ") else f"{label}: {error}")


def write_folder(made: Comparison, folder: Path) -> None:
    """Writes a comparison's files. Raises ConfigurationError or StorageError where they cannot be written."""
    with written_to(folder, otherwise=_OTHERWISE):
        folder.mkdir(parents=True, exist_ok=True)
        with whole(folder / "facts.csv") as file:
            write_csv(made, file)
    write_whole(
        folder / "comparison.json", json_text(made.model_dump_json(indent=1)) + "\n", otherwise=_OTHERWISE
    )
    if not (folder / CORRECTIONS).exists():
        write_whole(folder / CORRECTIONS, TEMPLATE, otherwise=_OTHERWISE)
