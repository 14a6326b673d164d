"""The tools: what an assistant reads of them, and how a call is answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Literal

from mcp.server.mcpserver import Context
from mcp_types import CallToolResult, ResourceLink, TextContent
from pydantic import BaseModel, Field

from summariser.extraction import load_report_type
from summariser.mcp.answers import Checked, Compared, Numbers, Summary
from summariser.mcp.engine import Engine, Told
from summariser.mcp.options import ARTICLES, SOURCE, SOURCES, TEXT, Reach
from summariser.mcp.results import Results, uri
from summariser.mcp.tasks import FullResult, compare_texts, numbers_in, read_article, verify_against
from summariser.mcp.workers import WorkerPool

Text = Annotated[str, Field(min_length=1, max_length=TEXT, description="The text itself.")]
LongText = Annotated[str, Field(min_length=1, max_length=SOURCE)]
Sources = Annotated[
    list[LongText],
    Field(min_length=1, max_length=SOURCES, description="The full text of each article that it rests on."),
]
Articles = Annotated[
    list[LongText], Field(min_length=2, max_length=ARTICLES, description="The full text of each article.")
]
OneArticle = Annotated[
    str, Field(min_length=1, max_length=SOURCE, description="The full text of the article.")
]
ReportTypeName = Annotated[
    Literal["auto", "report_summary", "news_summary"],
    Field(
        description="report_summary of an article about a report, news_summary of any other; auto decides."
    ),
]


class Tools:
    """The four tools; each is a method whose docstring is its description."""

    def __init__(self, workers: WorkerPool, engine: Engine, results: Results, reach: Reach) -> None:
        self._workers, self._engine, self._results, self._reach = workers, engine, results, reach

    async def find_numbers(self, text: Text) -> Annotated[CallToolResult, Numbers]:
        """List every number of a text, read in full: value, bound (over, nearly), kind, unit or what is counted, and place.

        Use it to see which figures a text gives. To learn whether they are right, use verify_text.
        """
        answer, whole = await self._workers.run(numbers_in, text)
        return self._kept(answer, whole) if answer.more else tool_result(answer)

    async def verify_text(self, text: Text, sources: Sources) -> Annotated[CallToolResult, Checked]:
        """Check every number of a text against the articles it rests on. Deterministic: no model is asked.

        Use it before you pass on figures that you or anybody wrote from a source. Each number gets a level. "supported": a
        source says this number of this thing. "look again": the number is there, but may be told of something else; read
        the sentence. "not supported": absent, or changed (value, "over" or "nearly", unit, scale, or of another thing);
        the message says what the source has. Correct or leave out what is not supported. What has no number is not judged.
        """
        answer, whole = await self._workers.run(verify_against, text, sources, self._reach)
        return self._kept(answer, whole)

    async def compare(self, articles: Articles) -> Annotated[CallToolResult, Compared]:
        """Compare articles on one story: which gives which figure of the same thing. Deterministic: no model is asked.

        "differ": they cannot both be true, or are told otherwise (see differ_by). "compatible": roundings or bounds that
        can both be true ("over 11,000" and "11,300"). "agree": the same. Facts that one article alone tells are counted,
        and stand in the result.
        """
        answer, whole = await self._workers.run(compare_texts, articles, self._reach)
        return self._kept(answer, whole)

    async def summarise(
        self, article: OneArticle, ctx: Context, report_type: ReportTypeName = "auto"
    ) -> Annotated[CallToolResult, Summary]:
        """Summarise an article by the server's model, each figure checked against the article.

        Takes minutes with the embedded model; progress is told, and a call may be cancelled. Comes back: the summary by
        field, the figures with their level, the verdicts that are "look again" or "not supported" (see verify_text), and
        figures that were left out. Do not repeat what is not supported. For a few numbers, verify_text is quicker.
        """
        read = await self._workers.run(read_article, article, self._reach)
        kind = await asyncio.to_thread(load_report_type, report_type)
        async with _telling(ctx) as told:
            answer, whole = await self._engine.summarise(read, kind, told)
        return self._kept(answer, whole)

    def _kept(self, answer: Numbers | Checked | Compared | Summary, whole: FullResult) -> CallToolResult:
        """The answer with a link to the whole, which is kept for a while."""
        address = uri(self._results.keep(whole))
        link = ResourceLink(
            uri=address, name=whole.kind, title=whole.title, mime_type="application/json",
            description=f"The whole {whole.kind}; as Markdown at {address}/markdown.",
        )  # fmt: skip
        return tool_result(answer.model_copy(update={"result": address}), link)


def tool_result(answer: BaseModel, *links: ResourceLink) -> CallToolResult:
    """An answer as data and, for clients that show text alone, as its JSON without what is empty."""
    text = TextContent(type="text", text=answer.model_dump_json(exclude_defaults=True))
    return CallToolResult(
        content=[text, *links], structured_content=answer.model_dump(mode="json", exclude_none=True)
    )


@asynccontextmanager
async def _telling(ctx: Context) -> AsyncIterator[Told]:
    """Passes on what is told in another thread, as notifications whose progress only ever rises."""
    loop, notes = asyncio.get_running_loop(), asyncio.Queue[tuple[float, str]]()

    async def tell() -> None:
        last = -1.0
        while True:
            share, doing = await notes.get()
            if share > last:
                last = share
                await ctx.report_progress(round(share, 4), 1.0, doing)

    def told(share: float, doing: str) -> None:
        loop.call_soon_threadsafe(notes.put_nowait, (share, doing))

    telling = asyncio.create_task(tell())
    try:
        yield told
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
