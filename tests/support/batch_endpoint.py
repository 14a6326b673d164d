"""A server on loopback with the files and batches endpoints of the OpenAI API, as far as they are documented."""

import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.support.servers import Answer

# What becomes of one request of a batch: its answer ("good"), a line of the error file by its status, or no answer.
Fate = Callable[[dict[str, Any], int], str]


@dataclass
class Endpoint:
    """A running server. `batches` holds the requests of each batch that was created, in order.

    `held` is called before each reply with what was asked ("file", "create", "poll", "content"); it may wait.
    """

    answer: Answer
    fate: Fate
    polls: int
    held: Callable[[str], None]
    base_url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    batches: list[dict[str, Any]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def sent(self) -> list[str]:
        """The custom_id of every request of every batch."""
        return [line["custom_id"] for batch in self.batches for line in batch["lines"]]

    def upload(self, body: bytes) -> dict[str, Any]:
        """POST /files, as a form with the file and its purpose."""
        boundary = body.split(b"\r\n", 1)[0]
        parts = [part.split(b"\r\n\r\n", 1) for part in body.split(boundary)[1:-1]]
        (content,) = [text[:-2] for head, text in parts if b"filename=" in head]
        assert any(b'name="purpose"' in head and text[:-2] == b"batch" for head, text in parts)
        with self.lock:
            name = f"file-{len(self.files) + 1}"
            self.files[name] = content
        return {
            "id": name, "object": "file", "bytes": len(content), "created_at": 1, "filename": "requests.jsonl",
            "purpose": "batch", "status": "processed",
        }  # fmt: skip

    def create(self, request: dict[str, Any]) -> dict[str, Any]:
        """POST /batches."""
        assert (request["endpoint"], request["completion_window"]) == ("/v1/chat/completions", "24h")
        lines = [json.loads(line) for line in self.files[request["input_file_id"]].splitlines()]
        assert all((line["method"], line["url"]) == ("POST", "/v1/chat/completions") for line in lines)
        with self.lock:
            number = len(self.batches) + 1
            batch = {"id": f"batch-{number}", "file": request["input_file_id"], "lines": lines, "polls": 0}
            self.batches.append(batch)
        return self.shown(batch)

    def shown(self, batch: dict[str, Any]) -> dict[str, Any]:
        """GET /batches/ID: in progress at first, then at its end."""
        number = int(batch["id"].split("-")[1])
        fates = [self.fate(line["body"], number) for line in batch["lines"]]
        ended = batch["polls"] > self.polls
        status = ("expired" if "expired" in fates else "completed") if ended else "in_progress"
        if "invalid" in fates:
            status = "failed"
        errors = {"object": "list", "data": [{"code": "x", "message": "bad line", "line": 1, "param": None}]}
        done = ended and status != "failed"
        return {
            "id": batch["id"], "object": "batch", "endpoint": "/v1/chat/completions", "created_at": 1,
            "input_file_id": batch["file"], "completion_window": "24h", "status": status,
            "errors": errors if status == "failed" else None,
            "output_file_id": f"out-{number}" if done and "good" in fates else None,
            "error_file_id": f"err-{number}" if done and set(fates) - {"good", "lost"} else None,
            "request_counts": {"total": len(fates), "completed": 0, "failed": 0},
        }  # fmt: skip

    def content(self, file: str) -> str:
        """GET /files/ID/content; the order is not that of the requests."""
        kind, number = file.split("-")
        lines = []
        for line in reversed(self.batches[int(number) - 1]["lines"]):
            fate = self.fate(line["body"], int(number))
            told: dict[str, Any] = {
                "id": "r",
                "custom_id": line["custom_id"],
                "response": None,
                "error": None,
            }
            if fate == "expired":
                told["error"] = {"code": "batch_expired", "message": "not executed in time"}
            elif fate.isdigit():
                body = {"error": {"message": "as you wish"}}
                told["response"] = {"status_code": int(fate), "request_id": "q", "body": body}
            elif fate == "good":
                body = json.loads(self.answer(line["body"]).body)
                told["response"] = {"status_code": 200, "request_id": "q", "body": body}
            if (kind == "out") == (fate == "good") and fate != "lost":
                lines.append(json.dumps(told))
        return "\n".join(lines)


@contextmanager
def batch_endpoint(
    answer: Answer,
    *,
    fate: Fate = lambda request, batch: "good",
    polls: int = 1,
    held: Callable[[str], None] = lambda what: None,
    spoilt: Callable[[str, str], Iterable[bytes] | None] = lambda what, body: None,
) -> Iterator[Endpoint]:
    """The server, in a thread of its own. What `spoilt` makes of a reply's body, if anything, is sent instead of it."""
    endpoint = Endpoint(answer, fate, polls, held)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path.endswith("/files"):
                self._send("file", endpoint.upload(body))
            else:
                self._send("create", endpoint.create(json.loads(body)))

        def do_GET(self) -> None:
            if found := re.search(r"/files/([^/]+)/content", self.path):
                self._send("content", endpoint.content(found[1]))
            elif found := re.search(r"/batches/batch-(\d+)", self.path):
                batch = endpoint.batches[int(found[1]) - 1]
                batch["polls"] += 1
                self._send("poll", endpoint.shown(batch))
            else:
                data = [endpoint.shown(batch) for batch in reversed(endpoint.batches)]
                self._send("list", {"object": "list", "data": data, "has_more": False})

        def _send(self, what: str, reply: Any) -> None:
            endpoint.held(what)
            content = (reply if isinstance(reply, str) else json.dumps(reply)).encode()
            try:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                if (pieces := spoilt(what, content.decode())) is not None:
                    self.close_connection = True
                    self.end_headers()
                    for piece in pieces:
                        self.wfile.write(piece)
                    return
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:  # the client has gone
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    endpoint.base_url = f"http://127.0.0.1:{httpd.server_port}/v1"
    try:
        yield endpoint
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()
