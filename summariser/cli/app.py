"""The commands and their options. Results go to standard output, everything else to standard error.

Exit codes: 0 all fine; 1 an article failed, or (verify) something is not supported, or (--strict, --fail-on) a verdict
fails by the rules; 2 the call itself was wrong; 3 an output could not be written to its end, as on a full disk; 130
stopped by Ctrl-C.
"""

import asyncio
import json
import sys
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from summariser.cli import batch, evaluate
from summariser.cli.exits import FAILED, STOPPED, DeadlineS, FailOn, Strict, Timeout, exits
from summariser.cli.fail_on import UNSUPPORTED_FAILS, Judged, Rules, failing, in_words, rules_of
from summariser.cli.output import Sink
from summariser.cli.progress import Reporter
from summariser.cli.texts import article_named, text_given
from summariser.cli.view import show_left_out, show_verdicts
from summariser.errors import ConfigurationError, SummariserError, unexpected
from summariser.extraction import AUTO, Model, OnFail, ReportType, asummarise, load_report_type, open_model
from summariser.foreign import json_text, plain
from summariser.outside import json_of
from summariser.verification import Coverage, Verification, verify, verify_text

_NO_COVERAGE = Coverage(total=0, covered=0)  # of a text, which need not tell of all

WholeSource = Annotated[
    bool,
    typer.Option(
        "--whole-source",
        help="All of the source is the article: a report or a paper, not the text of a web page with its menus.",
    ),
]

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Structured summaries of news and report articles, with a verdict on every number.",
)

app.add_typer(batch.app, name="batch")


app.add_typer(evaluate.app, name="eval")


@app.command()
def summarise(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Text, Markdown or HTML files; - reads standard input."),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON object per article, a line each.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Also write each result to DIR as JSON.")
    ] = None,
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
    deadline: DeadlineS = None,
    strict: Strict = False,
    fail_on: FailOn = None,
    whole_source: WholeSource = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress on standard error.")] = False,
) -> None:
    """Summarise articles and check every number of each summary against its article.

    Example: summariser summarise examples/01-wire-sanctions.txt
    """
    with Reporter(Console(stderr=True), quiet=quiet) as reporter, exits(reporter):
        rules = rules_of(fail_on, strict=strict)
        kind = load_report_type(report_type)
        sink = Sink(Console(file=sys.stdout), as_json=as_json, folder=out)
        opening = open_model(model, base_url=base_url, timeout_s=timeout, progress=reporter)
        try:
            broken = asyncio.run(
                _summarise_all(
                    files,
                    opening,
                    kind,
                    on_fail,
                    sink,
                    reporter,
                    rules,
                    whole=whole_source,
                    deadline_s=deadline,
                )
            )
            sink.close()
        except KeyboardInterrupt:
            reporter.error(f"summariser: stopped; {sink.done} of {len(files)} articles are done")
            raise typer.Exit(STOPPED) from None
    if sink.failed or broken:
        raise typer.Exit(FAILED)


async def _summarise_all(
    files: list[str],
    opening: AbstractAsyncContextManager[Model],
    kind: ReportType,
    on_fail: OnFail,
    sink: Sink,
    reporter: Reporter,
    rules: Rules,
    *,
    whole: bool,
    deadline_s: float | None,
) -> int:
    """One article after the other; the model is opened for the first that can be read.

    Returns how many have verdicts that fail by the rules.
    """
    broken = 0
    async with AsyncExitStack() as stack:
        model: Model | None = None
        for number, name in enumerate(files, 1):
            reporter.article(name, number, len(files))
            article = None
            try:
                article = article_named(name, whole=whole)
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
                failed = _failing(result.verification, rules)
            except (ConfigurationError, OSError):
                raise
            except Exception as fault:  # noqa: BLE001 (a fault of ours on one article must not end work on the others)
                error = fault if isinstance(fault, SummariserError) else unexpected(fault)
                label = plain(_label(name))
                reporter.error(str(error) if str(error).startswith(f"{label}: ") else f"{label}: {error}")
                sink.failure(name, article, error)
                continue
            sink.result(name, result)
            if failed:
                reporter.error(f"{_label(name)}: fails by the rules: {in_words(failed)}")
                broken += 1
    return broken


def _label(name: str) -> str:
    return "standard input" if name == "-" else str(Path(name))


def _failing(made: Verification, rules: Rules) -> list[Judged]:
    return failing(((v.path, v.level) for v in made.verdicts), rules)


@app.command("verify")
def verify_(
    text: Annotated[
        str,
        typer.Argument(
            help="The text to check, or a file that holds it, which may be JSON that any tool made; - reads it."
        ),
    ],
    sources: Annotated[
        list[str], typer.Option("--source", help="The article that it is checked against: a file.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdicts as one JSON object.")] = False,
    strict: Strict = False,
    fail_on: FailOn = None,
    whole_source: WholeSource = False,
) -> None:
    """Check every number of a text, or of the fields of a JSON object, against an article. Needs no model.

    Of JSON that `summarise --json` printed, the summary is checked. What the article has and the JSON leaves out is
    listed.

    Example: summariser verify "Some 11,000 troops were sent." --source examples/01-wire-sanctions.txt
    """
    with Reporter(Console(stderr=True), quiet=True) as reporter, exits(reporter):
        rules = rules_of(fail_on, strict=strict, default=UNSUPPORTED_FAILS)
        if len(sources) > 1:
            raise ConfigurationError(
                f"one --source at a time, not {len(sources)}: check the text against each by itself"
            )
        (source,) = sources
        article = article_named(source, whole=whole_source)
        for note in article.notes:
            reporter.error(f"{_label(source)}: {note}")
        written = text_given(text)
        data = _object_in(written)
        if data is None:
            found = Verification(verdicts=tuple(verify_text(written, source=article)), coverage=_NO_COVERAGE)
        else:
            found = verify(data, article)
    if as_json:
        shown = found.model_dump(mode="json", exclude={"coverage"} if data is None else None)
        print(json_text(json.dumps(shown, ensure_ascii=False)))
    else:
        console = Console(file=sys.stdout)
        show_verdicts(found.verdicts, console, title="Checked")
        if not found.verdicts:
            print("No number is checked." if found.unchecked else "No number in the text.")
        if found.unchecked:
            print(f"\nNot checked ({len(found.unchecked)})")
        for one in found.unchecked:
            print(f"  {plain(one.path) or 'all'}: {plain(one.reason)}")
        if data is not None:
            show_left_out(found.coverage, console)
    if failed := _failing(found, rules):
        if strict or fail_on:
            reporter.error(f"summariser: fails by the rules: {in_words(failed)}")
        raise typer.Exit(FAILED)


def _object_in(written: str) -> dict[str, Any] | None:
    """The JSON object that a text is, the summary of one that `summarise --json` printed; None where it is prose."""
    if not written.lstrip().startswith("{"):
        return None
    try:
        data = json_of(written)
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    return data["summary"] if isinstance(data.get("summary"), dict) and "verification" in data else data
