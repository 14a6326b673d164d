"""Who may ask: the token in its header, a session in a cookie, and nothing in the address."""

import json
from pathlib import Path

import pytest

from summariser.errors import ConfigurationError
from summariser.service.options import ServiceOptions
from tests.service.guard.calls import OWN, TOKEN, ask, behind


def test_without_a_token_this_machine_may_ask(tmp_path: Path) -> None:
    assert ask(behind(tmp_path)).status == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.168.1.4", "service.example", "localhost.example"])
def test_other_machines_take_a_token(tmp_path: Path, host: str) -> None:
    with pytest.raises(ConfigurationError, match="takes a token of at least 16 characters"):
        ServiceOptions(tmp_path, host=host)
    assert ServiceOptions(tmp_path, host=host, token=TOKEN).host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "LOCALHOST"])
def test_this_machine_takes_none(tmp_path: Path, host: str) -> None:
    assert ServiceOptions(tmp_path, host=host).token is None


@pytest.mark.parametrize(
    "token", ["", "short", "fifteen-letters", "a b c d e f g h i", "schlüssel-schlüssel", "n" * 20 + "\n"]
)
def test_a_token_must_be_long_and_plain(tmp_path: Path, token: str) -> None:
    with pytest.raises(ConfigurationError, match="at least 16 characters, all of them ASCII"):
        ServiceOptions(tmp_path, token=token)


def test_the_token_is_in_no_representation(tmp_path: Path) -> None:
    assert TOKEN not in repr(ServiceOptions(tmp_path, token=TOKEN))


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        f"Bearer {TOKEN[:-1]}",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN.upper()}",
        f"Basic {TOKEN}",
        f"Token {TOKEN}",
        TOKEN,
        f"Bearer Bearer {TOKEN}",
        "Bearer \xff\xfe",
    ],
)
def test_whoever_has_not_the_token_is_refused(tmp_path: Path, header: str | None) -> None:
    app = behind(tmp_path, token=TOKEN)
    for method in ("GET", "POST", "DELETE", "OPTIONS"):
        answered = ask(app, method, **({} if header is None else {"Authorization": header}))
        assert (answered.status, answered.headers["www-authenticate"]) == (401, 'Bearer realm="summariser"')
        assert answered.headers["content-type"] == "application/problem+json"
        assert json.loads(answered.body)["status"] == 401


@pytest.mark.parametrize("header", [f"Bearer {TOKEN}", f"bearer {TOKEN}", f"BEARER  {TOKEN}"])
def test_whoever_has_it_may_ask(tmp_path: Path, header: str) -> None:
    assert ask(behind(tmp_path, token=TOKEN), Authorization=header).status == 200


def test_health_needs_none(tmp_path: Path) -> None:
    app = behind(tmp_path, token=TOKEN)
    assert ask(app, address="/health").status == 200
    for near in ("/health/", "/healthy", "/HEALTH", "/ready", "/metrics"):
        assert ask(app, address=near).status == 401


@pytest.mark.parametrize(
    "query",
    [
        f"token={TOKEN}",
        "token=",
        f"access_token={TOKEN}",
        "Token=wrong",
        f"q={TOKEN}",
        f"q=a&x={TOKEN}",
        f"api_key={TOKEN}",
    ]
    + ["%74oken=x", "q=" + "".join(f"%{ord(c):02x}" for c in TOKEN)],
)
def test_a_token_in_the_address_is_refused_and_not_used(tmp_path: Path, query: str) -> None:
    for headers in ({}, OWN):
        answered = ask(behind(tmp_path, token=TOKEN), address=f"/v1/things?{query}", **headers)
        assert answered.status == 400
        assert b"a token in an address" in answered.body
        assert TOKEN.encode() not in answered.body
    assert TOKEN not in (tmp_path / "audit.log").read_text()


def test_a_query_that_holds_none_passes(tmp_path: Path) -> None:
    app = behind(tmp_path, token=TOKEN)
    assert ask(app, address="/v1/things?q=token&limit=5&empty=&;;&=", **OWN).status == 200
