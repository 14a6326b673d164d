"""A scripted model behind a quick HTTP server, alone in a process of its own: python -m tests.support.model_server --delay 0.2

It imports nothing of the package, so that its processor time and memory are not the package's. Its first line of
output is its base URL. A share of the calls can be answered with faults, drawn from a seed.
"""

import argparse
import asyncio
import hashlib
import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

DRAFT = {
    "headline": "A report",
    "report": {"title": None, "issuer": None, "date": None, "period": None},
    "abstract": "A report was published.",
    "key_findings": [],
    "responses": [],
}
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_NUMBERED = re.compile(r"Article no\. (\d+)")


def filled(node: dict[str, Any], root: dict[str, Any]) -> Any:
    """An answer of the schema `node`: every string "things", everything that may be null, null."""
    if "$ref" in node:
        return filled(root["$defs"][node["$ref"].rsplit("/", 1)[-1]], root)
    if "properties" in node:
        return {name: filled(child, root) for name, child in node["properties"].items()}
    if node.get("type") == "array":
        return []
    if "enum" in node:
        return node["enum"][0]
    return None if "anyOf" in node or node.get("type") == "null" else "things"


def answered(request: dict[str, Any]) -> dict[str, Any]:
    """The chat completion with which an obedient model answers a request."""
    form = request.get("response_format", {}).get("json_schema")
    if form is None:  # as other tools ask, for which any extraction will do
        return completion('{"extractions": [{"figure": "nine old bridges"}]}')
    said = filled(form["schema"], form["schema"])
    for draft in (said, *said.values()):
        if isinstance(draft, dict):
            draft.update({name: DRAFT[name] for name in DRAFT.keys() & draft.keys()})
    return completion(json.dumps(said))


def completion(content: str) -> dict[str, Any]:
    """A chat completion that says `content`."""
    message = {"role": "assistant", "content": content, "refusal": None}
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message, "logprobs": None}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
    }


class Faults:
    """What goes wrong with a share of the calls."""

    KINDS = ("429", "500", "reset", "slow", "truncated", "shape")

    def __init__(self, share: float, seed: int) -> None:
        self._share, self._random = share, random.Random(seed)

    def draw(self) -> str | None:
        """The kind of fault of the next call, if any."""
        return self._random.choice(self.KINDS) if self._random.random() < self._share else None


class Handler(asyncio.Protocol):
    """One connection: requests one after the other, each answered after the delay."""

    def __init__(self, delay_s: float, faults: Faults, log: Any, counts: "Counter[str]") -> None:
        self._delay_s, self._faults, self._log, self._counts = delay_s, faults, log, counts
        self._buffer = b""
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            length = _LENGTH.search(self._buffer, 0, end)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._buffer) < whole:
                return
            head, body = self._buffer[:end], self._buffer[end + 4 : whole]
            self._buffer = self._buffer[whole:]
            self._take(head, body)

    def _take(self, head: bytes, body: bytes) -> None:
        if head.startswith(b"GET"):
            self._send(200, json.dumps(self._counts))
            return
        request = json.loads(body)
        fault = self._faults.draw()
        self._counts[fault or "good"] += 1
        reply = json.dumps(answered(request))
        if self._log:
            number = _NUMBERED.search(request["messages"][-1]["content"])
            digest = hashlib.sha256(body).hexdigest()
            self._log.write(f"{number[1] if number else '-'} {digest} {fault or 'good'}\n")
            self._log.flush()
        if self._delay_s:
            asyncio.get_running_loop().call_later(self._delay_s, self._answer, fault, reply)
        else:
            self._answer(fault, reply)

    def _answer(self, fault: str | None, reply: str) -> None:
        match fault:
            case None:
                self._send(200, reply)
            case "429":
                self._send(429, '{"error": {"message": "slow down"}}', "Retry-After: 0\r\n")
            case "500":
                self._send(500, '{"error": {"message": "something broke"}}')
            case "reset":
                self._transport.abort()
            case "slow":
                loop = asyncio.get_running_loop()
                self._transport.write(_head(200, len(reply)) + reply[:40].encode())
                loop.call_later(0.15, self._transport.write, reply[40:].encode())
            case "truncated":
                self._transport.write(_head(200, len(reply)) + reply[:40].encode())
                self._transport.close()
            case _:
                self._send(200, json.dumps(completion('{"headline": 7}')))

    def _send(self, status: int, body: str, headers: str = "") -> None:
        self._transport.write(_head(status, len(body.encode()), headers) + body.encode())


def _head(status: int, length: int, headers: str = "") -> bytes:
    return (
        f"HTTP/1.1 {status} x\r\nContent-Type: application/json\r\n{headers}Content-Length: {length}\r\n\r\n"
    ).encode()


async def serve(arguments: argparse.Namespace) -> None:
    """Serve until the process is ended."""
    faults, counts = Faults(arguments.faults, arguments.seed), Counter[str]()
    log = arguments.log.open("a") if arguments.log else None
    server = await asyncio.get_running_loop().create_server(
        lambda: Handler(arguments.delay, faults, log, counts), "127.0.0.1", arguments.port
    )
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    await server.serve_forever()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds until an answer")
    parser.add_argument("--faults", type=float, default=0.0, help="share of calls that go wrong, 0 to 1")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", type=Path, help="a file to which each call adds a line")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
