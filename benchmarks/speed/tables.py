"""How long a workbook of many articles takes, and the memory and disk that it needs: python -m benchmarks.speed.tables [--articles 10000].

Each size has a process of its own, whose peak of memory is the figure. The articles are one of the examples, each under a name and
with values of its own, through verification once and then through rows and workbook each time, as a batch has it.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from summariser import Article, verify
from summariser.extraction import Attempt, Provenance, Result, Usage
from summariser.fields import Quantity
from summariser.outside import json_of
from summariser.schemas.news_summary import NewsSummary, Point
from summariser.verification import uncovered
from summariser.views.tables import rows_of, workbook
from summariser.views.tables.columns import ARTICLES, FIGURES, VERDICTS

EXAMPLE = Path(__file__).parents[2] / "examples" / "05-press-summary-inflation.txt"


def record() -> str:
    """The record of an example, each of whose quantities is in the summary."""
    article = Article.from_file(EXAMPLE)
    mentions = [(left.mention, left.sentence) for left in uncovered(article)]
    quantities = [
        Quantity(what=m.text, value=m.value, upper=m.upper, bound=m.bound, unit=m.unit, evidence=[sentence])
        for m, sentence in mentions
        if abs(m.value) < Decimal(10) ** 30
    ]
    points = [Point(text=s.text, evidence=[s.number]) for s in article.sentences[1:7]]
    summary = NewsSummary(
        headline=article.title or "", abstract=article.sentences[1].text, who=[], where=[], when=None,
        key_points=points, quantities=quantities, quotations=[], reactions=[],
    )  # fmt: skip
    made = Provenance(
        model="none", report_type="news_summary", prompt_version="0", schema_version="0", seconds=20.0,
        attempts=[Attempt(stage="draft", seconds=20.0, usage=Usage(prompt_tokens=2000, completion_tokens=500))],
    )  # fmt: skip
    result = Result(article=article, summary=summary, verification=verify(summary, article), provenance=made)
    return result.model_dump_json()


def write(articles: int, folder: Path) -> dict[str, object]:
    """Writes a workbook of so many articles, and says what it took."""
    stored, target = record(), folder / "tables.xlsx"
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    counts = {"figures": 0, "verdicts": 0}
    with workbook(target, (FIGURES, VERDICTS, ARTICLES)) as book:
        for number in range(articles):
            one = json_of(stored)
            one["article"]["source"] = f"https://example.org/articles/{number}"
            rows = rows_of(one)
            counts["figures"] += len(rows.figures)
            counts["verdicts"] += len(rows.verdicts)
            book.add_all(rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "articles": articles, **counts, "seconds": time.perf_counter() - begun, "peak": peak / 1024,
        "grown": (peak - before) / 1024, "size": target.stat().st_size / 2**20,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(write(given.one, Path(folder))))
        return
    for articles in (given.articles // 100, given.articles // 10, given.articles):
        command = [sys.executable, "-m", "benchmarks.speed.tables", "--one", str(articles)]
        ended = subprocess.run(command, capture_output=True, text=True, check=True)
        print(
            "{articles:6,} articles, {figures:8,} figures, {verdicts:8,} verdicts: {seconds:6.1f} s, {size:6.1f} MB; memory at most "
            "{peak:4.0f} MB, {grown:4.0f} MB of them for the rows".format(**json.loads(ended.stdout))
        )


if __name__ == "__main__":
    main()
