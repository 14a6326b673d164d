"""A zoo of servers on one loopback port: every way of answering badly, each to the articles of its number.

In a process of its own: python -m tests.support.zoo; its first line of output is its base URL. Article no. N meets the animal of
that number, the same each time, so that nothing is left to chance. Written on bare sockets, as most of this is what no
HTTP library would send.
"""

import asyncio
import json
import re
import zlib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import Thread
from typing import Any

from tests.support.model_server import answered, completion

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_KEY = re.compile(rb"authorization: *bearer +(\S+)", re.IGNORECASE)
_NUMBERED = re.compile(r"Article no\. (\d+)")
MEGABYTE = 1_000_000


class Visit:
    """One request: what it says, whose key it came with, and the way back."""

    def __init__(self, head: bytes, body: bytes, writer: asyncio.StreamWriter) -> None:
        self.request: dict[str, Any] = json.loads(body)
        found = _KEY.search(head)
        self.key = found[1].decode() if found else ""
        self.writer = writer

    @property
    def number(self) -> int:
        """The article's."""
        found = _NUMBERED.search("\n".join(str(m["content"]) for m in self.request["messages"]))
        return int(found[1]) if found else 0

    def good(self, **changed: Any) -> bytes:
        """An obedient model's answer, with some of its top-level values changed."""
        return json.dumps(answered(self.request) | changed).encode()

    async def send(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()

    async def reply(
        self, body: bytes, status: int = 200, *headers: str, kind: str = "application/json"
    ) -> None:
        await self.send(head(status, *headers, f"Content-Type: {kind}", f"Content-Length: {len(body)}"), body)

    async def says(self, content: Any, **changed: Any) -> None:
        """A completion with this content."""
        await self.reply(json.dumps(completion(content) | changed).encode())


def head(status: int, *headers: str) -> bytes:
    """The head of a response."""
    return "\r\n".join((f"HTTP/1.1 {status} x", *headers, "", "")).encode("latin-1")


def failure(message: str) -> bytes:
    return json.dumps({"error": {"message": message}, "usage": {"prompt_tokens": 9}}).encode()


@cache
def bomb() -> bytes:
    """100 MB in 100 kB."""
    packing = zlib.compressobj(9, wbits=31)
    return b"".join(packing.compress(b" " * MEGABYTE) for _ in range(100)) + packing.flush()


Animal = Callable[[Visit], Awaitable[None]]
ANIMALS: dict[str, Animal] = {}


def animal(make: Animal) -> Animal:
    """Takes an animal in, by its function's name."""
    ANIMALS[make.__name__] = make
    return make


def replies(name: str, body: bytes, status: int = 200, *headers: str, kind: str = "application/json") -> None:
    """Takes in an animal that always answers the same."""

    async def same(visit: Visit) -> None:
        await visit.reply(body, status, *headers, kind=kind)

    ANIMALS[name] = same


def good_but(name: str, *headers: str, kind: str = "application/json", **changed: Any) -> None:
    """Takes in an animal that answers well but for its headers or values."""

    async def odd(visit: Visit) -> None:
        await visit.reply(visit.good(**changed), 200, *headers, kind=kind)

    ANIMALS[name] = odd


# --- bodies without end -----------------------------------------------------------------------------------------


@animal
async def endless_chunks(visit: Visit) -> None:
    await visit.send(head(200, "Content-Type: application/json", "Transfer-Encoding: chunked"))
    while True:
        await visit.send(b"10000\r\n" + b" " * 65536 + b"\r\n")


@animal
async def endless_until_closed(visit: Visit) -> None:
    await visit.send(head(200, "Content-Type: application/json"))
    while True:
        await visit.send(b"[" * 65536)


@animal
async def endless_error(visit: Visit) -> None:
    await visit.send(head(400, "Transfer-Encoding: chunked"))
    while True:
        await visit.send(b"10000\r\n" + b"x" * 65536 + b"\r\n")


@animal
async def endless_headers(visit: Visit) -> None:
    await visit.send(b"HTTP/1.1 200 x\r\n")
    while True:
        await visit.send(b"X-More: " + b"x" * 1000 + b"\r\n")


@animal
async def endless_continue(visit: Visit) -> None:
    while True:
        await visit.send(head(100))
        await asyncio.sleep(0.01)


@animal
async def hundred_megabytes(visit: Visit) -> None:
    await visit.send(head(200, "Content-Type: application/json", f"Content-Length: {100 * MEGABYTE}"))
    for _ in range(100):
        await visit.send(b" " * MEGABYTE)


@animal
async def hundred_megabytes_packed(visit: Visit) -> None:
    await visit.reply(bomb(), 200, "Content-Encoding: gzip")


# --- slow -------------------------------------------------------------------------------------------------------


@animal
async def silence(visit: Visit) -> None:
    await asyncio.sleep(3600)


@animal
async def drip(visit: Visit) -> None:
    body = visit.good()
    await visit.send(head(200, "Content-Type: application/json", f"Content-Length: {len(body)}"))
    for i in range(len(body)):
        await visit.send(body[i : i + 1])
        await asyncio.sleep(1)


@animal
async def drip_of_headers(visit: Visit) -> None:
    while True:
        await visit.send(b"H")
        await asyncio.sleep(1)


@animal
async def more_promised_than_sent(visit: Visit) -> None:
    body = visit.good()
    await visit.send(head(200, "Content-Type: application/json", f"Content-Length: {len(body) + 5}"), body)
    await asyncio.sleep(3600)


# --- no HTTP ----------------------------------------------------------------------------------------------------


@animal
async def closes_at_once(visit: Visit) -> None:
    visit.writer.close()


@animal
async def closes_in_the_body(visit: Visit) -> None:
    body = visit.good()
    await visit.send(head(200, "Content-Type: application/json", f"Content-Length: {len(body)}"), body[:40])
    visit.writer.close()


@animal
async def resets_in_the_body(visit: Visit) -> None:
    body = visit.good()
    await visit.send(head(200, f"Content-Length: {len(body)}"), body[:40])
    visit.writer.transport.abort()


@animal
async def no_http(visit: Visit) -> None:
    await visit.send(b"220 mail.example ESMTP\r\n\x00\x1b[31m\xff\r\n\r\n")
    visit.writer.close()


@animal
async def a_length_that_is_none(visit: Visit) -> None:
    await visit.send(head(200, "Content-Length: -5"), b"{}")
    visit.writer.close()


@animal
async def chunks_that_are_none(visit: Visit) -> None:
    await visit.send(head(200, "Transfer-Encoding: chunked"), b"zzzz\r\n{}\r\n")
    visit.writer.close()


@animal
async def a_head_of_a_megabyte(visit: Visit) -> None:
    await visit.reply(visit.good(), 200, "X-Long: " + "x" * MEGABYTE)


@animal
async def broken_compression(visit: Visit) -> None:
    await visit.reply(visit.good(), 200, "Content-Encoding: gzip")


# --- HTTP, but no completion ------------------------------------------------------------------------------------

replies("html_with_200", b"<!doctype html><title>Sign in</title>", kind="text/html")
replies("html_as_json", b"<!doctype html><title>Sign in</title>")
replies("invalid_utf8", b'{"choices": [{"message": {"content": "\xff\xfe\xfa"}}]}')
replies("empty_body", b"")
replies("nothing_at_all", b"", 204)
replies("json_of_another_kind", b"[1, 2, NaN, Infinity, -0]")
replies("nested_json", b"[" * 100_000, kind="application/json")
replies("nested_json_as_text", b'{"a":' * 100_000, kind="text/plain")
replies("a_number_of_a_megabyte", b'{"choices": ' + b"7" * MEGABYTE + b"}")
replies("redirect_elsewhere", b"", 307, "Location: http://192.0.2.1/v1")
replies("redirect_to_itself", b"", 308, "Location: /v1/chat/completions")
replies("redirect_to_nowhere", b"", 302, "Location: \x1b]0;x")
replies("error_with_200", failure("no such\nmodel \x1b[31mhere"))
replies("error_of_another_shape", b'{"error": [{"message": 3}]}')
replies("unprocessable", failure("x" * MEGABYTE), 422)
replies("teapot", b"\xff" * 100, 418, kind="text/plain; charset=nonsense")
replies("server_error", b"<html>", 500)
_CHOICES: dict[str, object] = {
    "no_choices": [],
    "null_choices": None,
    "choices_of_another_shape": {"0": {}},
    "choices_of_numbers": [1, 2],
    "no_message": [{"index": 0, "finish_reason": "stop"}],
    "content_of_parts": [{"message": {"role": "assistant", "content": [{"type": "text", "text": "x"}]}}],
    "only_tool_calls": [{"message": {"role": "assistant", "content": None, "tool_calls": [{"id": 1}]}}],
    "refusal_of_another_shape": [{"message": {"content": None, "refusal": {"why": ["x"] * 1000}}}],
}
for _name, _choices in _CHOICES.items():
    good_but(_name, choices=_choices)

# --- told to wait -----------------------------------------------------------------------------------------------

for _said in (
    "0",
    "-1",
    "nan",
    "inf",
    "1e300",
    "99999999",
    "soon",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "9" * 5000,
):
    _name = "".join(c if c.isalnum() else "_" for c in _said[:12])
    replies(f"limit_{_name}", failure("slow down"), 429, f"Retry-After: {_said}")
    replies(f"down_{_name}", failure("down"), 503, f"Retry-After: {_said}")
_LEFT = "x-ratelimit-remaining-requests: 0"
replies("limit_for_ever", failure("slow down"), 429, _LEFT, "x-ratelimit-reset-requests: 99999h")
good_but("good_but_for_ever", _LEFT, "x-ratelimit-reset-requests: 99999h")
good_but(
    "good_but_odd_limits", "x-ratelimit-remaining-tokens: nan", "x-ratelimit-reset-tokens: " + "1h" * 4000
)

# --- good answers with something odd ----------------------------------------------------------------------------

for _name, _usage in {
    "beyond_64_bits": {"prompt_tokens": 2**63, "completion_tokens": 2**64},
    "of_400_digits": {"prompt_tokens": 10**400, "completion_tokens": -(10**400)},
    "negative": {"prompt_tokens": -5, "completion_tokens": -1},
    "fractions": {"prompt_tokens": 1.5, "completion_tokens": 1e300},
    "not_numbers": {"prompt_tokens": float("nan"), "completion_tokens": float("inf")},
    "texts": {"prompt_tokens": "7", "completion_tokens": "many"},
    "truths": {"prompt_tokens": True, "completion_tokens": None},
    "lists": {"prompt_tokens": [1], "completion_tokens": {}, "prompt_tokens_details": [1]},
    "of_no_object": "many",
}.items():
    good_but(f"usage_{_name}", usage=_usage)
good_but("another_type", kind="text/plain; charset=utf-16")
good_but("a_long_type", kind="application/json; " + "x" * 50_000)
good_but("many_headers", *(f"X-{i}: {'y' * 20}" for i in range(500)))
good_but(
    "odd_values", id=2**70, created=-(2**70), model=None, object=[], system_fingerprint={"a": float("nan")}
)


@animal
async def halves_of_characters(visit: Visit) -> None:
    said = json.loads(answered(visit.request)["choices"][0]["message"]["content"])
    await visit.says(json.dumps(said | {"headline": "A\ud800B"}, ensure_ascii=False))


@animal
async def control_characters(visit: Visit) -> None:
    said = json.loads(answered(visit.request)["choices"][0]["message"]["content"])
    await visit.says(json.dumps(said | {"headline": "A \x1b[31m\x00 report"}))


@animal
async def text_that_is_no_json(visit: Visit) -> None:
    await visit.says("Gladly! " * 1000)


@animal
async def a_megabyte_of_braces(visit: Visit) -> None:
    await visit.says('{"a": ' * 150_000)


@animal
async def in_utf16(visit: Visit) -> None:
    await visit.reply(visit.good().decode().encode("utf-16"))


# --- the key, said back -----------------------------------------------------------------------------------------


@animal
async def key_in_an_error(visit: Visit) -> None:
    await visit.reply(failure(f"Bad key {visit.key}: see the manual"), 400)


@animal
async def key_in_part_in_an_error(visit: Visit) -> None:
    await visit.reply(failure(f"Bad key {visit.key[:14]}...{visit.key[-8:]}"), 422)


@animal
async def key_in_an_error_with_200(visit: Visit) -> None:
    await visit.reply(failure(f"Bad key {visit.key[3:20]}"))


@animal
async def key_in_a_refusal(visit: Visit) -> None:
    await visit.says(None, choices=[{"message": {"content": None, "refusal": f"Not for {visit.key}"}}])


@animal
async def key_in_the_summary(visit: Visit) -> None:
    said = json.loads(answered(visit.request)["choices"][0]["message"]["content"])
    await visit.says(
        json.dumps(said | {"headline": f"Key {visit.key}", "abstract": f"It is {visit.key[5:19]}."})
    )


@animal
async def key_in_the_shape(visit: Visit) -> None:
    await visit.says(json.dumps({visit.key: visit.key, visit.key[:16]: 1}))


@animal
async def key_in_headers(visit: Visit) -> None:
    await visit.reply(failure("no"), 400, f"X-Request-Id: {visit.key}", f"Location: /{visit.key}")


@animal
async def key_everywhere(visit: Visit) -> None:
    await visit.reply(
        visit.good(id=visit.key, model=visit.key, system_fingerprint=visit.key, usage={visit.key: 1})
    )


# ----------------------------------------------------------------------------------------------------------------


def animal_of(number: int) -> str | None:
    """The animal that an article meets: every other article meets a good server."""
    names = list(ANIMALS)
    return names[number // 2 % len(names)] if number % 2 else None


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while not writer.is_closing():
            top = await reader.readuntil(b"\r\n\r\n")
            length = _LENGTH.search(top)
            visit = Visit(top, await reader.readexactly(int(length[1]) if length else 0), writer)
            name = animal_of(visit.number)
            await (ANIMALS[name](visit) if name else visit.reply(visit.good()))
    except (
        OSError,
        asyncio.IncompleteReadError,
        asyncio.CancelledError,
    ):  # the client has gone, or the zoo shuts
        pass
    finally:
        writer.close()


async def _listen() -> asyncio.Server:
    return await asyncio.start_server(_serve, "127.0.0.1", 0, limit=16 * MEGABYTE)


def _url(server: asyncio.Server) -> str:
    return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"


@contextmanager
def zoo() -> Iterator[str]:
    """The base URL of a zoo in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(_listen(), loop).result()
    try:
        yield _url(server)
    finally:
        loop.call_soon_threadsafe(server.close)
        asyncio.run_coroutine_threadsafe(_end(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _main() -> None:
    server = await _listen()
    print(_url(server), flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main())
