"""How often the report's facts of a gold are among the candidates that the article's own words offer.

    python -m benchmarks.accuracy.report_facts [FOLDER] [--words] [--show]

FOLDER is a gold folder (default: evals). For each fact (title, issuer, date, period), of the articles whose gold has it:

  found   some candidate agrees with the gold, as the evaluation's report facts are compared (one holds the other)
  first   the first candidate does
  sure    the rule takes the first candidate without asking; "right" where that agrees

and of the articles whose gold has no such fact, how often the rule takes one. Dates and periods agree, too, where they
are the same days on the calendar, unless `--words` counts as the evaluation does. `--show` prints each fact with its candidates; look at no case that you tune to.
"""

import argparse
from collections import Counter
from pathlib import Path

from summariser.article import Article
from summariser.candidates import (
    Candidate,
    TimeCandidate,
    issuers_of,
    report_dates_of,
    report_periods_of,
    titles_of,
)
from summariser.evaluation.gold.corpus import Item, load_corpus
from summariser.evaluation.metrics.prose.words import plain
from summariser.reading import Period, read

ROOT = Path(__file__).parents[2]
FIELDS = {
    "title": titles_of, "issuer": issuers_of, "date": report_dates_of, "period": report_periods_of,
}  # fmt: skip
SHOWN = 6


def facts(item: Item) -> dict[str, str | None]:
    """The gold's facts as the evaluation compares them."""
    report = item.gold.report
    return {
        "title": report.title,
        "issuer": report.issuer,
        "date": report.date_text,
        "period": report.period,
    }


def agrees(field: str, fact: str, candidate: Candidate, item: Item, by_words: bool) -> bool:
    """Whether a candidate is the gold's fact: by its words, or by its days."""
    said, wanted = plain(candidate.text), plain(fact)
    if said in wanted or wanted in said:
        return True
    if by_words or not isinstance(candidate, TimeCandidate) or candidate.parts is None:
        return False
    day = item.gold.report.date
    if field == "date":
        return day is not None and candidate.parts.days == (day, day)
    days = {d.parts.days for d in read(fact, item.gold.published).dates if isinstance(d.parts, Period)}
    return candidate.parts.days is not None and candidate.parts.days in days


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "evals")
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    for item in load_corpus(arguments.folder):
        for field, fact in facts(item).items():
            count(item.article, item, field, fact, counts, arguments)
    print(
        f"{'':8}{'gold':>6}{'found':>7}{'first':>7}{'sure, right':>13}{'sure, wrong':>13}{'sure of none':>14}"
    )
    for field in FIELDS:
        told = [counts[field, key] for key in ("gold", "found", "first", "right", "wrong")]
        none = f"{counts[field, 'made up']} of {counts[field, 'none']}"
        print(f"{field:8}{told[0]:>6}{told[1]:>7}{told[2]:>7}{told[3]:>13}{told[4]:>13}{none:>14}")


def count(
    article: Article,
    item: Item,
    field: str,
    fact: str | None,
    counts: Counter[tuple[str, str]],
    arguments: argparse.Namespace,
) -> None:
    candidates = FIELDS[field](article)
    sure = bool(candidates) and candidates[0].sure
    if arguments.show:
        told = [f"{c.text!r} {c.score:.2f}{' sure' if c.sure else ''}" for c in candidates[:SHOWN]]
        print(f"{item.name} {field}: {fact!r} <- {'; '.join(told)}")
    if fact is None:
        counts[field, "none"] += 1
        counts[field, "made up"] += sure
        return
    right = [agrees(field, fact, candidate, item, arguments.words) for candidate in candidates]
    counts[field, "gold"] += 1
    counts[field, "found"] += any(right)
    counts[field, "first"] += right[:1] == [True]
    counts[field, "right"] += sure and right[0]
    counts[field, "wrong"] += sure and not right[0]


if __name__ == "__main__":
    main()
