"""The description of the API: whole, its examples true, and nothing is answered that it does not tell of."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from summariser.service.api.shapes import (
    ComparisonAnswer,
    NumbersAnswer,
    SummaryAnswer,
    VerificationAnswer,
)
from tests.service.fuzz import fuzzed
from tests.service.serving import Service

_POSTS: dict[str, Any] = {
    "/v1/numbers": NumbersAnswer,
    "/v1/summaries": SummaryAnswer,
    "/v1/verifications": VerificationAnswer,
    "/v1/comparisons": ComparisonAnswer,
}


@pytest.fixture(scope="module")
def described(service: Service) -> dict[str, Any]:
    found: dict[str, Any] = service.client.get("/openapi.json").json()
    return found


class TestDescription:
    def test_every_operation_tells_of_its_problems(self, described: dict[str, Any]) -> None:
        for path, operations in described["paths"].items():
            for method, operation in operations.items():
                refused = [one for status, one in operation["responses"].items() if int(status) >= 400]
                assert refused, (path, method)
                assert all("application/problem+json" in one["content"] for one in refused), (path, method)

    def test_every_operation_has_a_name_that_tells_what_it_does(self, described: dict[str, Any]) -> None:
        operations = [one for path in described["paths"].values() for one in path.values()]
        assert all(len(one["summary"].split()) > 2 for one in operations)
        assert described["paths"]["/v1/summaries"]["post"]["summary"] == "Asks for the summary of an article"

    def test_shows_no_python(self, described: dict[str, Any]) -> None:
        """Docstrings tell what a schema is, but not by their examples."""
        assert described["components"]["schemas"]["Verdict"]["description"]
        assert ">>>" not in json.dumps(described)

    def test_names_what_the_operator_allows(self, described: dict[str, Any]) -> None:
        choices = described["components"]["schemas"]["SummaryRequest"]["properties"]
        assert choices["model"]["enum"] == ["m"]
        assert choices["policy"]["enum"] == ["fix", "reask", "noop"]

    @pytest.mark.parametrize("path", _POSTS)
    def test_its_examples_are_what_the_service_answers(
        self, service: Service, described: dict[str, Any], path: str
    ) -> None:
        operation = described["paths"][path]["post"]
        asked = operation["requestBody"]["content"]["application/json"]["example"]
        told = service.client.post(path, json=asked)
        assert told.status_code < 300
        example = operation["responses"][str(told.status_code)]["content"]["application/json"]["example"]
        assert told.json().keys() == example.keys()
        assert path == "/v1/summaries" or told.json().get("result") == example.get("result")
        for shown in (told.json(), example):
            adapter: TypeAdapter[Any] = TypeAdapter(_POSTS[path])
            adapter.validate_python(shown)

    def test_its_links_lead_to_operations(self, described: dict[str, Any]) -> None:
        names = {one["operationId"] for path in described["paths"].values() for one in path.values()}
        links = [
            link["operationId"]
            for path in described["paths"].values()
            for one in path.values()
            for told in one["responses"].values()
            for link in told.get("links", {}).values()
        ]
        assert links and set(links) <= names


class TestRequestsFromIt:
    def test_find_no_fault_and_no_answer_that_it_does_not_tell_of(
        self, service: Service, tmp_path: Path
    ) -> None:
        options = ("--phases", "examples,fuzzing,stateful", "--max-examples", "4", "--max-time", "14")
        done = fuzzed(service.url, *options, "--generation-deterministic", folder=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
