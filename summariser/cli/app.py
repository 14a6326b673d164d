"""The commands and their options. Results go to standard output, everything else to standard error.

Exit codes: 0 all fine; 1 an article failed, or (verify) something is not supported, or (--strict, --fail-on) a verdict
fails by the rules; 2 the call itself was wrong; 3 an output could not be written to its end, as on a full disk; 130
stopped by Ctrl-C.
"""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from summariser.article.web import FetchOptions
from summariser.article.web.stream import started
from summariser.cli import verify
from summariser.cli.batch import command as batch
from summariser.cli.compare.command import compare
from summariser.cli.evaluate import command as evaluate
from summariser.cli.exits import FAILED, STOPPED, exits
from summariser.cli.fail_on import Rules, failing, in_words, rules_of
from summariser.cli.inputs import (
    AllowPrivate,
    IgnoreRobots,
    KeptPages,
    NamedArticle,
    Refresh,
    articles_named,
    report_skipped,
)
from summariser.cli.mcp import mcp
from summariser.cli.options import (
    BaseUrl,
    DeadlineS,
    FailOn,
    ModelName,
    OnlyShown,
    Policy,
    Quiet,
    ReportTypeName,
    Strict,
    Timeout,
    WholeSource,
    Xlsx,
    named,
    refuse_both,
)
from summariser.cli.output.pages import Html, Marks, pages_of
from summariser.cli.output.progress import Reporter
from summariser.cli.output.results import Sink, output_format
from summariser.cli.output.tables import tables_to
from summariser.cli.output.view import Only
from summariser.cli.serve import serve
from summariser.errors import ConfigurationError, SummariserError, unexpected
from summariser.extraction import AUTO, Model, OnFail, ReportType, asummarise, load_report_type, open_model
from summariser.foreign import plain

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Structured summaries of news and report articles, with a verdict on every number.",
)


def _show_version(asked: bool) -> None:
    if asked:
        print(f"summariser {version('summariser')}")
        raise typer.Exit


@app.callback()
def _main(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version, and exit."),
    ] = False,
) -> None: ...


app.add_typer(batch.app, name="batch")
app.add_typer(evaluate.app, name="eval")


@app.command()
def summarise(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Text, Markdown, HTML, PDF, DOCX or EML files, folders of them, web addresses, feeds, lists of addresses (@FILE); - reads standard "
            "input.",
        ),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON object per article, a line each.")
    ] = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the figures as a table of Markdown, for pasting.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Also write each result to DIR as JSON.")
    ] = None,
    xlsx: Xlsx = None,
    model: ModelName = "local",
    base_url: BaseUrl = None,
    report_type: ReportTypeName = AUTO,
    on_fail: Policy = OnFail.FIX,
    timeout: Timeout = None,
    deadline: DeadlineS = None,
    strict: Strict = False,
    fail_on: FailOn = None,
    whole_source: WholeSource = False,
    only: OnlyShown = Only.ALL,
    pages: KeptPages = None,
    refresh: Refresh = False,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    html: Html = None,
    marks: Marks = None,
    quiet: Quiet = False,
) -> None:
    """Summarise articles and check every number of each summary against its article.

    Example: summariser summarise examples/01-wire-sanctions.txt
    """
    with Reporter(Console(stderr=True), quiet=quiet) as reporter, exits(reporter), tables_to(xlsx) as book:
        rules = rules_of(fail_on, strict=strict)
        kind = load_report_type(report_type)
        refuse_both(only, as_json=as_json)
        shown = output_format(as_json=as_json, as_markdown=as_markdown)
        views = pages_of(html, marks, several=len(files) > 1 or os.path.isdir(files[0]))
        sink = Sink(Console(file=sys.stdout), shown=shown, folder=out, book=book, only=only, pages=views)
        fetching = FetchOptions(pages, refresh, allow_private, ignore_robots).beside(out)
        opening = open_model(model, base_url=base_url, timeout_s=timeout, progress=reporter)
        aside: list[str] = []
        try:
            broken = asyncio.run(
                _summarise_all(
                    articles_named(files, fetching, whole=whole_source, aside=aside),
                    len(files),
                    opening,
                    kind,
                    on_fail,
                    sink,
                    reporter,
                    rules,
                    deadline_s=deadline,
                )
            )
            sink.close()
            report_skipped(aside, reporter)
        except KeyboardInterrupt:
            reporter.error(f"summariser: stopped; {sink.done} of {len(files)} articles are done")
            raise typer.Exit(STOPPED) from None
    if sink.failed or broken:
        raise typer.Exit(FAILED)


async def _summarise_all(
    articles: Iterator[NamedArticle],
    names: int,
    opening: AbstractAsyncContextManager[Model],
    kind: ReportType,
    on_fail: OnFail,
    sink: Sink,
    reporter: Reporter,
    rules: Rules,
    *,
    deadline_s: float | None,
) -> int:
    """One article after the other; the model is opened for the first that can be read.

    Returns how many have verdicts that fail by the rules.
    """
    broken = number = 0
    async with AsyncExitStack() as stack:
        model: Model | None = None
        # Apart, since a page may take its time, and Ctrl-C must not wait for it.
        while one := await asyncio.wrap_future(started(lambda: next(articles, None))):
            name, number = one.name, number + 1
            reporter.article(name, number, max(names, number))
            article = None
            try:
                article = one.read()
                if model is None:
                    model = await stack.enter_async_context(opening)
                result = await asummarise(
                    article,
                    model,
                    report_type=kind,
                    on_fail=on_fail,
                    deadline_s=deadline_s,
                    progress=reporter.asked,
                )
                failed = failing(((v.path, v.level) for v in result.verification.verdicts), rules)
            except (ConfigurationError, OSError):
                raise
            except Exception as fault:  # noqa: BLE001 (a fault of ours on one article must not end work on the others)
                error = fault if isinstance(fault, SummariserError) else unexpected(fault)
                label = plain(named(name))
                reporter.error(str(error) if str(error).startswith(f"{label}: ") else f"{label}: {error}")
                sink.failure(name, article, error)
                continue
            sink.result(name, result)
            if failed:
                reporter.error(f"{named(name)}: fails by the rules: {in_words(failed)}")
                broken += 1
    return broken


app.command("verify")(verify.verify_)
app.command()(compare)
app.command()(serve)
app.command()(mcp)
