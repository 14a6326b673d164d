"""`summariser batch`: many articles into a run folder, and what can be done with such a folder.

Exit codes: 0 all fine; 1 an article failed, or (--strict, --fail-on) has a verdict that fails by the rules; 2 the call
was wrong; 3 the run ended before its end (a budget, a server that is down or refuses, a full disk), and the same call
goes on; 130 stopped by Ctrl-C.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from summariser.article.web import FetchOptions
from summariser.cli.batch.progress import LiveLine, PlainLines, progress_shown
from summariser.cli.batch.view import show_errors, show_report
from summariser.cli.default_command import RunByDefault
from summariser.cli.exits import (
    FAILED,
    STOPPED,
    UNFINISHED,
    WRONG_CALL,
    DeadlineS,
    FailOn,
    Strict,
    Timeout,
    Xlsx,
)
from summariser.cli.fail_on import Rules, failing, in_words, rules_of
from summariser.cli.inputs import AllowPrivate, IgnoreRobots, KeptPages, Refresh
from summariser.cli.output.progress import Reporter
from summariser.errors import InputError, StorageError, SummariserError
from summariser.extraction import AUTO, OnFail
from summariser.foreign import plain
from summariser.jobs import (
    Columns,
    Flow,
    Options,
    Prices,
    Report,
    View,
    abatch,
    export,
    reverify,
    write_pages,
)
from summariser.jobs.metrics import MetricsFile
from summariser.jobs.progress import Several, Silent
from summariser.jobs.run import EngineName
from summariser.jobs.storage.database import is_locked
from summariser.views.html import PageFolder

app = typer.Typer(
    cls=RunByDefault,
    no_args_is_help=True,
    help="Summarise many articles into a run folder: summariser batch INPUT... --out DIR. "
    "`summariser batch run --help` lists the options. A file with a command's name is named ./status.",
)

_Parquet = Annotated[bool, typer.Option("--parquet", help="Also write the tables as Parquet.")]
_Bom = Annotated[bool, typer.Option("--bom", help="Put the mark before CSV by which Excel knows UTF-8.")]

_Folder = Annotated[Path, typer.Argument(metavar="DIR", help="A run folder: the --out of a batch.")]

_Pages = Annotated[
    Path | None,
    typer.Option(
        "--html", metavar="DIR", help="Also write a page for reading an article, and an index, to DIR."
    ),
]


@app.command()
def run(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Text, HTML, PDF, DOCX, EML, JSONL, CSV or Parquet files, folders, patterns, web addresses, feeds, lists of addresses "
            "(@FILE); - reads standard input.",
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The run folder; run again to go on.")],
    model: Annotated[
        str, typer.Option(help="local (the embedded model), or a name that the server knows.")
    ] = "local",
    base_url: Annotated[str | None, typer.Option(help="An OpenAI-compatible server, with its /v1.")] = None,
    report_type: Annotated[
        str, typer.Option(help="auto (by the article), a name, a folder with schema.py, or a module.")
    ] = AUTO,
    on_fail: Annotated[
        OnFail, typer.Option(help="What to do with numbers that stay unsupported.")
    ] = OnFail.FIX,
    timeout: Timeout = None,
    text_column: Annotated[str, typer.Option(help="Column or key of the text, or of the page.")] = "text",
    title_column: Annotated[str | None, typer.Option(help="Column or key of the title.")] = None,
    date_column: Annotated[str | None, typer.Option(help="Of the date of publication.")] = None,
    id_column: Annotated[str | None, typer.Option(help="Of an id, which then names the article.")] = None,
    pages: KeptPages = None,
    refresh: Refresh = False,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    concurrency: Annotated[
        int | None, typer.Option(min=1, max=4096, help="Requests at a time. [16; local: 1]")
    ] = None,
    engine: Annotated[
        EngineName,
        typer.Option(help="local, ray (a cluster), or openai-batch (the provider's, at half the price)."),
    ] = "local",
    ray_address: Annotated[str | None, typer.Option(help="Of a Ray cluster, or auto.")] = None,
    poll: Annotated[float, typer.Option(min=0.01, help="Seconds between looks at a provider's batch.")] = 30,
    processes: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that share the work, for a quick server.")
    ] = 1,
    rpm: Annotated[float | None, typer.Option(min=0.01, help="Requests a minute, at most.")] = None,
    tpm: Annotated[float | None, typer.Option(min=1, help="Tokens a minute, at most.")] = None,
    deadline: DeadlineS = None,
    max_pause: Annotated[
        float, typer.Option(min=0, help="Seconds to wait for a server that is down or asks to wait.")
    ] = 3600,
    max_tokens: Annotated[
        int | None, typer.Option(min=1, help="Budget of the folder, in tokens: nothing is asked beyond it.")
    ] = None,
    max_cost: Annotated[
        float | None, typer.Option(min=0, help="Budget of the folder, in money, likewise.")
    ] = None,
    prompt_price: Annotated[float, typer.Option(min=0, help="Of a million prompt tokens.")] = 0,
    completion_price: Annotated[float, typer.Option(min=0, help="Of a million completion tokens.")] = 0,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try failed articles again.")] = False,
    parquet: _Parquet = False,
    xlsx: Xlsx = None,
    bom: _Bom = False,
    metrics: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep a Prometheus text file up to date.")
    ] = None,
    log_json: Annotated[bool, typer.Option("--log-json", help="Log as JSON lines.")] = False,
    strict: Strict = False,
    fail_on: FailOn = None,
    html: _Pages = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress on standard error.")] = False,
) -> None:
    """Summarise many articles. Run again, it does what is missing and nothing else.

    Example: summariser batch articles/*.txt --out run1
    """
    if max_cost is not None and not (prompt_price or completion_price):
        raise typer.BadParameter("--max-cost needs --prompt-price and --completion-price")
    with _exits(out):
        if html:
            PageFolder(html)  # told before anything is paid for
        flow = Flow(
            concurrency=concurrency or 0,
            rpm=rpm,
            tpm=tpm,
            deadline_s=deadline,
            max_pause_s=max_pause,
            max_tokens=max_tokens,
            max_cost=max_cost,
            prices=Prices(prompt_price, completion_price),
        )
        options = Options(
            model=model,
            base_url=base_url,
            report_type=report_type,
            on_fail=on_fail,
            timeout_s=timeout,
            columns=Columns(text_column, title_column, date_column, id_column),
            fetching=FetchOptions(pages, refresh, allow_private, ignore_robots),
            flow=flow,
            retry_failed=retry_failed,
            parquet=parquet,
            xlsx=xlsx,
            bom=bom,
            processes=processes,
            engine=engine,
            poll_s=poll,
            ray_address=ray_address,
        )
        rules = rules_of(fail_on, strict=strict)
        report = _run(inputs, out, options, progress_shown(quiet=quiet, log_json=log_json), metrics)
        show_report(report, Console(file=sys.stdout))
        if html:
            print(f"Written: {plain(write_pages(out, html))}")
        broken = _broken(out, rules)
    if report.stopped:
        raise typer.Exit(UNFINISHED)
    if report.counts.failed > report.counts.gone or broken:
        raise typer.Exit(FAILED)


def _run(inputs: list[str], out: Path, options: Options, shown: Any, metrics: Path | None) -> Report:
    observers: list[Any] = ([shown] if shown else [Silent()]) + ([MetricsFile(metrics)] if metrics else [])
    with Reporter(Console(stderr=True), quiet=not isinstance(shown, PlainLines)) as reporter:
        loading = shown.loading if isinstance(shown, LiveLine) else reporter
        work = abatch(inputs, out, options=options, observer=Several(*observers), progress=loading)
        if shown is None:
            return asyncio.run(work)
        with shown:
            return asyncio.run(work)


def _broken(folder: Path, rules: Rules) -> int:
    """How many summaries of what is in the inputs have verdicts that fail by the rules; told with the first of them."""
    if not rules:
        return 0
    broken, first = 0, ""
    with View.opened(folder) as view:
        for item in view.items():
            failed = [] if item.gone else failing(item.levels, rules)
            broken += bool(failed)
            if failed and not first:
                first = f"{item.source}: {in_words(failed)}"
    if broken:
        articles = "1 article fails" if broken == 1 else f"{broken:,} articles fail"
        _complain(f"summariser: {articles} by the rules, the first: {first}")
    return broken


def _complain(line: str) -> None:
    _print(line, Console(stderr=True))


def _print(line: str, console: Console) -> None:
    console.print(Text(plain(line)), soft_wrap=True)


@contextmanager
def _exits(folder: Path) -> Iterator[None]:
    """Errors as one line and an exit code."""
    try:
        yield
    except KeyboardInterrupt:
        _complain(
            f"summariser: stopped; run the same command again to go on, see summariser batch status {folder}"
        )
        raise typer.Exit(STOPPED) from None
    except InputError as error:
        _complain(f"summariser: {error}")
        raise typer.Exit(WRONG_CALL) from error
    except StorageError as error:
        _complain(f"summariser: {error}")
        raise typer.Exit(UNFINISHED) from error
    except SummariserError as error:
        _complain(f"summariser: {error}")
        raise typer.Exit(FAILED) from error


@app.command()
def status(
    folder: _Folder, as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False
) -> None:
    """How far a run is, also while it runs.

    Example: summariser batch status run1
    """
    with _exits(folder), View.opened(folder) as view:
        counts, under_way, settings = view.counts(), view.under_way(), view.meta("settings") or {}
        answered, running = view.answered(), is_locked(folder)
    if as_json:
        now = {"running": running, "under_way": under_way, "answered": answered}
        print(json.dumps({**now, **asdict(counts), "settings": settings}))
        return
    shown = Console(file=sys.stdout)
    doing = f"running, {under_way:,} articles under way" if running else "not running"
    if answered:
        doing += f", {answered:,} requests of unfinished articles answered"
    for line in (
        f"{folder}: {doing}",
        counts.in_words(),
        counts.cost_in_words(),
        ", ".join(f"{name} {value}" for name, value in settings.items() if value is not None),
    ):
        _print(line, shown)


@app.command("export")
def export_(
    folder: _Folder,
    parquet: _Parquet = False,
    xlsx: Xlsx = None,
    bom: _Bom = False,
    prompt_price: Annotated[float, typer.Option(min=0, help="Of a million prompt tokens.")] = 0,
    completion_price: Annotated[float, typer.Option(min=0, help="Of a million completion tokens.")] = 0,
    html: _Pages = None,
) -> None:
    """Write the outputs of a run as far as it is, also while it runs.

    Example: summariser batch export run1 --parquet
    """
    with _exits(folder):
        prices = Prices(prompt_price, completion_price)
        files = export(folder, parquet=parquet, xlsx=xlsx, bom=bom, prices=prices)
        files += [write_pages(folder, html)] if html else []
    for file in files:
        print(plain(file))


@app.command("reverify")
def reverify_(
    folder: _Folder,
    report_type: Annotated[
        str | None, typer.Option(help="Where it is not one of ours: its folder or module.")
    ] = None,
) -> None:
    """Verify every stored summary again with the validators of now, without a model, and write the outputs.

    Example: summariser batch reverify run1
    """
    with _exits(folder):
        again = reverify(folder, report_type)
        export(folder)
    print(
        f"{again.verified:,} summaries verified again, {again.changed:,} with other verdicts: {again.newly_flagged:,} "
        f"newly flagged, {again.no_longer_flagged:,} no longer"
    )


@app.command()
def errors(
    folder: _Folder, as_json: Annotated[bool, typer.Option("--json", help="A JSON object each.")] = False
) -> None:
    """Every article that failed, and why. Exit code 1 if one of them is still in the inputs.

    Example: summariser batch errors run1
    """
    with _exits(folder), View.opened(folder) as view:
        if not as_json:
            failed = show_errors(view.items(), Console(file=sys.stdout))
        else:
            failed = 0
            for item in view.items():
                if item.error:
                    failed += not item.gone
                    kind, message = item.error
                    record = {"source": item.source, "kind": kind, "message": message, "gone": item.gone}
                    print(json.dumps(record))
    if failed:
        raise typer.Exit(FAILED)
