"""What a reading alone makes of filings that people annotated, and how long it takes.

    python benchmarks/reading.py [--data DIR] [--half read|sealed] [--errors N]

`--data` holds `roles.json` (KPI-EDGAR's filings with, for each annotated amount, its name and year; see DESIGN). Of each
claim that is right the amount is looked for in its filing, in sentences that have the last word of the name and a date:

  year     the reading gives the amount the claim's year ("and no other": where it does not tell it of several)
  subject  the last word of the annotated name is tied to the amount by the sentence's build (`Subject.own`)

Intervals are over whole filings. Then the time for 1,000 words beyond `find_numbers`, in milliseconds of processor time.
`--errors` shows failing cases, of the half that may be read.
"""

import argparse
import hashlib
import json
import random
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from summariser.numbers import find_numbers
from summariser.reading import Reading, Statement, read
from summariser.reading.words import stem

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "examples" / "04-feature-fisheries.txt"
ROUNDS, DRAWS = 30, 1000


def in_half(document: str, half: str | None) -> bool:
    """Whether a filing falls into the half, by the hash that the data's own scoring uses."""
    sealed = hashlib.sha1(("half" + document).encode()).digest()[0] % 2 == 1
    return half is None or sealed == (half == "sealed")


def candidates(reading: Reading, amount: str, head: str) -> list[Statement]:
    """The statements of the amount in sentences that have the head, and a date."""
    found = []
    for statement in reading.statements:
        if statement.mention.text.lstrip("$€£") != amount.lstrip("$€£"):
            continue
        low, high = reading.sentences[statement.sentence]
        words = {
            s for s, at in zip(reading.words.stems, reading.words.starts, strict=True) if low <= at < high
        }
        if head in words and any(low <= d.start < high for d in reading.dates):
            found.append(statement)
    return found


def score(data: Path, half: str | None, errors: int) -> dict[str, Counter[str]]:
    """For each filing how many amounts it has, and of how many year and subject are right."""
    roles = json.loads((data / "roles.json").read_text(encoding="utf-8"))
    readings: dict[int, Reading] = {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item in roles["items"]:
        document = roles["docs"][item["source"]]
        if item["set"] != "kpi" or item["kind"] != "right" or not in_half(document, half):
            continue
        if item["source"] not in readings:
            readings[item["source"]] = read(document)
        reading = readings[item["source"]]
        name, _, said = item["claim"].rpartition(" was ")
        year = int(re.findall(r"\d{4}", said)[-1])
        head = stem(re.findall(r"[^\W\d_]+", name)[-1])
        found = candidates(reading, item["amount"], head)
        if not found:
            counts[item["doc"]]["not in such a sentence"] += 1
            continue
        dated = any(period.year == year for s in found for period in s.periods)
        alone = any(s.period is not None and s.period.year == year for s in found)
        tied = any(head in s.subject.own for s in found)
        counts[item["doc"]].update({"n": 1, "year": dated, "alone": alone, "subject": tied})
        if errors > 0 and half == "read" and not (dated and tied):
            errors -= 1
            low, high = reading.sentences[found[0].sentence]
            got = [[p.edtf for p in s.periods] for s in found]
            print(f"- {item['claim']}\n    periods {got}, tied {tied}\n    {document[low:high][:600]}")
    return counts


def interval(counts: dict[str, Counter[str]], key: str) -> str:
    """A share in percent, with its 95% interval over filings drawn anew."""
    rng, filings = random.Random(1), list(counts.values())

    def share(drawn: list[Counter[str]]) -> float:
        return 100 * sum(c[key] for c in drawn) / max(1, sum(c["n"] for c in drawn))

    draws = sorted(share(rng.choices(filings, k=len(filings))) for _ in range(DRAWS))
    return f"{share(filings):.1f} ({draws[int(0.025 * DRAWS)]:.1f} to {draws[int(0.975 * DRAWS)]:.1f})"


def median_ms(task: Callable[[], object]) -> float:
    """The median time of a task, in milliseconds of processor time."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        task()
        seconds.append(time.process_time() - start)
    return 1000 * statistics.median(seconds)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--half", choices=("read", "sealed"))
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    if options.data:
        counts = score(options.data, options.half, options.errors)
        total = sum(counts.values(), Counter[str]())
        print(
            f"{len(counts)} filings, {total['n']} amounts ({total['not in such a sentence']} in no such sentence)"
        )
        print("right year     ", interval(counts, "year"))
        print("and no other   ", interval(counts, "alone"))
        print("name's head    ", interval(counts, "subject"))
    text = ARTICLE.read_text(encoding="utf-8")
    print(
        f"{'words':>6} {'find_numbers':>13} {'read':>7} {'beyond, per 1000':>17}   (ms, median of {ROUNDS})"
    )
    for copies in (1, 2, 4, 8):
        longer = "\n\n".join([text] * copies)
        words = len(longer.split())
        found = median_ms(lambda longer=longer: find_numbers(longer))
        whole = median_ms(lambda longer=longer: read(longer).statements)
        print(f"{words:>6} {found:>13.2f} {whole:>7.2f} {(whole - found) * 1000 / words:>17.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
