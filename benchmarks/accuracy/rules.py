"""What the rules alone make of a gold folder's figures: no model is asked.

    python -m benchmarks.accuracy.rules [FOLDER]

FOLDER is a gold folder (default: evals). Prints F1 of quantities and the labels of the evaluation, as `summariser eval` scores them.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from summariser import evaluation
from summariser.evaluation.systems import Rules

ROOT = Path(__file__).parents[2]
SHOWN = ("quantities.f1.", "labels.")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "evals"
    with tempfile.TemporaryDirectory() as kept:
        run = evaluation.RunFolder(Path(kept))
        items = evaluation.load_corpus(folder, ())
        asyncio.run(evaluation.run([Rules()], items, run, gold=str(folder), told=lambda *_: None))
        scored = evaluation.score(run, evaluation.load_prices(folder / "prices.toml"))
        for metric in scored.metrics:
            found = scored.estimate("rules", metric.name)
            if found is not None and metric.name.startswith(SHOWN):
                print(f"{metric.name:27}{found.value:6.3f} ({found.low:.3f} to {found.high:.3f})")


if __name__ == "__main__":
    main()
