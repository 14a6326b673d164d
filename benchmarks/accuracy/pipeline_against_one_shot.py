"""The pipeline against one plain extraction of the same schema, on the same model and machine, in one run.

    python -m benchmarks.accuracy.pipeline_against_one_shot examples/*.txt [--gold examples/gold] [--out FILE]

Prints, per article and in all: seconds, completion tokens, quantities and failures of each, and what each stage of the
pipeline brought. With gold (in the format of evals/README.md), how many of the core figures stand in `quantities` with value,
unit and bound. The one-shot is what instructor's own documentation shows: the article and the response model, nothing
else. Exits with 1 where the pipeline takes longer in all than the one-shot.
"""

import argparse
import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import instructor
import openai
from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException

from summariser import Article, asummarise, open_model, verify
from summariser.extraction.client.model import Model
from summariser.numbers import singular
from summariser.schemas.report_summary import ReportSummary

MAX_TOKENS = 2000


async def one_shot(article: Article, model: Model) -> dict[str, Any]:
    """Seconds, completion tokens and quantities of the plain extraction; `error` where it gave none."""
    client = instructor.from_openai(model.client, mode=instructor.Mode.JSON_SCHEMA)
    started = time.monotonic()
    figures: dict[str, Any] = {"summary": None, "completion_tokens": 0, "error": None}
    try:
        summary, completion = await client.chat.completions.create_with_completion(
            model=model.name,
            response_model=ReportSummary,
            max_retries=0,
            max_tokens=MAX_TOKENS,
            temperature=0,
            messages=[
                {"role": "user", "content": f"Summarise this article about a report:\n\n{article.text}"}
            ],
        )
        figures |= {"completion_tokens": completion.usage.completion_tokens, "summary": summary}
    except IncompleteOutputException:
        figures |= {"error": f"cut off at {MAX_TOKENS} tokens", "completion_tokens": MAX_TOKENS}
    except (InstructorRetryException, openai.OpenAIError) as error:
        figures["error"] = type(error).__name__
    return figures | {"seconds": time.monotonic() - started}


async def pipeline(article: Article, model: Model) -> dict[str, Any]:
    """The same figures of the pipeline, and its stages: what each asked, cost and left unsupported."""
    result = await asummarise(article, model)
    made = result.provenance
    asked = Counter(attempt.stage for attempt in made.attempts)
    tokens: Counter[str] = Counter()
    for attempt in made.attempts:
        tokens[attempt.stage] += attempt.usage.completion_tokens if attempt.usage else 0
    found_lists: dict[str, Any] = {name: [] for name in ("quantities", "quotations")}
    prose = verify(result.summary.model_copy(update=found_lists), article).coverage
    return {
        "summary": result.summary,
        "prose_alone": f"{prose.covered} of {prose.total}",
        "seconds": made.seconds,
        "completion_tokens": made.usage.completion_tokens,
        "error": None,
        "asked": {stage: f"{n} requests, {tokens[stage]} tokens" for stage, n in asked.items()},
        "stages": {s.name: f"{s.unsupported} unsupported, {s.covered} of {s.total}" for s in made.stages},
        "changed": dict(Counter(change.by for change in made.changes)),
    }


def found(summary: Any, gold: Iterable[dict[str, Any]]) -> dict[str, int]:
    """How many core figures stand in the quantities: by value, and with unit and bound too."""
    core = [g for g in gold if g["core"]]
    right = Counter(core=len(core), value=0, all=0)
    for figure in core:
        same = [q for q in summary.quantities if _same(q, figure)] if summary else []
        right["value"] += bool(same)
        right["all"] += any(
            _carrier(q.unit) == _carrier(figure["unit"]) and q.bound == figure["bound"] for q in same
        )
    return dict(right)


def _carrier(unit: str | None) -> str:
    """The word that carries a unit, in lower case and singular: "soldier" of "North Korean soldiers"."""
    return singular((unit or "").lower().split(" ")[-1])


def _same(quantity: Any, figure: dict[str, Any]) -> bool:
    value, upper = Decimal(str(figure["value"])), figure["upper"]
    ends = (quantity.value == value, quantity.upper == (None if upper is None else Decimal(str(upper))))
    return all(ends)


def _judged(name: str, article: Article, figures: dict[str, Any], gold: Path | None) -> dict[str, Any]:
    summary = figures.pop("summary")
    figures["quantities"] = len(summary.quantities) if summary else 0
    if summary:
        figures["unsupported"] = sum(not v.ok for v in verify(summary, article).verdicts)
    path = gold / f"{Path(name).stem}.json" if gold else None
    if path and path.is_file():
        figures["found"] = found(summary, json.loads(path.read_text(encoding="utf-8"))["quantities"])
    return figures


async def main(files: list[str], gold: Path | None, out: Path | None) -> int:
    """Both ways on each file, one after the other, and the totals."""
    totals: dict[str, Counter[str]] = {"one_shot": Counter(), "pipeline": Counter()}
    kept: list[dict[str, Any]] = []
    async with open_model() as model:
        for name in files:
            article = Article.from_file(name)
            for way in (one_shot, pipeline):
                answer = await way(article, model)
                kept.append({"file": Path(name).name, "way": way.__name__})
                kept[-1]["summary"] = answer["summary"] and answer["summary"].model_dump(mode="json")
                figures = _judged(name, article, answer, gold)
                sums = {"seconds": figures["seconds"], "tokens": figures["completion_tokens"]}
                totals[way.__name__].update(sums | figures.get("found", {}))
                shown = {k: round(v, 1) if isinstance(v, float) else v for k, v in figures.items()}
                print(Path(name).name, way.__name__, shown, flush=True)
                if out:
                    out.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    for name, total in totals.items():
        print(name, {k: round(v, 1) if isinstance(v, float) else v for k, v in total.items()})
    return int(totals["pipeline"]["seconds"] > totals["one_shot"]["seconds"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+")
    parser.add_argument("--gold", type=Path, help="a folder of gold files, NAME.json for NAME.txt")
    parser.add_argument("--out", type=Path, help="where to keep the summaries, as JSON")
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.files, given.gold, given.out)))
