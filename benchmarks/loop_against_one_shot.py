"""The loop against one plain extraction of the same schema, on the same model and machine, in one run.

    .venv/bin/python benchmarks/loop_against_one_shot.py examples/*.txt

Prints, per article and in all: seconds, completion tokens, quantities and failures of each. The one-shot is what
instructor's own documentation shows: the article and the response model, nothing else.
"""

import asyncio
import sys
import time
from typing import Any

import instructor
import openai
from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException

from summariser import Article, asummarise, open_model
from summariser.extraction.model import Model
from summariser.schemas.report_summary import ReportSummary

MAX_TOKENS = 2000


async def one_shot(article: Article, model: Model) -> dict[str, Any]:
    """Seconds, completion tokens and quantities of the plain extraction; `error` where it gave none."""
    client = instructor.from_openai(model.client, mode=instructor.Mode.JSON_SCHEMA)
    started = time.monotonic()
    figures: dict[str, Any] = {"quantities": 0, "completion_tokens": 0, "error": None}
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
        figures |= {
            "quantities": len(summary.quantities),
            "completion_tokens": completion.usage.completion_tokens,
            "summary": summary.model_dump(mode="json"),
        }
    except IncompleteOutputException:
        figures |= {"error": f"cut off at {MAX_TOKENS} tokens", "completion_tokens": MAX_TOKENS}
    except (InstructorRetryException, openai.OpenAIError) as error:
        figures["error"] = type(error).__name__
    return figures | {"seconds": time.monotonic() - started}


async def loop(article: Article, model: Model) -> dict[str, Any]:
    """The same figures of the loop."""
    result = await asummarise(article, model)
    return {
        "seconds": result.provenance.seconds,
        "completion_tokens": result.provenance.usage.completion_tokens,
        "quantities": len(result.summary.quantities),
        "flagged": sum(not v.ok for v in result.verification.verdicts),
        "left_out": len(result.verification.coverage.uncovered),
        "error": None,
    }


async def main(files: list[str]) -> None:
    """Both ways on each file, one after the other, and the totals."""
    totals = {"one_shot": 0.0, "loop": 0.0}
    async with open_model() as model:
        for name in files:
            article = Article.from_file(name)
            for way in (one_shot, loop):
                figures = await way(article, model)
                totals[way.__name__] += figures["seconds"]
                shown = {
                    k: round(v, 1) if isinstance(v, float) else v
                    for k, v in figures.items()
                    if k != "summary"
                }
                print(name, way.__name__, shown, flush=True)
    print({way: round(seconds, 1) for way, seconds in totals.items()})


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
