"""`summariser batch run`: articles into a run folder."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from summariser.article.web import FetchOptions
from summariser.cli.batch.common import Bom, Pages, Parquet, complain, exits
from summariser.cli.batch.progress import LiveLine, PlainLines, progress_shown
from summariser.cli.batch.view import show_report
from summariser.cli.exits import FAILED, UNFINISHED
from summariser.cli.fail_on import Rules, failing, in_words, rules_of
from summariser.cli.inputs import AllowPrivate, IgnoreRobots, KeptPages, Refresh
from summariser.cli.options import (
    BaseUrl,
    DeadlineS,
    FailOn,
    ModelName,
    Policy,
    Quiet,
    ReportTypeName,
    Strict,
    Timeout,
    Xlsx,
)
from summariser.cli.output.progress import Reporter
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
    write_pages,
)
from summariser.jobs.metrics import MetricsFile
from summariser.jobs.progress import Several, Silent
from summariser.jobs.run import EngineName
from summariser.views.html import PageFolder


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
    model: ModelName = "local",
    base_url: BaseUrl = None,
    report_type: ReportTypeName = AUTO,
    on_fail: Policy = OnFail.FIX,
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
    parquet: Parquet = False,
    xlsx: Xlsx = None,
    bom: Bom = False,
    metrics: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep a Prometheus text file up to date.")
    ] = None,
    log_json: Annotated[bool, typer.Option("--log-json", help="Log as JSON lines.")] = False,
    strict: Strict = False,
    fail_on: FailOn = None,
    html: Pages = None,
    quiet: Quiet = False,
) -> None:
    """Summarise many articles. Run again, it does what is missing and nothing else.

    Example: summariser batch articles/*.txt --out run1
    """
    if max_cost is not None and not (prompt_price or completion_price):
        raise typer.BadParameter("--max-cost needs --prompt-price and --completion-price")
    with exits(out):
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
    with View.open(folder) as view:
        for item in view.items():
            failed = [] if item.gone else failing(item.levels, rules)
            broken += bool(failed)
            if failed and not first:
                first = f"{item.source}: {in_words(failed)}"
    if broken:
        articles = "1 article fails" if broken == 1 else f"{broken:,} articles fail"
        complain(f"summariser: {articles} by the rules, the first: {first}")
    return broken
