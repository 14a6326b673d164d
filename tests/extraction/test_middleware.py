"""What may stand between a question and the server: `Model.around`, and who hears of each response."""

import asyncio
import json
from dataclasses import replace
from typing import Any

from openai.types.chat import ChatCompletion

from summariser import Model, Result, asummarise, open_model
from summariser.extraction.client.model import Call
from tests.support.servers import DRAFT, Reply, Server, completion, sequence, serving

ARTICLE = (
    "Bridges close\n\nInspectors closed the old bridges of the valley on Monday, the Structures Board said."
)
GOOD = completion(json.dumps(DRAFT))


def _summarised(server: Server, middleware: Any, statuses: list[int]) -> Result[Any]:
    async def note(response: Any) -> None:
        statuses.append(response.status_code)

    async def work() -> Result[Any]:
        async with open_model("m", base_url=server.base_url, on_response=note) as model:
            own: Model = replace(model, around=middleware, retry={"sleep": lambda _: asyncio.sleep(0)})
            return await asummarise(ARTICLE, own, report_type="report_summary")

    return asyncio.run(work())


def test_it_sees_each_request_and_its_answer_counts() -> None:
    """Also one that came by another way than the server; its tokens are on record."""

    async def known() -> ChatCompletion:
        return ChatCompletion.model_validate_json(GOOD.body)

    async def middleware(call: Call) -> ChatCompletion:
        assert call.stage == "draft"
        assert call.request["messages"]
        return await call.record(known())

    with serving(lambda _: GOOD) as server:
        result = _summarised(server, middleware, [])
    assert server.requests == []
    assert result.provenance.usage.completion_tokens == 5
    assert len(result.provenance.attempts) == 1


def test_each_response_is_heard_of() -> None:
    """Whatever its status; what is sent again goes through `middleware` again."""
    statuses: list[int] = []
    calls: list[Call] = []

    async def middleware(call: Call) -> ChatCompletion:
        calls.append(call)
        return await call.send()

    with serving(sequence(Reply(500, "{}"), GOOD)) as server:
        result = _summarised(server, middleware, statuses)
    assert statuses == [500, 200]
    assert calls[0] is calls[1]
    assert len(result.provenance.attempts) == 2
