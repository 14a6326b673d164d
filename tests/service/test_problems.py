"""Every way of failing is a problem of one shape (RFC 9457), which says what to do and shows no text of an article."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from summariser import errors as package
from summariser.errors import PrivateAddressError, StorageError, SummariserError
from summariser.service import errors as own
from summariser.service.problems import KINDS, of_error
from tests.service.serving import Service, served

SECRET = "Zanzibar 4711 pelicans"


def is_problem(answer: httpx2.Response, status: int, name: str) -> dict[str, Any]:
    """The problem that an answer is."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    told: dict[str, Any] = answer.json()
    assert (answer.status_code, told["status"], told["type"]) == (status, status, f"/problems/{name}")
    assert told["title"] == KINDS[name].title
    assert told["instance"] == answer.request.url.path
    assert told["detail"] and "\n" not in told["detail"]
    return told


class TestShape:
    @pytest.mark.parametrize(
        ("method", "path", "status", "name"),
        [
            ("GET", "/nowhere", 404, "not-found"),
            ("GET", "/v1/summaries/none", 404, "unknown-job"),
            ("GET", "/v1/summaries/none/events", 404, "unknown-job"),
            ("DELETE", "/v1/comparisons/none", 404, "unknown-job"),
            ("PATCH", "/v1/numbers", 405, "method-not-allowed"),
            ("POST", "/v1/numbers", 415, "unsupported-media-type"),
            ("GET", "/v1/summaries?limit=many", 422, "invalid"),
            ("GET", "/v1/summaries?limit=0", 422, "invalid"),
            ("GET", "/problems/none", 404, "not-found"),
        ],
    )
    def test_of_requests_without_a_body(
        self, service: Service, method: str, path: str, status: int, name: str
    ) -> None:
        is_problem(service.client.request(method, path), status, name)

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            ({}, "/sources"),
            ({"sources": []}, "/sources"),
            ({"sources": ["x"]}, ""),
            ({"text": " ", "sources": ["x"]}, "/text"),
            ({"text": "x", "html": "y", "sources": ["x"]}, ""),
            ({"text": "x", "sources": ["x"], "whole_text": "perhaps"}, "/whole_text"),
            ({"text": "x", "sources": ["x"], "a/b~c": 1}, "/a~1b~0c"),
            ({"url": "ftp://x", "sources": ["x"]}, "/url"),
            ({"file": "x", "sources": ["x"]}, "/file"),
            ({"text": "x", "sources": ["x", {"text": "y", "form": 1}]}, "/sources/1/form"),
            (["x"], ""),
        ],
    )
    def test_of_what_is_not_as_it_should_be_it_points_there(
        self, service: Service, body: Any, pointer: str
    ) -> None:
        told = is_problem(service.client.post("/v1/verifications", json=body), 422, "invalid")
        assert pointer in [error["pointer"] for error in told["errors"]]

    @pytest.mark.parametrize(
        ("body", "detail"),
        [
            ({"text": " "}, "/text: it is empty; give some text"),
            ({"text": {"deaths": 12}}, "/text: Input should be a valid string"),
            ({"txt": "x"}, "/txt: there is no such field; /openapi.json lists those that are there"),
            ({"text": "x", "html": "y"}, "the body: give one of text, html, url and, in a form, file"),
            (
                {"text": "Some 421 ships called in May.", "policy": "exception"},
                "there is no policy 'exception' here: choose from fix, reask, noop",
            ),
        ],
    )
    def test_it_says_what_to_do_and_nothing_beside(self, service: Service, body: Any, detail: str) -> None:
        told = is_problem(service.client.post("/v1/summaries", json=body), 422, "invalid")
        assert told["detail"] == detail

    @pytest.mark.parametrize(
        "body", [b"", b"{", b"\xff", b'{"text": "\xff"}', b'{"text": "\\ud800"}', b"[" * 5000]
    )
    def test_of_what_is_no_json(self, service: Service, body: bytes) -> None:
        kind = {"Content-Type": "application/json"}
        is_problem(service.client.post("/v1/numbers", content=body, headers=kind), 400, "malformed")

    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("multipart/form-data", b"x"),
            ("multipart/form-data; boundary=x", b"nothing of a form"),
            (
                "multipart/form-data; boundary=x",
                b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n",
            ),
        ],
    )
    def test_of_a_broken_form(self, service: Service, kind: str, body: bytes) -> None:
        answer = service.client.post("/v1/verifications", content=body, headers={"Content-Type": kind})
        assert answer.status_code in (400, 422)
        is_problem(answer, answer.status_code, "malformed" if answer.status_code == 400 else "invalid")

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("a.pdf", b"%PDF-1.7 nothing"),
            ("a.docx", b"PK\x03\x04"),
            ("a.png", b"\x89PNG\r\n"),
            ("a.txt", b" "),
        ],
    )
    def test_of_a_file_without_an_article(self, service: Service, name: str, data: bytes) -> None:
        answer = service.client.post("/v1/summaries", files={"file": (name, data)})
        assert name in is_problem(answer, 422, "no-article")["detail"]

    def test_of_a_method_that_is_not_there_names_those_that_are(self, service: Service) -> None:
        answer = service.client.patch("/v1/summaries/none")
        is_problem(answer, 405, "method-not-allowed")
        assert answer.headers["allow"] == "DELETE, GET"


