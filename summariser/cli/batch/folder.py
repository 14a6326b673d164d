"""What can be done with a run folder: tell how far it is, export it, verify it again, list its errors."""

import json
import sys
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console

from summariser.cli.batch.common import Bom, Pages, Parquet, RunFolder, exits, print_line
from summariser.cli.batch.view import show_errors
from summariser.cli.exits import FAILED
from summariser.cli.options import Xlsx
from summariser.foreign import plain
from summariser.jobs import (
    Prices,
    View,
    export,
    reverify,
    write_pages,
)
from summariser.jobs.storage.database import is_locked


def status(
    folder: RunFolder, as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False
) -> None:
    """How far a run is, also while it runs.

    Example: summariser batch status run1
    """
    with exits(folder), View.open(folder) as view:
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
        print_line(line, shown)


def export_(
    folder: RunFolder,
    parquet: Parquet = False,
    xlsx: Xlsx = None,
    bom: Bom = False,
    prompt_price: Annotated[float, typer.Option(min=0, help="Of a million prompt tokens.")] = 0,
    completion_price: Annotated[float, typer.Option(min=0, help="Of a million completion tokens.")] = 0,
    html: Pages = None,
) -> None:
    """Write the outputs of a run as far as it is, also while it runs.

    Example: summariser batch export run1 --parquet
    """
    with exits(folder):
        prices = Prices(prompt_price, completion_price)
        files = export(folder, parquet=parquet, xlsx=xlsx, bom=bom, prices=prices)
        files += [write_pages(folder, html)] if html else []
    for file in files:
        print(plain(file))


def reverify_(
    folder: RunFolder,
    report_type: Annotated[
        str | None, typer.Option(help="Where it is not one of ours: its folder or module.")
    ] = None,
) -> None:
    """Verify every stored summary again with the validators of now, without a model, and write the outputs.

    Example: summariser batch reverify run1
    """
    with exits(folder):
        again = reverify(folder, report_type)
        export(folder)
    print(
        f"{again.verified:,} summaries verified again, {again.changed:,} with other verdicts: {again.newly_flagged:,} "
        f"newly flagged, {again.no_longer_flagged:,} no longer"
    )


def errors(
    folder: RunFolder, as_json: Annotated[bool, typer.Option("--json", help="A JSON object each.")] = False
) -> None:
    """Every article that failed, and why. Exit code 1 if one of them is still in the inputs.

    Example: summariser batch errors run1
    """
    with exits(folder), View.open(folder) as view:
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
