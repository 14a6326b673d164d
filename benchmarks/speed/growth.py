"""How verification grows with its input: text and source are one document, doubled together up to 1 MB each, one core.

    python -m benchmarks.speed.growth [--to 1000000] [--kinds news dates equal]

`news` are sentences of figures, places and years that are all different, `dates` a sentence a date, `equal` one number in every
sentence. Prints seconds of processor time, the better of two rounds, to read the source and to verify the text against it, and how many times as much
each doubling took. Exits with 1 when the time of verifying grows by more than 2.3 a doubling from 64 kB on, on the whole:
a single doubling is given 2.6, since words that come to stand everywhere stop counting somewhere.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from itertools import pairwise, product

from summariser import Article, verify_text

FROM, TO = 16_000, 1_000_000
COUNTED_FROM, LIMIT, LIMIT_OF_ONE = 64_000, 2.3, 2.6
# Names of places, of which some stand often and most seldom, as in the news.
PLACES = [
    "".join(parts).title()
    for parts in product("ar bo ce do es fa".split(), "l rs v t k n".split(), "en im o a".split())
]
OFTEN = [1 / rank for rank in range(1, len(PLACES) + 1)]
THINGS = "ships ports trucks pupils farms bridges wells mills nurses boats clinics homes trains roads lakes".split()
MONTHS = "January February March April May June July August September October November December".split()


def news(draw: random.Random) -> str:
    """A sentence with a count, a year, a change and what it was before."""
    number, before = (draw.randint(20, 90_000) for _ in range(2))
    return (
        f"Officials in {draw.choices(PLACES, OFTEN)[0]} {draw.choice(['said', 'reported'])} that "
        f"{draw.choice(['about ', 'over ', ''])}{number:,} {draw.choice(THINGS)} were "
        f"{draw.choice(['closed', 'opened', 'sold'])} in {draw.randint(1990, 2024)}, {draw.choice(['up', 'down'])} "
        f"{draw.randint(1, 99)}.{draw.randint(0, 9)}% from {before:,} a year earlier. "
    ) + ("\n\n" if draw.random() < 0.2 else "")


def dates(draw: random.Random) -> str:
    """A sentence with a day."""
    return f"On {draw.randint(1, 28)} {draw.choice(MONTHS)} {draw.randint(1900, 2024)} the council met. "


def equal(draw: random.Random) -> str:
    """A sentence with a number that all the others have."""
    return f"The office in {draw.choices(PLACES, OFTEN)[0]} counted 40 wugs. "


KINDS: dict[str, Callable[[random.Random], str]] = {"news": news, "dates": dates, "equal": equal}


def document(kind: str, size: int) -> str:
    """About so many characters of one kind; a longer one begins as a shorter one does."""
    draw, sentences, length = random.Random(1), [], 0
    while length < size:
        sentences.append(KINDS[kind](draw))
        length += len(sentences[-1])
    return "".join(sentences)


def seconds(text: str) -> tuple[float, float]:
    """Processor time to read the text as an article, and to verify it against that."""
    start = time.process_time()
    article = Article.from_text(text)
    read = time.process_time()
    wrong = sum(not v.ok for v in verify_text(text, source=article))
    assert wrong * 20 <= len(text) / 50, wrong  # a text hardly contradicts itself
    return read - start, time.process_time() - read


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--to", type=int, default=TO)
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=list(KINDS))
    asked = parser.parse_args()
    too_much = False
    for kind in asked.kinds:
        print(f"{kind:<6} {'characters':>10} {'read':>8} {'verify':>8} {'times':>6}   (seconds)")
        taken: list[tuple[int, float]] = []
        size = FROM
        while size <= asked.to * 1.03:
            text = document(kind, size)
            read, verified = min((seconds(text) for _ in range(2)), key=lambda both: both[1])
            times = f"{verified / taken[-1][1]:>6.2f}" if taken else ""
            print(f"{'':<6} {size:>10,} {read:>8.2f} {verified:>8.2f} {times}", flush=True)
            taken.append((size, verified))
            size *= 2
        counted = [one for one in taken if one[0] >= COUNTED_FROM]
        if len(counted) > 1:
            each = [later[1] / former[1] for former, later in pairwise(counted)]
            mean = (counted[-1][1] / counted[0][1]) ** (1 / len(each))
            print(f"{'':<6} {mean:.2f} times per doubling, {max(each):.2f} at most")
            too_much |= mean > LIMIT or max(each) > LIMIT_OF_ONE
    return int(too_much)


if __name__ == "__main__":
    sys.exit(main())
