"""`summariser eval`: runs, scores, compares and gates. What it was given decides which."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from summariser import evaluation
from summariser.cli.default_command import DefaultCommandGroup
from summariser.cli.evaluate.view import show_checks, show_differences, show_scores, show_stories
from summariser.cli.exits import FAILED, STOPPED, exits
from summariser.cli.options import Quiet
from summariser.cli.output.progress import Reporter
from summariser.comparison import comparison_of
from summariser.errors import ConfigurationError, ModelError
from summariser.evaluation.gold.stories import load_stories
from summariser.evaluation.runs.run_folder import Cell
from summariser.evaluation.scoring.stories import score_stories
from summariser.evaluation.systems import (
    LangExtract,
    Models,
    OneShot,
    PipelineSystem,
    Rules,
    System,
    Target,
    open_models,
)
from summariser.extraction import OnFail, load_report_type
from summariser.extraction.client.model import LOCAL
from summariser.foreign import plain
from summariser.writing import write_whole

DEFAULT_RUN = Path("eval-run")
BASELINES = ("one-shot", "langextract", "rules")


app = typer.Typer(
    cls=DefaultCommandGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Which model, prompt and version is better, and by how much. Without a command's name, `run` is meant.",
)

Prices = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Prices of tokens (TOML); without them costs are unknown.")
]
Gold = Annotated[
    Path | None, typer.Option("--gold", metavar="DIR", help="Where the gold of a stored run is now.")
]


@app.command("run")
def run_(
    gold: Annotated[
        Path | None, typer.Argument(metavar="[GOLD]", help="A folder with gold/ and articles/.")
    ] = None,
    model: Annotated[
        list[str], typer.Option(help="local, or a name that the server knows; may be given again.")
    ] = [LOCAL],  # noqa: B006 (typer reads it, nothing changes it)
    prompt: Annotated[
        list[str], typer.Option(help="A report type: a name, folder or module; may be given again.")
    ] = ["report_summary"],  # noqa: B006
    baseline: Annotated[
        list[str], typer.Option(help="one-shot, langextract or rules; may be given again.")
    ] = [],  # noqa: B006
    repeat: Annotated[int, typer.Option(min=1, help="How often each article is asked.")] = 1,
    jobs: Annotated[
        int,
        typer.Option(
            min=1, help="Articles under way together; the embedded model works on one, and the others wait."
        ),
    ] = 1,
    only: Annotated[
        list[str], typer.Option(help="An article's name; may be given again. All by default.")
    ] = [],  # noqa: B006
    run: Annotated[
        Path, typer.Option(metavar="DIR", help="The run folder, made or gone on with.")
    ] = DEFAULT_RUN,
    base_url: Annotated[
        str | None, typer.Option(help="The server of all models but local, with its /v1.")
    ] = None,
    on_fail: Annotated[
        OnFail, typer.Option(help="What the pipeline does with unsupported numbers.")
    ] = OnFail.FIX,
    prices: Prices = None,
    gate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Rules (TOML) that decide over exit code 0 or 1.")
    ] = None,
    junit: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the gate's answer as JUnit XML.")
    ] = None,
    check_gold: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Only check a gold folder against its articles.")
    ] = None,
    judge: Annotated[
        str | None,
        typer.Option(metavar="MODEL", help="Also ask this model to rate the prose; its opinion, no more."),
    ] = None,
    judge_base_url: Annotated[
        str | None, typer.Option(help="The server of the judge; that of --base-url by default.")
    ] = None,
    langextract_python: Annotated[
        str,
        typer.Option(
            metavar="PYTHON", help="The Python that has LangExtract installed.", show_default="this one"
        ),
    ] = sys.executable,
    gold_now: Gold = None,
    reverify: Annotated[
        bool, typer.Option("--reverify", help="Judge the stored answers by the verifier as it stands.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Run a grid of models and prompts over GOLD, score it, and write its report.

    Without GOLD, only score the run folder: no model is asked. Exit codes: 0 all fine; 1 the gate is broken, the gold
    is wrong, or nothing was answered; 2 the call was wrong; 130 stopped by Ctrl-C, to be gone on with.

    Example: summariser eval evals --model local --baseline rules --run my-run
    """
    with Reporter(Console(stderr=True), quiet=quiet) as reporter, exits(reporter):
        if check_gold:
            _check_gold(check_gold)
            return
        known = evaluation.load_prices(prices)
        rules = evaluation.load_gate(gate) if gate else None
        if junit and not rules:
            raise ConfigurationError("--junit writes the answer of a gate: name one with --gate")
        folder = evaluation.RunFolder(run)
        if gold:

            def systems(models: Models) -> list[System]:
                return _systems(models, model, prompt, baseline, base_url, on_fail, langextract_python)

            _run(gold, folder, systems, only, repeat, jobs, reporter)
        elif only or baseline:
            raise ConfigurationError("name the gold folder to run on: summariser eval GOLD ...")
        scores = evaluation.score(folder, known, gold=gold_now, reverify=reverify)
        if judge:
            _judge(scores, Target(judge, None if judge == LOCAL else judge_base_url or base_url), reporter)
            scores = evaluation.score(folder, known, gold=gold_now, reverify=reverify)
        report = evaluation.write_report(scores)
    show_scores(scores, report)
    if rules:
        with Reporter(Console(stderr=True), quiet=True) as reporter, exits(reporter):
            checks = evaluation.check(
                rules, scores, lambda path: evaluation.score(evaluation.RunFolder(path), known, gold=gold_now)
            )
            _answer_gate(checks, junit)
    if not any(
        case.output.answer.summary for cases in scores.cases.values() for c in cases.values() for case in c
    ):
        raise typer.Exit(FAILED)


