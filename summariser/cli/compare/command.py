"""`summariser compare`: which article gives which figure of the same thing, and where they differ."""

import asyncio
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from summariser.article.web import FetchOptions
from summariser.cli.compare.inputs import articles_given
from summariser.cli.compare.output import check_outputs, json_of, write_folder, write_outputs
from summariser.cli.compare.stories import compare_pile
from summariser.cli.compare.view import notes_of, show_changes, show_comparison
from summariser.cli.exits import FAILED, exits
from summariser.cli.inputs import AllowPrivate, IgnoreRobots, KeptPages, Refresh
from summariser.cli.options import BaseUrl, Quiet
from summariser.cli.output.progress import Reporter
from summariser.comparing import summarised
from summariser.comparison import Given, changes, comparison_of, in_order_of_days, load_corrections
from summariser.comparison.facts.corrections import NAME as CORRECTIONS
from summariser.errors import ConfigurationError
from summariser.foreign import plain

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        help="Articles on one story: files, addresses, feeds, @lists, folders, or a batch's run folder.",
    ),
]


def compare(
    files: Files,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Also write facts.csv, facts.xlsx, facts.html and comparison.json to DIR; rows are put right in grouping.toml there.",
        ),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write a page for reading, the sentences side by side."),
    ] = None,
    xlsx: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write a workbook, with a sheet of facts and one of cells."),
    ] = None,
    bom: Annotated[
        bool, typer.Option("--bom", help="Put the mark before facts.csv by which Excel knows UTF-8.")
    ] = False,
    reference: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="What each article is held against, as the report itself."),
    ] = None,
    versions: Annotated[
        bool,
        typer.Option(
            "--versions",
            help="The files are versions of one article: what changed, by their days of publication.",
        ),
    ] = False,
    stories: Annotated[
        bool,
        typer.Option("--stories", help="Group the articles into stories first, and compare each story."),
    ] = False,
    model: Annotated[
        str | None,
        typer.Option(help="Ask a model about each article first: local, or a name that the server knows."),
    ] = None,
    no_model: Annotated[bool, typer.Option("--no-model", help="Ask none, which is the default.")] = False,
    base_url: BaseUrl = None,
    show_all: Annotated[
        bool, typer.Option("--all", help="Show also all figures that only one article gives.")
    ] = False,
    pages: KeptPages = None,
    refresh: Refresh = False,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    quiet: Quiet = False,
) -> None:
    """Compare articles on one story: a row for each fact, a column for each article. Needs no model.

    Example: summariser compare examples/01-wire-sanctions.txt other-paper.txt
    """
    with Reporter(Console(stderr=True), quiet=quiet) as reporter, exits(reporter):
        if model is not None and no_model:
            raise ConfigurationError("--model and --no-model exclude each other; leave one out")
        if versions and reference is not None:
            raise ConfigurationError("--versions and --reference exclude each other; leave one out")
        check_outputs(out, html, xlsx)
        fetching = FetchOptions(pages, refresh, allow_private, ignore_robots).beside(out)
        if stories:
            if reference is not None or versions or model is not None:
                raise ConfigurationError("--stories goes with none of --reference, --versions and --model")
            if html is not None or xlsx is not None:
                raise ConfigurationError(
                    "--stories writes a page and a workbook a story: name a folder with --out"
                )
            compare_pile(
                files,
                fetching,
                reporter,
                partial(write_folder, bom=bom),
                out=out,
                as_json=as_json,
                show_all=show_all,
            )
            return
        corrections = load_corrections(out / CORRECTIONS) if out else None
        names = list(dict.fromkeys([*([reference] if reference is not None else []), *files]))
        read, failed = articles_given(names, reference, fetching, reporter)
        if not read:
            raise typer.Exit(FAILED)
        for name in names:
            if (often := files.count(name) + (name == reference)) > 1:
                reporter.error(f"note: {plain(name)} is given {often} times, and compared once")
        if versions:
            read, note = in_order_of_days(read)
            if note:
                reporter.error(f"note: {plain(note)}")
        given: list[Given] = list(read.values())
        if model is not None:
            given, notes = asyncio.run(summarised(given, model, base_url=base_url, progress=reporter.asked))
            for note in notes:
                reporter.error(f"note: {note}")
        made = comparison_of(given, list(read), has_reference=reference is not None, corrections=corrections)
        for note in notes_of(made):
            reporter.error(f"note: {note}")
        changed = changes(made) if versions else None
        write_outputs(made, changed, out, html, xlsx, bom=bom)
    if as_json:
        print(json_of(made, changed))
    elif changed is not None:
        show_changes(changed, Console(file=sys.stdout))
    else:
        show_comparison(made, Console(file=sys.stdout), show_all=show_all)
    if failed:
        raise typer.Exit(FAILED)
