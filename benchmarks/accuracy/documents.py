"""PDF files: the time and memory to read 200 pages, and articles of a desk checked against a report.

    python -m benchmarks.accuracy.documents [--pages 200]

The long file is the report of tests/data/documents/harbour.pdf over and over. The articles are those of
tests/data/documents/desk, in which wrong figures are planted (planted.json). Exits with 1 when the reading of 200 pages takes
more than 10 seconds.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from summariser import Article, Level, Verdict, verify_text

DOCUMENTS = Path(__file__).parents[2] / "tests" / "data" / "documents"
LIMIT = 10.0  # seconds


@dataclass(frozen=True)
class Checked:
    """An article against its report: the verdicts on figures that are wrong by plan, and on all others."""

    name: str
    planted: list[Verdict]
    others: list[Verdict]

    @property
    def found(self) -> list[Verdict]:
        """The planted figures that get no plain tick."""
        return [verdict for verdict in self.planted if verdict.level is not Level.SUPPORTED]

    @property
    def accused(self) -> list[Verdict]:
        """The right figures that are called unsupported."""
        return [verdict for verdict in self.others if not verdict.ok]

    @property
    def doubted(self) -> list[Verdict]:
        """The right figures that are supported with a doubt."""
        return [verdict for verdict in self.others if verdict.level is Level.DOUBT]


def desk() -> list[Checked]:
    """The articles of the desk, checked."""
    told = json.loads((DOCUMENTS / "desk" / "planted.json").read_text("utf-8"))
    report = Article.from_pdf(DOCUMENTS / told["report"])
    checked = []
    for name, wrong in told["articles"].items():
        text = (DOCUMENTS / "desk" / name).read_text("utf-8")
        spans = [(text.index(one["wrong"]), text.index(one["wrong"]) + len(one["wrong"])) for one in wrong]
        planted, others = [], []
        for verdict in verify_text(text, source=report):
            mention = verdict.mention
            is_wrong = mention and any(low < mention.end and mention.start < high for low, high in spans)
            (planted if is_wrong else others).append(verdict)
        checked.append(Checked(name, planted, others))
    return checked


def long_report(to: Path, pages: int) -> None:
    """A PDF file of so many pages."""
    with pypdfium2.PdfDocument(DOCUMENTS / "harbour.pdf") as one, pypdfium2.PdfDocument.new() as long:
        while len(long) < pages:
            long.import_pages(one, [*range(min(len(one), pages - len(long)))])
        long.save(to)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=200)
    pages = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        long_report(path, pages)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.perf_counter()
        article = Article.from_pdf(path)
        seconds = time.perf_counter() - began
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"== {article.pages[-1][1]} pages, {len(article.text):,} characters, {len(article.parts):,} parts")
    print(f"read in {seconds:.2f} s, {more:.0f} MB more memory at the most")
    print("== articles against the report")
    print(f"{'':16}planted  found   right  unsupported  doubted")
    rows = desk()
    for row in rows:
        counts = len(row.planted), len(row.found), len(row.others), len(row.accused), len(row.doubted)
        print("{:16}{:7}{:7}{:8}{:13}{:9}".format(row.name, *counts))
    sums = [
        sum(map(len, lists))
        for lists in zip(*((r.planted, r.found, r.others, r.accused, r.doubted) for r in rows), strict=True)
    ]
    print("{:16}{:7}{:7}{:8}{:13}{:9}".format("all", *sums))
    for row in rows:
        for kind, verdicts in (
            ("missed", [v for v in row.planted if v not in row.found]),
            ("unsupported", row.accused),
            ("doubted", row.doubted),
        ):
            for verdict in verdicts:
                print(f"{kind}: {row.name}: {verdict.text}: {verdict.doubt or verdict.message}")
    return int(pages == 200 and seconds > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
