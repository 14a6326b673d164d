"""The whole service behind its guards, over a real connection: every address that it has, and what hostile users may give it."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from summariser.service.options import Bounds, ServiceOptions
from tests.service.guard.calls import OWN, TOKEN
from tests.service.guard.served import Served, serving
from tests.support.web_server import http, page, web

create_app = pytest.importorskip("summariser.service.app").create_app

SCRIPT = "<script>alert(document.domain)</script>"
HOSTILE = f'Nine boats sank"><img src=x onerror=alert(1)>{SCRIPT}'


class Asked:
    """A running service with a token, and requests to it."""

    def __init__(self, served: Served, folder: Path) -> None:
        self.served, self.folder = served, folder

    def __call__(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection("127.0.0.1", self.served.port, timeout=30)
        kind = {"Content-Type": "application/json"} if body is not None else {}
        data = json.dumps(body) if body is not None and not isinstance(body, bytes) else body
        try:
            connection.request(method, path, data, {**kind, **(OWN if headers is None else headers)})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def operations(self) -> list[tuple[str, str]]:
        """Every method and path of the service's own description, with an id that may be one."""
        described = json.loads(self("GET", "/openapi.json")[2])["paths"]
        return [(method.upper(), path.replace("{id}", "0" * 32).replace("{slug}", "fault").replace("{", "").replace("}", ""))
                for path, methods in described.items() for method in methods]  # fmt: skip


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("data")
    models: dict[str, Any] = {"models": ("small",), "base_url": "http://127.0.0.1:9/v1"}
    bounds = Bounds(body_bytes=200_000, per_minute=10_000)
    own = {"token": TOKEN, "bounds": bounds, **models}
    app = create_app(ServiceOptions(folder, port=0, **own))
    with serving(folder, app, starts=True, **own) as served:
        yield Asked(served, folder)


def test_each_address_takes_the_token(asked: Asked) -> None:
    found = asked.operations()
    assert len(found) > 10
    for method, path in found:
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}):
            status, _, _ = asked(method, path, headers=headers)
            assert (status == 401) is (path != "/health"), f"{method} {path}"
        assert asked(method, f"{path}?token={TOKEN}")[0] == 400
        assert asked(method, path)[0] not in (401, 403), f"{method} {path}"


def test_each_address_is_closed_to_other_names_and_origins(asked: Asked) -> None:
    for method, path in asked.operations():
        assert asked(method, path, headers={**OWN, "Host": "rebound.example"})[0] == 421
        if method not in ("GET", "HEAD"):
            assert asked(method, path, headers={**OWN, "Origin": "https://other.example"})[0] == 403
            assert asked(method, path, headers={**OWN, "Sec-Fetch-Site": "same-site"})[0] == 403


def test_each_answer_has_the_headers_of_safety(asked: Asked) -> None:
    for method, path in asked.operations():
        _, headers, _ = asked(method, path)
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert "server" not in headers


def test_bodies_are_bounded_for_each_address_that_takes_one(asked: Asked) -> None:
    for method, path in asked.operations():
        if method == "POST":
            assert asked(method, path, b"x" * 200_001)[0] == 413, path


def test_addresses_of_the_own_network_are_not_fetched(asked: Asked) -> None:
    with web({"/secret": http(page())}) as inside:
        port = inside.address.rpartition(":")[2]
        addresses = [
            *(f"http://{host}:{port}/secret" for host in ("127.0.0.1", "localhost", "[::1]")),
            "file:///etc/passwd",
            f"http://user@127.0.0.1:{port}/secret",
        ]
        for address in addresses:
            for path, body in (
                ("/v1/summaries", {"url": address}),
                ("/v1/verifications", {"text": "Nine bridges.", "sources": [{"url": address}]}),
                (
                    "/v1/comparisons",
                    {"articles": [{"url": address}, {"text": "Nine bridges were closed on Monday."}]},
                ),
            ):
                status, _, said = asked("POST", path, body)
                assert status == 422, (path, address, said)
        assert inside.asked == []


def test_what_users_give_is_text_wherever_it_is_shown(asked: Asked) -> None:
    body = {
        "text": HOSTILE,
        "sources": [{"text": f"{HOSTILE}. Nine boats sank on Monday."}],
        "title": HOSTILE,
    }
    status, headers, said = asked("POST", "/v1/verifications", body)
    assert status == 201, said
    where = headers.get("location") or json.loads(said)["url"]
    for accept in ("application/json", "text/html", "text/csv", "text/markdown", "*/*"):
        status, headers, said = asked("GET", where, headers={**OWN, "Accept": accept})
        if status == 200 and "html" in headers["content-type"]:
            assert SCRIPT.encode() not in said
            assert b"<img src=x" not in said
            assert "unsafe" not in headers["content-security-policy"]


def test_an_upload_is_never_a_page_of_ours(asked: Asked) -> None:
    """Not as it came: only what was read of it is shown."""
    html = (
        f"<html><body><h1>Boats</h1><p>Nine boats sank on Monday, the harbour said.</p>{SCRIPT}</body></html>"
    )
    boundary = "b0undary"
    form = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="text"\r\n\r\nNine boats sank.\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="sources"; filename="../../{HOSTILE[:20]}.html"\r\n'
        f"Content-Type: text/html\r\n\r\n{html}\r\n--{boundary}--\r\n"
    ).encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    status, _, said = asked("POST", "/v1/verifications", form, {**OWN, **kind})
    assert status == 201, said
    where = json.loads(said)["url"]
    for accept in ("text/html", "application/json"):
        assert SCRIPT.encode() not in asked("GET", where, headers={**OWN, "Accept": accept})[2].replace(
            b"\\", b""
        )
    assert not [file for file in asked.folder.rglob("*") if file.suffix == ".html"]


def test_the_audit_log_has_none_of_it(asked: Asked) -> None:
    asked("POST", "/v1/numbers", {"text": "A secret of 77 words."})
    written = (asked.folder / "audit.log").read_text()
    for secret in (TOKEN, "secret of", "Nine", "alert", "rebound", "passwd"):
        assert secret not in written
    assert '"path": "/v1/numbers"' in written
