"""Results without a model: an article of ours, a summary that is partly wrong, and what verification says of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from summariser import Article, Bound, Result, verify
from summariser.extraction import Attempt, Provenance, Usage
from summariser.fields import Quantity
from summariser.schemas.news_summary import NewsSummary
from summariser.views.tables.rows import Record, record_of

TEXT = """Ferry fares rise on the sound

12 March 2026

The Harbour Board raised fares by 12.5 percent on Monday. It carried over 1,300 cars a day last year, the board said.
Between 15 and 20 pilots left. The new quay cost €5 million. The sea bed holds 12345678901234567890 shells, one pupil wrote.
"""

QUANTITIES = (
    Quantity(what="rise of fares", value=Decimal("12.5"), unit="percent", period="Monday", evidence=[2]),
    Quantity(
        what="cars carried",
        value=Decimal(1300),
        bound=Bound.EXACTLY,
        unit="car",
        period="last year",
        evidence=[3],
    ),
    Quantity(
        what="pilots who left",
        value=Decimal(15),
        upper=Decimal(20),
        unit="pilot",
        attribution="the board",
        evidence=[4],
    ),
    Quantity(what="shells", value=Decimal(12345678901234567890), unit="shell", evidence=[6, 2]),
)


def result(
    quantities: Sequence[Quantity] = QUANTITIES,
    *,
    source: str | None = "ferry.txt",
    text: str = TEXT,
    **more: Any,
) -> Result[Any]:
    """The result of an article with these quantities in its summary."""
    article = Article.from_text(text, source=source)
    summary = NewsSummary(
        headline=more.pop("headline", "Ferry fares rise"), abstract=more.pop("abstract", "Fares rose by 12.5 percent."),
        who=[], where=[], when=None, key_points=[], quantities=list(quantities), quotations=[], reactions=[],
    )  # fmt: skip
    made = Provenance(
        model=more.pop("model", "scripted"), report_type="news_summary", prompt_version="0", schema_version="0",
        seconds=2.25, attempts=[Attempt(stage="draft", seconds=2.25, usage=Usage(prompt_tokens=1200, completion_tokens=80))],
    )  # fmt: skip
    return Result(article=article, summary=summary, verification=verify(summary, article), provenance=made)


def hostile(text: str) -> Record:
    """The record of a result with this text in place of every other."""
    changed: Record = _replaced(record_of(result()), text)
    return changed


def _replaced(value: Any, text: str) -> Any:
    if isinstance(value, Mapping):
        return {name: _replaced(part, text) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(part, text) for part in value]
    return text if isinstance(value, str) else value
