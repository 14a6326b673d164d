"""The public API as a user's type checker sees it. Checked by mypy, never run."""

from decimal import Decimal
from typing import Any, assert_type

import summariser
from summariser.jobs import Flow
from summariser.schemas.news_summary import NewsSummary, Participant
from summariser.schemas.report_summary import Report, ReportSummary


def finds_numbers(text: str) -> None:
    (mention, *_) = summariser.find_numbers(text)
    assert_type(mention, summariser.NumberMention)
    assert_type(mention.value, Decimal)
    assert_type(mention.upper, Decimal | None)
    assert_type(mention.bound, summariser.Bound)


def verifies(text: str, article: summariser.Article) -> None:
    assert_type(summariser.verify_text(text, source=article), list[summariser.Verdict])
    assert_type(summariser.verify_text(text, source="text"), list[summariser.Verdict])
    assert_type(summariser.verify_text(article, source=[article, "text"]), list[summariser.Verdict])


def summarises(article: summariser.Article) -> None:
    result = summariser.summarise(article, model="local", on_fail="filter")
    assert_type(result.verification, summariser.Verification)
    assert_type(result.summary, ReportSummary | NewsSummary)
    assert_type(result.summary.quantities[0].value, Decimal)
    if isinstance(result.summary, NewsSummary):
        assert_type(result.summary.who, list[Participant])
    else:
        assert_type(result.summary.report, Report | None)


def summarises_as_one_type(article: summariser.Article, name: str) -> None:
    assert_type(summariser.summarise(article, report_type="report_summary").summary, ReportSummary)
    assert_type(summariser.summarise(article, report_type="news_summary").summary, NewsSummary)
    assert_type(summariser.summarise(article, report_type=name).summary, Any)


async def summarises_async(article: summariser.Article) -> None:
    async with summariser.open_model("local") as model:
        result = await summariser.asummarise(article, model)
        assert_type(result.provenance.usage.completion_tokens, int)


def runs_a_batch() -> None:
    report = summariser.batch(["articles/*.txt"], "run1", model="local")
    assert_type(report.counts.done, int)
    assert_type(report.stopped, str | None)


async def runs_a_batch_async(article: summariser.Article) -> None:
    report = await summariser.abatch(article, "run1", flow=Flow(concurrency=4))
    assert_type(report.finished, int)


def makes_tables(result: summariser.Result[Any], records: list[dict[str, Any]]) -> None:
    assert_type(summariser.frames([result]), summariser.Frames)
    assert_type(summariser.frames(records, decimals=True).figures, Any)
    assert_type(result.to_frame(), Any)
