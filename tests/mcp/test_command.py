"""The command: what it refuses before it serves anybody."""

import socket
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from summariser.cli.app import app


def ended(*arguments: object) -> str:
    """What is said on standard error by a call that is wrong."""
    result = CliRunner().invoke(app, ["mcp", *map(str, arguments)])
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    return result.stderr


def test_the_library_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    assert ended() == "summariser: assistants need the library mcp: pip install 'summariser[mcp]'\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no token can be read: name a file"),
        (b"", "a token has 16 or more characters without spaces"),
        (b"short", "a token has 16 or more characters without spaces"),
        (b"two words are not a token", "a token has 16 or more characters without spaces"),
        (b"\xff" * 20, "no token can be read"),
        (b"0123456789abcdef\x00\x01", "a token has 16 or more characters"),
    ],
)
def test_a_token_that_is_none(content: bytes | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "token"
    if content is not None:
        path.write_bytes(content)
    shown = ended("--http", "--host", "0.0.0.0", "--token-file", path)
    assert said in shown
    assert len(shown.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--http", "--host", "0.0.0.0"], "give a token in a file with --token-file"),
        (["--http", "--host", "192.0.2.7"], "give a token in a file with --token-file"),
        (["--runs", "none"], "none holds no results: name the --out of a batch"),
        (["--allow-folder", "none"], "none is no folder"),
        (["--base-url", "http://127.0.0.1:1/v1"], "--base-url needs --model"),
        (["--token-file", "none"], "only --http"),
        (["--host", "0.0.0.0"], "only --http"),
    ],
)
def test_wrong_options(arguments: list[Any], said: str) -> None:
    assert said in ended(*arguments)


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"127.0.0.1 cannot be served at port {port}" in ended("--http", "--port", port)
