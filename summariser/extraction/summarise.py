"""The two calls that most users need: one article in, one verified summary out."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack, overload

from summariser.arguments import Positive, with_checked_arguments
from summariser.article import Article
from summariser.extraction.asking.report_type import AUTO, ReportType, load_report_type
from summariser.extraction.client.connect import open_model
from summariser.extraction.client.deadline import Deadline
from summariser.extraction.client.model import LOCAL, Model
from summariser.extraction.client.weights import Progress, no_progress
from summariser.extraction.pipeline import Pipeline
from summariser.extraction.policy import OnFail, OnFailName
from summariser.extraction.records import Result

if TYPE_CHECKING:
    from summariser.schemas.news_summary import NewsSummary
    from summariser.schemas.report_summary import ReportSummary


class CommonOptions(TypedDict, total=False):
    """What `summarise` and `asummarise` take beside the report type; see `asummarise`."""

    base_url: str | None
    on_fail: OnFailName
    deadline_s: Positive | None
    progress: Progress


class SummariseOptions(CommonOptions, total=False):
    """The options of `summarise`; see `asummarise`."""

    report_type: ReportType | str | Path


@overload
async def asummarise(
    article: Article | str,
    model: str | Model = ...,
    *,
    report_type: Literal["auto"] = ...,
    **options: Unpack[CommonOptions],
) -> "Result[ReportSummary | NewsSummary]": ...
@overload
async def asummarise(
    article: Article | str,
    model: str | Model = ...,
    *,
    report_type: Literal["report_summary"],
    **options: Unpack[CommonOptions],
) -> "Result[ReportSummary]": ...
@overload
async def asummarise(
    article: Article | str,
    model: str | Model = ...,
    *,
    report_type: Literal["news_summary"],
    **options: Unpack[CommonOptions],
) -> "Result[NewsSummary]": ...
@overload
async def asummarise(
    article: Article | str,
    model: str | Model = ...,
    *,
    report_type: ReportType | str | Path,
    **options: Unpack[CommonOptions],
) -> Result[Any]: ...
@with_checked_arguments
async def asummarise(
    article: Article | str,
    model: str | Model = LOCAL,
    *,
    base_url: str | None = None,
    report_type: ReportType | str | Path = AUTO,
    on_fail: OnFailName = OnFail.FIX,
    deadline_s: Positive | None = None,
    progress: Progress = no_progress,
) -> Result[Any]:
    """The verified summary of an article, which may also be given as plain text.

    `model` is "local" for the embedded model, a name that the server at `base_url` knows (the hosted OpenAI API
    without one), or a Model from `open_model`, shared between calls. `report_type` is a name, folder or module,
    or "auto", by which the article says which of ours it is; see `load_report_type`. `deadline_s` is the longest that all of it may take, in seconds, once the model is open.
    `result.summary` is an instance of its schema. Raises ArticleError, ConfigurationError,
    ServerError, AnswerError, UnsupportedError with `on_fail="exception"`, and ArgumentError where the call is wrong.

    >>> import asyncio
    >>> result = asyncio.run(asummarise("Two ports closed on Monday.", "stand-in", base_url=server))
    >>> result.verification.ok, result.provenance.model
    (True, 'stand-in')
    """
    if isinstance(article, str):
        article = Article.from_text(article)
    if not isinstance(report_type, ReportType):
        report_type = load_report_type(report_type)
    async with AsyncExitStack() as stack:
        if isinstance(model, str):
            model = await stack.enter_async_context(open_model(model, base_url=base_url, progress=progress))
        pipeline = Pipeline(article, model, report_type, on_fail=OnFail(on_fail), progress=progress)
        return await pipeline.run(Deadline(deadline_s))


@overload
def summarise(
    article: Article | str,
    model: str = ...,
    *,
    report_type: Literal["auto"] = ...,
    **options: Unpack[CommonOptions],
) -> "Result[ReportSummary | NewsSummary]": ...
@overload
def summarise(
    article: Article | str,
    model: str = ...,
    *,
    report_type: Literal["report_summary"],
    **options: Unpack[CommonOptions],
) -> "Result[ReportSummary]": ...
@overload
def summarise(
    article: Article | str,
    model: str = ...,
    *,
    report_type: Literal["news_summary"],
    **options: Unpack[CommonOptions],
) -> "Result[NewsSummary]": ...
@overload
def summarise(
    article: Article | str,
    model: str = ...,
    *,
    report_type: ReportType | str | Path,
    **options: Unpack[CommonOptions],
) -> Result[Any]: ...
@with_checked_arguments
def summarise(article: Article | str, model: str = LOCAL, **options: Unpack[SummariseOptions]) -> Result[Any]:
    """As `asummarise`, for callers that do not await; it may also be called where an event loop runs (a notebook).

    >>> result = summarise("Inspectors closed nine bridges on Monday.", "stand-in", base_url=server)
    >>> [(quantity.value, quantity.unit) for quantity in result.summary.quantities]
    [(Decimal('9'), 'bridge')]
    """
    work = asummarise(article, model, **options)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
