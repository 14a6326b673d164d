"""How long a comparison takes: five articles of 1,000 words, more articles, and long ones.

python -m benchmarks.speed.comparison
"""

import random
import time

from summariser import Article, compare

_THINGS = "barges trucks cranes miners sailors nurses houses bridges turbines letters wells schools".split()
_VERBS = "repaired sold counted inspected moved lost insured replaced".split()
_PLACES = "Merrow Halden Orla Tarrow Lesk Dunholt Brackwater Kessel".split()
_BOUNDS = "over|nearly|about|at least|up to||".split("|")
_FILLER = (
    "The inspectors said that the work had gone on as planned, and that the rest would follow in due course."
)


def article(words: int, seed: int) -> Article:
    """An article of so many words, every second sentence of it with a figure; its facts are those of every seed."""
    facts, own = random.Random(0), random.Random(seed)
    sentences: list[str] = []
    count = 0
    while count < words:
        value, thing, verb, place, year = (
            facts.randrange(20, 90_000), *map(facts.choice, (_THINGS, _VERBS, _PLACES)), facts.randrange(2019, 2025),
        )  # fmt: skip
        told = f"In {year} the harbour office {verb} {own.choice(_BOUNDS)} {value:,} {thing} in {place}."
        sentences += [" ".join(told.split()), _FILLER]
        count += len(sentences[-2].split()) + len(_FILLER.split())
    return Article.from_text("\n\n".join(sentences))


def seconds(articles: list[Article]) -> tuple[float, int]:
    """How long they take, nothing of them read before, and how many facts that makes."""
    start = time.process_time()
    made = compare(articles)
    return time.process_time() - start, len(made.facts)


def main() -> None:
    """Print a line for each size."""
    compare([article(50, 1), article(50, 2)])  # what is loaded once
    for count, words in ((2, 1000), (5, 1000), (10, 1000), (20, 1000), (40, 1000), (5, 10_000), (2, 170_000)):
        articles = [article(words, seed) for seed in range(count)]
        size = sum(len(one.text) for one in articles)
        took, facts = seconds(articles)
        print(
            f"{count:3} articles of {words:7,} words ({size / 1e6:.2f} MB): {took:6.2f} s, {facts:,} facts",
            flush=True,
        )


if __name__ == "__main__":
    main()
