"""What prose of an article's own sentences is worth: the chosen ones beside the first ones and the rules baseline.

    python -m benchmarks.accuracy.prose [FOLDER] [--each] [--show NAME] [--model local]

FOLDER is a gold folder (default: evals). For each way to choose, as means over the articles:

  ROUGE-1, ROUGE-L   F against the evaluation's reference: abstract and findings, as `summariser eval` has it
  core               share of the gold's core figures told (value and bound) in headline, abstract and findings
  page, wrong        numbers told that only the page's furniture has, or that the gold says may not appear (sums)
  sentences, words   of abstract and findings
  ms                 for an article that is read, a new one each time

`--model` adds two ways of the embedded model's: it writes headline, abstract and findings after the article, or it writes
each chosen sentence again, shorter; ms is then its time.

`--each` prints a line per article of the sentences chosen, `--show` what is chosen of one.
"""

import argparse
import asyncio
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from itertools import zip_longest
from pathlib import Path
from statistics import mean
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import BaseModel, Field

from summariser import load_report_type, open_model, verify_text
from summariser.article import Article
from summariser.evaluation.gold.corpus import Item, load_corpus
from summariser.evaluation.matching.yardstick import same_value
from summariser.evaluation.metrics.measure import Case
from summariser.evaluation.metrics.prose.overlap import overlap
from summariser.evaluation.records.prices import Prices
from summariser.evaluation.records.record import Answer, Record
from summariser.evaluation.systems.rules import Rules
from summariser.extraction import Provenance
from summariser.extraction.asking.prompts import Prompts
from summariser.extraction.asking.wire_model import Wire, outline
from summariser.extraction.drafting.extractive import extractive_summary
from summariser.numbers import NumberMention, find_numbers
from summariser.reading import read

ROOT = Path(__file__).parents[2]
Answers = TypeVar("Answers", bound=BaseModel)


class Prose(NamedTuple):
    """A summary's prose: the findings are one string each; `sentences` counts those of abstract and findings."""

    headline: str
    abstract: str
    findings: list[str]
    sentences: int

    @property
    def text(self) -> str:
        return "\n".join((self.headline, self.abstract, *self.findings))


class Row(NamedTuple):
    """One article's figures."""

    rouge_1: float
    rouge_l: float
    core: float
    page: int
    wrong: int
    sentences: int
    words: int
    ms: float


def first(article: Article, sentences: int) -> Prose:
    """The first sentences of the body."""
    body = [s.text for s in article.sentences if s.text != article.title]
    return Prose(article.title or body[0], " ".join(body[:sentences]), [], sentences)


def rules(article: Article) -> Prose:
    """What the baseline of the evaluation chooses."""
    summary = asyncio.run(Rules().answer(article)).summary or {}
    findings = [finding["text"] for finding in summary["key_findings"]]
    return Prose(summary["headline"], summary["abstract"], findings, 2 + len(findings))


def chosen(article: Article, findings: int, longest: int) -> Prose:
    """What `extractive_summary` chooses."""
    prose = extractive_summary(article, most_findings=findings, longest_abstract=longest)
    sentences = len(prose.abstract) + sum(len(finding.sentences) for finding in prose.findings)
    return Prose(prose.headline or "", prose.abstract_text, [f.text for f in prose.findings], sentences)


class Written(Wire):
    """What a model writes."""

    headline: str = Field(max_length=200, description="one line that says what the report found")
    abstract: str = Field(max_length=900, description="three to five sentences")
    key_findings: list[Annotated[str, Field(max_length=200)]] = Field(
        max_length=6, description="the report's main findings, figures with their over, nearly or at least"
    )


class Shorter(Wire):
    """Sentences in fewer words, in their order."""

    abstract: str = Field(max_length=900)
    key_findings: list[Annotated[str, Field(max_length=300)]] = Field(max_length=6)


def written(article: Article, model: str) -> Prose:
    """What the model writes when it has read the article."""
    prompts = Prompts(load_report_type("report_summary"), article.sentences)
    question = prompts.question("summary", fields=outline(Written))
    said = answered(model, prompts.messages(question, with_article=True), Written, 900)
    return Prose(said.headline, said.abstract, said.key_findings, 0)


def shortened(article: Article, model: str) -> Prose:
    """The chosen sentences, each group written again by the model; with a number that fails, as the article has them."""
    own = chosen(article, 6, 900)
    findings = "\n".join(f"- {text}" for text in own.findings)
    question = (
        "Write this again in fewer words, as abstract and key_findings. Keep every figure, with its over, nearly or at "
        f"least, and every name.\nabstract: {own.abstract}\nkey_findings:\n{findings}"
    )
    said = answered(model, [{"role": "user", "content": question}], Shorter, 700)
    kept = zip_longest(said.key_findings[: len(own.findings)], own.findings, fillvalue="")
    shorter = [text if text and is_supported(text, article) else before for text, before in kept]
    abstract = said.abstract if is_supported(said.abstract, article) else own.abstract
    return Prose(own.headline, abstract, shorter, own.sentences)


