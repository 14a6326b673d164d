"""A small article with its gold, and answers to it: what the tests of the harness score."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from summariser import Article
from summariser.evaluation.gold.annotations import Gold
from summariser.evaluation.gold.corpus import Item
from summariser.evaluation.metrics import METRICS, Case
from summariser.evaluation.records.prices import Prices
from summariser.evaluation.records.record import Answer, Record
from summariser.evaluation.runs.runner import text_digest
from summariser.evaluation.systems.base import verify_answer
from summariser.extraction import Attempt, Provenance, Usage
from summariser.fields import Quantity, Quotation
from summariser.schemas.report_summary import Finding, Report, ReportSummary

TEXT = """Bridge closures rise, board says

The Structures Board said in a report on Monday that over 40 bridges were closed in 2025.
The repairs cost €5 million ($5.7 million).
Between 15 and 20 engineers left the board last year.
About a third of the bridges are older than 60 years.
An earlier figure of 48 bridges did not hold, the board said.
“We have never seen such cracks before,” said Ann Bo.

Related: Ferry sinks, 17 sailors rescued
"""

GOLD: dict[str, Any] = {
    "file": "bridges.txt",
    "headline": "Bridge closures rise, board says",
    "published": "2026-03-03",
    "report": {"title": None, "issuer": "Structures Board", "date": None, "date_text": "on Monday", "period": "2025"},
    "quantities": [
        {"text": "over 40 bridges", "value": 40, "upper": None, "bound": "more_than", "unit": "bridge",
         "what": "bridges closed", "period": "2025", "core": True},
        {"text": "€5 million", "value": 5000000, "upper": None, "bound": "exactly", "unit": "EUR",
         "what": "cost of repairs", "period": None, "core": True},
        {"text": "$5.7 million", "value": 5700000, "upper": None, "bound": "exactly", "unit": "USD",
         "what": "cost of repairs, in dollars", "period": None, "core": False},
        {"text": "Between 15 and 20 engineers", "value": 15, "upper": 20, "bound": "exactly", "unit": "engineer",
         "what": "engineers who left", "period": "last year", "core": True},
        {"text": "About a third of the bridges", "value": Decimal("0.3333"), "upper": None, "bound": "about",
         "unit": None, "what": "share of old bridges", "period": None, "core": True},
        {"text": "older than 60 years", "value": 60, "upper": None, "bound": "more_than", "unit": "year",
         "what": "age of old bridges", "period": None, "core": False},
    ],
    "furniture_numbers": ["17 sailors"],
    "must_not_appear": ["48 bridges"],
    "not_quantities": ["2025"],
    "quotations": [{"speaker": "Ann Bo", "text": "We have never seen such cracks before,"}],
    "responses": [],
    "names": ["Structures Board", "Ann Bo"],
}  # fmt: skip

ITEM = Item("bridges", Gold.model_validate(GOLD), Article.from_text(TEXT), "0" * 64)


def quantity(value: object, unit: str | None, bound: str = "exactly", **more: Any) -> Quantity:
    """A quantity of a summary."""
    given = {"what": "", "evidence": []} | more
    return Quantity.model_validate({"value": value, "unit": unit, "bound": bound, **given})


PERFECT = (
    quantity(40, "bridge", "more_than", what="bridges closed", period="2025"),
    quantity(5000000, "EUR", what="cost of repairs"),
    quantity(5700000, "USD", what="cost of repairs, in dollars"),
    quantity(15, "engineer", upper=20, what="engineers who left", period="last year"),
    quantity(Decimal(1) / 3, None, "about", what="share of old bridges"),
    quantity(60, "year", "more_than", what="age of old bridges"),
)


def summary(quantities: Sequence[Quantity] = PERFECT, **more: Any) -> ReportSummary:
    """The perfect summary, but for what is given."""
    fields: dict[str, Any] = {
        "headline": "Bridge closures rise",
        "report": Report(title=None, issuer="Structures Board", date="Monday", period="2025"),
        "abstract": "Over 40 bridges were closed.",
        "key_findings": [Finding(text="Repairs cost €5 million.", evidence=[3])],
        "quotations": [
            Quotation(text="We have never seen such cracks before,", speaker="Ann Bo", evidence=[7])
        ],
        "responses": [],
    }
    return ReportSummary(quantities=list(quantities), **(fields | more))


def provenance(model: str = "m", *attempts: Attempt, seconds: float = 2.0) -> Provenance:
    """How the answer came about: one request of 1000 and 200 tokens, unless others are given."""
    one = Attempt(stage="draft", seconds=2.0, usage=Usage(prompt_tokens=1000, completion_tokens=200))
    return Provenance(
        model=model,
        report_type="report_summary",
        prompt_version="p",
        schema_version="s",
        attempts=list(attempts) or [one],
        seconds=seconds,
    )


def answer(made: ReportSummary | None = None) -> Answer:
    """The summary with the verdicts that verification gives on it."""
    return verify_answer(made or summary(), ITEM.article, provenance())


def case(given: Answer | ReportSummary | None = None, *, prices: Prices | None = None) -> Case:
    """An answer, or a summary's, beside the gold."""
    made = given if isinstance(given, Answer) else answer(given)
    record = Record(
        system="s",
        article=ITEM.name,
        repeat=0,
        key="k",
        text_digest=text_digest(ITEM),
        version="0",
        answer=made,
    )
    return Case(ITEM, record, prices or Prices())


def beside(made: dict[str, Any], text: str = TEXT, **gold: Any) -> Case:
    """A summary of any schema, without verdicts, beside the gold with these changes."""
    item = Item("own", Gold.model_validate(GOLD | gold), Article.from_text(text), "0" * 64)
    plain = case(Answer(summary=made, provenance=provenance()))
    return Case(item, plain.record, Prices())


def values(made: Case) -> dict[str, object]:
    """Each metric's value on the case; None for no data."""
    measured = {metric.name: metric.measure(made) for metric in METRICS}
    return {name: measure and measure.value for name, measure in measured.items()}


def write_gold(folder: Path, articles: dict[str, str] | None = None, **changes: Any) -> Path:
    """A gold folder with the article, or with articles of these names and texts, one gold entry a line."""
    (folder / "gold").mkdir(parents=True, exist_ok=True)
    (folder / "articles").mkdir(exist_ok=True)
    for name, text in (articles or {"bridges": TEXT}).items():
        (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
        gold = GOLD | {"file": f"{name}.txt"} | changes
        (folder / "gold" / f"{name}.json").write_text(gold_text(gold), encoding="utf-8")
    return folder


def gold_text(gold: dict[str, Any]) -> str:
    """The object as gold files are written: a key a line, and an entry of a list a line."""

    def plain(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, default=float)

    lines = []
    for key, value in gold.items():
        entries = isinstance(value, list) and value
        shown = "[\n    " + ",\n    ".join(map(plain, value)) + "\n  ]" if entries else plain(value)
        lines.append(f"  {plain(key)}: {shown}")
    return "{\n" + ",\n".join(lines) + "\n}\n"
