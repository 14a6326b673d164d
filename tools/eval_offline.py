"""Evaluates the embedded model on three articles without a network or the model: cassettes play what it answered.

    .venv/bin/python -m tools.eval_offline [RUN]

The answers come over HTTP from a server on loopback, through the same client, pipeline, run folder, scoring and report as
those of a live run. A prompt or schema that was changed since the recording finds no answer, and the articles count
as failed: `make record` records them anew.
"""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import openai

from summariser import evaluation, load_report_type
from summariser.evaluation.runs.run_folder import Cell
from summariser.evaluation.systems import PipelineSystem, Rules, Target, open_models
from summariser.extraction import Model
from tests.support.cassette import CASSETTES, EMBEDDED
from tests.support.servers import Answer, Reply, replaying, serving

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "examples"
ARTICLES = ("02-page-road-safety", "09-same-number-housing", "11-brief-ports")


def playing(names: Sequence[str]) -> Answer:
    """Answers as the cassettes of these articles did."""
    tapes = [replaying(CASSETTES / f"{name}.yaml") for name in names]

    def answer(request: dict[str, Any]) -> Reply:
        replies = [tape(request) for tape in tapes]
        return next((reply for reply in replies if reply.status == 200), replies[0])

    return answer


async def evaluate(base_url: str, folder: evaluation.RunFolder, articles: Sequence[str]) -> None:
    """The pipeline on the embedded model as it was recorded, and the rules beside it."""

    @asynccontextmanager
    async def as_recorded(target: Target) -> AsyncIterator[Model]:
        async with openai.AsyncOpenAI(api_key="none", base_url=base_url, max_retries=0) as client:
            yield EMBEDDED.model(client)

    def told(cell: Cell, done: int, total: int, stored: bool) -> None:
        print(f"{done + 1}/{total} {cell.system}: {cell.article}", file=sys.stderr)

    async with open_models(as_recorded) as models:
        systems = [PipelineSystem(models, Target("local"), load_report_type()), Rules()]
        items = evaluation.load_corpus(GOLD, articles)
        await evaluation.run(systems, items, folder, gold=str(GOLD), told=told)


def main(run: Path) -> None:
    """Plays, scores, writes the report and prints its table."""
    folder = evaluation.RunFolder(run)
    shutil.rmtree(
        run / "records", ignore_errors=True
    )  # what cassettes of before answered to the same prompts
    with serving(playing(ARTICLES)) as server:
        asyncio.run(evaluate(server.base_url, folder, ARTICLES))
    scores = evaluation.score(folder, evaluation.load_prices(ROOT / "evals" / "prices.toml"))
    report = evaluation.write_report(scores)
    print(evaluation.table(scores))
    print(f"report: {report}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "eval")