class TestLimits:
    def test_bodies_texts_and_articles_are_bounded(self, tmp_path: Path) -> None:
        bounds = {"body_bytes": 2000, "text_characters": 500, "articles": 2}
        with served(tmp_path, bounds=bounds) as service:
            post = service.client.post
            is_problem(post("/v1/numbers", json={"text": "x" * 3000}), 413, "too-large")
            pieces = (b'{"text": "', *[b"x" * 500] * 20, b'"}')
            streamed = post("/v1/numbers", content=iter(pieces), headers={"Content-Type": "application/json"})
            is_problem(streamed, 413, "too-large")
            is_problem(post("/v1/numbers", json={"text": "x" * 600}), 413, "too-large")
            is_problem(post("/v1/summaries", json={"text": "x " * 300}), 413, "too-large")
            is_problem(post("/v1/verifications", json={"text": "1", "sources": ["1"] * 3}), 413, "too-large")
            is_problem(post("/v1/comparisons", json={"articles": ["1"] * 3}), 413, "too-large")

    def test_time_is_bounded(self, tmp_path: Path) -> None:
        text = "In 2019 some 40 boats and 12 crews left the port of Lowmere for 3 weeks. " * 3000
        with served(tmp_path, bounds={"check_s": 0.1}) as service:
            answer = service.client.post("/v1/verifications", json={"text": text, "sources": [text]})
            is_problem(answer, 422, "too-long")
            assert service.client.post("/v1/numbers", json={"text": "40"}).status_code == 200


class TestAddresses:
    """No user makes the service ask for what only its own machine or network should reach."""

    def test_of_the_own_network_are_refused(self, tmp_path: Path) -> None:
        with served(tmp_path) as service:
            port = service.url.rpartition(":")[2]
            for host in ("127.0.0.1", "localhost", "[::1]", "user@127.0.0.1"):
                url = f"http://{host}:{port}/health"
                is_problem(service.client.post("/v1/summaries", json={"url": url}), 422, "not-fetched")


class TestFaults:
    def test_a_fault_is_told_by_a_name_and_shows_nothing(
        self, service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fails(*_: object) -> object:
            raise RuntimeError(SECRET)

        monkeypatch.setattr(service.backend.job_service, "jobs", fails)
        told = is_problem(service.client.get("/v1/summaries"), 500, "fault")
        assert SECRET not in json.dumps(told)
        name = caplog.records[-1].getMessage().split()[1]
        assert name in told["detail"]

    def test_refusals_are_counted(self, service: Service) -> None:
        service.client.get("/nowhere")
        assert 'summariser_refused_requests_total{status="404"}' in service.client.get("/metrics").text


class TestTable:
    def test_folders_and_networks_of_the_operator_are_not_told(self) -> None:
        for error in (
            StorageError("/srv/desk/queues/local-auto-fix: database or disk is full; make room"),
            PrivateAddressError("http://wiki.desk/: wiki.desk is 10.1.2.3, an address of your own network"),
        ):
            told = of_error(error).detail
            assert not any(word in told for word in ("/srv", "desk", "10.1", "allow"))

    def test_each_error_has_a_problem(self) -> None:
        classes = [
            one
            for module in (package, own)
            for one in vars(module).values()
            if isinstance(one, type) and issubclass(one, SummariserError)
        ]
        for one in classes:
            error = one.__new__(one)
            Exception.__init__(error, "what to do")
            slug = of_error(error).slug
            meant_for_clients = issubclass(one, package.InputError | package.StorageError)
            assert (slug == "fault") is not meant_for_clients, one

    @pytest.mark.parametrize("name", KINDS)
    def test_each_problem_is_explained(self, service: Service, name: str) -> None:
        answer = service.client.get(f"/problems/{name}")
        assert answer.status_code == 200
        assert KINDS[name].meaning in answer.text
