"""Runs of the pipeline on a scripted server that speaks the OpenAI protocol, over a small gold folder."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from summariser.evaluation import Prices, RunFolder, Scores, load_corpus, run, score
from summariser.evaluation.systems import Models, PipelineSystem, Rules, System, Target, open_models
from summariser.extraction import load_report_type
from tests.evaluation.making import TEXT, write_gold
from tests.support.servers import Server

# Two articles that differ in a word that the server can tell them by.
TWO = {"bridges": TEXT, "viaducts": TEXT.replace("Related: Ferry", "Related: Valley ferry")}


def loop_on(
    server: Server, model: str = "scripted", prompt: str | Path = "report_summary"
) -> Callable[[Models], System]:
    """Our pipeline with a model of the server."""
    return lambda models: PipelineSystem(models, Target(model, server.base_url), load_report_type(prompt))


def rules(_: Models) -> System:
    """The baseline without a model."""
    return Rules()


def evaluated(
    gold: Path,
    folder: Path,
    systems: Sequence[Callable[[Models], System]],
    *,
    repeats: int = 1,
    at_once: int = 1,
) -> list[bool]:
    """Runs the grid; for each cell, whether its answer was stored."""
    stored: list[bool] = []

    async def work() -> None:
        async with open_models() as models:
            made = [system(models) for system in systems]
            await run(
                made,
                load_corpus(gold),
                RunFolder(folder),
                gold=str(gold),
                repeats=repeats,
                at_once=at_once,
                told=lambda cell, done, total, was: stored.append(was),
            )

    asyncio.run(work())
    return stored


def scored(folder: Path, prices: Prices | None = None) -> Scores:
    """The scores of a run folder."""
    return score(RunFolder(folder), prices or Prices())


def two_articles(folder: Path) -> Path:
    """A gold folder of two articles."""
    return write_gold(folder, TWO)
