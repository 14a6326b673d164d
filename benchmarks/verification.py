"""How long verify_text takes: a summary of 200 words against articles of growing length, one core.

    python benchmarks/verification.py [--rounds 50]

The article is the longest of examples/, repeated with its figures varied so that no copy repeats another's; the
summary is its opening words. Prints the median per length in milliseconds of processor time, with that per 1,000 words of article,
and exits with 1 when 1,000 words take 5 ms or more. `prepared` holds the article ready as an `Article`, as a batch
does; `from text` has it read from plain text each time.
"""

import argparse
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import summariser

ARTICLE = Path(__file__).parent.parent / "examples" / "04-feature-fisheries.txt"
LENGTHS = (500, 1000, 2000, 4000, 8000)
LIMIT_MS = 5.0


def article_of(words: int) -> str:
    """The example's text, repeated to this many words; every copy's figures differ."""
    text = ARTICLE.read_text(encoding="utf-8")
    copies, length = [], 0
    while length < words:
        turn = len(copies)
        varied = re.sub(r"\d(?=\d*\b)", lambda m, turn=turn: str((int(m[0]) + turn) % 10 or 1), text)
        copies.append(varied if turn else text)
        length += len(varied.split())
    return _first("\n\n".join(copies), words)


def _first(text: str, words: int) -> str:
    places = [m.end() for m in re.finditer(r"\S+", text)]
    return text[: places[min(words, len(places)) - 1]]


def median_ms(task: Callable[[], object], rounds: int) -> float:
    task()
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        task()
        seconds.append(time.process_time() - start)
    return 1000 * statistics.median(seconds)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=50)
    rounds = parser.parse_args().rounds
    summary = _first(ARTICLE.read_text(encoding="utf-8"), 200)
    print(f"{'words':>6} {'prepared':>9} {'per 1000':>9} {'from text':>10}   (ms, median of {rounds})")
    worst = 0.0
    for words in LENGTHS:
        text = article_of(words)
        article = summariser.Article.from_text(text)
        prepared = median_ms(lambda article=article: summariser.verify_text(summary, source=article), rounds)
        fresh = median_ms(lambda text=text: summariser.verify_text(summary, source=text), rounds)
        print(f"{words:>6} {prepared:>9.2f} {prepared * 1000 / words:>9.2f} {fresh:>10.2f}")
        worst = max(worst, prepared) if words == 1000 else worst
    return int(worst >= LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
