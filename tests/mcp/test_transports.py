"""The official client, on both transports and in both eras of the protocol, calls every tool and reads every resource."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import jsonschema
import pytest
from mcp import Client
from mcp_types import CallToolResult, Resource, Tool

from summariser.mcp.options import AssistantOptions
from summariser.mcp.server import open_server
from tests.jobs.folders import run, write_jsonl
from tests.mcp.conversing import BRIDGES, CLAIMS, OTHER, data, over_http, over_stdio, with_token
from tests.support.servers import obedient, serving

CALLS: dict[str, dict[str, Any]] = {
    "find_numbers": {"text": CLAIMS},
    "verify_text": {"text": CLAIMS, "sources": [BRIDGES]},
    "compare": {"articles": [BRIDGES, OTHER]},
    "summarise": {"article": BRIDGES},
}
TOKEN = "a-token-of-the-tests-7f3a"


@dataclass
class Conversation:
    """What was said."""

    tools: list[Tool]
    results: dict[str, CallToolResult] = field(default_factory=dict)
    progress: list[tuple[float, float | None, str | None]] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    read: dict[str, tuple[str | None, str]] = field(default_factory=dict)


async def converse(client: Client) -> Conversation:
    """Lists all, calls all, reads all."""
    said = Conversation((await client.list_tools()).tools)

    async def told(progress: float, total: float | None, message: str | None) -> None:
        said.progress.append((progress, total, message))

    for name, arguments in CALLS.items():
        said.results[name] = await client.call_tool(name, arguments, progress_callback=told)
    said.resources = (await client.list_resources()).resources
    said.templates = [one.uri_template for one in (await client.list_resource_templates()).resource_templates]
    links = [
        link.uri for one in said.results.values() for link in one.content if link.type == "resource_link"
    ]
    for uri in dict.fromkeys([*links, *(one.uri for one in said.resources)]):
        for form in (uri, f"{uri}/markdown"):
            (content,) = (await client.read_resource(form)).contents
            said.read[form] = content.mime_type, getattr(content, "text", "")
    return said


async def _with(server: Any, mode: str) -> Conversation:
    async with Client(server, mode=mode) as client:
        return await converse(client)


async def _in_process(options: AssistantOptions) -> Conversation:
    async with open_server(options) as server:
        return await _with(server, "legacy")


async def _with_token(address: str) -> Conversation:
    async with with_token(address, TOKEN) as client:
        return await converse(client)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder with two results."""
    folder = tmp_path_factory.mktemp("runs")
    with serving(obedient()) as model:
        run(model, write_jsonl(folder / "in.jsonl", range(2)), folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def http_server(runs: Path) -> Iterator[str]:
    """The address of an HTTP server with a token."""
    token = runs.parent / "token"
    token.write_text(TOKEN + "\n")
    with serving(obedient()) as model:
        options = ("--model", "scripted", "--base-url", model.base_url, "--runs", runs, "--token-file", token)
        with over_http(*options) as address:
            yield address


@pytest.fixture(scope="module", params=["stdio", "http", "era of 2025"])
def said(request: pytest.FixtureRequest, runs: Path) -> Conversation:
    if request.param == "http":
        return asyncio.run(_with_token(request.getfixturevalue("http_server")))
    with serving(obedient()) as model:
        if request.param == "stdio":
            server = over_stdio("--model", "scripted", "--base-url", model.base_url, "--runs", runs)
            return asyncio.run(_with(server, "auto"))
        options = AssistantOptions(model="scripted", base_url=model.base_url, runs=runs)
        return asyncio.run(_in_process(options))


def test_every_tool_is_described_and_only_reads(said: Conversation) -> None:
    assert {tool.name for tool in said.tools} == CALLS.keys()
    for tool in said.tools:
        assert tool.description
        assert len(tool.description) < 700
        assert tool.output_schema
        assert tool.annotations
        assert tool.annotations.read_only_hint
        assert tool.annotations.open_world_hint is (tool.name == "summarise")  # by a model that was named


def test_every_answer_is_of_its_schema(said: Conversation) -> None:
    schemas = {tool.name: tool.output_schema for tool in said.tools}
    for name, result in said.results.items():
        jsonschema.validate(data(result), schemas[name])


def test_the_verdicts_that_matter_come_first(said: Conversation) -> None:
    found = data(said.results["verify_text"])
    assert found["tally"] == {"supported": 1, "look_again": 0, "not_supported": 2}
    assert [(one["words"], one["level"]) for one in found["verdicts"]] == [
        ("4.2 million euros", "not supported"),
        ("30", "not supported"),
        ("Nine", "supported"),
    ]
    assert "nine old bridges" in json.dumps(found["verdicts"][-1])


def test_numbers_are_read_in_full(said: Conversation) -> None:
    found = data(said.results["find_numbers"])
    assert [(one["value"], one["bound"], one["unit"]) for one in found["numbers"]] == [
        (9, "exactly", "bridge"),
        (4_200_000, "more_than", "EUR"),
        (30, "about", "people"),
    ]


def test_what_differs_is_told_with_both_sentences(said: Conversation) -> None:
    facts = data(said.results["compare"])["facts"]
    bridges = next(fact for fact in facts if fact["unit"] == "bridge")
    assert bridges["relation"] == "differ"
    assert [one["figure"] for one in bridges["given"]] == ["nine", "Eight"]


def test_a_summary_has_its_figures_with_their_level(said: Conversation) -> None:
    made = data(said.results["summarise"])
    assert made["report_type"] == "news_summary"
    assert {(one["figure"], one["level"]) for one in made["figures"]} == {
        ("9 bridge", "supported"),
        ("4,200,000 EUR", "supported"),
    }
    assert made["summary"]["quotations"][0]["speaker"] == "Ann Bo"


def test_progress_rises(said: Conversation) -> None:
    shares = [progress for progress, _, _ in said.progress]
    assert shares
    assert shares == sorted(set(shares))
    assert all(total == 1 for _, total, _ in said.progress)
    assert any("questions answered" in (message or "") for _, _, message in said.progress)


def test_every_result_is_read_in_both_forms(said: Conversation) -> None:
    """Those of this session, by their link, and those of the run folder, which are listed."""
    assert said.templates == ["summariser://result/{key}", "summariser://result/{key}/markdown"]
    assert (
        sum(
            one.title.startswith("in.jsonl") or "in.jsonl" in (one.title or "")
            for one in said.resources
            if one.title
        )
        == 2
    )
    assert len(said.read) == 2 * (3 + 2)
    for uri, (kind, text) in said.read.items():
        if uri.endswith("/markdown"):
            assert kind == "text/markdown"
            assert text.startswith("## ")
        else:
            assert kind == "application/json"
            assert "sentence" in text
            json.loads(text)


class TestHttp:
    """What HTTP refuses before anything is read."""

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Authorization": "Bearer wrong"},
            {"Authorization": TOKEN},
            {"Authorization": f"Basic {TOKEN}"},
            {"Authorization": f"Bearer {TOKEN}x"},
            {"Authorization": "Bearer"},
            {"Cookie": f"token={TOKEN}"},
        ],
    )
    def test_no_token(self, http_server: str, headers: dict[str, str]) -> None:
        for address in (http_server, f"{http_server}?token={TOKEN}", http_server.replace("/mcp", "/")):
            answer = httpx2.post(address, json={}, headers=headers, timeout=60)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"] == "Bearer"
            assert TOKEN not in answer.text

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"Host": "evil.example"}, 421),
            ({"Host": "127.0.0.1.evil.example:80"}, 421),
            ({"Origin": "http://evil.example"}, 403),
            ({"Origin": "null"}, 403),
            ({"Content-Type": "text/plain"}, 400),
        ],
    )
    def test_another_host_or_origin(self, http_server: str, headers: dict[str, str], status: int) -> None:
        """As a page in a browser would send, whose name was made to lead here."""
        usual = {"Authorization": f"Bearer {TOKEN}", "Accept": "application/json, text/event-stream"}
        answer = httpx2.post(http_server, json={"jsonrpc": "2.0"}, headers=usual | headers, timeout=60)
        assert answer.status_code == status

    def test_a_body_beyond_all_bounds(self, http_server: str) -> None:
        usual = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        answer = httpx2.post(http_server, content=b" " * 12_000_001, headers=usual, timeout=60)
        assert answer.status_code == 413
