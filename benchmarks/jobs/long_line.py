"""Peak memory of `summariser batch` on a line, or an open quote, that does not end, between two articles.

    python -m benchmarks.jobs.long_line [--megabytes 2048]

The files are sparse or written piece by piece; the articles before and behind the line must be done, and the line be
named as an error. "longest" is a page of 20 million characters, which is not too long, with one outside of Unicode's
first plane, so that each takes four bytes.
"""

import argparse
import csv
import gzip
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
from tests.support.servers import obedient, serving

ARTICLE = "Bridges close\n\nInspectors closed {} old bridges on Monday, the Structures Board said."
PIECE = b"meal and flour and bran " * 40_000
Write = Callable[[Path, int], None]


def jsonl(path: Path, size: int) -> None:
    """A line with a hole of `size` bytes in it."""
    with path.open("wb") as file:
        file.write(json.dumps({"text": ARTICLE.format(9)}).encode() + b'\n{"text": "')
        file.seek(size, os.SEEK_CUR)
        file.write(b'"}\n' + json.dumps({"text": ARTICLE.format(12)}).encode() + b"\n")


def _csv(path: Path, size: int, beginning: bytes, piece: bytes) -> None:
    head, before, behind = ("id,text", _row(1, ARTICLE.format(9)), _row(3, ARTICLE.format(12)))
    with path.open("wb") as file:
        file.write(f"{head}\n{before}".encode() + beginning)
        for _ in range(size // len(piece)):
            file.write(piece)
        file.write(b"\n" + behind.encode())


def _row(*cells: object) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue()


def one_cell(path: Path, size: int) -> None:
    """A cell of one line."""
    _csv(path, size, b"2,", PIECE)


def open_quote(path: Path, size: int) -> None:
    """A quote that is not closed, before many lines that are no rows."""
    _csv(path, size, b'2,"', PIECE[:4800].replace(b"meal", b"meal\n"))


def packed(path: Path, size: int) -> None:
    """A line of one character, as a gzip archive."""
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(json.dumps({"text": ARTICLE.format(9)}).encode() + b'\n{"text": "')
        for _ in range(size // 2**20):
            file.write(b"a" * 2**20)
        file.write(b'"}\n' + json.dumps({"text": ARTICLE.format(12)}).encode() + b"\n")


def longest(path: Path, _: int) -> None:
    """A page as long as one may be: its article, and scripts."""
    scripts = "<script>" + "\U0001f33e" + "var meal = 'flour'; " * 4_000 + "</script>"
    page = f"<html><body><p>{ARTICLE.format(10)}</p>{scripts * 249}</body></html>"
    with path.open("w", encoding="utf-8") as file:
        for text in (ARTICLE.format(9), page, ARTICLE.format(12)):
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")


SHAPES: dict[str, Write] = {
    "a.jsonl": jsonl,
    "a.csv": one_cell,
    "quote.csv": open_quote,
    "a.jsonl.gz": packed,
    "longest.jsonl": longest,
}


def run(path: Path, out: Path, base_url: str) -> tuple[float, float, int, str]:
    """Wall seconds and peak memory (MB) of a batch, how many articles are done, and the first error."""
    code = "import sys; from summariser.cli import main; sys.argv[0] = 'summariser'; main()"
    options = ["--out", str(out), "--model", "m", "--base-url", base_url, "--quiet"]
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", code, "batch", str(path), *options], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    done, said = 0, "no error"
    with (out / "results.jsonl").open(encoding="utf-8") as records:
        for record in map(json.loads, records):
            done += "summary" in record
            said = record["error"]["message"] if "error" in record and said == "no error" else said
    return time.monotonic() - started, usage.ru_maxrss / 1024, done, said


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=int, default=2048)
    parser.add_argument("--only", choices=SHAPES)
    arguments = parser.parse_args()
    for name, write in SHAPES.items():
        if arguments.only not in (None, name):
            continue
        with tempfile.TemporaryDirectory() as folder, serving(obedient()) as server:
            path = Path(folder, name)
            write(path, arguments.megabytes * 2**20)
            seconds, peak, done, said = run(path, Path(folder, "out"), server.base_url)
        print(f"{name}: peak {peak:.0f} MB in {seconds:.1f} s; {done} done; {said[:150]}", flush=True)


if __name__ == "__main__":
    main()
