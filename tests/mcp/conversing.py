"""What the tests of the assistants' tool share: the command as a server on either transport, and a client for it."""

import json
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult

from summariser.mcp.options import AssistantOptions
from summariser.mcp.server import open_server
from tests.support.processes import command, environment

BRIDGES = (
    "Bridges close\n\nInspectors closed nine old bridges of the valley on Monday, the Structures Board said. Repairs "
    "will cost 4.2 million euros. “We have never seen such cracks before,” said Ann Bo.\n"
)
CLAIMS = "Nine bridges were shut. Repairs cost over 4.2 million euros. Some 30 people were hurt."
OTHER = "The valley's bridges\n\nEight old bridges were closed by inspectors on Monday. Repairs cost 4 million euros.\n"


def over_stdio(*arguments: object) -> StdioServerParameters:
    """The command as a child of the client's."""
    program, *rest = command("mcp", *arguments)
    return StdioServerParameters(command=program, args=rest, env=environment())


@contextmanager
def over_http(*arguments: object) -> Iterator[str]:
    """The address of the command's HTTP server."""
    process = subprocess.Popen(
        command("mcp", "--http", "--port", "0", *arguments),
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    assert process.stdout
    try:
        line = process.stderr.readline()
        assert "http://" in line, line + process.stderr.read()
        yield line.split()[-1]
    finally:
        process.terminate()
        process.wait()
        assert process.stdout.read() == ""
        process.stdout.close()
        process.stderr.close()


@asynccontextmanager
async def in_process(options: AssistantOptions | None = None) -> AsyncIterator[Client]:
    """A client of a server in this process."""
    async with open_server(options or AssistantOptions()) as server, Client(server) as client:
        yield client


@asynccontextmanager
async def with_token(address: str, token: str) -> AsyncIterator[Client]:
    """A client that gives a token."""
    async with (
        httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"}, timeout=120) as http,
        Client(streamable_http_client(address, http_client=http)) as client,
    ):
        yield client


def refusal(result: CallToolResult) -> str:
    """The one line of a call that was refused."""
    assert result.is_error
    (content,) = result.content
    assert content.type == "text"
    assert "\n" not in content.text
    return content.text


def data(result: CallToolResult) -> dict[str, Any]:
    """What a call came to, whose text says the same."""
    assert not result.is_error, result.content
    made: dict[str, Any] = result.structured_content
    text = result.content[0]
    assert text.type == "text"
    assert json.loads(text.text).items() <= made.items() or json.loads(text.text).keys() <= made.keys()
    return made
