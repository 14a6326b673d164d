"""The requests that the API's page makes with curl, made to a service."""

import json
import shlex
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.docs.materials import fill
from tests.docs.pages import blocks
from tests.service.running import running

PAGE = Path("docs/reference/api.md")
LINES = [
    line.removeprefix("$ ")
    for block in blocks(PAGE, "console")
    for line in block.text.splitlines()
    if line.startswith("$ curl ")
]
_TAKES_ONE = {"--json", "-F", "-H", "--data-binary"}


def _requested(line: str) -> tuple[str, dict[str, Any]]:
    """The address of the call, and what httpx2 takes for its options."""
    words, given, address = iter(shlex.split(line)[1:]), list[tuple[str, str]](), ""
    for word in words:
        if word in _TAKES_ONE:
            given.append((word, next(words)))
        elif word != "-N":
            address = word
    named = [value.split("=", 1) for option, value in given if option == "-F"]
    options: dict[str, Any] = {"headers": dict(v.split(": ", 1) for option, v in given if option == "-H")}
    if named:
        options["files"] = [
            (name, (value[1:], Path(value[1:]).read_bytes())) for name, value in named if value[0] == "@"
        ]
    for option, value in given:
        if option == "--json":
            options["json"] = json.loads(value)
        elif option == "--data-binary":
            options["content"] = Path(value[1:]).read_bytes()
    return address, options


def test_the_requests_are_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In their order; ID is that of the summary that was asked for last."""
    fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    asked = "ID"
    with running(tmp_path / "data") as place, httpx2.Client(timeout=60, trust_env=False) as client:
        for line in LINES:
            address, options = _requested(line.replace("ID", asked))
            method = "POST" if options.keys() & {"json", "files", "content"} else "GET"
            answer = client.request(method, address.replace("localhost:8080", place), **options)
            assert answer.status_code in {200, 201, 202}, f"{line}\n{answer.text}"
            if "/summaries" in address and method == "POST":
                asked = answer.json()["id"]
    assert len(LINES) > 5
