"""How often a wrong number passes, by chance: sentences of our own articles with one of their numbers made another.

    python -m benchmarks.accuracy.chance [--per-sentence 2] [--seed 1]

The claims are sentences of the articles in `evals/articles` and `examples`, each against its own article. One number at a
time is replaced by

  chance    about ten others that the article has nowhere: numbers of that unit from other articles, one more, one less,
            ten per cent more and less, two digits exchanged; what counts is how many are `derived` or `rounded`
  same      another number of the article with the same unit
  other     another number of the article with another unit

and nothing is replaced for `copies`. Printed are, in percent of each, plain ticks, doubts, and for chance the two statuses.
"""

import argparse
import itertools
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from summariser import Article, Bound, NumberMention, Status, Verdict, find_numbers, verify_text

ROOT = Path(__file__).parents[2]
TYPES = {".txt", ".html", ".md"}
FIGURES = re.compile(r"\d[\d,]*(?:\.\d+)?")


def claims(article: Article) -> Iterator[tuple[str, list[NumberMention]]]:
    """The body's sentences that hold quantities, and these."""
    for sentence in article.sentences:
        found = [m for m in find_numbers(sentence.text) if m.is_quantity and m.upper is None]
        if found and len(sentence.text.split()) > 4:
            yield sentence.text, found


def written(value: Decimal, like: str) -> str:
    """The value in figures with as many decimals as there, and grouped as there."""
    decimals = len(like.partition(".")[2])
    return f"{value:,.{decimals}f}" if "," in like else f"{value:.{decimals}f}"


def wrong_figures(mention: NumberMention, others: list[str], rng: random.Random) -> list[str]:
    """Other figures for the mention's, about ten."""
    found = FIGURES.search(mention.text)
    if not found:
        return []
    figures, value = found[0], Decimal(found[0].replace(",", ""))
    step = Decimal(1).scaleb(-len(figures.partition(".")[2]))
    new = [value + step, value - step, value * Decimal("1.1"), value * Decimal("0.9")]
    texts = [written(n, figures) for n in new]
    places = [i for i, c in enumerate(figures) if c.isdigit()]
    for one, other in itertools.pairwise(places):
        turned = list(figures)
        turned[one], turned[other] = turned[other], turned[one]
        texts.append("".join(turned))
        break
    texts += rng.sample(others, min(10 - len(texts), len(others)))
    return [t for t in dict.fromkeys(texts) if t != figures and t[0] != "-"]


def judged(text: str, start: int, end: int, article: Article) -> Verdict | None:
    """The verdict of the number that stands in these offsets."""
    for verdict in verify_text(text, source=article):
        mention = verdict.mention
        if mention and mention.start < end and start < mention.end and mention.is_quantity:
            return verdict
    return None


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--per-sentence", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", choices=("chance", "same", "other", "copies"), help="print what goes wrong")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    paths = [
        p
        for folder in ("evals/articles", "examples")
        for p in sorted((ROOT / folder).iterdir())
        if p.suffix in TYPES and p.stem != "README"
    ]
    articles = [Article.from_file(p) for p in paths]
    by_unit: dict[str | None, list[tuple[int, str]]] = {}
    for turn, article in enumerate(articles):
        for _, mentions in claims(article):
            for m in mentions:
                if found := FIGURES.search(m.text):
                    by_unit.setdefault(m.unit, []).append((turn, found[0]))
    count: dict[str, Counter[str]] = {k: Counter() for k in ("chance", "same", "other", "copies")}

    def tell(kind: str, text: str, start: int, end: int, article: Article) -> None:
        verdict = judged(text, start, end, article)
        if verdict is None:
            return
        tally = count[kind]
        tally["n"] += 1
        tally["tick"] += verdict.ok and not verdict.doubt
        tally["doubt"] += bool(verdict.ok and verdict.doubt)
        tally["derived or rounded"] += verdict.status in (Status.DERIVED, Status.ROUNDED)
        if args.show == kind and (verdict.ok != (kind == "copies") or bool(verdict.doubt)):
            shown = f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 60]}"
            print(verdict.status, verdict.doubt or "", "|", " ".join(shown.split()))

    for turn, article in enumerate(articles):
        known = find_numbers(article.text)
        values = {m.value for m in known} | {m.upper for m in known}
        pool = [m for _, mentions in claims(article) for m in mentions if m.bound is Bound.EXACTLY]
        for text, mentions in claims(article):
            for mention in rng.sample(mentions, min(args.per_sentence, len(mentions))):
                tell("copies", text, mention.start, mention.end, article)
                others = [figures for owner, figures in by_unit.get(mention.unit, []) if owner != turn]
                for figures in wrong_figures(mention, others, rng):
                    changed = text[: mention.start] + FIGURES.sub(figures, mention.text, count=1)
                    end = len(changed)
                    changed += text[mention.end :]
                    again = [m for m in find_numbers(changed) if m.start < end and mention.start < m.end]
                    if again and not {again[0].value, again[0].upper} & (values - {None}):
                        tell("chance", changed, mention.start, end, article)
                for kind, same in (("same", True), ("other", False)):
                    fit = [m for m in pool if (m.unit == mention.unit) == same and m.value != mention.value]
                    for other in rng.sample(fit, min(2, len(fit))):
                        changed = text[: mention.start] + other.text + text[mention.end :]
                        tell(kind, changed, mention.start, mention.start + len(other.text), article)
    for kind, tally in count.items():
        n = tally.pop("n")
        shares = "  ".join(f"{name} {100 * k / n:.1f}" for name, k in tally.items())
        print(f"{kind:7} n {n:5}  {shares}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