def is_supported(text: str, article: Article) -> bool:
    """Whether every number of a text has a tick."""
    return all(verdict.ok for verdict in verify_text(text, source=article))


def answered(model: str, messages: Any, shape: type[Answers], tokens: int) -> Answers:
    """The model's answer."""

    async def ask() -> Answers:
        async with open_model(model) as open_models:
            return await open_models.ask(messages, shape, stage="prose", attempts=[], max_tokens=tokens)

    return asyncio.run(ask())


WAYS: dict[str, Callable[[Article], Prose]] = {
    "first 5": partial(first, sentences=5),
    "first 11": partial(first, sentences=11),
    "rules": rules,
    "chosen, no findings": partial(chosen, findings=0, longest=900),
    "chosen, 3 findings": partial(chosen, findings=3, longest=900),
    "chosen, 6 findings": partial(chosen, findings=6, longest=900),
    "chosen, 6, abstract of 600": partial(chosen, findings=6, longest=600),
    "chosen, 8 findings": partial(chosen, findings=8, longest=900),
}


def measured(item: Item, way: Callable[[Article], Prose]) -> Row:
    """One article's figures for one way to choose."""
    article = Article.from_file(item.article.source or "")
    read(article)
    started = time.perf_counter()
    prose = way(article)
    ms = 1000 * (time.perf_counter() - started)
    case = case_of(item, prose)
    told = find_numbers(prose.text)
    rouge = [measure.value if measure else 0 for measure in (overlap(n)(case) for n in ("rouge1", "rougeL"))]
    core = [any(is_told(m, q.value, q.upper, q.bound) for m in told) for q in case.core]
    mine = {value for q in item.gold.quantities for value in (q.value, q.upper)}
    page, wrong = (
        sum(m.value in values_of(pieces) - mine for m in told if m.is_quantity)
        for pieces in (item.gold.furniture_numbers, item.gold.must_not_appear)
    )
    words = len(prose.abstract.split()) + sum(len(finding.split()) for finding in prose.findings)
    return Row(float(rouge[0]), float(rouge[1]), mean(core), page, wrong, prose.sentences, words, ms)


def is_told(mention: NumberMention, value: Decimal, upper: Decimal | None, bound: str) -> bool:
    """Whether a number of the prose is the gold's, with its bound."""
    return same_value(mention.value, value) and same_value(mention.upper, upper) and mention.bound == bound


def values_of(pieces: tuple[str, ...]) -> set[Decimal | None]:
    """The values of the quantities in pieces of text."""
    return {mention.value for piece in pieces for mention in find_numbers(piece) if mention.is_quantity}


def case_of(item: Item, prose: Prose) -> Case:
    """The prose as an answer of a system."""
    summary = {
        "headline": prose.headline,
        "abstract": prose.abstract,
        "key_findings": [{"text": text} for text in prose.findings],
    }
    made = Provenance(model="", report_type="", prompt_version="", schema_version="", seconds=0)
    answer = Answer(summary=summary, provenance=made)
    record = Record(system="", article=item.name, repeat=0, key="", text_digest="", version="", answer=answer)
    return Case(item, record, Prices())


def line(name: str, rows: list[Row]) -> str:
    """A line of the table: means, and sums of what is wrong."""
    one, large, core, sentences, words, ms = (
        mean(getattr(row, key) for row in rows)
        for key in ("rouge_1", "rouge_l", "core", "sentences", "words", "ms")
    )
    page, wrong = sum(row.page for row in rows), sum(row.wrong for row in rows)
    return (
        f"{name:30}{one:9.3f}{large:9.3f}{core:7.3f}{page:6}{wrong:7}{sentences:11.1f}{words:7.0f}{ms:8.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "evals")
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--show", metavar="NAME")
    parser.add_argument("--model")
    arguments = parser.parse_args()
    items = load_corpus(arguments.folder, [arguments.show] if arguments.show else [])
    if arguments.show:
        prose = chosen(items[0].article, 6, 900)
        print(prose.headline, prose.abstract, *prose.findings, sep="\n\n")
        return
    print(
        f"{'':30}{'ROUGE-1':>9}{'ROUGE-L':>9}{'core':>7}{'page':>6}{'wrong':>7}{'sentences':>11}{'words':>7}{'ms':>8}"
    )
    if arguments.each:
        for item in items:
            print(line(item.name, [measured(item, WAYS["chosen, 6 findings"])]))
        print()
    ways = dict(WAYS)
    if arguments.model:
        ways["model writes"] = partial(written, model=arguments.model)
        ways["model shortens the chosen"] = partial(shortened, model=arguments.model)
    for name, way in ways.items():
        print(line(name, [measured(item, way) for item in items]))


if __name__ == "__main__":
    main()