@app.command("compare")
def compare_(
    new: Annotated[Path, typer.Argument(metavar="RUN1", help="The run folder to judge.")],
    old: Annotated[Path, typer.Argument(metavar="RUN2", help="The run folder that it is held against.")],
    system: Annotated[
        str | None, typer.Option(help="A system of RUN1; by default all that both have.")
    ] = None,
    against: Annotated[str | None, typer.Option(help="The system of RUN2; the same name by default.")] = None,
    prices: Prices = None,
    gold: Gold = None,
) -> None:
    """Show by how much RUN1 is better or worse than RUN2, article by article. Asks no model.

    Example: summariser eval compare new-run old-run
    """
    with Reporter(Console(stderr=True), quiet=True) as reporter, exits(reporter):
        known = evaluation.load_prices(prices)
        ours, theirs = (evaluation.score(evaluation.RunFolder(path), known, gold=gold) for path in (new, old))
        found = evaluation.compare(ours, theirs, system=system, against=against)
    show_differences(found, ours, theirs)


@app.command("stories")
def stories_(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder with gold/ and articles/STORY/.")],
    show_pairs: Annotated[
        bool, typer.Option("--pairs", help="Also show each pair of figures missed or wrongly made.")
    ] = False,
) -> None:
    """Judge the comparison of articles by the gold of stories: pairs of figures and relations. Asks no model.

    Example: summariser eval stories evals/stories
    """
    with Reporter(Console(stderr=True), quiet=True) as reporter, exits(reporter):
        stories = load_stories(gold)
        scores = score_stories(stories, lambda articles, names: comparison_of(articles, names).facts)
    show_stories(scores, show_pairs=show_pairs)


def _systems(
    models: Models,
    names: Sequence[str],
    prompts: Sequence[str],
    baselines: Sequence[str],
    base_url: str | None,
    on_fail: OnFail,
    python: str,
) -> list[System]:
    """Each model with each prompt, then the baselines with each model. Raises ConfigurationError."""
    for name in baselines:
        if name not in BASELINES:
            raise ConfigurationError(
                f"there is no baseline {plain(name)!r}: there are {', '.join(BASELINES)}"
            )
    targets = [Target(name, None if name == LOCAL else base_url) for name in dict.fromkeys(names)]
    types = [load_report_type(name) for name in dict.fromkeys(prompts)]
    made: list[System] = [
        PipelineSystem(models, target, kind, on_fail) for target in targets for kind in types
    ]
    if "one-shot" in baselines:
        made += [OneShot(models, target, types[0]) for target in targets]
    if "langextract" in baselines:
        made += [LangExtract(models, target, python) for target in targets]
    if "rules" in baselines:
        made.append(Rules())
    return made


def _run(
    gold: Path,
    folder: evaluation.RunFolder,
    systems: Callable[[Models], list[System]],
    only: Sequence[str],
    repeats: int,
    at_once: int,
    reporter: Reporter,
) -> None:
    items = evaluation.load_corpus(gold, only)
    at = {"done": 0, "of": 0}

    def told(cell: Cell, done: int, total: int, stored: bool) -> None:
        at.update(done=done, of=total)
        reporter.article(f"{cell.system}: {cell.article}{' (stored)' if stored else ''}", done + 1, total)
        reporter("answered", done, total)

    async def work() -> None:
        async with open_models() as models:
            await evaluation.run(
                systems(models), items, folder, gold=str(gold), repeats=repeats, at_once=at_once, told=told
            )

    try:
        asyncio.run(work())
    except KeyboardInterrupt:
        reporter.error(
            f"summariser: stopped; {at['done']} of {at['of']} answers are in {folder.path}, "
            "and the same command goes on from there"
        )
        raise typer.Exit(STOPPED) from None


def _judge(scores: evaluation.Scores, target: Target, reporter: Reporter) -> None:
    def told(cell: Cell, done: int, total: int, stored: bool) -> None:
        reporter.article(f"judge {target.model}: {cell.system}: {cell.article}", done + 1, total)

    async def work() -> None:
        async with open_models() as models:
            folder = evaluation.RunFolder(scores.path)
            await evaluation.judge(scores.every_case, folder, models, target, told=told)

    try:
        asyncio.run(work())
    except ModelError as error:
        raise ConfigurationError(f"the judge gives no answer: {error}") from error
    except KeyboardInterrupt:
        reporter.error("summariser: stopped; what the judge said until then is kept")
        raise typer.Exit(STOPPED) from None


def _check_gold(folder: Path) -> None:
    count, problems = evaluation.check_corpus(folder)
    for problem in problems:
        print(plain(problem))
    print(f"{count} gold files checked: {len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}")
    if problems:
        raise typer.Exit(FAILED)


def _answer_gate(checks: Sequence[evaluation.Check], junit: Path | None) -> None:
    if junit:
        write_whole(junit, evaluation.junit_xml(checks), otherwise="name another --junit")
    show_checks(checks)
    if not all(check.passed for check in checks):
        raise typer.Exit(FAILED)
