"""How fast find_numbers is: beside two peers, over growing texts, and on hostile ones; one core, processor time.

    python -m benchmarks.speed.number_finder [--only peers|growth|hostile|import]

The news is made of examples/, repeated. Peers that are not installed are left out (`pip install quantulum3
recognizers-text-suite "emoji<2"`); they read a hundredth of what the finder reads, paragraph by paragraph, so that
a run ends. Exits with 1 when a promise is broken: 3 MB/s of news, 80 times each peer, doubling the text at most 2.1
times the time, a hostile megabyte under 15 times a megabyte of news, the import under 100 ms.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from summariser.numbers import find_numbers

EXAMPLES = Path(__file__).parents[2] / "examples"
MB = 1_000_000
HOSTILE = {
    "digits": "1234567890",
    "commas": ",",
    "digits and commas": "1,",
    "1-": "1-",
    "1.1.1.": "1.1.1.",
    "million": "million ",
    "twenty-": "twenty-",
    "dollars": "$",
    "between 1 and": "between 1 and ",
    "nested ranges": "from 1 to 2 to 3-4 to ",
    "Arabic digits": "١٢٣٤ ",
    "wide digits": "１２３４ ",
    "no-break spaces": "1\u00a0",
    "thin spaces": "1\u2009000\u2009",
    "combining marks": "e\u0301",
    "marked digits": "1\u0301 ",
    "dense numbers": "12 ships, 7 men, 3,400 tonnes, $5m ",
    "a table": "12\t340\t7.5\t1,200\n",
}


def news(size: int) -> str:
    """This many characters of examples, mixed to the density of news: 8 numbers in 1,000 characters."""
    return _repeated(["01-wire-sanctions.txt", *["08-few-numbers-education.txt"] * 2], size)


def dense_news(size: int) -> str:
    """This many characters of all examples, which hold twice as many numbers as news does."""
    return _repeated(sorted(path.name for path in EXAMPLES.glob("[0-9]*.txt")), size)


def _repeated(names: list[str], size: int) -> str:
    text = "\n\n".join((EXAMPLES / name).read_text(encoding="utf-8") for name in names)
    return (text * (size // len(text) + 1))[:size]


def seconds(find: Callable[[str], object], text: str, rounds: int = 3) -> float:
    """The quickest of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        find(text)
        times.append(time.process_time() - start)
    return min(times)


def quantulum() -> Callable[[str], object]:
    from quantulum3 import parser

    return lambda text: parser.parse(text)


def recognizers() -> Callable[[str], object]:
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture

    unit = NumberWithUnitRecognizer(Culture.English)
    models = [unit.get_currency_model(), unit.get_dimension_model(), unit.get_age_model()]
    from recognizers_number import NumberRecognizer

    number = NumberRecognizer(Culture.English)
    models += [number.get_number_model(), number.get_percentage_model()]
    return lambda text: [model.parse(text) for model in models]


def against_peers() -> bool:
    """Megabytes of news a second, side by side."""
    own = MB / seconds(find_numbers, news(MB)) / MB
    dense = MB / seconds(find_numbers, dense_news(MB)) / MB
    print(f"{'summariser':12} {own:8.3f} MB/s   ({dense:.3f} of text twice as dense with numbers)")
    good = own >= 3
    for name, load in (("quantulum3", quantulum), ("recognizers", recognizers)):
        try:
            find = load()
        except ImportError:
            print(f"{name:12} not installed")
            continue
        sample = [block for block in news(10_000).split("\n\n") if block.strip()]
        peer = sum(map(len, sample)) / seconds(lambda _, s=sample, f=find: [f(b) for b in s], "", 1) / MB  # type: ignore[misc]
        print(f"{name:12} {peer:8.3f} MB/s   {own / peer:6.0f} times slower")
        good = good and own / peer >= 80
    return good


def over_growing_texts() -> bool:
    """Seconds from 0.25 to 8 MB."""
    good, before = True, 0.0
    for quarters in (1, 2, 4, 8, 16, 32):
        took = seconds(find_numbers, news(quarters * MB // 4))
        ratio = took / before if before else 0.0
        print(f"{quarters / 4:6.2f} MB {took:8.3f} s" + (f"   {ratio:5.2f} times" if before else ""))
        good, before = good and ratio <= 2.1, took
    return good


def on_hostile_texts() -> bool:
    """A megabyte of each, in megabytes of news, and whether half of it takes half as long."""
    base = seconds(find_numbers, news(MB))
    good = True
    for name, unit in HOSTILE.items():
        text = (unit * (MB // len(unit) + 1))[:MB]
        took, half = seconds(find_numbers, text, 2), seconds(find_numbers, text[: MB // 2], 2)
        print(f"{name:18} {took:7.3f} s   {took / base:5.1f} times news   {took / half:5.2f} times its half")
        good = good and took / base < 15
    return good


def of_the_import() -> bool:
    """Importing the finder in a fresh process, less an empty process."""

    def run(code: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - start

    took = min(run("import summariser.numbers") for _ in range(5)) - min(run("") for _ in range(5))
    print(f"import summariser.numbers: {1000 * took:.0f} ms")
    return took < 0.1


PARTS = {
    "peers": against_peers,
    "growth": over_growing_texts,
    "hostile": on_hostile_texts,
    "import": of_the_import,
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=PARTS)
    only = parser.parse_args().only
    good = True
    for name, part in PARTS.items():
        if only in (None, name):
            print(f"== {name}")
            good = part() and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
