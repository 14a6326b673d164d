"""What a reading alone makes of filings that people annotated, and how long it takes.

    python -m benchmarks.accuracy.reading [--data DIR] [--half read|sealed] [--errors N]

`--data` holds `roles.json` (KPI-EDGAR's filings with, for each annotated amount, its name and year; see DESIGN). Of each
claim that is right the amount is looked for in its filing, in sentences that have the last word of the name and a date:

  year     the reading gives the amount the claim's year ("and no other": where it does not tell it of several)
           "where it stands in the sentence": of those whose year the sentence writes, as others no reading can find
  subject  the last word of the annotated name is tied to the amount by the sentence's build (`Subject.own`)

Intervals are over whole filings. Then the time to read an Article, in milliseconds of processor time, what 1,000 words
take of it beyond `find_numbers`, and how it grows as a text doubles: news, one of dates, one of equal numbers.
`--errors` shows failing cases, of the half that may be read.
"""

import argparse
import hashlib
import json
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.timing import median_ms
from summariser import Article
from summariser.numbers import find_numbers
from summariser.reading import Reading, Statement, read
from summariser.reading.words import stem

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "examples" / "04-feature-fisheries.txt"
ROUNDS, DRAWS = 20, 1000
SIZES = (7_000, 14_000, 28_000, 56_000)
DATES = "On 5 March 2024 it rained, and in 2023 and 2022 it did not. "
EQUAL = "The mill sold 40 tonnes and the mine 40. "


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
        spans = [reading.sentences[s.sentence] for s in found]
        written = any(str(year) in document[low:high] for low, high in spans)
        counts[item["doc"]].update({"n": 1, "year": dated, "alone": alone, "subject": tied})
        counts[item["doc"]].update({"written": written, "year written": written and dated})
        if errors > 0 and half == "read" and not (dated and tied):
            errors -= 1
            low, high = reading.sentences[found[0].sentence]
            got = [[p.edtf for p in s.periods] for s in found]
            print(f"- {item['claim']}\n    periods {got}, tied {tied}\n    {document[low:high][:600]}")
    return counts


def interval(counts: dict[str, Counter[str]], key: str, whole: str = "n") -> str:
    """A share in percent, with its 95% interval over filings drawn anew."""
    rng, filings = random.Random(1), list(counts.values())

    def share(drawn: list[Counter[str]]) -> float:
        return 100 * sum(c[key] for c in drawn) / max(1, sum(c[whole] for c in drawn))

    draws = sorted(share(rng.choices(filings, k=len(filings))) for _ in range(DRAWS))
    return f"{share(filings):.1f} ({draws[int(0.025 * DRAWS)]:.1f} to {draws[int(0.975 * DRAWS)]:.1f})"


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
        print("where it stands in the sentence", interval(counts, "year written", "written"))
        print("and no other   ", interval(counts, "alone"))
        print("name's head    ", interval(counts, "subject"))
    text = ARTICLE.read_text(encoding="utf-8")
    print(
        f"{'text':<14} {'words':>6} {'find_numbers':>13} {'read':>8} {'beyond, per 1000':>17} {'of its half':>12}   (ms)"
    )
    for name, unit in (("news", f"{text}\n\n"), ("dates", DATES), ("equal numbers", EQUAL)):
        before = 0.0
        for size in SIZES:
            longer = (unit * (size // len(unit) + 1))[:size]
            words = len(longer.split())
            article = Article.from_text(longer)

            def fresh(article: Article = article) -> object:
                article.__dict__.pop("kept", None)
                return read(article).statements

            found, whole = (
                median_ms(lambda longer=longer: find_numbers(longer), ROUNDS),
                median_ms(fresh, ROUNDS),
            )
            beyond, growth = (whole - found) * 1000 / words, f"{whole / before:.2f}" if before else ""
            print(f"{name:<14} {words:>6} {found:>13.2f} {whole:>8.2f} {beyond:>17.2f} {growth:>12}")
            before = whole
    return 0


if __name__ == "__main__":
    sys.exit(main())
